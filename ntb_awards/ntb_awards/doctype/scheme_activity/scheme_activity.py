from ntb_awards.ntb_awards.table_row import TableRow


class SchemeActivity(TableRow):
	"""One line of the printed timeline."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText | None
		ends_on: DF.Date | None
		kind: DF.Literal["", "Socialisation", "Submission", "Stage", "Announcement", "Award"]
		number: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		stage: DF.Data | None
		starts_on: DF.Date | None
		title: DF.Data
	# end: auto-generated types
