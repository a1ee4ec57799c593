"""What a file is, whatever it is called: the one check that every door asks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import frappe
import pytest
from PIL import Image

from ntb_awards.gateway import file_contents, file_media, file_photos, limits
from ntb_awards.gateway.file_contents import check
from ntb_awards.gateway.file_refusals import FileRefusedError
from ntb_awards.selection.scheme import DocumentRequirement
from tests.site import bad_files as files

MEGABYTE = 1024 * 1024


def asked(**fields: Any) -> DocumentRequirement:
	return DocumentRequirement(code="cv", title="Riwayat hidup", basis="Pasal 1", **fields)


def video_asked(**fields: Any) -> DocumentRequirement:
	return asked(kind="video", max_minutes=Decimal(3), **fields)


@pytest.mark.parametrize("what", files.BAD)
def test_bad_files(what: str) -> None:
	name, content, words = files.BAD[what]
	with pytest.raises(FileRefusedError, match=words):
		check(content, name, asked())


def test_a_pdf_without_pages() -> None:
	with pytest.raises(FileRefusedError, match="no pages"):
		check(files.pdf(pages=0), "kosong.pdf", asked())


@pytest.mark.parametrize(
	("name", "content", "kind"),
	[
		("Riwayat Hidup (final) é.PDF", files.pdf(), "pdf"),
		("foto.jpg", files.jpeg(), "image"),
		("foto.JPEG", files.camera_jpeg(), "image"),
		("foto.png", files.png(), "image"),
		("riwayat.docx", files.office(), "word"),
	],
)
def test_good_files(name: str, content: bytes, kind: str, tmp_path: Path) -> None:
	facts = check(content, name, asked())
	assert (facts.kind, facts.size) == (kind, len(content))
	assert facts.sha256 == hashlib.sha256(content).hexdigest()
	assert facts.minutes is None
	path = tmp_path / "a"
	path.write_bytes(content)
	assert check(path, name, asked()) == facts


def test_own_kinds_and_size_of_a_requirement() -> None:
	sheet = files.office("xl/workbook.xml")
	assert check(sheet, "data.xlsx", asked(file_types=("spreadsheet",))).kind == "spreadsheet"
	with pytest.raises(FileRefusedError, match=r"of another kind \(PDF\). Upload spreadsheet"):
		check(files.pdf(), "a.pdf", asked(file_types=("spreadsheet",)))
	with pytest.raises(FileRefusedError, match="at most 100 KB"):
		check(files.pdf() + bytes(200_000), "a.pdf", asked(max_megabytes=Decimal("0.09765625")))


def test_the_virus_test_across_two_blocks() -> None:
	content = files.pdf()
	content += bytes(file_contents.BLOCK - len(content) - 20) + files.EICAR
	with pytest.raises(FileRefusedError, match="virus"):
		check(content, "a.pdf", asked())


def test_a_name_with_mark_up_is_shown_as_text() -> None:
	with pytest.raises(FileRefusedError) as refused:
		check(b"", '<img src=x onerror="alert(1)">.pdf', asked())
	assert "<img" not in str(refused.value) and "&lt;img" in str(refused.value)


# Videos


@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_the_length_of_a_video(kind: str) -> None:
	facts = check(files.video(90, kind), f"profil.{kind}", video_asked())
	assert (facts.kind, facts.minutes) == ("video", 1.5)


@pytest.mark.parametrize(
	("name", "content", "words"),
	[
		("a.mp4", files.pdf, r"of another kind \(PDF\)"),
		("a.webm", lambda: files.video(2), "does not fit"),
		("a.mp4", lambda: files.video(2)[:40] + bytes(200), "cannot be played"),
		("a.mp4", files.sound, "cannot be played"),
		("a.mp4", lambda: files.EICAR, "virus"),
		("a.mp4", lambda: b"#EXTM3U\nfile:///etc/passwd\n", "of no kind"),
	],
)
def test_bad_videos(name: str, content: Callable[[], bytes], words: str) -> None:
	with pytest.raises(FileRefusedError, match=words):
		check(content(), name, video_asked())


def test_without_ffprobe(monkeypatch: pytest.MonkeyPatch) -> None:
	"""The video is taken, and its length is not known."""
	monkeypatch.setattr(file_media, "FFPROBE", "there-is-no-such-program")
	assert check(files.video(2), "a.mp4", video_asked()).minutes is None


def test_ffprobe_that_does_not_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
	slow = tmp_path / "slow"
	slow.write_text("#!/bin/sh\nexec sleep 60\n")
	slow.chmod(0o755)
	monkeypatch.setattr(file_media, "FFPROBE", str(slow))
	monkeypatch.setattr(file_media, "PROBE_SECONDS", 0.2)
	with pytest.raises(FileRefusedError, match="cannot be played"):
		check(files.video(2), "a.mp4", video_asked())


def test_ffprobe_that_talks_for_ever(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
	noisy = tmp_path / "noisy"
	noisy.write_text("#!/bin/sh\nexec yes\n")
	noisy.chmod(0o755)
	monkeypatch.setattr(file_media, "FFPROBE", str(noisy))
	with pytest.raises(FileRefusedError, match="cannot be played"):
		check(files.video(2), "a.mp4", video_asked())


# Limits


def test_what_a_page_says() -> None:
	usual = limits.accepted(asked())
	assert usual.sentence == "PDF, image (JPG or PNG) or Word (DOCX), at most 10 MB."
	assert usual.extensions == (".pdf", ".jpg", ".jpeg", ".png", ".docx")
	assert "application/pdf" in usual.input_accept and usual.megabytes == 10
	small = limits.accepted(asked(file_types=("pdf",), max_megabytes=Decimal("0.5")))
	assert small.sentence == "PDF, at most 512 KB."


@pytest.mark.parametrize(
	("settings", "conf", "most"),
	[(0, 0, 24), (100, 0, 24), (0, 300 * MEGABYTE, 200), (50, 300 * MEGABYTE, 49)],
)
def test_never_more_than_the_site_takes(
	monkeypatch: pytest.MonkeyPatch, settings: int, conf: int, most: int
) -> None:
	"""The System Settings limit files (MB), the site's configuration requests (bytes)."""
	frappe.db.set_single_value("System Settings", "max_file_size", settings)
	monkeypatch.setitem(frappe.local.conf, "max_file_size", conf)
	assert limits.accepted(video_asked()).sentence == f"video (MP4 or WebM), at most {most} MB."


# Photos


def test_a_photo_is_made_small_upright_and_bare() -> None:
	made = file_photos.re_encode(files.camera_jpeg(), "foto.jpg")
	with Image.open(BytesIO(made)) as image:
		assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (600, 800), {})
	assert b"Telepon" not in made
	assert file_photos.is_plain(made) and not file_photos.is_plain(files.camera_jpeg())
	assert not file_photos.is_plain(made + b"behind the end")
	with Image.open(BytesIO(file_photos.re_encode(files.png(), "foto.png"))) as image:
		assert image.getpixel((5, 5))[1] > 150
