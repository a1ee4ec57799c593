"""The log of who looked up whose 360° answers a set is. It does not say whom the verifier found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import now_datetime

from ntb_awards.access import sees_everything

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.feedback_disclosure.feedback_disclosure import FeedbackDisclosure


def sees_requests() -> bool:
	"""Whether the user may see who is asked about whom, and with it whose answers are asked for again."""
	return sees_everything.ask(frappe.session.user, None) is True


def record_disclosure(row: Any, reason: str) -> None:
	"""Keep that the user learns who gave a set of answers. `row`: name, season, nomination, nominee_name."""
	log = frappe.new_doc("Feedback Disclosure")
	log.update(
		{
			"season": row.season,
			"nomination": row.nomination,
			"nominee_name": row.nominee_name,
			"assessment": row.name,
			"verifier": frappe.session.user,
			"disclosed_on": now_datetime(),
			"reason": reason,
		}
	)
	log.flags.recorded_by_the_app = True
	log.insert(ignore_permissions=True)


def require_the_app(doc: FeedbackDisclosure) -> None:
	"""Raise PermissionError unless the record is a new one that looking up has made."""
	if not (doc.is_new() and doc.flags.recorded_by_the_app):
		refuse()


def refuse() -> None:
	frappe.throw(
		_("This log is written by the look-up itself and is never changed or deleted."),
		frappe.PermissionError,
		title=_("Log"),
	)
