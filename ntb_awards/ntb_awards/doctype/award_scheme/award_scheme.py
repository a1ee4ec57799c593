from frappe.model.document import Document


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
		from ntb_awards.ntb_awards.doctype.scheme_stage.scheme_stage import SchemeStage
		from ntb_awards.ntb_awards.doctype.scheme_weight_group.scheme_weight_group import SchemeWeightGroup
		from ntb_awards.ntb_awards.doctype.tie_rule_step.tie_rule_step import TieRuleStep

		activities: DF.Table[SchemeActivity]
		authority: DF.Data | None
		bonuses: DF.Table[AwardBonus]
		code: DF.Data
		description: DF.SmallText | None
		document_requirements: DF.Table[DocumentRequirement]
		eligibility_rules: DF.Table[EligibilityRule]
		places: DF.Int
		places_basis: DF.SmallText | None
		reference_date_basis: DF.Data | None
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
