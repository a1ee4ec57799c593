"""Personal links of contributors without an account: one person's assessments in one season, nothing else.

Only the fingerprint of a link is stored. It stops with the season's window (or a longer time given to this
person), when it is revoked, and when a new one takes its place.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import escape_html

from ntb_awards.gateway.feedback_people import link_values
from ntb_awards.gateway.feedback_secrecy import new_key
from ntb_awards.gateway.feedback_sending import send
from ntb_awards.gateway.feedback_todo import now_stored, people


def issue(contributor: str) -> str:
	"""The key of a new personal link, kept nowhere; the earlier link stops. Trusted: never a door."""
	season = frappe.db.get_value("Feedback Contributor", contributor, "season")
	key = new_key()
	frappe.db.set_value(
		"Feedback Contributor", contributor, link_values(key, now_stored(season)), update_modified=False
	)
	return key


@frappe.whitelist(methods=["POST"])
def revoke(contributor: str) -> dict[str, Any]:
	"""Stop the link at once; reminders send no new one. For staff, by the rule of the document."""
	frappe.has_permission("Feedback Contributor", "write", contributor, throw=True)
	frappe.db.set_value("Feedback Contributor", contributor, "link_revoked", 1, update_modified=False)
	return {"message": _("The personal link no longer works.")}


@frappe.whitelist(methods=["POST"])
def reissue(contributor: str) -> dict[str, Any]:
	"""Send everything that is open once more, with a new link; the earlier one stops when the letter is out.

	Returns {sent, message}, never the link: who runs the season must not be able to answer for somebody. For
	staff, by the rule of the document. Raises ValidationError if nothing is open.
	"""
	frappe.has_permission("Feedback Contributor", "write", contributor, throw=True)
	season, full_name = frappe.db.get_value("Feedback Contributor", contributor, ["season", "full_name"])
	if frappe.db.get_value("Award Season", season, "status") != "Open" or not any(
		people(season, [contributor])
	):
		frappe.throw(
			_("Nothing is open for {0} at present, so no e-mail was sent.").format(escape_html(full_name)),
			title=_("Not Sent"),
		)
	outcome = send(season, [contributor], "again")
	if not outcome:
		return {"sent": False, "message": _("{0} is being written to at this moment.").format(full_name)}
	problem = outcome[0][1]
	message = problem or _("The e-mail to {0} was sent.").format(full_name)
	return {"sent": not problem, "message": message}
