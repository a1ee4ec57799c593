"""The secretariat reads what citizens sent and lets it through to the panel, or not, with a reason.

Status, answers and who sent them are written by the app alone: the document puts back whatever a form, REST,
bulk edit or an import brings for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cstr

from ntb_awards.gateway.feedback_todo import now_stored
from ntb_awards.gateway.public_response_states import (
	APPROVED,
	CONFIRMED,
	DOCTYPE,
	PUBLIC_PAGE,
	REJECTED,
)
from ntb_awards.gateway.texts import MARK_UP

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.public_response.public_response import PublicResponse

REASON_LENGTH = 1000
MOST_AT_ONCE = 500
# Written when a response comes in, is confirmed or is moderated; never by a form.
OWN_FIELDS = (
	*(
		"status",
		"stage",
		"answers",
		"unusual",
		"language",
		"moderation_reason",
		"moderated_by",
		"moderated_at",
	),
	*("respondent_name", "respondent_contact", "respondent_email"),
	*("submitted_at", "confirmed_at", "mail_problem", "address_key", "network_key"),
)
# Of a citizen's response also what was said, about whom and when.
THEIR_WORDS = ("nomination", "channel", "received_on", "response", "source_url")


# ── rules of the document ─────────────────────────────────────────────────────────────────────────────


def keep_own_fields(doc: PublicResponse, stored: PublicResponse | None) -> None:
	"""Put back what only the app writes. What the secretariat enters itself is approved from the start."""
	if doc.flags.is_moderation:
		return
	fields = (*OWN_FIELDS, *THEIR_WORDS) if is_citizens(stored) else OWN_FIELDS
	for name in fields:
		doc.set(name, stored.get(name) if stored else None)
	if not is_citizens(stored):
		doc.status = APPROVED


def refuse_as_citizen(doc: PublicResponse, stored: PublicResponse | None) -> None:
	"""Nobody enters a response as if it had come from the public page."""
	if doc.channel == PUBLIC_PAGE and not is_citizens(stored):
		frappe.throw(
			_("Responses of the channel {0} come from citizens themselves. Choose another channel.").format(
				frappe.bold(_(PUBLIC_PAGE))
			),
			title=_("Not by Hand"),
		)


def require_words(doc: PublicResponse) -> None:
	"""A citizen may have answered the questions alone; what the secretariat enters says something."""
	if doc.channel != PUBLIC_PAGE and not cstr(doc.response).strip():
		text = _("Enter what was said, under Response.")
		frappe.throw(text, frappe.MandatoryError, title=_("Text Missing"))


def is_citizens(doc: PublicResponse | None) -> bool:
	return bool(doc) and doc.channel == PUBLIC_PAGE


# ── decisions ─────────────────────────────────────────────────────────────────────────────────────────


@frappe.whitelist(methods=["POST"])
def approve(responses: list[str]) -> dict[str, Any]:
	"""Let responses (Public Response names) through to the panel: {changed, message}. For staff.

	Those approved already stay as they are. Raises ValidationError, with nothing changed, if one is not
	confirmed or did not come from a citizen.
	"""
	changed = _decide(responses, APPROVED, None)
	return {"changed": changed, "message": _("Approved: {0}.").format(changed)}


@frappe.whitelist(methods=["POST"])
def reject(responses: list[str], reason: str) -> dict[str, Any]:
	"""Keep responses from the panel, with a reason that stays with each: {changed, message}. For staff.

	Those rejected already keep their reason. Raises ValidationError as `approve`, and without a reason.
	"""
	text = cstr(reason).strip()
	if not text:
		frappe.throw(_("Give the reason."), frappe.MandatoryError, title=_("Reason Missing"))
	if len(text) > REASON_LENGTH or MARK_UP.search(text):
		message = _("The reason: plain text of at most {0} characters, please.")
		frappe.throw(message.format(REASON_LENGTH), title=_("Reason to Correct"))
	changed = _decide(responses, REJECTED, text)
	return {"changed": changed, "message": _("Rejected: {0}.").format(changed)}


def _decide(names: list[str], status: str, reason: str | None) -> int:
	if len(names) > MOST_AT_ONCE:
		frappe.throw(_("At most {0} at once, please.").format(MOST_AT_ONCE))
	docs = [_permitted(name) for name in sorted(set(names))]
	_require_each(docs, is_citizens, _("Not from a citizen, so there is nothing to decide: {0}."))
	_require_each(
		docs,
		lambda doc: doc.status in CONFIRMED,
		_("Not confirmed by their senders yet, so that nobody knows whose they are: {0}."),
	)
	due = [doc for doc in docs if doc.status != status]
	for doc in due:
		_note(doc, status, reason)
	return len(due)


def _permitted(name: str) -> PublicResponse:
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	doc.check_permission("write")
	return doc


def _require_each(docs: list[Any], holds: Callable[[Any], bool], message: str) -> None:
	if wrong := [doc.name for doc in docs if not holds(doc)]:
		frappe.throw(message.format(", ".join(wrong)), title=_("Nothing Decided"))


def _note(doc: PublicResponse, status: str, reason: str | None) -> None:
	doc.flags.is_moderation = True
	doc.update(
		{
			"status": status,
			"moderation_reason": reason,
			"moderated_by": frappe.session.user,
			"moderated_at": now_stored(doc.season),
		}
	)
	doc.save()
