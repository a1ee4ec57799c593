from ntb_awards.ntb_awards.table_row import TableRow


class MinutesDecision(TableRow):
	"""The decision on one nominee."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		decision: DF.Literal["", "Advance", "Stop"]
		missing: DF.SmallText | None
		nomination: DF.Link
		nominee_name: DF.Data | None
		number: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		proposed: DF.Literal["", "Advance", "Stop"]
		rank: DF.Int
		reason: DF.SmallText | None
		score: DF.Data | None
		tie_order: DF.Int
		tied: DF.Check
		track_record: DF.Data | None
		unit: DF.Data | None
	# end: auto-generated types
