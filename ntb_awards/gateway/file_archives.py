"""Word, Excel and PowerPoint files are archives: what they hold is looked at before anything is unpacked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from lzma import LZMAError
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from frappe import _

from ntb_awards.gateway.file_refusals import refuse

BLOCK = 1024 * 1024
# Real documents stay far below: unpacked size in bytes, times the packed size, and number of parts.
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 100
# Small archives of text reach high ratios honestly.
RATIO_COUNTS_FROM = 20 * 1024 * 1024
MOST_MEMBERS = 5000
IS_ENCRYPTED = 0x1
# A wrong checksum, an unknown method, a cut-off stream, a name that cannot be read, …
DAMAGE = (
	*(BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError, KeyError),
	*(zlib.error, LZMAError),
)
CONTENTS, MOST_CONTENTS = "[Content_Types].xml", 1024 * 1024
_OFFICE = rb"application/vnd\.openxmlformats-officedocument\."
# What the list of contents says of the main part → the ending, and where the main part stands.
MAIN_PARTS = (
	(re.compile(_OFFICE + rb"wordprocessingml\.document\.main\+xml"), ".docx", "word/"),
	(re.compile(_OFFICE + rb"spreadsheetml\.sheet\.main\+xml"), ".xlsx", "xl/"),
	(re.compile(_OFFICE + rb"presentationml\.presentation\.main\+xml"), ".pptx", "ppt/"),
)
MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)


def extension_of(stream: BinaryIO, name: str) -> str:
	"""`.docx`, `.xlsx` or `.pptx` as the archive itself says, else `.zip`.

	Raises FileRefusedError for an archive that is dangerous or damaged, whatever it holds.
	"""
	with _opened(stream, name) as archive:
		members = archive.infolist()
		_refuse_bomb(members, name)
		_refuse_hidden(members, name)
		if CONTENTS not in archive.namelist():
			return ".zip"
		with archive.open(CONTENTS) as part:
			contents = part.read(MOST_CONTENTS)
		if MACROS.search(contents) or any("vbaproject" in one.filename.lower() for one in members):
			refuse(name, _("{0} contains macros. Save it without macros and upload it again."))
		return next((ending for ending, place in _main_parts(contents) if _has(members, place)), ".zip")


def check(stream: BinaryIO, name: str, scan: Callable[[bytes], None]) -> None:
	"""Every part unpacks to what the archive says of it. `scan`: asked about each of them, piece by piece."""
	with _opened(stream, name) as archive:
		for member in archive.infolist():
			tail = b""
			with archive.open(member) as part:
				while block := part.read(BLOCK):
					scan(tail + block)
					tail = block[-128:]


@contextmanager
def _opened(stream: BinaryIO, name: str) -> Iterator[ZipFile]:
	try:
		with ZipFile(stream) as archive:
			yield archive
	except DAMAGE:
		refuse(name, _("{0} is damaged and cannot be opened. Save it again and upload that."))
	finally:
		stream.seek(0)


def _refuse_bomb(members: list[ZipInfo], name: str) -> None:
	"""By what the archive declares; nothing is unpacked for it, and no more than that is read later."""
	unpacked = sum(one.file_size for one in members)
	packed = sum(one.compress_size for one in members)
	is_dense = unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * max(packed, 1)
	if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or is_dense:
		refuse(
			name,
			_("{0} would unpack to far more than a document holds (a zip bomb). Upload the document itself."),
		)


def _refuse_hidden(members: list[ZipInfo], name: str) -> None:
	if any(one.flag_bits & IS_ENCRYPTED for one in members):
		refuse(name, _("{0} is protected by a password. Save it without one and upload it again."))
	if any(_leaves(one.orig_filename) for one in members):
		refuse(name, _("{0} holds files that would be written outside of it. Save it again and upload that."))


def _leaves(path: str) -> bool:
	parts = path.replace("\\", "/").split("/")
	return path.startswith(("/", "\\")) or ".." in parts or path[1:2] == ":" or "\x00" in path


def _main_parts(contents: bytes) -> Iterator[tuple[str, str]]:
	return ((ending, place) for pattern, ending, place in MAIN_PARTS if pattern.search(contents))


def _has(members: list[ZipInfo], place: str) -> bool:
	return any(one.filename.startswith(place) for one in members)
