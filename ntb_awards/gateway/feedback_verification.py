"""Verifying 360° answers: a season's verifiers find each set valid or not, without learning who gave it.

Only `who_gave` joins a set with its contributor for a person, and it is on record before it answers. Rows of
answers are written without a new time or name of who changed them; what a verifier decided is kept in the
fields made for it.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime

from ntb_awards.access import RULES
from ntb_awards.gateway.contributors import feedback_stage_of
from ntb_awards.gateway.feedback_disclosures import record_disclosure, sees_requests
from ntb_awards.gateway.feedback_requests import begin_new_round
from ntb_awards.gateway.feedback_secrecy import answers_name
from ntb_awards.gateway.gates import require_undecided
from ntb_awards.gateway.problems import throw_all
from ntb_awards.gateway.results import enqueue_results, lock_season
from ntb_awards.who import employees_of

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.feedback_request.feedback_request import FeedbackRequest

DOCTYPE = "Assessment 360"
VALID, INVALID = "Valid", "Invalid"
GIVEN, REPLACED = 1, 2
FIELDS = ("name", "season", "category", "nomination", "nominee_name", "docstatus", "validity")
LEAST_WORDS = 3


@frappe.whitelist(methods=["POST"])
def mark_valid(sets: str | list[str]) -> dict[str, Any]:
	"""Find sets of answers (Assessment 360, names) valid, all or none. For the season's verifiers.

	Returns {marked, message}; what was valid already stays as it is.
	"""
	rows = _verifiable(_names(sets))
	_refuse_replaced(rows)
	fresh = [row.name for row in rows if row.validity != VALID]
	_write(fresh, {"validity": VALID, "validity_reason": None})
	for season, category in sorted({(row.season, row.category) for row in rows}):
		enqueue_results(season, category)
	return {"marked": len(fresh), "message": _("{0} sets of answers marked valid.").format(len(fresh))}


@frappe.whitelist(methods=["POST"])
def mark_invalid(set_name: str, reason: str, until: str | None = None) -> dict[str, Any]:
	"""Find a set of answers (Assessment 360, name) not valid. It leaves the result, and its contributor is
	asked again and told the reason. For the season's verifiers.

	`until`: until when the contributor may answer, in the season's zone; needed once the window is over.
	Returns {message}.
	"""
	(row,) = _verifiable([set_name])
	_refuse_replaced([row])
	reason = _reason(reason, words=1)
	request = _request_behind(row)
	if sees_requests():
		# Whoever may see the requests sees whose becomes open again, so that this is a disclosure, too.
		record_disclosure(row, _("The set was marked invalid."))
	_write([row.name], {"docstatus": REPLACED, "validity": INVALID, "validity_reason": reason})
	# The reason stays with the answers: on the request it would tell others what was answered.
	begin_new_round(request, None, until)
	return {"message": _("The set has left the result. Its contributor is asked again.")}


@frappe.whitelist(methods=["POST"])
def who_gave(set_name: str, reason: str) -> dict[str, Any]:
	"""Who gave a set of answers (Assessment 360, name), for the season's verifiers. That they asked, and why,
	is on record for good.

	Returns {full_name, position, institution}.
	"""
	(row,) = _sets_to_verify([set_name])
	_refuse_own([row])
	record_disclosure(row, _reason(reason, words=LEAST_WORDS))
	request = _request_behind(row)
	return frappe.db.get_value(
		"Feedback Contributor", request.contributor, ["full_name", "position", "institution"], as_dict=True
	)


def _names(sets: str | list[str]) -> list[str]:
	try:
		names = json.loads(sets) if isinstance(sets, str) else sets
	except ValueError:
		names = None
	if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
		frappe.throw(_("Choose at least one set of answers."), title=_("Nothing Chosen"))
	return names


# What may be verified, and by whom


def _verifiable(names: Collection[str]) -> list[frappe._dict]:
	"""The sets, if the user verifies all of them and their results may still change; locked."""
	rows = _sets_to_verify(names)
	_refuse_own(rows)
	for season in sorted({row.season for row in rows}):
		lock_season(season)
	for season, category in sorted({(row.season, row.category) for row in rows}):
		stage = feedback_stage_of(season, category)
		require_undecided(season, category, stage.gate)
		if not stage.rule.verify:
			frappe.throw(
				_("By the rule {0} answers are not verified.").format(frappe.bold(stage.rule.title)),
				title=_("Not Verified Here"),
			)
	return _sets_to_verify(names)


def _sets_to_verify(names: Collection[str]) -> list[frappe._dict]:
	"""Asked of the rule for Assessment 360 itself: being Administrator makes nobody a verifier."""
	frappe.has_permission(DOCTYPE, "read", throw=True)
	wanted = sorted({cstr(name) for name in names})
	table = frappe.qb.DocType(DOCTYPE)
	query = (
		frappe.qb.from_(table)
		.select(*(table[field] for field in FIELDS))
		.where(table.name.isin(wanted or [""]))
		.where(RULES[DOCTYPE].look.ask(frappe.session.user, table))
		.orderby(table.name)
	)
	rows = query.run(as_dict=True)
	if not rows or len(rows) < len(wanted):
		frappe.throw(
			_("Only the verifiers of the season may do this, and not with answers about themselves."),
			frappe.PermissionError,
		)
	return rows


def _refuse_own(rows: Collection[frappe._dict]) -> None:
	"""A verifier who is asked for feedback, too, leaves the own answers to the others."""
	own = _own_requests({row.nomination for row in rows})
	given = set().union(*(_names_of_answers(request) for request in own))
	if any(row.name in given for row in rows):
		frappe.throw(
			_("You gave one of these sets yourself. Leave it to another verifier."),
			frappe.PermissionError,
			title=_("Your Own Answers"),
		)


def _own_requests(nominations: Collection[str]) -> list[frappe._dict]:
	user = frappe.session.user
	request, person = frappe.qb.DocType("Feedback Request"), frappe.qb.DocType("Feedback Contributor")
	query = (
		frappe.qb.from_(request)
		.join(person)
		.on(person.name == request.contributor)
		.select(request.name, request.round)
		.where(request.nomination.isin(sorted(nominations)))
		.where(person.employee.isin(employees_of(user)) | (person.email == user))
		.orderby(request.name)
	)
	return query.run(as_dict=True)


def _refuse_replaced(rows: Collection[frappe._dict]) -> None:
	replaced = (row.nominee_name for row in rows if row.docstatus != GIVEN)
	text = _("A set about {0} has left the result. Load the list again.")
	throw_all([text.format(name) for name in replaced], _("Not in the Result"))


def _reason(reason: str, words: int) -> str:
	reason = cstr(reason).strip()
	if len(reason.split()) < words:
		text = _("Give the reason in at least {0} words. It stays on record.")
		frappe.throw(
			text.format(words) if words > 1 else _("Give the reason. It stays on record."),
			frappe.MandatoryError,
			title=_("Reason Missing"),
		)
	return reason


# What is written


def _write(names: list[str], values: dict[str, Any]) -> None:
	if names:
		decided = {"verified_by": frappe.session.user, "verified_on": now_datetime(), **values}
		frappe.db.set_value(DOCTYPE, {"name": ("in", names)}, decided, update_modified=False)


def _request_behind(row: frappe._dict) -> FeedbackRequest:
	"""The request that a set answers: the one whose keyed name, in one of its rounds, is that of the set."""
	requests = frappe.get_all(
		"Feedback Request",
		filters={"nomination": row.nomination},
		fields=["name", "round"],
		order_by="name",
	)
	for request in requests:
		if row.name in _names_of_answers(request):
			return frappe.get_doc("Feedback Request", request.name, for_update=True)
	frappe.throw(
		_("Nobody is on record for this set: the request for it was removed, or the site's key was changed."),
		title=_("Not on Record"),
	)


def _names_of_answers(request: frappe._dict) -> set[str]:
	return {answers_name(request.name, round_) for round_ in range(1, request.round + 1)}
