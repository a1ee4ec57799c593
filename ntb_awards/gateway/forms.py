"""Score forms: an instrument's rows on a document, what was typed into them, and the value that follows."""

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html

from ntb_awards.gateway.locks import changed_fields
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.score_evidence import evidence
from ntb_awards.gateway.words import kept_for_all, say
from ntb_awards.selection.numbers import decimal_text, fixed_text, parse_exact, parse_typed, rounded
from ntb_awards.selection.records import range_problems
from ntb_awards.selection.results import EXTRA_STAGE_PLACES
from ntb_awards.selection.scheme import Criterion, Instrument
from ntb_awards.selection.scoring import contributions, instrument_value
from ntb_awards.selection.suggestions import Suggested

SHOWN_LENGTH = 40


def blank_rows(
	instrument: Instrument, variant: str | None, suggested: Mapping[str, Suggested] | None = None
) -> list[dict[str, Any]]:
	"""The Criterion Score rows of a form, without scores, in the order of the instrument."""
	with kept_for_all():
		return [_row(row, (suggested or {}).get(row.code)) for row in instrument.criteria_for(variant)]


def _row(criterion: Criterion, suggested: Suggested | None) -> dict[str, Any]:
	return {
		"criterion": criterion.code,
		"component": criterion.component,
		"title": criterion.title,
		"weight": float(criterion.weight or 0),
		"minimum": float(criterion.minimum),
		"maximum": float(criterion.maximum),
		"raw": None,
		"suggested": decimal_text(suggested.raw) if suggested else None,
		"suggested_from": "; ".join(say(fact) for fact in suggested.facts)[:255] if suggested else None,
	}


def lay_out(doc: Document, table: str, rows: list[dict[str, Any]]) -> None:
	"""Give the table exactly these rows, keeping from what is there only the scores and notes.

	Weights, ranges and suggestions therefore never come from a browser. Raises ValidationError for a
	criterion that stands there twice, or that has a score and is not on the form.
	"""
	given = _by_criterion(doc.get(table), {row["criterion"] for row in rows})
	doc.set(table, [])
	for row in rows:
		typed = given.get(row["criterion"])
		kept = {"name": typed.name, "raw": typed.raw, "note": typed.note} if typed else {}
		doc.append(table, {**row, **kept})


def _by_criterion(rows: Iterable[Document], known: set[str]) -> dict[str, Document]:
	found: dict[str, Document] = {}
	for row in rows:
		if row.criterion in found:
			frappe.throw(_("Criterion {0} stands twice on this form. Remove one row.").format(row.criterion))
		if row.criterion not in known and not _is_blank(row.raw):
			frappe.throw(
				_("{0} is not a criterion of this form. Remove its row.").format(
					escape_html(str(row.criterion))
				)
			)
		found[row.criterion] = row
	return found


def read_scores(instrument: Instrument, variant: str | None, rows: Iterable[Any]) -> dict[str, Decimal]:
	"""Criterion code → score, for the rows that have one; a decimal comma is read as people type it.

	The rows' `raw` is put into plain notation. Raises ValidationError naming every score that is no number or
	is outside its criterion's range.
	"""
	criteria = {row.code: row for row in instrument.criteria_for(variant)}
	scores: dict[str, Decimal] = {}
	problems: list[str] = []
	for row in rows:
		try:
			score = read_number(row.raw)
		except ValueError:
			problems.append(_not_a_number(criteria[row.criterion], row.raw))
			continue
		row.raw = None if score is None else decimal_text(score)
		if score is not None:
			scores[row.criterion] = score
	problems += [say(found.message) for found in range_problems(instrument, variant, dict(scores), "")]
	if problems:
		frappe.throw(problems, title=_("Scores to Correct"), as_list=True)
	return scores


def read_number(text: object) -> Decimal | None:
	"""What was typed as a score: "87,5" and "87.5" alike; None if nothing was. Raises ValueError."""
	return None if _is_blank(text) else parse_typed(text)


def read_exact(text: object) -> Fraction | None:
	"""What stands on a sheet that the app filled in: a decimal or a fraction ("290/3"). Raises ValueError."""
	return None if _is_blank(text) else parse_exact(str(text).strip())


def exact_scores(rows: Iterable[Any]) -> dict[str, Fraction]:
	"""Criterion code → score, from a sheet that the app filled in."""
	scores = {row.criterion: read_exact(row.raw) for row in rows}
	return {criterion: score for criterion, score in scores.items() if score is not None}


def _is_blank(text: object) -> bool:
	return text is None or not str(text).strip()


def _not_a_number(criterion: Criterion, text: object) -> str:
	return _("{0}: {1} is not a number. Enter one from {2} to {3}, for example {4}.").format(
		criterion.title,
		frappe.bold(escape_html(str(text)[:SHOWN_LENGTH])),
		decimal_text(criterion.minimum),
		decimal_text(criterion.maximum),
		decimal_text((criterion.minimum + criterion.maximum) / 2),
	)


def require_complete(instrument: Instrument, variant: str | None, scores: Mapping[str, Decimal]) -> None:
	"""Raise ValidationError naming the criteria without a score. An empty score is not a 0."""
	missing = [row.title for row in instrument.criteria_for(variant) if row.code not in scores]
	if missing:
		frappe.throw(
			_(
				"Without a score: {0}. Enter one for each before submitting; 0 counts only if it is written."
			).format(", ".join(missing)),
			title=_("Scores Missing"),
		)


def refuse_changes(doc: Document) -> None:
	"""Raise ValidationError if anything but the status of a submitted form is to change with this save."""
	changed = changed_fields(doc, doc.get_doc_before_save(), {"amended_from"})
	if changed:
		frappe.throw(_("A submitted form is cancelled as it is. Put back: {0}.").format(", ".join(changed)))


def value_text(
	instrument: Instrument, variant: str | None, scores: Mapping[str, Decimal | Fraction], places: int
) -> str | None:
	"""The form's value (0–100) as the engine makes it, None while a score is missing.

	`places`: of the scheme's final score.
	"""
	value = instrument_value(instrument, variant, scores)
	return None if value is None else _text(value, places)


def _text(value: Fraction, places: int) -> str:
	return fixed_text(rounded(value, places + EXTRA_STAGE_PLACES), places + EXTRA_STAGE_PLACES)


@frappe.whitelist()
def preview(
	instrument: str, variant: str | None = None, scores: str | dict | None = None, exact: bool = False
) -> dict[str, Any]:
	"""What a form would be worth as it stands; nothing is stored.

	`instrument`: Assessment Instrument; `scores`: criterion code → what was typed; `exact`: the app filled
	them in, so that they may be fractions. Returns {value, so_far,
	missing, points: {criterion: text}, problems: {criterion: message}}.
	"""
	frappe.has_permission("Assessment Instrument", "read", instrument, throw=True)
	name, code = frappe.get_cached_value("Assessment Instrument", instrument, ["scheme", "code"])
	scheme = load_scheme(name)
	form = scheme.instrument(code)
	given, problems = readable(form, variant or None, _as_dict(scores), read_exact if exact else read_number)
	points = contributions(form, variant or None, given)
	return {
		"value": value_text(form, variant or None, given, scheme.places),
		"so_far": _text(sum(points.values(), Fraction(0)), scheme.places),
		"missing": len(form.criteria_for(variant or None)) - len(given),
		"points": {criterion: _text(value, scheme.places) for criterion, value in points.items()},
		"problems": problems,
	}


def _as_dict(scores: str | dict | None) -> dict[str, Any]:
	parsed = json.loads(scores) if isinstance(scores, str) and scores else scores
	return parsed if isinstance(parsed, dict) else {}


def readable(
	instrument: Instrument,
	variant: str | None,
	typed: dict[str, Any],
	read: Callable[[object], Decimal | Fraction | None],
) -> tuple[dict[str, Any], dict[str, str]]:
	"""The scores that can be counted, and for each of the others what is wrong with it."""
	scores: dict[str, Any] = {}
	problems: dict[str, str] = {}
	for row in instrument.criteria_for(variant):
		try:
			score = read(typed.get(row.code))
		except ValueError:
			problems[row.code] = _not_a_number(row, typed.get(row.code))
			continue
		if score is not None:
			scores[row.code] = score
	for found in range_problems(instrument, variant, dict(scores), ""):
		code = found.path.removeprefix(".")
		problems[code] = say(found.message)
		del scores[code]
	return scores, problems


@frappe.whitelist()
def guide(
	instrument: str, variant: str | None = None, nomination: str | None = None
) -> dict[str, dict[str, Any]]:
	"""What the form shows beside each criterion: {criterion: {description, basis, levels, evidence}}.

	`levels`: [{value, label, description}]; `evidence`: see gateway.score_evidence, of this nomination.
	"""
	frappe.has_permission("Assessment Instrument", "read", instrument, throw=True)
	name, code = frappe.get_cached_value("Assessment Instrument", instrument, ["scheme", "code"])
	scheme = load_scheme(name)
	form = scheme.instrument(code)
	documents = evidence(scheme, form, variant or None, nomination)
	return {
		row.code: {
			"description": row.description,
			"evidence": documents.get(row.code, []),
			"basis": row.basis,
			"levels": [
				{"value": decimal_text(level.value), "label": level.label, "description": level.description}
				for level in form.levels
				if level.criterion == row.code
			],
		}
		for row in form.criteria_for(variant or None)
	}
