"""Ties that the written rule leaves, settled by the plenary; and minutes of the last stage."""

from __future__ import annotations

import json

import frappe
import pytest

from tests.site.builders import make_employee
from tests.site.builders_results import (
	make_assessors,
	make_feedback,
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


def until_presentation(season: str, presentation: list[int]) -> list[str]:
	"""Nominees alike in all before the presentation, and with these per cents in it."""
	users = make_assessors(3)
	make_panel(season, users)
	names = make_nominees(season, len(presentation))
	contributors = [make_employee().name for _ in range(3)]
	make_feedback(season, dict.fromkeys(names, 80), contributors)
	for stage in ("administration", "fgd", "public_test"):
		make_sheets(season, stage, {name: [75] * 3 for name in names}, users)
		make_minutes(season, stage).insert().submit()
	given = {name: [per_cent] * 3 for name, per_cent in zip(names, presentation, strict=True)}
	make_sheets(season, "presentation", given, users)
	return names


def numbered(minutes, **orders: tuple[int, str, str]) -> None:
	for row in minutes.decisions:
		if row.tied:
			row.tie_order, row.decision, row.reason = orders[f"n{row.number}"]


def test_a_tie_across_the_boundary_has_to_be_settled(season):
	until_presentation(season, [90, 85, 80, 80])
	minutes = make_minutes(season, "presentation")
	tied = [row for row in minutes.decisions if row.tied]
	assert [(row.number, row.rank) for row in tied] == [(3, 3), (4, 3)]
	tied[1].decision = "Stop"
	tied[1].reason = "Kuota tiga besar"
	minutes.insert()
	with pytest.raises(frappe.ValidationError, match=r"Rank 3 is shared by .* Settle it"):
		minutes.submit()


def test_an_order_within_a_tie_needs_a_reason(season):
	until_presentation(season, [90, 85, 80, 80])
	minutes = make_minutes(season, "presentation")
	numbered(minutes, n3=(2, "Stop", ""), n4=(1, "Advance", ""))
	with pytest.raises(frappe.ValidationError, match="why the tie is settled in this order"):
		minutes.insert().submit()


def test_an_order_names_each_of_the_tied_once(season):
	until_presentation(season, [90, 85, 80, 80])
	minutes = make_minutes(season, "presentation")
	numbered(minutes, n3=(0, "Stop", "a"), n4=(1, "Advance", "b"))
	with pytest.raises(frappe.ValidationError, match="number the tied nominees 1 to 2"):
		minutes.insert().submit()


def test_a_settled_tie_is_frozen_and_carries_to_the_final_ranks(season):
	names = until_presentation(season, [90, 85, 80, 80])
	minutes = make_minutes(season, "presentation")
	numbered(minutes, n3=(2, "Stop", "Urutan kedua"), n4=(1, "Advance", "Rencana lebih konkret"))
	minutes.insert().submit()
	rows = {row["nominee"]: row for row in json.loads(minutes.standings)["rows"]}
	assert [(rows[number]["rank"], rows[number]["settled_by"]) for number in (4, 3)] == [
		(3, "plenary"),
		(4, "plenary"),
	]
	make_minutes(season, "determination").insert().submit()
	ranks = {name: frappe.db.get_value("Nomination", name, "final_rank") for name in names}
	assert list(ranks.values()) == [1, 2, 4, 3]


def test_tied_nominees_may_all_advance_before_the_last_stage(season):
	names = until_presentation(season, [90, 80, 80])
	make_minutes(season, "presentation").insert().submit()
	assert {frappe.db.get_value("Nomination", name, "stage") for name in names} == {"determination"}


def test_among_the_winners_a_tie_has_to_be_settled(season):
	until_presentation(season, [90, 80, 80])
	make_minutes(season, "presentation").insert().submit()
	minutes = make_minutes(season, "determination").insert()
	with pytest.raises(frappe.ValidationError, match="Rank 2 is shared"):
		minutes.submit()
	minutes.reload()
	numbered(minutes, n2=(1, "Advance", "Dampak lebih luas"), n3=(2, "Advance", ""))
	minutes.submit()
	assert frappe.db.get_value("Nomination", {"season": season, "number": 2}, "final_rank") == 2


def test_no_more_winners_than_the_rules_allow(season):
	until_presentation(season, [90, 85, 82, 80])
	minutes = make_minutes(season, "presentation")
	minutes.decisions[3].update({"decision": "Advance", "reason": "Selisih kecil"})
	minutes.insert().submit()
	last = make_minutes(season, "determination")
	last.decisions[3].update({"decision": "Advance", "reason": "Selisih kecil"})
	with pytest.raises(frappe.ValidationError, match="4 nominees would win; the rules allow 3"):
		last.insert().submit()


def test_nominees_of_the_last_stage_win(season):
	names = until_presentation(season, [90, 85, 82])
	make_minutes(season, "presentation").insert().submit()
	make_minutes(season, "determination").insert().submit()
	assert {frappe.db.get_value("Nomination", name, "workflow_state") for name in names} == {"Winner"}
