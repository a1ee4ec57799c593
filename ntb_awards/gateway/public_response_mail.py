"""Letters to citizens who left feedback: the link that confirms it, past the Email Queue, until it is out.

A letter holds nothing that was typed into the form, so that nobody can send somebody else a text through it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import frappe
from frappe import _
from frappe.utils import add_to_date, get_url, now_datetime

from ntb_awards.gateway import public_response_limits as limits
from ntb_awards.gateway import windows
from ntb_awards.gateway.feedback_postman import Letter, Postman
from ntb_awards.gateway.public_response_form import until_of
from ntb_awards.gateway.public_response_keys import confirmation_key, mailbox_key
from ntb_awards.gateway.public_response_states import DOCTYPE, UNCONFIRMED
from ntb_awards.gateway.words import in_language, kept_for_all

PAGE = "/awards/konfirmasi"
TEMPLATE = "templates/emails/public_response"
# Unconfirmed responses go after so many days, with the address.
DAYS_KEPT = 7
MINUTES_BEFORE_TRYING_AGAIN = 4
# In one round of the scheduler; the others wait for the next.
BATCH = 50
SECONDS_CLAIMED = 120

Kind = Literal["confirm", "known"]
FIELDS = ("name", "season", "nominee_name", "status", "respondent_email", "submitted_at", "language")


@dataclass(frozen=True)
class Words:
	"""The sentences of a letter, in order; both templates only arrange them."""

	greeting: str
	opening: str
	invitation: str
	notes: tuple[str, ...]
	closing: str
	organiser: str


def write(response: str, address: str, language: str, kind: Kind) -> None:
	"""Have a letter sent once this transaction is stored; none where the address got enough in this hour.

	`kind`: with the link to confirm, or saying that this address has been counted before.
	"""
	if not limits.may_write_to(mailbox_key(address)):
		return
	if kind == "confirm":
		with kept_for_all():
			waiting = _("The e-mail is about to be sent.")
		values = {"mail_problem": waiting, "language": language}
		frappe.db.set_value(DOCTYPE, response, values, update_modified=False)
	frappe.enqueue(
		send,
		queue="short",
		enqueue_after_commit=True,
		response=response,
		kind=kind,
		language=language,
	)


# ── jobs ──────────────────────────────────────────────────────────────────────────────────────────────


def send(response: str, kind: Kind = "confirm", language: str | None = None) -> None:
	"""Job: one letter. `language`: of the page; None: that of the page it was first sent from."""
	with Postman() as postman:
		_send(response, kind, language, postman)


def send_waiting() -> None:
	"""Job, every few minutes: the letters that could not be sent, or whose job was lost."""
	before = add_to_date(now_datetime(), minutes=-MINUTES_BEFORE_TRYING_AGAIN)
	waiting = {"status": UNCONFIRMED, "mail_problem": ("is", "set"), "modified": ("<", before)}
	names = frappe.get_all(DOCTYPE, waiting, pluck="name", order_by="modified asc, name", limit=BATCH)
	with Postman() as postman:
		for name in names:
			_send(name, "confirm", None, postman)


def forget_unconfirmed() -> None:
	"""Job, daily: what nobody confirmed is deleted, together with the address."""
	before = add_to_date(now_datetime(), days=-DAYS_KEPT)
	frappe.db.delete(DOCTYPE, {"status": UNCONFIRMED, "submitted_at": ("<", before)})


def _send(response: str, kind: Kind, language: str | None, postman: Postman) -> None:
	with _claimed(response) as is_mine:
		row = frappe.db.get_value(DOCTYPE, response, FIELDS, as_dict=True) if is_mine else None
		# Confirmed or deleted meanwhile.
		if not row or (kind == "confirm" and row.status != UNCONFIRMED):
			return
		letter = letter_for(row, kind, language or row.language)
		with kept_for_all():
			problem = postman.send(letter)
		if kind == "confirm":
			frappe.db.set_value(DOCTYPE, response, "mail_problem", problem or None, update_modified=False)


@contextmanager
def _claimed(response: str) -> Iterator[bool]:
	"""Whether no other job is writing this letter at this moment."""
	name = frappe.cache.make_key(f"public response being written to {response}")
	is_mine = bool(frappe.cache.set(name, 1, ex=SECONDS_CLAIMED, nx=True))
	try:
		yield is_mine
	finally:
		if is_mine:
			frappe.cache.delete(name)


# ── the letter ────────────────────────────────────────────────────────────────────────────────────────


def letter_for(row: Any, kind: Kind, language: str | None) -> Letter:
	"""The letter about a stored response (`row`: FIELDS) in the language of the page."""
	with in_language(language):
		words = _confirm_words(row) if kind == "confirm" else _known_words(row)
		values = {
			"words": words,
			"address": page_address(row.name) if kind == "confirm" else "",
			"language": frappe.local.lang,
		}
		return Letter(
			address=row.respondent_email,
			subject=_subject(row, kind),
			html=frappe.get_template(f"{TEMPLATE}.html").render(values),
			text=frappe.get_template(f"{TEMPLATE}.txt").render(values),
		)


def page_address(response: str) -> str:
	"""The page with the button that confirms, in the language of the letter."""
	return get_url(f"{PAGE}/{confirmation_key(response)}?_lang={frappe.local.lang}")


def _subject(row: Any, kind: Kind) -> str:
	if kind == "confirm":
		return _("Please confirm your feedback on {0}").format(row.nominee_name)
	return _("Your feedback on {0} has been counted already").format(row.nominee_name)


def _confirm_words(row: Any) -> Words:
	season = frappe.get_cached_doc("Award Season", row.season)
	opening = _("Feedback on {0} in the selection {1} was left with this e-mail address.")
	invitation = _(
		"It counts once you confirm it, until {0} at the latest. Open this page, press the button:"
	)
	return Words(
		greeting=_("Dear Sir or Madam,"),
		opening=opening.format(row.nominee_name, season.title),
		invitation=invitation.format(windows.moment_label(until_of(row))),
		notes=(
			_("If that was not you, do nothing: what is not confirmed is deleted after {0} days.").format(
				DAYS_KEPT
			),
			*_contact(season),
		),
		closing=_("Thank you for taking part."),
		organiser=season.organiser,
	)


def _known_words(row: Any) -> Words:
	season = frappe.get_cached_doc("Award Season", row.season)
	opening = _("Feedback on {0} in the selection {1} was left with this e-mail address once more.")
	return Words(
		greeting=_("Dear Sir or Madam,"),
		opening=opening.format(row.nominee_name, season.title),
		invitation=_(
			"Your earlier feedback has been confirmed and stays as it is; the new one was not stored. Each "
			"address counts once for each finalist."
		),
		notes=tuple(_contact(season)),
		closing=_("Thank you for taking part."),
		organiser=season.organiser,
	)


def _contact(season: Any) -> Iterator[str]:
	if season.public_contact:
		yield _("Questions: {0}.").format(season.public_contact.strip().rstrip("."))
