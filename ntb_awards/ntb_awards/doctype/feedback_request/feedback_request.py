from frappe.model.document import Document

from ntb_awards.gateway import feedback_requests


class FeedbackRequest(Document):
	"""Somebody is asked for 360° feedback on one nominee. What was answered is kept apart from this."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer_until: DF.Datetime | None
		category: DF.Link | None
		contributor: DF.Link
		contributor_name: DF.Data | None
		nomination: DF.Link
		nominee_name: DF.Data | None
		proposed_by: DF.Literal["Rule", "Nominee", "Secretariat"]
		reason: DF.SmallText | None
		relation: DF.Literal["", "superior", "peer", "subordinate"]
		round: DF.Int
		season: DF.Link | None
		status: DF.Literal["Proposed", "Pending", "Submitted", "Returned", "Withdrawn"]
		variant: DF.Data | None
	# end: auto-generated types

	def before_validate(self) -> None:
		self.keep_own_fields()

	def validate(self) -> None:
		self.take_from_nomination()
		self.require_open_stage()
		self.check_fit()
		self.set_form()

	def on_trash(self) -> None:
		self.refuse_deletion()

	def keep_own_fields(self) -> None:
		feedback_requests.keep_own_fields(self, self.get_doc_before_save())

	def take_from_nomination(self) -> None:
		feedback_requests.take_from_nomination(self)

	def require_open_stage(self) -> None:
		feedback_requests.require_open_stage(self)

	def check_fit(self) -> None:
		feedback_requests.check_fit(self)

	def set_form(self) -> None:
		feedback_requests.set_form(self)

	def refuse_deletion(self) -> None:
		feedback_requests.refuse_deletion(self)
