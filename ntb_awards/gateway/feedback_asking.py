"""Contributors are asked, and reminded: one letter each with everything that is open with them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import escape_html

from ntb_awards.gateway import feedback_windows
from ntb_awards.gateway.feedback_sending import Occasion, is_due, send, send_in_background
from ntb_awards.gateway.feedback_todo import Person, people, today
from ntb_awards.who import STAFF_ROLES

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

# More letters than this are sent by jobs: nobody waits so long in the desk.
AT_ONCE = 10
MOST_DAYS = 60


@frappe.whitelist(methods=["POST"])
def ask(season: str) -> dict[str, Any]:
	"""Write to every contributor with something open that no letter has told of yet; may be repeated.

	Returns {asked, unreachable: [{contributor, name, problem}], queued, message}; above ten people the
	letters are sent by jobs, and the records say who could not be reached. For staff alone.
	Raises ValidationError if the season takes no answers any more.
	"""
	frappe.only_for(STAFF_ROLES)
	doc = _open_season(season)
	names = [person.name for person in people(season) if is_due(person, doc, "ask")]
	if not names:
		_require_time(doc)
	return _summary("asked", names, _carry_out(season, names, "ask"))


@frappe.whitelist(methods=["POST"])
def remind(season: str) -> dict[str, Any]:
	"""Remind everybody who was asked and has not finished, except who got a letter today already.

	Returns {reminded, unreachable, queued, message} as `ask` does. For staff alone.
	"""
	frappe.only_for(STAFF_ROLES)
	doc = _open_season(season)
	_require_time(doc)
	names = [person.name for person in people(season) if is_due(person, doc, "remind")]
	return _summary("reminded", names, _carry_out(season, names, "remind"))


def ask_again_for(contributors: list[str]) -> None:
	"""Write to those whose answers came back to them, once the return itself is stored. Trusted."""
	rows = frappe.get_all(
		"Feedback Contributor",
		filters={"name": ("in", contributors or [""])},
		fields=["name", "season"],
		order_by="season asc, name asc",
	)
	by_season = defaultdict(list)
	for row in rows:
		by_season[row.season].append(row.name)
	for season, names in by_season.items():
		send_in_background(season, names, "ask")


def send_reminders() -> None:
	"""Scheduler, daily: on the days before the end that a season names, each counted in its own zone."""
	for season in frappe.get_all("Award Season", {"status": "Open"}, pluck="name", order_by="name asc"):
		try:
			remind_on_the_day(season)
		except frappe.ValidationError as error:
			# One season whose timeline is not complete must not keep the others from being reminded.
			frappe.log_error(title=f"360° feedback: no reminders in season {season}", message=str(error))


def remind_on_the_day(season: str) -> list[str]:
	"""Remind who is due today. Returns the Feedback Contributors who are being mailed."""
	doc = frappe.get_cached_doc("Award Season", season)
	days = days_of(doc.feedback_reminders)
	if not days:
		return []
	now = today(season)
	names = [
		person.name
		for person in people(season)
		if is_due(person, doc, "remind") and not days.isdisjoint(person.days_left(now))
	]
	send_in_background(season, names, "remind")
	return names


def days_of(text: str | None) -> set[int]:
	"""`7, 3, 1` → {7, 3, 1}. Raises ValueError for anything else; nothing means no reminders."""
	parts = [part.strip() for part in (text or "").split(",") if part.strip()]
	if any(not (part.isascii() and part.isdigit()) or int(part) > MOST_DAYS for part in parts):
		raise ValueError(text)
	return {int(part) for part in parts}


def check_reminders(doc: AwardSeason) -> None:
	"""Write the days of the reminders in order, each once; raise ValidationError where one is no number."""
	try:
		days = days_of(doc.feedback_reminders)
	except ValueError:
		frappe.throw(
			_(
				"Reminders: '{0}' is not clear. Write days before the end, up to {1}, with commas: 7, 3, 1"
			).format(escape_html(doc.feedback_reminders), MOST_DAYS),
			title=_("Reminders"),
		)
	doc.feedback_reminders = ", ".join(str(day) for day in sorted(days, reverse=True)) or None


def _open_season(season: str) -> AwardSeason:
	doc = frappe.get_doc("Award Season", season)
	if doc.status != "Open":
		frappe.throw(_("Season {0} is not open. Open it first.").format(escape_html(doc.title)))
	return doc


def _require_time(doc: AwardSeason) -> None:
	"""Raise ValidationError if the window is over and nobody has time beyond it."""
	if feedback_windows.is_over(doc) and next(people(doc.name), None) is None:
		feedback_windows.require_answerable(doc)


def _carry_out(season: str, names: list[str], occasion: Occasion) -> list[tuple[Person, str]] | None:
	"""What became of each letter; None if jobs send them."""
	if len(names) <= AT_ONCE:
		return send(season, names, occasion)
	send_in_background(season, names, occasion)
	return None


def _summary(done: str, names: list[str], outcome: list[tuple[Person, str]] | None) -> dict[str, Any]:
	missed = [
		{"contributor": person.name, "name": person.full_name, "problem": problem}
		for person, problem in outcome or []
		if problem
	]
	reached = len(names) if outcome is None else len(outcome) - len(missed)
	return {
		done: reached,
		"unreachable": missed,
		"queued": outcome is None,
		"message": _message(done, reached, outcome is None, len(missed)),
	}


def _message(done: str, reached: int, queued: bool, missed: int) -> str:
	if queued:
		text = _("{0} people are being written to; their records say who could not be reached.")
		return text.format(reached)
	if not reached and not missed:
		return (
			_("Everybody with open assessments has been asked already.")
			if done == "asked"
			else _("There is nobody to remind: all have finished, or got an e-mail today.")
		)
	text = _("{0} people were written to.").format(reached)
	return f"{text} {_('Not reached: {0}.').format(missed)}" if missed else text
