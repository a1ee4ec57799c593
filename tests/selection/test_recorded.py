"""Scores that stand on record: attendance from raw days, exact; the SKP score as it is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from ntb_awards.selection.facts import Facts, Rating
from ntb_awards.selection.scheme import Instrument
from ntb_awards.selection.suggestions import recorded

ON = date(2024, 6, 30)


def form(source: str, **more: Any) -> Instrument:
	suggestion = {"source": source, "basis": "5.a"}
	row = {"code": "nilai", "title": "Nilai", "weight": "100", "maximum": "100", "suggestion": suggestion}
	return Instrument(code="form", title="Form", criteria=[{**row, "basis": "5.a", **more}], basis="5.a")


def value(source: str, **rating: Any) -> Fraction | None:
	facts = Facts(ratings=[Rating(**{"year": 2023, "predicate": "Baik", **rating})])
	found = recorded(form(source), None, facts, ON)
	return found["nilai"].raw if found else None


def test_attendance_from_raw_days() -> None:
	"""240 working days less 2 absent, 3 late, 1 away, 2 left early = 232; 232 ÷ 240 × 100 = 290/3 = 96,67."""
	days = {"working_days": 240, "absent_days": 2, "late_days": 3, "away_days": 1, "early_leave_days": 2}
	assert value("attendance", **days) == Fraction(290, 3)
	assert value("attendance", **days, attendance_percent="50") == Fraction(290, 3)


@pytest.mark.parametrize(
	("rating", "expected"),
	[
		({"attendance_percent": "97.5"}, Fraction("97.5")),
		({"working_days": 10, "absent_days": 12}, Fraction(0)),
		({}, None),
		({"year": 2022, "attendance_percent": "97.5"}, None),
	],
)
def test_attendance_otherwise(rating: dict[str, Any], expected: Fraction | None) -> None:
	assert value("attendance", **rating) == expected


def test_the_days_are_told() -> None:
	rating = Rating(year=2023, predicate="Baik", working_days=240, absent_days=2, late_days=6)
	(fact,) = recorded(form("attendance"), None, Facts(ratings=[rating]), ON)["nilai"].facts
	assert str(fact) == (
		"Attendance 2023: 96.67 %, 232 of 240 working days (less absent 2, late 6, away 0, left early 0)"
	)


def test_the_skp_score_of_last_year() -> None:
	assert value("performance_score", score="91.35") == Fraction("91.35")
	assert value("performance_score", score="101") is None  # outside the form's range
	assert value("performance_score") is None
