"""Which nomination the user of the session means, on the pages of nominations, and whether he may have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import cstr

from ntb_awards.gateway import states
from ntb_awards.gateway.receipts import submitted_label

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

DOCTYPE = "Nomination"


def own_nomination(nomination: str, *, permission: str = "write", for_update: bool = False) -> Nomination:
	"""The nomination, if the user may do that with it.

	One that the user may not see is answered exactly like one that does not exist (DoesNotExistError); who
	may see but not change it gets a PermissionError.
	"""
	name = cstr(nomination)
	if not frappe.db.exists(DOCTYPE, {"name": name}) or not frappe.has_permission(DOCTYPE, "read", name):
		frappe.clear_messages()
		frappe.throw(
			_("There is no such nomination among yours. Open your own list again."),
			frappe.DoesNotExistError,
			title=_("Not Found"),
		)
	doc = frappe.get_doc(DOCTYPE, name, for_update=for_update)
	if permission != "read" and not doc.has_permission(permission):
		frappe.clear_messages()
		frappe.throw(
			_("You can look at this nomination, but not change it."),
			frappe.PermissionError,
			title=_("Not Permitted"),
		)
	return doc


def open_nomination(nomination: str) -> Nomination:
	"""The nomination, locked, if the user may fill it in now; raises ValidationError once it is handed in."""
	doc = own_nomination(nomination, for_update=True)
	if doc.workflow_state not in states.OPEN:
		frappe.throw(
			_(
				"This nomination was submitted with number {0} on {1}. It is changed only after it is "
				"returned."
			).format(doc.number, submitted_label(doc))
			if doc.number
			else _("This nomination is closed."),
			title=_("Nomination Closed"),
		)
	return doc
