"""Supporting documents: what is accepted, when, and that nobody else opens the files."""

from __future__ import annotations

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.ntb_awards.doctype.nomination.nomination import checklist
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

DRH, CERTIFICATE, VIDEO = "daftar_riwayat_hidup", "sertifikat_kompetensi", "video_profil"


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


def file_of(document: Document) -> Document:
	return frappe.get_doc("File", {"file_url": document.file, "attached_to_name": document.name})


def test_a_document_takes_its_title_from_the_requirement(draft: Document) -> None:
	document = make_supporting_document(draft.name, DRH, requirement_title="Palsu")
	assert document.requirement_title.startswith("Daftar Riwayat Hidup")


def test_a_public_file_becomes_private(draft: Document, as_user) -> None:
	"""Attached by its owner, the public copy goes away with it."""
	user = make_unit_user(draft.unit)
	with as_user(user):
		public = make_file(private=False)
		document = make_supporting_document(draft.name, DRH, file=public.file_url)
	assert document.file.startswith("/private/files/")
	assert file_of(document).is_private
	assert not frappe.db.exists("File", public.name)


def test_somebody_elses_public_file_is_copied(draft: Document, as_user) -> None:
	logo = make_file(private=False)
	with as_user(make_unit_user(draft.unit)):
		document = make_supporting_document(draft.name, DRH, file=logo.file_url)
	assert document.file.startswith("/private/files/")
	assert frappe.db.get_value("File", logo.name, "file_url") == logo.file_url


def test_somebody_elses_private_file_is_refused(draft: Document, as_user) -> None:
	"""Naming its address must not open it."""
	secret = make_file(private=True)
	with as_user(make_unit_user(draft.unit)), pytest.raises(frappe.ValidationError, match="was not found"):
		make_supporting_document(draft.name, DRH, file=secret.file_url)


@pytest.mark.parametrize("url", ["/private/files/tidak-ada.pdf", "https://contoh.example/a.pdf", "../x"])
def test_a_file_that_is_not_here(draft: Document, url: str) -> None:
	with pytest.raises(frappe.ValidationError, match="was not found"):
		make_supporting_document(draft.name, DRH, file=url)


def test_who_may_open_the_file(season: str, as_user) -> None:
	nomination = make_submitted(season)
	name = frappe.db.get_value("Supporting Document", {"nomination": nomination.name, "requirement": DRH})
	file = file_of(frappe.get_doc("Supporting Document", name))
	readers = {
		"Guest": False,
		make_user("Employee"): False,
		make_user("Awards Assessor"): False,
		make_unit_user(nomination.unit): True,
		make_user("Awards Secretariat"): True,
		make_user("Awards Auditor"): True,
	}
	for user, may_open in readers.items():
		with as_user(user):
			assert bool(file.has_permission("read")) is may_open, user


@pytest.mark.parametrize(
	("requirement", "fields", "message"),
	[
		("tidak_ada", {}, "is not a document of category"),
		("deskripsi_diri_inspiratif", {}, "is not a document of category"),
		("penilaian_360", {}, "contributors answer themselves"),
		(DRH, {"url": "https://contoh.example/drh"}, "Upload the file"),
		(CERTIFICATE, {"issued_on": "2023-12-31"}, "2024, 2025"),
		(CERTIFICATE, {"issued_on": "2025-12-01"}, "still to come"),
		(VIDEO, {"url": "https://contoh.example/v"}, "not now"),
	],
)
def test_what_is_refused(draft: Document, requirement: str, fields: dict, message: str) -> None:
	with pytest.raises(frappe.ValidationError, match=message):
		make_supporting_document(draft.name, requirement, **fields)


@pytest.mark.parametrize("issued_on", ["2024-01-01", "2025-11-03", None])
def test_certificates_of_this_year_and_the_last(draft: Document, issued_on: str | None) -> None:
	"""2.b.10: the current year and one before; the season is that of 2025, today 3 November."""
	assert make_supporting_document(draft.name, CERTIFICATE, issued_on=issued_on).name


def test_the_video_at_its_stage(at_public_test: Document) -> None:
	"""3.b.2: at most three minutes, handed in while the nominee stands at Uji Publik."""
	url = "https://video.example/profil"
	with pytest.raises(frappe.ValidationError, match="at most 3"):
		make_supporting_document(at_public_test.name, VIDEO, url=url, minutes=3.01)
	assert make_supporting_document(at_public_test.name, VIDEO, url=url, minutes=3).name
	with pytest.raises(frappe.ValidationError, match="not now"):
		make_supporting_document(at_public_test.name, DRH)


def test_documents_are_locked_with_their_nomination(season: str, as_user) -> None:
	nomination = make_submitted(season)
	name = frappe.db.get_value("Supporting Document", {"nomination": nomination.name, "requirement": DRH})
	for user in (make_unit_user(nomination.unit), make_user("Awards Secretariat")):
		with as_user(user):
			with pytest.raises(frappe.ValidationError, match="not now"):
				make_supporting_document(nomination.name, DRH)
			with pytest.raises(frappe.ValidationError, match="not now"):
				frappe.client.set_value("Supporting Document", name, "file", make_file().file_url)
	with pytest.raises(frappe.ValidationError, match="not now"):
		frappe.delete_doc("Supporting Document", name)


def test_the_unit_adds_and_removes_in_its_draft(draft: Document, as_user) -> None:
	with as_user(make_unit_user(draft.unit)):
		document = make_supporting_document(draft.name, DRH)
		frappe.delete_doc("Supporting Document", document.name)
	assert not frappe.db.exists("Supporting Document", document.name)


def test_another_unit_adds_nothing(draft: Document, as_user) -> None:
	stranger = make_submitted(draft.season)
	with as_user(make_unit_user(stranger.unit)), pytest.raises(frappe.PermissionError):
		make_supporting_document(draft.name, DRH)


def test_a_document_does_not_move_to_another_nomination(draft: Document) -> None:
	document, other = make_supporting_document(draft.name, DRH), make_nomination(draft.season)
	document.nomination = other.name
	with pytest.raises(frappe.ValidationError):
		document.save()


def test_verification_is_for_staff_after_submission(season: str, as_user) -> None:
	nomination = make_submitted(season)
	name = frappe.db.get_value("Supporting Document", {"nomination": nomination.name, "requirement": DRH})
	document = frappe.get_doc("Supporting Document", name)
	with as_user(make_unit_user(nomination.unit)), pytest.raises(frappe.PermissionError):
		frappe.client.set_value("Supporting Document", name, "verified", "Valid")
	with as_user(make_user("Awards Secretariat")):
		with pytest.raises(frappe.MandatoryError):
			document.update({"verified": "Invalid"}).save()
		document.reload().update({"verified": "Valid"}).save()
	draft = make_nomination(season)
	other = make_supporting_document(draft.name, DRH)
	with pytest.raises(frappe.ValidationError, match="from the submission"):
		other.update({"verified": "Valid"}).save()


def test_the_checklist(draft: Document, as_user) -> None:
	make_supporting_document(draft.name, DRH)
	make_supporting_document(draft.name, CERTIFICATE)
	shown = {one["code"]: one for one in checklist(draft.name)}
	assert shown[DRH]["status"] == "present" and len(shown[DRH]["files"]) == 1
	assert shown["surat_rekomendasi"]["status"] == "missing"
	assert shown["piagam_penghargaan"]["status"] == "optional"
	assert shown[CERTIFICATE]["warnings"] == ["A date of issue is not stated. Only 2024, 2025 counts."]
	assert (shown[VIDEO]["status"], shown[VIDEO]["stage_title"]) == ("later", "Uji Publik")
	assert shown["penilaian_360"]["contributors"] == 0
	with as_user(make_user("Employee")), pytest.raises(frappe.PermissionError):
		checklist(draft.name)


@pytest.mark.parametrize(
	("doctype", "fields"),
	[
		("Field Observation", {"observed_on": "2025-11-02", "findings": "Sesuai."}),
		("Public Response", {"received_on": "2025-11-02", "response": "Mendukung."}),
	],
)
class TestWhatIsRecordedAboutNominees:
	def make(self, nomination: Document, doctype: str, fields: dict) -> Document:
		doc = frappe.new_doc(doctype)
		doc.update({"nomination": nomination.name, **fields})
		return doc.insert()

	def test_only_of_accepted_nominees(self, season: str, doctype: str, fields: dict) -> None:
		for nomination in (make_nomination(season), make_submitted(season)):
			with pytest.raises(frappe.ValidationError, match="accepted into the selection"):
				self.make(nomination, doctype, fields)
		assert self.make(make_accepted(season), doctype, fields).season == season

	def test_only_of_what_has_happened(self, season: str, doctype: str, fields: dict) -> None:
		day = next(iter(fields))
		with pytest.raises(frappe.ValidationError, match="still to come"):
			self.make(make_accepted(season), doctype, {**fields, day: "2025-11-04"})

	def test_not_by_the_unit(self, season: str, as_user, doctype: str, fields: dict) -> None:
		accepted = make_accepted(season)
		with as_user(make_unit_user(accepted.unit)), pytest.raises(frappe.PermissionError):
			self.make(accepted, doctype, fields)
		with as_user(make_user("Awards Secretariat")):
			assert self.make(accepted, doctype, fields).name


def test_evidence_of_an_observation_is_private(season: str) -> None:
	accepted, public = make_accepted(season), make_file(private=False)
	doc = frappe.new_doc("Field Observation")
	doc.update(
		{
			"nomination": accepted.name,
			"observed_on": "2025-11-02",
			"findings": "Sesuai.",
			"evidence": public.file_url,
		}
	)
	assert doc.insert().evidence.startswith("/private/files/")
