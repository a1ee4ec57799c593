from __future__ import annotations

from collections import Counter

import frappe
from frappe import _
from frappe.model.document import Document

from ntb_awards.gateway import panel_rules
from ntb_awards.gateway.problems import throw_all

ASSESSOR = "Awards Assessor"


class AssessmentPanel(Document):
	"""The assessors appointed by decree, and the categories they judge."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.panel_category.panel_category import PanelCategory
		from ntb_awards.ntb_awards.doctype.panel_member.panel_member import PanelMember

		categories: DF.TableMultiSelect[PanelCategory]
		decree_date: DF.Date
		decree_number: DF.Data
		level: DF.Data | None
		members: DF.Table[PanelMember]
		season: DF.Link
		title: DF.Data
	# end: auto-generated types

	def validate(self) -> None:
		self.find_employees()
		self.require_members()
		self.require_assessor_accounts()
		self.require_own_categories()
		self.require_composition()

	def find_employees(self) -> None:
		"""Fill in the employee behind each account, by which conflicts of interest are found."""
		users = [row.user for row in self.members if row.user and not row.employee]
		if not users:
			return
		found = frappe.get_all(
			"Employee", {"user_id": ["in", users]}, ["name", "user_id"], order_by="creation asc"
		)
		employees = {row.user_id: row.name for row in found}
		for row in self.members:
			row.employee = row.employee or employees.get(row.user)

	def require_members(self) -> None:
		"""Somebody chairs, and nobody sits twice."""
		problems = [
			_("{0} stands there {1} times. Keep one row").format(user, count)
			for user, count in Counter(row.user for row in self.members).items()
			if count > 1
		]
		if not any(row.role == "Chair" for row in self.members):
			problems.append(_("The panel has no chair. Give one member the role Chair"))
		throw_all(problems, _("Members"))

	def require_assessor_accounts(self) -> None:
		"""Members can sign in and have the role that lets them score."""
		users = {row.user for row in self.members}
		enabled = set(_users({"name": ["in", list(users)], "enabled": 1}))
		assessors = set(
			frappe.get_all(
				"Has Role",
				{"role": ASSESSOR, "parenttype": "User", "parent": ["in", list(users)]},
				pluck="parent",
				order_by="parent",
			)
		)
		problems = [
			_("Row {0}: the account {1} is disabled. Enable it under User").format(row.idx, row.user)
			for row in self.members
			if row.user not in enabled
		]
		problems += [
			_("Row {0}: {1} may not score yet. Give this user the role {2} under User").format(
				row.idx, row.user, _(ASSESSOR)
			)
			for row in self.members
			if row.user not in assessors
		]
		throw_all(problems, _("Members"))

	def require_own_categories(self) -> None:
		"""Categories are those of the season's scheme, each once."""
		scheme = frappe.db.get_value("Award Season", self.season, "scheme")
		chosen = [row.category for row in self.categories]
		own = set(frappe.get_all("Award Category", {"scheme": scheme}, pluck="name", order_by="name"))
		problems = [
			_("Category {0} is not one of the season's scheme {1}. Choose another").format(category, scheme)
			for category in chosen
			if category not in own
		]
		problems += [
			_("Category {0} stands there {1} times. Keep one").format(category, count)
			for category, count in Counter(chosen).items()
			if count > 1
		]
		throw_all(problems, _("Categories"))

	def require_composition(self) -> None:
		panel_rules.require_composition(self)


@frappe.whitelist()
def elements(season: str) -> list[str]:
	"""The groups that the rules of the season want on the panel."""
	frappe.has_permission("Award Season", "read", season, throw=True)
	return panel_rules.elements_of(season)


def _users(filters: dict) -> list[str]:
	return frappe.get_all("User", filters, pluck="name", order_by="name")
