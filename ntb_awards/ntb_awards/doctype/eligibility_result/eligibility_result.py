from ntb_awards.ntb_awards.table_row import TableRow


class EligibilityResult(TableRow):
	"""The answer to one eligibility requirement for one nominee."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText | None
		decided_at: DF.Datetime | None
		decided_by: DF.Link | None
		decision: DF.Literal["", "Met", "Not Met"]
		fact: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reason: DF.SmallText | None
		rule: DF.Data
		section: DF.Data | None
		status: DF.Literal["Met", "Not Met", "Needs Review"]
		title: DF.SmallText | None
	# end: auto-generated types
