"""How two people stand to each other: by the tree of employees (`reports_to`) and of units (Department)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import frappe
from frappe import _
from frappe.utils import cint

Relation = Literal["superior", "peer", "subordinate"]
FIELDS = ["name", "employee_name", "reports_to", "department", "asn_post_type", "lft", "rgt"]


@dataclass(frozen=True)
class Place:
	"""Where one person stands: in the employee tree, in a unit, on a level."""

	name: str
	employee_name: str
	reports_to: str | None
	department: str | None
	asn_post_type: str | None
	lft: int
	rgt: int

	def is_above(self, other: Place) -> bool:
		"""Superior of the other, directly or through others."""
		return other.reports_to == self.name or (0 < self.lft < other.lft and other.rgt < self.rgt)


def relation(nominee: str, contributor: str) -> Relation | None:
	"""How the contributor (Employee name) stands to the nominee (Employee name), for 360° feedback.

	superior: the nominee's direct superior. subordinate: anyone below the nominee, directly or through
	others. peer: same direct superior, or same unit and same kind of post. None: none of these.
	"""
	return relations(nominee, [contributor])[contributor]


def relations(nominee: str, contributors: Collection[str]) -> dict[str, Relation | None]:
	"""`relation` for many contributors of one nominee, in one query."""
	places = _places({nominee, *contributors})
	own = places.get(nominee)
	return {name: _relation(own, places.get(name)) for name in contributors}


def _relation(nominee: Place | None, contributor: Place | None) -> Relation | None:
	if not nominee or not contributor or nominee.name == contributor.name:
		return None
	if nominee.reports_to == contributor.name:
		return "superior"
	if nominee.is_above(contributor):
		return "subordinate"
	if contributor.is_above(nominee):
		return None
	return "peer" if _same_level(nominee, contributor) else None


def _same_level(one: Place, other: Place) -> bool:
	if one.reports_to and one.reports_to == other.reports_to:
		return True
	same_unit = one.department and one.department == other.department
	return bool(same_unit and one.asn_post_type and one.asn_post_type == other.asn_post_type)


def conflict_between(assessor: str, nominee: str) -> str | None:
	"""Why the assessor (User) should not score the nominee (Employee), or None when the trees show none."""
	return conflicts([assessor], [nominee]).get((assessor, nominee))


def conflicts(users: Collection[str], employees: Collection[str]) -> dict[tuple[str, str], str]:
	"""Reasons by (user, employee) for every pair that the trees show to be in conflict; three queries in all.

	A conflict is: the same person, a superior or subordinate (direct or not), or the same unit, where a unit
	and a part of it are the same. The root of the unit tree is not a unit.
	"""
	own = _employees_of(users)
	places = _places({*employees, *(name for names in own.values() for name in names)})
	units = _unit_spans({place.department for place in places.values() if place.department})
	found = {}
	for user in users:
		assessors = [places[name] for name in sorted(own.get(user, ())) if name in places]
		for employee in employees:
			nominee = places.get(employee)
			reasons = (_conflict(assessor, nominee, units) for assessor in assessors if nominee)
			if reason := next(filter(None, reasons), None):
				found[user, employee] = reason
	return found


def _conflict(assessor: Place, nominee: Place, units: dict[str, tuple[int, int]]) -> str | None:
	if assessor.name == nominee.name:
		return _("{0} is the nominee.").format(assessor.employee_name)
	if assessor.is_above(nominee):
		return _("{0} is a superior of {1}.").format(assessor.employee_name, nominee.employee_name)
	if nominee.is_above(assessor):
		return _("{0} is a subordinate of {1}.").format(assessor.employee_name, nominee.employee_name)
	if _same_unit(units.get(assessor.department or ""), units.get(nominee.department or "")):
		return _("{0} and {1} work in the same unit, {2}.").format(
			assessor.employee_name, nominee.employee_name, nominee.department
		)
	return None


def _same_unit(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
	if not one or not other:
		return False
	outer, inner = sorted((one, other))
	return outer[0] <= inner[0] and inner[1] <= outer[1]


def _places(names: Collection[str]) -> dict[str, Place]:
	rows = frappe.get_all("Employee", filters={"name": ("in", list(names))}, fields=FIELDS, order_by="name")
	return {row.name: Place(**{**row, "lft": cint(row.lft), "rgt": cint(row.rgt)}) for row in rows}


def _unit_spans(departments: Collection[str]) -> dict[str, tuple[int, int]]:
	"""Left and right of each unit in the Department tree; its root is left out."""
	rows = frappe.get_all(
		"Department",
		filters={"name": ("in", list(departments)), "parent_department": ("is", "set")},
		fields=["name", "lft", "rgt"],
		order_by="lft",
	)
	return {row.name: (cint(row.lft), cint(row.rgt)) for row in rows}


def _employees_of(users: Collection[str]) -> dict[str, set[str]]:
	"""Employees by user: the one that names the user, and the one a panel names for its member."""
	found: dict[str, set[str]] = {user: set() for user in users}
	by_user = {"user_id": ("in", list(users))}
	for row in frappe.get_all("Employee", filters=by_user, fields=["name", "user_id"], order_by="name"):
		found[row.user_id].add(row.name)
	by_panel = {"user": ("in", list(users)), "employee": ("is", "set"), "parenttype": "Assessment Panel"}
	for row in frappe.get_all("Panel Member", filters=by_panel, fields=["employee", "user"], order_by="name"):
		found[row.user].add(row.employee)
	return found
