"""Handing in documents from the page of a nomination; bad requests are tested by HTTP, in tests/browser."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import frappe
import pytest
from frappe.model.document import Document
from werkzeug.datastructures import FileStorage
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from ntb_awards.gateway import uploads
from ntb_awards.gateway.file_refusals import FileRefusedError
from tests.site import bad_files
from tests.site.builders_nomination import (
	IN_WINDOW,
	act,
	make_accepted,
	make_award_season,
	make_nomination,
	make_unit_user,
	store_minutes,
)

CV, CERTIFICATE, VIDEO = "daftar_riwayat_hidup", "sertifikat_kompetensi", "video_profil"


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


@pytest.fixture
def draft() -> Document:
	return make_nomination(make_award_season().name)


@pytest.fixture
def operator(draft: Document) -> str:
	return make_unit_user(draft.unit)


@pytest.fixture
def send(operator: str, as_user: Callable[[str], Any]) -> Callable[..., dict[str, Any]]:
	"""`send(uploads.upload, content, name, …)`: as the unit's operator, the file in a real request."""

	def send(
		door: Callable[..., dict], content: bytes, name: str, *values: Any, **more: Any
	) -> dict[str, Any]:
		stream = FileStorage(BytesIO(content), filename=name)
		frappe.local.request = Request(
			EnvironBuilder("/", method="POST", data={"file": stream}).get_environ()
		)
		frappe.local.response.pop("problems", None)
		try:
			with as_user(operator):
				return door(*values, **more)
		finally:
			del frappe.local.request

	return send


def documents(nomination: Document) -> list[frappe._dict]:
	fields = ["name", "requirement", "file", "url", "sha256", "issued_on", "minutes", "file_size"]
	return frappe.get_all("Supporting Document", {"nomination": nomination.name}, fields, order_by="creation")


def path_of(url: str) -> Path:
	return Path(frappe.get_doc("File", {"file_url": url}).get_full_path())


def test_a_certificate(draft: Document, send) -> None:
	given = send(
		uploads.upload,
		bad_files.pdf(),
		"Sertifikat.pdf",
		draft.name,
		CERTIFICATE,
		issued_on="2025-02-03",
		minutes="9",
	)
	(row,) = documents(draft)
	assert (row.name, str(row.issued_on), row.minutes) == (given["document"], "2025-02-03", 0)
	assert given["checklist"]["files"][0]["name"] == row.name and given["checklist"]["status"] == "present"
	assert row.file.startswith(f"/private/files/{draft.name}-{CERTIFICATE}")
	assert path_of(row.file).read_bytes() == bad_files.pdf()


def test_the_same_file_with_another_date(draft: Document, send) -> None:
	for day in ("2025-02-03", "2025-02-03", "2024-02-03"):
		send(uploads.upload, bad_files.pdf(), "a.pdf", draft.name, CERTIFICATE, issued_on=day)
	(row,) = documents(draft)
	assert str(row.issued_on) == "2024-02-03"


def test_a_file_in_the_place_of_another(draft: Document, send) -> None:
	first = send(uploads.upload, bad_files.pdf("satu"), "a.pdf", draft.name, CV)["document"]
	(before,) = documents(draft)
	assert (
		send(uploads.upload, bad_files.jpeg(), "b.jpeg", draft.name, CV, document=first)["document"] == first
	)
	(after,) = documents(draft)
	assert after.sha256 != before.sha256 and after.file.endswith(".jpg")
	assert not frappe.db.exists("File", {"file_url": before.file})


def test_a_link_in_the_place_of_a_file(draft: Document, send, operator: str, as_user) -> None:
	"""Of a kind that takes only files it is refused, and the file stays."""
	given = send(uploads.upload, bad_files.pdf(), "a.pdf", draft.name, CV)["document"]
	with as_user(operator), pytest.raises(frappe.ValidationError, match="Upload the file"):
		uploads.give_link(draft.name, CV, "https://contoh.example/a", document=given)
	assert list(frappe.local.response["problems"]) == [CV]
	assert documents(draft)[0].file


def test_a_refused_file_is_told_at_its_requirement(draft: Document, send) -> None:
	before = frappe.db.count("File")
	with pytest.raises(FileRefusedError):
		send(uploads.upload, bad_files.HTML, "<b>a.pdf", draft.name, CV)
	said = frappe.local.response["problems"][CV]
	assert said.startswith("<b>a.pdf is a web page") and "PDF, image (JPG or PNG) or Word (DOCX)" in said
	assert frappe.db.count("File") == before and not documents(draft)


def test_not_without_end(draft: Document, send, monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr(uploads, "MOST_FILES", 2)
	for number in range(2):
		send(uploads.upload, bad_files.pdf(str(number)), "a.pdf", draft.name, CERTIFICATE)
	with pytest.raises(frappe.ValidationError, match="There are 2 files already"):
		send(uploads.upload, bad_files.pdf("tiga"), "a.pdf", draft.name, CERTIFICATE)


def test_what_is_larger_is_not_read(draft: Document, send) -> None:
	with pytest.raises(FileRefusedError, match=r"too large: 12.\d MB; at most 10 MB"):
		send(uploads.upload, bytes(12 * 1024 * 1024 + 1), "a.pdf", draft.name, CV)


class TestVideos:
	@pytest.fixture
	def draft(self) -> Document:
		"""At the stage at which it is handed in."""
		nominee = make_accepted(make_award_season().name)
		for gate in ("administration", "fgd"):
			store_minutes(nominee, gate, "Advance")
			nominee = act(nominee, "Advance")
		return nominee

	def test_as_a_file(self, draft: Document, send) -> None:
		send(uploads.upload, bad_files.video(90), "profil.mp4", draft.name, VIDEO, minutes="1")
		with pytest.raises(frappe.ValidationError, match=r"3\.33 minutes long; at most 3"):
			send(uploads.upload, bad_files.video(200), "profil.mp4", draft.name, VIDEO, minutes="1")
		(row,) = [one for one in documents(draft) if one.requirement == VIDEO]
		assert row.minutes == 1.5

	def test_as_a_link(self, draft: Document, operator: str, as_user) -> None:
		url = "https://video.example/profil"
		with as_user(operator):
			given = uploads.give_link(draft.name, VIDEO, url, minutes="2,5")
			for minutes, words in (
				("4", "at most 3"),
				("tiga", "no number"),
				("-1", "no number"),
				("nan", "no number"),
			):
				with pytest.raises(frappe.ValidationError, match=words):
					uploads.give_link(draft.name, VIDEO, url, minutes=minutes, document=given["document"])
			(row,) = [one for one in documents(draft) if one.requirement == VIDEO]
			assert (row.url, row.minutes, row.file) == (url, 2.5, None)
			uploads.remove(given["document"])
		assert VIDEO not in [one.requirement for one in documents(draft)]


def test_a_photo(draft: Document, send, operator: str, as_user) -> None:
	given = send(uploads.upload_photo, bad_files.camera_jpeg(), "IMG_1.jpg", draft.name)
	doc = frappe.get_doc("Nomination", draft.name)
	assert doc.photo == given["photo"] and b"Telepon" not in path_of(doc.photo).read_bytes()
	rows = frappe.get_all("File", {"attached_to_name": draft.name}, ["file_url", "is_private", "owner"])
	assert rows == [{"file_url": doc.photo, "is_private": 1, "owner": "Administrator"}]
	again = send(uploads.upload_photo, bad_files.png(), "a.png", draft.name)
	assert frappe.get_all("File", {"attached_to_name": draft.name}, pluck="file_url") == [again["photo"]]
	with pytest.raises(FileRefusedError):
		send(uploads.upload_photo, bad_files.SVG, "a.png", draft.name)
	assert list(frappe.local.response["problems"]) == ["photo"]
	assert frappe.db.get_value("Nomination", draft.name, "photo") == again["photo"]
	with as_user(operator):
		assert uploads.remove_photo(draft.name)["photo"] == ""
	assert not frappe.get_all("File", {"attached_to_name": draft.name})
