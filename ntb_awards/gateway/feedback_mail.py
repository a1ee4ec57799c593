"""What a contributor is told: one letter with all that is open, and a line on the desk without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import get_url

from ntb_awards.gateway import feedback_windows, windows
from ntb_awards.gateway.feedback_postman import Letter
from ntb_awards.gateway.words import in_language

if TYPE_CHECKING:
	from ntb_awards.gateway.feedback_todo import Person, Task
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

PAGE = "/umpan-balik"
TEMPLATE = "templates/emails/feedback_request"


@dataclass(frozen=True)
class Words:
	"""The sentences of a letter, in order; both templates only arrange them."""

	greeting: str
	opening: str
	secrecy: str
	nominees: list[str]
	deadline: str
	invitation: str
	notes: list[str]
	closing: str
	organiser: str


def letter_for(person: Person, season: AwardSeason, key: str | None, reminder: bool = False) -> Letter:
	"""The letter in the person's language. `key`: of the new personal link; None for who has an account."""
	with in_language(person.language):
		until = windows.moment_label(person.until)
		title = season.title
		subject = (
			_("Reminder: 360° feedback for {0}, until {1}")
			if reminder
			else _("360° feedback for {0}, until {1}")
		)
		words = _words(person, season, bool(key), reminder)
		template = f"{TEMPLATE}.{{0}}"
		values = {"words": words, "address": page_address(key), "language": frappe.local.lang}
		return Letter(
			address=person.address,
			subject=subject.format(title, until),
			html=frappe.get_template(template.format("html")).render(values),
			text=frappe.get_template(template.format("txt")).render(values),
		)


def page_address(key: str | None = None) -> str:
	"""The page; the key stands behind the #, which browsers keep to themselves, so that no log has it."""
	return get_url(PAGE) + (f"#k={key}" if key else "")


def notify_on_desk(person: Person, season: AwardSeason) -> None:
	"""A line among the user's notifications that names no nominee; none while an unread one stands there."""
	with in_language(person.language):
		text = _("360° feedback for {0}: assessments are waiting for you.").format(season.title)
	values = {"for_user": person.user, "type": "Alert", "link": PAGE, "subject": text}
	if not frappe.db.exists("Notification Log", {**values, "read": 0}):
		# An Alert is the one type that Frappe sends no e-mail about.
		frappe.get_doc({"doctype": "Notification Log", "from_user": person.user, **values}).insert(
			ignore_permissions=True
		)


def _words(person: Person, season: AwardSeason, by_link: bool, reminder: bool) -> Words:
	opening = (
		_("In the selection {0} your 360° feedback on these people is still missing: {1} in all.")
		if reminder
		else _("In the selection {0} you are asked for 360° feedback on these people: {1} in all.")
	)
	return Words(
		greeting=_("Dear {0},").format(person.full_name),
		opening=opening.format(season.title, len(person.tasks)),
		secrecy=_(
			"Your answers are confidential: those you assess and their units do not learn who gave them."
		),
		nominees=[_line(task, person) for task in person.tasks],
		deadline=_deadline(person, season),
		invitation=_("Open your personal page:") if by_link else _("Log in and open this page:"),
		notes=_notes(person, season, by_link),
		closing=_("Thank you for your time."),
		organiser=season.organiser,
	)


def _line(task: Task, person: Person) -> str:
	"""The nominee; with the time where not all have the same, and a word where answers came back."""
	until = windows.moment_label(task.until)
	if task.returned:
		return _("{0} – returned to you, open until {1}").format(task.nominee, until)
	if any(other.until != task.until for other in person.tasks):
		return _("{0} – open until {1}").format(task.nominee, until)
	return task.nominee


def _deadline(person: Person, season: AwardSeason) -> str:
	window, until = feedback_windows.feedback_window(season), windows.moment_label(person.until)
	if windows.now_in(season) < window.opens:
		opens = windows.moment_label(window.opens)
		return _("Please answer from {0} to {1} at the latest.").format(opens, until)
	return _("Please answer by {0} at the latest.").format(until)


def _notes(person: Person, season: AwardSeason, by_link: bool) -> list[str]:
	notes = []
	if by_link:
		notes.append(
			_("This link is meant for you alone: whoever opens it answers in your name. Do not pass it on.")
		)
		if person.had_link:
			notes.append(_("It is a new link. Links in earlier e-mails no longer work."))
	if season.feedback_contact:
		notes.append(_("Questions: {0}.").format(season.feedback_contact))
	return notes
