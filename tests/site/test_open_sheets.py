"""Opening the score sheets of a category: who gets one, what stands in it, and at what cost."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.gateway import sheets
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_results import CATEGORY, SCHEME, make_nominees, make_open_season, make_panel
from tests.site.builders_scoring import (
	ADMINISTRATION,
	FGD,
	PRESENTATION,
	Scoring,
	decide,
	employee_of,
	make_conflict,
	make_scoring,
)
from tests.site.conftest import acting
from tests.site.queries import queries_of


@pytest.fixture
def season() -> Scoring:
	return make_scoring()


def rate(employee: str, year: int, predicate: str, attendance: float = 0) -> None:
	rating = frappe.new_doc("Performance Rating")
	rating.update(
		{"employee": employee, "year": year, "predicate": predicate, "attendance_percent": attendance}
	)
	rating.insert()


def test_one_sheet_for_every_assessor_and_nominee(season: Scoring) -> None:
	scoring = season.at(PRESENTATION)
	result = scoring.open()
	assert (result["opened"], result["existing"], result["recused"]) == (6, 0, 0)
	found = frappe.get_all(
		"Stage Score", {"season": scoring.season}, ["assessor", "nomination", "status"], order_by="name"
	)
	assert {(row.assessor, row.nomination) for row in found} == {
		(assessor, nominee) for assessor in scoring.assessors for nominee in scoring.nominees
	}
	assert {row.status for row in found} == {"Open"}


def test_rows_come_from_the_instrument(season: Scoring) -> None:
	scoring = season.at(PRESENTATION)
	scoring.open()
	sheet = scoring.sheet()
	assert [row.criterion for row in sheet.scores] == [
		"kualitas_presentasi",
		"capaian_praktik_terbaik",
		"dampak_nyata",
		"kepemimpinan_dalam_tindakan",
		"rencana_kontribusi",
	]
	assert {(row.weight, row.minimum, row.maximum, row.raw) for row in sheet.scores} == {(20, 0, 100, None)}
	assert (sheet.nominee_number, sheet.nominee_name) == (1, "Peserta 1 Uji")
	assert sheet.instrument == f"{SCHEME}-presentation"


def test_the_form_fits_the_post(season: Scoring) -> None:
	"""3.a table: a Pelaksana is scored on technical competence with 25 %, without the managerial row."""
	scoring = season.at(ADMINISTRATION)
	scoring.open()
	sheet = scoring.sheet()
	weights = {row.criterion: row.weight for row in sheet.scores}
	assert sheet.variant == "non_structural"
	assert weights["kompetensi_teknis"] == 25
	assert "kompetensi_manajerial" not in weights


def test_suggestions_from_the_record(season: Scoring) -> None:
	"""2024 Sangat Baik 100, 2023 Baik 80: mean 90. Attendance 2024 96.25. No sanction: 100. S1: 80."""
	scoring = season.at(ADMINISTRATION)
	employee = employee_of(scoring.nominees[0])
	rate(employee, 2024, "Sangat Baik", 96.25)
	rate(employee, 2023, "Baik", 80)
	frappe.db.set_value("Employee", employee, "asn_education", "S1")
	scoring.open()
	rows = {row.criterion: row for row in scoring.sheet().scores}
	assert {code: row.suggested for code, row in rows.items() if row.suggested} == {
		"kinerja": "90",
		"kehadiran": "96.25",
		"rekam_jejak_disiplin": "100",
		"pendidikan": "80",
	}
	assert "2024" in rows["kinerja"].suggested_from and "2023" in rows["kinerja"].suggested_from
	assert rows["kinerja"].raw is None, "a suggestion is offered, not entered"


def test_opening_again_changes_nothing(season: Scoring) -> None:
	scoring = season.at(FGD)
	scoring.open()
	scoring.submit(80)
	result = scoring.open()
	assert (result["opened"], result["existing"]) == (0, 6)
	assert frappe.db.count("Stage Score", {"season": scoring.season}) == 6


def test_a_newcomer_gets_sheets_beside_those_that_exist(season: Scoring) -> None:
	scoring = season.at(FGD)
	scoring.open()
	make_nominees(scoring.season, 1, stage=FGD, first=3)
	assert scoring.open()["opened"] == 3


def test_only_those_who_stand_at_the_stage(season: Scoring) -> None:
	scoring = season.at(FGD)
	frappe.db.set_value("Nomination", scoring.nominees[1], "workflow_state", "Withdrawn")
	assert scoring.open()["opened"] == 3


def test_a_declared_conflict_makes_a_recused_sheet(season: Scoring) -> None:
	scoring = season.at(FGD)
	conflict = make_conflict(scoring)
	result = scoring.open()
	sheet = scoring.sheet()
	assert (result["opened"], result["recused"]) == (5, 1)
	assert (sheet.status, sheet.recusal, sheet.scores) == ("Recused", conflict.name, [])


def test_a_conflict_in_the_employee_tree_makes_a_recused_sheet_and_says_why(season: Scoring) -> None:
	scoring = season.at(FGD)
	unit = make_unit()
	make_employee("Penilai Seunit", unit=unit, user=scoring.assessors[0])
	frappe.db.set_value("Employee", employee_of(scoring.nominees[0]), "department", unit)
	assert scoring.open()["recused"] == 1
	sheet = scoring.sheet()
	conflict = frappe.get_doc("Conflict Declaration", sheet.recusal)
	assert sheet.status == "Recused"
	assert conflict.source == "Employee Tree"
	assert unit in conflict.reason


def test_who_sits_on_two_panels_gets_one_sheet(season: Scoring) -> None:
	scoring = season.at(FGD)
	make_panel(scoring.season, scoring.assessors[:1], title="Tim Kedua", categories=[{"category": CATEGORY}])
	assert scoring.open()["opened"] == 6


def test_a_panel_of_other_categories_is_not_asked() -> None:
	season = make_open_season("UJI-LAIN")
	scoring = make_scoring_in(season, categories=[{"category": f"{SCHEME}-pengawas"}])
	with acting(scoring), pytest.raises(frappe.ValidationError, match="Assessment Panel"):
		sheets.open_sheets(season, CATEGORY, FGD)


def make_scoring_in(season: str, **panel: object) -> str:
	make_panel(season, [make_user("Awards Assessor")], **panel)
	make_nominees(season, 1, stage=FGD)
	return make_user("Awards Secretariat")


def test_only_the_secretariat_opens(season: Scoring) -> None:
	scoring = season.at(FGD)
	for role in ("Awards Assessor", "Nominating Unit", "Awards Auditor", "Employee"):
		with acting(make_user(role)), pytest.raises(frappe.PermissionError):
			sheets.open_sheets(scoring.season, scoring.category, scoring.stage)


def test_a_stage_that_takes_no_sheets(season: Scoring) -> None:
	"""The message names the stages that do."""
	for stage in ("determination", "feedback_360", "nonsense"):
		with pytest.raises(frappe.ValidationError, match="FGD"):
			season.open(stage)


def test_nobody_at_the_stage(season: Scoring) -> None:
	scoring = season.at(FGD)
	with pytest.raises(frappe.ValidationError, match="Uji Publik"):
		scoring.open("public_test")


def test_a_decided_stage_opens_no_sheets(season: Scoring) -> None:
	scoring = season.at(FGD)
	decide(scoring)
	with pytest.raises(frappe.ValidationError, match="BA-UJI-0001"):
		scoring.open()


def test_a_category_of_another_scheme(season: Scoring) -> None:
	scoring = season.at(FGD)
	other = frappe.new_doc("Award Category")
	other.update({"name": "lain-a", "scheme": "lain", "code": "a", "title": "Lain"})
	other.db_insert()
	with acting(scoring.secretariat), pytest.raises(frappe.ValidationError, match="lain-a"):
		sheets.open_sheets(scoring.season, "lain-a", FGD)


def test_nobody_whom_no_form_fits_is_passed_over(season: Scoring) -> None:
	scoring = season.at(ADMINISTRATION)
	frappe.db.set_value("Nomination", scoring.nominees[1], "facts_json", "{}")
	with pytest.raises(frappe.ValidationError, match="Peserta 2 Uji"):
		scoring.open()
	assert not frappe.db.count("Stage Score", {"season": scoring.season}), "nothing half stored"


def test_the_number_of_queries_does_not_grow() -> None:
	"""Two nominees or forty: the same number of queries up to the inserts, which are made in bulk."""
	few, many = (queries_for(nominees) for nominees in (2, 40))
	assert many - few <= 2, f"{few} queries for 2 nominees, {many} for 40"


def queries_for(nominees: int) -> int:
	season = make_open_season(f"UJI-{nominees}")
	make_panel(season, [make_user("Awards Assessor") for _ in range(2)])
	make_nominees(season, nominees, stage=ADMINISTRATION)

	def again() -> None:
		frappe.db.delete("Stage Score", {"season": season})
		sheets.open_sheets(season, CATEGORY, ADMINISTRATION)

	return queries_of(again)


def test_many_sheets_are_opened_by_a_job(season: Scoring, monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr(sheets, "IN_BACKGROUND_ABOVE", 3)
	scoring = season.at(FGD)
	result = scoring.open()
	assert result["queued"] and result["opened"] == 6
	frappe.db.after_commit.run()
	sheets.open_sheets_in_background(scoring.season, scoring.category, scoring.stage)
	assert frappe.db.count("Stage Score", {"season": scoring.season}) == 6
