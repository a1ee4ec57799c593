"""Performance ratings and disciplinary records: what they refuse, and the way out that they name."""

from __future__ import annotations

from typing import Any

import frappe
import pytest
from frappe.model.document import Document

from tests.site.builders_access import store_employee


@pytest.fixture
def employee() -> str:
	name = store_employee()
	frappe.db.set_value("Employee", name, {"date_of_birth": "1985-04-11", "gender": "Female"})
	return name


def rate(employee: str, **values: Any) -> Document:
	return frappe.new_doc(
		"Performance Rating", **{"employee": employee, "year": 2024, "predicate": "Baik", **values}
	).insert()


def record(employee: str, **values: Any) -> Document:
	usual = {"kind": "Disciplinary", "status": "Serving", "level": "Ringan", "decided_on": "2024-05-06"}
	return frappe.new_doc("Disciplinary Record", employee=employee, **{**usual, **values}).insert()


def test_a_rating(employee: str) -> None:
	rating = rate(employee, attendance_percent=97.5)
	assert rating.name == f"{employee}-2024"
	rating.predicate = "Sangat Baik"
	rating.save()


def test_one_rating_a_year(employee: str) -> None:
	rate(employee)
	with pytest.raises(frappe.DuplicateEntryError, match="2024 already"):
		rate(employee, predicate="Kurang")
	assert rate(employee, year=2023).name


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"year": 2999}, "cannot be rated"),
		({"year": 24}, "cannot be rated"),
		({"year": 1984}, "before the birth"),
		({"attendance_percent": 100.5}, "0 to 100"),
		({"attendance_percent": -1}, "Attendance"),
		({"predicate": "Cukup"}, "Sangat Baik"),
		({"score": 100.5}, "from 0 to 100"),
		({"score": -1}, "Score"),
		({"working_days": 400}, "more than a year has"),
		({"working_days": 10, "absent_days": 6, "late_days": 5}, "11 days together, more than the 10"),
		({"absent_days": 2}, "enter how many there were"),
		({"working_days": 10, "late_days": -1}, "Days Late"),
	],
)
def test_a_rating_refuses(employee: str, values: dict, message: str) -> None:
	with pytest.raises(frappe.ValidationError, match=message):
		rate(employee, **values)
	assert not frappe.db.exists("Performance Rating", {"employee": employee})


def test_attendance_is_computed_where_days_are_given(employee: str) -> None:
	"""240 less 3 + 4 + 1 + 2 = 230 of 240 = 95.83 %; what was typed for it does not count."""
	days = {"absent_days": 3, "late_days": 4, "away_days": 1, "early_leave_days": 2}
	rating = rate(employee, working_days=240, attendance_percent=12, score=88.5, **days)
	assert rating.attendance_percent == 95.83
	rating.update({"late_days": 239, **dict.fromkeys(("absent_days", "away_days", "early_leave_days"), 0)})
	assert rating.save().attendance_percent == 0.42


@pytest.mark.parametrize(
	"values",
	[
		{},
		{"status": "Under Examination", "level": "", "decided_on": None},
		{"status": "Cleared", "level": ""},
		{"status": "Completed", "ends_on": "2024-11-05"},
		{"kind": "Criminal", "level": "", "status": "Completed"},
	],
)
def test_a_record(employee: str, values: dict) -> None:
	assert record(employee, **values).name


def test_a_criminal_case_has_no_level(employee: str) -> None:
	assert not record(employee, kind="Criminal", level="Berat").level


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"level": ""}, "Level"),
		({"decided_on": None}, "Decided On"),
		({"decided_on": "2999-01-01"}, "still to come"),
		({"ends_on": "2024-05-05"}, "Ends On"),
		({"status": "Completed", "ends_on": "2999-01-01"}, "Status"),
	],
)
def test_a_record_refuses(employee: str, values: dict, message: str) -> None:
	with pytest.raises(frappe.ValidationError, match=message):
		record(employee, **values)
	assert not frappe.db.exists("Disciplinary Record", {"employee": employee})
