from frappe.model.document import Document

from ntb_awards.gateway import evidence


class PublicResponse(Document):
	"""A response from the public about a nominee, received through an official channel."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address_key: DF.Data | None
		answers: DF.Code | None
		channel: DF.Literal["", "Public Page", "Social Media", "Website", "Letter", "Other"]
		confirmed_at: DF.Datetime | None
		flags: DF.SmallText | None
		follow_up_note: DF.SmallText | None
		followed_up: DF.Check
		mail_problem: DF.SmallText | None
		moderated_at: DF.Datetime | None
		moderated_by: DF.Link | None
		moderation_reason: DF.SmallText | None
		network_key: DF.Data | None
		nomination: DF.Link
		nominee_name: DF.Data | None
		received_on: DF.Date
		respondent_contact: DF.Data | None
		respondent_email: DF.Data | None
		respondent_name: DF.Data | None
		response: DF.SmallText | None
		season: DF.Link | None
		source_url: DF.Data | None
		stage: DF.Data | None
		status: DF.Literal["Unconfirmed", "Pending", "Approved", "Rejected"]
		submitted_at: DF.Datetime | None
		tone: DF.Literal["", "Supportive", "Neutral", "Critical"]
	# end: auto-generated types

	def validate(self) -> None:
		self.check_nominee()
		self.check_date()

	def check_nominee(self) -> None:
		evidence.require_accepted(self)

	def check_date(self) -> None:
		evidence.refuse_future(self, "received_on")
