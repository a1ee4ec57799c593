from frappe.model.document import Document


class AwardCategory(Document):
	"""A group of nominees who compete with one another."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.SmallText | None
		code: DF.Data
		contributor_rule: DF.Link | None
		description: DF.SmallText | None
		recommender: DF.Data
		recommender_title: DF.Data
		scheme: DF.Link
		sequence: DF.Int
		title: DF.Data
	# end: auto-generated types
