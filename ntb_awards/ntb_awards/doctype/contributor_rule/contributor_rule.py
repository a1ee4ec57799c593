from __future__ import annotations

from frappe.model.document import Document

from ntb_awards.gateway import scheme_rules, schemes


class ContributorRule(Document):
	"""Who gives 360° feedback on a nominee, and how much each relation counts."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.contributor_relation.contributor_relation import (
			ContributorRelation,
		)

		basis: DF.SmallText | None
		code: DF.Data
		min_group_basis: DF.SmallText | None
		min_group_size: DF.Int
		minimum_contributors: DF.Int
		relations: DF.Table[ContributorRelation]
		scheme: DF.Link
		title: DF.Data
	# end: auto-generated types

	def validate(self) -> None:
		self.refuse_if_frozen()
		self.require_readable()

	def on_update(self) -> None:
		schemes.forget_schemes()

	def on_trash(self) -> None:
		self.refuse_if_frozen()

	def after_delete(self) -> None:
		schemes.forget_schemes()

	def refuse_if_frozen(self) -> None:
		scheme_rules.refuse_if_frozen(self.scheme)

	def require_readable(self) -> None:
		scheme_rules.require_readable(self)
