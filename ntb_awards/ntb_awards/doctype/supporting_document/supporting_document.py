from frappe.model.document import Document


class SupportingDocument(Document):
	"""One document handed in with a nomination. Files are private."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		file: DF.Attach | None
		issued_on: DF.Date | None
		minutes: DF.Float
		nomination: DF.Link
		nominee_name: DF.Data | None
		requirement: DF.Data
		requirement_title: DF.SmallText | None
		season: DF.Link | None
		url: DF.Data | None
		verification_note: DF.SmallText | None
		verified: DF.Literal["", "Valid", "Invalid"]
	# end: auto-generated types
