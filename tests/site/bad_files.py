"""Files as people, careless programs and attackers send them, good ones and bad; no site is needed."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from PIL import Image
from pypdf import PdfWriter

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HTML = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PROGRAM = b"MZ" + bytes(510)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
	"word/document.xml": "wordprocessingml.document.main+xml",
	"xl/workbook.xml": "spreadsheetml.sheet.main+xml",
}


def _pdf(text: str, pages: int) -> PdfWriter:
	writer = PdfWriter()
	for _page in range(pages):
		writer.add_blank_page(200, 280)
	writer.add_metadata({"/Title": text})
	return writer


def _written(writer: PdfWriter) -> bytes:
	buffer = BytesIO()
	writer.write(buffer)
	return buffer.getvalue()


# Good ones


def pdf(text: str = "Contoh", pages: int = 1) -> bytes:
	"""A PDF; two of different texts differ."""
	return _written(_pdf(text, pages))


def jpeg(width: int = 40, height: int = 30, exif: Image.Exif | None = None) -> bytes:
	buffer = BytesIO()
	Image.new("RGB", (width, height), "navy").save(buffer, "JPEG", exif=exif or Image.Exif())
	return buffer.getvalue()


def camera_jpeg() -> bytes:
	"""As a phone makes it: large, lying on its side, with the place where it was taken."""
	exif = Image.Exif()
	exif[0x0112], exif[0x010F] = 6, "Telepon Uji"
	exif.get_ifd(0x8825)[1] = "S"
	return jpeg(1600, 1200, exif)


def png(width: int = 40, height: int = 30) -> bytes:
	buffer = BytesIO()
	Image.new("RGBA", (width, height), (200, 30, 30, 90)).save(buffer, "PNG")
	return buffer.getvalue()


def office(main: str = "word/document.xml", **members: bytes) -> bytes:
	"""A Word file, or a spreadsheet; `members`: further parts, their slashes written as two underscores."""
	buffer = BytesIO()
	with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
		archive.writestr(
			"[Content_Types].xml", f'<Types><Override ContentType="{OFFICE}{MAIN[main]}"/></Types>'
		)
		archive.writestr(main, "<x/>")
		for name, content in members.items():
			archive.writestr(name.replace("__", "/"), content)
	return buffer.getvalue()


@cache
def video(seconds: int, kind: str = "mp4") -> bytes:
	"""A blue picture that stays for so long, one frame a second."""
	codec = {"mp4": "mpeg4", "webm": "libvpx"}[kind]
	return _ffmpeg(["-i", f"color=c=blue:s=64x48:r=1:d={seconds}", "-c:v", codec], kind)


def sound() -> bytes:
	"""An MP4 without a picture."""
	return _ffmpeg(["-i", "sine=duration=1", "-c:a", "aac"], "mp4")


# Bad ones


def encrypted_pdf() -> bytes:
	writer = _pdf("Rahasia", 1)
	writer.encrypt("kata sandi", algorithm="RC4-128")
	return _written(writer)


def pdf_with_script() -> bytes:
	writer = _pdf("Skrip", 1)
	writer.add_js("app.alert('x');")
	return _written(writer)


def pdf_with_virus() -> bytes:
	"""Attached inside, where it stands packed."""
	writer = _pdf("Lampiran", 1)
	writer.add_attachment("lampiran.txt", EICAR)
	return _written(writer)


def broken_pdf() -> bytes:
	return b"%PDF-1.7\n" + bytes(range(256)) * 4


def bomb_png() -> bytes:
	"""Says it is 60,000 by 60,000 pixels."""
	head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
	chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
	body = b"".join(
		struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
		for name, data in chunks
	)
	return b"\x89PNG\r\n\x1a\n" + body


def bomb_office() -> bytes:
	"""Thirty megabytes of nothing, packed to thirty kilobytes."""
	return office(word__media__a=bytes(30_000_000))


def lying_bomb_office() -> bytes:
	"""Says of that part that it is ten bytes long."""
	honest = bomb_office()
	return honest.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 10))


def encrypted_office() -> bytes:
	"""One part of it says that it is encrypted."""
	packed = bytearray(office(word__media__a=b"isi" * 50))
	place = packed.rindex(b"PK\x01\x02")
	packed[place + 8] |= 1
	return bytes(packed)


def leaving_office() -> bytes:
	buffer = BytesIO(office())
	with ZipFile(buffer, "a") as archive:
		archive.writestr(ZipInfo("../../../etc/cron.d/x"), "x")
	return buffer.getvalue()


def zipped(content: bytes, name: str = "a.txt") -> bytes:
	buffer = BytesIO()
	with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
		archive.writestr(name, content)
	return buffer.getvalue()


# What is sent for a requirement that takes PDF, pictures and Word: name, content, words of the sentence.
BAD: dict[str, tuple[str, bytes, str]] = {
	"a program named .pdf": ("drh.pdf", PROGRAM, "is a program"),
	"a script named .pdf": ("drh.pdf", b"#!/bin/sh\nrm -rf /\n", "is a program"),
	"a page named .pdf": ("drh.pdf", HTML, "is a web page"),
	"a page named .jpg": ("foto.jpg", HTML, "is a web page"),
	"a drawing named .jpg": ("foto.jpg", SVG, "is a web page or a drawing"),
	"a drawing": ("foto.svg", SVG, "is a web page or a drawing"),
	"a page": ("drh.html", HTML, "is a web page"),
	"text named .pdf": ("drh.pdf", b"Daftar riwayat hidup", "of no kind that is taken"),
	"a spreadsheet": ("data.xlsx", office("xl/workbook.xml"), "of another kind"),
	"a spreadsheet named .docx": ("data.docx", office("xl/workbook.xml"), "of another kind"),
	"an archive named .docx": ("data.docx", zipped(b"isi"), "of another kind"),
	"a picture named .pdf": ("drh.pdf", jpeg(), "does not fit the content"),
	"a PDF named .jpg": ("drh.jpg", pdf(), "does not fit the content"),
	"a PDF named .html": ("drh.html", pdf(), "does not fit the content"),
	"a PDF without an ending": ("drh", pdf(), "does not fit the content"),
	"two endings": ("drh.pdf.exe", pdf(), "does not fit the content"),
	"nothing": ("drh.pdf", b"", "is empty"),
	"too large": ("drh.pdf", pdf() + bytes(10 * 1024 * 1024), "is too large"),
	"an encrypted PDF": ("drh.pdf", encrypted_pdf(), "protected by a password"),
	"an encrypted Word file": ("drh.docx", OLD_OFFICE, "protected by a password"),
	"an encrypted part": ("drh.docx", encrypted_office(), "protected by a password"),
	"the virus test": ("drh.pdf", EICAR, "contains a virus"),
	"the virus test in a PDF": ("drh.pdf", pdf() + EICAR, "contains a virus"),
	"the virus test attached to a PDF": ("drh.pdf", pdf_with_virus(), "contains a virus"),
	"the virus test in a Word file": ("drh.docx", office(word__a=EICAR), "contains a virus"),
	"a zip bomb": ("drh.docx", bomb_office(), "zip bomb"),
	"a zip bomb that lies": ("drh.docx", lying_bomb_office(), "damaged"),
	"a picture of 3.6 billion pixels": ("foto.png", bomb_png(), "too many pixels"),
	"macros": ("drh.docx", office(word__vbaProject=b"x"), "contains macros"),
	"parts outside": ("drh.docx", leaving_office(), "outside of it"),
	"a broken PDF": ("drh.pdf", broken_pdf(), "damaged"),
	"a PDF that runs": ("drh.pdf", pdf_with_script(), "contains a program"),
	"a broken picture": ("foto.png", png()[:60], "damaged"),
	"half a Word file": ("drh.docx", office()[:200], "damaged"),
	"a path": ("../../drh.pdf", pdf(), "contains a folder"),
	"a path of Windows": ("C:\\drh.pdf", pdf(), "contains a folder"),
	"a drive": ("C:drh.pdf", pdf(), "contains a folder"),
	"a zero byte": ("drh.pdf\x00.exe", pdf(), "hidden signs"),
	"a line break": ("drh\r\n.pdf", pdf(), "hidden signs"),
	"text written from the right": ("drh\u202efdp.pdf", pdf(), "hidden signs"),
	"no name": (" ", pdf(), "has no name"),
}


def _ffmpeg(options: list[str], kind: str) -> bytes:
	if not shutil.which("ffmpeg"):
		pytest.skip("no ffmpeg on this machine to make a video with: install the package ffmpeg")
	with TemporaryDirectory() as folder:
		path = Path(folder) / f"a.{kind}"
		command = ["ffmpeg", "-v", "error", "-f", "lavfi", *options, str(path)]
		subprocess.run(command, check=True, timeout=60)
		return path.read_bytes()
