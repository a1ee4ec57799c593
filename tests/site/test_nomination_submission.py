"""Handing in: what keeps a nomination back, each with what to do; the window and the number."""

from __future__ import annotations

from datetime import datetime, timedelta

import frappe
import pytest

from ntb_awards.gateway.documents import missing_documents
from ntb_awards.ntb_awards.doctype.nomination.nomination import checklist
from tests.site.builders import make_employee, make_user
from tests.site.builders_access import store
from tests.site.builders_nomination import (
	IN_WINDOW,
	SCHEME,
	WITA,
	act,
	category,
	make_accepted,
	make_award_season,
	make_documents,
	make_feedback,
	make_nomination,
	make_nominee,
	make_submitted,
	make_supporting_document,
	make_unit_user,
)

SUBMIT = "Submit Nomination"


class Clock:
	"""What `now_in` answers."""

	now = IN_WINDOW


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
	clock = Clock()
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: clock.now)
	return clock


@pytest.fixture
def season() -> str:
	return make_award_season().name


def test_a_complete_nomination_is_submitted_and_numbered(season: str) -> None:
	first, second = make_submitted(season), make_submitted(season)
	assert (first.workflow_state, first.number, second.number) == ("Submitted", 1, 2)
	assert first.submitted_by == "Administrator"
	assert first.submitted_at.minute == 0
	assert not first.stage and not first.outcome


def test_each_season_counts_for_itself(season: str) -> None:
	make_submitted(season)
	assert make_submitted(make_award_season().name).number == 1


@pytest.mark.parametrize(
	"missing", ["recommender_name", "recommender_position", "recommendation_number", "recommendation_date"]
)
def test_before_the_recommender_is_named(season: str, missing: str) -> None:
	nomination = make_nomination(season, **{missing: None})
	make_documents(nomination)
	label = nomination.meta.get_label(missing)
	with pytest.raises(frappe.ValidationError, match=label) as refused:
		act(nomination, SUBMIT)
	assert "Kepala Perangkat Daerah" in str(refused.value)
	assert frappe.db.get_value("Nomination", nomination.name, ["workflow_state", "number"]) == ("Draft", 0)


def test_every_missing_document_is_named(season: str) -> None:
	nomination = make_nomination(season)
	make_documents(nomination, but_not="daftar_riwayat_hidup")
	with pytest.raises(frappe.ValidationError, match="Daftar Riwayat Hidup") as refused:
		act(nomination, SUBMIT)
	assert "2.b.3" in str(refused.value)
	assert "Surat Rekomendasi" not in str(refused.value)


def test_documents_by_category(season: str) -> None:
	"""Nine required and two "if any" of the eleven (2.b), the self-description in one of its two forms."""
	general = {one.code for one in missing_documents(make_nomination(season))}
	inspiring = {
		one.code for one in missing_documents(make_nomination(season, category_code="asn_inspiratif"))
	}
	assert len(general) == len(inspiring) == 8
	assert general - inspiring == {"deskripsi_diri"}
	assert inspiring - general == {"deskripsi_diri_inspiratif"}
	assert not {"piagam_penghargaan", "sertifikat_kompetensi", "video_profil"} & general


def test_one_feedback_form_makes_the_document_present(season: str) -> None:
	"""2.b.11 asks for three contributors; who has one is submitted, with a warning of what is missing."""
	nomination = make_nomination(season)
	make_documents(nomination)
	frappe.db.delete("Assessment 360", {"nomination": nomination.name})
	with pytest.raises(frappe.ValidationError, match="360"):
		act(nomination, SUBMIT)
	make_feedback(nomination.name, "superior")
	entry = next(one for one in checklist(nomination.name) if one["kind"] == "feedback")
	assert (entry["status"], entry["contributors"]) == ("present", 1)
	assert entry["warnings"] == ["peer: 0 of 2", "1 of at least 3 contributors (2.b.11.b)"]
	assert act(nomination, SUBMIT).number == 1


def test_an_invalid_document_is_as_good_as_none(season: str) -> None:
	nomination = make_submitted(season)
	name = frappe.db.get_value(
		"Supporting Document", {"requirement": "deskripsi_inovasi"}, order_by="creation desc"
	)
	document = frappe.get_doc("Supporting Document", name)
	document.update({"verified": "Invalid", "verification_note": "Tidak terbaca."}).save()
	assert [one.code for one in missing_documents(nomination.name)] == ["deskripsi_inovasi"]


@pytest.mark.parametrize(
	("now", "refused"),
	[
		(datetime(2025, 10, 27, 23, 59, 59, tzinfo=WITA), "28 October 2025 00.00 WITA"),
		(datetime(2025, 10, 28, 0, 0, tzinfo=WITA), None),
		(datetime(2025, 11, 7, 23, 59, 59, tzinfo=WITA), None),
		(datetime(2025, 11, 8, 0, 0, tzinfo=WITA), "7 November 2025 23.59 WITA"),
	],
)
def test_edges_of_the_window(season: str, clock: Clock, now: datetime, refused: str | None) -> None:
	nomination = make_nomination(season)
	make_documents(nomination)
	# The same moments told in another zone: what counts is the season's.
	clock.now = now.astimezone(datetime.now().astimezone().tzinfo)
	if not refused:
		assert act(nomination, SUBMIT).number == 1
		return
	with pytest.raises(frappe.ValidationError, match=refused):
		act(nomination, SUBMIT)


def test_an_extension_moves_the_deadline(season: str, clock: Clock) -> None:
	clock.now = datetime(2025, 11, 11, 23, 59, tzinfo=WITA)
	late = make_nomination(season)
	make_documents(late)
	extended = frappe.get_doc("Award Season", season)
	extended.append(
		"extensions",
		{
			"activity_number": 2,
			"new_end": "2025-11-11 23:59:00",
			"letter_number": "800.1/4697/BKD/2025",
			"letter_date": "2025-11-06",
			"reason": "Perpanjangan",
		},
	)
	extended.save()
	assert act(late, SUBMIT).number == 1


@pytest.mark.parametrize("status", ["Draft", "Closed"])
def test_a_season_that_is_not_open(season: str, status: str) -> None:
	nomination = make_nomination(season)
	make_documents(nomination)
	frappe.db.set_value("Award Season", season, "status", status)
	frappe.clear_document_cache("Award Season", season)
	with pytest.raises(frappe.ValidationError, match="not open"):
		act(nomination, SUBMIT)


def test_a_second_nomination_of_one_employee(season: str) -> None:
	first = make_submitted(season)
	with pytest.raises(frappe.DuplicateEntryError, match=first.name):
		make_nomination(season, first.employee, "pelaksana")
	frappe.db.set_value("Nomination", first.name, "withdrawal_reason", "Pindah tugas")
	act(first, "Withdraw")
	assert make_nomination(season, first.employee).name


def test_the_same_employee_in_another_season(season: str) -> None:
	first = make_submitted(season)
	assert make_nomination(make_award_season().name, first.employee).name


def test_an_employee_without_a_nip(season: str) -> None:
	with pytest.raises(frappe.ValidationError, match=r"has no NIP.*Civil Service"):
		make_nomination(season, make_employee().name)


def test_an_employee_who_has_left(season: str) -> None:
	employee = make_nominee(status="Left", relieving_date="2025-09-30")
	with pytest.raises(frappe.ValidationError, match="not in active service"):
		make_nomination(season, employee.name)


def test_a_category_of_another_scheme(season: str) -> None:
	other = store("Award Category", code="lain", title="Kategori Lain", scheme="another-scheme")
	with pytest.raises(frappe.ValidationError, match=SCHEME):
		nomination = frappe.new_doc("Nomination")
		nomination.update({"season": season, "category": other.name, "employee": make_nominee().name})
		nomination.insert()


def test_returned_and_handed_in_again(season: str, as_user) -> None:
	"""Returning needs a reason, opens the nomination to the unit, and the number stays."""
	nomination = make_submitted(season)
	user = make_unit_user(nomination.unit)
	with pytest.raises(frappe.MandatoryError, match="Reason for Return"):
		act(nomination, "Return for Completion")
	frappe.db.set_value("Nomination", nomination.name, "return_reason", "DRH belum ditandatangani")
	assert act(nomination, "Return for Completion").workflow_state == "Returned"
	with as_user(user):
		returned = frappe.get_doc("Nomination", nomination.name)
		returned.update({"self_description": "Lengkap", "category": category("pelaksana")}).save()
		make_supporting_document(nomination.name, "daftar_riwayat_hidup")
		again = act(returned, SUBMIT)
	assert (again.workflow_state, again.number, again.return_reason) == ("Submitted", 1, None)
	comments = frappe.get_all(
		"Comment", {"reference_name": again.name, "comment_type": "Info"}, pluck="content"
	)
	assert any("DRH belum ditandatangani" in comment for comment in comments)


def test_after_the_deadline_only_the_secretariat_hands_in_again(season: str, clock: Clock, as_user) -> None:
	nomination = make_submitted(season)
	frappe.db.set_value("Nomination", nomination.name, "return_reason", "Lengkapi")
	act(nomination, "Return for Completion")
	clock.now = IN_WINDOW + timedelta(days=30)
	with as_user(make_unit_user(nomination.unit)), pytest.raises(frappe.ValidationError, match="closed on"):
		act(nomination, SUBMIT)
	with as_user(make_user("Awards Secretariat")):
		assert act(nomination, SUBMIT).workflow_state == "Submitted"


def test_nobody_hands_in_a_draft_after_the_deadline(season: str, clock: Clock, as_user) -> None:
	nomination = make_nomination(season)
	make_documents(nomination)
	clock.now = IN_WINDOW + timedelta(days=30)
	with as_user(make_user("Awards Secretariat")), pytest.raises(frappe.ValidationError, match="closed on"):
		act(nomination, SUBMIT)


def test_accepted_only_when_eligible(season: str) -> None:
	with pytest.raises(frappe.ValidationError, match="Only an eligible nomination"):
		act(make_submitted(season), "Accept")
	accepted = make_accepted(season)
	assert (accepted.workflow_state, accepted.stage) == ("Seleksi Administrasi", "administration")


def test_rejected_only_with_a_requirement_not_met(season: str) -> None:
	nomination = make_submitted(season)
	with pytest.raises(frappe.ValidationError, match="No requirement is marked as not met"):
		act(nomination, "Reject as Ineligible")
	row = next(row for row in nomination.eligibility if row.rule == "integrity")
	row.update({"decision": "Not Met", "reason": "Temuan inspektorat."})
	nomination.save()
	rejected = act(nomination, "Reject as Ineligible")
	assert (rejected.workflow_state, rejected.outcome) == ("Ineligible", "Ineligible")


def test_a_withdrawal_needs_a_reason(season: str) -> None:
	nomination = make_accepted(season)
	with pytest.raises(frappe.MandatoryError, match="Reason for Withdrawal"):
		act(nomination, "Withdraw")
	nomination.withdrawal_reason = "Pensiun"
	nomination.save()
	withdrawn = act(nomination, "Withdraw")
	assert (withdrawn.outcome, withdrawn.stage) == ("Withdrawn", None)
