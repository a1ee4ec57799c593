"""The check of a dossier: any changed digit shows, and a changed result is named to the number."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
import rfc8785

from ntb_awards.selection.dossier import digest, seal, verify

from .builders import (
	NON_STRUCTURAL,
	SHEET_STAGES,
	changed,
	make_complete_season,
	make_contributions,
	make_minutes,
	make_nominee,
	make_scheme,
	make_season,
	make_sheets,
)

SCHEME = make_scheme()


def sealed() -> bytes:
	"""Three structural nominees (2 and 3 tied), and one other who is at the first gate."""
	other = make_nominee(4, NON_STRUCTURAL)
	season = make_complete_season(SCHEME, {1: "90.25", 2: 80, 3: 80})
	return seal(
		SCHEME,
		season.model_copy(
			update={
				"nominees": (*season.nominees, other, make_nominee(5, NON_STRUCTURAL, status="withdrawn")),
				"sheets": (*season.sheets, *make_sheets(SCHEME, other, {"administration": 70})),
			}
		),
	)


SEALED = sealed()
DIGITS = [position for position, byte in enumerate(SEALED) if chr(byte).isdigit()]
CLOSE = "results.0.rows.0"


def said(data: bytes) -> list[str]:
	return [str(problem) for problem in verify(data)]


def resealed(*changes: tuple[str, Any]) -> bytes:
	"""Other content with a digest recomputed to fit: only the numbers can give it away."""
	data = changed(json.loads(SEALED), *changes)
	return rfc8785.dumps({**data, "sha256": digest(data)})


def test_untouched() -> None:
	assert said(SEALED) == []
	assert said(resealed()) == []


def test_every_digit_counts() -> None:
	"""Some hundred digits all over the file, the first and the last among them, each changed at random."""
	rng = random.Random(2025)
	positions = {DIGITS[0], DIGITS[-1], *rng.sample(DIGITS, 400)}
	silent = []
	for position in sorted(positions):
		digit = rng.choice([other for other in b"0123456789" if other != SEALED[position]])
		data = SEALED[:position] + bytes([digit]) + SEALED[position + 1 :]
		if not verify(data):
			silent.append((position, data[position - 40 : position + 10]))
	assert silent == []


def test_every_digit_of_the_results_and_of_the_digest_counts() -> None:
	results = range(SEALED.index(b'"results":'), SEALED.index(b'"scheme":'))
	positions = [position for position in DIGITS if position in results]
	assert len(positions) > 50
	for position in positions:
		digit = b"5" if SEALED[position : position + 1] != b"5" else b"6"
		assert verify(SEALED[:position] + digit + SEALED[position + 1 :]), position
	start = SEALED.index(b'"sha256":"') + 10
	for position in range(start, start + 64):
		digit = b"0" if SEALED[position : position + 1] != b"0" else b"1"
		data = SEALED[:position] + digit + SEALED[position + 1 :]
		assert said(data) == [
			"sha256: The digest does not fit the content: the file was changed after sealing"
		]


@pytest.mark.parametrize(
	("old", "new"),
	[(b'"year":2025', b'"year": 2025'), (b'"version":1', b'"version":1.0'), (b"}", b"}\n")],
)
def test_saved_again_with_the_same_content(old: bytes, new: bytes) -> None:
	data = new.join(SEALED.rsplit(old, 1))
	assert said(data) == ["file: The file is not in canonical form: it was saved again after sealing"]


def test_a_changed_raw_score_names_digest_and_the_first_number() -> None:
	data = SEALED.replace(b'"kinerja":"90.25"', b'"kinerja":"90.55"', 1)
	assert data != SEALED
	assert said(data) == [
		"sha256: The digest does not fit the content: the file was changed after sealing",
		"results.pengawas.1.administration: Nominee 1, administration: "
		"the file says 90.25, recomputed it is 90.325",
	]


@pytest.mark.parametrize(
	("path", "value", "expected"),
	[
		(
			f"{CLOSE}.final",
			"88.3",
			"results.pengawas.1.final: Nominee 1, final: the file says 88.3, recomputed it is 88.20",
		),
		(
			f"{CLOSE}.stages.fgd.value",
			"90.26",
			"results.pengawas.1.fgd: Nominee 1, fgd: the file says 90.26, recomputed it is 90.25",
		),
		(
			f"{CLOSE}.stages.fgd.value",
			None,
			"results.pengawas.1.fgd: Nominee 1, fgd: the file says None, recomputed it is 90.25",
		),
		(
			"results.1.rows.0.stages.administration.missing",
			["Rusak"],
			"results.fungsional.4.administration: Nominee 4, administration: "
			"the file says 70; Rusak, recomputed it is 70",
		),
		(
			"results.1.rows.1.stages",
			{"fgd": {"value": "1", "missing": []}},
			"results.fungsional.5.fgd: Nominee 5, fgd: the file says 1, recomputed it is None",
		),
		(
			"results.1.rows.0.stages",
			{},
			"results.fungsional.4.administration: Nominee 4, administration: "
			"the file says None, recomputed it is 70",
		),
		(f"{CLOSE}.rank", 2, "results.pengawas.1.rank: Nominee 1, rank: the file says 2, recomputed it is 1"),
		(
			f"{CLOSE}.bonus",
			"1",
			"results.pengawas.1.bonus: Nominee 1, bonus: the file says 1, recomputed it is 0",
		),
		(
			"results.0.rows.1.tied_with",
			[],
			"results.pengawas.2.tied_with: Nominee 2, tied_with: the file says (), recomputed it is (3,)",
		),
		(
			f"{CLOSE}.settled_by",
			"1",
			"results.pengawas.1.settled_by: Nominee 1, settled_by: the file says 1, recomputed it is ",
		),
		(
			f"{CLOSE}.status",
			"winner",
			"results.pengawas.1.status: Nominee 1, status: the file says winner, recomputed it is active",
		),
		(
			f"{CLOSE}.stopped_at",
			"fgd",
			"results.pengawas.1.stopped_at: Nominee 1, stopped_at: the file says fgd, recomputed it is None",
		),
	],
)
def test_a_changed_result_with_a_fitting_digest_is_named(path: str, value: Any, expected: str) -> None:
	assert said(resealed((path, value))) == [expected]


def test_the_first_difference_is_named() -> None:
	data = resealed(
		("results.0.rows.2.final", "1"), ("results.0.rows.1.rank", 3), ("results.1.rows.0.rank", 1)
	)
	assert said(data) == ["results.pengawas.2.rank: Nominee 2, rank: the file says 3, recomputed it is 2"]


def test_rows_left_out_added_doubled_or_moved() -> None:
	rows = json.loads(SEALED)["results"][0]["rows"]
	assert said(resealed(("results.0.rows", rows[1:]))) == [
		"results.pengawas.1: Nominee 1 is missing from the results"
	]
	order = "results.pengawas: The rows are not the category's nominees in the order of their ranks"
	stranger = {**rows[0], "nominee": 9}
	for other in ([*rows, stranger], [*rows, rows[0]], [rows[1], rows[0], rows[2]]):
		assert said(resealed(("results.0.rows", other))) == [order]


def test_categories_left_out_or_moved() -> None:
	results = json.loads(SEALED)["results"]
	for other in (results[:1], results[::-1], [*results, results[0]]):
		assert said(resealed(("results", other))) == [
			"results: The results do not list the scheme's categories in order"
		]


def test_a_plain_season_of_each_kind_verifies() -> None:
	other = make_nominee(1, NON_STRUCTURAL)
	season = make_season(
		[other],
		sheets=make_sheets(SCHEME, other, dict.fromkeys(SHEET_STAGES, 70)),
		feedback=make_contributions(other, "4.5"),
		minutes=[make_minutes(NON_STRUCTURAL, "administration", [1])],
	)
	assert said(seal(SCHEME, season)) == []
	assert said(seal(SCHEME, make_season())) == []
