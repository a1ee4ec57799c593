"""Filing a nomination on the portal: begun, saved as one goes, submitted, withdrawn.

Own pages instead of Frappe's Web Forms: these store what a client sends for read-only fields, blank what is
left out, and make uploads public. Here a save takes the fields the form offers and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.model.workflow import WorkflowTransitionError, apply_workflow
from frappe.utils import cstr

from ntb_awards.gateway import filing_parts, filing_start, locks, recommendations, states, texts
from ntb_awards.gateway import workflow_states as flow
from ntb_awards.gateway.eligibility import TEXTS
from ntb_awards.gateway.filing_access import open_nomination, own_nomination
from ntb_awards.gateway.receipts import submitted_label
from ntb_awards.gateway.submission import RECOMMENDATION

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

DOCTYPE = "Nomination"
SHOWN_LENGTH = 60
# Parts of the page that change with every text.
LIVE_PARTS = ("remaining", "eligibility")


class ChangedMeanwhileError(frappe.ValidationError):
	"""Somebody has saved the form since it was loaded."""

	http_status_code = 409


@frappe.whitelist(methods=["POST"])
def categories(season: str, employee: str | None = None) -> list[dict[str, Any]]:
	"""The categories for an employee (default: the caller), offered or not: [{name, title, description,
	is_offered, reason}]. Raises PermissionError unless the caller may file for the employee."""
	award_season = filing_start.require_fileable(season)
	person = _employee(employee)
	filing_start.require_may_file(award_season, person)
	return [vars(offer) for offer in filing_start.offers(award_season, person)]


@frappe.whitelist(methods=["POST"])
def find_employees(season: str, text: str) -> list[dict[str, str]]:
	"""Employees whom the caller may nominate, by name or NIP of at least three letters: [{employee, name,
	about}].

	Raises PermissionError for those who nominate nobody but themselves.
	"""
	award_season = filing_start.require_fileable(season)
	if not filing_start.may_file_for_unit(frappe.session.user, award_season):
		frappe.throw(_("Only the operator of a unit nominates others."), frappe.PermissionError)
	return filing_start.search(cstr(text), award_season)


@frappe.whitelist(methods=["POST"])
def start(season: str, category: str, employee: str | None = None) -> dict[str, str]:
	"""Begin a nomination of an employee (default: the caller) as a draft: {nomination}.

	The same request sent twice gives the same draft. Raises PermissionError unless the caller may file for
	the employee, ValidationError for a season or a category that is not open to him.
	"""
	award_season = filing_start.require_fileable(season)
	person = _employee(employee)
	filing_start.require_may_file(award_season, person)
	filing_start.require_window_not_over(award_season, person)
	filing_start.require_offered(award_season, person, category)
	return {"nomination": filing_start.begin(award_season, category, person)}


@frappe.whitelist(methods=["POST"])
def save(nomination: str, values: dict | str, stamp: str | None = None) -> dict[str, Any]:
	"""Store all of `values` (fieldname → text, of the form's fields) or nothing.

	`stamp`: of the form as it was loaded; one that is outdated is refused (409), the newer stamp stands in
	the response, and `values` that are stored already are no conflict. Without a stamp nothing is compared.
	Returns {stamp, parts: {element of the page: HTML}}. What is wrong stands in the response under
	`problems`, fieldname → sentence.
	"""
	doc = open_nomination(nomination)
	given = _read(doc, values)
	changed = {field for field, value in given.items() if cstr(doc.get(field)).strip() != value}
	if changed:
		_refuse_outdated(doc, stamp)
		if "category" in changed:
			season = frappe.get_cached_doc("Award Season", doc.season)
			filing_start.require_offered(season, doc.employee, given["category"])
		doc.update({field: given[field] or None for field in changed})
		doc.save()
	return answer(doc, () if "category" in changed else LIVE_PARTS)


@frappe.whitelist(methods=["POST"])
def submit(nomination: str) -> dict[str, Any]:
	"""Hand the nomination in: {number, submitted_at: with its zone}.

	Raises ValidationError with everything that is missing, and for a nomination handed in before.
	"""
	doc = open_nomination(nomination)
	doc = _act(doc, flow.SUBMIT)
	return {"number": doc.number, "submitted_at": submitted_label(doc)}


@frappe.whitelist(methods=["POST"])
def withdraw(nomination: str, reason: str) -> dict[str, str]:
	"""End the candidacy, with a reason: {state}. A draft that was never handed in is discarded instead."""
	doc = own_nomination(nomination, for_update=True)
	if doc.workflow_state == states.DRAFT:
		frappe.throw(_("This draft has not been submitted. Discard it instead."))
	reason = cstr(reason).strip()
	if not reason:
		texts.refuse({"withdrawal_reason": _("Give the reason for the withdrawal.")})
	doc.withdrawal_reason = reason
	doc.save()
	return {"state": _(_act(doc, flow.WITHDRAW).workflow_state)}


@frappe.whitelist(methods=["POST"])
def discard(nomination: str) -> dict[str, bool]:
	"""Delete a draft that was never handed in, with its documents."""
	doc = open_nomination(nomination)
	# The role may not delete; the controller lets a draft go that was never handed in, and nothing else.
	frappe.delete_doc(DOCTYPE, doc.name, ignore_permissions=True)
	return {"discarded": True}


@frappe.whitelist(methods=["POST"])
def save_profile(nomination: str, public_profile: str) -> dict[str, Any]:
	"""Store what citizens read about the nominee, as long as the public is or will be asked. As `save`."""
	doc = own_nomination(nomination, for_update=True)
	if not locks.public_will_be_asked(doc):
		frappe.throw(_("The public is not asked about this nomination any more."), title=_("Too Late"))
	doc.public_profile = cstr(public_profile).strip() or None
	doc.save()
	return answer(doc)


@frappe.whitelist(methods=["POST"])
def parts(nomination: str) -> dict[str, Any]:
	"""The parts of the page as they are now, after a file or a recommendation has changed: {stamp, parts}."""
	return answer(own_nomination(nomination, permission="read"))


def answer(doc: Nomination, names: Sequence[str] = ()) -> dict[str, Any]:
	"""The stamp of the form, and parts of the page (all, unless named) as they are now."""
	return {"stamp": stamp_of(doc), "parts": filing_parts.rendered(doc, names)}


def form_fields(doc: Nomination) -> tuple[str, ...]:
	"""The fields that the form takes: the letter's only where nobody confirms online."""
	return ("category", *TEXTS, *(() if recommendations.is_needed(doc) else RECOMMENDATION))


def stamp_of(doc: Nomination) -> str:
	"""Changes with what the form holds, and with nothing else: a recommendation meanwhile is no conflict."""
	held = [cstr(doc.get(field)) for field in form_fields(doc)]
	return hashlib.sha256(json.dumps(held).encode()).hexdigest()[:16]


def _employee(employee: str | None) -> str:
	if employee:
		return cstr(employee)
	if own := filing_start.own_employee(frappe.session.user):
		return own.name
	frappe.throw(
		_("Your login is not joined to an employee record. Ask the Secretariat or your personnel office."),
		frappe.PermissionError,
		title=_("Not Permitted"),
	)


def _read(doc: Nomination, values: dict | str) -> dict[str, str]:
	try:
		given = json.loads(values) if isinstance(values, str) else values
	except ValueError:
		given = None
	if not isinstance(given, dict) or any(isinstance(value, dict | list) for value in given.values()):
		frappe.throw(_("What was sent could not be read. Load the page again."), title=_("Not Readable"))
	unknown = [cstr(field)[:SHOWN_LENGTH] for field in given if field not in form_fields(doc)]
	if unknown:
		names = ", ".join(frappe.utils.escape_html(field) for field in unknown[:5])
		frappe.throw(
			_("Not a field of this form: {0}. Nothing was saved; load the page again.").format(names),
			title=_("Unknown Field"),
		)
	read = {field: cstr(value).replace("\r\n", "\n").strip() for field, value in given.items()}
	_refuse_unreadable_date(read.get("recommendation_date"))
	return read


def _refuse_unreadable_date(day: str | None) -> None:
	try:
		date.fromisoformat(day or "2000-01-01")
	except ValueError:
		texts.refuse(
			{"recommendation_date": _("This is not a day of the calendar. Choose the date of the letter.")}
		)


def _refuse_outdated(doc: Nomination, stamp: str | None) -> None:
	if stamp and stamp != stamp_of(doc):
		frappe.local.response["stamp"] = stamp_of(doc)
		frappe.throw(
			_(
				"This nomination was changed elsewhere since you opened it, in another window or by "
				"somebody else. "
				"Nothing was overwritten."
			),
			ChangedMeanwhileError,
			title=_("Changed Meanwhile"),
		)


def _act(doc: Nomination, action: str) -> Nomination:
	try:
		return apply_workflow(doc, action)
	except WorkflowTransitionError:
		frappe.throw(
			_("This is not possible in the state {0}. Ask the Secretariat.").format(
				frappe.bold(_(doc.workflow_state))
			),
			title=_("Not Possible Now"),
		)
