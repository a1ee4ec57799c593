"""Rows of tables are changed with the document they stand in, never by themselves.

Frappe's REST API saves a row addressed by its own name past the rules of its document; whoever may write the
document could so write results, decisions and scores that its own checks refuse.
"""

import frappe
from frappe import _
from frappe.model.document import Document


class TableRow(Document):
	"""Base of every child DocType. Saved with its document, none of these methods is called."""

	def validate(self) -> None:
		self.refuse_on_its_own()

	def on_trash(self) -> None:
		self.refuse_on_its_own()

	def refuse_on_its_own(self) -> None:
		frappe.throw(
			_("{0}: change it in the document it belongs to, {1} {2}.").format(
				_(self.doctype), _(self.parenttype), self.parent
			),
			frappe.PermissionError,
		)
