import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, getdate

from ntb_awards.gateway import files

OLDEST_YEAR = 1960  # nobody in service today was awarded earlier


class EarlierAward(Document):
	"""An award from before this system, or of another organiser."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		decree_number: DF.Data | None
		document: DF.Attach | None
		employee: DF.Link
		employee_name: DF.Data | None
		rank: DF.Int
		scheme: DF.Data
		title: DF.Data | None
		year: DF.Int
	# end: auto-generated types

	def validate(self) -> None:
		self.normalise_code()
		self.validate_year()
		self.validate_rank()
		self.validate_unique()
		self.keep_document_private()

	def normalise_code(self) -> None:
		"""Rules ask by the code exactly, and people write it with capitals and spaces around it."""
		self.scheme = cstr(self.scheme).strip().lower()

	def validate_year(self) -> None:
		this_year = getdate().year
		if not OLDEST_YEAR <= cint(self.year) <= this_year:
			frappe.throw(
				_("Year: {0} is outside the range. Enter a year from {1} to {2}.").format(
					self.year, OLDEST_YEAR, this_year
				)
			)

	def validate_rank(self) -> None:
		if cint(self.rank) < 1:
			frappe.throw(_("Rank: the best has rank 1. Enter the rank that was reached."))

	def validate_unique(self) -> None:
		"""Raise when the employee's award of that scheme and year is recorded already."""
		same = {"employee": self.employee, "scheme": self.scheme, "year": self.year}
		other = frappe.db.get_value("Earlier Award", {**same, "name": ("!=", self.name or "")})
		if other:
			frappe.throw(
				_("{0} has an award of {1} for {2} already, {3}. Change that one.").format(
					self.employee_name or self.employee, self.scheme, self.year, other
				),
				frappe.DuplicateEntryError,
			)

	def keep_document_private(self) -> None:
		files.keep_private(self, "document")
