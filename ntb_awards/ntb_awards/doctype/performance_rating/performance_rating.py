import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, flt, getdate

OLDEST_YEAR = 1980  # nobody in service today was rated earlier
HIGHEST_SCORE = 100
DAYS_OF_A_YEAR = 366
LOST = ("absent_days", "late_days", "away_days", "early_leave_days")
DAYS = ("working_days", *LOST)


class PerformanceRating(Document):
	"""The yearly performance predicate of an employee."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		absent_days: DF.Int
		attendance_percent: DF.Percent
		away_days: DF.Int
		document: DF.Attach | None
		early_leave_days: DF.Int
		employee: DF.Link
		employee_name: DF.Data | None
		late_days: DF.Int
		predicate: DF.Literal["", "Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"]
		score: DF.Float
		working_days: DF.Int
		year: DF.Int
	# end: auto-generated types

	def validate(self) -> None:
		self.validate_year()
		self.validate_unique()
		self.validate_score()
		self.validate_days()
		self.compute_attendance()
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

	def validate_score(self) -> None:
		if not 0 <= flt(self.score) <= HIGHEST_SCORE:
			frappe.throw(
				_("Score: {0} is outside the range. Enter a number from 0 to {1} (0: not known).").format(
					self.score, HIGHEST_SCORE
				)
			)

	def validate_days(self) -> None:
		"""Raise unless the days add up: no more days in a year, and none lost that was not worked."""
		below = [self.meta.get_label(field) for field in DAYS if cint(self.get(field)) < 0]
		if below:
			frappe.throw(_("{0}: there are no days below 0. Correct them.").format(", ".join(map(_, below))))
		if self.working_days and cint(self.working_days) > DAYS_OF_A_YEAR:
			frappe.throw(
				_("Working Days: {0} are more than a year has. Enter the working days of {1}.").format(
					self.working_days, self.year
				)
			)
		if self.lost_days > cint(self.working_days):
			frappe.throw(self._too_many_lost(), title=_("Days Do Not Add Up"))

	@property
	def lost_days(self) -> int:
		"""Days absent, late, away or left early, together."""
		return sum(cint(self.get(field)) for field in LOST)

	def _too_many_lost(self) -> str:
		if not self.working_days:
			return _("Working Days: enter how many there were; {0} lost days are given.").format(
				self.lost_days
			)
		return _(
			"Absent, late, away and left early make {0} days together, more than the {1} working days. "
			"Correct one of them."
		).format(self.lost_days, self.working_days)

	def compute_attendance(self) -> None:
		"""Shown only: what is counted are the days themselves, so nothing is lost by rounding."""
		if cint(self.working_days):
			present = cint(self.working_days) - self.lost_days
			self.attendance_percent = flt(present * 100 / cint(self.working_days), 2)

	def validate_attendance(self) -> None:
		if not 0 <= flt(self.attendance_percent) <= 100:
			frappe.throw(
				_("Attendance: {0} is no percentage. Enter a number from 0 to 100 (0: not known).").format(
					self.attendance_percent
				)
			)
