"""The people asked for 360° feedback: who they are, how they are reached, what only the app writes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.query_builder import DocType
from frappe.utils import validate_email_address

from ntb_awards.gateway.feedback_secrecy import hash_of

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.feedback_contributor.feedback_contributor import FeedbackContributor

# What the app alone writes. Frappe lets REST write fields that the form shows as read-only.
OWN_FIELDS = (
	*("asked_on", "asked_for", "reminded_on", "mail_problem"),
	*("link_hash", "link_issued_on", "link_revoked"),
)
PARTICULARS = ("full_name", "position", "institution", "email", "language")
ACTIVE = "Active"


# Rules of the Feedback Contributor


def keep_own_fields(doc: FeedbackContributor) -> None:
	"""Whatever a form, REST or an import brings for these fields, what is stored stays."""
	stored = None
	if not doc.is_new():
		stored = frappe.db.get_value(doc.doctype, doc.name, list(OWN_FIELDS), as_dict=True)
	for field in OWN_FIELDS:
		doc.set(field, stored[field] if stored else None)


def fill_in_particulars(doc: FeedbackContributor) -> None:
	"""Name, post, institution, address and language of the Employee record where nothing was entered."""
	if not doc.employee:
		return
	found = particulars_of([doc.employee]).get(doc.employee, {})
	# Frappe begins every new document with the site's language, which says nothing about the person.
	if doc.is_new() and found.get("language") and doc.language == frappe.db.get_default("language"):
		doc.language = None
	for field, value in found.items():
		if not doc.get(field):
			doc.set(field, value)


def require_one_address(doc: FeedbackContributor) -> None:
	"""One valid address or none: a list would send one person's link to several. Raises ValidationError."""
	address = (doc.email or "").strip()
	doc.email = address or None
	if not address:
		return
	if any(sign in address for sign in ",;<>\r\n") or not validate_email_address(address):
		frappe.throw(
			_("E-mail: '{0}' is not one valid address. Enter one, for example name@office.go.id.").format(
				frappe.utils.escape_html(address)
			),
			title=_("Address Not Clear"),
		)


def require_once(doc: FeedbackContributor) -> None:
	"""One row for a person in a season, so that everybody gets one e-mail. Raises ValidationError."""
	if doc.employee:
		same = {"employee": doc.employee}
	elif doc.email:
		same = {"employee": ("is", "not set"), "email": doc.email, "full_name": doc.full_name}
	else:
		return
	filters = {"season": doc.season, "name": ("!=", doc.name or ""), **same}
	if frappe.db.exists("Feedback Contributor", filters):
		frappe.throw(
			_("{0} is a contributor of this season already. Add the assessment to that record.").format(
				frappe.utils.escape_html(doc.full_name)
			),
			frappe.DuplicateEntryError,
			title=_("Entered Already"),
		)


def refuse_deletion_once_asked(doc: FeedbackContributor) -> None:
	if doc.asked_on or doc.link_issued_on:
		frappe.throw(
			_("{0} has been asked and stays on record. Revoke the link or withdraw the requests.").format(
				frappe.utils.escape_html(doc.full_name)
			),
			title=_("Not Deleted"),
		)


# What the Employee record says


def particulars_of(employees: Collection[str]) -> dict[str, dict[str, str | None]]:
	"""Employee → what a Feedback Contributor takes over (PARTICULARS), in one query for many."""
	return {row.name: _particulars(row) for row in employee_rows(employees)}


def _particulars(row: Any) -> dict[str, str | None]:
	return {
		"full_name": row.employee_name,
		"position": row.asn_post_title or row.designation,
		"institution": row.company,
		"email": address_of(row),
		"language": row.language if row.enabled else None,
	}


def address_of(row: Any) -> str | None:
	"""The address of the account, else that of the office, else the private one."""
	account = row.user_address if row.enabled else None
	return account or row.company_email or row.personal_email or None


def employee_rows(employees: Collection[str]) -> list[Any]:
	"""Employees with their accounts: `user`, `enabled`, `language`, `user_address` are None without one."""
	if not employees:
		return []
	employee, user = DocType("Employee"), DocType("User")
	return (
		frappe.qb.from_(employee)
		.left_join(user)
		.on(user.name == employee.user_id)
		.select(employee.name, employee.employee_name, employee.status, employee.company)
		.select(employee.asn_post_title, employee.designation)
		.select(employee.company_email, employee.personal_email)
		.select(user.name.as_("user"), user.enabled, user.language, user.email.as_("user_address"))
		.where(employee.name.isin(list(employees)))
		.orderby(employee.name)
		.run(as_dict=True)
	)


# Sentences and values several parts need


def link_values(key: str, moment: datetime) -> dict[str, Any]:
	"""What is stored of a personal link: its fingerprint, and when it was issued (site's time)."""
	return {"link_hash": hash_of(key), "link_issued_on": moment, "link_revoked": 0}


def whom_to_ask(season: str | None) -> str:
	"""The sentence that ends every refusal: to whom a contributor turns."""
	contact = frappe.get_cached_value("Award Season", season, "feedback_contact") if season else None
	if contact:
		return _("Please turn to the secretariat: {0}.").format(contact)
	return _("Please turn to the secretariat of the selection.")
