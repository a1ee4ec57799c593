from frappe.model.document import Document


class AwardSeason(Document):
	"""One run of a scheme: its year, organiser and timeline."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.season_activity.season_activity import SeasonActivity
		from ntb_awards.ntb_awards.doctype.season_extension.season_extension import SeasonExtension

		activities: DF.Table[SeasonActivity]
		code: DF.Data
		extensions: DF.Table[SeasonExtension]
		notes: DF.SmallText | None
		organiser: DF.Link
		parent_season: DF.Link | None
		scheme: DF.Link
		status: DF.Literal["Draft", "Open", "Closed"]
		timezone: DF.Data
		title: DF.Data
		year: DF.Int
	# end: auto-generated types
