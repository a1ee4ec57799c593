"""Files of nominations at the doors that are Frappe's own: desk, REST, import, uploads, the file list."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.gateway import file_media
from ntb_awards.gateway.documents import checklist
from ntb_awards.gateway.file_refusals import FileRefusedError
from tests.site import bad_files
from tests.site.builders import make_user
from tests.site.builders_nomination import (
	IN_WINDOW,
	act,
	make_accepted,
	make_award_season,
	make_file,
	make_nomination,
	make_submitted,
	make_supporting_document,
	make_unit_user,
	store_minutes,
)

DRH, VIDEO = "daftar_riwayat_hidup", "video_profil"


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


@pytest.fixture
def season() -> str:
	return make_award_season().name


@pytest.fixture
def draft(season: str) -> Document:
	return make_nomination(season)


@pytest.fixture
def at_public_test(season: str) -> Document:
	nominee = make_accepted(season)
	for gate in ("administration", "fgd"):
		store_minutes(nominee, gate, "Advance")
		nominee = act(nominee, "Advance")
	return nominee


def uploaded(content: bytes, name: str, **fields: Any) -> Document:
	"""A private file as the desk's uploader leaves it: past the app's own endpoints."""
	file = frappe.new_doc("File")
	file.update({"file_name": name, "content": content, "is_private": 1, **fields})
	return file.insert()


def files_of(document: Document) -> list[frappe._dict]:
	attached = {"attached_to_doctype": document.doctype, "attached_to_name": document.name}
	return frappe.get_all("File", attached, ["name", "file_url", "owner"], order_by="creation")


@pytest.mark.parametrize(
	("name", "content", "words"),
	[
		("drh.docx", bad_files.HTML, "is a web page"),
		("foto.png", bad_files.SVG, "is a web page or a drawing"),
		("drh.html", bad_files.pdf(), "does not fit the content"),
		("drh.docx", bad_files.EICAR, "contains a virus"),
		("drh.docx", bad_files.bomb_office(), "zip bomb"),
		("drh.pdf", bad_files.encrypted_pdf(), "protected by a password"),
	],
)
def test_the_document_itself_asks(draft: Document, name: str, content: bytes, words: str) -> None:
	"""Of files that Frappe's own upload lets through."""
	file = uploaded(content, name)
	with pytest.raises(FileRefusedError, match=words):
		make_supporting_document(draft.name, DRH, file=file.file_url)
	assert not frappe.db.exists("Supporting Document", {"nomination": draft.name})


def test_a_name_with_a_folder(draft: Document) -> None:
	file = uploaded(bad_files.pdf("jalan"), "C:\\drh.pdf")
	with pytest.raises(FileRefusedError, match="contains a folder"):
		make_supporting_document(draft.name, DRH, file=file.file_url)


def test_a_good_document_keeps_what_is_written_there(draft: Document) -> None:
	document = make_supporting_document(draft.name, DRH)
	with pytest.raises(FileRefusedError):
		bad = uploaded(bad_files.HTML, "drh.docx").file_url
		frappe.get_doc("Supporting Document", document.name).update({"file": bad}).save()
	assert frappe.db.get_value("Supporting Document", document.name, "file") == document.file


def test_what_is_known_of_the_file_is_written_by_the_app(draft: Document) -> None:
	content = bad_files.pdf("sidik jari")
	forged = {"sha256": "0" * 64, "file_size": 1}
	document = make_supporting_document(
		draft.name, DRH, file=uploaded(content, "a.pdf").file_url, **forged, minutes=2
	)
	assert (document.sha256, document.file_size) == (hashlib.sha256(content).hexdigest(), len(content))
	assert not document.minutes
	document.update({**forged, "minutes": 1}).save()
	assert (document.sha256, document.file_size) == (hashlib.sha256(content).hexdigest(), len(content))
	assert not document.minutes


class TestVideos:
	def hand_in(self, nomination: Document, seconds: int, **fields: Any) -> Document:
		url = uploaded(bad_files.video(seconds), "profil.mp4").file_url
		return make_supporting_document(nomination.name, VIDEO, file=url, **fields)

	def test_its_length_is_measured(self, at_public_test: Document) -> None:
		assert self.hand_in(at_public_test, 120, minutes=1).minutes == 2
		assert self.hand_in(at_public_test, 180).minutes == 3
		with pytest.raises(frappe.ValidationError, match=r"is 3.02 minutes long; at most 3 are allowed"):
			self.hand_in(at_public_test, 181, minutes=1)

	def test_where_nothing_measures_it(
		self, at_public_test: Document, monkeypatch: pytest.MonkeyPatch
	) -> None:
		monkeypatch.setattr(file_media, "FFPROBE", "there-is-no-such-program")
		assert not self.hand_in(at_public_test, 2, minutes=1).minutes
		(shown,) = [one for one in checklist(at_public_test) if one["code"] == VIDEO]
		assert "length of the video is not stated" in shown["warnings"][0]


def test_a_file_is_nobodys_own(draft: Document, as_user) -> None:
	"""Frappe lets the owner of a file open it for ever, also when he has left the unit."""
	user = make_unit_user(draft.unit)
	with as_user(user):
		document = make_supporting_document(draft.name, DRH)
		(file,) = files_of(document)
		assert frappe.get_doc("File", file.name).has_permission("read")
	assert file.owner == "Administrator"
	frappe.db.set_value("Employee", {"user_id": user}, "status", "Left")
	with as_user(user):
		assert not frappe.get_doc("File", file.name).has_permission("read")
		rows = frappe.get_all("File", {"file_url": document.file}, pluck="name")
		assert not any(frappe.get_doc("File", name).has_permission("read") for name in rows)


def test_another_unattached_row_of_the_same_file_goes(draft: Document, as_user) -> None:
	content = bad_files.pdf("dua baris")
	with as_user(make_unit_user(draft.unit)):
		first, second = uploaded(content, "a.pdf"), uploaded(content, "b.pdf")
		assert first.file_url == second.file_url
		document = make_supporting_document(draft.name, DRH, file=second.file_url)
	rows = frappe.get_all("File", {"file_url": document.file}, ["owner", "attached_to_name"])
	assert rows == [{"owner": "Administrator", "attached_to_name": document.name}]


def test_a_replaced_file_goes(draft: Document) -> None:
	"""From the disk only when that is certain."""
	document = make_supporting_document(draft.name, DRH)
	before = Path(frappe.get_doc("File", files_of(document)[0].name).get_full_path())
	document.update({"file": make_file().file_url}).save()
	assert [row.file_url for row in files_of(document)] == [document.file]
	assert before.is_file()
	frappe.db.after_commit.run()
	assert not before.exists()


def test_a_file_that_two_documents_share_stays(draft: Document) -> None:
	"""Frappe stores the same content once."""
	content = bad_files.pdf("sama")
	one, two = (
		make_supporting_document(draft.name, code, file=uploaded(content, "a.pdf").file_url)
		for code in (DRH, "surat_rekomendasi")
	)
	assert one.file == two.file
	path = Path(frappe.get_doc("File", files_of(one)[0].name).get_full_path())
	frappe.delete_doc("Supporting Document", one.name)
	frappe.db.after_commit.run()
	assert path.is_file() and files_of(two)
	frappe.delete_doc("Supporting Document", two.name)
	frappe.db.after_commit.run()
	assert not path.exists()


@pytest.mark.parametrize(
	"change",
	[
		{"is_private": 0},
		{"file_url": "/private/files/lain.pdf"},
		{"attached_to_name": None, "attached_to_doctype": None},
		{"file_name": "lain.pdf"},
		{"owner": "x"},
	],
)
def test_the_file_of_a_document_is_not_changed_beside_it(
	draft: Document, as_user, change: dict[str, Any]
) -> None:
	with as_user(make_unit_user(draft.unit)):
		document = make_supporting_document(draft.name, DRH)
		(file,) = files_of(document)
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			frappe.client.set_value("File", file.name, change)
		assert frappe.db.get_value("File", file.name, "file_url") == document.file
		with pytest.raises(frappe.PermissionError):
			frappe.delete_doc("File", file.name)
		assert Path(frappe.get_doc("File", file.name).get_full_path()).is_file()
		frappe.delete_doc("Supporting Document", document.name)
	assert not frappe.db.exists("File", file.name)


def test_pictures_are_not_optimised_beside_it(draft: Document) -> None:
	"""Frappe's own button writes a smaller picture over the one that was handed in."""
	given = uploaded(bad_files.png(900, 900), "a.png")
	document = make_supporting_document(draft.name, DRH, file=given.file_url)
	(row,) = files_of(document)
	with pytest.raises(frappe.ValidationError, match="changed only there"):
		frappe.get_doc("File", row.name).optimize_file()


def test_what_is_put_beside_a_document(draft: Document) -> None:
	"""Frappe's upload of an attachment: of a kind that is taken, and private."""
	document = make_supporting_document(draft.name, DRH)
	for place in (document, draft):
		attached = {"attached_to_doctype": place.doctype, "attached_to_name": place.name}
		for what in ("a drawing", "a page", "an encrypted Word file", "a zip bomb"):
			name, content, words = bad_files.BAD[what]
			with pytest.raises(FileRefusedError, match=words):
				uploaded(content, name, **attached)
		with pytest.raises(frappe.ValidationError, match="are private"):
			uploaded(bad_files.pdf("umum"), "a.pdf", **attached, is_private=0)
		assert uploaded(bad_files.pdf(place.name), "a.pdf", **attached).name


# Photos


def test_a_photo_of_any_door_is_re_encoded(draft: Document, as_user) -> None:
	with as_user(make_unit_user(draft.unit)):
		given = uploaded(bad_files.camera_jpeg(), "kamera.png.jpg")
		doc = frappe.get_doc("Nomination", draft.name)
		doc.update({"photo": given.file_url}).save()
	(file,) = files_of(doc)
	assert (file.file_url, file.owner) == (doc.photo, "Administrator")
	assert doc.photo.startswith("/private/files/")
	content = Path(frappe.get_doc("File", file.name).get_full_path()).read_bytes()
	assert b"Telepon" not in content and len(content) < 60_000
	assert not frappe.db.exists("File", given.name)
	doc.reload().save()
	assert doc.photo == file.file_url


def test_what_is_no_photo(draft: Document) -> None:
	doc = frappe.get_doc("Nomination", draft.name)
	for content, name in (
		(bad_files.pdf(), "a.pdf"),
		(bad_files.SVG, "a.svg"),
		(bad_files.bomb_png(), "a.png"),
	):
		with pytest.raises(FileRefusedError):
			doc.reload().update({"photo": uploaded(content, name).file_url}).save()
	with pytest.raises(frappe.ValidationError, match="was not found"):
		doc.reload().update({"photo": "https://contoh.example/a.jpg"}).save()


def test_photo_of_somebody_else(draft: Document, as_user) -> None:
	secret = uploaded(bad_files.jpeg(), "rahasia.jpg")
	with as_user(make_unit_user(draft.unit)), pytest.raises(frappe.ValidationError, match="was not found"):
		frappe.get_doc("Nomination", draft.name).update({"photo": secret.file_url}).save()


def test_a_photo_goes_with_its_draft(draft: Document) -> None:
	doc = frappe.get_doc("Nomination", draft.name)
	doc.update({"photo": uploaded(bad_files.jpeg(), "a.jpg").file_url}).save()
	(first,) = files_of(doc)
	doc.update({"photo": uploaded(bad_files.jpeg(50, 50), "b.jpg").file_url}).save()
	assert not frappe.db.exists("File", first.name)
	doc.update({"photo": None}).save()
	assert not files_of(doc)


def test_the_files_of_a_submitted_nomination_stay(season: str, as_user) -> None:
	nomination = make_submitted(season)
	name = frappe.db.get_value("Supporting Document", {"nomination": nomination.name, "requirement": DRH})
	(file,) = files_of(frappe.get_doc("Supporting Document", name))
	for user in (make_unit_user(nomination.unit), make_user("Awards Secretariat")):
		with as_user(user), pytest.raises(frappe.PermissionError):
			frappe.delete_doc("File", file.name)
		assert Path(frappe.get_doc("File", file.name).get_full_path()).is_file()
