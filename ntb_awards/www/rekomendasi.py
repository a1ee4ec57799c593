"""The page of those who recommend: what waits for them, and what they have decided."""

from __future__ import annotations

import frappe
from frappe import _

from ntb_awards.gateway import portal, recommendation_page
from ntb_awards.gateway.pages import RECOMMENDATIONS
from ntb_awards.gateway.texts import PROFILE_LENGTH

no_cache = 1
SCRIPTS = ("page.js", "server.js")


def get_context(context: frappe._dict) -> None:
	portal.require_login(RECOMMENDATIONS)
	portal.prepare(context, RECOMMENDATIONS, _("Recommendations"))
	user = frappe.session.user
	context.waiting = recommendation_page.waiting(user)
	context.decided = recommendation_page.decided(user)
	context.reason_length = PROFILE_LENGTH
	context.shared_js = portal.scripts(SCRIPTS)
	context.page_data = portal.as_json({"texts": _texts(), "csrf": portal.csrf_token(), "signed_in": True})


def _texts() -> dict[str, str]:
	return {
		"unreachable": _("The page could not reach the server. Check the connection and try again."),
		"session_over": _("You have been logged out. Log in again in another tab, then go on here."),
		"sure": _("Recommend {0}? A recommendation stays as it was given."),
		"reason_missing": _("Give the reason: the nominee reads it and can mend what is missing."),
		"left": _("{0} still wait for you."),
		"none_left": _("Nothing else waits for you. Thank you."),
	}
