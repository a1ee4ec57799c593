from ntb_awards.ntb_awards.table_row import TableRow


class ContributorRelation(TableRow):
	"""How many contributors of one relation are needed and how much they count."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText | None
		fallback: DF.Literal["", "superior", "peer", "subordinate"]
		fallback_basis: DF.SmallText | None
		max_count: DF.Int
		min_count: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		relation: DF.Literal["", "superior", "peer", "subordinate"]
		scope: DF.Literal["team", "unit", "organisation"]
		weight: DF.Float
		weight_basis: DF.SmallText | None
	# end: auto-generated types
