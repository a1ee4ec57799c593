"""Sealing and reading a dossier: what stands in it, and what a file gets that is none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
import rfc8785

from ntb_awards.selection.dossier import compute_results, digest, read, seal, verify
from ntb_awards.selection.messages import SelectionError

from .builders import (
	NON_STRUCTURAL,
	STRUCTURAL,
	changed,
	make_complete_season,
	make_feedback,
	make_nominee,
	make_scheme,
	make_season,
	make_sheet,
)

SCHEME = make_scheme()
SEALED = seal(SCHEME, make_complete_season(SCHEME, {1: "90.5", 2: 80}))


def refused(data: bytes) -> list[str]:
	"""What `read` says to a file; `verify` says the same."""
	with pytest.raises(SelectionError) as error:
		read(data)
	problems = [str(problem) for problem in error.value.problems]
	assert [str(problem) for problem in verify(data)] == problems
	return problems


def content() -> dict[str, Any]:
	return json.loads(SEALED)


def resealed(*changes: tuple[str, Any]) -> bytes:
	"""The dossier with other content and a digest that fits it."""
	data = changed(content(), *changes)
	return rfc8785.dumps({**data, "sha256": digest(data)})


def test_a_sealed_season_verifies_and_reads_back() -> None:
	assert verify(SEALED) == []
	raw, dossier = read(SEALED)
	assert dossier.scheme == SCHEME
	assert dossier.results == compute_results(SCHEME, dossier.season)
	assert raw["season"]["nominees"][0]["number"] == 1


def test_the_bytes_are_canonical_and_the_digest_is_of_the_rest() -> None:
	data = content()
	assert rfc8785.dumps(data) == SEALED
	stated = data.pop("sha256")
	assert stated == hashlib.sha256(rfc8785.dumps(data)).hexdigest() == digest({**data, "sha256": "x"})


def test_decimals_are_strings() -> None:
	data = content()
	assert data["scheme"]["stages"][0]["weight"] == "30"
	assert data["season"]["sheets"][0]["scores"]["kinerja"] == "90.5"
	assert data["results"][0]["rows"][0]["final"] == "88.4"

	def floats(node: Any) -> list[float]:
		if isinstance(node, dict | list):
			return [
				one for part in (node.values() if isinstance(node, dict) else node) for one in floats(part)
			]
		return [node] if isinstance(node, float) else []

	assert floats(data) == []


def test_categories_in_the_scheme_s_order_and_rows_by_rank() -> None:
	results = content()["results"]
	assert [result["category"] for result in results] == [STRUCTURAL, NON_STRUCTURAL]
	assert [row["nominee"] for row in results[0]["rows"]] == [1, 2]
	assert results[1]["rows"] == []


def test_a_row_holds_the_numbers_shown_everywhere() -> None:
	assert content()["results"][0]["rows"][0] == {
		"nominee": 1,
		"status": "active",
		"stopped_at": None,
		"stages": {
			code: {"value": value, "missing": []}
			for code, value in (
				("administration", "90.5"),
				("feedback_360", "80"),
				("fgd", "90.5"),
				("presentation", "90.5"),
				("public_test", "90.5"),
			)
		},
		"bonus": "0",
		"final": "88.4",
		"rank": 1,
		"tied_with": [],
		"settled_by": "",
	}


def test_stage_values_are_two_places_finer_than_the_final_score() -> None:
	"""Scores 90, 90 and 91 of 100: 90.333…"""
	season = make_complete_season(SCHEME, {1: 90})
	sheets = [
		sheet if (sheet.stage, sheet.assessor) != ("fgd", "A1") else make_sheet("fgd", 1, "A1", {"nilai": 91})
		for sheet in season.sheets
	]
	(result, _other) = compute_results(SCHEME, season.model_copy(update={"sheets": tuple(sheets)}))
	assert str(result.rows[0].stages["fgd"].value) == "90.3333"
	assert str(result.rows[0].final) == "88.03"


def test_missing_parts_are_sentences_in_the_file() -> None:
	data = json.loads(seal(SCHEME, make_season([make_nominee(1)])))
	assert data["results"][0]["rows"][0]["stages"]["administration"] == {
		"value": None,
		"missing": ["Administration: 0 of at least 3 assessors"],
	}


def test_answers_of_small_groups_are_merged_before_they_are_published() -> None:
	season = make_complete_season(SCHEME, {1: 80, 2: 80})
	assert json.loads(seal(SCHEME, season))["season"]["feedback"] == [
		{
			**{"nominee": number, "relation": None, "contributors": 3},
			**{"merged": ["superior", "peer", "subordinate"], "answers": {"loyal": "4", "adaptif": "4"}},
		}
		for number in (1, 2)
	]


def test_an_unsound_scheme_or_season_is_not_sealed() -> None:
	with pytest.raises(SelectionError, match="The stage weights total 95"):
		seal(make_scheme(("stages.0.weight", "25")), make_season())
	with pytest.raises(SelectionError, match="Nominee 9 is not in the season"):
		seal(SCHEME, make_season(feedback=[make_feedback(9)]))


@pytest.mark.parametrize("cut", [0, 1, 100, len(SEALED) // 2, len(SEALED) - 1])
def test_a_truncated_file(cut: int) -> None:
	(problem,) = refused(SEALED[:cut])
	assert problem.startswith("file: The file is not complete JSON (line 1, column ")
	assert problem.endswith("Download it again")


def test_a_file_that_is_no_text() -> None:
	assert refused(b"\xff\xfe" + SEALED) == ["file: The file is not text in UTF-8. Download it again"]


@pytest.mark.parametrize("data", [b"[]", b'"dossier"', b"1", b"null"])
def test_json_that_is_no_dossier(data: bytes) -> None:
	assert refused(data) == ["file: The file is not a dossier. Choose a file that was sealed from a season"]


def test_an_empty_object_lacks_every_part() -> None:
	assert [problem.partition(":")[0] for problem in refused(b"{}")] == [
		"format",
		"scheme",
		"season",
		"results",
		"sha256",
	]


@pytest.mark.parametrize(
	"where", ["", "season.", "season.nominees.0.", "season.sheets.0.", "scheme.stages.0."]
)
def test_an_unknown_field_is_named(where: str) -> None:
	(problem,) = refused(resealed((f"{where}nama", "Budi")))
	assert problem.startswith(f"{where}nama: ")


def test_a_duplicate_nominee() -> None:
	twice = content()["season"]["nominees"][0]
	assert refused(resealed(("season.nominees.+", twice))) == [
		"season.nominees: Nominee 1 stands there more than once. Keep one"
	]


def test_a_repeated_key() -> None:
	data = SEALED.replace(b'"year":2025', b'"year":2025,"year":2024', 1)
	assert data != SEALED
	assert refused(data) == ["file: Field 'year' stands twice in one object. Remove one"]


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_in_json(constant: str) -> None:
	data = SEALED.replace(b'"year":2025', b'"year":' + constant.encode(), 1)
	assert refused(data) == [f"file: {constant} is not a number that a dossier may hold"]


@pytest.mark.parametrize("digits", ["9007199254740992", "-9007199254740992", "1" + "0" * 17, "9" * 5000])
def test_whole_numbers_that_canonical_json_cannot_hold(digits: str) -> None:
	data = SEALED.replace(b'"year":2025', b'"year":' + digits.encode(), 1)
	assert refused(data) == [f"file: {digits[:20]} is not a number that a dossier may hold"]


def test_the_largest_whole_number_is_still_one() -> None:
	data = SEALED.replace(b'"year":2025', b'"year":9007199254740991')
	assert "digest" in str(verify(data)[0])


def test_nesting_without_end() -> None:
	assert refused(b"[" * 200_000) == ["file: The file is nested too deeply to be a dossier. Choose another"]


@pytest.mark.parametrize(
	("path", "value"),
	[
		("season.sheets.0.scores.kinerja", 90.5),
		("season.sheets.0.scores.kinerja", "NaN"),
		("season.sheets.0.scores.kinerja", "1e2"),
		("season.feedback.0.answers.loyal", 4.5),
		("season.feedback.0.answers.loyal", "1/0"),
		("scheme.stages.0.weight", 30.5),
		("results.0.rows.0.final", 88.4),
		("results.0.rows.0.stages.fgd.value", True),
		("season.submission_opens", "2025-10-28T00:00:00"),
		("season.submission_opens", "tomorrow"),
		("format", "ntb-awards-dossier/2"),
	],
)
def test_a_value_of_the_wrong_kind_is_named(path: str, value: object) -> None:
	(problem,) = refused(resealed((path, value)))
	assert problem.startswith(f"{path}: ")


CONTRADICTIONS: list[tuple[str, Any, Callable[[str], bool]]] = [
	("season.sheets.0.scores.kinerja", "101", lambda text: "is outside 0–100" in text),
	("scheme.stages.0.weight", "29", lambda text: "total 99, not 100" in text),
	("season.sheets.0.nominee", 7, lambda text: "Nominee 7 is not in the season" in text),
]


@pytest.mark.parametrize(("path", "value", "says"), CONTRADICTIONS)
def test_content_that_contradicts_itself(path: str, value: Any, says: Callable[[str], bool]) -> None:
	assert any(says(text) for text in refused(resealed((path, value))))
