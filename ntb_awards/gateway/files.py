"""Evidence is private: a file named by an Attach field is taken over, or refused, on the server.

Frappe lets the owner of a file open it for ever, and whoever may write the document change the file beside
it. So files of evidence belong to nobody (`settle`) and are changed through their document alone (`keep`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.core.doctype.file.file import has_permission as file_permission
from frappe.core.doctype.file.utils import delete_file

from ntb_awards.gateway import file_contents, limits

if TYPE_CHECKING:
	from frappe.core.doctype.file.file import File
	from frappe.model.document import Document

# The one Attach field of each kind of evidence.
FIELDS = {"Supporting Document": "file", "Nomination": "photo", "Field Observation": "evidence"}
NOBODY = "Administrator"


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


def path_of(file: File) -> Path:
	return Path(file.get_full_path())


def store(content: bytes, name: str, doctype: str | None = None, docname: str | None = None) -> File:
	"""A private file, checked before, that belongs to the document from the first moment.

	Without one it is the user's alone, until a document that names it is saved in the same transaction.
	"""
	file = frappe.new_doc("File")
	file.update({"file_name": name, "is_private": 1, "content": content, "folder": "Home/Attachments"})
	if doctype:
		place = {"attached_to_name": docname, "attached_to_field": FIELDS[doctype]}
		file.update({"attached_to_doctype": doctype, **place})
	file.flags.by_its_document = True
	return file.insert(ignore_permissions=True)


def settle(doc: Document) -> None:
	"""After the document is saved: its file is nobody's own, and what it has replaced goes away."""
	field = FIELDS[doc.doctype]
	before = doc.get_doc_before_save()
	if doc.flags.in_delete or not (doc.get(field) or (before and before.get(field))):
		return
	url = doc.get(field) or ""
	for row in attached(doc):
		if row.file_url != url and (row.attached_to_field == field or doc.doctype == "Supporting Document"):
			drop(row.name, row.file_url)
	if url:
		_drop_own_copies(url)
		mine = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name, "file_url": url}
		frappe.db.set_value("File", mine, "owner", NOBODY, update_modified=False)


def release(doc: Document) -> None:
	"""Before the document is deleted: its files go with it."""
	for row in attached(doc):
		drop(row.name, row.file_url)


def attached(doc: Document) -> list[frappe._dict]:
	return frappe.get_all(
		"File",
		{"attached_to_doctype": doc.doctype, "attached_to_name": doc.name},
		["name", "file_url", "attached_to_field"],
		order_by="creation, name",
	)


def _drop_own_copies(url: str) -> None:
	"""The uploader's other row of the same file would let him open it for ever."""
	loose = {"file_url": url, "owner": frappe.session.user, "attached_to_name": ("is", "not set")}
	for name in frappe.get_all("File", loose, pluck="name", order_by="creation"):
		drop(name, url)


def drop(name: str, url: str) -> None:
	"""Delete a File; from the disk only when that is certain, so that a request that fails loses nothing."""
	# Without a hash Frappe leaves the file on the disk.
	frappe.db.set_value("File", name, "content_hash", None, update_modified=False)
	frappe.delete_doc(
		"File", name, ignore_permissions=True, delete_permanently=True, flags={"by_its_document": True}
	)
	frappe.db.after_commit.add(lambda: _remove_from_disk(url))


def _remove_from_disk(url: str) -> None:
	"""Unless another File shares it: Frappe stores the same content once."""
	if not frappe.db.exists("File", {"file_url": url}):
		delete_file(url)


# Frappe's own doors to files


def has_permission(doc: File, ptype: str | None = None, user: str | None = None) -> bool:
	"""Hook has_permission of File: Frappe's own rule, but that nobody changes or deletes evidence beside its
	document. Asked before `keep`, because Frappe takes a file from the disk before its hooks can refuse."""
	user = user or frappe.session.user
	is_change = ptype in ("write", "delete") and user != NOBODY
	if is_change and not doc.flags.by_its_document and not doc.is_new() and _is_evidence(doc):
		return False
	return file_permission(doc, ptype, user)


def keep(file: File, method: str | None = None) -> None:
	"""Hook on File (before_validate, on_trash): evidence is checked at every door, and changed at none."""
	if file.flags.by_its_document or file.is_folder:
		return
	if not file.is_new():
		_refuse_if_in_use(file)
	elif file.attached_to_doctype in FIELDS and not file.is_remote_file:
		_check_new(file)


def _refuse_if_in_use(file: File) -> None:
	"""Made public, renamed, deleted or overwritten beside its document, evidence would prove nothing."""
	if _is_evidence(file):
		frappe.throw(
			_(
				"This file belongs to {0} and is changed only there. Put another file in its place, or "
				"delete that document."
			).format(_(file.attached_to_doctype)),
			title=_("File in Use"),
		)


def _is_evidence(file: File) -> bool:
	"""Whether a document shows this file, as both are stored."""
	place = ["attached_to_doctype", "attached_to_name", "file_url"]
	stored = frappe.db.get_value("File", file.name, place, as_dict=True)
	field = FIELDS.get(stored.attached_to_doctype) if stored else None
	if not field:
		return False
	return frappe.db.get_value(stored.attached_to_doctype, stored.attached_to_name, field) == stored.file_url


def _check_new(file: File) -> None:
	"""A file put beside a document by Frappe's own upload: of a kind that is taken somewhere, and private."""
	if not file.is_private:
		frappe.throw(_("Files of a nomination are private. Upload it as a private file."))
	file_contents.check_name(file.file_name)
	file_contents.check_against(path_of(file), Path(file.file_url).name, limits.accepted_anywhere())
