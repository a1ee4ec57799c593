"""An administrator adds to a shipped scheme what its document leaves open, and a season runs with it."""

from __future__ import annotations

from datetime import datetime

import frappe
import pytest

from ntb_awards.gateway import schemes
from ntb_awards.ntb_awards.doctype.award_scheme import award_scheme as doors
from ntb_awards.selection.scheme import shipped_schemes
from tests.site.builders import make_user
from tests.site.builders_nomination import RECOMMENDATION, TEXTS, WITA, make_nominee
from tests.site.builders_rules import make_award_season, refused

DOCUMENT = "asn_berprestasi_2025"
IN_WINDOW = datetime(2025, 10, 22, 9, 0, tzinfo=WITA)


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


@pytest.fixture
def shipped() -> str:
	path = next(path for path in shipped_schemes() if path.stem == DOCUMENT)
	data = frappe.parse_json(path.read_text(encoding="utf-8"))
	name = schemes.scheme_name(data["code"], data["version"])
	return name if frappe.db.exists("Award Scheme", name) else schemes.import_scheme(data)


def add_category(scheme: str) -> str:
	"""Pasal 6 i: "Kategori lain yang ditetapkan Gubernur"."""
	category = frappe.new_doc("Award Category")
	category.update(
		{
			**{"scheme": scheme, "code": "arsiparis", "title": "ASN Berprestasi Arsiparis Terbaik"},
			**{"recommender": "unit_head", "recommender_title": "Kepala Perangkat Daerah"},
			**{"sequence": 9, "basis": "Pasal 6 i"},
		}
	)
	return category.insert().name


def test_a_ninth_category_runs(shipped, as_user) -> None:
	with as_user(make_user("Awards Administrator")):
		version = doors.new_version(shipped)
		category = add_category(version)
		assert doors.check(version)["problems"] == []
		season = make_award_season(version, status="Open")
	assert len(schemes.load_scheme(version).categories) == 9
	nomination = frappe.new_doc("Nomination")
	nomination.update(
		{
			"season": season.name,
			"category": category,
			"employee": make_nominee().name,
			**RECOMMENDATION,
			**TEXTS,
		}
	)
	nomination.insert()
	assert nomination.category_title == "ASN Berprestasi Arsiparis Terbaik"
	assert {row.rule for row in nomination.eligibility} == {
		rule.code for rule in schemes.load_scheme(version).rules_for("arsiparis")
	}
	assert frappe.db.get_value("Award Scheme", version, "status") == "In Use"


def test_not_in_a_version_that_is_in_use(shipped) -> None:
	frappe.db.set_value("Award Scheme", shipped, "status", "In Use")
	assert "is in use and cannot be changed" in refused(add_category, shipped)


def test_only_administrators_add_categories(shipped, as_user) -> None:
	version = doors.new_version(shipped)
	with as_user(make_user("Awards Secretariat")), pytest.raises(frappe.PermissionError):
		add_category(version)
