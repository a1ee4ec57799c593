"""The civil service tab of Employee: the number, the rank, the dates."""

from __future__ import annotations

from typing import Any

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.hris.employee import gender_of
from tests.site.builders import make_employee

NIP = "198504112010032901"


def civil_servant(**fields: Any) -> Document:
	"""A woman born on 11 April 1985, appointed in March 2010, in service here since then."""
	return make_employee(**{"asn_nip": NIP, "asn_employment_status": "PNS", **fields})


def test_stored_without_spaces() -> None:
	assert civil_servant(asn_nip="19850411 201003 2 901").asn_nip == NIP


def test_without_a_number() -> None:
	"""Not every employee of an ERPNext site is a civil servant."""
	assert make_employee(asn_nip="").asn_nip is None


def test_a_candidate_and_a_contract_employee() -> None:
	assert civil_servant(asn_employment_status="CPNS").name
	number = "198504112010212902"
	assert civil_servant(asn_employment_status="PPPK", asn_nip=number, asn_rank="IX").asn_nip == number


@pytest.mark.parametrize(
	("fields", "message"),
	[
		({"asn_nip": NIP[:-1]}, "must have 18 digits"),
		({"asn_nip": "198504102010032901"}, "date of birth, the record says"),
		({"asn_nip": "198504112010031901"}, "not the gender on the record"),
		({"asn_nip": "198504112010042901"}, "first appointment in 2010-04"),
		({"asn_nip": "198504112010212901"}, "first appointed, not 201021"),
		({"asn_rank": "IX"}, "not a rank of PNS"),
		({"asn_rank": "III/a", "asn_employment_status": "PPPK", "asn_nip": ""}, "not a rank of PPPK"),
		({"asn_service_since": "1985-04-11"}, "before the date of birth"),
		({"asn_post_since": "1980-01-01"}, "before the date of birth"),
	],
)
def test_refusals_name_the_field(fields: dict, message: str) -> None:
	with pytest.raises(frappe.ValidationError, match=message) as refusal:
		civil_servant(**fields)
	labels = ("Employee Identity Number (NIP)", "Rank", "In Service Since", "In This Post Since")
	assert any(frappe._(label) in str(refusal.value) for label in labels)
	assert not frappe.db.exists("Employee", {"asn_nip": fields.get("asn_nip") or NIP})


def test_an_honorary_year_before_the_appointment() -> None:
	"""Joined in 2008 as an honorary, appointed in 2010: service as a civil servant decides."""
	with pytest.raises(frappe.ValidationError, match="first appointment"):
		civil_servant(date_of_joining="2008-01-01")
	assert civil_servant(date_of_joining="2008-01-01", asn_service_since="2010-03-01").name


def test_a_transfer_from_another_government() -> None:
	assert civil_servant(date_of_joining="2019-01-01", asn_service_since="2019-01-01").name


def test_one_number_one_active_employee() -> None:
	first = civil_servant()
	with pytest.raises(frappe.ValidationError, match=first.name):
		civil_servant()
	first.db_set("status", "Left")
	assert civil_servant().name != first.name


def test_saving_again_is_no_duplicate() -> None:
	employee = civil_servant()
	employee.asn_post_title = "Analis"
	employee.save()


def test_a_functional_level_needs_a_functional_post() -> None:
	kept = civil_servant(asn_post_type="Fungsional", asn_functional_level="Ahli Muda")
	assert kept.asn_functional_level == "Ahli Muda"
	kept.asn_post_type = "Pelaksana"
	kept.save()
	assert kept.asn_functional_level is None


@pytest.mark.parametrize(
	("word", "gender"), [("Male", "Male"), ("Perempuan", "Female"), ("Other", None), (None, None)]
)
def test_gender_in_the_words_of_the_site(word: str | None, gender: str | None) -> None:
	assert gender_of(word) == gender


def test_what_was_refused_says_it_safely() -> None:
	with pytest.raises(frappe.ValidationError) as refusal:
		civil_servant(asn_nip="<img src=x>")
	assert "<img" not in str(refusal.value)
