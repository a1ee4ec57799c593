"""What a nominee learns: where the nomination stands, decisions once they are published, the receipt."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import frappe
import pytest

from ntb_awards.gateway import filing, filing_page, filing_status, papers, receipts
from ntb_awards.gateway.locks import public_will_be_asked
from tests.site.builders import make_user
from tests.site.builders_access import store
from tests.site.builders_filing import Filing, filled_in, make_filing
from tests.site.builders_nomination import (
	IN_WINDOW,
	WITA,
	act,
	decide_open_rules,
	make_documents,
	make_supporting_document,
)
from tests.site.conftest import acting
from tests.site.test_prints import printed

FIRST = "administration"
REASON, OWN, OTHERS = "Berkas lengkap dan baik", "81.2500", "99.9900"


class Clock:
	"""What `now_in` answers."""

	now = IN_WINDOW


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
	clock = Clock()
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: clock.now)
	return clock


@pytest.fixture
def made() -> Filing:
	return make_filing()


def submitted(made: Filing) -> frappe.model.document.Document:
	name = filled_in(made)
	make_documents(frappe.get_doc("Nomination", name))
	with acting(made.user):
		filing.submit(name)
	return frappe.get_doc("Nomination", name)


def accepted(made: Filing) -> frappe.model.document.Document:
	return act(decide_open_rules(submitted(made)), "Accept")


def decided(made: Filing, decision: str = "Advance", published_at: str | None = None) -> Any:
	"""A nominee whom submitted minutes have moved on or stopped at the first gate."""
	doc = accepted(made)
	rows = [
		{"nominee": number, "values": {FIRST: value}, "score": value}
		for number, value in ((doc.number, OWN), (doc.number + 1, OTHERS))
	]
	minutes = store(
		"Plenary Minutes",
		season=doc.season,
		category=doc.category,
		stage=FIRST,
		stage_title="Seleksi Administrasi",
		held_on="2025-11-18",
		place="Mataram",
		docstatus=1,
		published_at=published_at,
		standings=json.dumps({"stages": [{"code": FIRST, "title": "Seleksi Administrasi"}], "rows": rows}),
		decisions=[
			{"nomination": doc.name, "number": doc.number, "decision": decision, "reason": REASON},
			{"nomination": "other", "number": doc.number + 1, "decision": decision, "reason": "Orang lain"},
		],
	)
	return act(doc, "Advance" if decision == "Advance" else "Stop"), minutes


def page(made: Filing, name: str) -> dict[str, Any]:
	with acting(made.user):
		return filing_page.contents(frappe.get_doc("Nomination", name))


def shown(made: Filing, name: str) -> str:
	"""All that the page's own template writes."""
	with acting(made.user):
		context = page(made, name)
		context.update(
			{"title": "", "lang": "en", "nonce": "", "languages": [], "page_data": "{}", "shared_js": ""}
		)
		context.update({"photo_accepted": frappe._dict(), "reason_length": 1})
		return frappe.render_template("www/usulan-satu.html", context)


@pytest.mark.parametrize("decision", ["Advance", "Stop"])
def test_an_unpublished_decision_is_not_known(made: Filing, clock: Clock, decision: str) -> None:
	"""Neither before it is published nor one second before the time that is set."""
	doc, _minutes = decided(made, decision, "2025-11-19 08:00:00")
	clock.now = datetime(2025, 11, 19, 7, 59, 59, tzinfo=WITA)
	standing = filing_status.standing_of(doc)
	assert (standing.state, standing.gate, standing.decisions) == ("Seleksi Administrasi", FIRST, ())
	steps = {step.title: step.progress for step in page(made, doc.name)["steps"]}
	assert steps["Seleksi Administrasi"] == "current"
	assert "stopped" not in steps.values()
	assert REASON not in shown(made, doc.name)
	with acting(made.user):
		(own,) = filing_page.overview(made.user)["own"]
	assert own["words"] == "In the selection: Seleksi Administrasi"
	clock.now = datetime(2025, 11, 19, 8, 0, tzinfo=WITA)
	(published,) = filing_status.standing_of(doc).decisions
	assert published.advanced is (decision == "Advance")


@pytest.mark.parametrize(
	("detail", "reason", "values"),
	[("Decision", False, False), ("Reason", True, False), ("Scores", True, True)],
)
def test_as_much_as_the_scheme_tells(made: Filing, detail: str, reason: bool, values: bool) -> None:
	doc, _minutes = decided(made, "Advance", "2025-11-01 08:00:00")
	frappe.db.set_value("Award Scheme", doc.scheme, "decision_detail", detail)
	frappe.local.ntb_awards_schemes = {}
	html = shown(made, doc.name)
	assert "Seleksi Administrasi: Passed" in html
	assert (REASON in html, OWN in html) == (reason, values)
	assert OTHERS not in html and "Orang lain" not in html


def test_cancelled_minutes_tell_nothing(made: Filing) -> None:
	doc, minutes = decided(made, "Advance", "2025-11-01 08:00:00")
	frappe.db.set_value("Plenary Minutes", minutes.name, "docstatus", 2)
	assert filing_status.standing_of(doc).decisions == ()


def test_a_return_is_said_with_its_reason(made: Filing) -> None:
	doc = submitted(made)
	frappe.db.set_value("Nomination", doc.name, "return_reason", "Nilai < 3 & DRH baru")
	act(doc, "Return for Completion")
	html = shown(made, doc.name)
	assert "Nilai &lt; 3 &amp; DRH baru" in html
	assert 'id="nomination-form"' in html


def test_why_somebody_is_not_admitted(made: Filing) -> None:
	doc = submitted(made)
	row = next(row for row in doc.eligibility if row.rule == "integrity")
	row.update({"decision": "Not Met", "reason": "Temuan rahasia"})
	doc.save()
	act(doc, "Reject as Ineligible")
	html = shown(made, doc.name)
	assert row.title in html and "Temuan rahasia" not in html


def test_the_video_is_asked_for_at_its_stage(made: Filing) -> None:
	"""Not while the minutes that lead there are unpublished: they would give the decision away."""
	doc, minutes = decided(made, "Advance", "2025-11-01 08:00:00")
	frappe.db.set_value(
		"Nomination",
		doc.name,
		{"workflow_state": "Uji Publik", "stage": "public_test"},
		update_modified=False,
	)
	assert 'id="doc-video_profil"' in page(made, doc.name)["parts"]["tasks"]
	frappe.db.set_value("Plenary Minutes", minutes.name, "published_at", None)
	assert 'id="doc-video_profil"' not in page(made, doc.name)["parts"]["tasks"]


# --- the public profile ---------------------------------------------------------------------------


def test_the_profile_is_taken_until_the_public_was_asked(made: Filing) -> None:
	doc = accepted(made)
	assert public_will_be_asked(doc)
	with acting(made.user):
		filing.save_profile(doc.name, "Pelayan masyarakat.")
		with pytest.raises(frappe.ValidationError, match="HTML mark-up"):
			filing.save_profile(doc.name, "<script>x</script>")
	assert frappe.db.get_value("Nomination", doc.name, "public_profile") == "Pelayan masyarakat."
	frappe.db.set_value("Nomination", doc.name, "workflow_state", "Winner")
	with acting(made.user), pytest.raises(frappe.ValidationError, match="not asked"):
		filing.save_profile(doc.name, "Terlambat")


def test_other_fields_stay_closed(made: Filing) -> None:
	doc = accepted(made)
	with acting(made.user), pytest.raises(frappe.ValidationError, match="cannot be changed"):
		frappe.get_doc("Nomination", doc.name).update({"achievement": "lain", "public_profile": "x"}).save()


# --- the receipt ----------------------------------------------------------------------------------


def test_the_receipt_names_every_file_with_its_digest(made: Filing) -> None:
	name = filled_in(made)
	doc = frappe.get_doc("Nomination", name)
	make_documents(doc, but_not="daftar_riwayat_hidup")
	content = "Riwayat hidup <asli>"
	digest = hashlib.sha256(content.encode()).hexdigest()
	given = make_supporting_document(name, "daftar_riwayat_hidup")
	given.db_set({"sha256": digest, "file_size": 2_621_440})
	with acting(made.user):
		filing.submit(name)
		text = printed("Nomination", name, receipts.PRINT_FORMAT)
	assert digest in text
	assert "2.5 MB" in text
	assert "3 November 2025 09.00 WITA" in text
	assert doc.employee_name in text and "Jabatan Fungsional" in text
	assert len(receipts.contents(frappe.get_doc("Nomination", name))["files"]) == 7


def test_a_draft_has_no_receipt(made: Filing) -> None:
	assert "belum diajukan" in printed("Nomination", filled_in(made), receipts.PRINT_FORMAT)


# --- the pages ------------------------------------------------------------------------------------


def test_what_is_typed_is_never_mark_up(made: Filing) -> None:
	name = filled_in(made)
	frappe.db.set_value(
		"Nomination", name, {"achievement": "<img src=x onerror=alert(1)>", "post_title": "<b>A</b>"}
	)
	html = shown(made, name)
	assert "<img" not in html and "<b>A</b>" not in html


def test_who_may_look_sees_no_form(made: Filing) -> None:
	name = filled_in(made)
	auditor = make_user("Awards Auditor")
	with acting(auditor):
		found = filing_page.contents(frappe.get_doc("Nomination", name))
	assert not found["can_fill_in"] and not found["can_withdraw"]
	assert "<form" not in found["parts"]["documents"]


def test_somebody_without_anything(made: Filing) -> None:
	frappe.db.set_value("Award Season", {"name": ("!=", "")}, "status", "Closed")
	with acting(made.stranger):
		found = filing_page.overview(made.stranger)
	assert (found["own"], found["of_unit"], found["seasons"], found["links"]) == ([], [], [], [])


def test_the_same_problems_as_on_submission(made: Filing) -> None:
	"""The page must not promise what the submission then refuses."""
	from ntb_awards.gateway.submission import problems_before_submission

	doc = frappe.get_doc("Nomination", filled_in(made))
	make_documents(doc, but_not="deskripsi_inovasi")
	doc.update({"recommender_name": None}).save()
	from ntb_awards.gateway.filing_parts import context_of

	assert len(context_of(doc, "remaining")["blocking"]) == len(list(problems_before_submission(doc))) == 2


def test_the_receipt_as_pdf(made: Filing) -> None:
	"""Also where the server cannot reach the site by its own name."""
	doc = submitted(made)
	with acting(made.user):
		papers.download(doc.name, receipts.PRINT_FORMAT)
		assert frappe.local.response.filecontent.startswith(b"%PDF")
		with pytest.raises(frappe.ValidationError, match="no such paper"):
			papers.download(doc.name, "Standard")
	with acting(made.stranger), pytest.raises(frappe.DoesNotExistError):
		papers.download(doc.name, receipts.PRINT_FORMAT)
