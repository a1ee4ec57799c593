import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, get_fullname, now_datetime

from ntb_awards.gateway import recusals
from ntb_awards.who import is_staff


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

	def before_insert(self) -> None:
		self.take_from_nomination()
		self.require_declarer()
		self.require_seat()
		self.require_first()

	def validate(self) -> None:
		self.require_reason()
		self.require_unchanged()

	def after_insert(self) -> None:
		recusals.recuse_open_sheets(self.nomination, self.assessor, self.name)

	def on_trash(self) -> None:
		self.require_withdrawable()
		recusals.reopen_recused_sheets(self.nomination, self.assessor)

	def take_from_nomination(self) -> None:
		self.season, self.nominee_name = frappe.db.get_value(
			"Nomination", self.nomination, ["season", "employee_name"]
		)
		self.source = recusals.DECLARED
		self.declared_on = now_datetime()

	def require_declarer(self) -> None:
		"""Assessors declare their own conflicts; the secretariat may record one for an assessor."""
		if frappe.session.user != self.assessor and not is_staff.ask(frappe.session.user, self):
			frappe.throw(
				_("You can declare conflicts of your own only. Ask the secretariat to record this one."),
				frappe.PermissionError,
			)

	def require_seat(self) -> None:
		category = frappe.db.get_value("Nomination", self.nomination, "category")
		if not recusals.panel_of(self.season, category, self.assessor):
			frappe.throw(
				_(
					"{0} sits on no panel for this nominee's category, so there is no conflict to declare."
				).format(frappe.bold(get_fullname(self.assessor)))
			)

	def require_first(self) -> None:
		if recusals.declaration_of(self.nomination, self.assessor):
			frappe.throw(
				_("This conflict is on record already: the assessor is recused from the nominee."),
				frappe.DuplicateEntryError,
			)
		recusals.refuse_after_scoring(self.nomination, self.assessor)

	def require_reason(self) -> None:
		if not cstr(self.reason).strip():
			frappe.throw(
				_("Give the reason of the conflict."), frappe.MandatoryError, title=_("Reason Missing")
			)

	def require_unchanged(self) -> None:
		"""A declaration is not edited: another reason would be another declaration."""
		stored = self.get_doc_before_save()
		if stored and any(
			cstr(stored.get(field)) != cstr(self.get(field)) for field in ("reason", "source", "declared_on")
		):
			frappe.throw(_("A conflict on record is not edited. Withdraw it and record another."))

	def require_withdrawable(self) -> None:
		"""What the employee tree still shows cannot be withdrawn."""
		reason = recusals.conflict_shown(self.nomination, self.assessor)
		if reason:
			frappe.throw(
				_("{0} As long as the Employee records show this, the assessor stays recused.").format(
					reason
				),
				title=_("Conflict of Interest"),
			)
