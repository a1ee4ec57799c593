from ntb_awards.ntb_awards.table_row import TableRow


class FeedbackVerifier(TableRow):
	"""Somebody who verifies 360° answers in a season."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		user: DF.Link
	# end: auto-generated types
