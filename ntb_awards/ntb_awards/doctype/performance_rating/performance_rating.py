import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, flt, getdate

OLDEST_YEAR = 1980  # nobody in service today was rated earlier


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

	def validate(self) -> None:
		self.validate_year()
		self.validate_unique()
		self.validate_attendance()

	def validate_year(self) -> None:
		"""Raise unless the year is one in which the employee can have been rated."""
		this_year = getdate().year
		if not OLDEST_YEAR <= cint(self.year) <= this_year:
			frappe.throw(
				_("Year: {0} cannot be rated. Enter a year from {1} to {2}.").format(
					self.year, OLDEST_YEAR, this_year
				)
			)
		born = frappe.db.get_value("Employee", self.employee, "date_of_birth")
		if born and cint(self.year) <= born.year:
			frappe.throw(
				_("Year: {0} lies before the birth of {1}. Correct the year or the employee.").format(
					self.year, self.employee_name or self.employee
				)
			)

	def validate_unique(self) -> None:
		"""Raise when the employee has a rating for this year already."""
		same = {"employee": self.employee, "year": self.year, "name": ("!=", self.name or "")}
		if self.is_new():
			del same["name"]
		if other := frappe.db.get_value("Performance Rating", same):
			frappe.throw(
				_("Year: {0} has a rating for {1} already, {2}. Change that one.").format(
					self.employee_name or self.employee, self.year, other
				),
				frappe.DuplicateEntryError,
			)

	def validate_attendance(self) -> None:
		if not 0 <= flt(self.attendance_percent) <= 100:
			frappe.throw(
				_("Attendance: {0} is no percentage. Enter a number from 0 to 100 (0: not known).").format(
					self.attendance_percent
				)
			)
