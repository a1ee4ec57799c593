import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

# In these states a decision has been taken: it has a day and, for discipline, a level.
DECIDED = ("Serving", "Completed")


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

	def validate(self) -> None:
		self.clear_level_of_criminal_cases()
		self.validate_level()
		self.validate_decision()
		self.validate_dates()
		self.validate_status()

	def clear_level_of_criminal_cases(self) -> None:
		if self.kind == "Criminal":
			self.level = ""

	def validate_level(self) -> None:
		"""Raise when a disciplinary sanction has no level; before it is imposed there is none."""
		if self.kind == "Disciplinary" and self.status in DECIDED and not self.level:
			frappe.throw(
				_("Level: a sanction has one. Choose it, or set the status to {0} or {1}.").format(
					_("Under Examination"), _("Cleared")
				)
			)

	def validate_decision(self) -> None:
		if self.status in DECIDED and not self.decided_on:
			frappe.throw(_("Decided On: enter the day of the decision, from which the sanction counts."))

	def validate_dates(self) -> None:
		if self.decided_on and getdate(self.decided_on) > getdate():
			frappe.throw(_("Decided On: this day is still to come. Correct it."))
		if self.decided_on and self.ends_on and getdate(self.ends_on) < getdate(self.decided_on):
			frappe.throw(_("Ends On: this lies before the day of the decision. Correct one of the two days."))

	def validate_status(self) -> None:
		"""Raise when a sanction that runs on is called completed."""
		if self.status == "Completed" and self.ends_on and getdate(self.ends_on) > getdate():
			frappe.throw(
				_("Status: the sanction lasts until {0}. Set it to {1}, or correct that day.").format(
					frappe.format_value(self.ends_on, {"fieldtype": "Date"}), _("Serving")
				)
			)
