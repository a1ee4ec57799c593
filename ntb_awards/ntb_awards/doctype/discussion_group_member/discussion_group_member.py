from ntb_awards.ntb_awards.table_row import TableRow


class DiscussionGroupMember(TableRow):
	"""A nominee in a discussion group."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		drawn_group: DF.Int
		moved: DF.Check
		nomination: DF.Link
		nominee_name: DF.Data | None
		number: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		unit: DF.Data | None
	# end: auto-generated types
