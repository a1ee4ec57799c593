from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from ntb_awards.gateway import scheme_rules, schemes
from ntb_awards.gateway.scheme_fields import INSTRUMENT_LINKS
from ntb_awards.gateway.scheme_gaps import refuse_all
from ntb_awards.gateway.scheme_review import review
from ntb_awards.gateway.scheme_versions import make_copy, make_new_version
from ntb_awards.gateway.workflow import build_workflow as build_workflow_of
from ntb_awards.selection.checks import assumed

DOCTYPE = "Award Scheme"
# From which status a scheme may move to which.
MOVES = {"Draft": ("In Use", "Retired"), "In Use": ("Retired",), "Retired": ()}


class AwardScheme(Document):
	"""The rules of one award or selection, each with the article it comes from."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.award_bonus.award_bonus import AwardBonus
		from ntb_awards.ntb_awards.doctype.document_requirement.document_requirement import (
			DocumentRequirement,
		)
		from ntb_awards.ntb_awards.doctype.eligibility_rule.eligibility_rule import EligibilityRule
		from ntb_awards.ntb_awards.doctype.scheme_activity.scheme_activity import SchemeActivity
		from ntb_awards.ntb_awards.doctype.scheme_panel_element.scheme_panel_element import SchemePanelElement
		from ntb_awards.ntb_awards.doctype.scheme_quota.scheme_quota import SchemeQuota
		from ntb_awards.ntb_awards.doctype.scheme_reward.scheme_reward import SchemeReward
		from ntb_awards.ntb_awards.doctype.scheme_stage.scheme_stage import SchemeStage
		from ntb_awards.ntb_awards.doctype.scheme_weight_group.scheme_weight_group import SchemeWeightGroup
		from ntb_awards.ntb_awards.doctype.tie_rule_step.tie_rule_step import TieRuleStep

		activities: DF.Table[SchemeActivity]
		asked_per_unit: DF.Int
		asked_per_unit_basis: DF.Data | None
		authority: DF.Data | None
		bonuses: DF.Table[AwardBonus]
		code: DF.Data
		decision_detail: DF.Literal["Decision", "Reason", "Scores"]
		decision_detail_basis: DF.Data | None
		description: DF.SmallText | None
		document_requirements: DF.Table[DocumentRequirement]
		eligibility_rules: DF.Table[EligibilityRule]
		filing: DF.Literal["Unit", "Employee", "Either"]
		filing_basis: DF.Data | None
		level: DF.Data | None
		notice_basis: DF.Data | None
		notice_days: DF.Int
		once_a_year: DF.Check
		once_a_year_basis: DF.Data | None
		panel_all_sign: DF.Check
		panel_basis: DF.SmallText | None
		panel_chair_post: DF.Data | None
		panel_elements: DF.Table[SchemePanelElement]
		panel_max_members: DF.Int
		panel_min_members: DF.Int
		panel_odd: DF.Check
		participation: DF.Literal["Nomination", "Everyone"]
		participation_basis: DF.Data | None
		places: DF.Int
		places_basis: DF.SmallText | None
		proposes_to: DF.Data | None
		quotas: DF.Table[SchemeQuota]
		reference_date_basis: DF.Data | None
		rewards: DF.Table[SchemeReward]
		source_document: DF.Data | None
		stages: DF.Table[SchemeStage]
		status: DF.Literal["Draft", "In Use", "Retired"]
		tie_basis: DF.Data | None
		tie_steps: DF.Table[TieRuleStep]
		title: DF.Data
		version: DF.Int
		weight_groups: DF.Table[SchemeWeightGroup]
		winners: DF.Int
		winners_basis: DF.SmallText | None
		workflow: DF.Link | None
		year: DF.Int
	# end: auto-generated types

	def onload(self) -> None:
		self.count_assumed()

	def before_insert(self) -> None:
		self.start_as_draft()

	def validate(self) -> None:
		self.refuse_change_in_use()
		self.require_readable()
		self.require_own_instruments()
		self.check_status_move()

	def on_update(self) -> None:
		schemes.forget_schemes()

	def on_trash(self) -> None:
		self.refuse_deletion_in_use()
		self.delete_parts()

	def count_assumed(self) -> None:
		"""How many values are ours rather than the document's, for the form."""
		scheme = schemes.tolerant_scheme(self.name)
		self.set_onload("assumed", len(assumed(scheme)) if scheme else None)

	def start_as_draft(self) -> None:
		self.status = "Draft"
		self.workflow = None
		self.version = self.version or 1

	def refuse_change_in_use(self) -> None:
		before = self.get_doc_before_save()
		if before and before.status != "Draft":
			if changed := scheme_rules.changed_rules(self):
				scheme_rules.throw_frozen(self.name, changed)

	def require_readable(self) -> None:
		scheme_rules.require_readable(self)

	def require_own_instruments(self) -> None:
		if self.flags.parts_follow:
			return
		for row in self.stages:
			place = _("Stages, row {0}").format(row.idx)
			for link in INSTRUMENT_LINKS:
				scheme_rules.require_of_scheme(row, self.name, link, schemes.INSTRUMENT, place)

	def check_status_move(self) -> None:
		"""A scheme comes into use only when it is sound, and never goes back to Draft."""
		before = self.get_doc_before_save()
		if not before or before.status == self.status:
			return
		if self.status not in MOVES[before.status]:
			frappe.throw(
				_("A scheme that is {0} cannot become {1}. Make a new version").format(
					_(before.status), _(self.status)
				)
			)
		if scheme_rules.changed_rules(self):
			frappe.throw(_("Save your changes to the scheme first, then change its status"))
		if self.status == "In Use":
			self.require_sound()

	def require_sound(self) -> None:
		"""Refuse with every problem of the scheme as it is stored."""
		title = _("Scheme {0} cannot be used yet").format(self.title)
		refuse_all(schemes.scheme_problems(self.name), title)

	def refuse_deletion_in_use(self) -> None:
		if self.status != "Draft" or frappe.db.exists("Award Season", {"scheme": self.name}):
			frappe.throw(
				_("Scheme {0} is in use by a season and cannot be deleted. Retire it instead").format(
					self.name
				)
			)

	def delete_parts(self) -> None:
		"""Categories, contributor rules and instruments go with their scheme."""
		for doctype in schemes.PARTS:
			for name in frappe.get_all(doctype, {"scheme": self.name}, pluck="name", order_by="name"):
				frappe.delete_doc(doctype, name, force=True, ignore_permissions=True)
		schemes.forget_schemes()

	def start_use(self) -> None:
		"""Called when a season opens under this scheme. From now on the scheme is frozen."""
		if self.status == "In Use":
			return
		self.status = "In Use"
		self.save(ignore_permissions=True)


def _permitted(scheme: str, permission: str) -> AwardScheme:
	doc = frappe.get_doc(DOCTYPE, scheme)
	doc.check_permission(permission)
	return doc


@frappe.whitelist()
def check(scheme: str) -> dict[str, Any]:
	"""Every problem of the scheme, and the values to be confirmed, each with its place in the desk."""
	return review(_permitted(scheme, "read").name)


@frappe.whitelist(methods=["POST"])
def new_version(scheme: str) -> str:
	"""A copy in Draft with the next free version number; returns its name."""
	source = _permitted(scheme, "read")
	frappe.has_permission(DOCTYPE, "create", throw=True)
	return make_new_version(source)


@frappe.whitelist(methods=["POST"])
def copy_scheme(scheme: str, code: str, title: str) -> str:
	"""A scheme of its own with all parts of this one, in Draft; returns its name."""
	source = _permitted(scheme, "read")
	frappe.has_permission(DOCTYPE, "create", throw=True)
	return make_copy(source, code, title)


@frappe.whitelist(methods=["POST"])
def build_workflow(scheme: str, overwrite: bool = False) -> str:
	"""Add this scheme's states and transitions to the workflow, or with `overwrite` put ours back."""
	return build_workflow_of(_permitted(scheme, "write").name, overwrite)


@frappe.whitelist()
def export_json(scheme: str) -> dict[str, Any]:
	"""The scheme as its JSON file."""
	return schemes.export_scheme(_permitted(scheme, "export").name)


@frappe.whitelist(methods=["POST"])
def import_json(content: str) -> str:
	"""Store a scheme from the text of its JSON file; returns its name."""
	frappe.has_permission(DOCTYPE, "import", throw=True)
	try:
		data = frappe.parse_json(content)
	except ValueError as error:
		frappe.throw(_("This file is not JSON: {0}").format(error))
	if not isinstance(data, dict):
		frappe.throw(_("This file is not a scheme. Choose a file made with Export"))
	return schemes.import_scheme(data)


@frappe.whitelist(methods=["POST"])
def retire(scheme: str) -> None:
	"""Take a scheme out of use for new seasons. Seasons that have it go on."""
	doc = _permitted(scheme, "write")
	doc.status = "Retired"
	doc.save()
