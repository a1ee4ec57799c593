"""The list of a person's nominations, and the seasons in which one can be begun."""

from __future__ import annotations

import frappe
from frappe import _

from ntb_awards.gateway import filing_page, portal
from ntb_awards.gateway.filing_page_texts import list_texts

no_cache = 1
PATH = "/usulan"
SCRIPTS = ("page.js", "server.js", "nomination_start.js")


def get_context(context: frappe._dict) -> None:
	portal.require_login(PATH)
	portal.prepare(context, PATH, _("My Nominations"))
	context.update(filing_page.overview(frappe.session.user))
	context.shared_js = portal.scripts(SCRIPTS)
	context.page_data = portal.as_json(filing_page.page_data() | {"texts": list_texts()})
