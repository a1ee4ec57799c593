"""What follows for every nominee: final score, status, rank, and what is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ntb_awards.selection.records import Season
from ntb_awards.selection.results import Selection, Standing

from .builders import (
	GATES,
	NON_STRUCTURAL,
	SHEET_STAGES,
	STRUCTURAL,
	make_complete_season,
	make_contributions,
	make_minutes,
	make_nominee,
	make_scheme,
	make_season,
	make_sheets,
)

SCHEME = make_scheme()
BONUS = {"title": "B", "condition": {"test": "human", "question": "?"}, "basis": "x"}


def standings(season: Season, category: str = STRUCTURAL, **changes: Any) -> list[Standing]:
	return Selection(make_scheme(*changes.items()), season).standings(category)


def row_of(season: Season, number: int = 1, **changes: Any) -> Standing:
	return next(row for row in standings(season, **changes) if row.number == number)


def decided(*minutes: tuple[str, list[int], list[int]]) -> dict[str, Any]:
	return {"minutes": [make_minutes(STRUCTURAL, gate, on, off) for gate, on, off in minutes]}


ALL_GATES = decided(*((gate, [1], []) for gate in GATES))


def test_final_score_is_the_weighted_total() -> None:
	"""30 %, 10 %, 10 % and 30 % of 90 and 20 % of the 360°'s 80: 72 + 16 = 88."""
	row = row_of(make_complete_season(SCHEME, {1: 90}))
	assert (row.final, row.rank, row.status, row.missing) == (Decimal("88.00"), 1, "active", ())
	assert {code: value.value for code, value in row.stages.items()} == {
		"administration": 90,
		"feedback_360": 80,
		"fgd": 90,
		"public_test": 90,
		"presentation": 90,
	}


@pytest.mark.parametrize(("places", "expected"), [(0, "89"), (1, "88.8"), (3, "88.804")])
def test_rounded_to_the_scheme_s_places(places: int, expected: str) -> None:
	"""80 % of 91.005 and 20 % of 80: 72.804 + 16 = 88.804."""
	row = row_of(make_complete_season(SCHEME, {1: "91.005"}), places=places)
	assert str(row.final) == expected


def test_rounding_makes_ties() -> None:
	"""0.8 × 0.004 is 0.0032: 88.00 both, so the tie rule speaks, on the unrounded stage values."""
	rows = standings(make_complete_season(SCHEME, {1: "90", 2: "90.004"}))
	assert [(row.number, row.final, row.rank) for row in rows] == [
		(2, Decimal("88.00"), 1),
		(1, Decimal("88.00"), 2),
	]
	assert rows[0].place is not None and rows[0].place.settled_by == "1"


def test_bonuses_come_on_top() -> None:
	bonuses = [{"code": "award", "points": "2.5", **BONUS}, {"code": "other", "points": "1", **BONUS}]
	season = make_complete_season(SCHEME, {1: 90})
	winner = make_nominee(1, bonuses=["award"])
	row = row_of(season.model_copy(update={"nominees": (winner,)}), bonuses=bonuses)
	assert (row.bonus, row.final) == (Decimal("2.5"), Decimal("90.50"))
	assert row_of(season, bonuses=bonuses).bonus == 0


def test_each_category_is_ranked_for_itself() -> None:
	season = make_complete_season(SCHEME, {1: 90, 3: 95})
	other = make_nominee(2, NON_STRUCTURAL)
	season = season.model_copy(
		update={
			"nominees": (*season.nominees, other),
			"sheets": (*season.sheets, *make_sheets(SCHEME, other, dict.fromkeys(SHEET_STAGES, 92))),
			"feedback": (*season.feedback, *make_contributions(other)),
			"minutes": (*season.minutes, *(make_minutes(NON_STRUCTURAL, gate, [2]) for gate in GATES[:-1])),
		}
	)
	assert [(row.number, row.rank) for row in standings(season)] == [(3, 1), (1, 2)]
	assert [(row.number, row.rank) for row in standings(season, NON_STRUCTURAL)] == [(2, 1)]


@pytest.mark.parametrize(
	("minutes", "status", "stopped_at", "stages"),
	[
		(decided(), "active", None, 1),
		(decided(("administration", [1], [])), "active", None, 3),
		(decided(("administration", [1], []), ("fgd", [], [1])), "not_advanced", "fgd", 3),
		(decided(("administration", [], [1])), "not_advanced", "administration", 1),
		(decided(*((gate, [1], []) for gate in GATES[:-1])), "active", None, 5),
		(ALL_GATES, "winner", None, 5),
		(decided(("fgd", [1], [])), "active", None, 1),
	],
)
def test_how_far_the_plenary_let_them_come(
	minutes: dict[str, Any], status: str, stopped_at: str | None, stages: int
) -> None:
	row = row_of(make_complete_season(SCHEME, {1: 90}, **minutes))
	assert (row.status, row.stopped_at, len(row.stages)) == (status, stopped_at, stages)
	assert (row.final is None) == (stages < 5)


def test_before_the_last_stage_nobody_has_a_final_score() -> None:
	row = row_of(make_complete_season(SCHEME, {1: 90}, **decided(("administration", [1], []))))
	assert (row.final, row.rank, row.missing) == (None, None, ())


def verdict(answer: str) -> dict[str, Any]:
	return {"eligibility": [{"rule": "service", "status": answer}]}


@pytest.mark.parametrize(
	("fields", "status"),
	[
		({"status": "withdrawn"}, "withdrawn"),
		({"status": "ineligible"}, "ineligible"),
		(verdict("not_met"), "ineligible"),
		({"status": "withdrawn", **verdict("not_met")}, "withdrawn"),
	],
)
def test_who_is_out_is_not_ranked(fields: dict[str, Any], status: str) -> None:
	season = make_complete_season(SCHEME, {1: 90, 2: 80})
	out = make_nominee(1, **fields)
	rows = standings(season.model_copy(update={"nominees": (out, season.nominees[1])}))
	assert [(row.number, row.status, row.rank) for row in rows] == [(2, "active", 1), (1, status, None)]
	assert (rows[1].final, rows[1].stages, rows[1].missing, rows[1].bonus) == (None, {}, (), 0)


def test_who_is_out_keeps_the_gate_that_stopped_them() -> None:
	season = make_complete_season(SCHEME, {1: 90}, **decided(("administration", [], [1])))
	row = row_of(season.model_copy(update={"nominees": (make_nominee(1, status="withdrawn"),)}))
	assert (row.status, row.stopped_at) == ("withdrawn", "administration")


@pytest.mark.parametrize("answer", ["met", "needs_review"])
def test_an_open_requirement_does_not_put_anybody_out(answer: str) -> None:
	season = make_complete_season(SCHEME, {1: 90})
	row = row_of(season.model_copy(update={"nominees": (make_nominee(1, **verdict(answer)),)}))
	assert (row.status, row.rank) == ("active", 1)


def test_incomplete_is_unranked_and_named() -> None:
	season = make_complete_season(SCHEME, {1: 90, 2: 10, 3: 20})
	kept = tuple(
		sheet for sheet in season.sheets if (sheet.nominee, sheet.stage, sheet.assessor) != (1, "fgd", "A2")
	)
	rows = standings(season.model_copy(update={"sheets": kept}))
	assert [(row.number, row.rank) for row in rows] == [(3, 1), (2, 2), (1, None)]
	assert rows[-1].final is None
	assert [str(message) for message in rows[-1].missing] == ["Fgd: 2 of at least 3 assessors"]


def test_without_a_form_for_the_post_there_is_no_value() -> None:
	"""The common rows alone would pass for the whole form."""
	season = make_complete_season(SCHEME, {1: 90})
	row = row_of(season.model_copy(update={"nominees": (make_nominee(1, variants={}),)}))
	assert row.final is None
	assert [str(message) for message in row.missing] == [
		"Administration: no form is chosen for this person's post"
	]


def test_the_plenary_may_depart_from_the_scores() -> None:
	"""Who was let through further stands before a higher score that was stopped."""
	minutes = [make_minutes(STRUCTURAL, gate, [1, 2]) for gate in GATES[:3]]
	minutes.append(make_minutes(STRUCTURAL, "presentation", [2], [1]))
	rows = standings(make_complete_season(SCHEME, {1: 95, 2: 70}, minutes=minutes))
	assert [(row.number, row.rank, row.status) for row in rows] == [(2, 1, "active"), (1, 2, "not_advanced")]


def test_the_latest_plenary_settles_a_tie() -> None:
	minutes = [
		make_minutes(STRUCTURAL, gate, [1, 2], tie_orders=orders)
		for gate, orders in zip(GATES[:-1], ([], [(1, 2)], [(2, 1)], []), strict=True)
	]
	rows = standings(make_complete_season(SCHEME, {1: 90, 2: 90}, minutes=minutes))
	assert [(row.number, row.rank) for row in rows] == [(2, 1), (1, 2)]
	assert rows[0].place is not None and rows[0].place.settled_by == "plenary"


def test_a_tie_left_over_is_shown_as_one() -> None:
	rows = standings(make_complete_season(SCHEME, {2: 90, 1: 90, 3: 80}))
	assert [(row.number, row.rank, row.place and row.place.tied_with) for row in rows] == [
		(1, 1, (2,)),
		(2, 1, (1,)),
		(3, 3, ()),
	]


def test_a_tie_stage_without_weight_that_is_missing_decides_nothing() -> None:
	"""Nominee 1 has no health check, which does not count but comes first in the tie rule: the next step
	decides, and neither the gap nor the rank speaks against anybody."""
	data = SCHEME.model_dump(mode="json")
	check = {
		**data["stages"][2],
		"code": "health",
		"weight": "0",
		"weight_group": None,
		"decided_with": "fgd",
	}
	changes = {
		"stages.+": check,
		"tie_steps": [{"stage": code, "basis": "x"} for code in ("health", "administration")],
	}
	season = make_complete_season(SCHEME, {1: 90, 2: 90})
	healthy = [
		sheet.model_copy(update={"stage": "health"}) for sheet in season.sheets if sheet.stage == "fgd"
	]
	given = [sheet for sheet in healthy if sheet.nominee == 2]
	rows = standings(season.model_copy(update={"sheets": (*season.sheets, *given)}), **changes)
	assert [(row.number, row.rank, row.final) for row in rows] == [
		(1, 1, Decimal("88.00")),
		(2, 1, Decimal("88.00")),
	]
	assert [str(message) for message in rows[0].missing] == ["Fgd: 0 of at least 3 assessors"]


def test_nobody_in_a_category() -> None:
	assert standings(make_season()) == []
