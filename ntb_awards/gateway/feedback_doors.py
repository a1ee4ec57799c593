"""Doors of Frappe's own that no permission closes, closed for 360° answers."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

ANSWERS = "Assessment 360"
# Part of the address of every endpoint that is given answers or a personal link.
ENDPOINTS = "ntb_awards.gateway.feedback_"
CODE = "  File "
# Reports whose rows differ with who looks at them.
PERSONAL_REPORTS = ("Weighted Ranking", "360 Summary")


def refuse_comment(comment: Document, method: str | None = None) -> None:
	"""Hook of Comment: what is written beside a set of answers would be seen by more than its verifiers."""
	if comment.reference_doctype == ANSWERS:
		frappe.throw(
			_("360° answers take no comments. Give the reason with the decision."),
			frappe.PermissionError,
			title=_("Confidential"),
		)


def refuse_prepared(prepared: Document, method: str | None = None) -> None:
	"""Hook of Prepared Report: a stored result is shown to all who may open the report.

	Frappe begins to store the results of a report by itself once a run took long; that is undone here.
	"""
	if prepared.report_name in PERSONAL_REPORTS:
		frappe.db.set_value("Report", prepared.report_name, "prepared_report", 0)
		frappe.clear_document_cache("Report", prepared.report_name)
		text = _("Each person sees other rows of this report, so it is not stored. Load the page again.")
		frappe.throw(text, title=_("Not Stored"))


def forget_what_was_sent(log: Document, method: str | None = None) -> None:
	"""Hook of Error Log: a request that broke off on its way fails before any endpoint is reached, and Frappe
	notes what arrived of it, the personal link and the answers included. Only the lines of code are kept."""
	if ENDPOINTS in (log.error or ""):
		log.error = "\n".join(line for line in log.error.splitlines() if line.startswith(CODE))
