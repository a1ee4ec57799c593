"""Sheets that the app fills in from the personnel records: exact, submitted at once, cancelled by staff."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.access import visible
from ntb_awards.gateway.forms import preview
from ntb_awards.gateway.rankings import ranking
from ntb_awards.gateway.recorded_sheets import cancel_sheets, fill_from_records
from ntb_awards.gateway.seasons import load_season
from ntb_awards.gateway.sheet_lists import recorded_stages, scored_stages
from ntb_awards.gateway.sheets import open_sheets
from ntb_awards.selection.dossier import read, seal
from ntb_awards.selection.facts import Facts
from tests.site.builders import make_user
from tests.site.builders_access import grant
from tests.site.builders_recorded import (
	LGD,
	RECORDS,
	TEST,
	Recorded,
	make_conflict,
	make_recorded,
)
from tests.site.builders_rules import refused
from tests.site.builders_scoring import decide
from tests.site.conftest import acting


@pytest.fixture
def made() -> Recorded:
	return make_recorded()


def fill(made: Recorded, stage: str = RECORDS) -> dict:
	with acting(made.secretariat):
		return fill_from_records(made.season, made.category, stage)


def test_every_record_becomes_a_submitted_sheet_with_exact_scores(made: Recorded) -> None:
	"""Attendance 290 of 300 days is 290/3 %; SKP 88.5: the form is worth (88.5 + 290/3) ÷ 2 = 92.5833."""
	done = fill(made)
	sheets = made.sheets(RECORDS)
	assert (done["filled"], done["existing"], done["silent"]) == (3, 0, [])
	assert [{row.criterion: row.raw for row in sheet.scores} for sheet in sheets] == [
		{"skp": "88.5", "hadir": "290/3"}
	] * 3
	sheet = sheets[0]
	assert (sheet.entry, sheet.status, sheet.assessor, sheet.panel) == (
		"Record",
		"Submitted",
		made.secretariat,
		None,
	)
	assert sheet.value == "92.5833"
	assert "2024" in sheet.source and "2024" in sheet.scores[1].note


def test_the_engine_counts_them_exactly_under_a_pseudonym(made: Recorded) -> None:
	fill(made)
	loaded = load_season(made.season)
	assert loaded.people[loaded.season.sheets[0].assessor] == frappe.utils.get_fullname(made.secretariat)
	standing = loaded.selection.standings("umum")[0]
	assert standing.stages[RECORDS].value * 12 == 1111  # 92.58333… exactly
	dossier = seal(loaded.scheme, loaded.season)
	assert read(dossier)[1].season.sheets[0].scores["hadir"] * 3 == 290
	assert made.secretariat.encode() not in dossier


def test_repeated_without_harm(made: Recorded) -> None:
	fill(made)
	again = fill(made)
	assert (again["filled"], again["existing"]) == (0, 3)
	assert len(made.sheets(RECORDS)) == 3


def test_who_is_not_on_record_is_named_and_gets_nothing(made: Recorded) -> None:
	silent = Facts(ratings=[{"year": 2024, "predicate": "Baik", "score": "90"}]).model_dump_json()
	frappe.db.set_value("Nomination", made.nominees[1], "facts_json", silent)
	done = fill(made)
	assert [(one["number"], one["name"], one["missing"]) for one in done["silent"]] == [
		(2, "Peserta 2 Uji", ["Kehadiran"])
	]
	assert [sheet.nominee_number for sheet in made.sheets(RECORDS)] == [1, 3]
	assert frappe.db.count("Stage Score", {"nomination": made.nominees[1]}) == 0


def test_what_was_recorded_since_fills_the_gap(made: Recorded) -> None:
	"""The facts kept on the nomination come first; only where they are silent do today's count."""
	frappe.db.set_value("Nomination", made.nominees[0], "facts_json", Facts().model_dump_json())
	rating = frappe.new_doc("Performance Rating")
	rating.update({"employee": made.people[0], "year": 2024, "predicate": "Baik", "score": 70})
	rating.update({"working_days": 200, "absent_days": 100})
	rating.insert()
	fill(made)
	assert [row.raw for row in made.sheets(RECORDS)[0].scores] == ["70", "50"]


def test_filled_in_by_staff_only(made: Recorded) -> None:
	for user in (made.assessors[0], make_user("Awards Auditor"), make_user("Nominating Unit")):
		with acting(user), pytest.raises(frappe.PermissionError):
			fill_from_records(made.season, made.category, RECORDS)


def test_not_by_a_nominee(made: Recorded) -> None:
	frappe.db.set_value("Employee", made.people[2], "user_id", made.secretariat)
	with acting(made.secretariat), pytest.raises(frappe.PermissionError) as no:
		fill_from_records(made.season, made.category, RECORDS)
	assert "nominee" in str(no.value)
	assert made.sheets(RECORDS) == []


def test_only_stages_of_that_kind_and_while_undecided(made: Recorded) -> None:
	assert "Rekaman" in refused(fill, made, TEST)
	assert "Rekaman" in refused(fill, made, LGD)
	decide_records(made)
	assert "decided" in refused(fill, made)


def decide_records(made: Recorded) -> None:
	made.stage = RECORDS
	decide(made)


def test_assessors_are_sent_to_the_right_action(made: Recorded) -> None:
	for stage, action in ((RECORDS, "Fill from Records"), (TEST, "Import Test Results")):
		with acting(made.secretariat):
			assert action in refused(open_sheets, made.season, made.category, stage)
			sheet = frappe.new_doc("Stage Score")
			sheet.update({"nomination": made.nominees[0], "stage": stage, "assessor": made.assessors[0]})
			sheet.update({"entry": "Record", "source": "x"})
			assert action in refused(sheet.insert)


def test_nobody_writes_entry_or_source(made: Recorded) -> None:
	made.at(LGD)
	with acting(made.secretariat):
		sheet = frappe.new_doc("Stage Score")
		sheet.update({"nomination": made.nominees[0], "stage": LGD, "assessor": made.assessors[0]})
		sheet.entry, sheet.source = "Import", "x"
		sheet.insert()
	assert (sheet.entry, sheet.source) == ("Assessor", None)
	with acting(made.assessors[0]):
		sheet.reload()
		sheet.entry, sheet.scores[0].raw = "Record", "1/3"
		assert "1/3" in refused(sheet.save)


def test_cancelled_by_staff_with_a_reason_and_filled_again(made: Recorded) -> None:
	fill(made)
	sheet = made.sheets(RECORDS)[0]
	for user in (made.secretariat, made.assessors[0]):
		with acting(user), pytest.raises(frappe.PermissionError):
			frappe.get_doc("Stage Score", sheet.name).cancel()
	with pytest.raises(frappe.PermissionError):
		frappe.get_doc("Stage Score", sheet.name).cancel()
	with acting(made.secretariat):
		with pytest.raises(frappe.MandatoryError):
			cancel_sheets([sheet.name], " ")
		assert cancel_sheets(frappe.as_json([sheet.name]), "Data kehadiran diperbaiki") == 1
	comments = frappe.get_all("Comment", {"reference_name": sheet.name}, pluck="content")
	assert any("Data kehadiran diperbaiki" in comment for comment in comments)
	assert fill(made)["filled"] == 1
	assert len(made.sheets(RECORDS)) == 3


def test_cancelled_neither_by_assessors_nor_once_decided(made: Recorded) -> None:
	fill(made)
	names = [sheet.name for sheet in made.sheets(RECORDS)]
	with acting(made.assessors[0]), pytest.raises(frappe.PermissionError):
		cancel_sheets(names, "x")
	decide_records(made)
	with acting(made.secretariat):
		assert "decided" in refused(cancel_sheets, names, "x")
	assert len(made.sheets(RECORDS)) == 3


def test_an_assessors_sheet_is_not_cancelled_that_way(made: Recorded) -> None:
	made.at(LGD)
	with acting(made.secretariat):
		open_sheets(made.season, made.category, LGD)
	sheet = frappe.get_last_doc("Stage Score", {"stage": LGD, "assessor": made.assessors[0]})
	sheet.scores[0].raw = "80"
	with acting(made.assessors[0]):
		sheet.submit()
	with acting(made.secretariat):
		assert "assessor" in refused(cancel_sheets, [sheet.name], "x")


def test_not_amended(made: Recorded) -> None:
	fill(made)
	with acting(made.secretariat):
		former = made.sheets(RECORDS)[0]
		cancel_sheets([former.name], "x")
	copy = frappe.copy_doc(former)
	copy.update({"amended_from": former.name, "amendment_reason": "x"})
	assert "Fill from Records" in refused(copy.insert)


# --- who sees them --------------------------------------------------------------------------------


def sees(user: str, name: str) -> bool:
	doc, table = frappe.get_doc("Stage Score", name), frappe.qb.DocType("Stage Score")
	with acting(user):
		single = doc.has_permission("read")
		query = frappe.qb.from_(table).select(table.name).where(table.name == name)
		condition = visible("Stage Score", user)
		listed = bool((query.where(condition) if condition else query).run())
	assert single == listed
	return single


def test_the_panel_sees_them_once_submitted_but_not_who_is_recused(made: Recorded) -> None:
	fill(made)
	first = made.sheets(RECORDS)[0].name
	stranger, unit = make_user("Awards Assessor"), make_user("Nominating Unit")
	make_conflict(made, made.assessors[1])
	assert [sees(user, first) for user in (*made.assessors, made.secretariat, stranger, unit)] == [
		True,
		False,
		True,
		False,
		False,
	]


def test_a_nominee_never_sees_the_own_sheet(made: Recorded) -> None:
	fill(made)
	assessor = made.assessors[0]
	frappe.db.set_value("Employee", made.people[0], "user_id", assessor)
	grant(assessor, "Awards Secretariat")
	own, other = (sheet.name for sheet in made.sheets(RECORDS)[:2])
	assert (sees(assessor, own), sees(assessor, other)) == (False, True)


def test_the_ranking_shows_the_stage_to_whom_the_sheets_show_it(made: Recorded) -> None:
	fill(made)
	make_conflict(made, made.assessors[1])
	shown = {}
	for user in made.assessors:
		_loaded, rows = ranking(made.season, None, user)
		shown[user] = [row[f"stage_{RECORDS}"] for row in sorted(rows, key=lambda row: row["number"])]
	assert shown[made.assessors[0]] == ["92.5833"] * 3
	assert shown[made.assessors[1]] == [None, "92.5833", "92.5833"]


def test_form_shows_fractions_as_numbers(made: Recorded) -> None:
	fill(made)
	sheet = made.sheets(RECORDS)[0]
	scores = {row.criterion: row.raw for row in sheet.scores}
	shown = preview(sheet.instrument, None, scores, exact=True)
	assert (shown["value"], shown["problems"]) == ("92.5833", {})
	assert shown["points"]["hadir"] == "48.3333"
	assert "hadir" in preview(sheet.instrument, None, scores)["problems"]


def test_choices_for_the_buttons(made: Recorded) -> None:
	assert [one["value"] for one in scored_stages(made.season)["stages"]] == [LGD]
	found = recorded_stages(made.season)
	assert {key: [one["value"] for one in found[key]] for key in ("records", "test_result", "groups")} == {
		"records": [RECORDS],
		"test_result": [TEST],
		"groups": [LGD],
	}
