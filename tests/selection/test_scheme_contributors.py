"""Who gives 360° feedback in the shipped schemes, and how: what a document says and what is assumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntb_awards.selection.scheme import ContributorRule, Scheme, load_scheme, shipped_schemes


def rules_of(code: str) -> tuple[ContributorRule, ...]:
	return load_scheme(next(path for path in shipped_schemes() if path.stem == code)).contributor_rules


@pytest.mark.parametrize("path", shipped_schemes(), ids=lambda path: path.stem)
def test_what_a_rule_chooses_has_a_basis_and_what_it_does_not_has_none(path: Path) -> None:
	for rule in load_scheme(path).contributor_rules:
		assert bool(rule.verify_basis) == rule.verify
		assert bool(rule.suggestion_basis) == rule.nominee_suggests
		assert bool(rule.comments_basis) == rule.show_comments
		assert all(bool(row.fallback_basis) == bool(row.fallback) for row in rule.relations)


def test_the_panel_verifies_where_the_document_says_so() -> None:
	"""NTB 2025, 3.b.1: 'Tim Penilai juga … memverifikasi keabsahan hasil penilaian tersebut'."""
	rules = rules_of("ntb_asn_awards_2025")
	assert [(rule.verify, rule.verify_basis) for rule in rules] == [(True, "3.b.1")] * 2
	assert not any(rule.verify for rule in rules_of("badan_bahasa_2024_satker"))


def test_who_answers_where_there_is_no_staff() -> None:
	"""2.b.11.a asks for one subordinate and says nothing of a structural official without any: a peer more,
	assumed. C.5.a.3 needs none: 'atasan langsung dan/atau bawahan dan/atau rekan sejawat'."""
	structural, other = rules_of("ntb_asn_awards_2025")
	rows = {row.relation: (row.fallback, row.fallback_basis) for row in structural.relations}
	assert rows == {"superior": (None, ""), "peer": (None, ""), "subordinate": ("peer", "assumed")}
	assert structural.asked({"superior", "peer"}) == {"superior": (1, 1), "peer": (2, 2)}
	everyone = (*other.relations, *rules_of("badan_bahasa_2024_satker")[0].relations)
	assert not any(row.fallback for row in everyone)


def test_no_document_shows_comments_or_lets_nominees_suggest() -> None:
	every = [rule for path in shipped_schemes() for rule in load_scheme(path).contributor_rules]
	assert len(every) == 3
	assert not any(rule.show_comments or rule.nominee_suggests for rule in every)


@pytest.mark.parametrize("path", shipped_schemes(), ids=lambda path: path.stem)
def test_contributors_read_behaviours_and_what_the_scale_means(path: Path) -> None:
	scheme: Scheme = load_scheme(path)
	forms = {stage.instrument for stage in scheme.stages if stage.kind == "feedback_360"}
	for code in forms:
		for row in scheme.instrument(code).criteria:
			behaviours, _point, scale = row.description.rpartition(". ")
			assert len(behaviours) > 60, row.code
			assert scale == f"{row.minimum} = sangat kurang, {row.maximum} = sangat baik."
