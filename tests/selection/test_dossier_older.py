"""Dossiers sealed before answers were kept in groups: one record and a pseudonym for each contributor, or one
blended record for all. They verify as they did."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rfc8785

from ntb_awards.selection.dossier import digest, seal, verify

from .builders import make_minutes, make_nominee, make_scheme, make_season, make_sheet

SCHEME = make_scheme()
NOT_YET = {
	"contributor_rules": ("nominee_suggests", "suggestion_basis", "verify", "verify_basis", "show_comments"),
	"relations": ("fallback", "fallback_basis"),
}
SHEETS = [
	make_sheet("administration", 1, who, {"kinerja": 80, "manajerial": 80, "teknis": 80}) for who in "ABC"
]
SHEETS += [make_sheet("fgd", 1, who, {"nilai": 90}) for who in "ABC"]


def older(*feedback: dict[str, Any], value: str | None, missing: tuple[str, ...] = ()) -> bytes:
	"""A dossier as it was sealed then: nominee 1 at the discussion, 360° records and value by hand."""
	season = make_season(
		[make_nominee(1)], sheets=SHEETS, minutes=[make_minutes("pengawas", "administration", [1])]
	)
	data = json.loads(seal(SCHEME, season))
	for rule in data["scheme"]["contributor_rules"]:
		for name in (*NOT_YET["contributor_rules"], "comments_basis"):
			del rule[name]
		for row in rule["relations"]:
			for name in NOT_YET["relations"]:
				del row[name]
	data["season"]["feedback"] = list(feedback)
	(row,) = data["results"][0]["rows"]
	row["stages"]["feedback_360"] = {"value": value, "missing": list(missing)}
	return rfc8785.dumps({**data, "sha256": digest(data)})


def record(contributor: str, relation: str | None, **answers: str) -> dict[str, Any]:
	return {"nominee": 1, "contributor": contributor, "relation": relation, "answers": answers}


THREE = (
	record("K1", "superior", loyal="5", adaptif="4"),
	record("K2", "peer", loyal="4", adaptif="3"),
	record("K3", "subordinate", loyal="2", adaptif="3"),
)


def test_a_record_for_each_contributor() -> None:
	"""88, 68 and 52 at 40/30/30: 35.2 + 20.4 + 15.6 = 71.2."""
	assert verify(older(*THREE, value="71.2")) == []
	assert [str(problem) for problem in verify(older(*THREE, value="71.3"))] == [
		"results.pengawas.1.feedback_360: Nominee 1, feedback_360: the file says 71.3, recomputed it is 71.2"
	]


def test_one_blended_record() -> None:
	"""Loyal 0.4×5 + 0.3×4 + 0.3×2 = 3.8, adaptif 0.4×4 + 0.3×3 + 0.3×3 = 3.4: 40×0.76 + 60×0.68 = 71.2."""
	assert verify(older(record("K1+K2+K3", None, loyal="3.8", adaptif="3.4"), value="71.2")) == []


@pytest.mark.parametrize(
	("records", "missing"),
	[
		(
			(record("K1", "superior"), record("K2", "peer")),
			"Feedback 360: 0 of 1 contributors (subordinate)",
		),
		((record("K1+K2+K3", None, loyal="4"),), "Feedback 360: contributor K1+K2+K3 left answers open"),
		(
			(*THREE[:2], record("K3", "subordinate", loyal="2")),
			"Feedback 360: contributor K3 left answers open",
		),
		(
			(*THREE[:2], record("K3", "subordinate")),
			"Feedback 360: contributor K3 left answers open",
		),
	],
)
def test_what_is_missing_reads_as_it_did(records: tuple[dict[str, Any], ...], missing: str) -> None:
	assert verify(older(*records, value=None, missing=(missing,))) == []


def test_one_contributor_twice() -> None:
	twice = older(THREE[0], {**THREE[1], "contributor": "K1"}, THREE[2], value="71.2")
	assert [str(problem) for problem in verify(twice)] == [
		"season.feedback.1: Contributor K1 answered twice for this nominee. Keep one"
	]
