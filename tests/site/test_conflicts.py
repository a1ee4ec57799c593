"""Conflicts of interest: declared, or shown by the employee tree. Who has one does not score."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.gateway.seasons import load_season
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_scoring import (
	FGD,
	Scoring,
	decide,
	employee_of,
	fill,
	make_conflict,
	make_scoring,
)
from tests.site.conftest import acting


@pytest.fixture
def season() -> Scoring:
	return make_scoring()


@pytest.fixture
def scoring(season: Scoring) -> Scoring:
	return season.opened_at(FGD)


def declare(scoring: Scoring, **fields: object) -> frappe.model.document.Document:
	with acting(scoring.assessors[0]):
		return make_conflict(scoring, **fields)


def test_an_assessor_declares_and_the_open_sheet_is_recused(scoring: Scoring) -> None:
	sheet = scoring.sheet()
	fill(sheet, 70)
	with acting(scoring.assessors[0]):
		sheet.save()
	conflict = declare(scoring, source="Employee Tree", declared_on="2001-01-01")
	sheet = scoring.sheet()
	assert (sheet.status, sheet.recusal, sheet.scores, sheet.value) == ("Recused", conflict.name, [], None)
	assert (conflict.source, conflict.declared_on.year > 2001) == ("Declared", True)
	assert scoring.sheet(0, 1).status == "Open", "only for that nominee"
	read = {(one.nominee, one.status) for one in load_season(scoring.season).season.sheets}
	assert (1, "recused") in read


def test_a_recused_sheet_is_never_written(scoring: Scoring) -> None:
	declare(scoring)
	sheet = scoring.sheet()
	sheet.append("scores", {"criterion": "pemecahan_masalah", "raw": "100"})
	sheet.update({"status": "Open", "recusal": None})
	with acting(scoring.assessors[0]):
		for action in (sheet.save, sheet.submit):
			with pytest.raises(frappe.ValidationError):
				action()


def test_no_new_sheet_for_a_recused_assessor(scoring: Scoring) -> None:
	name = scoring.sheet().name
	frappe.delete_doc("Stage Score", name)
	conflict = declare(scoring)
	sheet = frappe.new_doc("Stage Score")
	sheet.update({"nomination": scoring.nominees[0], "stage": FGD, "assessor": scoring.assessors[0]})
	with acting(scoring.secretariat), pytest.raises(frappe.ValidationError, match=conflict.name):
		sheet.insert()


def test_the_employee_tree_blocks_a_sheet_opened_before(scoring: Scoring) -> None:
	"""The assessor moves to the nominee's unit after the sheets were opened."""
	unit = make_unit()
	make_employee(unit=unit, user=scoring.assessors[0])
	frappe.db.set_value("Employee", employee_of(scoring.nominees[0]), "department", unit)
	with pytest.raises(frappe.ValidationError, match=unit):
		scoring.submit(80)


def test_a_reason_is_needed(scoring: Scoring) -> None:
	with pytest.raises(frappe.MandatoryError):
		declare(scoring, reason="  ")


def test_one_declaration_is_enough(scoring: Scoring) -> None:
	declare(scoring)
	with pytest.raises(frappe.DuplicateEntryError):
		declare(scoring)


def test_after_scoring_the_sheet_is_cancelled_first(scoring: Scoring) -> None:
	sheet = scoring.submit(80)
	with pytest.raises(frappe.ValidationError, match=sheet.name):
		declare(scoring)
	with acting(scoring.assessors[0]):
		scoring.sheet().cancel()
	assert declare(scoring).name


def test_an_assessor_declares_for_nobody_else(scoring: Scoring) -> None:
	with acting(scoring.assessors[1]), pytest.raises(frappe.PermissionError):
		make_conflict(scoring, assessor=0)


def test_the_secretariat_records_it_for_an_assessor(scoring: Scoring) -> None:
	with acting(scoring.secretariat):
		make_conflict(scoring)
	assert scoring.sheet().status == "Recused"


def test_only_for_somebody_on_the_panel(scoring: Scoring) -> None:
	outsider = make_user("Awards Assessor")
	with acting(scoring.secretariat), pytest.raises(frappe.ValidationError):
		make_conflict(scoring, outsider)


def test_a_declaration_is_not_edited(scoring: Scoring) -> None:
	conflict = declare(scoring)
	for field, value in (("reason", "Lain"), ("source", "Employee Tree"), ("assessor", scoring.assessors[1])):
		conflict.reload()
		conflict.set(field, value)
		with acting(scoring.secretariat), pytest.raises(frappe.ValidationError):
			conflict.save()


def test_withdrawn_gives_the_sheet_back_empty(scoring: Scoring) -> None:
	conflict = declare(scoring)
	frappe.delete_doc("Conflict Declaration", conflict.name)
	sheet = scoring.sheet()
	assert (sheet.status, sheet.recusal, [row.raw for row in sheet.scores]) == ("Open", None, [None])


def test_not_withdrawn_once_decided_or_while_the_tree_shows_it(scoring: Scoring) -> None:
	conflict = declare(scoring)
	unit = make_unit()
	make_employee(unit=unit, user=scoring.assessors[0])
	frappe.db.set_value("Employee", employee_of(scoring.nominees[0]), "department", unit)
	with pytest.raises(frappe.ValidationError, match=unit):
		frappe.delete_doc("Conflict Declaration", conflict.name)
	frappe.db.set_value("Employee", employee_of(scoring.nominees[0]), "department", None)
	decide(scoring)
	with pytest.raises(frappe.ValidationError, match="BA-UJI-0001"):
		frappe.delete_doc("Conflict Declaration", conflict.name)
