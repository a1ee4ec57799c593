"""Documents that only some people bring, and letters that the app prints."""

from __future__ import annotations

from typing import Any

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.gateway.documents import checklist, missing_documents, requirement_of
from tests.site.builders import make_unit
from tests.site.builders_levels import make_level_season, make_own_nomination
from tests.site.builders_nomination import IN_WINDOW, act, make_nominee, make_supporting_document
from tests.site.builders_rules import make_award_scheme, refused
from tests.site.queries import queries_of


def status(value: str) -> dict[str, str]:
	return {"test": "compare", "fact": "employment_status", "op": "is", "value": value}


DOCUMENTS = [
	{"code": "sk_pns", "title": "SK PNS", "condition": status("PNS"), "basis": "Pasal 7 (6)"},
	{"code": "sk_pppk", "title": "SK PPPK", "condition": status("PPPK"), "basis": "Pasal 7 (8)"},
	{"code": "surat", "title": "Surat", "basis": "Pasal 7 (4)", "print_format": "Surat Uji"},
]


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


@pytest.fixture
def season() -> Document:
	make_letter("Surat Uji")
	return make_level_season(make_award_scheme(code="berkas", document_requirements=DOCUMENTS).name)


def nominate(season: Document, **fields: Any) -> Document:
	employee = make_nominee(unit=make_unit(), **fields)
	return make_own_nomination(season, employee=employee.name)


def make_letter(name: str, **fields: Any) -> None:
	values = {"name": name, "doc_type": "Nomination", "custom_format": 1, "html": "<p>Surat</p>"}
	frappe.new_doc("Print Format", **values, **fields).insert()


def codes(found: list[Any]) -> list[str]:
	return [one.code for one in found]


def test_each_brings_what_is_asked_of_them(season: Document) -> None:
	pppk = {"asn_employment_status": "PPPK", "asn_nip": "", "asn_rank": "IX"}
	civil = nominate(season)
	assert codes(missing_documents(civil)) == ["sk_pns", "surat"]
	assert [one["code"] for one in checklist(civil)] == ["sk_pns", "surat"]
	number = {**pppk, "asn_nip": "198504112010212907"}
	contract = nominate(season, **number)
	assert codes(missing_documents(contract)) == ["sk_pppk", "surat"]
	assert requirement_of(contract, "sk_pppk").title == "SK PPPK"
	message = refused(requirement_of, contract, "sk_pns")
	assert "sk_pppk" in message and "surat" in message


def test_what_is_not_known_asks_for_both(season: Document) -> None:
	unknown = nominate(season, asn_employment_status="", asn_rank="")
	assert codes(missing_documents(unknown)) == ["sk_pns", "sk_pppk", "surat"]


def test_submission_asks_for_no_more(season: Document) -> None:
	nomination = nominate(season)
	assert "SK PNS" in refused(act, nomination, "Submit Nomination")
	for code in ("sk_pns", "surat"):
		make_supporting_document(nomination.name, code)
	assert act(nomination, "Submit Nomination").number == 1


def test_a_document_no_longer_asked_for_may_go_with_its_draft(season: Document) -> None:
	nomination = nominate(season)
	document = make_supporting_document(nomination.name, "sk_pns")
	number = {"asn_employment_status": "PPPK", "asn_rank": "IX", "asn_nip": "198504112010212908"}
	frappe.db.set_value("Employee", nomination.employee, number)
	nomination.reload()
	nomination.save()
	assert codes(missing_documents(nomination)) == ["sk_pppk", "surat"]
	frappe.delete_doc("Supporting Document", document.name)
	make_supporting_document(nomination.name, "sk_pppk")
	frappe.delete_doc("Nomination", nomination.name)
	assert not frappe.db.exists("Supporting Document", {"nomination": nomination.name})


def test_the_letter_is_offered_where_the_site_has_it(season: Document) -> None:
	nomination = nominate(season)
	offered = {one["code"]: one["print_format"] for one in checklist(nomination)}
	assert offered == {"sk_pns": None, "surat": "Surat Uji"}
	frappe.db.set_value("Print Format", "Surat Uji", "disabled", 1)
	assert {one["print_format"] for one in checklist(nomination)} == {None}


def test_as_many_queries_as_without_conditions(season: Document) -> None:
	nomination = nominate(season)
	assert queries_of(lambda: missing_documents(nomination)) <= 7
