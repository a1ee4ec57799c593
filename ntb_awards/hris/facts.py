"""What the personnel records say about people: Employee with the posts held before, Performance Rating,
Disciplinary Record, Attendance, and the awards of earlier selections.

Everything is read in bulk: the number of queries does not depend on the number of people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import cint, getdate
from pypika.enums import DatePart
from pypika.functions import Extract

from ntb_awards.hris.earlier_awards import awards_of
from ntb_awards.selection.facts import Award, Facts, Post, Rating, Record

# Nomination field → Employee field: what a nomination keeps of its nominee as of the day it was judged.
SNAPSHOT_FIELDS = {
	"employee_name": "employee_name",
	"nip": "asn_nip",
	"employment_status": "asn_employment_status",
	"rank": "asn_rank",
	"post_type": "asn_post_type",
	"post_title": "asn_post_title",
	"unit": "department",
	"post_since": "asn_post_since",
	"service_since": "asn_service_since",
}
# Attendance that counts as worked, in days; approved leave counts neither for nor against.
DAYS_WORKED = {
	"Present": Decimal(1),
	"Work From Home": Decimal(1),
	"Half Day": Decimal("0.5"),
	"Absent": Decimal(0),
}
DAYS = ("working_days", "absent_days", "late_days", "away_days", "early_leave_days")
TWO_PLACES, SIX_PLACES = Decimal("0.01"), Decimal("0.000001")


@dataclass(frozen=True)
class _Histories:
	"""What there may be several of, by employee."""

	ratings: dict[str, list[Rating]]
	records: dict[str, list[Record]]
	posts: dict[str, list[Post]]
	awards: dict[str, list[Award]]


def facts_of(
	employees: Collection[str], organiser: str | None, season: str | None = None
) -> dict[str, Facts]:
	"""Facts by Employee name; names without a record are left out. `organiser`: Company of the season.

	`season`: the Award Season for which people are judged; it and the levels below it give no earlier award.
	What is not on record is None, so that a person has to look.
	"""
	histories = _Histories(
		ratings=_ratings(employees),
		records=_records(employees),
		posts=_posts(employees),
		awards=awards_of(employees, season),
	)
	return {row.name: _facts(row, organiser, histories) for row in _employees(employees)}


def snapshots_of(employees: Collection[str]) -> dict[str, dict[str, Any]]:
	"""Values for the nominee fields of Nomination, by Employee name."""
	return {
		row.name: {ours: row[theirs] or None for ours, theirs in SNAPSHOT_FIELDS.items()}
		| {"service_since": service_since(row)}
		for row in _employees(employees)
	}


def service_since(employee: Any) -> date | None:
	"""First day of continuous service at this government; without one, the day of joining the company."""
	day = employee.asn_service_since or employee.date_of_joining
	return getdate(day) if day else None


def _employees(employees: Collection[str]) -> list[Any]:
	own = {"name", "company", "status", "date_of_birth", "date_of_joining"}
	civil = {
		*("asn_education", "asn_functional_level", "asn_seconded"),
		*("asn_underdeveloped_region", "asn_disability"),
	}
	fields = sorted(own | civil | set(SNAPSHOT_FIELDS.values()))
	return frappe.get_all(
		"Employee", filters={"name": ("in", list(employees))}, fields=fields, order_by="name"
	)


def _facts(row: Any, organiser: str | None, histories: _Histories) -> Facts:
	return Facts(
		in_organisation=row.company == organiser and row.status == "Active" if organiser else None,
		employment_status=row.asn_employment_status or None,
		post_type=row.asn_post_type or None,
		functional_level=row.asn_functional_level or None,
		rank=row.asn_rank or None,
		education=row.asn_education or None,
		birth_date=row.date_of_birth,
		service_since=service_since(row),
		post_since=row.asn_post_since,
		seconded=bool(row.asn_seconded),
		underdeveloped_region=bool(row.asn_underdeveloped_region),
		disability=bool(row.asn_disability),
		ratings=tuple(histories.ratings[row.name]),
		records=tuple(histories.records[row.name]),
		posts=tuple(histories.posts[row.name]),
		awards=tuple(histories.awards[row.name]),
	)


def _ratings(employees: Collection[str]) -> dict[str, list[Rating]]:
	"""Performance ratings by employee, oldest first; attendance from Frappe HR where the rating has none."""
	rows = frappe.get_all(
		"Performance Rating",
		filters={"employee": ("in", list(employees))},
		fields=["employee", "year", "predicate", "score", "attendance_percent", *DAYS],
		order_by="employee, year",
	)
	recorded = _attendance(employees)
	found: dict[str, list[Rating]] = defaultdict(list)
	for row in rows:
		found[row.employee].append(_rating(row, recorded.get((row.employee, cint(row.year)))))
	return found


def _rating(row: Any, recorded: Decimal | None) -> Rating:
	"""`recorded`: per cent of Frappe HR. Days on record are exact, so no per cent is used."""
	known = {"year": cint(row.year), "predicate": row.predicate, "score": _decimal(row.score, SIX_PLACES)}
	if cint(row.working_days):
		return Rating(**known, **{field: cint(row[field]) for field in DAYS})
	return Rating(**known, attendance_percent=_decimal(row.attendance_percent, TWO_PLACES) or recorded)


def _decimal(number: float | None, places: Decimal) -> Decimal | None:
	"""The stored number as a decimal of at most so many places; 0 and empty mean: not known."""
	return Decimal(str(number)).quantize(places) if number else None


def _posts(employees: Collection[str]) -> dict[str, list[Post]]:
	"""Posts held in this organisation, oldest first; rows that do not say what kind of post do not count."""
	rows = frappe.get_all(
		"Employee Internal Work History",
		filters={
			**{"parent": ("in", list(employees)), "parenttype": "Employee"},
			**{"asn_post_type": ("is", "set"), "from_date": ("is", "set")},
		},
		fields=["parent", "asn_post_type", "asn_functional_level", "from_date", "to_date"],
		order_by="parent, from_date, idx",
	)
	found: dict[str, list[Post]] = defaultdict(list)
	for row in rows:
		level = row.asn_functional_level or ""
		spell = {"since": row.from_date, "until": row.to_date}
		found[row.parent].append(Post(post_type=row.asn_post_type, functional_level=level, **spell))
	return found


def _records(employees: Collection[str]) -> dict[str, list[Record]]:
	rows = frappe.get_all(
		"Disciplinary Record",
		filters={"employee": ("in", list(employees))},
		fields=["employee", "kind", "status", "level", "decided_on", "ends_on"],
		order_by="employee, decided_on, name",
	)
	found: dict[str, list[Record]] = defaultdict(list)
	for row in rows:
		employee = row.pop("employee")
		found[employee].append(Record(**{**row, "level": row.level or ""}))
	return found


def _attendance(employees: Collection[str]) -> dict[tuple[str, int], Decimal]:
	"""Per cent of working days attended, by employee and year, from Frappe HR; empty without Frappe HR."""
	if "hrms" not in frappe.get_installed_apps() or not employees:
		return {}
	attendance = frappe.qb.DocType("Attendance")
	year = Extract(DatePart.year, attendance.attendance_date)
	rows = (
		frappe.qb.from_(attendance)
		.select(attendance.employee, year.as_("year"), attendance.status, Count(attendance.name).as_("days"))
		.where(attendance.employee.isin(list(employees)))
		.where(attendance.docstatus == 1)
		.where(attendance.status.isin(list(DAYS_WORKED)))
		.groupby(attendance.employee, year, attendance.status)
	).run(as_dict=True)
	days: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
	for row in rows:
		days[row.employee, cint(row.year)][row.status] = row.days
	return {key: _per_cent(by_status) for key, by_status in days.items()}


def _per_cent(days: dict[str, int]) -> Decimal:
	"""days: number of days by status, at least one of them."""
	worked = sum((DAYS_WORKED[status] * count for status, count in days.items()), Decimal(0))
	return (worked * 100 / sum(days.values())).quantize(TWO_PLACES)
