"""Evidence is private: a file named by an Attach field is taken over, or refused, on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

if TYPE_CHECKING:
	from frappe.core.doctype.file.file import File
	from frappe.model.document import Document


def keep_private(doc: Document, field: str) -> None:
	"""Make the file in an Attach field a private one that this document may show.

	Only a file that the user may read is accepted: naming the address of somebody else's private file would
	otherwise open it. A public file is copied; the user's own public copy is removed.
	"""
	url = (doc.get(field) or "").strip()
	before = doc.get_doc_before_save()
	if not url or (before and before.get(field) == url and url.startswith("/private/files/")):
		return
	source = readable_file(url)
	if not source:
		frappe.throw(
			_("The file in {0} was not found. Upload it again, or give a link to where it is kept.").format(
				frappe.bold(_(doc.meta.get_label(field)))
			),
			title=_("File Not Found"),
		)
	if not source.is_private:
		doc.set(field, _private_copy(source).file_url)


def readable_file(url: str) -> File | None:
	"""A File of that address, stored on this site, that the user may read."""
	if not url.startswith(("/files/", "/private/files/")):
		return None
	for name in frappe.get_all("File", {"file_url": url}, pluck="name", order_by="creation"):
		file = frappe.get_doc("File", name)
		if file.has_permission("read"):
			return file
	return None


def _private_copy(source: File) -> File:
	copy = frappe.get_doc(
		doctype="File",
		file_name=source.file_name,
		content=source.get_content(),
		is_private=1,
		folder="Home/Attachments",
	).insert(ignore_permissions=True)
	if source.owner == frappe.session.user and not source.attached_to_name:
		frappe.delete_doc("File", source.name, ignore_permissions=True)
	return copy
