"""What a season tells everybody concerned: an end that was moved by letter, and that time is running out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cstr, formatdate, get_url_to_form

from ntb_awards.gateway import concerned, states, windows
from ntb_awards.gateway.notices import tell
from ntb_awards.gateway.pages import BOARD, OWN, RECOMMENDATIONS
from ntb_awards.gateway.schemes import load_scheme

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason
	from ntb_awards.ntb_awards.doctype.season_activity.season_activity import SeasonActivity

# Days before the last day of nominations on which those are reminded who have not handed in.
REMINDERS = (3, 1)
Audience = tuple[set[str], str]


# Extensions


def tell_of_extensions(doc: AwardSeason, before: AwardSeason | None) -> None:
	"""After a save that added extensions to an open season: a job tells everybody, once they are stored."""
	known = {row.name for row in before.extensions} if before else set()
	new = [row.name for row in doc.extensions if row.name not in known]
	if new and doc.status == "Open" and before and before.status != "Draft":
		frappe.enqueue(
			send_extensions, queue="short", enqueue_after_commit=True, season=doc.name, extensions=new
		)


def send_extensions(season: str, extensions: list[str]) -> None:
	"""Job: each of these extensions (names of the rows), to everybody it concerns, once."""
	doc = frappe.get_doc("Award Season", season)
	activities = {row.number: row for row in doc.activities}
	for row in doc.extensions:
		if row.name in extensions and row.activity_number in activities:
			_send_extension(doc, row, activities[row.activity_number])


def _send_extension(doc: AwardSeason, row: Any, activity: SeasonActivity) -> None:
	def subject() -> str:
		return _("{0}: {1} is extended until {2}").format(doc.title, activity.title, _label(doc, row.new_end))

	def message() -> str:
		return "\n".join(_was_and_is(doc, activity.title, row))

	told: set[str] = set()
	for users, link in _audiences(doc, activity):
		tell(users - told, subject, message, link, doc.name, once=True)
		told |= users


def _was_and_is(doc: AwardSeason, activity: str, row: Any) -> list[str]:
	return [
		_("The end of “{0}” in {1} was moved.").format(activity, doc.title),
		_("It was: {0}.").format(_label(doc, row.previous_end)),
		_("It is now: {0}.").format(_label(doc, row.new_end)),
		_("Letter: {0} of {1}.").format(row.letter_number, formatdate(row.letter_date, "d MMMM yyyy")),
		_("Reason: {0}").format(row.reason),
	]


def _label(doc: AwardSeason, end: datetime | str) -> str:
	return windows.moment_label(windows.in_zone(end, doc.timezone))


def _audiences(doc: AwardSeason, activity: SeasonActivity) -> list[Audience]:
	"""(Users, page they find it on); who stands in several is told on the first.

	An activity of a stage concerns the nominees who stand at it and the panel; any other, as the submission
	of nominations, the operators of all units, all nominees and the recommenders.
	"""
	if activity.stage:
		scheme = load_scheme(doc.scheme)
		gate = scheme.gate_of(scheme.stage(activity.stage)).code
		desk = get_url_to_form("Award Season", doc.name).replace(frappe.utils.get_url(), "")
		return [(concerned.nominees(doc.name, gate), OWN), (concerned.panel_members(doc.name), desk)]
	return [
		(concerned.operators_of_season(doc.organiser, doc.unit), BOARD),
		(concerned.nominees(doc.name), OWN),
		(concerned.recommenders(doc.name), RECOMMENDATIONS),
	]


# Reminders


def send_reminders() -> None:
	"""Scheduler, daily: in each open season, those with nominations that are not handed in."""
	for season in frappe.get_all("Award Season", {"status": "Open"}, pluck="name", order_by="name asc"):
		try:
			remind_on_the_day(season)
		except frappe.ValidationError as error:
			# One season whose timeline is not complete must not keep the others from being reminded.
			frappe.log_error(title=f"Nominations: no reminders in season {season}", message=cstr(error))


def remind_on_the_day(season: str) -> set[str]:
	"""Remind whose drafts end in 3 days or 1, counted in days of the season's zone. Returns who was told."""
	doc = frappe.get_doc("Award Season", season)
	by_end: dict[datetime, list[Any]] = {}
	for row in _not_handed_in(season):
		end = windows.submission_window(doc, row.employee if row.personal else None).closes
		by_end.setdefault(end, []).append(row)
	today, told = windows.now_in(doc).date(), set()
	for end, rows in by_end.items():
		days = (end.date() - today).days
		if days in REMINDERS:
			told |= _remind(doc, rows, end, days)
	return told


def _not_handed_in(season: str) -> list[Any]:
	"""Drafts and returned nominations; `personal`: the nominee has an end of his own."""
	rows = frappe.get_all(
		"Nomination",
		filters={"season": season, "workflow_state": ("in", states.OPEN)},
		fields=["name", "employee", "employee_name", "unit", "category_title"],
		order_by="category, employee_name",
	)
	given = {"season": season, "employee": ("in", [row.employee for row in rows] or [""])}
	personal = set(frappe.get_all("Personal Extension", given, pluck="employee", order_by="creation"))
	return [row.update({"personal": row.employee in personal}) for row in rows]


def _remind(doc: AwardSeason, rows: Collection[Any], end: datetime, days: int) -> set[str]:
	"""Each operator about the nominations of the own units, each nominee who files about the own one."""
	operators = concerned.operators_of_units({row.unit for row in rows})
	mine: dict[tuple[str, str], list[str]] = {}
	for row in rows:
		line = f"{row.employee_name} – {row.category_title}"
		for user in operators[row.unit]:
			mine.setdefault((user, BOARD), []).append(line)
	if load_scheme(doc.scheme).filing != "unit":
		accounts = _accounts([row.employee for row in rows])
		for row in rows:
			if user := accounts.get(row.employee):
				line = f"{row.employee_name} – {row.category_title}"
				mine.setdefault((user, f"{OWN}/{row.name}"), []).append(line)
	told: set[str] = set()
	for (user, link), lines in mine.items():
		subject, message = _reminder(doc, end, days, lines)
		told.update(tell([user], subject, message, link, doc.name, once=True))
	return told


def _reminder(
	doc: AwardSeason, end: datetime, days: int, lines: list[str]
) -> tuple[Callable[[], str], Callable[[], str]]:
	def subject() -> str:
		text = _("{0}: one day left to hand in") if days == 1 else _("{0}: {1} days left to hand in")
		return text.format(doc.title, days)

	def message() -> str:
		until = windows.moment_label(end)
		return "\n".join([_("Nominations are taken until {0}. Not handed in yet:").format(until), *lines])

	return subject, message


def _accounts(employees: Collection[str]) -> dict[str, str]:
	filters = {"name": ("in", list(employees) or [""]), "user_id": ("is", "set")}
	rows = frappe.get_all("Employee", filters=filters, fields=["name", "user_id"], order_by="name")
	return {row.name: row.user_id for row in rows}
