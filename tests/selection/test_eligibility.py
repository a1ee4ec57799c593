"""Requirements of a category judged together, clean records, bonuses, and the calendar behind them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ntb_awards.selection.eligibility import earned_bonuses, judge, overall
from ntb_awards.selection.fact_conditions import NoRecord
from ntb_awards.selection.facts import Facts, Record, full_years, years_before

from .builders import CLOSING, make_scheme

RULES = [
	{
		"code": "service",
		"title": "Masa kerja",
		"condition": {"test": "years_since", "fact": "service_since", "at_least": 1},
		"basis": "1.a.3",
	},
	{
		"code": "social",
		"title": "Kegiatan sosial",
		"categories": ["fungsional"],
		"condition": {"test": "present", "fact": "social_activity"},
		"basis": "1.b.6.a",
	},
	{
		"code": "integrity",
		"title": "Integritas",
		"condition": {"test": "human", "question": "Integritas?"},
		"basis": "1.a.2",
	},
]


def clean(years: int = 2, **more: Any) -> NoRecord:
	return NoRecord(test="no_record", kind="Disciplinary", years=years, **more)


def record(status: str, decided_on: date | None = None, **more: Any) -> Record:
	return Record.model_validate({"kind": "Disciplinary", "status": status, "decided_on": decided_on, **more})


def answer(condition: NoRecord, *records: Record) -> str:
	return condition.judge(Facts(records=records), CLOSING).answer


@pytest.mark.parametrize(
	("decided_on", "expected"),
	[
		(date(2023, 11, 10), "met"),
		(date(2023, 11, 11), "met"),
		(date(2023, 11, 12), "not_met"),
		(date(2025, 11, 11), "not_met"),
		(None, "needs_review"),
	],
)
def test_two_years_after_a_sanction(decided_on: date | None, expected: str) -> None:
	"""1.b.4 'dalam kurun waktu 2 (dua) tahun terakhir': exactly two years later it is over. A sanction
	without its date counts neither for nor against anybody."""
	assert answer(clean(), record("Completed", decided_on)) == expected


@pytest.mark.parametrize(
	("given", "expected"),
	[
		((), "met"),
		((record("Under Examination"),), "not_met"),
		((record("Serving", date(2015, 1, 1)),), "not_met"),
		((record("Cleared", date(2025, 1, 1)),), "met"),
		((record("Completed", date(2025, 1, 1), kind="Criminal"),), "met"),
		((record("Completed"), record("Serving")), "not_met"),
		((record("Serving"), record("Completed")), "not_met"),
		((record("Cleared"), record("Completed")), "needs_review"),
	],
)
def test_open_cleared_and_foreign_records(given: tuple[Record, ...], expected: str) -> None:
	assert answer(clean(), *given) == expected


def test_of_no_years_only_open_matters_count() -> None:
	assert answer(clean(0), record("Completed", date(2025, 11, 10))) == "met"
	assert answer(clean(0), record("Serving")) == "not_met"


def test_open_matters_can_be_left_out() -> None:
	condition = clean(include_open=False)
	assert answer(condition, record("Under Examination"), record("Serving")) == "met"
	assert answer(condition, record("Completed", date(2025, 1, 1))) == "not_met"


@pytest.mark.parametrize(
	("level", "decided_on", "expected"),
	[
		("Berat", date(2025, 1, 1), "not_met"),
		("Ringan", date(2025, 1, 1), "met"),
		("", date(2025, 1, 1), "needs_review"),
		("", date(2020, 1, 1), "met"),
		("Berat", None, "needs_review"),
	],
)
def test_only_sanctions_of_some_levels(level: str, decided_on: date | None, expected: str) -> None:
	condition = clean(levels=("Sedang", "Berat"))
	assert answer(condition, record("Completed", decided_on, level=level)) == expected


def test_records_that_tell_are_shown() -> None:
	facts = Facts(records=(record("Serving", date(2025, 3, 4), level="Sedang"), record("Completed")))
	assert [str(fact) for fact in clean().judge(facts, CLOSING).facts] == [
		"Disciplinary record Sedang: Serving, 2025-03-04"
	]
	undated = Facts(records=(record("Completed"),))
	assert [str(fact) for fact in clean().judge(undated, CLOSING).facts] == [
		"Disciplinary record -: Completed, -"
	]
	assert [str(fact) for fact in clean().judge(Facts(), CLOSING).facts] == [
		"No Disciplinary record that counts on 2025-11-11"
	]


def test_requirements_of_a_category_in_their_order() -> None:
	scheme = make_scheme(("eligibility_rules", RULES))
	facts = Facts(service_since=date(2024, 11, 12))
	found = judge(scheme, "fungsional", facts, CLOSING)
	assert [(one.rule.code, one.answer) for one in found] == [
		("service", "not_met"),
		("social", "not_met"),
		("integrity", "needs_review"),
	]
	assert [one.rule.basis for one in found] == ["1.a.3", "1.b.6.a", "1.a.2"]
	assert str(found[0].facts[0]) == "service_since: 2024-11-12, 0 full years on 2025-11-11"
	assert [one.rule.code for one in judge(scheme, "pengawas", facts, CLOSING)] == ["service", "integrity"]


def test_judged_on_the_day_given() -> None:
	scheme = make_scheme(("eligibility_rules", RULES))
	facts = Facts(service_since=date(2024, 11, 12))
	assert judge(scheme, "pengawas", facts, date(2025, 11, 12))[0].answer == "met"


@pytest.mark.parametrize(
	("answers", "expected"),
	[
		((), "eligible"),
		(("met", "met"), "eligible"),
		(("met", "needs_review"), "needs_review"),
		(("needs_review", "not_met", "met"), "ineligible"),
	],
)
def test_overall(answers: tuple[Any, ...], expected: str) -> None:
	assert overall(answers) == expected


def test_a_bonus_is_earned_only_when_its_condition_is_met() -> None:
	def bonus(code: str, condition: dict[str, Any]) -> dict[str, Any]:
		return {"code": code, "title": code, "points": "2", "condition": condition, "basis": "x"}

	scheme = make_scheme(
		(
			"bonuses",
			[
				bonus("written", {"test": "present", "fact": "self_description"}),
				bonus("judged", {"test": "human", "question": "?"}),
				bonus("social", {"test": "present", "fact": "social_activity"}),
			],
		)
	)
	earned = earned_bonuses(scheme, Facts(self_description="x"), CLOSING)
	assert [one.code for one in earned] == ["written"]


def test_the_calendar() -> None:
	assert years_before(CLOSING, 2) == date(2023, 11, 11)
	assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)
	assert years_before(date(2024, 2, 29), 4) == date(2020, 2, 29)
	assert full_years(date(2020, 5, 5), date(2025, 5, 4)) == 4
	assert full_years(date(2020, 5, 5), date(2025, 5, 5)) == 5
	assert full_years(date(2020, 5, 5), date(2025, 4, 30)) == 4
	assert full_years(date(2020, 5, 5), date(2025, 6, 1)) == 5
