from ntb_awards.ntb_awards.table_row import TableRow


class InstrumentCriterion(TableRow):
	"""One thing that is scored."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText | None
		code: DF.Data
		component: DF.Data | None
		description: DF.SmallText | None
		evidence: DF.SmallText | None
		maximum: DF.Float
		minimum: DF.Float
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		range_basis: DF.Data | None
		set_by_panel: DF.Check
		suggest_basis: DF.Data | None
		suggest_source: DF.Literal[
			"", "performance", "performance score", "attendance", "education", "discipline"
		]
		suggest_table: DF.Code | None
		title: DF.Data
		variant: DF.Data | None
		weight: DF.Float
		weight_basis: DF.Data | None
	# end: auto-generated types
