"""The papers of a nomination as PDF files: its receipt, and the letters that its documents ask for.

Frappe's own download has the PDF engine fetch a style sheet from the site's address; where the server cannot
reach itself by that name there is no paper. Everything these print formats need stands in the HTML itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.utils import cstr
from frappe.utils.pdf import get_pdf
from frappe.www.printview import get_html_and_style

from ntb_awards.gateway import filing_access, receipts
from ntb_awards.gateway.documents import requirements_of

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

PAGE = (
	'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{style}</style></head><body>{html}</body></html>'
)


@frappe.whitelist(methods=["GET"])
def download(nomination: str, print_format: str) -> None:
	"""A paper of a nomination (name) as PDF, for those who may see the nomination.

	Raises DoesNotExistError for a nomination that is not among theirs, ValidationError for a print format
	that is none of its papers.
	"""
	doc = filing_access.own_nomination(nomination, permission="read")
	if print_format not in papers_of(doc):
		frappe.throw(_("This nomination has no such paper."), title=_("Not Found"))
	frappe.local.response.filename = f"{frappe.scrub(print_format)}-{doc.name}.pdf"
	frappe.local.response.filecontent = as_pdf(doc, print_format)
	frappe.local.response.type = "pdf"


def papers_of(doc: Nomination) -> set[str]:
	return set(_papers(doc))


def _papers(doc: Nomination) -> Iterator[str]:
	if doc.number:
		yield receipts.PRINT_FORMAT
	yield from (one.print_format for one in requirements_of(doc) if one.print_format)


def as_pdf(doc: Nomination, print_format: str) -> bytes:
	page = get_html_and_style(doc.doctype, doc.name, print_format, no_letterhead=True)
	return get_pdf(PAGE.format(style=page["style"], html=page["html"]))


def address(doc: Nomination, print_format: str) -> str:
	wanted = {"nomination": cstr(doc.name), "print_format": print_format}
	return f"/api/method/ntb_awards.gateway.papers.download?{urlencode(wanted)}"
