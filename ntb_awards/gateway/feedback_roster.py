"""The people asked for 360° feedback in a season: a Feedback Contributor each, made when needed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import frappe
from frappe.utils import now

from ntb_awards.gateway.feedback_people import particulars_of

META = ("name", "creation", "modified", "owner", "modified_by", "docstatus", "idx", "season", "employee")
TAKEN_OVER = ("full_name", "position", "institution", "email", "language")


def enlist(season: str, employees: Collection[str]) -> dict[str, str]:
	"""Employee → Feedback Contributor of the season, new where there is none; three queries, however many.

	The season is locked by the caller, so that nobody is enlisted twice.
	"""
	known = enlisted(season)
	missing = sorted(set(employees) - set(known))
	if missing:
		found = particulars_of(missing)
		made = {employee: frappe.generate_hash(length=10) for employee in found}
		rows = (_values(season, made[employee], employee, person) for employee, person in found.items())
		frappe.db.bulk_insert("Feedback Contributor", [*META, *TAKEN_OVER], rows)
		known |= made
	return {employee: known[employee] for employee in employees if employee in known}


def enlisted(season: str) -> dict[str, str]:
	"""Employee → Feedback Contributor of the season."""
	rows = frappe.get_all(
		"Feedback Contributor",
		{"season": season, "employee": ("is", "set")},
		["employee", "name"],
		order_by="name",
	)
	return {row.employee: row.name for row in rows}


def _values(season: str, name: str, employee: str, person: Mapping[str, Any]) -> tuple[Any, ...]:
	at, user = now(), frappe.session.user
	return (name, at, at, user, user, 0, 0, season, employee, *(person[field] for field in TAKEN_OVER))
