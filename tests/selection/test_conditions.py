"""Each kind of condition: met, not met, needs a human look, and the fact it was judged on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from ntb_awards.selection.conditions import AnyCondition
from ntb_awards.selection.fact_conditions import Finding
from ntb_awards.selection.facts import Facts, Rating

from .builders import CLOSING

CONDITIONS: TypeAdapter[Any] = TypeAdapter(AnyCondition)
HUMAN = {"test": "human", "question": "Apakah berdampak?"}
IS_PNS = {"test": "compare", "fact": "employment_status", "op": "is", "value": "PNS"}
ONE_YEAR = {"test": "years_since", "fact": "post_since", "at_least": 1}


def judged(condition: dict[str, Any], on: date = CLOSING, **facts: Any) -> Finding:
	return CONDITIONS.validate_python(condition).judge(Facts(**facts), on)


def answer(condition: dict[str, Any], on: date = CLOSING, **facts: Any) -> str:
	return judged(condition, on, **facts).answer


def sentences(finding: Finding) -> list[str]:
	return [str(fact) for fact in finding.facts]


def compare(fact: str, op: str, value: Any) -> dict[str, Any]:
	return {"test": "compare", "fact": fact, "op": op, "value": value}


@pytest.mark.parametrize(
	("condition", "facts", "expected"),
	[
		(compare("post_type", "is", "Pengawas"), {"post_type": "Pengawas"}, "met"),
		(compare("post_type", "is", "Pengawas"), {"post_type": "Pelaksana"}, "not_met"),
		(compare("post_type", "is_not", "Pengawas"), {"post_type": "Pengawas"}, "not_met"),
		(compare("post_type", "is_not", "Pengawas"), {"post_type": "Pelaksana"}, "met"),
		(compare("post_type", "in", ["JPT Pratama", "Pengawas"]), {"post_type": "Pengawas"}, "met"),
		(compare("post_type", "in", ["JPT Pratama", "Pengawas"]), {"post_type": "Penga"}, "not_met"),
		(compare("post_type", "not_in", ["Pengawas"]), {"post_type": "Pengawas"}, "not_met"),
		(compare("post_type", "not_in", ["Pengawas"]), {"post_type": "Pelaksana"}, "met"),
		(compare("seconded", "is", False), {"seconded": False}, "met"),
		(compare("in_organisation", "is", True), {"in_organisation": False}, "not_met"),
		(compare("rank", "at_least", "III/a"), {"rank": "III/a"}, "met"),
		(compare("rank", "at_least", "III/a"), {"rank": "II/d"}, "not_met"),
		(compare("rank", "at_least", "III/d"), {"rank": "IV/a"}, "met"),
		(compare("rank", "at_most", "IV/b"), {"rank": "IV/b"}, "met"),
		(compare("rank", "at_most", "IV/b"), {"rank": "IV/c"}, "not_met"),
		(compare("education", "at_least", "D4"), {"education": "S1"}, "met"),
		(compare("education", "at_least", "D4"), {"education": "D3"}, "not_met"),
		(
			compare("functional_level", "at_least", "Ahli Muda"),
			{"functional_level": "Ahli Pertama"},
			"not_met",
		),
		(compare("rank", "at_least", "III/a"), {"rank": "IX"}, "needs_review"),
		*(
			(compare("post_type", op, ["Pengawas"] if "in" in op else "Pengawas"), {}, "needs_review")
			for op in ("is", "is_not", "in", "not_in")
		),
		(compare("post_type", "is_not", "Pengawas"), {"post_type": ""}, "needs_review"),
	],
)
def test_compare(condition: dict[str, Any], facts: dict[str, Any], expected: str) -> None:
	assert answer(condition, **facts) == expected


def test_compare_tells_the_fact() -> None:
	assert sentences(judged(IS_PNS, employment_status="PPPK")) == ["employment_status: PPPK"]
	assert sentences(judged(IS_PNS)) == ["employment_status is not on record"]
	at_least = compare("rank", "at_least", "III/a")
	assert sentences(judged(at_least, rank="III/b")) == ["rank: III/b"]


@pytest.mark.parametrize(
	("condition", "complaint"),
	[
		(compare("shoe_size", "is", "42"), "'shoe_size' is not one of"),
		(compare("post_type", "in", "Pengawas"), "'in' needs a list"),
		(compare("post_type", "not_in", "Pengawas"), "'not_in' needs a list"),
		(compare("rank", "at_least", "V/a"), "'V/a' is not on the scale of 'rank'"),
		(compare("post_type", "at_most", "Pengawas"), "not on the scale of 'post_type'"),
		({"test": "ratings", "years": 2, "at_least": "Bagus"}, "'Bagus' is not one of"),
		({"test": "ratings", "years": 0, "at_least": "Baik"}, "greater than or equal to 1"),
		({"test": "all", "of": []}, "at least 1 item"),
		({"test": "any", "of": []}, "at least 1 item"),
		({"test": "moon_phase"}, "does not match any of the expected tags"),
		({**HUMAN, "hint": "x"}, "not permitted"),
	],
)
def test_conditions_that_make_no_sense_are_refused(condition: dict[str, Any], complaint: str) -> None:
	with pytest.raises(ValidationError, match=complaint):
		CONDITIONS.validate_python(condition)


@pytest.mark.parametrize(
	("since", "on", "expected"),
	[
		(date(2024, 11, 11), CLOSING, "met"),
		(date(2024, 11, 12), CLOSING, "not_met"),
		(date(2010, 1, 1), CLOSING, "met"),
		(date(2025, 12, 1), CLOSING, "not_met"),
		(date(2024, 2, 29), date(2025, 2, 28), "not_met"),
		(date(2024, 2, 29), date(2025, 3, 1), "met"),
		(None, CLOSING, "needs_review"),
	],
)
def test_exactly_one_year_and_one_day_short(since: date | None, on: date, expected: str) -> None:
	assert answer(ONE_YEAR, on, post_since=since) == expected


@pytest.mark.parametrize(
	("born", "expected"),
	[
		(date(1968, 11, 12), "met"),
		(date(1968, 11, 11), "met"),
		(date(1968, 11, 10), "not_met"),
		(date(2004, 11, 11), "met"),
		(date(2004, 11, 12), "not_met"),
		(None, "needs_review"),
	],
)
def test_age_limits(born: date | None, expected: str) -> None:
	"""At least 21 and at most 57: the 57th birthday is still in, the day after is out."""
	condition = {"test": "years_since", "fact": "birth_date", "at_least": 21, "at_most": 57}
	assert answer(condition, birth_date=born) == expected


def test_a_birthday_on_29_february() -> None:
	condition = {"test": "years_since", "fact": "birth_date", "at_most": 57}
	born = date(1968, 2, 29)
	assert answer(condition, date(2025, 2, 28), birth_date=born) == "met"
	assert answer(condition, date(2025, 3, 1), birth_date=born) == "not_met"


def test_years_tell_the_dates() -> None:
	finding = judged(ONE_YEAR, post_since=date(2023, 1, 2))
	assert sentences(finding) == ["post_since: 2023-01-02, 2 full years on 2025-11-11"]
	assert sentences(judged(ONE_YEAR)) == ["post_since is not on record"]


def ratings(**by_year: str) -> tuple[Rating, ...]:
	return tuple(Rating(year=int(year[1:]), predicate=value) for year, value in by_year.items())  # type: ignore[arg-type]


@pytest.mark.parametrize(
	("given", "expected", "facts"),
	[
		(
			{"y2024": "Baik", "y2023": "Sangat Baik"},
			"met",
			["Performance 2024: Baik", "Performance 2023: Sangat Baik"],
		),
		({"y2024": "Baik", "y2023": "Butuh Perbaikan"}, "not_met", ["Performance 2023: Butuh Perbaikan"]),
		({"y2024": "Baik"}, "needs_review", ["Performance 2023 is not on record"]),
		({"y2024": "Kurang"}, "not_met", ["Performance 2024: Kurang"]),
		(
			{"y2025": "Baik", "y2024": "Baik", "y2022": "Kurang"},
			"needs_review",
			["Performance 2023 is not on record"],
		),
		({}, "needs_review", ["Performance 2024 is not on record", "Performance 2023 is not on record"]),
	],
)
def test_ratings_of_the_last_two_full_years(given: dict[str, str], expected: str, facts: list[str]) -> None:
	"""1.b.1: 'predikat kinerja minimal Baik selama 2 (dua) tahun terakhir', judged in November 2025."""
	finding = judged({"test": "ratings", "years": 2, "at_least": "Baik"}, ratings=ratings(**given))
	assert (finding.answer, sentences(finding)) == (expected, facts)


@pytest.mark.parametrize(
	("text", "words", "expected"),
	[
		(None, 1, "not_met"),
		("  ", 1, "not_met"),
		("Satu", 1, "met"),
		("a b c", 4, "not_met"),
		("a b\nc  d", 4, "met"),
	],
)
def test_a_text_of_so_many_words(text: str | None, words: int, expected: str) -> None:
	condition = {"test": "present", "fact": "self_description", "words": words}
	assert answer(condition, self_description=text) == expected


def test_present_tells_the_count() -> None:
	finding = judged({"test": "present", "fact": "innovation_title"}, innovation_title="Satu pintu")
	assert sentences(finding) == ["innovation_title: 2 words"]


def test_only_a_person_can_answer() -> None:
	finding = judged(HUMAN)
	assert (finding.answer, sentences(finding)) == ("needs_review", ["Apakah berdampak?"])


MET = {"test": "present", "fact": "self_description"}
NOT_MET = {"test": "present", "fact": "innovation_title"}


@pytest.mark.parametrize(
	("parts", "all_of", "any_of"),
	[
		((MET, MET), "met", "met"),
		((MET, NOT_MET), "not_met", "met"),
		((MET, HUMAN), "needs_review", "met"),
		((NOT_MET, HUMAN), "not_met", "needs_review"),
		((NOT_MET, NOT_MET), "not_met", "not_met"),
		((HUMAN, HUMAN), "needs_review", "needs_review"),
	],
)
def test_all_and_any(parts: tuple[dict[str, Any], ...], all_of: str, any_of: str) -> None:
	for order in (parts, parts[::-1]):
		assert answer({"test": "all", "of": list(order)}, self_description="x") == all_of
		assert answer({"test": "any", "of": list(order)}, self_description="x") == any_of


def test_only_the_telling_facts_are_shown() -> None:
	finding = judged({"test": "all", "of": [MET, NOT_MET, HUMAN]}, self_description="x")
	assert sentences(finding) == ["innovation_title: 0 words"]
	finding = judged({"test": "any", "of": [NOT_MET, MET, HUMAN]}, self_description="x")
	assert sentences(finding) == ["self_description: 1 words"]


@pytest.mark.parametrize(
	("facts", "expected"),
	[
		({"employment_status": "PNS", "post_since": date(2020, 1, 1)}, "met"),
		({"employment_status": "PNS", "post_since": date(2025, 1, 1)}, "not_met"),
		({"employment_status": "PNS"}, "needs_review"),
		({"employment_status": "PPPK", "post_since": date(2025, 1, 1)}, "met"),
		({"post_since": date(2020, 1, 1)}, "needs_review"),
	],
)
def test_a_requirement_for_some_only(facts: dict[str, Any], expected: str) -> None:
	"""1.b.3 'Khusus kandidat PNS …': for others it is met, and whether it applies must be known."""
	assert answer({"test": "when", "applies": IS_PNS, "then": ONE_YEAR}, **facts) == expected


def test_a_requirement_that_does_not_apply_says_so() -> None:
	finding = judged({"test": "when", "applies": IS_PNS, "then": ONE_YEAR}, employment_status="PPPK")
	assert sentences(finding) == ["Does not apply", "employment_status: PPPK"]
