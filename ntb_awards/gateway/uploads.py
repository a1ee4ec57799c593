"""Documents and the photo of a nomination, handed in from its page: sent as forms, one file each.

What is refused leaves nothing behind and changes nothing that was there: everything happens in the one
transaction of the request, and a file is judged before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cstr, flt, get_datetime_str, getdate, strip_html

from ntb_awards.gateway import evidence, file_contents, file_photos, files, limits
from ntb_awards.gateway.documents import checklist, requirement_of
from ntb_awards.gateway.filing import own_nomination

if TYPE_CHECKING:
	from ntb_awards.gateway.limits import Accepted
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination
	from ntb_awards.ntb_awards.doctype.supporting_document.supporting_document import SupportingDocument
	from ntb_awards.selection.scheme import DocumentRequirement

DOCTYPE = "Supporting Document"
FILE, PHOTO = "file", "photo"
# Of one requirement: a shelf of certificates, not a store.
MOST_FILES = 20


@frappe.whitelist(methods=["POST"])
def upload(
	nomination: str,
	requirement: str,
	issued_on: str | None = None,
	minutes: str | float | None = None,
	document: str | None = None,
) -> dict[str, Any]:
	"""Hand in the file sent as `file` for a requirement (code), in the place of `document` (name) if that is
	given. `minutes` is not looked at: the length of a file is measured.

	Returns {document, checklist: the entry of the requirement as `documents.checklist` gives it}. Raises
	DoesNotExistError for a nomination one may not see, PermissionError for one that one may not change;
	FileRefusedError or ValidationError otherwise, with {requirement: sentence} as `problems` in the answer.
	"""
	with told_at(requirement):
		doc = changeable(nomination)
		wanted = _asked_now(doc, requirement)
		content, name = received(limits.accepted(wanted))
		facts = file_contents.check(content, name, wanted)
		given = _place(doc, wanted, document, facts.sha256)
		day = _day(issued_on)
		if given.sha256 != facts.sha256:
			kept_as = f"{doc.name}-{wanted.code[:60]}{facts.extension}"
			given.file = files.store(content, kept_as, DOCTYPE, given.name).file_url
		elif cstr(given.issued_on) == cstr(day):
			# Sent twice: it is here already, and this request may have begun too early to see it.
			return _answer(doc, given)
		given.update({"url": None, "issued_on": day})
		_save(given)
	return _answer(doc, given)


@frappe.whitelist(methods=["POST"])
def give_link(
	nomination: str,
	requirement: str,
	url: str,
	issued_on: str | None = None,
	minutes: str | float | None = None,
	document: str | None = None,
) -> dict[str, Any]:
	"""Hand in the address of a document instead of a file; `minutes`: of a video. Otherwise as `upload`."""
	with told_at(requirement):
		doc = changeable(nomination)
		given = _place(doc, _asked_now(doc, requirement), document)
		given.update({"file": None, "url": cstr(url).strip(), "issued_on": _day(issued_on)})
		given.minutes = _number(minutes)
		_save(given)
	return _answer(doc, given)


@frappe.whitelist(methods=["POST"])
def remove(document: str) -> dict[str, Any]:
	"""Take back a Supporting Document (name) with its file, while it may be changed. As `upload`."""
	found = frappe.db.get_value(DOCTYPE, cstr(document), ["nomination", "requirement"], as_dict=True)
	doc = changeable(found.nomination if found else "")
	with told_at(found.requirement):
		frappe.delete_doc(DOCTYPE, document, delete_permanently=True)
	return _answer(doc, None, found.requirement)


@frappe.whitelist(methods=["POST"])
def upload_photo(nomination: str) -> dict[str, Any]:
	"""The nominee's photo, sent as `file`; kept small, and without what the camera wrote beside it.

	Returns {photo: its private address, modified: of the Nomination}; problems stand under `photo`.
	"""
	with told_at(PHOTO):
		doc = changeable(nomination)
		content, name = received(limits.accepted_photo())
		file_photos.check(content, name)
		small = file_photos.re_encode(content, name)
		doc.photo = files.store(small, f"{doc.name}-{PHOTO}.jpg", doc.doctype, doc.name).file_url
		doc.save()
	return _photo(doc)


@frappe.whitelist(methods=["POST"])
def remove_photo(nomination: str) -> dict[str, Any]:
	"""As `upload_photo`."""
	with told_at(PHOTO):
		doc = changeable(nomination)
		doc.photo = None
		doc.save()
	return _photo(doc)


def _photo(doc: Nomination) -> dict[str, Any]:
	return {"photo": doc.photo or "", "modified": get_datetime_str(doc.modified)}


def changeable(nomination: str) -> Nomination:
	"""The nomination, locked until the request ends; raises as `filing.own_nomination`."""
	return own_nomination(cstr(nomination), for_update=True)


@contextmanager
def told_at(field: str) -> Iterator[None]:
	"""What is refused inside is told at this field: {field: sentence} as `problems` in the answer."""
	try:
		yield
	except frappe.DoesNotExistError:
		raise
	except frappe.ValidationError as error:
		frappe.local.response["problems"] = {cstr(field): unescape(strip_html(cstr(error))).strip()}
		raise


def received(accepted: Accepted) -> tuple[bytes, str]:
	"""Content and name of the file in this request. What is too large is not read."""
	sent = frappe.request.files.get(FILE)
	if not sent:
		frappe.throw(_("Choose a file first."), frappe.MandatoryError)
	name = cstr(sent.filename)
	if (frappe.request.content_length or 0) > accepted.size + limits.ENVELOPE:
		file_contents.check_size(frappe.request.content_length, name, accepted)
	content = sent.stream.read(accepted.size + 1)
	file_contents.check_size(len(content), name, accepted)
	return content, name


def _asked_now(doc: Nomination, code: str) -> DocumentRequirement:
	"""The requirement, if a document of it is handed in now; the document's own check asks again."""
	probe = frappe.new_doc(DOCTYPE)
	probe.update({"nomination": doc.name, "requirement": cstr(code)})
	evidence.check_requirement(probe)
	evidence.check_lock(probe, None)
	return requirement_of(doc, probe.requirement)


def _place(
	doc: Nomination, wanted: DocumentRequirement, document: str | None, sha256: str = ""
) -> SupportingDocument:
	"""The document that is replaced; else the one that holds this very file already; else a new one."""
	here = {"nomination": doc.name, "requirement": wanted.code}
	given = _locked(here)
	if document:
		if document not in [row.name for row in given]:
			frappe.throw(_("The document to be replaced is not there any more. Load the page again."))
		return frappe.get_doc(DOCTYPE, document, for_update=True)
	for row in given:
		if sha256 and row.sha256 == sha256:
			return frappe.get_doc(DOCTYPE, row.name, for_update=True)
	if len(given) >= MOST_FILES:
		frappe.throw(
			_("There are {0} files already. Replace one of them, or put several pages into one file.").format(
				len(given)
			)
		)
	new = frappe.new_doc(DOCTYPE)
	# Named now, so that the file belongs to it before it is stored.
	new.update({**here, "name": frappe.generate_hash(length=10)})
	return new


def _locked(here: dict[str, str]) -> list[frappe._dict]:
	"""The documents as they are now, not as they were when this request began: of two that hand in one
	file at the same instant, the second has waited for the nomination and has to see what is there."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.name, table.sha256).orderby(table.creation, table.name)
	for field, value in here.items():
		query = query.where(table[field] == value)
	return query.for_update().run(as_dict=True)


def _save(given: SupportingDocument) -> None:
	if given.is_new():
		given.insert(set_name=given.name)
	else:
		given.save()


def _answer(doc: Nomination, given: SupportingDocument | None, code: str | None = None) -> dict[str, Any]:
	code = given.requirement if given else code
	entry = next((one for one in checklist(doc) if one["code"] == code), None)
	return {"document": given.name if given else None, "checklist": entry}


def _day(value: str | None) -> str | None:
	if not cstr(value).strip():
		return None
	try:
		return str(getdate(value))
	except Exception:
		frappe.throw(_("{0} is no date. Choose the day on which it was issued.").format(_shown(value)))


def _number(value: str | float | None) -> float | None:
	if not cstr(value).strip():
		return None
	try:
		minutes = float(cstr(value).replace(",", "."))
	except ValueError:
		minutes = -1.0
	if not 0 <= minutes < 1000:
		frappe.throw(_("{0} is no number of minutes. Write it like 2.5.").format(_shown(value)))
	return flt(minutes, 4)


def _shown(value: Any) -> str:
	return frappe.bold(frappe.utils.escape_html(cstr(value)[:40]))
