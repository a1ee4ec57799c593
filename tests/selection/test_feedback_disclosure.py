"""What may be published of 360° answers: groups of relations, never one contributor, and the same value."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from ntb_awards.selection.feedback import disclose, feedback_stage, shown_groups, together
from ntb_awards.selection.records import Feedback
from ntb_awards.selection.scheme import ContributorRule

from .builders import make_feedback, make_scheme
from .builders_feedback import make_group, make_rule

SCHEME = make_scheme()
STAGE = SCHEME.stage("feedback_360")
FORM = SCHEME.instrument("feedback_360")
THREE = (("superior", 1, "40"), ("peer", 1, "30"), ("subordinate", 1, "30"))
STRUCTURAL = make_rule(*THREE)
PEERS = make_rule(("superior", 1, "40"), ("peer", 2, "60"))


def group(relation: str | tuple[str, ...], contributors: int, *answers: object) -> Feedback:
	return make_group(relation, contributors, dict(zip(("loyal", "adaptif"), answers, strict=False)))


def value_of(by: ContributorRule, records: list[Feedback]) -> Fraction | None:
	return feedback_stage(STAGE, by, FORM, None, records).value


def sentences(by: ContributorRule, records: list[Feedback]) -> list[str]:
	return [str(message) for message in feedback_stage(STAGE, by, FORM, None, records).missing]


RAW = [
	make_feedback(1, "K1", "superior", {"loyal": 5, "adaptif": 4}),
	make_feedback(1, "K2", "peer", {"loyal": 4, "adaptif": 3}),
	make_feedback(1, "K3", "peer", {"loyal": 2, "adaptif": 5}),
]


def test_small_groups_are_merged_by_the_weights_of_their_relations() -> None:
	"""Peers' means 3 and 4; loyal 0.4×5 + 0.6×3 = 3.8, adaptif 0.4×4 + 0.6×4 = 4."""
	assert disclose(PEERS, RAW[::-1]) == [group(("superior", "peer"), 3, "3.8", 4)]
	assert value_of(PEERS, disclose(PEERS, RAW)) == value_of(PEERS, RAW) == Fraction("78.4")


def test_no_pseudonym_of_a_contributor_is_published() -> None:
	crowd = [make_feedback(1, f"K{n}", r) for n, r in enumerate(["superior"] * 3 + ["peer"] * 3)]
	shown = [*disclose(PEERS, RAW), *disclose(PEERS, crowd), *disclose(PEERS, RAW[:2])]
	assert len(shown) == 5 and all(one.contributor == "" for one in shown)


APART = [group("superior", 1, 5, 4), group("peer", 5, 4, 3), group("subordinate", 2, 2, 3)]


def test_only_the_small_groups_are_merged() -> None:
	"""Superior and staff are 3 together: (40×5 + 30×2)/70 = 26/7 and (40×4 + 30×3)/70 = 25/7."""
	shown = disclose(STRUCTURAL, APART)
	assert shown == [group("peer", 5, 4, 3), group(("superior", "subordinate"), 3, "26/7", "25/7")]
	assert value_of(STRUCTURAL, shown) == Fraction("71.2")


@pytest.mark.parametrize(
	("peers", "staff", "expected"),
	[
		(5, 4, [("peer", 5), (("superior", "subordinate"), 5)]),
		(4, 5, [("subordinate", 5), (("superior", "peer"), 5)]),
		(4, 4, [("subordinate", 4), (("superior", "peer"), 5)]),
		(1, 9, [(("superior", "peer", "subordinate"), 11)]),
		(1, 1, [(("superior", "peer", "subordinate"), 3)]),
	],
)
def test_the_smallest_other_group_makes_a_small_one_large_enough(
	peers: int, staff: int, expected: list[tuple[Any, int]]
) -> None:
	records = [group("superior", 1, 5, 4), group("peer", peers, 4, 3), group("subordinate", staff, 2, 3)]
	shown = disclose(STRUCTURAL, records)
	assert [(one.merged or one.relation, one.contributors) for one in shown] == expected
	assert value_of(STRUCTURAL, shown) == Fraction("71.2")


def test_large_groups_stay_apart() -> None:
	records = [group("superior", 3, 5, 4), group("peer", 4, 4, 3), group("subordinate", 3, 2, 3)]
	assert disclose(STRUCTURAL, records) == records
	assert shown_groups(STRUCTURAL, records) == records


def test_merging_leaves_out_the_weight_of_absent_relations() -> None:
	by = make_rule(("superior", 1, "40"), ("peer", 1, "30"), ("subordinate", 0, "30"))
	(merged,) = disclose(by, RAW)
	assert merged.answers["loyal"] == Fraction(40 * 5 + 30 * 3, 70)
	assert value_of(by, [merged]) == value_of(by, RAW)


FEW = make_rule(("superior", 1, "40"), ("peer", 1, "60"), minimum=2)
PAIR = [group("superior", 1, 5, 4), group("peer", 1, 3, 4)]


def test_all_together_too_few_are_one_group_that_pages_only_count() -> None:
	"""Two contributors, smallest group three: the file needs the blend for its score, a page does not."""
	blend = group(("superior", "peer"), 2, "3.8", 4)
	assert disclose(FEW, PAIR) == [blend]
	assert value_of(FEW, [blend]) == value_of(FEW, PAIR) == Fraction("78.4")
	assert shown_groups(FEW, PAIR) == [group(("superior", "peer"), 2)]


def test_all_contributors_as_one_group() -> None:
	"""Loyal 0.4×5 + 0.3×4 + 0.3×2 = 3.8, adaptif 0.4×4 + 0.3×3 + 0.3×3 = 3.4, worth 71.2 like the stage."""
	whole = together(STRUCTURAL, APART)
	assert whole == group(("peer", "subordinate", "superior"), 8, "3.8", "3.4")
	assert value_of(STRUCTURAL, [whole]) == Fraction("71.2")


@pytest.mark.parametrize(
	("by", "records"),
	[(FEW, PAIR), (STRUCTURAL, RAW), (PEERS, []), (PEERS, [group("superior", 1, 5, 4), group("peer", 2)])],
)
def test_no_mean_of_all_where_too_few_or_not_all_count(by: ContributorRule, records: list[Feedback]) -> None:
	assert together(by, records) is None


def test_a_single_relation_that_is_too_small() -> None:
	by = make_rule(("peer", 1, "100"), minimum=1)
	assert disclose(by, [group("peer", 2, 4, 4)]) == [group(("peer",), 2, 4, 4)]
	assert shown_groups(by, [group("peer", 2, 4, 4)]) == [group(("peer",), 2)]


def test_what_is_merged_already_stays_so() -> None:
	for by, records in ((PEERS, RAW), (STRUCTURAL, APART), (FEW, PAIR), (PEERS, RAW[:2]), (PEERS, [])):
		shown = disclose(by, records)
		assert disclose(by, shown) == shown


@pytest.mark.parametrize(
	("by", "records"),
	[
		(PEERS, RAW[:2]),
		(FEW, PAIR[:1]),
		(make_rule(("superior", 1, "40"), ("peer", 1, "60"), minimum=4), RAW),
		(STRUCTURAL, RAW),
		(STRUCTURAL, [group("superior", 1), group("peer", 5, 4, 3), group("subordinate", 2, 2, 3)]),
	],
)
def test_of_an_incomplete_set_only_the_number_is_shown(by: ContributorRule, records: list[Feedback]) -> None:
	"""What is missing reads the same from what is published, and no value comes of it."""
	shown = disclose(by, records)
	assert [one.answers for one in shown] == [{}] * len({one.relation for one in records})
	assert sum(one.contributors for one in shown) == sum(one.contributors for one in records)
	assert sentences(by, shown) == sentences(by, records) != []


def test_an_open_answer_stays_open_when_merged() -> None:
	(merged,) = disclose(PEERS, [group("superior", 1, 5, 4), group("peer", 2, 4)])
	assert set(merged.answers) == {"loyal"}
	assert value_of(PEERS, [merged]) is None
	assert sentences(PEERS, [merged]) == ["Feedback 360: some answers are open (merged)"]


@pytest.mark.parametrize("answer", ["4.123456789012345", "3.3", "11/3", 5])
def test_a_merged_group_survives_its_file_exactly(answer: Any) -> None:
	by = make_rule(("superior", 1, "33.3"), ("peer", 2, "66.7"))
	records = [group("superior", 1, answer, 1), group("peer", 1, 2, answer), group("peer", 1, 1, 1)]
	(merged,) = disclose(by, records)
	again = Feedback.model_validate(merged.model_dump(mode="json"))
	assert again == merged
	assert value_of(by, [again]) == value_of(by, records)


def test_a_file_says_nothing_of_what_a_group_does_not_have() -> None:
	assert group("peer", 3, 4, "10/3").model_dump(mode="json") == {
		"nominee": 1,
		"relation": "peer",
		"contributors": 3,
		"answers": {"loyal": "4", "adaptif": "10/3"},
	}
	assert group(("superior", "peer"), 3, 4).model_dump(mode="json")["merged"] == ["superior", "peer"]
