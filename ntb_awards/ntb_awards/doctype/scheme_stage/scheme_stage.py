from ntb_awards.ntb_awards.table_row import TableRow


class SchemeStage(TableRow):
	"""One scored step of the selection."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		advancement: DF.Literal["", "all eligible", "top n", "threshold", "plenary"]
		advancement_basis: DF.Data | None
		advancement_n: DF.Int
		advancement_scope: DF.Literal["", "stage", "cumulative"]
		advancement_value: DF.Float
		aggregation: DF.Literal["", "mean", "median", "trimmed mean", "sum"]
		aggregation_basis: DF.Data | None
		basis: DF.SmallText | None
		blind: DF.Check
		code: DF.Data
		decided_with: DF.Data | None
		groups: DF.Check
		instrument: DF.Link | None
		kind: DF.Literal[
			"",
			"Records",
			"Document Check",
			"Panel Score",
			"Feedback 360",
			"Test Result",
			"Public Response",
			"Track Record",
			"Decision",
		]
		min_assessors: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		public_basis: DF.Data | None
		public_contact: DF.Literal["Required", "Optional", "Not Asked"]
		public_instrument: DF.Link | None
		public_name: DF.Literal["Required", "Optional", "Not Asked"]
		set_by_panel: DF.Check
		title: DF.Data
		weight: DF.Float
		weight_basis: DF.Data | None
		weight_group: DF.Data | None
	# end: auto-generated types
