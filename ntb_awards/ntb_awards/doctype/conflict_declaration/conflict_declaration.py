from frappe.model.document import Document


class ConflictDeclaration(Document):
	"""A conflict of interest that keeps an assessor from scoring a nominee."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		assessor: DF.Link
		declared_on: DF.Datetime | None
		nomination: DF.Link
		nominee_name: DF.Data | None
		reason: DF.SmallText
		season: DF.Link
		source: DF.Literal["Declared", "Employee Tree"]
	# end: auto-generated types
