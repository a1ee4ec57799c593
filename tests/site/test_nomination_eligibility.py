"""Eligibility on a nomination: what is shown, on which fact, and the Secretariat's decisions."""

from __future__ import annotations

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.ntb_awards.doctype.nomination.nomination import (
	employees_to_nominate,
	preview,
	refresh_facts,
)
from ntb_awards.selection.facts import Facts
from tests.site.builders import make_user
from tests.site.builders_nomination import (
	IN_WINDOW,
	act,
	category,
	decide_open_rules,
	make_award_season,
	make_nomination,
	make_nominee,
	make_rating,
	make_submitted,
	make_unit_user,
)


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


@pytest.fixture
def season() -> str:
	return make_award_season().name


def row_of(nomination: Document, rule: str) -> Document:
	return next(row for row in nomination.eligibility if row.rule == rule)


def test_rule_by_rule_with_article_and_fact(season: str) -> None:
	"""Chosen: 1 year of service (1.a.3) is judged on 7 November 2025, the last day of the window; service
	since 1 March 2010 makes 15 full years. The predicates of 2024 and 2023 are both at least Baik (1.b.1)."""
	nomination = make_nomination(season)
	shown = {row.rule: (row.basis, row.status) for row in nomination.eligibility}
	assert shown == {
		"asn_of_province": ("1.a.1", "Met"),
		"integrity": ("1.a.2", "Needs Review"),
		"years_of_service": ("1.a.3", "Met"),
		"performance": ("1.b.1", "Met"),
		"innovation": ("1.b.2", "Needs Review"),
		"time_in_post": ("1.b.3", "Met"),
		"no_discipline": ("1.b.4", "Met"),
		"no_criminal": ("1.b.5", "Met"),
		"category_fungsional": ("2.b.11.b", "Met"),
	}
	assert "15" in row_of(nomination, "years_of_service").fact
	assert (
		row_of(nomination, "performance").fact == "Predikat kinerja 2024: Baik\nPredikat kinerja 2023: Baik"
	)
	assert row_of(nomination, "performance").section == "Persyaratan Khusus"
	assert nomination.eligibility_status == "Needs Review"


def test_nominee_fields_come_from_the_record(season: str) -> None:
	"""What a client sends for them is not looked at."""
	employee = make_nominee()
	nomination = make_nomination(season, employee.name, nip="000", employee_name="Orang Lain", number=9)
	assert nomination.nip == employee.asn_nip
	assert nomination.employee_name == employee.employee_name
	assert nomination.unit == employee.department
	assert nomination.recommender == "Kepala Perangkat Daerah/Kepala Biro pada Sekretariat Daerah"
	assert not nomination.number
	facts = Facts.model_validate_json(nomination.facts_json)
	assert facts.innovation_title == nomination.innovation_title


@pytest.mark.parametrize(
	("fields", "rule"),
	[
		({"asn_service_since": "2025-01-02"}, "years_of_service"),
		({"asn_post_type": "Pelaksana"}, "category_fungsional"),
		({"asn_employment_status": "CPNS"}, "asn_of_province"),
	],
)
def test_a_fact_that_fails_a_requirement(season: str, fields: dict, rule: str) -> None:
	nomination = make_nomination(season, make_nominee(**fields).name)
	assert row_of(nomination, rule).status == "Not Met"
	assert nomination.eligibility_status == "Ineligible"


def test_a_fact_that_is_not_on_record_needs_a_look(season: str) -> None:
	employee = make_nominee()
	frappe.delete_doc("Performance Rating", f"{employee.name}-2023")
	row = row_of(make_nomination(season, employee.name), "performance")
	assert (row.status, row.fact) == ("Needs Review", "Predikat kinerja 2023 belum tercatat")


def test_a_draft_is_judged_again_on_every_save(season: str) -> None:
	nomination = make_nomination(season, innovation_title="")
	assert row_of(nomination, "innovation").status == "Not Met"
	nomination.innovation_title = "SAMBANGI Desa"
	nomination.save()
	assert row_of(nomination, "innovation").status == "Needs Review"


def test_decisions_make_the_nomination_eligible(season: str) -> None:
	nomination = decide_open_rules(make_submitted(season))
	row = row_of(nomination, "integrity")
	assert (row.status, row.decision, row.decided_by) == ("Needs Review", "Met", "Administrator")
	assert row.decided_at
	assert nomination.eligibility_status == "Eligible"


def test_a_decision_needs_a_reason(season: str) -> None:
	nomination = make_submitted(season)
	row_of(nomination, "integrity").decision = "Met"
	with pytest.raises(frappe.MandatoryError, match="rekam jejak"):
		nomination.save()


def test_a_decision_can_be_taken_back(season: str) -> None:
	nomination = decide_open_rules(make_submitted(season))
	row_of(nomination, "integrity").update({"decision": "", "reason": ""})
	nomination.save()
	row = row_of(nomination, "integrity")
	assert not (row.decision or row.reason or row.decided_by or row.decided_at)
	assert nomination.eligibility_status == "Needs Review"


def test_results_and_stamps_cannot_be_forged(season: str) -> None:
	nomination = make_submitted(season)
	for row in nomination.eligibility:
		row.update({"status": "Met", "fact": "palsu", "decided_by": "Guest", "basis": "9"})
	nomination.save()
	row = row_of(nomination, "integrity")
	assert (row.status, row.decided_by, row.basis) == ("Needs Review", None, "1.a.2")
	assert "palsu" not in row.fact


def test_rows_left_out_are_put_back(season: str) -> None:
	nomination = decide_open_rules(make_submitted(season))
	nomination.eligibility = []
	nomination.save()
	assert row_of(nomination, "integrity").decision == "Met"


def test_nobody_decides_on_a_draft(season: str) -> None:
	with pytest.raises(frappe.PermissionError):
		decide_open_rules(make_nomination(season))


def test_a_new_nomination_brings_no_decisions(season: str) -> None:
	decided = [{"rule": "integrity", "decision": "Met", "reason": "x", "status": "Met"}]
	with pytest.raises(frappe.PermissionError):
		make_nomination(season, eligibility=decided)


def test_the_unit_decides_nothing(season: str, as_user) -> None:
	employee = make_nominee()
	nomination = make_submitted(season, employee=employee.name)
	with as_user(make_unit_user(employee.department)), pytest.raises(frappe.PermissionError):
		decide_open_rules(nomination)


def test_the_secretariat_decides(season: str, as_user) -> None:
	nomination, user = make_submitted(season), make_user("Awards Secretariat")
	with as_user(user):
		assert row_of(decide_open_rules(nomination), "integrity").decided_by == user


def test_refreshed_facts_keep_decisions_and_say_what_changed(season: str) -> None:
	employee = make_nominee()
	frappe.delete_doc("Performance Rating", f"{employee.name}-2023")
	nomination = decide_open_rules(make_submitted(season, employee=employee.name))
	make_rating(employee.name, 2023, "Kurang")
	changed = refresh_facts(nomination.name)
	row = row_of(nomination.reload(), "performance")
	assert changed == [row.title]
	assert (row.status, row.fact, row.decision) == ("Not Met", "Predikat kinerja 2023: Kurang", "Met")
	assert nomination.eligibility_status == "Eligible"


def test_facts_are_refreshed_by_staff_while_submitted(season: str, as_user) -> None:
	employee = make_nominee()
	draft = make_nomination(season, employee.name)
	with pytest.raises(frappe.ValidationError, match="Submitted"):
		refresh_facts(draft.name)
	submitted = make_submitted(season)
	with as_user(make_unit_user(submitted.unit)), pytest.raises(frappe.PermissionError):
		refresh_facts(submitted.name)


def test_a_submitted_nomination_keeps_the_facts_it_was_judged_on(season: str) -> None:
	nomination = make_submitted(season)
	frappe.db.set_value("Employee", nomination.employee, "asn_post_type", "Pelaksana")
	nomination.reload().save()
	assert nomination.post_type == "Fungsional"
	assert row_of(nomination, "category_fungsional").status == "Met"


def test_returned_nominations_keep_decisions(season: str) -> None:
	nomination = decide_open_rules(make_submitted(season))
	frappe.db.set_value("Nomination", nomination.name, "return_reason", "Lengkapi DRH.")
	returned = act(nomination, "Return for Completion")
	returned.self_description = "Lebih lengkap."
	assert row_of(returned.save(), "integrity").decision == "Met"


def test_preview_before_anything_is_saved(season: str, as_user) -> None:
	"""The unit sees the requirements and documents of its own people, and nobody else's."""
	own, other = make_nominee(), make_nominee()
	user = make_unit_user(own.department)
	before = frappe.db.count("Nomination")
	with as_user(user):
		shown = preview(season, category("fungsional"), own.name, {"innovation_title": "SAMBANGI"})
		with pytest.raises(frappe.PermissionError):
			preview(season, category("fungsional"), other.name)
	assert shown["values"]["nip"] == own.asn_nip
	assert shown["values"]["eligibility_status"] == "Ineligible"  # the description of the innovation is empty
	assert shown["documents"][0]["code"] == "surat_rekomendasi"
	assert frappe.db.count("Nomination") == before


def test_employees_offered_for_choice(season: str, as_user) -> None:
	"""The unit finds its own people, the Secretariat everybody, others nobody; by name or NIP."""
	own, other = make_nominee(first_name="Zulkarnain"), make_nominee(first_name="Zulkarnain")
	make_nominee(first_name="Zulkarnain", asn_nip=None)

	def offered(text: str) -> list[str]:
		return sorted(
			row[0] for row in employees_to_nominate("Employee", text, "name", 0, 20, {"season": season})
		)

	with as_user(make_unit_user(own.department)):
		assert offered("Zulkar") == offered(own.asn_nip) == [own.name]
	with as_user(make_user("Awards Secretariat")):
		assert offered("zulkar") == sorted([own.name, other.name])
	with as_user(make_user("Awards Assessor")), pytest.raises(frappe.PermissionError):
		offered("Zulkar")
