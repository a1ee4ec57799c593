from __future__ import annotations

from frappe.model.document import Document

from ntb_awards.gateway import feedback_people


class FeedbackContributor(Document):
	"""One person who is asked for 360° feedback in a season, and how that person is reached."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		asked_for: DF.SmallText | None
		asked_on: DF.Datetime | None
		email: DF.Data | None
		employee: DF.Link | None
		full_name: DF.Data
		institution: DF.Data | None
		language: DF.Link | None
		link_hash: DF.Data | None
		link_issued_on: DF.Datetime | None
		link_revoked: DF.Check
		mail_problem: DF.SmallText | None
		position: DF.Data | None
		reminded_on: DF.Datetime | None
		season: DF.Link
	# end: auto-generated types

	def before_validate(self) -> None:
		self.keep_own_fields()
		self.fill_in_particulars()

	def validate(self) -> None:
		self.require_one_address()
		self.require_once()

	def on_trash(self) -> None:
		self.refuse_deletion_once_asked()

	def keep_own_fields(self) -> None:
		feedback_people.keep_own_fields(self)

	def fill_in_particulars(self) -> None:
		feedback_people.fill_in_particulars(self)

	def require_one_address(self) -> None:
		feedback_people.require_one_address(self)

	def require_once(self) -> None:
		feedback_people.require_once(self)

	def refuse_deletion_once_asked(self) -> None:
		feedback_people.refuse_deletion_once_asked(self)
