"""The documents of a winner, copied to the nomination at the next level where that level asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from ntb_awards.gateway.documents import requirements_of

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

CONTENT = ("url", "minutes", "issued_on")


def take_over(source: str, draft: Nomination) -> tuple[int, list[str]]:
	"""Copy the valid documents of a nomination (name) that the draft is asked for on submission.

	Each copy is a private file of its own, so that neither level's evidence changes with the other's. What
	the rules there do not accept (too old, too long) is left out: (number copied, titles left out).
	"""
	wanted = {one.code for one in requirements_of(draft) if one.stage is None and one.kind != "feedback"}
	rows = frappe.get_all(
		"Supporting Document",
		filters={"nomination": source, "requirement": ("in", sorted(wanted)), "verified": ("!=", "Invalid")},
		fields=["requirement", "requirement_title", "file", *CONTENT],
		order_by="creation, name",
	)
	left_out = [row.requirement_title for row in rows if not _copied(row, draft)]
	return len(rows) - len(left_out), left_out


def _copied(row: frappe._dict, draft: Nomination) -> bool:
	"""Whether the copy was accepted; what was begun for one that is refused is taken back."""
	frappe.db.savepoint("document_taken_over")
	messages = list(frappe.local.message_log)
	try:
		copy = frappe.new_doc("Supporting Document")
		copy.update({"nomination": draft.name, "requirement": row.requirement})
		copy.update({field: row[field] for field in CONTENT})
		copy.file = _private_copy(row.file) if row.file else None
		copy.insert()
	except frappe.ValidationError:
		frappe.db.rollback(save_point="document_taken_over")
		frappe.local.message_log = messages
		return False
	return True


def _private_copy(url: str) -> str:
	"""Address of a new private file with the same content, which hangs on nothing yet."""
	name = frappe.db.get_value("File", {"file_url": url}, "name", order_by="creation")
	source = frappe.get_doc("File", name)
	copy = frappe.new_doc("File")
	copy.update({"file_name": source.file_name, "is_private": 1, "folder": "Home/Attachments"})
	copy.content = source.get_content()
	return copy.insert(ignore_permissions=True).file_url
