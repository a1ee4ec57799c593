"""Track records: confidential, in words, and there before the plenary decides."""

from __future__ import annotations

import json

import frappe
import pytest

from ntb_awards.access import visible
from ntb_awards.gateway.seasons import load_season
from ntb_awards.gateway.sheets import open_sheets
from ntb_awards.gateway.words import kept_for_all
from ntb_awards.selection.dossier import seal
from tests.site.builders import make_user
from tests.site.builders_access import grant, store
from tests.site.builders_recorded import (
	LGD,
	RECORDS,
	TEST,
	TRACK,
	Recorded,
	make_conflict,
	make_recorded,
	make_track_record,
)
from tests.site.builders_results import make_minutes
from tests.site.builders_rules import refused
from tests.site.builders_scoring import decide
from tests.site.conftest import acting

FINDINGS = "Bekerja baik dan jujur."


@pytest.fixture
def made() -> Recorded:
	return make_recorded(nominees=2, stage=LGD)


def test_it_belongs_to_its_stage(made: Recorded) -> None:
	with acting(made.secretariat):
		record = make_track_record(made)
	assert (record.stage, record.stage_title, record.season, record.category) == (
		TRACK,
		"Rekam Jejak",
		made.season,
		made.category,
	)
	assert "Rekam Jejak" in refused(make_track_record, made, 1, stage=LGD)


def test_it_has_no_number_anywhere() -> None:
	"""What the inquiry finds is words; a field for a number would become a score."""
	kinds = {df.fieldtype for df in frappe.get_meta("Track Record").fields}
	assert not kinds & {"Int", "Float", "Currency", "Percent", "Rating", "Table"}


@pytest.mark.parametrize(
	("fields", "told"),
	[
		({"from_superior": 0}, "at least one source"),
		({"conclusion": "Clarification Needed"}, "clarified"),
		({"traced_on": "2999-01-01"}, "still to come"),
		({"findings": ""}, "findings"),
		({"conclusion": ""}, "conclusion"),
	],
)
def test_what_it_needs(made: Recorded, fields: dict, told: str) -> None:
	assert told in refused(make_track_record, made, **fields)


def test_one_for_a_nominee_and_amended_with_a_reason(made: Recorded) -> None:
	record = make_track_record(made)
	with pytest.raises(frappe.DuplicateEntryError):
		make_track_record(made)
	record.cancel()
	copy = frappe.copy_doc(record)
	copy.amended_from = record.name
	with pytest.raises(frappe.MandatoryError):
		copy.insert()
	copy.amendment_reason = "Keterangan baru"
	copy.insert().submit()
	assert frappe.db.count("Track Record", {"nomination": made.nominees[0]}) == 2


def test_only_of_nominees_in_the_selection(made: Recorded) -> None:
	frappe.db.set_value("Nomination", made.nominees[0], "workflow_state", "Submitted")
	assert "accepted" in refused(make_track_record, made)


def test_fixed_once_decided(made: Recorded) -> None:
	record = make_track_record(made)
	made.stage = LGD
	decide(made)
	assert "decided" in refused(record.cancel)
	assert "decided" in refused(make_track_record, made, 1)


# --- minutes --------------------------------------------------------------------------------------


def scored(made: Recorded) -> None:
	"""Minutes of the earlier gates stored, and every sheet of the discussion submitted."""
	for stage in (RECORDS, TEST):
		_store_earlier(made, stage)
	with acting(made.secretariat):
		open_sheets(made.season, made.category, LGD)
	for name in frappe.get_all("Stage Score", {"season": made.season, "docstatus": 0}, pluck="name"):
		sheet = frappe.get_doc("Stage Score", name)
		for row in sheet.scores:
			row.raw = "80" if sheet.nominee_number == 1 else "70"
		with acting(sheet.assessor):
			sheet.submit()


def _store_earlier(made: Recorded, stage: str) -> None:
	decisions = [
		{"nomination": name, "number": number, "decision": "Advance"}
		for number, name in enumerate(made.nominees, start=1)
	]
	values = {"season": made.season, "category": made.category, "stage": stage, "docstatus": 1}
	store("Plenary Minutes", **values, held_on="2025-11-17", place="Mataram", decisions=decisions)


def minutes_of(made: Recorded) -> frappe.model.document.Document:
	minutes = make_minutes(made.season, LGD, made.category)
	for row in minutes.decisions:
		row.decision = "Advance" if row.number == 1 else "Stop"
		row.reason = "Keputusan rapat"
	return minutes.insert()


def test_no_minutes_before_every_nominee_has_one(made: Recorded) -> None:
	scored(made)
	make_track_record(made)
	make_track_record(made, 1, submit=False)
	told = refused(minutes_of(made).submit)
	assert "No. 2" in told and "Track Record" in told
	assert "No. 1 Peserta 1 Uji: submit the Track Record" not in told


def test_minutes_show_the_word_and_nothing_else_of_it(made: Recorded) -> None:
	scored(made)
	make_track_record(made)
	make_track_record(made, 1, conclusion="Objection")
	minutes = minutes_of(made)
	with kept_for_all():
		none, some = frappe._("No Objection"), frappe._("Objection")
	assert {row.number: row.track_record for row in minutes.decisions} == {1: none, 2: some}
	minutes.decisions[0].track_record = "90"
	minutes.save()
	assert minutes.decisions[0].track_record == none
	assert FINDINGS not in json.dumps(minutes.as_dict(), default=str)


def test_it_is_not_in_what_is_computed_or_published(made: Recorded) -> None:
	scored(made)
	make_track_record(made)
	loaded = load_season(made.season)
	told = seal(loaded.scheme, loaded.season).decode()
	assert FINDINGS not in told and "No Objection" not in told
	assert TRACK not in loaded.selection.standings("umum")[0].stages


# --- who may see it -------------------------------------------------------------------------------


def sees(user: str, name: str) -> bool:
	doc, table = frappe.get_doc("Track Record", name), frappe.qb.DocType("Track Record")
	with acting(user):
		single = bool(doc.has_permission("read"))
		query = frappe.qb.from_(table).select(table.name).where(table.name == name)
		condition = visible("Track Record", user)
		listed = bool((query.where(condition) if condition else query).run())
	assert listed == single or not frappe.has_permission("Track Record", "read", user=user)
	return single


def test_seen_by_staff_auditors_and_the_panel_that_judges(made: Recorded) -> None:
	record, draft = make_track_record(made).name, make_track_record(made, 1, submit=False).name
	make_conflict(made, made.assessors[1])
	allowed = {
		made.secretariat: (True, True),
		make_user("Awards Auditor"): (True, True),
		made.assessors[0]: (True, False),
		made.assessors[1]: (False, False),
		make_user("Awards Assessor"): (False, False),
		make_user("Nominating Unit"): (False, False),
		make_user("Employee"): (False, False),
	}
	for user, may in allowed.items():
		assert (sees(user, record), sees(user, draft)) == may, user


def test_a_nominee_sees_the_own_one_in_no_role(made: Recorded) -> None:
	record = make_track_record(made).name
	user = make_user("Employee")
	frappe.db.set_value("Employee", made.people[0], "user_id", user)
	for role in ("Awards Assessor", "Nominating Unit", "Awards Secretariat", "Awards Administrator"):
		grant(user, role)
		assert not sees(user, record)
	with acting(user), pytest.raises(frappe.PermissionError):
		make_track_record(made)


def test_written_by_staff_only(made: Recorded) -> None:
	for user in (made.assessors[0], make_user("Awards Auditor"), make_user("Nominating Unit")):
		with acting(user), pytest.raises(frappe.PermissionError):
			make_track_record(made)
