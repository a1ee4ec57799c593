from ntb_awards.ntb_awards.table_row import TableRow


class SeasonActivity(TableRow):
	"""One activity of the season with its window."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText | None
		ends_at: DF.Datetime
		kind: DF.Literal["", "Socialisation", "Submission", "Stage", "Announcement", "Award"]
		number: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		stage: DF.Data | None
		starts_at: DF.Datetime
		title: DF.Data
	# end: auto-generated types
