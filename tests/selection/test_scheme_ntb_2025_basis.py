"""Where the numbers of the NTB ASN Awards 2025 scheme come from: a place of its document, or "assumed"."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ntb_awards.selection
from ntb_awards.selection.checks import assumed
from ntb_awards.selection.scheme import ASSUMED, Scheme, load_scheme

FILE = Path(ntb_awards.selection.__file__).parent.parent / "schemes" / "ntb_asn_awards_2025.json"
NUMBER = re.compile(r"^-?\d+(\.\d+)?$|^\d{4}-\d\d-\d\d$")
# Every place of the document a basis may name.
PLACE = re.compile(
	r"1\.a\.[1-3]|1\.b\.([1-5]|6\.[ab])|2\.a\.[12]|2\.b\.([1-9]|10|11(\.[ab])?)|2\.c\.[12]"
	r"|3\.a( table)?|3\.b\.[12]|3\.c(\.[1-5])?|4( table)?|letter 6 Nov 2025|timeline ([1-9]|1[0-2])"
)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
	return load_scheme(FILE)


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
	return json.loads(FILE.read_text(encoding="utf-8"))


def numbers(node: Any, path: str = "", owner: dict[str, Any] | None = None) -> Iterator[tuple[str, bool]]:
	"""Every number and date of the file: its path, and whether the object it belongs to says where from.

	A condition and a suggestion's table belong to the nearest object around them that has a basis.
	"""
	if isinstance(node, list):
		for position, row in enumerate(node):
			yield from numbers(row, f"{path}.{position}", owner)
	elif isinstance(node, dict):
		own = node if any(key.endswith("basis") for key in node) else owner or {}
		for key, value in node.items():
			yield from numbers(value, f"{path}.{key}", own)
	elif (
		not path.endswith("basis")
		and isinstance(node, str | int)
		and not isinstance(node, bool)
		and NUMBER.match(str(node))
	):
		key = path.rpartition(".")[2]
		yield path.lstrip("."), bool(owner and (owner.get(f"{key}_basis") or owner.get("basis")))


def bases(node: Any) -> Iterator[str]:
	"""Every basis the file names, in any object."""
	if isinstance(node, list):
		for row in node:
			yield from bases(row)
	elif isinstance(node, dict):
		yield from (value for key, value in node.items() if key.endswith("basis"))
		for value in node.values():
			yield from bases(value)


def test_every_number_has_a_basis(data: dict[str, Any]) -> None:
	"""Only the version and the year of the scheme stand for themselves."""
	found = dict(numbers(data))
	assert len(found) > 200
	assert [path for path, has_basis in found.items() if not has_basis] == ["version", "year"]


def test_every_basis_is_a_place_of_the_document_or_assumed(data: dict[str, Any]) -> None:
	"""A basis may name two places ("2.a.1; 2.b.11.a"); each must exist."""
	places = {part for basis in bases(data) if basis != ASSUMED for part in basis.split("; ")}
	assert {"3.a table", "4 table", "letter 6 Nov 2025"} <= places
	assert [place for place in sorted(places) if not PLACE.fullmatch(place)] == []


OPEN_IN_STAGES = {
	"administration": ("aggregation", "advancement"),
	"feedback_360": ("aggregation",),
	"fgd": ("weight", "aggregation", "advancement"),
	"public_test": ("weight", "aggregation", "advancement"),
	"presentation": ("aggregation",),
	"determination": ("aggregation",),
}
OPEN_FORMS = ("feedback_360",)
OPEN_WEIGHTS = ("public_test", "public_feedback", "presentation")
SUGGESTED = ("kinerja", "rekam_jejak_disiplin", "kehadiran", "pendidikan")


def test_exactly_this_is_assumed(scheme: Scheme) -> None:
	"""What the document leaves open: the split of 'FGD dan Uji Publik 20%', how assessors are aggregated, who
	goes on after the first three gates, the scales, the 360° form and its weights, who answers where there
	is no staff, the weights within 3.b.2 and 3.c, the tie rule, the rounding, the day facts are judged on,
	and every date but the submission window's."""
	found = set(assumed(scheme))
	assert {"stages.fgd.weight_basis", "stages.public_test.weight_basis"} <= found
	levels = {path for path in found if ".levels." in path}
	assert len(levels) == sum(len(row.levels) for row in scheme.instruments)
	rows = [(form.code, row.code) for form in scheme.instruments for row in form.criteria]
	assert found - levels == {
		"places_basis",
		"reference_date_basis",
		"tie_basis",
		*(f"tie_steps.{position}.basis" for position in range(4)),
		*(f"stages.{stage}.{part}_basis" for stage, parts in OPEN_IN_STAGES.items() for part in parts),
		*(f"instruments.{form}.criteria.{row}.range_basis" for form, row in rows),
		*(f"instruments.{form}.criteria.{row}.basis" for form, row in rows if form in OPEN_FORMS),
		*(f"instruments.{form}.criteria.{row}.weight_basis" for form, row in rows if form in OPEN_WEIGHTS),
		*(f"instruments.administration.criteria.{row}.suggestion.basis" for row in SUGGESTED),
		"instruments.feedback_360.basis",
		*(f"contributor_rules.{rule}.min_group_basis" for rule in ("structural_360", "non_structural_360")),
		*(f"contributor_rules.structural_360.relations.{position}.weight_basis" for position in range(3)),
		"contributor_rules.structural_360.relations.2.fallback_basis",
		*(f"contributor_rules.non_structural_360.relations.{position}.weight_basis" for position in range(2)),
		*(f"activities.{number}.basis" for number in range(1, 13) if number != 2),
	}
