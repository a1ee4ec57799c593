from ntb_awards.ntb_awards.table_row import TableRow


class MinutesSignatory(TableRow):
	"""One person who signs the minutes."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		position: DF.Data | None
		role: DF.Literal["Chair", "Secretary", "Member"]
		signatory_name: DF.Data
		signed: DF.Check
		user: DF.Link | None
	# end: auto-generated types
