"""Conditions on what lies in the past: posts held, earlier awards, sanctions without a limit of time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter

from ntb_awards.selection.conditions import AnyCondition
from ntb_awards.selection.facts import Award, Facts, Post, Record

CONDITIONS: TypeAdapter[Any] = TypeAdapter(AnyCondition)
ON = date(2025, 6, 30)
TWO_YEARS = {"test": "held_post", "post_types": ["JPT Pratama"], "years": 2}
EVER = {"test": "held_post", "post_types": ["JPT Pratama"]}


def answer(condition: dict[str, Any], **facts: Any) -> str:
	return CONDITIONS.validate_python(condition).judge(Facts(**facts), ON).answer


def post(since: str, until: str | None, post_type: str = "JPT Pratama", level: str = "") -> Post:
	return Post(
		post_type=post_type,
		functional_level=level,
		since=date.fromisoformat(since),
		until=date.fromisoformat(until) if until else None,
	)


@pytest.mark.parametrize(
	("posts", "expected"),
	[
		([post("2019-01-01", "2020-12-31")], "met"),
		([post("2019-01-01", "2020-12-30")], "not_met"),
		([post("2018-01-01", "2018-07-02"), post("2019-01-01", "2020-06-30")], "met"),  # 183 + 1 year + 182
		([post("2018-01-01", "2018-07-01"), post("2019-01-01", "2020-06-30")], "not_met"),
		([post("2018-01-01", "2018-12-31"), post("2022-01-01", "2022-12-31")], "met"),
		([post("2019-01-01", "2019-12-31"), post("2019-03-01", "2020-02-29")], "not_met"),
		([post("2019-01-01", "2019-12-31"), post("2020-01-01", "2020-12-31")], "met"),
		([post("2023-06-30", None)], "met"),
		([post("2023-07-01", None)], "not_met"),
		([post("2010-01-01", "2020-01-01", "Administrator")], "not_met"),
		([post("2026-01-01", None)], "not_met"),
		([], "needs_review"),
	],
)
def test_two_years_in_a_post(posts: list[Post], expected: str) -> None:
	assert answer(TWO_YEARS, posts=posts) == expected


def test_the_present_post_counts_where_the_history_lacks_it() -> None:
	present = {"post_type": "JPT Pratama", "post_since": date(2023, 6, 30)}
	assert answer(TWO_YEARS, **present) == "met"
	assert answer(TWO_YEARS, **{**present, "post_since": date(2023, 7, 1)}) == "needs_review"
	former = [post("2015-01-01", "2023-06-29", "Administrator")]
	assert answer(TWO_YEARS, **{**present, "post_since": date(2023, 7, 1)}, posts=former) == "not_met"


def test_a_post_once_held_and_a_functional_level() -> None:
	assert answer(EVER, posts=[post("2010-01-01", "2010-02-01")]) == "met"
	expert = {"test": "held_post", "post_types": ["Fungsional"], "functional_levels": ["Ahli Utama"]}
	assert answer(expert, posts=[post("2020-01-01", None, "Fungsional", "Ahli Utama")]) == "met"
	assert answer(expert, posts=[post("2020-01-01", None, "Fungsional", "Ahli Madya")]) == "not_met"


@pytest.mark.parametrize(
	("condition", "award", "expected"),
	[
		({"rank_at_most": 3}, ("best", 2018, 3), "not_met"),
		({"rank_at_most": 3}, ("best", 2018, 4), "met"),
		({"rank_at_most": 1, "years": 1}, ("best", 2024, 1), "not_met"),
		({"rank_at_most": 1, "years": 1}, ("best", 2023, 1), "met"),
		({"rank_at_most": 1, "years": 1}, ("best", 2025, 1), "met"),
		({"schemes": ["best"]}, ("best", 2024, 9), "not_met"),
		({"schemes": ["best"]}, ("other", 2024, 1), "met"),
	],
)
def test_earlier_awards(condition: dict[str, Any], award: tuple[str, int, int], expected: str) -> None:
	scheme, year, rank = award
	given = [Award(scheme=scheme, year=year, rank=rank)]
	assert answer({"test": "no_award", **condition}, awards=given) == expected


def test_nobody_has_an_award_without_a_record_of_one() -> None:
	assert answer({"test": "no_award"}) == "met"


def test_never_means_however_long_ago() -> None:
	old = Record(kind="Disciplinary", status="Completed", level="Ringan", decided_on=date(1999, 1, 1))
	assert answer({"test": "no_record", "kind": "Disciplinary"}, records=[old]) == "not_met"
	assert answer({"test": "no_record", "kind": "Disciplinary", "years": 2}, records=[old]) == "met"
	undated = Record(kind="Criminal", status="Completed")
	assert answer({"test": "no_record", "kind": "Criminal"}, records=[undated]) == "not_met"


@pytest.mark.parametrize(
	("words", "expected"), [(499, "not_met"), (500, "met"), (1000, "met"), (1001, "not_met")]
)
def test_a_text_of_five_hundred_to_a_thousand_words(words: int, expected: str) -> None:
	rule = {"test": "present", "fact": "self_description", "words": 500, "max_words": 1000}
	assert answer(rule, self_description="kata " * words) == expected
