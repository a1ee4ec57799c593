from frappe.model.document import Document


class Assessment360(Document):
	"""The confidential feedback of one contributor on one nominee."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.criterion_score.criterion_score import CriterionScore

		amended_from: DF.Link | None
		answers: DF.Table[CriterionScore]
		category: DF.Link | None
		comment: DF.SmallText | None
		contributor: DF.Link
		nomination: DF.Link
		nominee_name: DF.Data | None
		relation: DF.Literal["", "superior", "peer", "subordinate"]
		season: DF.Link | None
		value: DF.Data | None
	# end: auto-generated types
