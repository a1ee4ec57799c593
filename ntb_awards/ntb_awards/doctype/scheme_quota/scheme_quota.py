from ntb_awards.ntb_awards.table_row import TableRow


class SchemeQuota(TableRow):
	"""How many nominees a proposer may bring."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText | None
		categories: DF.SmallText | None
		code: DF.Data
		each: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		proposers: DF.SmallText | None
		through: DF.SmallText | None
		title: DF.Data
		total: DF.Int
	# end: auto-generated types
