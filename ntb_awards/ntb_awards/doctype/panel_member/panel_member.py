from ntb_awards.ntb_awards.table_row import TableRow


class PanelMember(TableRow):
	"""One assessor of a panel."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		element: DF.Autocomplete | None
		employee: DF.Link | None
		member_name: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		role: DF.Literal["Chair", "Secretary", "Member"]
		user: DF.Link
	# end: auto-generated types
