from frappe.model.document import Document


class StageScore(Document):
	"""The score sheet of one assessor for one nominee at one stage."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.criterion_score.criterion_score import CriterionScore

		amended_from: DF.Link | None
		assessor: DF.Link
		category: DF.Link
		instrument: DF.Link
		nomination: DF.Link
		nominee_name: DF.Data | None
		nominee_number: DF.Int
		panel: DF.Link | None
		recusal: DF.Link | None
		remark: DF.SmallText | None
		scores: DF.Table[CriterionScore]
		season: DF.Link
		stage: DF.Data
		stage_title: DF.Data | None
		status: DF.Literal["Open", "Submitted", "Recused"]
		value: DF.Data | None
		variant: DF.Data | None
	# end: auto-generated types
