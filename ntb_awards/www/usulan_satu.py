"""The page of one nomination, at /usulan/<nomination>: filled in, then followed."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cstr

from ntb_awards.gateway import filing_access, filing_page, limits, portal
from ntb_awards.gateway.filing_page_texts import form_texts
from ntb_awards.gateway.texts import PROFILE_LENGTH

no_cache = 1
SCRIPTS = ("page.js", "server.js", "nomination_form.js", "nomination_files.js", "nomination.js")


def get_context(context: frappe._dict) -> None:
	name = cstr(frappe.form_dict.get("nomination"))
	path = f"/usulan/{name}" if name else "/usulan"
	portal.require_login(path)
	doc = _shown(name)
	portal.prepare(context, path, _("Nomination: {0}").format(doc.employee_name))
	context.update(filing_page.contents(doc))
	context.photo_accepted = limits.accepted_photo()
	context.reason_length = PROFILE_LENGTH
	context.shared_js = portal.scripts(SCRIPTS)
	context.page_data = portal.as_json(filing_page.page_data(doc) | {"texts": form_texts()})


def _shown(name: str) -> frappe.model.document.Document:
	"""One that the user may not see is answered like one that does not exist: both "not permitted", since
	Frappe remembers a page that is not found, and would then refuse its owner, too."""
	try:
		return filing_access.own_nomination(name, permission="read")
	except frappe.DoesNotExistError as missing:
		frappe.clear_messages()
		raise frappe.PermissionError(
			_("There is no such nomination among yours. Open your own list again.")
		) from missing
