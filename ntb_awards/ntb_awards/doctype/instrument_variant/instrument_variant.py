from ntb_awards.ntb_awards.table_row import TableRow


class InstrumentVariant(TableRow):
	"""A set of criteria for some nominees only."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText | None
		code: DF.Data
		condition: DF.Code | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		title: DF.Data
	# end: auto-generated types
