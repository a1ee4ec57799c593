from frappe.model.document import Document

from ntb_awards.gateway import track_records


class TrackRecord(Document):
	"""What a confidential inquiry found about a nominee's career and integrity, in words."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amended_from: DF.Link | None
		amendment_reason: DF.SmallText | None
		category: DF.Link | None
		clarification: DF.SmallText | None
		conclusion: DF.Literal["", "No Objection", "Clarification Needed", "Objection"]
		findings: DF.LongText
		from_agency: DF.Check
		from_environment: DF.Check
		from_peers: DF.Check
		from_subordinates: DF.Check
		from_superior: DF.Check
		nomination: DF.Link
		nominee_name: DF.Data | None
		season: DF.Link | None
		stage: DF.Data | None
		stage_title: DF.Data | None
		traced_by: DF.SmallText | None
		traced_on: DF.Date
	# end: auto-generated types

	def validate(self) -> None:
		track_records.check(self)
		track_records.require_only(self)
		track_records.require_reason_of_amendment(self)

	def before_cancel(self) -> None:
		track_records.require_open(self)

	def on_trash(self) -> None:
		track_records.require_open(self)
