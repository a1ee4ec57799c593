from frappe.model.document import Document

from ntb_awards.gateway import personal_extensions


class PersonalExtension(Document):
	"""A later end of one activity for one employee. It is never changed: a later entry replaces it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		activity_number: DF.Int
		activity_title: DF.Data | None
		employee: DF.Link
		employee_name: DF.Data | None
		letter_number: DF.Data | None
		new_end: DF.Datetime
		previous_end: DF.Datetime | None
		reason: DF.SmallText
		season: DF.Link
	# end: auto-generated types

	def validate(self) -> None:
		self.refuse_change()
		self.check()

	def after_insert(self) -> None:
		self.note_and_tell()

	def on_trash(self) -> None:
		personal_extensions.refuse_change()

	def refuse_change(self) -> None:
		if not self.is_new():
			personal_extensions.refuse_change()

	def check(self) -> None:
		personal_extensions.check(self)

	def note_and_tell(self) -> None:
		personal_extensions.note_and_tell(self)
