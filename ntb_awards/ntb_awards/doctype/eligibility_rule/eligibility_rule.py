from ntb_awards.ntb_awards.table_row import TableRow


class EligibilityRule(TableRow):
	"""One requirement that a nominee must meet."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText
		categories: DF.SmallText | None
		code: DF.Data
		condition: DF.Code
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		section: DF.Data | None
		title: DF.SmallText
	# end: auto-generated types
