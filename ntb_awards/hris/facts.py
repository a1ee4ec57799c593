"""What the personnel records say about people: Employee, Performance Rating, Disciplinary Record, Attendance.

Everything is read in bulk: the number of queries does not depend on the number of people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import cint, getdate
from pypika.enums import DatePart
from pypika.functions import Extract

from ntb_awards.selection.facts import Facts, Rating, Record

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
TWO_PLACES = Decimal("0.01")


def facts_of(employees: Collection[str], organiser: str | None) -> dict[str, Facts]:
	"""Facts by Employee name; names without a record are left out. `organiser`: Company of the season.

	What is not on record is None, so that a person has to look.
	"""
	ratings = _ratings(employees)
	records = _records(employees)
	return {row.name: _facts(row, organiser, ratings, records) for row in _employees(employees)}


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
	civil = {"asn_education", "asn_functional_level", "asn_seconded"}
	fields = sorted(own | civil | set(SNAPSHOT_FIELDS.values()))
	return frappe.get_all(
		"Employee", filters={"name": ("in", list(employees))}, fields=fields, order_by="name"
	)


def _facts(
	row: Any,
	organiser: str | None,
	ratings: dict[str, list[Rating]],
	records: dict[str, list[Record]],
) -> Facts:
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
		ratings=tuple(ratings[row.name]),
		records=tuple(records[row.name]),
	)


def _ratings(employees: Collection[str]) -> dict[str, list[Rating]]:
	"""Performance ratings by employee, oldest first; attendance from Frappe HR where the rating has none."""
	rows = frappe.get_all(
		"Performance Rating",
		filters={"employee": ("in", list(employees))},
		fields=["employee", "year", "predicate", "attendance_percent"],
		order_by="employee, year",
	)
	recorded = _attendance(employees)
	found: dict[str, list[Rating]] = defaultdict(list)
	for row in rows:
		year = cint(row.year)
		percent = _decimal(row.attendance_percent) or recorded.get((row.employee, year))
		found[row.employee].append(Rating(year=year, predicate=row.predicate, attendance_percent=percent))
	return found


def _decimal(percent: float | None) -> Decimal | None:
	"""The stored per cent as a decimal of at most two places; 0 and empty mean: not known."""
	return Decimal(str(percent)).quantize(TWO_PLACES) if percent else None


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
