"""A final score taken apart: stages, assessors, criteria, raw scores, weights, articles."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ntb_awards.selection.numbers import decimal_text, exact_text, fixed_text, rounded
from ntb_awards.selection.records import Nominee
from ntb_awards.selection.results import EXTRA_STAGE_PLACES, Selection
from ntb_awards.selection.scheme import Instrument, Stage


def explain(selection: Selection, number: int) -> dict[str, Any]:
	"""Everything behind one nominee's number, as plain JSON-able data; numbers are strings.

	Shape: {nominee, category, final, rank, bonus, scheme, stages: [{stage, title, weight, basis, value,
	contribution, aggregation, missing, forms: [{by, relation, value, criteria: [...]}]}]}.
	"""
	nominee = selection.nominees[number]
	standing = next(row for row in selection.standings(nominee.category) if row.number == number)
	places = selection.scheme.places + EXTRA_STAGE_PLACES
	return {
		"nominee": number,
		"category": nominee.category,
		"scheme": f"{selection.scheme.code} v{selection.scheme.version}",
		"final": fixed_text(standing.final, selection.scheme.places),
		"rank": standing.rank,
		"bonus": decimal_text(standing.bonus),
		"stages": [
			_explain_stage(selection, nominee, stage, places)
			for stage in selection.scheme.stages
			if stage.code in standing.stages
		],
	}


def _explain_stage(selection: Selection, nominee: Nominee, stage: Stage, places: int) -> dict[str, Any]:
	value = selection.stage_value(stage, nominee)
	return {
		"stage": stage.code,
		"title": stage.title,
		"weight": decimal_text(stage.weight),
		"basis": stage.weight_basis,
		"value": _text(value.value, places),
		"contribution": _text(value.value and value.value * Fraction(stage.weight) / 100, places),
		"aggregation": "relations" if stage.kind == "feedback_360" else stage.aggregation,
		"missing": [str(message) for message in value.missing],
		"parts": {who: _text(part, places) for who, part in sorted(value.parts.items())},
		"forms": _forms(selection, nominee, stage),
	}


def _forms(selection: Selection, nominee: Nominee, stage: Stage) -> list[dict[str, Any]]:
	instrument = selection.scheme.instrument(stage.instrument)
	variant = nominee.variants.get(instrument.code)
	if stage.kind == "feedback_360":
		return [
			{
				"by": sheet.contributor,
				"relation": sheet.relation,
				"criteria": _criteria(instrument, variant, sheet.answers),
			}
			for sheet in selection.feedback_of(nominee.number)
		]
	return [
		{
			"by": sheet.assessor,
			"status": sheet.status,
			"criteria": _criteria(instrument, variant, sheet.scores),
		}
		for sheet in selection.sheets_of(stage.code, nominee.number)
	]


def _criteria(instrument: Instrument, variant: str | None, raw: dict[str, Any]) -> list[dict[str, Any]]:
	return [
		{
			"criterion": row.code,
			"title": row.title,
			"weight": None if row.weight is None else decimal_text(row.weight),
			"maximum": decimal_text(row.maximum),
			"raw": exact_text(Fraction(raw[row.code])) if row.code in raw else None,
			"basis": row.basis,
		}
		for row in instrument.criteria_for(variant)
	]


def _text(value: Fraction | None, places: int) -> str | None:
	return None if value is None else fixed_text(rounded(value, places), places)
