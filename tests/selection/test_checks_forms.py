"""What can be wrong with an instrument or a contributor rule: each problem once."""

from __future__ import annotations

from typing import Any

import pytest

from ntb_awards.selection.checks import check_scheme

from .builders import make_instrument_data, make_scheme, scheme_data

BASE = scheme_data()
RELATIONS = "contributor_rules.0.relations"
STAFF = "relations.2.fallback"


def points(*rows: tuple[str, str]) -> dict[str, Any]:
	criteria = [
		{"code": code, "title": code, "weight": None, "maximum": most, "basis": "x"} for code, most in rows
	]
	return make_instrument_data("extra", *criteria, method="points")


def problems(*changes: tuple[str, Any]) -> list[str]:
	return [str(problem) for problem in check_scheme(make_scheme(*changes))]


CASES: list[tuple[str, tuple[tuple[str, Any], ...], str]] = [
	(
		"unknown variant",
		(("instruments.2.criteria.0.variant", "structural"),),
		"instruments.fgd.criteria.nilai: Variant 'structural' does not exist",
	),
	(
		"no range",
		(("instruments.2.criteria.0.maximum", "0"),),
		"instruments.fgd.criteria.nilai: Nilai: the range",
	),
	(
		"range upside down",
		(("instruments.2.criteria.0.minimum", "100"),),
		"instruments.fgd.criteria.nilai: Nilai: the range",
	),
	(
		"range below zero",
		(("instruments.2.criteria.0.minimum", "-1"),),
		"instruments.fgd.criteria.nilai: Nilai: the range",
	),
	(
		"weight of zero",
		(("instruments.3.criteria.0.weight", "0"), ("instruments.3.criteria.1.weight", "100")),
		"instruments.public_test.criteria.kredibilitas: Kredibilitas has no weight",
	),
	(
		"criterion twice",
		(("instruments.3.criteria.1.code", "kredibilitas"),),
		"instruments.public_test.criteria.kredibilitas: Criterion 'kredibilitas' stands twice",
	),
	(
		"criterion twice where points add up",
		(("instruments.+", points(("a", "5"), ("a", "5"))),),
		"instruments.extra.criteria.a: Criterion 'a' stands twice",
	),
	(
		"criterion weights",
		(("instruments.3.criteria.0.weight", "49.9"),),
		"instruments.public_test: Public_Test: the criterion weights total 99.9, not 100",
	),
	(
		"criterion weights of one form",
		(("instruments.0.criteria.3.weight", "20"),),
		"instruments.administration: Penilaian Administrasi (non_structural): the criterion weights total 95",
	),
	(
		"variant twice",
		(("instruments.0.variants.+", BASE["instruments"][0]["variants"][0]),),
		"instruments.administration.variants: Variant 'structural' stands twice",
	),
	(
		"level of nothing",
		(("instruments.2.levels", [{"criterion": "x", "value": "1", "label": "L", "basis": "x"}]),),
		"instruments.fgd.levels: Rubric level for unknown criterion 'x'",
	),
	(
		"relation weights",
		((f"{RELATIONS}.0.weight", "50"),),
		"contributor_rules.structural_360: structural_360: the relation weights total 110",
	),
	(
		"at most less than at least",
		((f"{RELATIONS}.1.min_count", 2),),
		"contributor_rules.structural_360: peer: at most 1 is less than at least 2",
	),
	(
		"relation without weight",
		((f"{RELATIONS}.0.weight", "0"), (f"{RELATIONS}.1.weight", "70")),
		"contributor_rules.structural_360: superior has no weight",
	),
	(
		"relation twice",
		((f"{RELATIONS}.2.relation", "peer"),),
		"contributor_rules.structural_360: peer stands there twice",
	),
	(
		"answered for by itself",
		((f"{RELATIONS}.2.fallback", "subordinate"),),
		f"contributor_rules.structural_360.{STAFF}: subordinate: 'subordinate' cannot answer instead.",
	),
	(
		"answered for by a relation nobody asks",
		(("contributor_rules.1.relations.1.fallback", "subordinate"),),
		"contributor_rules.non_structural_360.relations.1.fallback: peer: 'subordinate' cannot answer",
	),
	(
		"answered for in a chain",
		((f"{RELATIONS}.2.fallback", "peer"), (f"{RELATIONS}.1.fallback", "superior")),
		f"contributor_rules.structural_360.{STAFF}: subordinate: others may answer instead of 'peer'",
	),
]


@pytest.mark.parametrize(("changes", "start"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_problem(changes: tuple[tuple[str, Any], ...], start: str) -> None:
	found = problems(*changes)
	assert sum(text.startswith(start) for text in found) == 1, found


def test_a_row_without_weight_adds_none() -> None:
	found = problems(("instruments.3.criteria.0.weight", None), ("instruments.3.criteria.1.weight", "100"))
	assert found == [
		"instruments.public_test.criteria.kredibilitas: Kredibilitas has no weight. Enter one",
	]


@pytest.mark.parametrize(
	"changes",
	[
		(("instruments.+", points(("a", "5"), ("b", "10"))),),
		(("instruments.2.criteria.0.maximum", "1"), ("instruments.2.criteria.0.minimum", "0.5")),
		(("instruments.3.criteria.0.weight", "1"), ("instruments.3.criteria.1.weight", "99")),
		((f"{RELATIONS}.0.weight", "1"), (f"{RELATIONS}.1.weight", "69")),
		((f"{RELATIONS}.1.max_count", None), (f"{RELATIONS}.1.min_count", 9)),
		((f"{RELATIONS}.2.fallback", "peer"), (f"{RELATIONS}.0.fallback", "peer")),
		(("instruments.2.levels", [{"criterion": "nilai", "value": "1", "label": "L", "basis": "x"}]),),
	],
)
def test_what_looks_odd_and_is_sound(changes: tuple[tuple[str, Any], ...]) -> None:
	assert problems(*changes) == []
