"""How two people stand to each other: by the tree of employees (`reports_to`) and of units (Department)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import frappe
from frappe import _
from frappe.utils import cint

Relation = Literal["superior", "peer", "subordinate"]
Reach = Literal["team", "unit", "organisation"]
FIELDS = [
	*("name", "employee_name", "reports_to", "asn_appraiser", "department", "asn_post_type", "company"),
	*("lft", "rgt"),
]
MANAGERIAL = ("JPT Utama", "JPT Madya", "JPT Pratama", "Administrator", "Pengawas")
Span = tuple[int, int]


@dataclass(frozen=True)
class Place:
	"""Where one person stands: in the employee tree, in a unit, on a level."""

	name: str
	employee_name: str
	reports_to: str | None
	asn_appraiser: str | None
	department: str | None
	asn_post_type: str | None
	company: str | None
	lft: int
	rgt: int

	@property
	def superior(self) -> str | None:
		"""The direct superior: who signs the performance targets (SKP), else whom the tree names."""
		return self.asn_appraiser or self.reports_to

	def is_above(self, other: Place) -> bool:
		"""Superior of the other, directly or through others."""
		return (
			other.superior == self.name
			or other.reports_to == self.name
			or (0 < self.lft < other.lft and other.rgt < self.rgt)
		)


def relation(
	nominee: str, contributor: str, peers: Reach = "team", unit: str | None = None
) -> Relation | None:
	"""How the contributor (Employee name) stands to the nominee (Employee name), for 360° feedback.

	superior: the nominee's direct superior. subordinate: anyone below the nominee, directly or through
	others. peer: nobody above or below, and as near as `peers` says. None: none of these.

	`peers`: "team": same direct superior, or same unit and same kind of post. "unit": also anyone of the same
	unit; all parts of `unit` (Department) are the same, where it is given. "organisation": for managers also
	those in the same kind of post anywhere in the company.
	"""
	return relations(nominee, [contributor], peers, unit)[contributor]


def relations(
	nominee: str, contributors: Collection[str], peers: Reach = "team", unit: str | None = None
) -> dict[str, Relation | None]:
	"""`relation` for many contributors of one nominee, in one query, or two where peers are not of a team."""
	places = _places({nominee, *contributors})
	own = places.get(nominee)
	circle = circle_of(peers, unit, {place.department for place in places.values() if place.department})
	return {name: relation_between(own, places.get(name), circle) for name in contributors}


def circle_of(peers: Reach, unit: str | None, departments: Collection[str]) -> Circle:
	"""How far peers reach among people of these departments. One query, none within a team."""
	if peers == "team":
		return Circle(peers, {}, None)
	units = _unit_spans({*departments, unit} if unit else departments)
	return Circle(peers, units, units.get(unit or ""))


@dataclass(frozen=True)
class Circle:
	"""How far peers reach. `units`: place of each unit in the tree; `whole`: the unit that counts as one."""

	peers: Reach
	units: dict[str, Span]
	whole: Span | None

	def has(self, one: Place, other: Place) -> bool:
		if _same_level(one, other):
			return True
		if self.peers == "organisation" and _same_kind_of_manager(one, other):
			return True
		return self.peers != "team" and self._in_one_unit(one, other)

	def _in_one_unit(self, one: Place, other: Place) -> bool:
		spans = [self.units.get(place.department or "") for place in (one, other)]
		if self.whole and all(_within(span, self.whole) for span in spans):
			return True
		return same_unit(*spans)


def _within(span: Span | None, whole: Span) -> bool:
	return bool(span) and whole[0] <= span[0] and span[1] <= whole[1]


def _same_kind_of_manager(one: Place, other: Place) -> bool:
	same_post = one.asn_post_type in MANAGERIAL and one.asn_post_type == other.asn_post_type
	return bool(same_post and one.company and one.company == other.company)


def relation_between(nominee: Place | None, contributor: Place | None, circle: Circle) -> Relation | None:
	"""As `relation`, of two places."""
	if not nominee or not contributor or nominee.name == contributor.name:
		return None
	if nominee.superior == contributor.name:
		return "superior"
	if nominee.is_above(contributor):
		return "subordinate"
	if contributor.is_above(nominee):
		return None
	return "peer" if circle.has(nominee, contributor) else None


def _same_level(one: Place, other: Place) -> bool:
	if one.reports_to and one.reports_to == other.reports_to:
		return True
	same_unit = one.department and one.department == other.department
	return bool(same_unit and one.asn_post_type and one.asn_post_type == other.asn_post_type)


def conflict_between(assessor: str, nominee: str, own_unit: str | None = None) -> str | None:
	"""Why the assessor (User) should not score the nominee (Employee), or None when the trees show none."""
	return conflicts([assessor], [nominee], own_unit).get((assessor, nominee))


def conflicts(
	users: Collection[str], employees: Collection[str], own_unit: str | None = None
) -> dict[tuple[str, str], str]:
	"""Reasons by (user, employee) for every pair that the trees show to be in conflict; three queries in all.

	A conflict is: the same person, a superior or subordinate (direct or not), or the same unit, where a unit
	and a part of it are the same. The root of the unit tree is not a unit. `own_unit`: Department that holds
	the selection among its own people: there the same unit is nobody's conflict.
	"""
	own = _employees_of(users)
	places = _places({*employees, *(name for names in own.values() for name in names)})
	units = _unit_spans({place.department for place in places.values() if place.department})
	units = _outside(units, own_unit)
	found = {}
	for user in users:
		assessors = [places[name] for name in sorted(own.get(user, ())) if name in places]
		for employee in employees:
			nominee = places.get(employee)
			reasons = (_conflict(assessor, nominee, units) for assessor in assessors if nominee)
			if reason := next(filter(None, reasons), None):
				found[user, employee] = reason
	return found


def _conflict(assessor: Place, nominee: Place, units: dict[str, Span]) -> str | None:
	if assessor.name == nominee.name:
		return _("{0} is the nominee.").format(assessor.employee_name)
	if assessor.is_above(nominee):
		return _("{0} is a superior of {1}.").format(assessor.employee_name, nominee.employee_name)
	if nominee.is_above(assessor):
		return _("{0} is a subordinate of {1}.").format(assessor.employee_name, nominee.employee_name)
	if same_unit(units.get(assessor.department or ""), units.get(nominee.department or "")):
		return _("{0} and {1} work in the same unit, {2}.").format(
			assessor.employee_name, nominee.employee_name, nominee.department
		)
	return None


def _outside(units: dict[str, Span], own_unit: str | None) -> dict[str, tuple[int, int]]:
	"""The units that are not the given one or a part of it."""
	own = _unit_spans({own_unit}).get(own_unit) if own_unit else None
	return units if own is None else {name: span for name, span in units.items() if not _inside(span, own)}


def _inside(one: tuple[int, int], other: tuple[int, int]) -> bool:
	return other[0] <= one[0] and one[1] <= other[1]


def same_unit(one: Span | None, other: Span | None) -> bool:
	if not one or not other:
		return False
	outer, inner = sorted((one, other))
	return outer[0] <= inner[0] and inner[1] <= outer[1]


def _places(names: Collection[str]) -> dict[str, Place]:
	employee = frappe.qb.DocType("Employee")
	query = frappe.qb.from_(employee).select(*(employee[field] for field in FIELDS))
	rows = (
		query.where(employee.name.isin(list(names))).orderby(employee.name).run(as_dict=True) if names else []
	)
	return {row.name: place_of(row) for row in rows}


def place_of(row: frappe._dict) -> Place:
	return Place(**{**row, "lft": cint(row.lft), "rgt": cint(row.rgt)})


def _unit_spans(departments: Collection[str]) -> dict[str, Span]:
	"""Left and right of each unit in the Department tree; its root is left out."""
	if not departments:
		return {}
	unit = frappe.qb.DocType("Department")
	query = (
		frappe.qb.from_(unit)
		.select(unit.name, unit.lft, unit.rgt)
		.where(unit.name.isin(list(departments)) & unit.parent_department.isnotnull())
		.where(unit.parent_department != "")
	)
	return {name: (cint(lft), cint(rgt)) for name, lft, rgt in query.run()}


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
