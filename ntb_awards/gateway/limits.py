"""What files a document requirement takes: kinds, endings and size. Pages say it, the check asks it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

import frappe
from babel.numbers import format_decimal
from frappe import _
from frappe.core.api.file import get_max_file_size
from frappe.utils import cint

from ntb_awards.selection.scheme import DocumentRequirement

MEGABYTE = 1024 * 1024
# Room for what a form sends around the file itself.
ENVELOPE = 64 * 1024
# Frappe's own limit of a request, where the site sets none.
USUAL_REQUEST = 25 * MEGABYTE


@dataclass(frozen=True)
class Kind:
	"""One kind of file: ending → MIME type."""

	endings: dict[str, str]


_OFFICE = "application/vnd.openxmlformats-officedocument."
# By the names that `file_types` of a requirement uses.
KINDS = {
	"pdf": Kind({".pdf": "application/pdf"}),
	"image": Kind({".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}),
	"word": Kind({".docx": _OFFICE + "wordprocessingml.document"}),
	"spreadsheet": Kind({".xlsx": _OFFICE + "spreadsheetml.sheet"}),
	"slides": Kind({".pptx": _OFFICE + "presentationml.presentation"}),
	"video": Kind({".mp4": "video/mp4", ".webm": "video/webm"}),
}
# Where the requirement names none: (kinds, megabytes) of a video, and of everything else.
USUAL_VIDEO = (("video",), 200)
USUAL_FILE = (("pdf", "image", "word"), 10)


@dataclass(frozen=True)
class Accepted:
	"""What is taken. `types`: names of KINDS; `extensions`: with their dot; `size`: bytes at most."""

	types: tuple[str, ...]
	extensions: tuple[str, ...]
	mime_types: tuple[str, ...]
	size: int

	@property
	def megabytes(self) -> float:
		return self.size / MEGABYTE

	@property
	def input_accept(self) -> str:
		"""The attribute `accept` of a file field."""
		return ",".join((*self.extensions, *self.mime_types))

	@property
	def size_text(self) -> str:
		return size_text(self.size)

	@property
	def sentence(self) -> str:
		return _("{0}, at most {1}.").format(type_names(self.types), self.size_text)


def accepted(requirement: DocumentRequirement) -> Accepted:
	"""The requirement's own kinds and size, else the usual ones; never more than the site takes."""
	types, megabytes = USUAL_VIDEO if requirement.kind == "video" else USUAL_FILE
	wanted = float(requirement.max_megabytes or megabytes) * MEGABYTE
	return of_types(requirement.file_types or types, wanted)


def accepted_photo() -> Accepted:
	return of_types(("image",), USUAL_FILE[1] * MEGABYTE)


def accepted_anywhere() -> Accepted:
	"""Every kind there is: for files that no requirement asks for."""
	return of_types(tuple(KINDS), most_bytes())


def of_types(types: Iterable[str], size: float) -> Accepted:
	types = tuple(types)
	endings = {ending: mime for name in types for ending, mime in KINDS[name].endings.items()}
	mime_types = tuple(dict.fromkeys(endings.values()))
	return Accepted(types, tuple(endings), mime_types, int(min(size, most_bytes())))


def most_bytes() -> int:
	"""The largest file that reaches the app: Frappe limits files in the System Settings and every request in
	the site's configuration. Whole megabytes, so that a page can say it."""
	request = cint(frappe.conf.get("max_file_size")) or USUAL_REQUEST
	room = min(get_max_file_size(), request) - ENVELOPE
	return room // MEGABYTE * MEGABYTE if room > MEGABYTE else max(room, 0)


def type_names(types: Iterable[str]) -> str:
	"""`PDF, image (JPG or PNG) or Word (DOCX)`"""
	names = {
		"pdf": _("PDF"),
		"image": _("image (JPG or PNG)"),
		"word": _("Word (DOCX)"),
		"spreadsheet": _("spreadsheet (XLSX)"),
		"slides": _("slides (PPTX)"),
		"video": _("video (MP4 or WebM)"),
	}
	shown = [names[one] for one in types]
	return _("{0} or {1}").format(", ".join(shown[:-1]), shown[-1]) if len(shown) > 1 else "".join(shown)


def size_text(size: float) -> str:
	"""`640 KB`, `9.8 MB` (in Indonesian `9,8 MB`), `10 MB`; 1 KB for the smallest file there is."""
	if size < MEGABYTE:
		return _("{0} KB").format(max(1, round(size / 1024)))
	# Upwards, so that nothing is "10 MB, at most 10 MB".
	tenths = ceil(size * 10 / MEGABYTE)
	locale = (frappe.local.lang or "en").replace("-", "_")
	return _("{0} MB").format(format_decimal(tenths / 10, format="0.#", locale=locale))
