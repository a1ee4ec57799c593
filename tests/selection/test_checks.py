"""What can be wrong with a scheme's stages, weights, references and windows: each once, then all at once."""

from __future__ import annotations

from typing import Any

import pytest

from ntb_awards.selection.checks import assumed, check_scheme, require_sound
from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.scheme import parse_scheme

from .builders import changed, make_scheme, scheme_data

BASE = scheme_data()
HUMAN = {"test": "human", "question": "?"}


def activity(
	number: int = 1, start: str = "2025-10-28", end: str = "2025-11-07", **more: Any
) -> dict[str, Any]:
	return {
		"number": number,
		"title": "Penyampaian usulan",
		"kind": "submission",
		"starts_on": start,
		"ends_on": end,
		"basis": "letter",
		**more,
	}


def document(**more: Any) -> dict[str, Any]:
	return {"code": "letter", "title": "Surat", "basis": "2.b.1", **more}


def problems(*changes: tuple[str, Any]) -> list[str]:
	return [str(problem) for problem in check_scheme(make_scheme(*changes))]


def test_the_scheme_of_the_tests_is_sound() -> None:
	assert problems() == []
	require_sound(make_scheme())


CASES: list[tuple[str, tuple[tuple[str, Any], ...], str]] = [
	*(
		(
			f"two {name} of one code",
			((f"{name}.+", BASE[name][-1]),),
			f"{name}.{BASE[name][-1]['code']}: Code '{BASE[name][-1]['code']}' is used 2 times",
		)
		for name in ("categories", "weight_groups", "contributor_rules", "instruments", "stages")
	),
	(
		"two rules of one code",
		(("eligibility_rules", [{"code": "a", "title": "A", "condition": HUMAN, "basis": "x"}] * 2),),
		"eligibility_rules.a: Code 'a' is used 2 times",
	),
	(
		"two bonuses of one code",
		(("bonuses", [{"code": "b", "title": "B", "points": "1", "condition": HUMAN, "basis": "x"}] * 2),),
		"bonuses.b: Code 'b' is used 2 times",
	),
	(
		"two documents of one code",
		(("document_requirements", [document(), document()]),),
		"document_requirements.letter: Code 'letter' is used 2 times",
	),
	(
		"no instrument",
		(("stages.2.instrument", None),),
		"stages.fgd.instrument: Stage 'Fgd' has no instrument. Choose one",
	),
	(
		"unknown instrument",
		(("stages.2.instrument", "quiz"),),
		"stages.fgd.instrument: Instrument 'quiz' does not exist",
	),
	(
		"decided with nothing",
		(("stages.1.decided_with", "final"),),
		"stages.feedback_360.decided_with: 'final' is not a stage with minutes",
	),
	(
		"decided with a stage that is decided elsewhere",
		(("stages.3.decided_with", "feedback_360"),),
		"stages.public_test.decided_with: 'feedback_360' is not a stage with minutes",
	),
	(
		"top n of how many",
		(("stages.2.advancement_n", None),),
		"stages.fgd.advancement_n: Stage 'Fgd': say how many advance",
	),
	(
		"threshold of what",
		(("stages.0.advancement_value", None),),
		"stages.administration.advancement_value: Stage 'Administration': say from which score on",
	),
	("stage weights", (("stages.0.weight", "25"),), "stages: The stage weights total 95, not 100"),
	(
		"negative weight",
		(("stages.0.weight", "-30"), ("stages.4.weight", "90")),
		"stages.administration.weight: Stage 'Administration' cannot weigh -30",
	),
	(
		"a decision that weighs",
		(("stages.4.weight", "20"), ("stages.5.weight", "10")),
		"stages.determination.weight: Stage 'Determination' cannot weigh 10",
	),
	(
		"unknown weight group",
		(("stages.0.weight_group", "lost"),),
		"stages.administration.weight_group: Weight group 'lost' does not exist",
	),
	(
		"group and shares",
		(("stages.2.weight", "15"), ("stages.0.weight", "25")),
		"weight_groups.fgd_public: The stages of 'FGD dan Uji Publik' weigh 25 together",
	),
	(
		"no contributor rule",
		(("categories.0.contributor_rule", None),),
		"categories.pengawas.contributor_rule: Category 'Pengawas' does not say who gives 360°",
	),
	(
		"unknown contributor rule",
		(("categories.0.contributor_rule", "friends"),),
		"categories.pengawas.contributor_rule: Category 'Pengawas' does not say who gives 360°",
	),
	("tie rule", (("tie_steps.0.stage", "coin"),), "tie_steps: The tie rule names stage 'coin'"),
	(
		"rule for an unknown category",
		(
			(
				"eligibility_rules",
				[{"code": "a", "title": "A", "condition": HUMAN, "basis": "x", "categories": ["x"]}],
			),
		),
		"eligibility_rules.a: Category 'x' does not exist",
	),
	(
		"document for an unknown category",
		(("document_requirements", [document(categories=["x"])]),),
		"document_requirements.letter: Category 'x' does not exist",
	),
	(
		"document except for an unknown category",
		(("document_requirements", [document(except_categories=["y"])]),),
		"document_requirements.letter: Category 'y' does not exist",
	),
	(
		"document for an unknown stage",
		(("document_requirements", [document(stage="x")]),),
		"document_requirements.letter: Stage 'x' does not exist",
	),
	(
		"window upside down",
		(("activities", [activity(end="2025-10-27")]),),
		"activities.1: 'Penyampaian usulan' ends before it begins. Correct one of its dates",
	),
	(
		"activity of an unknown stage",
		(("activities", [activity(stage="x")]),),
		"activities.1: Stage 'x' does not exist",
	),
	(
		"activity number twice",
		(("activities", [activity(), activity()]),),
		"activities.1: Activity number 1 is used twice",
	),
]


@pytest.mark.parametrize(("changes", "start"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_problem(changes: tuple[tuple[str, Any], ...], start: str) -> None:
	found = problems(*changes)
	assert sum(text.startswith(start) for text in found) == 1, found


@pytest.mark.parametrize(
	"changes",
	[
		(("activities", [activity(end="2025-10-28"), activity(2, stage="fgd")]),),
		(("stages.2.advancement", "plenary"), ("stages.2.advancement_n", None)),
		(("stages.1.advancement", "top_n"),),
		(
			(
				"eligibility_rules",
				[{"code": "a", "title": "A", "condition": HUMAN, "basis": "x", "categories": ["pengawas"]}],
			),
		),
		(
			(
				"document_requirements",
				[document(categories=["pengawas"], except_categories=["fungsional"], stage="fgd")],
			),
		),
	],
)
def test_what_looks_odd_and_is_sound(changes: tuple[tuple[str, Any], ...]) -> None:
	assert problems(*changes) == []


def test_without_a_360_stage_no_contributor_rule_is_needed() -> None:
	stages = [stage for stage in BASE["stages"] if stage["kind"] != "feedback_360"]
	stages[-2] = {**stages[-2], "weight": "50"}
	steps = [step for step in BASE["tie_steps"] if step["stage"] != "feedback_360"]
	assert problems(("stages", stages), ("tie_steps", steps), ("categories.0.contributor_rule", None)) == []


def test_all_problems_at_once() -> None:
	data = changed(
		BASE,
		("stages.0.weight", "25"),
		("stages.2.instrument", None),
		("instruments.3.criteria.0.weight", "40"),
		("activities", [activity(end="2025-01-01")]),
	)
	with pytest.raises(SelectionError) as refused:
		require_sound(parse_scheme(data))
	assert [problem.path for problem in refused.value.problems] == [
		"stages.fgd.instrument",
		"stages",
		"instruments.public_test",
		"activities.1",
	]


def test_paths_of_what_is_assumed() -> None:
	found = assumed(make_scheme(("activities", [activity(), activity(2, basis="assumed")])))
	assert "places_basis" in found and "winners_basis" not in found
	assert "stages.fgd.weight_basis" in found and "stages.administration.weight_basis" not in found
	assert "instruments.fgd.criteria.nilai.basis" in found
	assert "contributor_rules.structural_360.relations.0.weight_basis" in found
	assert "activities.2.basis" in found and "activities.1.basis" not in found
