"""What a season may not say: each contradiction with the scheme or with itself, and all at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from pydantic import ValidationError

from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.records import Minutes, Nominee, Season, Verdict
from ntb_awards.selection.scheme import Scheme
from ntb_awards.selection.season_checks import check_season

from .builders import (
	make_complete_season,
	make_feedback,
	make_minutes,
	make_nominee,
	make_scheme,
	make_season,
	make_sheet,
)

SCHEME = make_scheme()


def problems(season: Season, scheme: Scheme = SCHEME) -> list[str]:
	try:
		check_season(scheme, season)
	except SelectionError as error:
		return [str(problem) for problem in error.problems]
	return []


def with_sheets(*sheets: Any) -> Season:
	return make_season([make_nominee(1)], sheets=sheets)


def with_minutes(*minutes: Minutes) -> Season:
	return make_season([make_nominee(1), make_nominee(2), make_nominee(3, "fungsional")], minutes=minutes)


def test_a_sound_season_has_none() -> None:
	assert problems(make_complete_season(SCHEME, {1: 80, 2: 70})) == []


@pytest.mark.parametrize("closes", ["2025-10-28T00:00:00+08:00", "2025-10-27T23:59:59+08:00"])
def test_a_window_that_ends_before_it_begins(closes: str) -> None:
	assert problems(make_season(submission_closes=closes)) == [
		"season.submission_closes: The submission window ends before it begins. Correct one of its times"
	]


def test_windows_are_compared_in_their_own_zones() -> None:
	"""08:00 in WITA is midnight in UTC: an hour after is after, an hour before is before."""
	opens = {"submission_opens": "2025-10-28T08:00:00+08:00"}
	assert problems(make_season(**opens, submission_closes="2025-10-28T01:00:00Z")) == []
	assert len(problems(make_season(**opens, submission_closes="2025-10-27T23:00:00Z"))) == 1


@pytest.mark.parametrize("field", ["submission_opens", "submission_closes"])
def test_a_time_needs_its_zone(field: str) -> None:
	with pytest.raises(ValidationError, match=field):
		make_season(**{field: "2025-11-01T00:00:00"})


def nominees(*rows: Nominee) -> list[str]:
	return problems(make_season(rows))


def test_nominees() -> None:
	assert nominees(make_nominee(1), make_nominee(2), make_nominee(1, "fungsional")) == [
		"season.nominees: Nominee 1 stands there more than once. Keep one"
	]
	assert nominees(make_nominee(1, "gubernur")) == [
		"season.nominees.1: Category 'gubernur' is not in the scheme"
	]
	assert nominees(make_nominee(1, bonuses=["early"])) == [
		"season.nominees.1: Bonus 'early' is not in the scheme"
	]


@pytest.mark.parametrize(
	("instrument", "form"), [("administration", "military"), ("fgd", "structural"), ("x", "y")]
)
def test_forms_that_do_not_exist(instrument: str, form: str) -> None:
	assert nominees(make_nominee(1, variants={instrument: form})) == [
		f"season.nominees.1: '{instrument}' has no form '{form}'"
	]


@pytest.mark.parametrize(
	("sheet", "expected"),
	[
		(make_sheet("fgd", 9, "A1", {"nilai": 1}), "season.sheets.fgd.9.A1: Nominee 9 is not in the season"),
		(make_sheet("quiz"), "season.sheets.quiz.1.A1: Stage 'quiz' takes no score sheets"),
		(
			make_sheet("determination"),
			"season.sheets.determination.1.A1: Stage 'determination'",
		),
		(make_sheet("feedback_360"), "season.sheets.feedback_360.1.A1: Stage 'feedback_360'"),
		(
			make_sheet("fgd", 1, "A1", {"nilai": 1}, status="recused"),
			"season.sheets.fgd.1.A1: A recused assessor's sheet has scores. Remove them or withdraw",
		),
		(
			make_sheet("fgd", 1, "A1", {"gaya": 1}),
			"season.sheets.fgd.1.A1.gaya: 'gaya' is not a criterion of this form",
		),
		(
			make_sheet("fgd", 1, "A1", {"nilai": "100.1"}),
			"season.sheets.fgd.1.A1.nilai: Nilai: 100.1 is outside 0–100. Enter a score within the range",
		),
		(
			make_sheet("fgd", 1, "A1", {"nilai": "-0.1"}),
			"season.sheets.fgd.1.A1.nilai: Nilai: -0.1 is outside",
		),
	],
)
def test_score_sheets(sheet: Any, expected: str) -> None:
	(found,) = problems(with_sheets(sheet))
	assert found.startswith(expected)


def test_scores_at_the_ends_of_the_range() -> None:
	low, high = make_sheet("fgd", 1, "A1", {"nilai": 0}), make_sheet("fgd", 1, "A2", {"nilai": 100})
	assert problems(with_sheets(low, high)) == []


def test_a_score_of_the_other_form() -> None:
	scores = {"kinerja": 1, "teknis": 1, "manajerial": 1}
	sheet = make_sheet("administration", 1, "A1", scores)
	assert problems(with_sheets(sheet)) == []
	assert problems(make_season([make_nominee(1, "fungsional")], sheets=[sheet])) == [
		"season.sheets.administration.1.A1.manajerial: 'manajerial' is not a criterion of this form"
	]


def test_two_sheets_of_one_assessor() -> None:
	one = make_sheet("fgd", 1, "A1", {"nilai": 1})
	assert problems(with_sheets(one, make_sheet("fgd", 1, "A2"), make_sheet("public_test", 1, "A1"))) == []
	assert problems(with_sheets(one, make_sheet("fgd", 1, "A1"))) == [
		"season.sheets.fgd.1.A1: This assessor has two sheets for the same nominee and stage. Keep one"
	]


@pytest.mark.parametrize("score", ["NaN", "Infinity", "tinggi", 88.5, None, True])
def test_a_score_that_is_no_number(score: object) -> None:
	with pytest.raises(ValidationError, match="nilai"):
		make_sheet("fgd", 1, "A1", {"nilai": score})


@pytest.mark.parametrize(
	("minutes", "expected"),
	[
		(make_minutes("pengawas", "coffee"), "Stage 'coffee' has no Plenary Minutes"),
		(make_minutes("pengawas", "feedback_360"), "Stage 'feedback_360' has no Plenary Minutes"),
		(make_minutes("pengawas", "fgd", [1, 2], [1]), "Nominee 1 is decided twice"),
		(make_minutes("pengawas", "fgd", [3]), "Nominee 3 is not in this category"),
		(make_minutes("pengawas", "fgd", [9]), "Nominee 9 is not in this category"),
		(
			make_minutes("pengawas", "fgd", [1], tie_orders=[[1, 2, 1]]),
			"Nominee 1 stands twice in one tie order",
		),
		(
			make_minutes("pengawas", "fgd", [1], tie_orders=[[1, 3]]),
			"Nominee 3 in a tie order is not in this category",
		),
	],
)
def test_minutes(minutes: Minutes, expected: str) -> None:
	assert problems(with_minutes(minutes)) == [f"season.minutes.pengawas.{minutes.stage}: {expected}"]


def test_two_minutes_of_one_gate() -> None:
	minutes = make_minutes("pengawas", "fgd", [1, 2], tie_orders=[[2, 1]])
	assert problems(with_minutes(minutes, make_minutes("fungsional", "fgd", [3]))) == []
	assert problems(with_minutes(minutes, make_minutes("pengawas", "fgd"))) == [
		"season.minutes.pengawas.fgd: There are two minutes for this category and stage"
	]


def test_every_contradiction_at_once() -> None:
	season = make_season(
		[make_nominee(1), make_nominee(1)],
		submission_closes="2025-01-01T00:00:00+08:00",
		sheets=[make_sheet("fgd", 1, "A1", {"nilai": 101})],
		feedback=[make_feedback(2)],
		minutes=[make_minutes("pengawas", "coffee")],
	)
	assert [text.partition(": ")[0] for text in problems(season)] == [
		"season.submission_closes",
		"season.nominees",
		"season.sheets.fgd.1.A1.nilai",
		"season.feedback.2.K1",
		"season.minutes.pengawas.coffee",
	]


def test_a_persons_decision_counts_instead_of_the_machine_s() -> None:
	def answers(*rows: tuple[str, str | None]) -> Iterable[str]:
		return [Verdict(rule="r", status=status, decision=decision).answer for status, decision in rows]  # type: ignore[arg-type]

	given = (("needs_review", None), ("needs_review", "met"), ("not_met", "met"), ("met", "not_met"))
	assert answers(*given) == ["needs_review", "met", "met", "not_met"]
