"""Who somebody is to a document: the named predicates that the rules in `access.py` are made of."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.query_builder import DocType
from pypika.queries import QueryBuilder

from ntb_awards.predicates import Answer, Row, Who, exists

STAFF_ROLES = ("Awards Administrator", "Awards Secretariat", "System Manager")
STAFF = {*STAFF_ROLES}
AUDITOR, ASSESSOR, NOMINATING_UNIT = "Awards Auditor", "Awards Assessor", "Nominating Unit"
# States of a nomination that the committee has not taken in (yet, or again).
NOT_HANDED_IN = ["Draft", "Returned"]
# A recommender sees what was put to him, also after his decision.
ASKED = ["Asked", "Confirmed", "Declined"]


# Queries the predicates are made of


def employees_of(user: str) -> QueryBuilder:
	"""The user's own employee records."""
	employee = DocType("Employee")
	return frappe.qb.from_(employee).select(employee.name).where(employee.user_id == user)


def units_of(user: str) -> QueryBuilder:
	"""The unit in which the user works, and its parts."""
	employee, unit = DocType("Employee"), DocType("Department").as_("own_unit")
	part = DocType("Department").as_("unit_part")
	return (
		frappe.qb.from_(part)
		.join(unit)
		.on((part.lft >= unit.lft) & (part.rgt <= unit.rgt))
		.join(employee)
		.on(employee.department == unit.name)
		.select(part.name)
		.where((employee.user_id == user) & (employee.status == "Active"))
	)


def staff_of_units_of(user: str) -> QueryBuilder:
	"""Everybody who works in the user's unit or a part of it."""
	employee = DocType("Employee").as_("colleague")
	return frappe.qb.from_(employee).select(employee.name).where(employee.department.isin(units_of(user)))


def panels_judging(user: str, season: Any, category: Any) -> QueryBuilder:
	"""Panels of the season on which the user sits and which judge the category; none named means all."""
	panel, member = DocType("Assessment Panel"), DocType("Panel Member")
	listed = DocType("Panel Category")
	named = frappe.qb.from_(listed).select(listed.parent).where(listed.category == category)
	restricted = frappe.qb.from_(listed).select(listed.parent)
	return (
		frappe.qb.from_(panel)
		.join(member)
		.on((member.parent == panel.name) & (member.parenttype == "Assessment Panel"))
		.select(panel.name)
		.where((member.user == user) & (panel.season == season))
		.where(panel.name.isin(named) | panel.name.notin(restricted))
	)


def seasons_filed_by(*filing: str) -> QueryBuilder:
	"""Seasons whose scheme lets nominations be filled in so: "Unit", "Employee" or "Either"."""
	season, scheme = DocType("Award Season").as_("filed_season"), DocType("Award Scheme").as_("filed_scheme")
	return (
		frappe.qb.from_(season)
		.join(scheme)
		.on(scheme.name == season.scheme)
		.select(season.name)
		.where(scheme.filing.isin(filing))
	)


def recommenders_of(user: str, row: Any) -> QueryBuilder:
	"""Entries by which the row's season names the user to recommend in the row's category and unit."""
	return recommenders_for(row).where(DocType("Season Recommender").as_("named").user == user)


def recommenders_for(row: Any) -> QueryBuilder:
	"""Entries (alias `named`) that reach the row: its season, its category's recommender, its unit."""
	named, category = DocType("Season Recommender").as_("named"), DocType("Award Category").as_("of_category")
	reach, unit = DocType("Department").as_("reach"), DocType("Department").as_("nominee_unit")
	within = (
		frappe.qb.from_(reach)
		.join(unit)
		.on((unit.lft >= reach.lft) & (unit.rgt <= reach.rgt))
		.select(reach.name)
		.where(unit.name == row.unit)
	)
	return (
		frappe.qb.from_(named)
		.join(category)
		.on(category.recommender == named.recommender)
		.select(named.name)
		.where((named.parent == row.season) & (named.parenttype == "Award Season"))
		.where(category.name == row.category)
		.where(named.unit.isnull() | (named.unit == "") | named.unit.isin(within))
	)


def verified_by(user: str) -> QueryBuilder:
	"""Seasons that name the user among those who verify 360° answers."""
	verifier = DocType("Feedback Verifier")
	return (
		frappe.qb.from_(verifier)
		.select(verifier.parent)
		.where((verifier.user == user) & (verifier.parenttype == "Award Season"))
	)


# Predicates about the person


nobody = Who(lambda user, row: False)
is_staff = Who(lambda user, row: user == "Administrator" or bool(STAFF & set(frappe.get_roles(user))))
is_auditor = Who(lambda user, row: AUDITOR in frappe.get_roles(user))
is_assessor = Who(lambda user, row: ASSESSOR in frappe.get_roles(user))
is_nominating_unit = Who(lambda user, row: NOMINATING_UNIT in frappe.get_roles(user))

# Predicates about the person and the row; the row has the column that the name speaks of


is_the_employee = Who(lambda user, row: row.employee.isin(employees_of(user)))
is_the_assessor = Who(lambda user, row: row.assessor == user)
is_the_owner = Who(lambda user, row: row.owner == user)
its_unit_files = Who(lambda user, row: row.season.isin(seasons_filed_by("Unit", "Either")))
its_employee_files = Who(lambda user, row: row.season.isin(seasons_filed_by("Employee", "Either")))
recommends_its_category = Who(lambda user, row: exists(recommenders_of(user, row)))
is_put_to_the_recommender = Who(lambda user, row: row.recommendation_status.isin(ASKED))
is_approved = Who(lambda user, row: row.status == "Approved")
works_in_its_unit = Who(lambda user, row: row.unit.isin(units_of(user)))
works_with_the_employee = Who(lambda user, row: row.employee.isin(staff_of_units_of(user)))
judges_its_category = Who(lambda user, row: exists(panels_judging(user, row.season, row.category)))
is_handed_in = Who(lambda user, row: row.workflow_state.notin(NOT_HANDED_IN))
verifies_its_season = Who(lambda user, row: row.season.isin(verified_by(user)))
was_submitted = Who(lambda user, row: row.docstatus > 0)
is_submitted = Who(lambda user, row: row.docstatus == 1)


def of_its_nomination(who: Who) -> Who:
	"""The predicate, asked about the nomination that the row belongs to."""

	def ask(user: str, row: Row) -> Answer:
		nomination = DocType("Nomination").as_("its_nomination")
		answer = who.ask(user, nomination)
		if isinstance(answer, bool):
			return answer
		return row.nomination.isin(frappe.qb.from_(nomination).select(nomination.name).where(answer))

	return Who(ask)


def _own_sheet_is_submitted(user: str, row: Row) -> Answer:
	own, conflict = DocType("Stage Score").as_("own_sheet"), DocType("Conflict Declaration")
	submitted = (
		frappe.qb.from_(own)
		.select(own.name)
		.where((own.nomination == row.nomination) & (own.stage == row.stage))
		.where((own.assessor == user) & (own.docstatus == 1) & (own.status == "Submitted"))
	)
	recused = frappe.qb.from_(conflict).select(conflict.nomination).where(conflict.assessor == user)
	return exists(submitted) & row.nomination.notin(recused)


has_submitted_own_sheet = Who(_own_sheet_is_submitted)


def _conflict_with_its_nominee(user: str, row: Row) -> Answer:
	conflict = DocType("Conflict Declaration")
	recused = frappe.qb.from_(conflict).select(conflict.nomination).where(conflict.assessor == user)
	return row.nomination.isin(recused)


is_recused_from_it = Who(_conflict_with_its_nominee)
is_filled_in_by_the_app = Who(lambda user, row: row.entry.isin(["Record", "Import"]))


def of_any_member(who: Who) -> Who:
	"""The predicate, asked about the nominations of the members of a discussion group."""

	def ask(user: str, row: Row) -> Answer:
		nomination, member = (
			DocType("Nomination").as_("member_nomination"),
			DocType("Discussion Group Member"),
		)
		answer = who.ask(user, nomination)
		if isinstance(answer, bool):
			return answer
		groups = (
			frappe.qb.from_(member)
			.join(nomination)
			.on(nomination.name == member.nomination)
			.select(member.parent)
			.where((member.parenttype == "Discussion Group") & answer)
		)
		return row.name.isin(groups)

	return Who(ask)
