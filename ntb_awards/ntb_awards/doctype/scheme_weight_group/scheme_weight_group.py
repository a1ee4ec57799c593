from ntb_awards.ntb_awards.table_row import TableRow


class SchemeWeightGroup(TableRow):
	"""A weight the rules give to several stages together."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText | None
		code: DF.Data
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		title: DF.Data
		weight: DF.Float
	# end: auto-generated types
