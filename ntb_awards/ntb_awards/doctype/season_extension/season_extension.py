from ntb_awards.ntb_awards.table_row import TableRow


class SeasonExtension(TableRow):
	"""A later end for one activity, ordered by letter."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		activity_number: DF.Int
		letter: DF.Attach | None
		letter_date: DF.Date
		letter_number: DF.Data
		new_end: DF.Datetime
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		previous_end: DF.Datetime | None
		reason: DF.SmallText
	# end: auto-generated types
