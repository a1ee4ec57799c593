"""A final score taken apart, as plain data that a page or a document can hold."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from ntb_awards.selection.explain import explain
from ntb_awards.selection.records import Feedback, Season
from ntb_awards.selection.results import Selection
from ntb_awards.selection.scheme import Scheme

from .builders import (
	make_complete_season,
	make_contributions,
	make_nominee,
	make_scheme,
	make_season,
	make_sheet,
)
from .builders_feedback import make_group

SCHEME = make_scheme()


def explained(season: Season, number: int = 1) -> dict:
	"""What is explained, after a trip through JSON: it must survive one."""
	result = explain(Selection(SCHEME, season), number)
	assert json.loads(json.dumps(result)) == result
	return result


def test_the_number_and_where_it_comes_from() -> None:
	found = explained(make_complete_season(SCHEME, {1: 90, 2: 95}))
	assert {key: found[key] for key in found if key != "stages"} == {
		"nominee": 1,
		"category": "pengawas",
		"scheme": "ntb_small v1",
		"final": "88.00",
		"rank": 2,
		"bonus": "0",
	}
	assert [stage["stage"] for stage in found["stages"]] == [
		"administration",
		"feedback_360",
		"fgd",
		"public_test",
		"presentation",
	]


def test_contributions_add_up_to_the_final_score() -> None:
	found = explained(make_complete_season(SCHEME, {1: "87.5"}))
	assert sum(Fraction(stage["contribution"]) for stage in found["stages"]) == Fraction(found["final"]) == 86


def test_a_stage_down_to_raw_scores_with_the_article() -> None:
	stage = explained(make_complete_season(SCHEME, {1: 90}))["stages"][0]
	forms = stage.pop("forms")
	assert stage == {
		"stage": "administration",
		"title": "Administration",
		"weight": "30",
		"basis": "4 table",
		"value": "90.0000",
		"contribution": "27.0000",
		"aggregation": "mean",
		"missing": [],
		"parts": {"A1": "90.0000", "A2": "90.0000", "A3": "90.0000"},
	}
	assert [(form["by"], form["status"]) for form in forms] == [
		(who, "submitted") for who in ("A1", "A2", "A3")
	]
	assert [row["criterion"] for row in forms[0]["criteria"]] == ["kinerja", "manajerial", "teknis"]
	assert forms[0]["criteria"][1] == {
		"criterion": "manajerial",
		"title": "Manajerial",
		"weight": "5",
		"maximum": "100",
		"raw": "90",
		"basis": "assumed",
	}


def test_values_are_two_places_finer_than_the_final_score() -> None:
	"""FGD scores 90, 90 and 91 of 100: 90.333…, of which 10 per cent count."""
	season = make_complete_season(SCHEME, {1: 90})
	other = make_sheet("fgd", 1, "A3", {"nilai": 91})
	sheets = tuple(other if (one.stage, one.assessor) == ("fgd", "A3") else one for one in season.sheets)
	stage = explained(season.model_copy(update={"sheets": sheets}))["stages"][2]
	assert (stage["value"], stage["contribution"]) == ("90.3333", "9.0333")


def explained_feedback(scheme: Scheme, *groups: Feedback) -> dict:
	season = make_complete_season(scheme, {1: 90}, feedback=groups)
	return explain(Selection(scheme, season), 1)["stages"][1]


def test_feedback_is_explained_by_groups_that_may_be_shown() -> None:
	"""Superior and staff, 40 : 30, are one group of three: (40×5 + 30×2)/70 and (40×4 + 30×3)/70, worth
	5080/70 = 72.57142…; the value of the stage is 71.2 as it is with all three apart."""
	scheme = make_scheme(*((f"contributor_rules.0.relations.{place}.max_count", None) for place in (1, 2)))
	stage = explained_feedback(
		scheme,
		make_group("superior", 1, {"loyal": 5, "adaptif": 4}),
		make_group("peer", 5, {"loyal": 4, "adaptif": 3}),
		make_group("subordinate", 2, {"loyal": 2, "adaptif": 3}),
	)
	assert (stage["aggregation"], stage["value"]) == ("relations", "71.2000")
	assert stage["parts"] == {"merged": "72.5714", "peer": "68.0000"}
	forms = [{**form, "criteria": [row["raw"] for row in form["criteria"]]} for form in stage["forms"]]
	assert forms == [
		{**{"by": "peer", "relation": "peer", "merged": [], "contributors": 5}, "criteria": ["4", "3"]},
		{
			**{"by": "merged", "relation": None, "merged": ["superior", "subordinate"], "contributors": 3},
			"criteria": ["26/7", "25/7"],
		},
	]


def test_a_group_too_small_to_be_shown_is_counted() -> None:
	scheme = make_scheme(("contributor_rules.0.min_group_size", 4))
	stage = explained_feedback(scheme, *make_contributions(make_nominee(1)))
	assert (stage["value"], stage["parts"]) == ("80.0000", {})
	(form,) = stage["forms"]
	assert (form["by"], form["contributors"]) == ("merged", 3)
	assert [row["raw"] for row in form["criteria"]] == [None, None]


def test_what_is_missing_is_said_and_no_number_made_up() -> None:
	sheets = [
		make_sheet("administration", 1, "A2", status="open"),
		make_sheet("administration", 1, "A1", {"kinerja": 0}),
		make_sheet("administration", 1, "A3", status="recused"),
	]
	found = explained(make_season([make_nominee(1)], sheets=sheets))
	assert (found["final"], found["rank"]) == (None, None)
	(stage,) = found["stages"]
	assert (stage["value"], stage["contribution"], stage["parts"]) == (None, None, {})
	assert stage["missing"] == [
		"Administration: A1 gave no score for Manajerial, Teknis",
		"Administration: the sheet of A2 is not submitted",
		"Administration: 0 of at least 3 assessors",
	]
	assert [form["status"] for form in stage["forms"]] == ["submitted", "open", "recused"]
	assert [row["raw"] for row in stage["forms"][0]["criteria"]] == ["0", None, None]


def test_a_value_of_zero_is_a_number() -> None:
	found = explained(make_complete_season(SCHEME, {1: 0}))
	assert (found["stages"][0]["value"], found["stages"][0]["contribution"]) == ("0.0000", "0.0000")
	assert found["final"] == "16.00"


@pytest.mark.parametrize("status", ["withdrawn", "ineligible"])
def test_who_is_out_has_nothing_to_explain(status: str) -> None:
	season = make_complete_season(SCHEME, {1: 90})
	nominees = (make_nominee(1, status=status),)
	assert explained(season.model_copy(update={"nominees": nominees}))["stages"] == []


def test_rows_that_add_up_points_have_no_weight() -> None:
	scheme = make_scheme(("instruments.2.method", "points"), ("instruments.2.criteria.0.weight", None))
	found = explain(Selection(scheme, make_complete_season(scheme, {1: 90})), 1)
	assert found["stages"][2]["forms"][0]["criteria"][0]["weight"] is None
	assert found["stages"][2]["value"] == "90.0000"
