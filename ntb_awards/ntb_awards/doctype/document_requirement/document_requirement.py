from ntb_awards.ntb_awards.table_row import TableRow


class DocumentRequirement(TableRow):
	"""One document that a nominee hands in."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText | None
		categories: DF.SmallText | None
		code: DF.Data
		condition: DF.Code | None
		except_categories: DF.SmallText | None
		file_types: DF.SmallText | None
		kind: DF.Literal["File", "Link", "Video", "Feedback"]
		max_megabytes: DF.Float
		max_minutes: DF.Float
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		print_format: DF.Link | None
		recent_years: DF.Int
		requirement: DF.Literal["Required", "If Any"]
		stage: DF.Data | None
		template_url: DF.Data | None
		title: DF.SmallText
	# end: auto-generated types
