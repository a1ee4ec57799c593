"""Weights the document leaves to the panel: open until set, refused until they total 100."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ntb_awards.selection.checks import check_scheme, draft_problems
from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.scheme import Scheme
from ntb_awards.selection.weights import with_panel_weights

from .builders import SHEET_STAGES, make_scheme

OPEN = ("administration", "feedback_360", *SHEET_STAGES[1:])


def left_open() -> Scheme:
	scheme = make_scheme(("weight_groups", []))
	stages = tuple(
		stage.model_copy(update={"weight": Decimal(0), "set_by_panel": True, "weight_group": None})
		if stage.is_scored
		else stage
		for stage in scheme.stages
	)
	return scheme.model_copy(update={"stages": stages})


def weights(*values: int) -> dict[str, Decimal]:
	return {f"stages.{code}": Decimal(value) for code, value in zip(OPEN, values, strict=True)}


def told(scheme: Scheme) -> list[str]:
	return [str(problem) for problem in check_scheme(scheme)]


def test_open_weights_keep_a_scheme_from_use_but_not_from_being_a_draft() -> None:
	scheme = left_open()
	assert draft_problems(scheme) == []
	assert len(told(scheme)) == 5
	assert told(scheme)[0].startswith("stages.administration.weight: The panel has not set the weight of")


def test_the_panel_sets_them_and_the_next_version_is_sound() -> None:
	settled = with_panel_weights(left_open(), weights(15, 20, 25, 20, 20), "Keputusan Pansel 3/2025")
	assert told(settled) == [] and settled.version == left_open().version + 1
	assert settled.stage("administration").weight_basis == "Keputusan Pansel 3/2025"


def test_refused_until_they_total_100() -> None:
	short = with_panel_weights(left_open(), weights(15, 20, 25, 20, 19), "-")
	assert told(short) == ["stages: The stage weights total 99, not 100. Correct them until they do"]
	partly = with_panel_weights(left_open(), weights(15, 20, 25, 20, 0), "-")
	assert any("set so far total 80" in text for text in told(partly))


def test_only_weights_left_to_the_panel_are_set() -> None:
	with pytest.raises(SelectionError, match="is not a weight that the panel sets"):
		with_panel_weights(left_open(), {"stages.determination": Decimal(5)}, "-")
