"""Who could be named to recommend in a season: the heads of the units, as the HR records show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway import recommenders
from ntb_awards.hris.tree import MANAGERIAL
from ntb_awards.who import STAFF_ROLES


@dataclass(frozen=True)
class Head:
	"""The head of a unit, or why there is none to propose."""

	user: str = ""
	name: str = ""
	position: str = ""
	problem: str = ""


@frappe.whitelist()
def propose(season: str, codes: str | list[str]) -> dict[str, list[dict[str, Any]]]:
	"""The head of every unit of the organiser for each of these recommender codes; nothing is stored.

	The head is the active employee of the unit in the highest managerial post who has no superior inside it.
	Returns {found: [{recommender, unit, user, full_name, position, part, named}], missing: [{unit,
	problem}]}. `part`: the unit belongs to another one, whose head reaches its people, too; `named`: the
	season has the row already. Units without employees are left out. For staff alone.
	"""
	frappe.only_for(STAFF_ROLES)
	doc = frappe.get_doc("Award Season", season)
	offices = recommenders.codes(doc.scheme)
	chosen = [code for code in frappe.parse_json(codes) or [] if code in offices]
	if not chosen:
		frappe.throw(_("Choose at least one recommender of the scheme: {0}").format(", ".join(offices)))
	units, people = _units(doc.organiser, doc.unit), _people(doc.organiser)
	named = {(row.recommender, row.unit, row.user) for row in doc.recommenders}
	parents = {unit.name for unit in units}
	found, missing = [], []
	for unit in units:
		if not people[unit.name]:
			continue
		head = _head(people[unit.name])
		if head.problem:
			missing.append({"unit": unit.name, "problem": head.problem})
			continue
		part = unit.parent_department in parents
		row = {"unit": unit.name, "user": head.user, "full_name": head.name, "position": head.position}
		found += [
			{**row, "recommender": code, "part": part, "named": (code, unit.name, head.user) in named}
			for code in chosen
		]
	return {"found": found, "missing": missing}


def _units(organiser: str, within: str | None) -> list[Any]:
	"""Units of the organiser, in the order of the tree; the root of all units is none."""
	filters = {"company": organiser, "disabled": 0, "parent_department": ("is", "set")}
	if within:
		left, right = frappe.db.get_value("Department", within, ["lft", "rgt"])
		filters |= {"lft": (">=", left), "rgt": ("<=", right)}
	return frappe.get_all("Department", filters, ["name", "parent_department"], order_by="lft")


def _people(organiser: str) -> dict[str, list[Any]]:
	"""Unit → its active employees."""
	rows = frappe.get_all(
		"Employee",
		filters={"company": organiser, "status": "Active", "department": ("is", "set")},
		fields=[
			*("name", "employee_name", "department", "user_id", "reports_to", "asn_appraiser"),
			*("asn_post_type", "asn_post_title", "designation"),
		],
		order_by="name",
	)
	users = {"name": ("in", [row.user_id for row in rows if row.user_id] or [""]), "enabled": 1}
	enabled = set(frappe.get_all("User", filters=users, pluck="name", order_by="name"))
	found: dict[str, list[Any]] = defaultdict(list)
	for row in rows:
		row.has_account = row.user_id in enabled
		found[row.department].append(row)
	return found


def _head(people: Collection[Any]) -> Head:
	own = {row.name for row in people}
	managers = [
		row
		for row in people
		if row.asn_post_type in MANAGERIAL and not own & {row.reports_to, row.asn_appraiser}
	]
	if not managers:
		return Head(problem=_("Nobody is in a managerial post without a superior inside the unit."))
	highest = min(MANAGERIAL.index(row.asn_post_type) for row in managers)
	heads = [row for row in managers if MANAGERIAL.index(row.asn_post_type) == highest]
	if len(heads) > 1:
		names = ", ".join(row.employee_name for row in heads)
		return Head(problem=_("Several could be the head: {0}.").format(names))
	(head,) = heads
	if not head.has_account:
		return Head(problem=_("{0} has no user account that is enabled.").format(head.employee_name))
	return Head(head.user_id, head.employee_name, head.asn_post_title or head.designation or "")
