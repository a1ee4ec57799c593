import frappe
from frappe import _
from frappe.model.document import Document


class ResultImport(Document):
	"""A file of test results that was taken in whole, and who took it in."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		file: DF.Attach | None
		file_name: DF.Data | None
		imported_at: DF.Datetime | None
		imported_by: DF.Link | None
		nominees: DF.Int
		season: DF.Link
		sha256: DF.Data | None
		stage: DF.Data
		stage_title: DF.Data | None
	# end: auto-generated types

	def before_insert(self) -> None:
		self.refuse_by_hand()

	def validate(self) -> None:
		self.refuse_by_hand()

	def on_trash(self) -> None:
		self.refuse_by_hand()

	def refuse_by_hand(self) -> None:
		"""Only the import itself writes here, once."""
		if not self.flags.by_the_app:
			frappe.throw(
				_("This record comes from an import and stays as it is. Import results on the Award Season."),
				frappe.PermissionError,
			)
