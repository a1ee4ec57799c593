from frappe.model.document import Document


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
