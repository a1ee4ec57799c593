"""360° feedback: groups of contributors to relations to the stage, and what is missing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ntb_awards.selection.feedback import feedback_stage, gather
from ntb_awards.selection.records import Feedback
from ntb_awards.selection.scheme import ContributorRule
from ntb_awards.selection.scoring import StageValue

from .builders import make_feedback, make_scheme
from .builders_feedback import make_group, make_rule

SCHEME = make_scheme()
STAGE = SCHEME.stage("feedback_360")
FORM = SCHEME.instrument("feedback_360")
STRUCTURAL = make_rule(("superior", 1, "40"), ("peer", 1, "30"), ("subordinate", 1, "30"))
PEERS = make_rule(("superior", 1, "40"), ("peer", 2, "60"))


def sheet(contributor: str, relation: str | None, loyal: object = None, adaptif: object = None) -> Feedback:
	given = {"loyal": loyal, "adaptif": adaptif}
	return make_feedback(
		1, contributor, relation, {code: raw for code, raw in given.items() if raw is not None}
	)


def group(relation: str | tuple[str, ...], contributors: int, *answers: object) -> Feedback:
	"""`answers`: loyal, adaptif; none means: answered, not disclosed yet."""
	return make_group(relation, contributors, dict(zip(("loyal", "adaptif"), answers, strict=False)))


def value_of(by: ContributorRule, *records: Feedback) -> StageValue:
	return feedback_stage(STAGE, by, FORM, None, list(records))


def sentences(value: StageValue) -> list[str]:
	return [str(message) for message in value.missing]


FULL = [sheet("K1", "superior", 5, 4), sheet("K2", "peer", 4, 3), sheet("K3", "peer", 2, 5)]
GROUPS = [group("superior", 1, 5, 4), group("peer", 2, 3, 4)]


def test_relations_weigh_and_their_members_share() -> None:
	"""Superior 40×1+60×0.8 = 88; peers 40×0.8+60×0.6 = 68 and 40×0.4+60×1 = 76, mean 72;
	0.4×88 + 0.6×72 = 35.2 + 43.2 = 78.4."""
	value = value_of(PEERS, *FULL)
	assert (value.value, value.missing) == (Fraction("78.4"), ())
	assert value.parts == {"superior": 88, "peer": 72}


def test_groups_give_the_same_numbers_as_their_members() -> None:
	"""Peers answered 4 3 and 2 5, in the mean 3 4: 40×0.6+60×0.8 = 72, the mean of 68 and 76."""
	assert gather(FULL) == sorted(GROUPS, key=lambda one: str(one.relation))
	assert value_of(PEERS, *GROUPS) == value_of(PEERS, *FULL)


def test_groups_of_one_relation_count_by_their_contributors() -> None:
	"""Two peers at 4 4 and one at 1 4: loyal (2×4 + 1) ÷ 3 = 3, adaptif 4; again 72 for the peers."""
	parts = [group("superior", 1, 5, 4), group("peer", 2, 4, 4), group("peer", 1, 1, 4)]
	assert gather(parts)[0] == group("peer", 3, 3, 4)
	assert value_of(PEERS, *parts).value == Fraction("78.4")


def test_gathering_looks_at_each_record_once_and_keeps_nominees_apart() -> None:
	given = [group("peer", 1, 4, 4), make_group("peer", 1, {"loyal": 2}, 2), group("peer", 1, "7/3", 5)]
	assert gather(iter(given)) == [
		group("peer", 2, "19/6", "4.5"),
		make_group("peer", 1, {"loyal": 2}, 2),
	]
	assert gather([]) == []


def test_what_one_contributor_left_open_is_open_for_the_group() -> None:
	assert gather([group("peer", 1, 4, 4), group("peer", 2, 3)]) == [group("peer", 3, "10/3")]


def test_a_relation_nobody_has_to_speak_for_leaves_its_weight_to_the_others() -> None:
	"""No subordinate and none needed: (40×88 + 30×72) ÷ 70 = 5680/70."""
	by = make_rule(("superior", 1, "40"), ("peer", 1, "30"), ("subordinate", 0, "30"))
	assert value_of(by, *FULL).value == Fraction(5680, 70)


def test_a_merged_group_weighs_as_much_as_its_relations() -> None:
	"""Superior 5 4 and staff 2 3 merged 40:30: loyal 260/70, adaptif 250/70, 88 and 52 → 5080/70; peers 4 3
	are 68; (70 × 5080/70 + 30×68) ÷ 100 = 71.2 = 0.4×88 + 0.3×68 + 0.3×52."""
	apart = [group("superior", 1, 5, 4), group("peer", 5, 4, 3), group("subordinate", 2, 2, 3)]
	merged = [group(("superior", "subordinate"), 3, "26/7", "25/7"), group("peer", 5, 4, 3)]
	value = value_of(STRUCTURAL, *merged)
	assert value.value == value_of(STRUCTURAL, *apart).value == Fraction("71.2")
	assert value.parts == {"merged": Fraction(5080, 70), "peer": 68}


def test_a_group_of_everybody_in_an_older_file() -> None:
	value = value_of(PEERS, sheet("K1+K2+K3", None, "3.8", 4))
	assert (value.value, value.parts) == (Fraction("78.4"), {"all": Fraction("78.4")})


TWO = make_rule(("superior", 1, "40"), ("peer", 1, "60"))


@pytest.mark.parametrize(
	("by", "records", "expected"),
	[
		(STRUCTURAL, FULL[:2], ["Feedback 360: 0 of 1 contributors (subordinate)"]),
		(
			PEERS,
			FULL[1:2],
			["Feedback 360: 0 of 1 contributors (superior)", "Feedback 360: 1 of 2 contributors (peer)"],
		),
		(PEERS, [GROUPS[0], group("peer", 1)], ["Feedback 360: 1 of 2 contributors (peer)"]),
		(TWO, FULL[:2], ["Feedback 360: 2 of 3 contributors"]),
		(
			PEERS,
			[*FULL[:2], sheet("K3", "peer", 4)],
			["Feedback 360: contributor K3 left answers open"],
		),
		(
			PEERS,
			[sheet("K9", "superior", None, 3), sheet("K2", "peer", 4, 3), sheet("K3", "peer", 4)],
			[
				"Feedback 360: contributor K3 left answers open",
				"Feedback 360: contributor K9 left answers open",
			],
		),
		(
			PEERS,
			[],
			["Feedback 360: 0 of 1 contributors (superior)", "Feedback 360: 0 of 2 contributors (peer)"],
		),
		(PEERS, [GROUPS[0], group("peer", 2, 4)], ["Feedback 360: some answers are open (peer)"]),
		(
			STRUCTURAL,
			[group("peer", 5, 4, 3), group(("superior", "subordinate"), 3, 4)],
			["Feedback 360: some answers are open (merged)"],
		),
		(
			STRUCTURAL,
			[group(("superior", "peer"), 3, 4, 4)],
			["Feedback 360: 0 of 1 contributors (subordinate)"],
		),
		(PEERS, [sheet("K1+K2", None, 4)], ["Feedback 360: contributor K1+K2 left answers open"]),
	],
)
def test_what_is_missing_is_named_and_no_value_given(
	by: ContributorRule, records: list[Feedback], expected: list[str]
) -> None:
	value = value_of(by, *records)
	assert (value.value, value.parts, sentences(value)) == (None, {}, expected)


@pytest.mark.parametrize(
	"records",
	[
		[group("superior", 1), group("peer", 2)],
		[group("superior", 1, 5, 4), group("peer", 2)],
		[group("superior", 1), group("peer", 1, 4, 4), group("peer", 1)],
	],
)
def test_answers_that_are_not_disclosed_yet_are_counted_and_give_no_value(records: list[Feedback]) -> None:
	value = value_of(PEERS, *records)
	assert (value.value, value.parts) == (None, {})
	assert sentences(value) == [
		"Feedback 360: 3 contributors have answered;"
		" their answers count when all have answered or the time is over"
	]


def test_answers_may_have_to_be_verified_first() -> None:
	by = PEERS.model_copy(update={"verify": True})
	(sentence,) = sentences(value_of(by, group("superior", 1), group("peer", 2)))
	assert sentence.endswith("when all have answered or the time is over, and all are verified")


def test_lowest_answers_are_a_value_not_a_gap() -> None:
	assert value_of(PEERS, group("superior", 1, 0, 0), group("peer", 2, 0, 0)).value == 0
