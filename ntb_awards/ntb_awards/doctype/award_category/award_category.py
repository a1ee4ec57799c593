from __future__ import annotations

from ntb_awards.gateway import scheme_rules, schemes
from ntb_awards.ntb_awards.scheme_part import SchemePart


class AwardCategory(SchemePart):
	"""A group of nominees who compete with one another."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText | None
		code: DF.Data
		condition: DF.Code | None
		contributor_rule: DF.Link | None
		description: DF.SmallText | None
		group: DF.Data | None
		recommender: DF.Data | None
		recommender_title: DF.Data | None
		scheme: DF.Link
		sequence: DF.Int
		title: DF.Data
	# end: auto-generated types

	def validate(self) -> None:
		super().validate()
		self.require_own_contributor_rule()

	def require_own_contributor_rule(self) -> None:
		scheme_rules.require_of_scheme(self, self.scheme, "contributor_rule", schemes.CONTRIBUTOR_RULE)
