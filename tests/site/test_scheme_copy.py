"""A copy of a scheme under a code of its own, and a new version: both carry every part."""

from __future__ import annotations

import json

import frappe
import pytest

from ntb_awards.gateway import schemes
from ntb_awards.ntb_awards.doctype.award_scheme import award_scheme as doors
from tests.site.builders_rules import make_award_scheme, make_user, refused
from tests.site.builders_schemes import full_file


@pytest.fixture
def source() -> str:
	return schemes.import_scheme(full_file())


def test_a_copy_has_every_part(source) -> None:
	name = doors.copy_scheme(source, "kecil_kota", "Penghargaan Kota")
	assert name == "kecil_kota-v1"
	expected = schemes.export_scheme(source) | {"code": "kecil_kota", "title": "Penghargaan Kota"}
	assert schemes.export_scheme(name) == expected
	assert frappe.db.get_value("Award Scheme", name, "status") == "Draft"


def test_a_new_version_has_every_part(source) -> None:
	name = doors.new_version(source)
	assert schemes.export_scheme(name) == schemes.export_scheme(source) | {"version": 2}


def test_an_export_comes_in_again(source) -> None:
	told = schemes.export_scheme(source) | {"version": 7}
	name = doors.import_json(json.dumps(told))
	assert schemes.export_scheme(name) == told


def test_a_copy_stands_by_itself(source) -> None:
	"""Its stages and categories lead to its own parts, and it is a draft even if the source is in use."""
	schemes.load_scheme(source)
	frappe.db.set_value("Award Scheme", source, "status", "In Use")
	name = doors.copy_scheme(source, "salinan", "Salinan")
	copy = frappe.get_doc("Award Scheme", name)
	assert {row.instrument for row in copy.stages if row.instrument} == {f"{name}-form"}
	category = frappe.get_doc("Award Category", f"{name}-umum")
	category.title = "Umum Sekali"
	category.save()
	assert frappe.db.get_value("Award Category", f"{source}-umum", "title") == "Umum"


@pytest.mark.parametrize(
	("code", "title", "told"),
	[
		("kecil", "Lain", "in use by another scheme"),
		("Kecil Kota", "Lain", "is not a code"),
		("", "Lain", "is not a code"),
		("kecil-kota", "Lain", "is not a code"),
		("kecil_kota", " ", "give the new scheme a title"),
	],
)
def test_what_cannot_be_a_copy_is_refused(code, title, told) -> None:
	scheme = make_award_scheme()
	assert told in refused(doors.copy_scheme, scheme.name, code, title)
	assert frappe.get_all("Award Scheme", {"title": "Lain"}) == []


def test_a_code_is_in_use_by_any_version(source) -> None:
	doors.new_version(source)
	frappe.delete_doc("Award Scheme", source)
	other = make_award_scheme(code="lain")
	assert "in use by another scheme" in refused(doors.copy_scheme, other.name, "kecil", "Kecil")


READ_ONLY = ("Awards Secretariat", "Awards Assessor", "Awards Auditor", "Nominating Unit")


@pytest.mark.parametrize("role", READ_ONLY)
def test_only_administrators_copy(role, source, as_user) -> None:
	with as_user(make_user(role)), pytest.raises(frappe.PermissionError):
		doors.copy_scheme(source, "curian", "Curian")
	assert not frappe.db.exists("Award Scheme", "curian-v1")


def test_an_administrator_copies(source, as_user) -> None:
	with as_user(make_user("Awards Administrator")):
		assert doors.copy_scheme(source, "kecil_kota", "Kota") == "kecil_kota-v1"
