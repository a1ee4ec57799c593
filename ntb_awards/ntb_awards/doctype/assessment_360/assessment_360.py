import frappe
from frappe import _
from frappe.model.document import Document


class Assessment360(Document):
	"""One set of 360° answers on one nominee. It does not say who gave them.

	Contributors answer on their page, verifiers decide on the form; both write through the gateway alone,
	which leaves no trace of who was at work. Frappe's own ways of writing would: all are refused here.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amended_from: DF.Link | None
		answers: DF.SmallText | None
		category: DF.Link | None
		comment: DF.SmallText | None
		nomination: DF.Link
		nominee_name: DF.Data | None
		relation: DF.Literal["", "superior", "peer", "subordinate"]
		season: DF.Link
		validity: DF.Literal["", "Valid", "Invalid"]
		validity_reason: DF.SmallText | None
		value: DF.Data | None
		variant: DF.Data | None
		verified_by: DF.Link | None
		verified_on: DF.Datetime | None
	# end: auto-generated types

	def before_validate(self) -> None:
		self.refuse()

	def before_cancel(self) -> None:
		self.refuse()

	def before_update_after_submit(self) -> None:
		self.refuse()

	def before_rename(self, old: str, new: str, merge: bool = False) -> None:
		self.refuse()

	def on_trash(self) -> None:
		self.refuse()

	def validate_share(self, share: Document) -> None:
		self.refuse()

	def refuse(self) -> None:
		frappe.throw(
			_("360° answers are given on the contributor's own page and verified with the buttons here."),
			frappe.PermissionError,
			title=_("Confidential"),
		)
