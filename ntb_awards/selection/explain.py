"""A final score taken apart: stages, assessors, criteria, raw scores, weights, articles."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ntb_awards.selection.feedback import shown_groups
from ntb_awards.selection.numbers import decimal_text, exact_text, fixed_text, rounded
from ntb_awards.selection.records import Nominee
from ntb_awards.selection.results import EXTRA_STAGE_PLACES, Selection
from ntb_awards.selection.scheme import Instrument, Stage
from ntb_awards.selection.scoring import instrument_value

Parts = Mapping[str, Fraction]
Forms = list[dict[str, Any]]


def explain(selection: Selection, number: int) -> dict[str, Any]:
	"""Everything behind one nominee's number, as plain JSON-able data; numbers are strings.

	Shape: {nominee, category, final, rank, bonus, scheme, stages: [{stage, title, weight, basis, value,
	contribution, aggregation, missing, parts, forms: [{by, criteria: [...]}]}]}. A form has the assessor's
	`status`, or for 360° answers, of groups large enough to be shown, `relation`, `merged`, `contributors`.
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
	is_feedback = stage.kind == "feedback_360"
	told = _feedback(selection, nominee, stage) if is_feedback else _sheets(selection, nominee, stage)
	parts, forms = told
	return {
		"stage": stage.code,
		"title": stage.title,
		"weight": decimal_text(stage.weight),
		"basis": stage.weight_basis,
		"value": _text(value.value, places),
		"contribution": _text(value.value and value.value * Fraction(stage.weight) / 100, places),
		"aggregation": "relations" if is_feedback else stage.aggregation,
		"missing": [str(message) for message in value.missing],
		"parts": {who: _text(part, places) for who, part in sorted(parts.items())},
		"forms": forms,
	}


def _form_of(selection: Selection, nominee: Nominee, stage: Stage) -> tuple[Instrument, str | None]:
	instrument = selection.scheme.instrument(stage.instrument)
	return instrument, nominee.variants.get(instrument.code)


def _sheets(selection: Selection, nominee: Nominee, stage: Stage) -> tuple[Parts, Forms]:
	form = _form_of(selection, nominee, stage)
	sheets = selection.sheets_of(stage.code, nominee.number)
	return selection.stage_value(stage, nominee).parts, [
		{"by": sheet.assessor, "status": sheet.status, "criteria": _criteria(*form, sheet.scores)}
		for sheet in sheets
	]


def _feedback(selection: Selection, nominee: Nominee, stage: Stage) -> tuple[Parts, Forms]:
	"""The groups that may be shown: the value of a relation with one contributor would be that person's."""
	form = _form_of(selection, nominee, stage)
	rule = selection.scheme.contributor_rule_of(nominee.category)
	groups = shown_groups(rule, selection.feedback_of(nominee.number))
	values = {one.name: instrument_value(*form, one.answers) for one in groups}
	forms = [
		{
			"by": one.name,
			"relation": one.relation,
			"merged": list(one.merged),
			"contributors": one.contributors,
			"criteria": _criteria(*form, one.answers),
		}
		for one in groups
	]
	return {name: value for name, value in values.items() if value is not None}, forms


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
