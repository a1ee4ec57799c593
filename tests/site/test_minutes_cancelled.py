"""Cancelling and amending Plenary Minutes, who may write them, and the printed Berita Acara."""

from __future__ import annotations

import frappe
import pytest
from frappe.www.printview import get_rendered_template

from tests.site.builders import make_user
from tests.site.builders_results import (
	make_assessors,
	make_minutes,
	make_nominees,
	make_open_season,
	make_panel,
	make_sheets,
)

pytestmark = pytest.mark.usefixtures("savepoint")
FORMAT = "Berita Acara Rapat Pleno"


@pytest.fixture
def season() -> str:
	return make_open_season()


@pytest.fixture
def assessors(season: str) -> list[str]:
	users = make_assessors(3)
	make_panel(season, users)
	return users


@pytest.fixture
def nominees(season: str, assessors: list[str]) -> list[str]:
	names = make_nominees(season, 2)
	make_sheets(season, "administration", {names[0]: [80] * 3, names[1]: [50] * 3}, assessors)
	return names


def printed(name: str) -> str:
	"""The print as HTML; `frappe.get_print` would log the access and commit."""
	minutes = frappe.get_doc("Plenary Minutes", name)
	return get_rendered_template(
		minutes, print_format=frappe.get_doc("Print Format", FORMAT), meta=minutes.meta
	)


def test_cancelling_puts_nominees_back(season, nominees):
	minutes = make_minutes(season, "administration").insert()
	minutes.submit()
	minutes.cancel()
	rows = frappe.get_all(
		"Nomination",
		filters={"season": season},
		fields=["workflow_state", "stage", "outcome", "decided_by_minutes", "minutes_decision"],
		order_by="number",
	)
	assert [tuple(row.values()) for row in rows] == [
		("Seleksi Administrasi", "administration", "", None, "")
	] * 2


def test_who_has_withdrawn_since_stays_withdrawn(season, nominees):
	minutes = make_minutes(season, "administration").insert()
	minutes.submit()
	frappe.db.set_value("Nomination", nominees[0], {"workflow_state": "Withdrawn", "outcome": "Withdrawn"})
	minutes.reload()
	minutes.cancel()
	assert frappe.db.get_value("Nomination", nominees[0], "workflow_state") == "Withdrawn"


def test_later_minutes_hold_the_earlier_ones(season, nominees, assessors):
	minutes = make_minutes(season, "administration").insert()
	minutes.submit()
	make_minutes(season, "fgd").insert()
	minutes.reload()
	with pytest.raises(frappe.ValidationError, match=r"Later minutes .* rest on these"):
		minutes.cancel()


def test_submitted_sheets_of_the_next_stage_hold_the_minutes(season, nominees, assessors):
	minutes = make_minutes(season, "administration").insert()
	minutes.submit()
	make_sheets(season, "fgd", {nominees[0]: [80, None, None]}, assessors)
	with pytest.raises(frappe.ValidationError, match="Score sheets of the next stage"):
		minutes.cancel()


def test_an_amendment_says_why(season, nominees):
	minutes = make_minutes(season, "administration").insert()
	minutes.submit()
	minutes.cancel()
	amended = frappe.copy_doc(minutes)
	amended.amended_from = minutes.name
	amended.docstatus = 0
	amended.insert()
	with pytest.raises(frappe.MandatoryError, match="Say in Notes why"):
		amended.submit()
	amended.reload()
	amended.notes = "Salah ketik pada keputusan"
	amended.submit()


def test_the_secretariat_submits_minutes(season, nominees, as_user):
	with as_user(make_user("Awards Secretariat")):
		make_minutes(season, "administration").insert().submit()
	assert frappe.db.get_value("Nomination", nominees[0], "stage") == "fgd"


@pytest.mark.parametrize("role", ["Awards Assessor", "Awards Auditor", "Nominating Unit", "Employee"])
def test_others_cannot_write_minutes(season, nominees, as_user, role):
	with as_user(make_user(role)), pytest.raises(frappe.PermissionError):
		make_minutes(season, "administration")
	draft = make_minutes(season, "administration")
	with as_user(make_user(role)), pytest.raises(frappe.PermissionError):
		draft.insert()


def test_an_assessor_reads_submitted_minutes_of_the_own_panel_only(season, nominees, assessors, as_user):
	minutes = make_minutes(season, "administration").insert()
	with as_user(assessors[0]):
		assert not frappe.has_permission("Plenary Minutes", "read", minutes.name)
	minutes.submit()
	with as_user(assessors[0]):
		assert frappe.has_permission("Plenary Minutes", "read", minutes.name)
	with as_user(make_user("Awards Assessor")):
		assert not frappe.has_permission("Plenary Minutes", "read", minutes.name)


def test_the_live_standings_are_for_those_who_write_minutes(season, nominees, assessors, as_user):
	from ntb_awards.ntb_awards.doctype.plenary_minutes.plenary_minutes import preview

	category = frappe.db.get_value("Nomination", nominees[0], "category")
	with as_user(assessors[0]), pytest.raises(frappe.PermissionError):
		preview(season, category, "administration")
	assert preview(season, category, "administration")["rows"][0]["values"] == {"administration": "80.0000"}


def test_the_printed_paper_is_in_indonesian_with_the_day_in_words(season, nominees):
	minutes = make_minutes(season, "administration", held_on="2025-11-17").insert()
	minutes.submit()
	paper = " ".join(printed(minutes.name).split())
	assert (
		"Pada hari ini Senin tanggal tujuh belas bulan November tahun dua ribu dua puluh lima (17-11-2025)"
		in paper
	)
	assert "Lolos ke tahap Focus Group Discussion (FGD)" in paper
	assert "80,00" in paper
	assert minutes.standings_sha256 in paper


def test_a_draft_prints_as_a_draft(season, nominees):
	minutes = make_minutes(season, "administration").insert()
	assert "KONSEP" in printed(minutes.name)
	minutes.submit()
	assert "KONSEP" not in printed(minutes.name)
	assert frappe.get_meta("Plenary Minutes").default_print_format == FORMAT
