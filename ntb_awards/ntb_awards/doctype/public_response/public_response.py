from frappe.model.document import Document

from ntb_awards.gateway import evidence


class PublicResponse(Document):
	"""A response from the public about a nominee, received through an official channel."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		channel: DF.Literal["", "Social Media", "Website", "Letter", "Other"]
		follow_up_note: DF.SmallText | None
		followed_up: DF.Check
		nomination: DF.Link
		nominee_name: DF.Data | None
		received_on: DF.Date
		response: DF.SmallText
		season: DF.Link | None
		source_url: DF.Data | None
		tone: DF.Literal["", "Supportive", "Neutral", "Critical"]
	# end: auto-generated types

	def validate(self) -> None:
		self.check_nominee()
		self.check_date()

	def check_nominee(self) -> None:
		evidence.require_accepted(self)

	def check_date(self) -> None:
		evidence.refuse_future(self, "received_on")
