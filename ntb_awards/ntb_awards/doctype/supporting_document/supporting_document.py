from frappe.model.document import Document

from ntb_awards.gateway import evidence, files


class SupportingDocument(Document):
	"""One document handed in with a nomination. Files are private."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		file: DF.Attach | None
		file_size: DF.Int
		issued_on: DF.Date | None
		minutes: DF.Float
		nomination: DF.Link
		nominee_name: DF.Data | None
		requirement: DF.Data
		requirement_title: DF.SmallText | None
		season: DF.Link | None
		sha256: DF.Data | None
		url: DF.Data | None
		verification_note: DF.SmallText | None
		verified: DF.Literal["", "Valid", "Invalid"]
	# end: auto-generated types

	def validate(self) -> None:
		self.check_requirement()
		self.check_lock()
		self.keep_file_private()
		self.check_file()
		self.check_content()

	def on_change(self) -> None:
		self.settle_file()

	def on_trash(self) -> None:
		self.refuse_deletion_when_closed()
		self.release_file()

	def check_requirement(self) -> None:
		evidence.check_requirement(self)

	def check_lock(self) -> None:
		evidence.check_lock(self, self.get_doc_before_save())

	def check_content(self) -> None:
		evidence.check_content(self)

	def keep_file_private(self) -> None:
		files.keep_private(self, "file")

	def check_file(self) -> None:
		evidence.check_file(self, self.get_doc_before_save())

	def settle_file(self) -> None:
		files.settle(self)

	def release_file(self) -> None:
		files.release(self)

	def refuse_deletion_when_closed(self) -> None:
		evidence.refuse_deletion_when_closed(self)
