"""360° feedback where a nominee has nobody of a relation and another relation answers in its place."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ntb_awards.selection.feedback import disclose, feedback_stage, relation_weights
from ntb_awards.selection.records import Feedback
from ntb_awards.selection.scheme import ContributorRule
from ntb_awards.selection.scoring import StageValue

from .builders import make_scheme
from .builders_feedback import make_group, make_rule

SCHEME = make_scheme()
STAGE = SCHEME.stage("feedback_360")
FORM = SCHEME.instrument("feedback_360")
THREE = (("superior", 1, "40"), ("peer", 1, "30"), ("subordinate", 1, "30"))
BY_PEERS = {"subordinate": "peer"}
STAFF_BY_PEERS = make_rule(*THREE, most=1, fallback=BY_PEERS)
BOTH_BY_PEERS = make_rule(*THREE, fallback={"superior": "peer", "subordinate": "peer"})
LACKING = "Feedback 360: 0 of 1 contributors ({}); as many more of another relation (peer) may answer instead"


def group(relation: str, contributors: int, loyal: object, adaptif: object) -> Feedback:
	return make_group(relation, contributors, {"loyal": loyal, "adaptif": adaptif})


def value_of(by: ContributorRule, *records: Feedback) -> StageValue:
	return feedback_stage(STAGE, by, FORM, None, list(records))


def lacking(by: ContributorRule, *records: Feedback) -> list[str]:
	value = value_of(by, *records)
	assert value.value is None
	return [str(message) for message in value.missing]


SUPERIOR, PEERS, STAFF = group("superior", 1, 5, 4), group("peer", 2, 3, 4), group("subordinate", 1, 2, 3)


def test_the_weight_goes_along() -> None:
	"""No staff, one peer more: superior 88 at 40, peers 40×0.6+60×0.8 = 72 at 30+30; 35.2 + 43.2 = 78.4."""
	value = value_of(STAFF_BY_PEERS, SUPERIOR, PEERS)
	assert (value.value, value.missing) == (Fraction("78.4"), ())
	assert relation_weights(STAFF_BY_PEERS, {"superior", "peer"}) == {"superior": 40, "peer": 60}


def test_who_is_there_speaks_for_themselves() -> None:
	"""Superior 88, peer 72, staff 40×0.4+60×0.6 = 52: 35.2 + 21.6 + 15.6 = 72.4."""
	assert value_of(STAFF_BY_PEERS, SUPERIOR, group("peer", 1, 3, 4), STAFF).value == Fraction("72.4")


def test_one_peer_cannot_answer_twice() -> None:
	assert lacking(STAFF_BY_PEERS, SUPERIOR, group("peer", 1, 3, 4)) == [LACKING.format("subordinate")]


def test_nobody_at_all() -> None:
	assert lacking(STAFF_BY_PEERS, SUPERIOR) == [
		"Feedback 360: 0 of 1 contributors (peer)",
		LACKING.format("subordinate"),
	]


def test_some_of_a_relation_are_too_few_and_not_replaced() -> None:
	by = make_rule(*THREE[:2], ("subordinate", 2, "30"), fallback=BY_PEERS)
	assert lacking(by, SUPERIOR, group("peer", 9, 3, 4), STAFF) == [
		"Feedback 360: 1 of 2 contributors (subordinate)"
	]


def test_two_relations_answered_by_one_need_its_people_twice() -> None:
	"""Peers have to be 1 + 1 for the superior + 1 for the staff; with all the weight 72 is the stage."""
	assert lacking(BOTH_BY_PEERS, PEERS) == [LACKING.format("subordinate")]
	assert value_of(BOTH_BY_PEERS, group("peer", 3, 3, 4)).value == 72


def test_a_relation_that_may_be_empty_leaves_its_weight_to_its_replacement() -> None:
	"""40×88 + 60×72 instead of (40×88 + 30×72) ÷ 70."""
	rows = (*THREE[:2], ("subordinate", 0, "30"))
	assert value_of(make_rule(*rows, fallback=BY_PEERS), SUPERIOR, PEERS).value == Fraction("78.4")
	assert value_of(make_rule(*rows), SUPERIOR, PEERS).value == Fraction(5680, 70)


def test_a_replacement_who_is_not_there_either_replaces_nobody() -> None:
	by = make_rule(THREE[0], ("peer", 0, "30"), ("subordinate", 0, "30"), fallback=BY_PEERS)
	assert value_of(by, group("superior", 3, 5, 4)).value == 88


def test_disclosed_groups_keep_the_weights() -> None:
	"""1 + 2 contributors, smallest group 3: merged 40 : 60, loyal 0.4×5 + 0.6×3 = 3.8, adaptif 4."""
	(merged,) = disclose(STAFF_BY_PEERS, [SUPERIOR, PEERS])
	assert merged == make_group(("superior", "peer"), 3, {"loyal": "3.8", "adaptif": 4})
	assert value_of(STAFF_BY_PEERS, merged).value == Fraction("78.4")


@pytest.mark.parametrize(
	("present", "expected"),
	[
		({"superior", "peer", "subordinate"}, {"superior": (1, 1), "peer": (1, 1), "subordinate": (1, 1)}),
		({"superior", "peer"}, {"superior": (1, 1), "peer": (2, 2)}),
		({"superior"}, {"superior": (1, 1), "peer": (1, 1), "subordinate": (1, 1)}),
	],
)
def test_how_many_are_asked(present: set[str], expected: dict[str, tuple[int, int]]) -> None:
	"""Where a nominee has nobody of a relation its replacement gives as many more."""
	assert STAFF_BY_PEERS.asked(present) == expected


def test_without_an_upper_limit_there_is_none_for_the_replacement() -> None:
	assert BOTH_BY_PEERS.asked({"peer"}) == {"peer": (3, None)}
