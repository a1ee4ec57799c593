"""What the page for contributors shows: whom they are asked about, by which form, what they have answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from ntb_awards.gateway import feedback_windows, states, windows
from ntb_awards.gateway.contributors import feedback_stage_of, relation_label
from ntb_awards.gateway.feedback_answers import answers_of
from ntb_awards.gateway.feedback_crashes import without_traces
from ntb_awards.gateway.feedback_identity import caller
from ntb_awards.gateway.feedback_states import OPEN, SUBMITTED
from ntb_awards.gateway.feedback_suggestions import own_suggestions
from ntb_awards.selection.numbers import decimal_text
from ntb_awards.selection.scheme import Criterion, Instrument

# A scale of so many whole numbers is a row of buttons; a longer one is a field to type into.
MOST_BUTTONS = 10
SHOWN = (*OPEN, SUBMITTED)
Row = frappe._dict


@frappe.whitelist(methods=["POST"], allow_guest=True)
@without_traces
def overview(key: str | None = None) -> dict[str, Any]:
	"""Everything the caller's page needs; nothing about anybody else who contributes.

	{name, language, seasons: [{season, title, deadline, timezone, contact, notice, forms, requests}],
	suggestions: see `feedback_suggestions.own_suggestions`}. `forms`: variant ("" where all have the
	same form) → {aspects}. `key`: of a personal link. Raises what `feedback_identity.caller` raises. As many
	queries for many requests as for one.
	"""
	person = caller(key)
	rows = _people(person.contributors)
	requests = _requests(person.contributors)
	answers = answers_of(requests)
	return {
		"name": rows[0].full_name if rows else "",
		"language": _language(rows, person.by_link),
		"seasons": [
			_season(season, [row for row in requests if row.season == season], answers)
			for season in dict.fromkeys(row.season for row in requests)
		],
		"suggestions": [] if person.by_link else own_suggestions(frappe.session.user),
	}


def _people(contributors: Sequence[str]) -> list[Row]:
	return frappe.get_all(
		"Feedback Contributor",
		{"name": ("in", list(contributors))},
		["name", "full_name", "language"],
		order_by="creation desc",
	)


def _language(rows: Sequence[Row], by_link: bool) -> str:
	"""Who has an account reads the account's language; who has a link the one noted for them."""
	noted = next((row.language for row in rows if row.language), None)
	return (noted if by_link else None) or frappe.local.lang


def _requests(contributors: Sequence[str]) -> list[Row]:
	"""The requests to this person that are to be answered or have been, by the nominees' names."""
	request, nomination, unit = (
		frappe.qb.DocType(name) for name in ("Feedback Request", "Nomination", "Department")
	)
	columns = (
		"name",
		"season",
		"category",
		"nominee_name",
		"relation",
		"status",
		"reason",
		"variant",
		"round",
	)
	query = (
		frappe.qb.from_(request)
		.join(nomination)
		.on(nomination.name == request.nomination)
		.left_join(unit)
		.on(unit.name == nomination.unit)
		.select(*(request[column] for column in (*columns, "answer_until")))
		.select(nomination.post_title, nomination.self_description, nomination.workflow_state)
		.select(unit.department_name.as_("unit"))
		.where(request.contributor.isin(list(contributors) or [""]) & request.status.isin(SHOWN))
		.orderby(request.season, request.nominee_name, request.name)
	)
	return [row for row in query.run(as_dict=True) if _is_of_use(row)]


def _is_of_use(row: Row) -> bool:
	"""Nobody is asked about who has left the selection; what was said of them can still be read."""
	return row.status == SUBMITTED or row.workflow_state not in states.ENDED


def _season(name: str, requests: list[Row], answers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
	season = frappe.get_cached_doc("Award Season", name)
	stage = feedback_stage_of(name, requests[0].category)
	instrument = stage.scheme.instrument(stage.stage.instrument)
	variants = sorted({row.variant or "" for row in requests})
	return {
		"season": name,
		"title": season.title,
		"deadline": windows.label(feedback_windows.feedback_window(season)),
		"timezone": season.timezone,
		"contact": season.feedback_contact or "",
		"notice": _why_closed(season),
		"forms": {variant: {"aspects": _aspects(instrument, variant or None)} for variant in variants},
		"requests": [_request(season, row, answers.get(row.name, {})) for row in requests],
	}


def _why_closed(season: Document) -> str:
	"""Why nothing can be answered at this moment, "" if it can."""
	window = feedback_windows.feedback_window(season)
	if season.status != "Open":
		return _("This selection is closed. You can read what you submitted.")
	if windows.now_in(season) < window.opens:
		return _("Answers are taken from {0}.").format(windows.moment_label(window.opens))
	if feedback_windows.is_over(season):
		return _("The time for answers is over. You can read what you submitted.")
	return ""


def _request(season: Document, row: Row, given: Mapping[str, Any]) -> dict[str, Any]:
	rule = feedback_stage_of(row.season, row.category).rule
	is_open = row.status in OPEN and _takes_answers(season, row)
	until = feedback_windows.closes_for(season, row.answer_until) if row.answer_until else None
	return {
		"request": row.name,
		"nominee": row.nominee_name,
		"post": row.post_title or "",
		"unit": row.unit or "",
		"relation": relation_label(row.relation),
		"status": row.status,
		"open": is_open,
		"reason": (row.reason or given.get("invalid_because") or "") if row.status in OPEN else "",
		"until": windows.moment_label(until) if until and is_open else "",
		"form": row.variant or "",
		"answers": given.get("answers", {}),
		"comment": given.get("comment") or "",
		# Where everybody is rated, what they say of themselves is to be weighed, too.
		"self_description": (row.self_description or "") if rule.everyone else "",
		"comments_shown": bool(rule.show_comments),
	}


def _takes_answers(season: Document, row: Row) -> bool:
	opens = feedback_windows.feedback_window(season).opens
	is_early = windows.now_in(season) < opens
	return season.status == "Open" and not is_early and not feedback_windows.is_over(season, row.answer_until)


def _aspects(instrument: Instrument, variant: str | None) -> list[dict[str, Any]]:
	levels: dict[str, list[dict[str, str]]] = {}
	for level in instrument.levels:
		text = {"label": level.label, "description": level.description}
		levels.setdefault(level.criterion, []).append({"value": decimal_text(level.value), **text})
	return [
		{
			"code": row.code,
			"title": row.title,
			"component": row.component,
			"description": row.description,
			"minimum": decimal_text(row.minimum),
			"maximum": decimal_text(row.maximum),
			"steps": _steps(row, levels.get(row.code, [])),
			"levels": levels.get(row.code, []),
		}
		for row in instrument.criteria_for(variant)
	]


def _steps(row: Criterion, levels: Sequence[Mapping[str, str]]) -> list[str]:
	"""The scores of a short scale of whole numbers, else none."""
	ends = (row.minimum, row.maximum, *(Decimal(level["value"]) for level in levels))
	if any(end != end.to_integral_value() for end in ends) or row.maximum - row.minimum >= MOST_BUTTONS:
		return []
	return [str(score) for score in range(int(row.minimum), int(row.maximum) + 1)]
