from ntb_awards.ntb_awards.table_row import TableRow


class GrantReward(TableRow):
	"""One reward that comes with the award."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		detail: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reward: DF.Data
	# end: auto-generated types
