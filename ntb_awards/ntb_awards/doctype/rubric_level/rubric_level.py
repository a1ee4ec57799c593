from ntb_awards.ntb_awards.table_row import TableRow


class RubricLevel(TableRow):
	"""What a score means for one criterion."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText | None
		criterion: DF.Data
		description: DF.SmallText | None
		label: DF.Data
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		value: DF.Float
	# end: auto-generated types
