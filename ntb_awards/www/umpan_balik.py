"""The page on which contributors answer. What it shows comes from gateway.feedback_page.overview."""

from __future__ import annotations

import frappe
from frappe import _

from ntb_awards.gateway import portal
from ntb_awards.gateway.feedback_answers import COMMENT_LENGTH
from ntb_awards.gateway.feedback_page_texts import texts

no_cache = 1
PATH = "/umpan-balik"
SCRIPTS = ("page.js", "server.js", "keeping.js", "answer_form.js", "person.js", "suggestions.js")


def get_context(context: frappe._dict) -> None:
	portal.speak_the_language_of_the_site()
	portal.prepare(context, PATH, _("360° Feedback"))
	context.signed_in = not portal.is_guest()
	context.login = portal.login_address(PATH)
	context.shared_js = portal.scripts(SCRIPTS)
	context.page_data = portal.as_json(
		{
			"texts": texts(),
			"csrf": portal.csrf_token(),
			"signed_in": context.signed_in,
			"login": context.login,
			"comment_length": COMMENT_LENGTH,
		}
	)
