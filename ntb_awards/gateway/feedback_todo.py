"""What each contributor still has to answer, and who has been told of it: for one season, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import frappe
from frappe.query_builder import DocType
from frappe.utils import get_datetime, get_system_timezone

from ntb_awards.gateway import feedback_windows, states, windows
from ntb_awards.gateway.feedback_people import ACTIVE, address_of, employee_rows
from ntb_awards.gateway.feedback_states import OPEN, RETURNED
from ntb_awards.gateway.windows import Window

# People looked at in one go: memory stays the same however large the season is.
CHUNK = 200
FIELDS = [
	*("name", "full_name", "employee", "email", "language", "asked_on", "asked_for", "reminded_on"),
	*("link_issued_on", "link_revoked"),
]


@dataclass(frozen=True)
class Task:
	"""One assessment that can still be answered, `until` with its zone."""

	request: str
	round: int
	nominee: str
	returned: bool
	until: datetime

	@property
	def mark(self) -> str:
		return f"{self.request}/{self.round}"


@dataclass(frozen=True)
class Person:
	"""A contributor and what is open. `user`: the enabled account, or empty; days are those of the season."""

	name: str
	full_name: str
	address: str
	language: str
	user: str
	has_left: bool
	had_link: bool
	is_revoked: bool
	asked_for: frozenset[str]
	last_mailed: date | None
	tasks: tuple[Task, ...]

	@property
	def is_unasked(self) -> bool:
		"""Whether something is open that no e-mail has told of yet."""
		return any(task.mark not in self.asked_for for task in self.tasks)

	@property
	def was_asked(self) -> bool:
		return self.last_mailed is not None

	def days_left(self, today: date) -> set[int]:
		"""How many days remain for what is open."""
		return {(task.until.date() - today).days for task in self.tasks}

	@property
	def until(self) -> datetime:
		"""The last minute in which this person can answer anything."""
		return max(task.until for task in self.tasks)


def people(season: str, names: Collection[str] | None = None) -> Iterator[Person]:
	"""Contributors of the season (or those of them named) with something open, by name."""
	known = contributors_with_open_requests(season) if names is None else list(names)
	for start in range(0, len(known), CHUNK):
		yield from _people(season, known[start : start + CHUNK])


def contributors_with_open_requests(season: str) -> list[str]:
	request = DocType("Feedback Request")
	return (
		frappe.qb.from_(request)
		.select(request.contributor)
		.distinct()
		.where((request.season == season) & request.status.isin(OPEN))
		.orderby(request.contributor)
		.run(pluck=True)
	)


def claimed(season: str, names: Collection[str]) -> list[Person]:
	"""The same people, each for this run alone: nobody else mails them until the transaction ends.

	Left out is who is being mailed by another run, or was mailed by one since this transaction began to read.
	"""
	if not names:
		return []
	found = list(people(season, names))
	before = {row.name: _times(row) for row in _rows(season, names)}
	contributor = DocType("Feedback Contributor")
	locked = (
		frappe.qb.from_(contributor)
		.select(contributor.name, contributor.asked_on, contributor.reminded_on, contributor.link_issued_on)
		.where(contributor.name.isin(list(names)))
		.orderby(contributor.name)
		.for_update(skip_locked=True)
		.run(as_dict=True)
	)
	free = {row.name for row in locked if before.get(row.name) == _times(row)}
	return [person for person in found if person.name in free]


def _times(row: Any) -> tuple[Any, ...]:
	return (row.asked_on, row.reminded_on, row.link_issued_on)


def now_stored(season: str) -> datetime:
	"""This moment as Frappe stores it: in the site's zone, without naming it."""
	return windows.now_in(season).astimezone(_site_zone()).replace(tzinfo=None, microsecond=0)


def today(season: str) -> date:
	"""The day it is where the season is held."""
	return windows.now_in(season).date()


def _people(season: str, names: Collection[str]) -> Iterator[Person]:
	rows = _rows(season, names)
	tasks = _tasks(season, [row.name for row in rows])
	records = {row.name: row for row in employee_rows({row.employee for row in rows if row.employee})}
	zone = ZoneInfo(frappe.get_cached_value("Award Season", season, "timezone"))
	for row in rows:
		if tasks.get(row.name):
			yield _person(row, records.get(row.employee), tuple(tasks[row.name]), zone)


def _rows(season: str, names: Collection[str]) -> list[Any]:
	filters = {"season": season, "name": ("in", list(names) or [""])}
	return frappe.get_all(
		"Feedback Contributor", filters=filters, fields=FIELDS, order_by="full_name asc, name asc"
	)


def _person(row: Any, record: Any, tasks: tuple[Task, ...], zone: ZoneInfo) -> Person:
	account = record if record and record.user and record.enabled else None
	moments = [get_datetime(value) for value in (row.asked_on, row.reminded_on) if value]
	return Person(
		name=row.name,
		full_name=row.full_name,
		address=row.email or (address_of(record) if record else None) or "",
		language=row.language or (account.language if account else None) or "",
		user=account.user if account else "",
		has_left=bool(record) and record.status != ACTIVE,
		had_link=bool(row.link_issued_on),
		is_revoked=bool(row.link_revoked),
		asked_for=frozenset((row.asked_for or "").split()),
		last_mailed=_day(max(moments), zone) if moments else None,
		tasks=tasks,
	)


def _tasks(season: str, contributors: Collection[str]) -> dict[str, list[Task]]:
	"""Contributor → requests that wait for answers and still take them, by the nominee's name."""
	if not contributors:
		return {}
	rows = _open_requests(contributors)
	last_minute = cache(lambda until: feedback_windows.closes_for(season, until))
	given, now = feedback_windows.feedback_window(season), windows.now_in(season)
	found: dict[str, list[Task]] = defaultdict(list)
	for row in rows:
		until = last_minute(row.answer_until)
		if not Window(given.opens, until, given.timezone).is_over(now):
			found[row.contributor].append(
				Task(row.name, row.round, row.nominee_name or "", row.status == RETURNED, until)
			)
	return found


def _open_requests(contributors: Collection[str]) -> list[Any]:
	"""Nobody is asked about who has left the selection since."""
	request, nomination = DocType("Feedback Request"), DocType("Nomination")
	return (
		frappe.qb.from_(request)
		.join(nomination)
		.on(nomination.name == request.nomination)
		.select(request.name, request.contributor, request.nominee_name, request.status)
		.select(request.round, request.answer_until)
		.where(request.contributor.isin(list(contributors)) & request.status.isin(OPEN))
		.where(nomination.workflow_state.notin(states.ENDED))
		.orderby(request.nominee_name, request.name)
		.run(as_dict=True)
	)


def _day(stored: datetime, zone: ZoneInfo) -> date:
	return stored.replace(tzinfo=_site_zone()).astimezone(zone).date()


def _site_zone() -> ZoneInfo:
	return ZoneInfo(get_system_timezone())
