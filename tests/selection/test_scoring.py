"""From raw scores to the value of a stage: forms, aggregation, recusal, what is missing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from ntb_awards.selection.records import Sheet
from ntb_awards.selection.scheme import Aggregation, Instrument, Stage
from ntb_awards.selection.scoring import (
	StageValue,
	aggregate,
	contributions,
	instrument_value,
	panel_stage,
)

from .builders import make_instrument_data, make_scheme, make_sheet


def form(*rows: tuple[str, str | None, str], **more: Any) -> Instrument:
	"""Rows of code, weight, maximum."""
	criteria = [
		{"code": code, "title": code.upper(), "weight": weight, "maximum": maximum, "basis": "assumed"}
		for code, weight, maximum in rows
	]
	return Instrument.model_validate(make_instrument_data("form", *criteria, **more))


def stage(aggregation: str = "mean", min_assessors: int = 1) -> Stage:
	changes = (("stages.2.aggregation", aggregation), ("stages.2.min_assessors", min_assessors))
	return make_scheme(*changes).stage("fgd")


def panel(sheets: list[Sheet], aggregation: str = "mean", min_assessors: int = 1) -> StageValue:
	return panel_stage(stage(aggregation, min_assessors), form(("a", "100", "100")), None, sheets)


def fgd(assessor: str, raw: object | None = None, **fields: Any) -> Sheet:
	return make_sheet("fgd", 1, assessor, {} if raw is None else {"a": raw}, **fields)


def sentences(value: StageValue) -> list[str]:
	return [str(message) for message in value.missing]


def test_weighted_form() -> None:
	"""40 × 3/5 + 60 × 70/80 = 24 + 52.5 = 76.5: each raw score is measured by its own maximum."""
	instrument = form(("a", "40", "5"), ("b", "60", "80"))
	assert instrument_value(instrument, None, {"a": 3, "b": 70}) == Fraction("76.5")


def test_weighted_form_is_a_mean_whatever_the_weights_total() -> None:
	"""(1 × 100 + 2 × 50) ÷ 3 = 200/3."""
	assert instrument_value(form(("a", "1", "10"), ("b", "2", "10")), None, {"a": 10, "b": 5}) == Fraction(
		200, 3
	)


def test_form_that_adds_up_points() -> None:
	"""(12 + 5) ÷ (20 + 30) × 100 = 34: no weights, a row counts by its maximum."""
	instrument = form(("a", None, "20"), ("b", None, "30"), method="points")
	assert instrument_value(instrument, None, {"a": 12, "b": 5}) == 34


@pytest.mark.parametrize("method", ["weighted", "points"])
def test_a_missing_score_is_not_a_zero(method: str) -> None:
	instrument = form(("a", "50", "10"), ("b", "50", "10"), method=method)
	assert instrument_value(instrument, None, {"a": 10}) is None
	assert instrument_value(instrument, None, {"a": 10, "b": 0}) == 50


def test_what_each_criterion_adds() -> None:
	"""40 × 3/5 = 24 of a form that totals 100; 12 of 50 possible points are 24; a gap adds nothing yet."""
	weighted, points = (
		form(("a", "40", "5"), ("b", "60", "80")),
		form(("a", None, "20"), ("b", None, "30"), method="points"),
	)
	assert contributions(weighted, None, {"a": 3, "b": 70}) == {"a": 24, "b": Fraction("52.5")}
	assert contributions(points, None, {"a": 12}) == {"a": 24}
	assert contributions(weighted, None, {"b": 0}) == {"b": 0}
	unweighted = form(("a", "100", "10"), ("b", None, "10"))
	assert contributions(unweighted, None, {"a": 5, "b": 9}) == {"a": 50, "b": 0}


def test_a_form_takes_its_own_rows_only() -> None:
	"""Structural: 75×1 + 5×0 + 20×0.5 = 85; non-structural: 75×1 + 25×0.5 = 87.5."""
	instrument = make_scheme().instrument("administration")
	raw = {"kinerja": 100, "manajerial": 0, "teknis": 50}
	assert instrument_value(instrument, "structural", raw) == 85
	assert instrument_value(instrument, "non_structural", raw) == Fraction("87.5")


@pytest.mark.parametrize(
	("how", "values", "expected"),
	[
		("mean", (70, 80, 100), Fraction(250, 3)),
		("median", (100, 70, 80), Fraction(80)),
		("median", (100, 70, 80, 85), Fraction("82.5")),
		("trimmed_mean", (0, 70, 80, 100), Fraction(75)),
		("trimmed_mean", (100, 0, 70), Fraction(70)),
		("trimmed_mean", (60, 60, 60, 90), Fraction(60)),
		("trimmed_mean", (60, 90), Fraction(75)),
		("trimmed_mean", (60,), Fraction(60)),
		("sum", (70, 80), Fraction(150)),
	],
)
def test_aggregation(how: Aggregation, values: tuple[int, ...], expected: Fraction) -> None:
	assert aggregate([Fraction(value) for value in values], how) == expected
	sheets = [fgd(f"A{place}", value) for place, value in enumerate(values)]
	assert panel(sheets, how).value == expected


def test_a_recused_assessor_is_left_out() -> None:
	value = panel([fgd("A1", 60), fgd("A2", 90), fgd("A3", status="recused")], min_assessors=2)
	assert (value.value, value.missing) == (75, ())
	assert value.parts == {"A1": 60, "A2": 90}


@pytest.mark.parametrize("recused", ["A0", "A1b", "A9"])
def test_it_does_not_matter_which_of_them_stepped_aside(recused: str) -> None:
	value = panel([fgd("A1", 60), fgd("A2", 90), fgd(recused, status="recused")])
	assert (value.value, set(value.parts)) == (75, {"A1", "A2"})


def test_a_recusal_does_not_lower_the_minimum() -> None:
	value = panel([fgd("A1", 60), fgd("A2", 90), fgd("A3", status="recused")], min_assessors=3)
	assert value.value is None
	assert sentences(value) == ["Fgd: 2 of at least 3 assessors"]


def test_no_sheet_at_all() -> None:
	assert (panel([]).value, sentences(panel([]))) == (None, ["Fgd: 0 of at least 1 assessors"])


def test_a_result_that_is_not_recorded_yet_is_not_an_assessor_who_lacks() -> None:
	recorded = stage().model_copy(update={"kind": "test_result", "title": "Tes Tertulis"})
	value = panel_stage(recorded, form(("a", "100", "100")), None, [])
	assert (value.value, sentences(value)) == (None, ["Tes Tertulis: the result is not there yet"])


def test_exactly_the_minimum_is_enough() -> None:
	assert panel([fgd("A1", 60), fgd("A2", 90), fgd("A3", 90)], min_assessors=3).value == 80


def test_an_open_sheet_is_waited_for() -> None:
	"""Its scores do not count yet, and its assessor is not asked for a second time."""
	value = panel([fgd("A1", 60), fgd("A2", 90, status="open")], min_assessors=2)
	assert value.value is None
	assert sentences(value) == ["Fgd: the sheet of A2 is not submitted"]
	assert value.parts == {"A1": 60}


def test_missing_criteria_are_named_by_assessor() -> None:
	instrument = form(("a", "40", "10"), ("b", "30", "10"), ("c", "30", "10"))
	sheets = [make_sheet("fgd", 1, "A2", {"b": 5}), make_sheet("fgd", 1, "A1", {"a": 1, "b": 2, "c": 3})]
	value = panel_stage(stage(), instrument, None, sheets)
	assert value.value is None
	assert sentences(value) == ["Fgd: A2 gave no score for A, C"]


def test_what_is_missing_stands_in_the_order_of_assessors() -> None:
	value = panel([fgd("A3"), fgd("A1", status="open"), fgd("A2", 50)], min_assessors=5)
	assert sentences(value) == [
		"Fgd: the sheet of A1 is not submitted",
		"Fgd: A3 gave no score for A",
		"Fgd: 1 of at least 5 assessors",
	]
