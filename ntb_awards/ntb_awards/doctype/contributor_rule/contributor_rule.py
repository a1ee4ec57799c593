from __future__ import annotations

from ntb_awards.ntb_awards.scheme_part import SchemePart


class ContributorRule(SchemePart):
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
		comments_basis: DF.SmallText | None
		everyone: DF.Check
		exclude_disciplined: DF.Check
		min_group_basis: DF.SmallText | None
		min_group_size: DF.Int
		minimum_contributors: DF.Int
		nominee_suggests: DF.Check
		relations: DF.Table[ContributorRelation]
		scheme: DF.Link
		show_comments: DF.Check
		suggestion_basis: DF.SmallText | None
		title: DF.Data
		verify: DF.Check
		verify_basis: DF.SmallText | None
	# end: auto-generated types
