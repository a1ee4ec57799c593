from __future__ import annotations

import json

from frappe.model.document import Document

from ntb_awards.gateway import evidence, public_moderation
from ntb_awards.gateway.public_responses import labelled


class PublicResponse(Document):
	"""A response from the public about a nominee, sent on the public page or by another official channel."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address_key: DF.Data | None
		answers: DF.Code | None
		channel: DF.Literal["", "Public Page", "Social Media", "Website", "Letter", "Other"]
		confirmed_at: DF.Datetime | None
		follow_up_note: DF.SmallText | None
		followed_up: DF.Check
		language: DF.Data | None
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
		unusual: DF.SmallText | None
	# end: auto-generated types

	def onload(self) -> None:
		self.show_ratings()

	def validate(self) -> None:
		self.check_channel()
		self.restore_own_fields()
		self.check_nominee()
		self.check_date()
		self.check_words()

	def show_ratings(self) -> None:
		"""For the form: [[question, answer in words], …]."""
		if self.answers and self.stage:
			self.set_onload("ratings", labelled(self.season, self.stage, json.loads(self.answers)))

	def check_channel(self) -> None:
		public_moderation.refuse_as_citizen(self, self.stored)

	def restore_own_fields(self) -> None:
		public_moderation.keep_own_fields(self, self.stored)

	def check_nominee(self) -> None:
		# What was taken stays, whatever becomes of the nominee.
		if self.is_new():
			evidence.require_accepted(self)

	def check_date(self) -> None:
		evidence.refuse_future(self, "received_on")

	def check_words(self) -> None:
		public_moderation.require_words(self)

	@property
	def stored(self) -> PublicResponse | None:
		"""The response as it is stored; None while it is new."""
		return None if self.is_new() else self.get_doc_before_save()
