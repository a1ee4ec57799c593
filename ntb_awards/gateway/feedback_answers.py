"""360° answers as contributors give them: saved as one goes, submitted once, kept apart from their names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr
from pypika.terms import Values

from ntb_awards.gateway import feedback_windows, forms, states
from ntb_awards.gateway.contributors import feedback_stage_of, require_still_related
from ntb_awards.gateway.feedback_crashes import without_traces
from ntb_awards.gateway.feedback_identity import caller
from ntb_awards.gateway.feedback_secrecy import WRITTEN_BY, answers_name, stamp
from ntb_awards.gateway.feedback_states import OPEN, SUBMITTED
from ntb_awards.gateway.gates import require_undecided
from ntb_awards.gateway.results import enqueue_results
from ntb_awards.selection.numbers import decimal_text
from ntb_awards.selection.scheme import Instrument

DOCTYPE = "Assessment 360"
COMMENT_LENGTH = 2000
# Decimal places of a score.
PLACES = 6
FIELDS = [
	*("name", "nomination", "nominee_name", "season", "category", "contributor", "relation", "status"),
	*("answer_until", "variant", "round"),
]


# xss_safe: Frappe would else change the comments of those without an account ("<" to "&lt;"). Every page that
# shows them escapes them.
@frappe.whitelist(methods=["POST"], allow_guest=True, xss_safe=True)
@without_traces
def save_answers(
	request: str, answers: dict | str, comment: str | None = None, key: str | None = None
) -> dict[str, Any]:
	"""Keep the contributor's answers so far. `request`: Feedback Request; `answers`: criterion code → score;
	`key`: of a personal link, where one is not logged in.

	Returns {status, saved: number of answers}. Refused answers leave what was saved before as it is; what is
	wrong with each stands in the response under `problems`, criterion code → sentence.
	"""
	row = _own_open_request(request, key)
	scores = _read(row, answers)
	_write(row, scores, comment, {"docstatus": 0, "value": None})
	return {"status": row.status, "saved": len(scores)}


@frappe.whitelist(methods=["POST"], allow_guest=True, xss_safe=True)
@without_traces
def submit_answers(
	request: str, answers: dict | str, comment: str | None = None, key: str | None = None
) -> dict[str, Any]:
	"""Hand the answers in: once, complete, not to be changed until they are returned. As `save_answers`."""
	row = _own_open_request(request, key)
	if row.employee:
		require_still_related(row.stage.rule, row)
	scores = _read(row, answers)
	instrument = _instrument_of(row)
	forms.require_complete(instrument, row.variant, scores)
	value = forms.value_text(instrument, row.variant, scores, row.stage.scheme.places)
	_write(row, scores, comment, {"docstatus": 1, "value": value})
	# The time of the change is not kept: it would say when, and so with which value, somebody answered.
	frappe.db.set_value("Feedback Request", row.name, {"status": SUBMITTED}, update_modified=False)
	# Asked once this is committed: the last two to answer, at the same instant, see each other only then.
	frappe.db.after_commit.add(lambda: _have_results_written(row))
	return {"status": SUBMITTED, "saved": len(scores)}


def _have_results_written(row: frappe._dict) -> None:
	"""Unless somebody is still awaited for this nominee."""
	request = frappe.qb.DocType("Feedback Request")
	waiting = (request.nomination == row.nomination) & request.status.isin(OPEN)
	if not frappe.qb.from_(request).select(request.name).where(waiting).limit(1).run():
		enqueue_results(row.season, row.category)


def _own_open_request(request: str, key: str | None) -> frappe._dict:
	"""The caller's own request, locked against a second submission at the same instant, and what decides
	whether it can be answered: nominee and employee (Employee), workflow_state, minutes, stage.

	Raises PermissionError for a request of somebody else or none, in the same words; ValidationError if it
	is not to be answered now.
	"""
	person = caller(key)
	row = _locked(cstr(request))
	if not row or row.contributor not in person.contributors:
		frappe.throw(
			_("This assessment is not one of yours. Open your own list again."), frappe.PermissionError
		)
	_require_to_be_answered(row)
	row.stage = feedback_stage_of(row.season, row.category)
	row.update(_situation(row))
	_require_open(row)
	return row


def _locked(name: str) -> frappe._dict | None:
	request = frappe.qb.DocType("Feedback Request")
	query = frappe.qb.from_(request).select(*(request[field] for field in FIELDS))
	found = query.where(request.name == name).for_update().run(as_dict=True)
	return found[0] if found else None


def _situation(row: frappe._dict) -> dict[str, Any]:
	"""All that has to be known of nominee and contributor, in one query: this is done at every answer."""
	nomination, person = frappe.qb.DocType("Nomination"), frappe.qb.DocType("Feedback Contributor")
	minutes = frappe.qb.DocType("Plenary Minutes")
	query = (
		frappe.qb.from_(nomination)
		.join(person)
		.on(person.name == row.contributor)
		.left_join(minutes)
		.on(
			(minutes.season == row.season)
			& (minutes.category == row.category)
			& (minutes.stage == row.stage.gate.code)
			& (minutes.docstatus == 1)
		)
		.select(nomination.employee.as_("nominee"), nomination.workflow_state, person.employee)
		.select(minutes.name.as_("minutes"))
		.where(nomination.name == row.nomination)
	)
	return query.run(as_dict=True)[0]


def _require_to_be_answered(row: frappe._dict) -> None:
	if row.status == SUBMITTED:
		frappe.throw(
			_(
				"Your assessment of {0} has been submitted and can be seen, not changed. To correct it, ask "
				"the Secretariat to return it."
			).format(frappe.bold(row.nominee_name)),
			title=_("Submitted Already"),
		)
	if row.status not in OPEN:
		frappe.throw(
			_("Your assessment of {0} is not asked for any more.").format(frappe.bold(row.nominee_name)),
			title=_("Withdrawn"),
		)


def _require_open(row: frappe._dict) -> None:
	feedback_windows.require_answerable(row.season, row.answer_until)
	if row.minutes:
		require_undecided(row.season, row.category, row.stage.gate)
	if row.workflow_state in states.ENDED:
		frappe.throw(
			_("{0} is no longer in the selection. No assessment is needed.").format(
				frappe.bold(row.nominee_name)
			),
			title=_("Not Needed"),
		)


def _instrument_of(row: frappe._dict) -> Instrument:
	return row.stage.scheme.instrument(row.stage.stage.instrument)


def _read(row: frappe._dict, answers: dict | str) -> dict[str, Decimal]:
	"""Criterion code → score; raises ValidationError naming every answer that is no score of this form."""
	instrument = _instrument_of(row)
	given = _as_mapping(answers)
	known = {one.code for one in instrument.criteria_for(row.variant)}
	unknown = [cstr(code)[: forms.SHOWN_LENGTH] for code in given if code not in known]
	if unknown:
		frappe.throw(
			_("Not an aspect of this form: {0}. Load the page again.").format(
				", ".join(frappe.utils.escape_html(code) for code in unknown[:5])
			),
			title=_("Unknown Aspect"),
		)
	scores, problems = forms.readable(instrument, row.variant, given, forms.read_number)
	problems |= _too_fine(instrument, row.variant, scores)
	if problems:
		frappe.local.response["problems"] = problems
		frappe.throw(list(problems.values()), title=_("Scores to Correct"), as_list=True)
	return scores


def _too_fine(instrument: Instrument, variant: str | None, scores: Mapping[str, Decimal]) -> dict[str, str]:
	text = _("{0}: write the score with at most {1} decimal places.")
	return {
		row.code: text.format(row.title, PLACES)
		for row in instrument.criteria_for(variant)
		if row.code in scores and scores[row.code] != round(scores[row.code], PLACES)
	}


def _as_mapping(answers: dict | str) -> dict[str, Any]:
	try:
		given = json.loads(answers) if isinstance(answers, str) else answers
	except ValueError:
		given = None
	if not isinstance(given, dict) or any(isinstance(value, dict | list) for value in given.values()):
		frappe.throw(_("The answers could not be read. Load the page again."), title=_("Not Readable"))
	return given


def _write(
	row: frappe._dict, scores: Mapping[str, Decimal], comment: str | None, more: dict[str, Any]
) -> None:
	"""Store the one row of answers of this round, new or again; its times and owner tell nothing."""
	comment = cstr(comment).strip()
	if len(comment) > COMMENT_LENGTH:
		frappe.throw(
			_("The comment has {0} characters; at most {1} are taken. Shorten it.").format(
				len(comment), COMMENT_LENGTH
			),
			title=_("Comment Too Long"),
		)
	values = {
		"answers": json.dumps({code: decimal_text(score) for code, score in scores.items()}),
		"comment": comment or None,
		**more,
	}
	_insert(answers_name(row.name, row.round), row, values)


def _insert(name: str, row: frappe._dict, values: dict[str, Any]) -> None:
	"""Or update, in one statement: to look first whether the row is there locks the gap in which it is
	missing, and two people who begin at the same instant would each wait for the other's gap."""
	at = stamp(row.season)
	former = answers_name(row.name, row.round - 1) if row.round > 1 else None
	stored = {
		**{"name": name, "creation": at, "modified": at, "owner": WRITTEN_BY, "modified_by": WRITTEN_BY},
		**{field: row[field] for field in ("nomination", "nominee_name", "season", "category", "relation")},
		**{"variant": row.variant, "idx": 0, "validity": ""},
		"amended_from": former,
		**values,
	}
	# Not through a document: there is nothing to validate that was not, and hooks would learn who saves.
	sheet = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.into(sheet).columns(*stored).insert(*stored.values())
	for field in values:
		query = query.on_duplicate_key_update(sheet[field], Values(sheet[field]))
	query.run()


def answers_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
	"""What contributors have answered: Feedback Request → {answers: {criterion code: text}, comment,
	docstatus, invalid_because}, for those who have begun.

	docstatus 0: a draft; 1: submitted; 2: returned, to be answered again. `invalid_because`: what the
	verifiers said of the round before. For the contributor's own page alone: who calls this has made sure
	that the requests are the contributor's. One query. `rows`: name and round of the requests.
	"""
	names = {row["name"]: _rounds(row) for row in rows}
	wanted = [name for of_row in names.values() for name in of_row]
	fields = ["name", "answers", "comment", "docstatus", "validity_reason"]
	kept = frappe.get_all(DOCTYPE, {"name": ("in", wanted)}, fields, order_by="name") if wanted else []
	stored = {one.name: one for one in kept}
	return {
		request: _begun([stored[name] for name in of_row if name in stored])
		for request, of_row in names.items()
		if any(name in stored for name in of_row)
	}


def _rounds(row: Mapping[str, Any]) -> list[str]:
	"""The names of the answers of this round and the one before, the newest first."""
	return [answers_name(row["name"], round_) for round_ in (row["round"], row["round"] - 1) if round_ > 0]


def _begun(rounds: list[frappe._dict]) -> dict[str, Any]:
	newest, oldest = rounds[0], rounds[-1]
	return {
		"answers": json.loads(newest.answers or "{}"),
		"comment": newest.comment or "",
		"docstatus": newest.docstatus,
		"invalid_because": oldest.validity_reason if oldest.docstatus == 2 else None,
	}
