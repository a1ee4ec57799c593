"""A submitted sheet is fixed: it is cancelled and amended with a reason, and both versions stay."""

from __future__ import annotations

import frappe
import pytest
from frappe.client import set_value

from ntb_awards.gateway.forms import guide, preview
from ntb_awards.gateway.seasons import load_season
from ntb_awards.gateway.sheet_lists import neighbours, scored_stages
from tests.site.builders import make_user
from tests.site.builders_results import SCHEME
from tests.site.builders_scoring import FGD, PRESENTATION, Scoring, fill, make_scoring
from tests.site.conftest import acting


@pytest.fixture
def season() -> Scoring:
	return make_scoring()


@pytest.fixture
def scoring(season: Scoring) -> Scoring:
	made = season.opened_at(FGD)
	made.submit(80)
	return made


def amended(scoring: Scoring, reason: str = "Salah ketik") -> frappe.model.document.Document:
	with acting(scoring.assessors[0]):
		former = scoring.sheet()
		former.cancel()
		copy = frappe.copy_doc(former)
		copy.update({"amended_from": former.name, "amendment_reason": reason})
		return copy


def test_fixed_through_every_door(scoring: Scoring) -> None:
	sheet = scoring.sheet()
	for user in (scoring.assessors[0], scoring.secretariat, "Administrator"):
		with acting(user):
			for field, value in (
				("value", "100"),
				("remark", "x"),
				("status", "Open"),
				("assessor", scoring.assessors[2]),
			):
				with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
					set_value("Stage Score", sheet.name, field, value)
			with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
				set_value("Criterion Score", sheet.scores[0].name, "raw", "100")
	sheet.reload()
	assert (sheet.scores[0].raw, sheet.value, sheet.status, sheet.remark) == (
		"80",
		"80.0000",
		"Submitted",
		None,
	)


def test_amended_with_a_reason_and_both_stay(scoring: Scoring) -> None:
	sheet = amended(scoring)
	with acting(scoring.assessors[0]):
		sheet.insert()
		fill(sheet, "85")
		sheet.submit()
	former = frappe.get_doc("Stage Score", sheet.amended_from)
	assert (former.docstatus, former.value) == (2, "80.0000")
	assert (sheet.docstatus, sheet.value, sheet.amendment_reason) == (1, "85.0000", "Salah ketik")
	counted = [one.scores for one in load_season(scoring.season).season.sheets if one.status == "submitted"]
	assert counted == [{"pemecahan_masalah": 85}]


def test_cancelled_as_it_is(scoring: Scoring) -> None:
	"""The former version stays what it was: scores cannot be changed on the way out."""
	sheet = scoring.sheet()
	sheet.scores[0].raw = "100"
	with acting(scoring.assessors[0]), pytest.raises(frappe.ValidationError):
		sheet.cancel()


def test_no_amendment_without_a_reason(scoring: Scoring) -> None:
	sheet = amended(scoring, reason=" ")
	with acting(scoring.assessors[0]), pytest.raises(frappe.MandatoryError):
		sheet.insert()


def test_an_amendment_stays_with_its_assessor_and_nominee(scoring: Scoring) -> None:
	copy = amended(scoring)
	for field, value in (("nomination", scoring.nominees[1]), ("assessor", scoring.assessors[1])):
		sheet = frappe.copy_doc(copy)
		sheet.update({"amended_from": copy.amended_from, "amendment_reason": "x", field: value})
		with acting(scoring.assessors[0]), pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			sheet.insert()


def test_nobody_else_cancels(scoring: Scoring) -> None:
	for user in (scoring.assessors[1], scoring.secretariat, make_user("Awards Administrator")):
		with acting(user), pytest.raises(frappe.PermissionError):
			scoring.sheet().cancel()


def test_a_cancelled_sheet_is_not_opened_anew(scoring: Scoring) -> None:
	"""Otherwise a score could be replaced without a reason."""
	with acting(scoring.assessors[0]):
		scoring.sheet().cancel()
	assert scoring.open()["opened"] == 0


def test_sheets_on_record_are_not_deleted(scoring: Scoring) -> None:
	name = scoring.sheet().name
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Stage Score", name)
	with acting(scoring.assessors[0]):
		scoring.sheet().cancel()
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Stage Score", name)


def test_an_assessor_does_not_open_sheets(scoring: Scoring) -> None:
	frappe.delete_doc("Stage Score", scoring.sheet(1, 1).name)
	sheet = frappe.new_doc("Stage Score")
	sheet.update({"nomination": scoring.nominees[1], "stage": FGD, "assessor": scoring.assessors[1]})
	with acting(scoring.assessors[1]), pytest.raises(frappe.PermissionError):
		sheet.insert()
	with acting(scoring.secretariat):
		sheet.insert()
	assert (sheet.season, sheet.status, len(sheet.scores)) == (scoring.season, "Open", 1)


def test_the_secretariat_opens_single_sheets_empty(scoring: Scoring) -> None:
	frappe.delete_doc("Stage Score", scoring.sheet(1, 1).name)
	sheet = frappe.new_doc("Stage Score")
	sheet.update({"nomination": scoring.nominees[1], "stage": FGD, "assessor": scoring.assessors[1]})
	sheet.append("scores", {"criterion": "pemecahan_masalah", "raw": "100"})
	with acting(scoring.secretariat), pytest.raises(frappe.PermissionError):
		sheet.insert()


def test_one_sheet_and_a_seat_are_needed(scoring: Scoring) -> None:
	for assessor, said in ((scoring.assessors[1], "stage-score"), (make_user("Awards Assessor"), "Panel")):
		sheet = frappe.new_doc("Stage Score")
		sheet.update({"nomination": scoring.nominees[1], "stage": FGD, "assessor": assessor})
		with (
			acting(scoring.secretariat),
			pytest.raises((frappe.ValidationError, frappe.DuplicateEntryError)) as no,
		):
			sheet.insert()
		assert said in str(no.value)


# --- what the form asks the server ----------------------------------------------------------------


def test_preview_counts_as_the_sheet_does(scoring: Scoring) -> None:
	"""Five criteria of 20 %: 80 and 87,5 add 16 and 17.5; two cannot be counted, one is empty."""
	codes = [row["criterion"] for row in rows_of(PRESENTATION)]
	scores = dict(zip(codes, ("80", "87,5", "x", "101", ""), strict=True))
	with acting(scoring.assessors[0]):
		answer = preview(f"{SCHEME}-presentation", None, frappe.as_json(scores))
	assert (answer["value"], answer["so_far"], answer["missing"]) == (None, "33.5000", 3)
	assert answer["points"] == {codes[0]: "16.0000", codes[1]: "17.5000"}
	assert set(answer["problems"]) == {codes[2], codes[3]}
	with acting(scoring.assessors[0]):
		assert preview(f"{SCHEME}-presentation", "", dict.fromkeys(codes, "80"))["value"] == "80.0000"


def rows_of(code: str) -> list[dict]:
	return frappe.get_all(
		"Instrument Criterion", {"parent": f"{SCHEME}-{code}"}, ["code as criterion"], order_by="idx"
	)


def test_the_rubric_stands_beside_the_criterion(scoring: Scoring) -> None:
	with acting(scoring.assessors[0]):
		found = guide(f"{SCHEME}-fgd")["pemecahan_masalah"]
	assert found["description"].startswith("Kemampuan dalam menyelesaikan")
	assert [level["value"] for level in found["levels"]] == ["40", "60", "80", "100"]


def test_strangers_ask_in_vain(scoring: Scoring) -> None:
	with acting(make_user("Employee")):
		for ask in (preview, guide):
			with pytest.raises(frappe.PermissionError):
				ask(f"{SCHEME}-fgd")
		with pytest.raises(frappe.PermissionError):
			neighbours(scoring.sheet().name)


def test_next_open_sheet(scoring: Scoring) -> None:
	first, second = scoring.sheet(1, 0).name, scoring.sheet(1, 1).name
	with acting(scoring.assessors[1]):
		assert neighbours(first) == {"previous": None, "next": second, "left": 1}
		assert neighbours(second) == {"previous": first, "next": first, "left": 1}
	with acting(scoring.assessors[0]):
		assert neighbours(scoring.sheet(0, 1).name) == {"previous": None, "next": None, "left": 0}


def test_stages_to_choose_from(scoring: Scoring) -> None:
	found = scored_stages(scoring.season)
	assert found["scheme"] == SCHEME
	assert [stage["value"] for stage in found["stages"]] == [
		"administration",
		"fgd",
		"public_test",
		"presentation",
	]
