"""From raw scores to the value of a stage, 0 to 100, for one nominee.

criterion = raw ÷ maximum × 100; instrument (weighted) = Σ weight × criterion ÷ Σ weight, or (points) =
points ÷ maximum points × 100; stage = mean, median, trimmed mean or sum of the assessors' values.
A missing score is named and leaves the stage without a value: it never counts as zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median
from typing import Any

from ntb_awards.selection.messages import Message, _
from ntb_awards.selection.numbers import mean, total
from ntb_awards.selection.records import Sheet
from ntb_awards.selection.scheme import RECORDED_KINDS, Aggregation, Instrument, Stage

PER_CENT = Fraction(100)


@dataclass(frozen=True)
class StageValue:
	"""`value` is exact, None while something is missing. `parts`: assessor or relation → its value."""

	stage: str
	value: Fraction | None
	missing: tuple[Message, ...] = ()
	parts: Mapping[str, Fraction] = field(default_factory=dict)


def instrument_value(instrument: Instrument, variant: str | None, raw: Mapping[str, Any]) -> Fraction | None:
	"""The value (0–100) of one filled-in form, exact; None while a criterion is without a score."""
	if any(row.code not in raw for row in instrument.criteria_for(variant)):
		return None
	return total(contributions(instrument, variant, raw).values())


def contributions(instrument: Instrument, variant: str | None, raw: Mapping[str, Any]) -> dict[str, Fraction]:
	"""Criterion code → the points it adds to the form's value (0–100), for the criteria that have a score."""
	criteria = instrument.criteria_for(variant)
	scored = [row for row in criteria if row.code in raw]
	if instrument.method == "points":
		possible = total(row.maximum for row in criteria)
		return {row.code: PER_CENT * Fraction(raw[row.code]) / possible for row in scored}
	weights = total(row.weight or 0 for row in criteria)
	return {
		row.code: Fraction(row.weight or 0)
		* Fraction(raw[row.code])
		/ Fraction(row.maximum)
		* PER_CENT
		/ weights
		for row in scored
	}


def aggregate(values: list[Fraction], how: Aggregation) -> Fraction:
	"""Assessors' values to one. A trimmed mean leaves out one highest and one lowest of three or more."""
	if how == "sum":
		return total(values)
	if how == "median":
		return Fraction(median(values))
	if how == "trimmed_mean" and len(values) >= 3:
		return mean(sorted(values)[1:-1])
	return mean(values)


def panel_stage(stage: Stage, instrument: Instrument, variant: str | None, sheets: list[Sheet]) -> StageValue:
	"""The value of a stage from its score sheets; recused assessors are left out."""
	values: dict[str, Fraction] = {}
	missing: list[Message] = []
	for sheet in sorted(sheets, key=lambda sheet: sheet.assessor):
		if sheet.status == "recused":
			continue
		value = instrument_value(instrument, variant, sheet.scores) if sheet.status == "submitted" else None
		if value is None:
			missing.append(_unfinished(stage, instrument, variant, sheet))
		else:
			values[sheet.assessor] = value
	if stage.kind in RECORDED_KINDS and not values and not missing:
		missing.append(Message(_("{stage}: the result is not there yet"), {"stage": stage.title}))
	elif len(values) + len(missing) < stage.min_assessors:
		missing.append(
			Message(
				_("{stage}: {have} of at least {need} assessors"),
				{"stage": stage.title, "have": len(values), "need": stage.min_assessors},
			)
		)
	value = None if missing else aggregate(list(values.values()), stage.aggregation)
	return StageValue(stage.code, value, tuple(missing), values)


def _unfinished(stage: Stage, instrument: Instrument, variant: str | None, sheet: Sheet) -> Message:
	values = {"stage": stage.title, "assessor": sheet.assessor}
	if sheet.status == "open":
		return Message(_("{stage}: the sheet of {assessor} is not submitted"), values)
	lacking = [row.title for row in instrument.criteria_for(variant) if row.code not in sheet.scores]
	return Message(
		_("{stage}: {assessor} gave no score for {criteria}"), {**values, "criteria": ", ".join(lacking)}
	)
