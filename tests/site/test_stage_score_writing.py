"""What may be written on a score sheet, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import frappe
import pytest
from frappe.client import set_value

from tests.site.builders import make_user
from tests.site.builders_scoring import (
	ADMINISTRATION,
	FGD,
	PRESENTATION,
	Scoring,
	decide,
	fill,
	make_scoring,
)
from tests.site.conftest import acting

FIVE = ("kualitas_presentasi", "capaian_praktik_terbaik", "dampak_nyata", "kepemimpinan_dalam_tindakan")


@pytest.fixture
def season() -> Scoring:
	return make_scoring()


@pytest.fixture
def scoring(season: Scoring) -> Scoring:
	return season.opened_at(FGD)


@pytest.fixture
def presentation(season: Scoring) -> Scoring:
	return season.opened_at(PRESENTATION)


def enter(scoring: Scoring, raw: object, assessor: int = 0) -> frappe.model.document.Document:
	sheet = scoring.sheet(assessor)
	fill(sheet, raw)
	with acting(scoring.assessors[assessor]):
		return sheet.save()


TYPED = {"87.5": "87.5", "87,5": "87.5", " 90 ": "90", "0": "0", 100: "100", 72.25: "72.25", "80.50": "80.5"}
NO_NUMBERS = (
	"abc",
	"NaN",
	"inf",
	"-Infinity",
	"1e2",
	"1.234,5",
	"8,7,5",
	"٨٧",
	"<b>90</b>",
	"True",
	"++90",
	"90%",
)


def test_numbers_as_people_type_them(scoring: Scoring) -> None:
	for typed, stored in TYPED.items():
		sheet = enter(scoring, typed)
		assert frappe.db.get_value("Criterion Score", {"parent": sheet.name}, "raw") == stored
		assert Decimal(sheet.value) == Decimal(stored)


def test_what_is_not_a_number(scoring: Scoring) -> None:
	for typed in NO_NUMBERS:
		with pytest.raises(frappe.ValidationError) as refused:
			enter(scoring, typed)
		assert "Kemampuan menyelesaikan permasalahan spesifik" in str(refused.value), typed
		assert "100" in str(refused.value), "the message says what to enter"
		assert "<b>90" not in str(refused.value), "what was typed is shown, not rendered"


def test_out_of_range(scoring: Scoring) -> None:
	for typed in ("-1", "100.01", "1000"):
		with pytest.raises(frappe.ValidationError, match="0–100"):
			enter(scoring, typed)


def test_every_problem_is_named_at_once(presentation: Scoring) -> None:
	with pytest.raises(frappe.ValidationError) as refused:
		enter(presentation, {FIVE[0]: "120", FIVE[1]: "x"})
	assert "Kualitas Presentasi" in str(refused.value)
	assert "Capaian Kinerja" in str(refused.value)


def test_a_draft_may_be_incomplete(presentation: Scoring) -> None:
	"""Missing is not zero: a sheet with an open criterion has no value."""
	assert enter(presentation, {FIVE[0]: "80"}).value is None


def test_submission_names_what_is_missing(presentation: Scoring) -> None:
	with pytest.raises(frappe.ValidationError) as refused:
		presentation.submit({code: "80" for code in FIVE})
	assert "Rencana Kontribusi ke Depan" in str(refused.value)
	assert "Kualitas Presentasi" not in str(refused.value)


def test_the_value_is_the_engines(presentation: Scoring) -> None:
	"""Five criteria of 20 %: 80, 90, 70, 60 and 87.5 give 16 + 18 + 14 + 12 + 17.5 = 77.5."""
	scores = dict(zip((*FIVE, "rencana_kontribusi"), ("80", "90", "70", "60", "87,5"), strict=True))
	sheet = presentation.submit(scores)
	assert (sheet.value, sheet.status, sheet.docstatus) == ("77.5000", "Submitted", 1)


def test_results_follow_a_submission(season: Scoring) -> None:
	scoring = season.opened_at(ADMINISTRATION)
	for assessor in range(3):
		scoring.submit(90, assessor)
	frappe.db.after_commit.run()
	result = frappe.db.get_value(
		"Stage Result", {"parent": scoring.nominees[0], "stage": ADMINISTRATION}, ["value", "status"]
	)
	assert result == ("90.0000", "Complete")


# --- who writes ---------------------------------------------------------------------------------


def test_nobody_else_writes(scoring: Scoring) -> None:
	others = [
		scoring.assessors[1],
		scoring.secretariat,
		make_user("Awards Administrator"),
		make_user("System Manager"),
	]
	for user in (*others, make_user("Nominating Unit"), make_user("Awards Auditor"), "Administrator"):
		sheet = scoring.sheet()
		fill(sheet, 100)
		with acting(user), pytest.raises(frappe.PermissionError):
			sheet.save()


def test_nobody_else_writes_past_the_permissions(scoring: Scoring) -> None:
	"""The rule holds in the document itself, not only at the door."""
	sheet = scoring.sheet()
	fill(sheet, 100)
	with acting(scoring.secretariat), pytest.raises(frappe.PermissionError):
		sheet.save(ignore_permissions=True)


def test_nobody_else_writes_through_rest(scoring: Scoring) -> None:
	row = scoring.sheet().scores[0].name
	for user in (scoring.assessors[1], scoring.secretariat, "Administrator"):
		with acting(user), pytest.raises(frappe.PermissionError):
			set_value("Criterion Score", row, "raw", "100")


def test_nobody_else_submits(scoring: Scoring) -> None:
	enter(scoring, 80)
	for user in (scoring.assessors[1], scoring.secretariat, "Administrator"):
		with acting(user), pytest.raises(frappe.PermissionError):
			scoring.sheet().submit()


def test_the_assessor_writes_through_rest(scoring: Scoring) -> None:
	with acting(scoring.assessors[0]):
		set_value("Criterion Score", scoring.sheet().scores[0].name, "raw", "81,5")
	assert scoring.sheet().value == "81.5000"


# --- what cannot be forged ----------------------------------------------------------------------


def test_whose_sheet_it_is_cannot_change(scoring: Scoring) -> None:
	values = {
		"nomination": scoring.nominees[1],
		"assessor": scoring.assessors[1],
		"stage": PRESENTATION,
		"season": "X",
		"category": "X",
		"instrument": f"{frappe.db.get_value('Award Season', scoring.season, 'scheme')}-presentation",
	}
	for field, value in values.items():
		sheet = scoring.sheet()
		sheet.set(field, value)
		with acting(scoring.assessors[0]), pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			sheet.save()


def test_weights_ranges_and_suggestions_come_from_the_scheme(season: Scoring) -> None:
	scoring = season.opened_at(ADMINISTRATION)
	sheet = scoring.sheet()
	before = [(row.criterion, row.weight, row.maximum, row.suggested, row.title) for row in sheet.scores]
	for row in sheet.scores:
		row.update({"weight": 100, "maximum": 10, "minimum": 5, "suggested": "1", "title": "X"})
	sheet.update(
		{"variant": "structural", "panel": None, "value": "100", "status": "Submitted", "nominee_name": "X"}
	)
	with acting(scoring.assessors[0]):
		sheet.save()
	sheet.reload()
	assert [
		(row.criterion, row.weight, row.maximum, row.suggested, row.title) for row in sheet.scores
	] == before
	assert (sheet.variant, sheet.value, sheet.status) == ("non_structural", None, "Open")
	assert sheet.panel and sheet.nominee_name == "Peserta 1 Uji"


def test_rows_left_out_come_back_and_rows_made_up_are_refused(scoring: Scoring) -> None:
	sheet = scoring.sheet()
	sheet.scores = []
	with acting(scoring.assessors[0]):
		sheet.save()
		assert [row.criterion for row in sheet.scores] == ["pemecahan_masalah"]
		sheet.append("scores", {"criterion": "kesan", "raw": "100"})
		with pytest.raises(frappe.ValidationError, match="kesan"):
			sheet.save()


def test_a_criterion_twice(scoring: Scoring) -> None:
	sheet = scoring.sheet()
	sheet.append("scores", {"criterion": "pemecahan_masalah", "raw": "100"})
	with acting(scoring.assessors[0]), pytest.raises(frappe.ValidationError, match="pemecahan_masalah"):
		sheet.save()


# --- until when ---------------------------------------------------------------------------------


def test_not_after_the_plenary_has_decided(scoring: Scoring) -> None:
	scoring.submit(80, assessor=1)
	decide(scoring)
	with pytest.raises(frappe.ValidationError, match="BA-UJI-0001"):
		enter(scoring, 80)
	with acting(scoring.assessors[1]), pytest.raises(frappe.ValidationError, match="BA-UJI-0001"):
		scoring.sheet(1).cancel()


def test_not_when_the_nominee_stands_elsewhere(scoring: Scoring) -> None:
	for state in ("Withdrawn", "Ineligible", "Not Advanced", "Presentasi dan Wawancara"):
		frappe.db.set_value("Nomination", scoring.nominees[0], "workflow_state", state)
		with pytest.raises(frappe.ValidationError):
			enter(scoring, 80)


def test_not_in_a_closed_season(scoring: Scoring) -> None:
	frappe.db.set_value("Award Season", scoring.season, "status", "Closed")
	with pytest.raises(frappe.ValidationError, match=scoring.season):
		enter(scoring, 80)
