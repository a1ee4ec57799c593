"""Whom a notice concerns: users who can log in, by their part in a season."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import frappe
from pypika.queries import QueryBuilder
from pypika.terms import Criterion

from ntb_awards.gateway import states
from ntb_awards.who import NOMINATING_UNIT


def operators_of_season(organiser: str, unit: str | None) -> set[str]:
	"""Who nominates for a unit of the organiser (Company); below `unit` (Department) where it is given."""
	employee, own = frappe.qb.DocType("Employee"), frappe.qb.DocType("Department").as_("own_unit")
	query = _operators(employee).where(employee.company == organiser)
	if unit:
		left, right = frappe.db.get_value("Department", unit, ["lft", "rgt"])
		query = query.join(own).on(own.name == employee.department)
		query = query.where((own.lft >= left) & (own.rgt <= right))
	return set(query.run(pluck=True))


def operators_of_units(units: Collection[str]) -> dict[str, set[str]]:
	"""Unit (Department) → who nominates for it: the operators of the unit and of the units above it."""
	employee, own = frappe.qb.DocType("Employee"), frappe.qb.DocType("Department").as_("own_unit")
	part = frappe.qb.DocType("Department").as_("unit_part")
	query = (
		_operators(employee)
		.join(own)
		.on(own.name == employee.department)
		.join(part)
		.on((part.lft >= own.lft) & (part.rgt <= own.rgt))
		.select(part.name)
		.where(part.name.isin(sorted({unit for unit in units if unit}) or [""]))
	)
	found: dict[str, set[str]] = defaultdict(set)
	for user, unit in query.run():
		found[unit].add(user)
	return found


def _operators(employee: frappe.qb.DocType) -> QueryBuilder:
	"""Users with the role who are in service."""
	user, role = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	return (
		frappe.qb.from_(employee)
		.join(user)
		.on((user.name == employee.user_id) & (user.enabled == 1))
		.join(role)
		.on((role.parent == user.name) & (role.parenttype == "User"))
		.select(user.name)
		.distinct()
		.where((role.role == NOMINATING_UNIT) & (employee.status == "Active"))
	)


def users_of(employees: Collection[str]) -> set[str]:
	"""The accounts of these employees (names)."""
	filters = {"name": ("in", sorted(employees) or [""]), "user_id": ("is", "set")}
	return set(frappe.get_all("Employee", filters=filters, pluck="user_id", order_by="name"))


def nominees(season: str, stage: str | None = None) -> set[str]:
	"""The accounts of those whose nomination in the season has not ended; at `stage` (code) if given."""
	nomination, employee = frappe.qb.DocType("Nomination"), frappe.qb.DocType("Employee")
	at_stage: Criterion = nomination.workflow_state.notin(states.ENDED)
	if stage:
		at_stage = at_stage & (nomination.stage == stage)
	query = (
		frappe.qb.from_(nomination)
		.join(employee)
		.on(employee.name == nomination.employee)
		.select(employee.user_id)
		.distinct()
		.where((nomination.season == season) & employee.user_id.isnotnull() & at_stage)
	)
	return set(query.run(pluck=True))


def recommenders(season: str) -> set[str]:
	named = {"parent": season, "parenttype": "Award Season"}
	return set(frappe.get_all("Season Recommender", filters=named, pluck="user", order_by="idx"))


def panel_members(season: str) -> set[str]:
	panel, member = frappe.qb.DocType("Assessment Panel"), frappe.qb.DocType("Panel Member")
	query = (
		frappe.qb.from_(member)
		.join(panel)
		.on((panel.name == member.parent) & (member.parenttype == "Assessment Panel"))
		.select(member.user)
		.distinct()
		.where((panel.season == season) & member.user.isnotnull())
	)
	return set(query.run(pluck=True))
