from frappe.model.document import Document

from ntb_awards.gateway import feedback_disclosures


class FeedbackDisclosure(Document):
	"""A verifier looked up who gave a set of 360° answers. It does not say whom the verifier found."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		assessment: DF.Data
		disclosed_on: DF.Datetime
		nomination: DF.Link
		nominee_name: DF.Data | None
		reason: DF.SmallText
		season: DF.Link
		verifier: DF.Link
	# end: auto-generated types

	def before_validate(self) -> None:
		feedback_disclosures.require_the_app(self)

	def before_rename(self, old: str, new: str, merge: bool = False) -> None:
		feedback_disclosures.refuse()

	def on_trash(self) -> None:
		feedback_disclosures.refuse()
