"""What a season may not say of 360° feedback: a record for each contributor, as in older files, or groups."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.records import Feedback, Season
from ntb_awards.selection.scheme import Scheme
from ntb_awards.selection.season_checks import check_season

from .builders import make_contributions, make_feedback, make_nominee, make_scheme, make_season
from .builders_feedback import make_group

SCHEME = make_scheme()


def problems(season: Season, scheme: Scheme = SCHEME) -> list[str]:
	try:
		check_season(scheme, season)
	except SelectionError as error:
		return [str(problem) for problem in error.problems]
	return []


def with_feedback(*sheets: Feedback) -> Season:
	return make_season([make_nominee(1)], feedback=sheets)


@pytest.mark.parametrize(
	("sheets", "expected"),
	[
		([make_feedback(9)], "season.feedback.9.K1: Nominee 9 is not in the season"),
		(
			[make_feedback(1), make_feedback(1, "K1", "peer")],
			"season.feedback.1: Contributor K1 answered twice for this nominee. Keep one",
		),
		([make_feedback(answers={"gaya": 3})], "season.feedback.1.K1.gaya: 'gaya' is not a criterion"),
		([make_feedback(answers={"loyal": 6})], "season.feedback.1.K1.loyal: Loyal: 6 is outside 1–5"),
		([make_feedback(answers={"loyal": "1/2"})], "season.feedback.1.K1.loyal: Loyal: 0.5 is outside 1–5"),
		(
			[make_feedback(), make_feedback(contributor="K2+K3", relation=None)],
			"season.feedback.1: Blended answers stand beside others. Keep one or the other",
		),
		(
			[
				make_feedback(contributor="K1+K2", relation=None),
				make_feedback(contributor="K3+K4", relation=None),
			],
			"season.feedback.1: Blended answers stand beside others. Keep one or the other",
		),
		(
			[make_feedback(), make_feedback(contributor="K2")],
			"season.feedback.1: 2 contributors (superior), at most 1. Remove the surplus",
		),
	],
)
def test_feedback(sheets: list[Feedback], expected: str) -> None:
	(found,) = problems(with_feedback(*sheets))
	assert found.startswith(expected)


def test_one_wrong_answer_does_not_hide_the_next() -> None:
	found = problems(with_feedback(make_feedback(9), make_feedback(answers={"loyal": 6})))
	assert [text.partition(": ")[0] for text in found] == [
		"season.feedback.9.K1",
		"season.feedback.1.K1.loyal",
	]


def test_feedback_the_rule_asks_for() -> None:
	assert problems(with_feedback(*make_contributions(make_nominee(1)))) == []
	assert problems(with_feedback(make_feedback(contributor="K1+K2+K3", relation=None))) == []
	many = [make_feedback(contributor=f"K{number}", relation="peer") for number in range(5)]
	unlimited = make_scheme(("contributor_rules.0.relations.1.max_count", None))
	assert problems(with_feedback(*many), unlimited) == []
	assert len(problems(with_feedback(*many))) == 1


MERGED = ("superior", "peer", "subordinate")


@pytest.mark.parametrize(
	("groups", "expected"),
	[
		(
			[make_group("peer", 2, {})],
			"season.feedback.1: 2 contributors (peer), at most 1. Remove the surplus",
		),
		([make_group("peer", 1, {"loyal": 6})], "season.feedback.1.peer.loyal: Loyal: 6 is outside 1–5"),
		([make_group(MERGED, 3, {"loyal": 6})], "season.feedback.1.merged.loyal: Loyal: 6 is outside 1–5"),
		(
			[make_group(MERGED, 3, {}), make_group("peer", 1, {})],
			"season.feedback.1: 'peer' stands in two groups. Keep it in one",
		),
		(
			[make_group(MERGED[:2], 2, {}), make_group(MERGED[1:], 2, {})],
			"season.feedback.1: 'peer' stands in two groups. Keep it in one",
		),
	],
)
def test_groups_of_contributors(groups: list[Feedback], expected: str) -> None:
	(found,) = problems(with_feedback(*groups))
	assert found.startswith(expected)


def test_groups_that_contradict_nothing() -> None:
	"""Without staff a peer more is no surplus where peers answer instead of them."""
	instead = make_scheme(("contributor_rules.0.relations.2.fallback", "peer"))
	pair = [make_group("superior", 1, {"loyal": 4}), make_group("peer", 2, {"loyal": 4})]
	assert problems(with_feedback(*pair), instead) == []
	assert problems(with_feedback(*pair, make_group("subordinate", 1, {})), instead) != []
	assert problems(with_feedback(make_group(MERGED, 3, {"loyal": 4}))) == []
	assert problems(with_feedback(make_group("peer", 1, {}), make_group(MERGED[::2], 2, {}))) == []


@pytest.mark.parametrize("fields", [{"contributors": 0}, {"merged": ("peer",)}])
def test_a_group_that_cannot_be(fields: dict[str, Any]) -> None:
	with pytest.raises(ValidationError):
		Feedback.model_validate({"nominee": 1, "relation": "peer", "answers": {}, **fields})


def test_a_relation_the_category_does_not_ask_for() -> None:
	"""2.b.11.b names no subordinates."""
	season = make_season([make_nominee(1, "fungsional")], feedback=[make_feedback(1, "K1", "subordinate")])
	assert problems(season) == ["season.feedback.1: 'subordinate' is not asked for in this category"]


def test_feedback_where_no_rule_asks_for_any() -> None:
	scheme = make_scheme(("categories.0.contributor_rule", None))
	assert problems(with_feedback(make_feedback()), scheme) == [
		"season.feedback.1: Category 'pengawas' has no 360° feedback. Remove it"
	]
	assert problems(make_season([make_nominee(1)]), scheme) == []
