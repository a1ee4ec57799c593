"""What a printed score form says: the instrument as its document prints it, filled in or empty. In
Indonesian, as the paper is, whatever the language of the person who prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import frappe
from frappe.utils import get_fullname

from ntb_awards.gateway.berita_acara import comma, spaced_nip, unit_titles
from ntb_awards.gateway.forms import exact_scores
from ntb_awards.gateway.gates import scheme_of
from ntb_awards.selection.numbers import decimal_text, rounded, total
from ntb_awards.selection.results import EXTRA_STAGE_PLACES
from ntb_awards.selection.scheme import Criterion, Instrument, Scheme
from ntb_awards.selection.scoring import instrument_value

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.stage_score.stage_score import StageScore

# Fractions are printed to so many places; what is finite and shorter is printed as it is.
PLACES = 2
FORM = "Formulir Penilaian"
Scores = Mapping[str, Fraction]


def contents(doc: StageScore) -> dict[str, Any]:
	"""Values for the print format of a Stage Score."""
	_name, scheme = scheme_of(doc.season)
	stage = scheme.stage(doc.stage)
	instrument = scheme.instrument(stage.instrument)
	scores = exact_scores(doc.scores)
	season = frappe.get_cached_doc("Award Season", doc.season)
	return {
		"season": season,
		"stage_title": stage.title,
		"heading": heading(instrument.title),
		"matrix": instrument.layout == "matrix",
		"category_title": frappe.get_cached_value("Award Category", doc.category, "title"),
		"person": _person(doc, stage.blind),
		"weighted": instrument.method == "weighted",
		"form": _matrix(instrument, doc.variant, scores)
		if instrument.layout == "matrix"
		else _list(instrument, doc.variant, scores),
		**_results(scheme, instrument, doc.variant, scores),
		"assessor": "" if doc.is_recorded else get_fullname(doc.assessor),
		"source": doc.source if doc.is_recorded else "",
		"recused": doc.status == "Recused",
	}


def _person(doc: StageScore, blind: bool) -> dict[str, str]:
	"""Where a stage is scored blind, the paper names the nominee's number only."""
	if blind:
		return {"number": str(doc.nominee_number)}
	row = frappe.db.get_value(
		"Nomination", doc.nomination, ["employee_name", "nip", "post_title", "unit"], as_dict=True
	)
	return {
		"name": row.employee_name,
		"nip": spaced_nip(row.nip),
		"post": row.post_title or "",
		"unit": unit_titles({row.unit}).get(row.unit, row.unit or "") if row.unit else "",
	}


def _list(instrument: Instrument, variant: str | None, scores: Scores) -> list[dict[str, str]]:
	"""One row a criterion."""
	return [
		{
			"title": row.title,
			"range": range_text(row),
			"weight": comma(decimal_text(row.weight)) if row.weight is not None else "",
			"score": number(scores.get(row.code)),
			"component": row.component,
		}
		for row in instrument.criteria_for(variant)
	]


def _matrix(instrument: Instrument, variant: str | None, scores: Scores) -> dict[str, Any]:
	"""One row a component, its criteria as columns: {columns: [{title, range}], rows: [{title, cells, sum}],
	sums}. A column whose rows differ in range names the range in each cell."""
	criteria = instrument.criteria_for(variant)
	titles = list(dict.fromkeys(row.title for row in criteria))
	shared = {title: _shared_range([row for row in criteria if row.title == title]) for title in titles}
	rows = [
		_component(component, [row for row in criteria if row.component == component], titles, shared, scores)
		for component in dict.fromkeys(row.component for row in criteria)
	]
	return {"columns": [{"title": title, "range": shared[title]} for title in titles], "rows": rows}


def _shared_range(criteria: Sequence[Criterion]) -> str:
	ranges = {range_text(row) for row in criteria}
	return ranges.pop() if len(ranges) == 1 else ""


def _component(
	title: str,
	criteria: Sequence[Criterion],
	columns: Sequence[str],
	shared: Mapping[str, str],
	scores: Scores,
) -> dict[str, Any]:
	by_title = {row.title: row for row in criteria}
	cells = []
	for column in columns:
		row = by_title.get(column)
		cells.append(
			{
				"exists": row is not None,
				"score": number(scores.get(row.code)) if row else "",
				"range": range_text(row) if row and not shared[column] else "",
			}
		)
	complete = all(row.code in scores for row in criteria)
	return {
		"title": title,
		"cells": cells,
		"sum": number(total(scores[row.code] for row in criteria)) if complete else "",
	}


def _results(
	scheme: Scheme, instrument: Instrument, variant: str | None, scores: Scores
) -> dict[str, str | bool]:
	"""`total`: points given; `value`: out of 100. Both empty while a score is missing."""
	criteria = instrument.criteria_for(variant)
	complete = all(row.code in scores for row in criteria)
	possible = total(row.maximum for row in criteria)
	return {
		"total": number(total(scores[row.code] for row in criteria)) if complete else "",
		"value": number(instrument_value(instrument, variant, scores), scheme.places + EXTRA_STAGE_PLACES),
		"out_of_100": possible == 100 and instrument.method == "points",
	}


def range_text(criterion: Criterion) -> str:
	return f"{comma(decimal_text(criterion.minimum))}—{comma(decimal_text(criterion.maximum))}"


def heading(title: str) -> str:
	return title if title.lower().startswith(FORM.lower()) else f"{FORM} {title}"


def number(value: Fraction | None, places: int = PLACES) -> str:
	"""As Indonesian writes it: 290/3 is 96,67; nothing for what is missing."""
	return "" if value is None else comma(decimal_text(rounded(value, places)))
