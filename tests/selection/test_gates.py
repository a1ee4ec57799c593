"""The standings a plenary sees at a gate, and what the advancement rule proposes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ntb_awards.selection.records import Season
from ntb_awards.selection.results import GateRow, Selection

from .builders import (
	GATES,
	STRUCTURAL,
	make_complete_season,
	make_minutes,
	make_nominee,
	make_scheme,
)

SCHEME = make_scheme()
RAWS = {1: 90, 2: 80, 3: 59, 4: 80}


def season_until(passed: int, raws: dict[int, int] = RAWS, **fields: Any) -> Season:
	"""All nominees let through the first gates."""
	minutes = [make_minutes(STRUCTURAL, gate, list(raws)) for gate in GATES[:passed]]
	return make_complete_season(SCHEME, raws, **{"minutes": minutes, **fields})


def at_gate(season: Season, gate: str, **changes: Any) -> list[GateRow]:
	return Selection(make_scheme(*changes.items()), season).at_gate(STRUCTURAL, gate)


def shape(rows: list[GateRow]) -> list[tuple[int, str | None, int | None, str | None]]:
	return [
		(
			row.number,
			None if row.score is None else str(row.score),
			row.place and row.place.rank,
			row.proposed,
		)
		for row in rows
	]


def test_threshold() -> None:
	"""60 or more: the administrative scores are 90, 80, 59 and 80."""
	assert shape(at_gate(season_until(0), "administration")) == [
		(1, "90.00", 1, "advance"),
		(2, "80.00", 2, "advance"),
		(4, "80.00", 2, "advance"),
		(3, "59.00", 4, "stop"),
	]


def test_exactly_the_threshold_is_enough() -> None:
	assert shape(at_gate(season_until(0, {1: 60}), "administration")) == [(1, "60.00", 1, "advance")]


def test_top_n_lets_a_tie_at_the_border_through() -> None:
	"""Two advance; ranks 1, 2, 2, 4, so the two seconds both do. FGD and 360° weigh 10 and 20:
	(20×80 + 10×90) ÷ 30 = 83.333…, 80, (1600 + 590) ÷ 30 = 73."""
	assert shape(at_gate(season_until(1), "fgd")) == [
		(1, "83.33", 1, "advance"),
		(2, "80.00", 2, "advance"),
		(4, "80.00", 2, "advance"),
		(3, "73.00", 4, "stop"),
	]


def test_the_minutes_of_the_gate_settle_its_ties() -> None:
	minutes = [
		make_minutes(STRUCTURAL, "administration", list(RAWS)),
		make_minutes(STRUCTURAL, "fgd", [], tie_orders=[(4, 2)]),
	]
	rows = at_gate(season_until(1, minutes=minutes), "fgd")
	assert [(row.number, row.place and row.place.rank, row.proposed) for row in rows][1:3] == [
		(4, 2, "advance"),
		(2, 3, "stop"),
	]


def test_all_go_on() -> None:
	rows = at_gate(season_until(2), "public_test")
	assert {row.proposed for row in rows} == {"advance"}
	assert len(rows) == 4


def test_left_to_the_plenary_nothing_is_proposed() -> None:
	rows = at_gate(season_until(3), "presentation")
	assert {row.proposed for row in rows} == {None}
	assert [row.place and row.place.rank for row in rows] == [1, 2, 2, 4]


@pytest.mark.parametrize(
	("scope", "expected"),
	[("stage", "90.00"), ("cumulative", "88.00")],
)
def test_score_of_the_stage_or_of_all_so_far(scope: str, expected: str) -> None:
	rows = at_gate(season_until(3, {1: 90}), "presentation", **{"stages.4.advancement_scope": scope})
	assert str(rows[0].score) == expected


def test_cumulative_counts_only_what_is_behind() -> None:
	"""(30×90 + 20×80 + 10×90) ÷ 60 = 86.666…"""
	rows = at_gate(season_until(1, {1: 90}), "fgd", **{"stages.2.advancement_scope": "cumulative"})
	assert str(rows[0].score) == "86.67"


def test_a_decision_looks_at_everything() -> None:
	"""Nothing is scored at the determination, so the cumulative score counts whatever the scope."""
	for scope in ("stage", "cumulative"):
		rows = at_gate(season_until(4), "determination", **{"stages.5.advancement_scope": scope})
		assert shape(rows) == [
			(1, "88.00", 1, "advance"),
			(2, "80.00", 2, "advance"),
			(4, "80.00", 2, "advance"),
			(3, "63.20", 4, "stop"),
		]


def test_stages_without_weight_count_alike_among_themselves() -> None:
	"""A gate that decides only what has no weight: (90 + 70) ÷ 2."""
	data = SCHEME.model_dump(mode="json")
	checks = [
		{**data["stages"][2], "code": code, "weight": "0", "weight_group": None, **more}
		for code, more in (("health", {}), ("archive", {"decided_with": "health"}))
	]
	season = season_until(0, {1: 90})
	fgd = [sheet for sheet in season.sheets if sheet.stage == "fgd"]
	sheets = [
		sheet.model_copy(update={"stage": code, "scores": {"nilai": Decimal(raw)}})
		for code, raw in (("health", 90), ("archive", 70))
		for sheet in fgd
	]
	season = season.model_copy(update={"sheets": tuple(sheets)})
	for scope in ("stage", "cumulative"):
		checks[0]["advancement_scope"] = scope
		assert str(at_gate(season, "health", stages=[*checks, *data["stages"]])[0].score) == "80.00"
	alone = at_gate(season, "health", stages=[checks[0], *data["stages"]])
	assert str(alone[0].score) == "90.00"


def test_bonuses_count_only_when_every_stage_does() -> None:
	bonus = {"code": "b", "title": "B", "points": "5", "basis": "x"}
	bonuses = [{**bonus, "condition": {"test": "human", "question": "?"}}]
	nominee = {"nominees": (make_nominee(1, bonuses=["b"]),)}
	early, late = season_until(1, {1: 90}), season_until(4, {1: 90})
	assert str(at_gate(early.model_copy(update=nominee), "fgd", bonuses=bonuses)[0].score) == "83.33"
	assert str(at_gate(late.model_copy(update=nominee), "determination", bonuses=bonuses)[0].score) == "93.00"


def test_a_stage_without_weight_does_not_take_a_bonus_away() -> None:
	data = SCHEME.model_dump(mode="json")
	check = {
		**data["stages"][2],
		"code": "health",
		"weight": "0",
		"weight_group": None,
		"decided_with": "fgd",
	}
	bonus = {"code": "b", "title": "B", "points": "5", "condition": {"test": "human", "question": "?"}}
	season = season_until(4, {1: 90})
	health = [one.model_copy(update={"stage": "health"}) for one in season.sheets if one.stage == "fgd"]
	season = season.model_copy(
		update={"nominees": (make_nominee(1, bonuses=["b"]),), "sheets": (*season.sheets, *health)}
	)
	changes = {"stages.+": check, "bonuses": [{**bonus, "basis": "x"}]}
	assert str(at_gate(season, "determination", **changes)[0].score) == "93.00"


def test_only_those_let_through_take_part() -> None:
	minutes = [make_minutes(STRUCTURAL, "administration", [1, 4], [3])]
	season = season_until(1, minutes=minutes)
	assert [row.number for row in at_gate(season, "administration")] == [1, 2, 4, 3]
	assert [row.number for row in at_gate(season, "fgd")] == [1, 4]
	nominees = (make_nominee(1, status="withdrawn"), *season.nominees[1:])
	assert [row.number for row in at_gate(season.model_copy(update={"nominees": nominees}), "fgd")] == [4]


def test_the_incomplete_stand_last_without_a_proposal() -> None:
	season = season_until(0)
	kept = tuple(sheet for sheet in season.sheets if (sheet.nominee, sheet.assessor) != (1, "A3"))
	rows = at_gate(season.model_copy(update={"sheets": kept}), "administration")
	assert [row.number for row in rows] == [2, 4, 3, 1]
	assert shape(rows)[-1] == (1, None, None, None)
	assert [str(message) for message in rows[-1].missing] == ["Administration: 2 of at least 3 assessors"]


def test_a_step_of_the_tie_rule_keeps_its_number_before_its_stage_is_reached() -> None:
	"""At the administration's gate the presentation (step 1) is still to come; step 2 parts 1 from 2."""
	raws = {1: 80, 2: 80}
	season = season_until(0, raws)
	sheets = tuple(
		sheet.model_copy(update={"scores": {**sheet.scores, "kinerja": Decimal("80.001")}})
		if (sheet.nominee, sheet.stage) == (2, "administration")
		else sheet
		for sheet in season.sheets
	)
	rows = at_gate(season.model_copy(update={"sheets": sheets}), "administration")
	assert [(row.number, row.place and row.place.settled_by) for row in rows] == [(2, "2"), (1, "2")]
