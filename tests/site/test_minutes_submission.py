"""Plenary Minutes: what they freeze, whom they move, and what they refuse."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import frappe
import pytest

from tests.site.builders_results import (
	make_assessors,
	make_minutes,
	make_nominees,
	make_open_season,
	make_panel,
	make_sheets,
)

pytestmark = pytest.mark.usefixtures("savepoint")


@pytest.fixture
def season() -> str:
	return make_open_season()


@pytest.fixture
def assessors(season: str) -> list[str]:
	users = make_assessors(3)
	make_panel(season, users)
	return users


def scored(season: str, assessors: list[str], *per_cents: Any) -> list[str]:
	"""Nominees at the first gate, each with the same per cent from every assessor; None: sheets left open."""
	names = make_nominees(season, len(per_cents))
	given = {name: [value] * 3 for name, value in zip(names, per_cents, strict=True)}
	make_sheets(season, "administration", given, assessors)
	return names


def state(nomination: str) -> str:
	return frappe.db.get_value("Nomination", nomination, "workflow_state")


def row_of(minutes: Any, nomination: str) -> Any:
	return next(row for row in minutes.decisions if row.nomination == nomination)


def test_standings_are_fetched_ranked_with_the_proposal_as_decision(season, assessors):
	scored(season, assessors, 70, 90, 50)
	minutes = make_minutes(season, "administration")
	assert [(row.number, row.rank, row.score, row.proposed, row.decision) for row in minutes.decisions] == [
		(2, 1, "90.00", "Advance", "Advance"),
		(1, 2, "70.00", "Advance", "Advance"),
		(3, 3, "50.00", "Stop", "Stop"),
	]


def test_signatories_come_from_the_panel_chair_first(season, assessors):
	scored(season, assessors, 70)
	assert [row.role for row in make_minutes(season, "administration").signatories] == [
		"Chair",
		"Secretary",
		"Member",
	]


def test_fetching_again_keeps_what_was_decided(season, assessors):
	(nomination,) = scored(season, assessors, 70)
	minutes = make_minutes(season, "administration")
	row_of(minutes, nomination).update({"decision": "Stop", "reason": "Alasan"})
	minutes.fetch_standings()
	assert (minutes.decisions[0].decision, minutes.decisions[0].reason) == ("Stop", "Alasan")


def test_submission_moves_nominees(season, assessors):
	good, poor = scored(season, assessors, 80, 50)
	make_minutes(season, "administration").insert().submit()
	assert state(good) == "Focus Group Discussion (FGD)"
	assert state(poor) == "Not Advanced"
	assert frappe.db.get_value("Nomination", good, "stage") == "fgd"


def test_submission_freezes_the_standings_down_to_raw_scores(season, assessors):
	scored(season, assessors, 80)
	minutes = make_minutes(season, "administration").insert()
	minutes.submit()
	assert hashlib.sha256(minutes.standings.encode()).hexdigest() == minutes.standings_sha256
	row = json.loads(minutes.standings)["rows"][0]
	assert (row["nominee"], row["score"], row["decision"]) == (1, "80.00", "advance")
	form = row["explanation"]["stages"][0]["forms"][0]
	assert {criterion["raw"] for criterion in form["criteria"]} == {"80"}
	assert not any(user in minutes.standings for user in assessors)


def test_results_are_written_on_the_nominations(season, assessors):
	(nomination,) = scored(season, assessors, 80)
	make_minutes(season, "administration").insert().submit()
	stored = frappe.get_doc("Nomination", nomination).stage_results
	assert [(row.stage, row.value, row.status) for row in stored][:2] == [
		("administration", "80.0000", "Complete"),
		("feedback_360", None, "Incomplete"),
	]


def test_an_incomplete_nominee_is_named_with_what_is_missing(season, assessors):
	scored(season, assessors, 80, None)
	minutes = make_minutes(season, "administration").insert()
	with pytest.raises(
		frappe.ValidationError, match=r"No\. 2 Peserta 2 Uji is not complete: .*belum dikirim"
	):
		minutes.submit()


def test_an_incomplete_nominee_may_be_stopped_with_a_reason(season, assessors):
	_good, lacking = scored(season, assessors, 80, None)
	minutes = make_minutes(season, "administration")
	row_of(minutes, lacking).update({"decision": "Stop", "reason": "Dokumen tidak dilengkapi"})
	minutes.insert().submit()
	assert state(lacking) == "Not Advanced"


def test_second_minutes_for_the_same_category_and_stage_are_refused(season, assessors):
	scored(season, assessors, 80)
	make_minutes(season, "administration").insert()
	with pytest.raises(frappe.DuplicateEntryError):
		make_minutes(season, "administration").insert()


def test_a_stage_before_whose_turn_is_refused(season, assessors):
	scored(season, assessors, 80)
	with pytest.raises(frappe.ValidationError, match="Submit the minutes of Seleksi Administrasi first"):
		make_minutes(season, "fgd")


def test_a_stage_decided_with_another_has_no_minutes(season, assessors):
	scored(season, assessors, 80)
	with pytest.raises(frappe.ValidationError, match="has no Plenary Minutes of its own"):
		make_minutes(season, "feedback_360")


def test_every_nominee_needs_a_decision(season, assessors):
	scored(season, assessors, 80)
	minutes = make_minutes(season, "administration")
	minutes.decisions[0].decision = ""
	with pytest.raises(frappe.ValidationError, match="choose Advance or Stop"):
		minutes.insert().submit()


def test_a_nominee_who_does_not_stand_at_the_stage_is_named(season, assessors):
	(nomination,) = scored(season, assessors, 80)
	frappe.db.set_value("Nomination", nomination, "workflow_state", "Submitted")
	with pytest.raises(frappe.ValidationError, match="stands at Submitted, not at Seleksi Administrasi"):
		make_minutes(season, "administration").insert().submit()


def test_standings_that_changed_since_they_were_fetched_are_refused(season, assessors):
	(nomination,) = scored(season, assessors, 80)
	minutes = make_minutes(season, "administration").insert()
	sheet = frappe.db.get_value("Stage Score", {"nomination": nomination}, "name", order_by="name")
	frappe.db.set_value("Criterion Score", {"parent": sheet}, "raw", "50")
	with pytest.raises(frappe.ValidationError, match=r"score was 80\.00, is now 70\.00"):
		minutes.submit()
	minutes.reload()
	minutes.fetch_standings()
	minutes.submit()


def test_standings_a_client_made_up_are_refused(season, assessors):
	scored(season, assessors, 80, 70)
	minutes = make_minutes(season, "administration")
	minutes.decisions[0].score = "99.00"
	with pytest.raises(frappe.ValidationError, match="standings have changed"):
		minutes.insert().submit()


def test_a_row_left_out_is_refused(season, assessors):
	scored(season, assessors, 80, 70)
	minutes = make_minutes(season, "administration")
	minutes.decisions.pop()
	with pytest.raises(frappe.ValidationError, match="was not in the table"):
		minutes.insert().submit()


def test_a_decision_against_the_proposal_needs_a_reason(season, assessors):
	_good, poor = scored(season, assessors, 80, 50)
	minutes = make_minutes(season, "administration")
	row_of(minutes, poor).decision = "Advance"
	minutes.insert()
	with pytest.raises(frappe.ValidationError, match=r"the rules lead to Stop. Give the reason for Advance"):
		minutes.submit()
	minutes.reload()
	row_of(minutes, poor).reason = "Nilai mendekati ambang"
	minutes.submit()
	assert state(poor) == "Focus Group Discussion (FGD)"


def test_passing_over_a_higher_rank_needs_a_reason_where_the_plenary_is_free(season, assessors):
	frappe.db.set_value(
		"Scheme Stage",
		{"parent": "ntb_asn_awards_2025-v1", "code": "administration"},
		"advancement",
		"plenary",
	)
	frappe.local.ntb_awards_schemes = {}
	first, second = scored(season, assessors, 80, 70)
	minutes = make_minutes(season, "administration")
	row_of(minutes, first).decision, row_of(minutes, second).decision = "Stop", "Advance"
	with pytest.raises(frappe.ValidationError, match=r"rank 1\) is stopped while a lower rank advances"):
		minutes.insert().submit()


def test_a_chair_signs(season, assessors):
	scored(season, assessors, 80)
	minutes = make_minutes(season, "administration")
	minutes.signatories = []
	with pytest.raises(frappe.ValidationError, match="name at least the Chair"):
		minutes.insert().submit()


def test_nobody_to_decide_on(season, assessors):
	with pytest.raises(frappe.ValidationError, match="No nominee stands at this stage"):
		make_minutes(season, "administration").insert().submit()


def test_category_of_another_scheme(season):
	minutes = frappe.new_doc("Plenary Minutes")
	other = frappe.get_doc({"doctype": "Award Category", "name": "x", "scheme": "none", "code": "x"})
	other.db_insert()
	minutes.update({"season": season, "category": other.name, "stage": "administration"})
	with pytest.raises(frappe.ValidationError, match="does not belong to the scheme"):
		minutes.fetch_standings()
