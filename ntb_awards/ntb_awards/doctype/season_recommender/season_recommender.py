from ntb_awards.ntb_awards.table_row import TableRow


class SeasonRecommender(TableRow):
	"""Somebody who confirms or declines nominations online."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		position: DF.Data | None
		recommender: DF.Autocomplete
		unit: DF.Link | None
		user: DF.Link
	# end: auto-generated types
