from ntb_awards.ntb_awards.table_row import TableRow


class CriterionScore(TableRow):
	"""The score for one criterion."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		component: DF.Data | None
		criterion: DF.Data
		maximum: DF.Float
		minimum: DF.Float
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		raw: DF.Data | None
		suggested: DF.Data | None
		suggested_from: DF.Data | None
		title: DF.Data | None
		weight: DF.Float
	# end: auto-generated types
