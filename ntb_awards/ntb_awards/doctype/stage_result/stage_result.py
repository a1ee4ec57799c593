from ntb_awards.ntb_awards.table_row import TableRow


class StageResult(TableRow):
	"""The value of one stage for one nominee, with its explanation."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		explanation: DF.Code | None
		missing: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		stage: DF.Data | None
		status: DF.Literal["Complete", "Incomplete"]
		title: DF.Data | None
		value: DF.Data | None
		weight: DF.Data | None
	# end: auto-generated types
