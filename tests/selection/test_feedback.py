"""360° feedback: contributors to relations to the stage, what is missing, and what may be published."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ntb_awards.selection.feedback import disclose, feedback_stage
from ntb_awards.selection.records import Feedback
from ntb_awards.selection.scheme import ContributorRule
from ntb_awards.selection.scoring import StageValue

from .builders import make_feedback, make_scheme

SCHEME = make_scheme()
STAGE = SCHEME.stage("feedback_360")
FORM = SCHEME.instrument("feedback_360")


def rule(*relations: tuple[str, int, str], minimum: int = 3, group: int = 3) -> ContributorRule:
	"""Relations as (relation, at least, weight)."""
	rows = [
		{
			"relation": name,
			"min_count": least,
			"weight": weight,
			"weight_basis": "assumed",
			"basis": "2.b.11",
		}
		for name, least, weight in relations
	]
	return ContributorRule.model_validate(
		{
			"code": "rule",
			"title": "Rule",
			"minimum_contributors": minimum,
			"min_group_size": group,
			"min_group_basis": "assumed",
			"relations": rows,
			"basis": "2.b.11",
		}
	)


STRUCTURAL = rule(("superior", 1, "40"), ("peer", 1, "30"), ("subordinate", 1, "30"))
PEERS = rule(("superior", 1, "40"), ("peer", 2, "60"))


def sheet(contributor: str, relation: str | None, loyal: object = None, adaptif: object = None) -> Feedback:
	given = {"loyal": loyal, "adaptif": adaptif}
	return make_feedback(
		1, contributor, relation, {code: raw for code, raw in given.items() if raw is not None}
	)


def value_of(by: ContributorRule, *sheets: Feedback) -> StageValue:
	return feedback_stage(STAGE, by, FORM, None, list(sheets))


def sentences(value: StageValue) -> list[str]:
	return [str(message) for message in value.missing]


FULL = [sheet("K1", "superior", 5, 4), sheet("K2", "peer", 4, 3), sheet("K3", "peer", 2, 5)]


def test_relations_weigh_and_their_members_share() -> None:
	"""Superior 40×1+60×0.8 = 88; peers 40×0.8+60×0.6 = 68 and 40×0.4+60×1 = 76, mean 72;
	0.4×88 + 0.6×72 = 35.2 + 43.2 = 78.4."""
	value = value_of(PEERS, *FULL)
	assert (value.value, value.missing) == (Fraction("78.4"), ())
	assert value.parts == {"superior": 88, "peer": 72}


def test_a_relation_nobody_has_to_speak_for_leaves_its_weight_to_the_others() -> None:
	"""No subordinate and none needed: (40×88 + 30×72) ÷ 70 = 5680/70."""
	by = rule(("superior", 1, "40"), ("peer", 1, "30"), ("subordinate", 0, "30"))
	assert value_of(by, *FULL).value == Fraction(5680, 70)


@pytest.mark.parametrize(
	("by", "sheets", "expected"),
	[
		(
			STRUCTURAL,
			FULL[:2],
			["Feedback 360: 0 of 1 contributors (subordinate)"],
		),
		(
			PEERS,
			FULL[1:2],
			["Feedback 360: 0 of 1 contributors (superior)", "Feedback 360: 1 of 2 contributors (peer)"],
		),
		(rule(("superior", 1, "40"), ("peer", 1, "60")), FULL[:2], ["Feedback 360: 2 of 3 contributors"]),
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
	],
)
def test_what_is_missing_is_named_and_no_value_given(
	by: ContributorRule, sheets: list[Feedback], expected: list[str]
) -> None:
	value = value_of(by, *sheets)
	assert (value.value, sentences(value)) == (None, expected)


def test_lowest_answers_are_a_value_not_a_gap() -> None:
	assert (
		value_of(PEERS, *(sheet(f"K{n}", r, 0, 0) for n, r in enumerate(["superior", "peer", "peer"]))).value
		== 0
	)


def test_small_groups_are_blended_per_criterion() -> None:
	"""Peers' means 3 and 4; loyal 0.4×5 + 0.6×3 = 3.8, adaptif 0.4×4 + 0.6×4 = 4."""
	(blended,) = disclose(PEERS, FULL[::-1])
	assert blended.relation is None and blended.contributor == "K1+K2+K3"
	assert blended.answers == {"loyal": Fraction("3.8"), "adaptif": Fraction(4)}
	value = value_of(PEERS, blended)
	assert (value.value, value.parts) == (Fraction("78.4"), {"all": Fraction("78.4")})


def test_blending_leaves_out_the_weight_of_absent_relations() -> None:
	by = rule(("superior", 1, "40"), ("peer", 1, "30"), ("subordinate", 0, "30"))
	(blended,) = disclose(by, FULL)
	assert blended.answers["loyal"] == Fraction(40 * 5 + 30 * 3, 70)
	assert value_of(by, blended).value == value_of(by, *FULL).value


def test_large_groups_stay_apart() -> None:
	by = rule(("superior", 1, "40"), ("peer", 2, "60"), group=1)
	assert disclose(by, FULL) == FULL
	crowd = [sheet(f"K{n}", r, 4, 4) for n, r in enumerate(["superior", "superior", "peer", "peer"])]
	assert disclose(rule(("superior", 1, "40"), ("peer", 2, "60"), group=2), crowd) == crowd
	assert len(disclose(rule(("superior", 1, "40"), ("peer", 2, "60"), group=3), crowd)) == 1


def test_what_is_blended_already_stays_so() -> None:
	blended = disclose(PEERS, FULL)
	assert disclose(PEERS, blended) == blended
	assert disclose(PEERS, []) == []


@pytest.mark.parametrize(
	("by", "sheets"),
	[(PEERS, FULL[:2]), (rule(("superior", 1, "40"), ("peer", 1, "60")), FULL[:2]), (STRUCTURAL, FULL)],
)
def test_of_an_incomplete_set_only_who_answered_is_shown(by: ContributorRule, sheets: list[Feedback]) -> None:
	"""Too few contributors, of a relation or in all, stay too few when published: no value comes of it."""
	shown = disclose(by, sheets)
	assert [(one.contributor, one.relation, one.answers) for one in shown] == [
		(one.contributor, one.relation, {}) for one in sheets
	]
	assert sentences(value_of(by, *shown)) == sentences(value_of(by, *sheets)) != []


def test_an_open_answer_stays_open_when_blended() -> None:
	(blended,) = disclose(PEERS, [*FULL[:2], sheet("K3", "peer", 4)])
	assert set(blended.answers) == {"loyal"}
	value = value_of(PEERS, blended)
	assert (value.value, value.parts) == (None, {})
	assert sentences(value) == ["Feedback 360: contributor K1+K2+K3 left answers open"]


@pytest.mark.parametrize("answer", [Decimal("4.123456789012345"), "3.3", 5])
def test_a_blend_survives_its_file_exactly(answer: Any) -> None:
	by = rule(("superior", 1, "33.3"), ("peer", 2, "66.7"))
	sheets = [sheet("K1", "superior", answer, 1), sheet("K2", "peer", 2, answer), sheet("K3", "peer", 1, 1)]
	(blended,) = disclose(by, sheets)
	again = Feedback.model_validate(blended.model_dump(mode="json"))
	assert again == blended
	assert value_of(by, again).value == value_of(by, *sheets).value
