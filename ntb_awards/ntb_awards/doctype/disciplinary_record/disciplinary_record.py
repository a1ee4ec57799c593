from frappe.model.document import Document


class DisciplinaryRecord(Document):
	"""A disciplinary or criminal case of an employee."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		decided_on: DF.Date | None
		decree_number: DF.Data | None
		description: DF.SmallText | None
		employee: DF.Link
		employee_name: DF.Data | None
		ends_on: DF.Date | None
		kind: DF.Literal["", "Disciplinary", "Criminal"]
		level: DF.Literal["", "Ringan", "Sedang", "Berat"]
		status: DF.Literal["", "Under Examination", "Serving", "Completed", "Cleared"]
	# end: auto-generated types
