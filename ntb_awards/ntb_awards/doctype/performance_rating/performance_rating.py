from frappe.model.document import Document


class PerformanceRating(Document):
	"""The yearly performance predicate of an employee."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attendance_percent: DF.Percent
		document: DF.Attach | None
		employee: DF.Link
		employee_name: DF.Data | None
		predicate: DF.Literal["", "Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"]
		year: DF.Int
	# end: auto-generated types
