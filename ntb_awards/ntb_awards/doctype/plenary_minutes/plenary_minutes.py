from frappe.model.document import Document


class PlenaryMinutes(Document):
	"""The minutes of the meeting at which the committee decides who advances."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.minutes_decision.minutes_decision import MinutesDecision
		from ntb_awards.ntb_awards.doctype.minutes_signatory.minutes_signatory import MinutesSignatory

		amended_from: DF.Link | None
		category: DF.Link
		decisions: DF.Table[MinutesDecision]
		held_on: DF.Date
		minutes_number: DF.Data | None
		naming_series: DF.Literal["BA-.YYYY.-.####"]
		notes: DF.SmallText | None
		panel: DF.Link | None
		place: DF.Data
		season: DF.Link
		signatories: DF.Table[MinutesSignatory]
		stage: DF.Data
		stage_title: DF.Data | None
		standings: DF.Code | None
		standings_sha256: DF.Data | None
	# end: auto-generated types
