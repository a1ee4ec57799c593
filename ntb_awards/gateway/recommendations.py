"""The recommendation of a nomination, given online: asked for, then confirmed or declined with a reason.

It is needed where the season names somebody for the recommender of the nominee's category who reaches the
nominee's unit (NTB 2025, section 2.a: the Governor's office for JPT, the head of the unit for all others).
Elsewhere the letter of recommendation is entered. A decision is written past the form, so that it collides
with nobody who is filling the nomination in, and what stands there is read again at each save.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import cstr, get_system_timezone

from ntb_awards import access
from ntb_awards.gateway import recommendation_notices, recommenders, states, windows
from ntb_awards.gateway.filing_access import own_nomination
from ntb_awards.gateway.locks import ANSWER
from ntb_awards.gateway.locks import CONFIRMED as GIVEN
from ntb_awards.gateway.problems import throw_all
from ntb_awards.gateway.texts import MARK_UP, PROFILE_LENGTH, refuse
from ntb_awards.gateway.words import kept_for_all

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

ASKED, CONFIRMED, DECLINED = "Asked", "Confirmed", "Declined"
# What a letter says; confirming online fills in all but its number.
LETTER = (*GIVEN[:2], "recommendation_number", "recommendation_date")


def is_needed(doc: Nomination) -> bool:
	"""Whether somebody who can log in, and is not the nominee, is named to recommend this nomination."""
	return bool(recommenders.named_for(doc))


def problems(doc: Nomination) -> Iterator[str]:
	"""What the recommendation lacks before submission, with what to do; nothing where none is asked for."""
	if not recommenders.category_of(doc).recommender or doc.recommendation_status == CONFIRMED:
		return
	if named := recommenders.named_for(doc):
		yield _pending(doc, ", ".join(dict.fromkeys(one.full_name for one in named)))
	elif labels := [_(doc.meta.get_label(field)) for field in LETTER if not doc.get(field)]:
		yield _("The recommendation of {0} is not complete. Fill in: {1}.").format(
			doc.recommender or _("the recommender"), ", ".join(labels)
		)


def _pending(doc: Nomination, names: str) -> str:
	if doc.recommendation_status == ASKED:
		return _("The recommendation is asked for and not given yet. It waits for: {0}.").format(names)
	if doc.recommendation_status == DECLINED:
		return _("The recommendation was declined: {0} Correct the nomination and ask again.").format(
			cstr(doc.recommendation_reason).rstrip(". ") + "."
		)
	return _("The recommendation is missing. Ask for it; it is given online by: {0}.").format(names)


@frappe.whitelist()
def state_of(nomination: str) -> dict[str, Any]:
	"""Of a nomination (name) that the user may see: {needed: it is given online, status}."""
	doc = frappe.get_doc("Nomination", nomination)
	doc.check_permission("read")
	return {"needed": is_needed(doc), "status": doc.recommendation_status or ""}


# Asking and deciding


@frappe.whitelist(methods=["POST"])
def ask(nomination: str) -> dict[str, str]:
	"""Put a nomination (name) to its recommenders and tell them; also again, after it was declined.

	For whoever may fill the nomination in, while it is a draft or returned. Asking twice does nothing.
	Returns {status, message}; raises ValidationError where nobody is named or it is confirmed already.
	"""
	own_nomination(nomination)
	doc = _locked(nomination)
	named = recommenders.named_for(doc)
	if not named:
		frappe.throw(
			_("This season names nobody who recommends {0} online. Enter the letter instead.").format(
				frappe.bold(frappe.utils.escape_html(doc.employee_name))
			),
			title=_("No Recommendation Online"),
		)
	if doc.recommendation_status == CONFIRMED:
		_refuse_decided(doc)
	if doc.recommendation_status != ASKED:
		_write(doc, **{**dict.fromkeys(ANSWER), "recommendation_status": ASKED})
		_later("tell_asked", doc)
	names = ", ".join(dict.fromkeys(one.full_name for one in named))
	return {
		"status": ASKED,
		"message": _("The recommendation is asked for. It waits for: {0}.").format(names),
	}


@frappe.whitelist(methods=["POST"])
def confirm(nomination: str) -> dict[str, str]:
	"""Recommend the nominee: fills in who, in which office and when. Returns {status, message}.

	Raises PermissionError unless it was put to this user, ValidationError if it is decided otherwise.
	"""
	doc = _put_to_me(nomination)
	if not _is_repeated(doc, CONFIRMED):
		own = recommenders.introduce(doc, frappe.session.user)
		with kept_for_all():
			text = _("recommended by {0}, {1}").format(own.full_name, own.position)
		_decide(doc, CONFIRMED, text, recommender_name=own.full_name, recommender_position=own.position)
	return {"status": CONFIRMED, "message": _("You have recommended {0}.").format(doc.employee_name)}


@frappe.whitelist(methods=["POST"])
def decline(nomination: str, reason: str) -> dict[str, str]:
	"""Decline with a reason, which the nominee and the unit's operators read. Returns {status, message}.

	Raises as `confirm` does, and ValidationError with `problems` {"reason"} if the reason cannot be taken.
	"""
	doc = _put_to_me(nomination)
	reason = cstr(reason).strip()
	refuse({"reason": problem} if (problem := _reason_problem(reason)) else {})
	if not _is_repeated(doc, DECLINED):
		with kept_for_all():
			text = _("recommendation declined: {0}").format(reason)
		_decide(doc, DECLINED, text, recommendation_reason=reason)
	message = _("You have declined to recommend {0}. The nominee reads your reason.").format(
		doc.employee_name
	)
	return {"status": DECLINED, "message": message}


def _reason_problem(reason: str) -> str:
	if not reason:
		return _("Give the reason: the nominee reads it and can mend what is missing.")
	if len(reason) > PROFILE_LENGTH:
		return _("The reason has {0} characters; at most {1} are taken.").format(len(reason), PROFILE_LENGTH)
	if MARK_UP.search(reason):
		return _("Plain text, please: a “<” directly before a letter or a slash is read as HTML mark-up.")
	return ""


def _put_to_me(nomination: str) -> Nomination:
	if not access.may_recommend(frappe.session.user, nomination):
		message = _("This nomination is not put to you for a recommendation.")
		frappe.throw(message, frappe.PermissionError, title=_("Not Permitted"))
	return _locked(nomination)


def _locked(nomination: str) -> Nomination:
	"""The nomination as it stands now; two decisions at once wait for one another here."""
	doc = frappe.get_doc("Nomination", nomination, for_update=True)
	found = []
	if doc.workflow_state not in states.OPEN:
		text = _("{0} is {1}: a recommendation is asked for and given before it is handed in.")
		found.append(text.format(doc.name, _(doc.workflow_state)))
	season = frappe.get_cached_doc("Award Season", doc.season)
	if season.status != "Open":
		found.append(_("Season {0} is not open.").format(season.title))
	throw_all(found, _("Not Possible Now"))
	return doc


def _is_repeated(doc: Nomination, decision: str) -> bool:
	"""Whether this user has decided so before; any other earlier decision is refused."""
	if doc.recommendation_status == ASKED:
		return False
	if doc.recommendation_status == decision and doc.recommended_by == frappe.session.user:
		return True
	_refuse_decided(doc)


def _refuse_decided(doc: Nomination) -> None:
	who = frappe.get_cached_value("User", doc.recommended_by, "full_name") if doc.recommended_by else "–"
	if doc.recommendation_status == CONFIRMED:
		text = _("{0} is already recommended, by {1}. A recommendation stays as it was given.")
	elif doc.recommendation_status == DECLINED:
		text = _("{0} was already declined, by {1}. The recommendation has to be asked for again first.")
	else:
		text = _("The recommendation of {0} is not asked for at present.")
	throw_all([text.format(doc.employee_name, who)], _("Already Decided"))


def _decide(doc: Nomination, decision: str, comment: str, **values: Any) -> None:
	now = windows.now_in(doc.season)
	if decision == CONFIRMED:
		values["recommendation_date"] = now.date()
	at = now.astimezone(ZoneInfo(get_system_timezone())).replace(tzinfo=None, microsecond=0)
	by = {"recommended_by": frappe.session.user, "recommended_at": at}
	_write(doc, recommendation_status=decision, **by, **values)
	doc.add_comment("Info", frappe.utils.escape_html(comment))
	_later("tell_decided", doc)


def _write(doc: Nomination, **values: Any) -> None:
	doc.db_set(values, update_modified=False)


def _later(method: str, doc: Nomination) -> None:
	frappe.enqueue(
		getattr(recommendation_notices, method), queue="short", enqueue_after_commit=True, nomination=doc.name
	)


# What a save may not touch


def keep_decision(doc: Nomination) -> None:
	"""Put back what was decided meanwhile, and give it up when the category or the nominee is another one.

	Read with a lock: a decision written after this save began must not be overwritten by it.
	"""
	columns = [*ANSWER, *GIVEN, "category", "employee"]
	now = frappe.db.get_value("Nomination", doc.name, columns, as_dict=True, for_update=True)
	doc.update({field: now[field] for field in ANSWER})
	if now.recommendation_status == CONFIRMED:
		doc.update({field: now[field] for field in GIVEN})
	is_other = (doc.category, doc.employee) != (now.category, now.employee)
	if is_other and now.recommendation_status:
		given = GIVEN if now.recommendation_status == CONFIRMED else ()
		doc.update(dict.fromkeys((*ANSWER, *given)))
