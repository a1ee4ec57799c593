"""The model of a scheme: what it reads and refuses, and what can be asked of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from ntb_awards.selection.facts import Facts
from ntb_awards.selection.messages import Message, Problem, SelectionError, refuse
from ntb_awards.selection.scheme import load_scheme, parse_scheme, shipped_schemes

from .builders import CLOSING, changed, make_scheme, make_season, scheme_data


def paths_of(*changes: tuple[str, Any]) -> list[str]:
	with pytest.raises(SelectionError) as refused:
		parse_scheme(changed(scheme_data(), *changes))
	return [problem.path for problem in refused.value.problems]


def test_every_field_that_does_not_fit_is_named_at_once() -> None:
	assert paths_of(("stages.0.weight", 30.0), ("year", "nobody"), ("colour", "red")) == [
		"year",
		"stages.0.weight",
		"colour",
	]


@pytest.mark.parametrize(
	("path", "value"),
	[
		("stages.0.weight", "NaN"),
		("stages.0.weight", "Infinity"),
		("stages.0.kind", "lottery"),
		("stages.0.code", "With Spaces"),
		("stages.0.min_assessors", 0),
		("instruments.0.criteria", []),
		("instruments.0.criteria.0.maximum", "a lot"),
		("categories", []),
		("places", 7),
		("winners", 0),
		("contributor_rules.0.relations.0.relation", "friend"),
		("contributor_rules.0.relations.0.fallback", "friend"),
	],
)
def test_values_out_of_place(path: str, value: object) -> None:
	(found,) = paths_of((path, value))
	assert found.startswith(path)


@pytest.mark.parametrize(
	("path", "least"),
	[
		("stages.0.advancement_n", 1),
		("stages.0.min_assessors", 1),
		("contributor_rules.0.minimum_contributors", 1),
		("contributor_rules.0.min_group_size", 1),
		("contributor_rules.0.relations.0.min_count", 0),
		("contributor_rules.0.relations.0.max_count", 1),
		("activities.0.number", 1),
		("version", 1),
		("winners", 1),
		("places", 0),
	],
)
def test_the_least_of_a_number(path: str, least: int) -> None:
	activity = {
		"title": "T",
		"kind": "award",
		"starts_on": "2025-12-01",
		"ends_on": "2025-12-01",
		"basis": "x",
	}
	base = ("activities", [{**activity, "number": 1}])
	assert parse_scheme(changed(scheme_data(), base, (path, least)))
	assert paths_of(base, (path, least - 1)) == [path]


@pytest.mark.parametrize(
	"path", ["categories", "stages", "instruments.0.criteria", "contributor_rules.0.relations"]
)
def test_a_list_needs_one_row(path: str) -> None:
	rows: Any = scheme_data()
	for key in path.split("."):
		rows = rows[int(key)] if isinstance(rows, list) else rows[key]
	assert parse_scheme(changed(scheme_data(), (path, rows[:1])))
	assert paths_of((path, [])) == [path]


def test_a_document_that_is_no_object() -> None:
	with pytest.raises(SelectionError) as refused:
		parse_scheme([])  # type: ignore[arg-type]
	assert [problem.path for problem in refused.value.problems] == ["document"]


def test_a_scheme_survives_its_file(tmp_path: Path) -> None:
	scheme = make_scheme()
	path = tmp_path / "scheme.json"
	path.write_text(json.dumps(scheme.model_dump(mode="json")), encoding="utf-8")
	assert load_scheme(path) == scheme
	assert all(path.suffix == ".json" for path in shipped_schemes()) and shipped_schemes()


def test_what_was_read_cannot_be_changed() -> None:
	"""Results are computed once and kept: their input must not move underneath."""
	for model, field in ((make_scheme(), "places"), (make_season(), "sheets"), (Facts(), "rank")):
		with pytest.raises(ValidationError, match="frozen"):
			setattr(model, field, None)


def test_what_a_scheme_need_not_say() -> None:
	plain = {"code": "visit", "title": "V", "kind": "panel_score", "weight_basis": "x", "basis": "x"}
	data = changed(scheme_data(), ("stages.+", {**plain, "advancement_basis": "x"}))
	del data["places"]
	scheme = parse_scheme(data)
	stage = scheme.stage("visit")
	assert (stage.weight, stage.min_assessors, stage.aggregation, scheme.places) == (0, 1, "mean", 2)
	assert (stage.advancement, stage.advancement_scope) == ("plenary", "stage")


def test_what_is_looked_up_and_not_there_is_named() -> None:
	with pytest.raises(SelectionError, match=r"^stages: 'final' is not one of: administration, feedback_360"):
		make_scheme().stage("final")


def test_parts_are_found_by_code() -> None:
	scheme = make_scheme()
	assert scheme.category("fungsional").title == "Fungsional"
	assert scheme.instrument("fgd").code == "fgd"
	assert scheme.contributor_rule_of("fungsional").code == "non_structural_360"


def test_gates_and_what_they_decide() -> None:
	"""3.b.1: the minutes of the FGD also hold the 360° assessment; a decision is not scored."""
	scheme = make_scheme()
	assert [gate.code for gate in scheme.gates] == [
		"administration",
		"fgd",
		"public_test",
		"presentation",
		"determination",
	]
	assert scheme.gate_of(scheme.stage("feedback_360")).code == "fgd"
	assert scheme.gate_of(scheme.stage("fgd")).code == "fgd"
	assert [stage.code for stage in scheme.stages_decided_at("fgd")] == ["feedback_360", "fgd"]
	assert scheme.stages_decided_at("determination") == ()


def test_rules_and_documents_for_a_category() -> None:
	human = {"test": "human", "question": "?"}
	rules = [
		{"code": "all", "title": "All", "condition": human, "basis": "1.a"},
		{"code": "some", "title": "Some", "condition": human, "basis": "1.b", "categories": ["pengawas"]},
	]
	documents = [
		{"code": "letter", "title": "Letter", "basis": "2.b.1"},
		{"code": "form", "title": "Form", "basis": "2.b.4", "except_categories": ["pengawas"]},
		{"code": "other", "title": "Other", "basis": "2.b.5", "categories": ["pengawas"]},
		{"code": "video", "title": "Video", "basis": "3.b.2", "stage": "public_test"},
	]
	scheme = make_scheme(("eligibility_rules", rules), ("document_requirements", documents))
	assert [rule.code for rule in scheme.rules_for("pengawas")] == ["all", "some"]
	assert [rule.code for rule in scheme.rules_for("fungsional")] == ["all"]
	assert [row.code for row in scheme.documents_for("pengawas")] == ["letter", "other"]
	assert [row.code for row in scheme.documents_for("fungsional")] == ["letter", "form"]
	assert [row.code for row in scheme.documents_for("pengawas", "public_test")] == ["video"]


def test_the_post_chooses_the_form() -> None:
	administration = make_scheme().instrument("administration")
	assert administration.variant_for(Facts(post_type="Pengawas"), CLOSING) == "structural"
	assert administration.variant_for(Facts(post_type="Fungsional"), CLOSING) == "non_structural"
	assert make_scheme().instrument("fgd").variant_for(Facts(), CLOSING) is None
	for facts in (Facts(), Facts(post_type="Pelaksana")):
		with pytest.raises(SelectionError, match="No form of 'Penilaian Administrasi' fits"):
			administration.variant_for(facts, CLOSING)


def test_rows_of_a_form() -> None:
	administration = make_scheme().instrument("administration")
	rows = administration.criteria_for("structural")
	assert [row.code for row in rows] == ["kinerja", "manajerial", "teknis"]
	assert [str(row.weight) for row in administration.criteria_for("non_structural")] == ["75", "25"]


def test_messages_read_as_sentences() -> None:
	problem = Problem(
		"stages.fgd", Message("{title}: {count} of {need}", {"title": "FGD", "count": 1, "need": 3})
	)
	assert str(problem) == "stages.fgd: FGD: 1 of 3"
	error = SelectionError([problem, Problem("year", Message("No year"))])
	assert str(error) == "stages.fgd: FGD: 1 of 3\nyear: No year"
	assert str(refuse("file", "{name} is odd", name="x")) == "file: x is odd"
