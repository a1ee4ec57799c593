"""What a file really is, judged by its content and never by its name alone: the check every door asks."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import filetype
from frappe import _

from ntb_awards.gateway import file_archives, file_media, file_pdf, limits
from ntb_awards.gateway.file_refusals import refuse

if TYPE_CHECKING:
	from ntb_awards.gateway.limits import Accepted
	from ntb_awards.selection.scheme import DocumentRequirement

BLOCK = 1024 * 1024
# As many bytes as the signatures of files need.
HEAD = 8192
# The harmless string every virus scanner reports. In two pieces, so that none reports this module.
VIRUS_TEST = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!")
# Also what an Office file becomes when it gets a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<!--")


@dataclass(frozen=True)
class FileFacts:
	"""What was found. `kind`: a name of limits.KINDS; `extension`: as its content asks, with the dot; `size`
	in bytes; `minutes`: of a video, None where nothing on this machine measures it."""

	kind: str
	extension: str
	size: int
	sha256: str
	minutes: float | None = None


def check(content: bytes | Path, name: str, requirement: DocumentRequirement) -> FileFacts:
	"""The facts of a file that the requirement takes. Raises FileRefusedError, with one sentence, for others.

	`name`: as it was handed in, without a folder.
	"""
	return check_against(content, name, limits.accepted(requirement))


def check_against(content: bytes | Path, name: str, accepted: Accepted) -> FileFacts:
	check_name(name)
	size = len(content) if isinstance(content, bytes) else content.stat().st_size
	check_size(size, name, accepted)
	with _opened(content) as stream:
		sha256 = _read_through(stream, name)
		extension = _extension_of(stream, name, accepted)
		_require_agreement(name, extension)
		kind = kind_of(extension)
		minutes = _look_inside(stream, content, name, kind, extension)
	return FileFacts(kind, extension, size, sha256, minutes)


def check_name(name: str) -> None:
	"""No folder, no drive and no control character in the name."""
	if not name.strip(" ."):
		refuse(name, _("The file has no name. Give it one and upload it again."))
	hidden = any(unicodedata.category(one) in ("Cc", "Cf", "Cs") for one in name)
	if hidden or "/" in name or "\\" in name or name.startswith("..") or name[1:2] == ":":
		refuse(
			name,
			_("The name {0} contains a folder or hidden signs. Rename the file and upload it again."),
		)


def check_size(size: int, name: str, accepted: Accepted) -> None:
	if not size:
		refuse(name, _("{0} is empty. Check the file on your device and upload it again."))
	if size > accepted.size:
		refuse(
			name,
			_("{0} is too large: {1}; at most {2}. Make it smaller and upload it again."),
			limits.size_text(size),
			accepted.size_text,
		)


@contextmanager
def _opened(content: bytes | Path) -> Iterator[BinaryIO]:
	if isinstance(content, bytes):
		yield BytesIO(content)
		return
	with content.open("rb") as stream:
		yield stream


def _read_through(stream: BinaryIO, name: str) -> str:
	"""The SHA-256 of it all; the virus-test string is looked for on the way, also across blocks."""
	digest, tail = hashlib.sha256(), b""
	while block := stream.read(BLOCK):
		digest.update(block)
		refuse_virus(tail + block, name)
		tail = block[-len(VIRUS_TEST) :]
	stream.seek(0)
	return digest.hexdigest()


def refuse_virus(data: bytes, name: str) -> None:
	if VIRUS_TEST in data:
		refuse(name, _("{0} contains a virus (test). It was not kept. Check your device."))


def _extension_of(stream: BinaryIO, name: str, accepted: Accepted) -> str:
	"""The ending that the content asks for, of a kind that is taken."""
	head = stream.read(HEAD)
	stream.seek(0)
	found = filetype.guess(head)
	extension = f".{found.extension}" if found else ""
	if head.startswith(b"PK\x03\x04"):
		extension = file_archives.extension_of(stream, name)
	if extension not in accepted.extensions:
		_refuse_type(head, extension, name, accepted)
	return extension


def _refuse_type(head: bytes, extension: str, name: str, accepted: Accepted) -> None:
	start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
	if head.startswith(PROGRAMS):
		said = _("{0} is a program. Programs are never taken. Upload {1}.")
	elif start.startswith(MARKUP):
		said = _("{0} is a web page or a drawing that can carry scripts (HTML, SVG, XML). Upload {1}.")
	elif head.startswith(OLD_OFFICE):
		said = _("{0} is protected by a password or of an old format (DOC, XLS, PPT). Upload {1}.")
	elif extension:
		said = _("{0} is a file of another kind ({2}). Upload {1}.")
	else:
		said = _("What is in {0} is of no kind that is taken here. Upload {1}.")
	refuse(name, said, limits.type_names(accepted.types), extension.lstrip(".").upper())


def _require_agreement(name: str, extension: str) -> None:
	"""A file is served by its ending, so the ending has to say what it is."""
	given = ("." + name.rpartition(".")[2]).lower() if "." in name else ""
	same = {extension, ".jpeg"} if extension == ".jpg" else {extension}
	if given not in same:
		refuse(
			name,
			_("The name {0} does not fit the content, which is {1}. Rename the file to end in {2}."),
			extension.lstrip(".").upper(),
			extension,
		)


def kind_of(extension: str) -> str:
	return next(kind for kind, one in limits.KINDS.items() if extension in one.endings)


def _look_inside(
	stream: BinaryIO, content: bytes | Path, name: str, kind: str, extension: str
) -> float | None:
	"""What only the kind's own check finds; minutes of a video."""
	if kind == "video":
		return file_media.minutes_of(content, name, extension)
	if kind == "pdf":
		file_pdf.check(stream, name, lambda data: refuse_virus(data, name))
	elif kind == "image":
		file_media.check_image(stream, name)
	else:
		file_archives.check(stream, name, lambda data: refuse_virus(data, name))
	return None
