"""PDF files: whether they open, have pages, and carry nothing that runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO, NoReturn

from frappe import _
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from ntb_awards.gateway.file_refusals import refuse

RUNNING = ("/JavaScript", "/JS", "/Launch")


def check(stream: BinaryIO, name: str, scan: Callable[[bytes], None]) -> None:
	"""Raises FileRefusedError for a PDF that is encrypted, damaged, empty, or carries a program.

	`scan`: asked about every file attached inside.
	"""
	reader = _open(stream, name)
	if reader.is_encrypted:
		refuse(name, _("{0} is protected by a password. Save it without one and upload it again."))
	try:
		pages = len(reader.pages)
		runs = pages and _runs(reader)
		attached = [data for files in reader.attachments.values() for data in files]
	# A damaged file raises whatever its damage leads to: a missing key, a wrong type, endless recursion.
	except Exception:
		_refuse_damaged(name)
	if not pages:
		refuse(name, _("{0} has no pages. Save it as PDF again and upload that."))
	if runs:
		refuse(name, _("{0} contains a program (JavaScript). Print it to a new PDF and upload that."))
	for data in attached:
		scan(data)


def _open(stream: BinaryIO, name: str) -> PdfReader:
	try:
		return PdfReader(stream)
	except Exception:
		_refuse_damaged(name)


def _refuse_damaged(name: str) -> NoReturn:
	refuse(name, _("{0} cannot be opened as PDF: it is damaged. Save it as PDF again and upload that."))


def _runs(reader: PdfReader) -> bool:
	"""Whether opening the document starts something: its catalogue and what a page does when it is shown."""
	catalogue = reader.root_object
	names = _dictionary(catalogue.get("/Names"))
	found = "/JavaScript" in names or any(
		_acts(_dictionary(catalogue.get(key))) for key in ("/OpenAction", "/AA")
	)
	return found or any(_acts(_dictionary(page.get("/AA"))) for page in reader.pages)


def _acts(action: DictionaryObject) -> bool:
	inside = [action, *(_dictionary(value) for value in action.values())]
	return any("/JS" in one or one.get("/S") in RUNNING for one in inside)


def _dictionary(value: Any) -> DictionaryObject:
	value = value.get_object() if hasattr(value, "get_object") else value
	return value if isinstance(value, DictionaryObject) else DictionaryObject()
