"""The documents of a winner at the next level: copied where they are asked for, each a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.gateway.files import drop, path_of
from ntb_awards.gateway.proposal_board import proposal_board
from ntb_awards.gateway.proposals import propose_winners
from tests.site.builders import make_unit
from tests.site.builders_levels import (
	make_level_season,
	make_lower_scheme,
	make_own_nomination,
	make_upper_scheme,
	store_last_minutes,
)
from tests.site.builders_nomination import IN_WINDOW, make_file, make_supporting_document

DOCUMENT = {"code": "cv", "title": "Riwayat hidup", "basis": "7 (3)"}


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


@pytest.fixture
def files() -> Iterator[None]:
	"""Files written by the test are removed again."""
	before = set(frappe.get_all("File", pluck="name"))
	yield
	for name in set(frappe.get_all("File", pluck="name")) - before:
		Path(frappe.get_doc("File", name).get_full_path()).unlink(missing_ok=True)


def test_documents_are_copied_where_they_are_asked_for(files: None) -> None:
	"""The copy is private, has a File of its own, and stays when the original goes."""
	two = [DOCUMENT, {"code": "khas", "title": "Hanya di unit", "basis": "1"}]
	above = make_upper_scheme(document_requirements=[DOCUMENT, {**DOCUMENT, "code": "foto", "title": "Foto"}])
	parent = make_level_season(above)
	scheme = make_lower_scheme(above, document_requirements=two)
	child = make_level_season(scheme, parent_season=parent.name, unit=make_unit())
	nomination = make_own_nomination(child, unit=child.unit)
	for code in ("cv", "khas"):
		make_supporting_document(nomination.name, code)
	invalid = make_supporting_document(nomination.name, "cv", file=make_file(content="buram").file_url)
	invalid.db_set("verified", "Invalid")
	make_winner_of(child, nomination)
	(done,) = propose_winners(child.name)["created"]
	draft = frappe.get_doc("Nomination", done["nomination"])
	rows = frappe.get_all(
		"Supporting Document",
		{"nomination": draft.name},
		["name", "requirement", "file"],
		order_by="creation",
	)
	assert [row.requirement for row in rows] == ["cv"]
	own = {"attached_to_doctype": "Supporting Document", "attached_to_name": rows[0].name}
	copy = frappe.get_doc("File", own)
	original = frappe.get_doc("File", {"attached_to_name": ("!=", rows[0].name), "file_url": copy.file_url})
	assert copy.is_private and copy.name != original.name
	drop(original.name, original.file_url)
	assert path_of(copy).read_bytes().startswith(b"%PDF")
	board = proposal_board(parent.name)["seasons"][0]["categories"][0]
	assert board["waiting"][0]["missing"] == ["Foto"]


def make_winner_of(season: Document, nomination: Document) -> None:
	nomination.db_set({"workflow_state": "Winner", "outcome": "Winner", "number": 1, "final_rank": 1})
	paper = store_last_minutes(season, nomination.category, [nomination.name])
	nomination.db_set("decided_by_minutes", paper)


def test_a_document_the_rules_there_refuse_is_left_out(files: None) -> None:
	above = make_upper_scheme(document_requirements=[{**DOCUMENT, "recent_years": 1}])
	parent = make_level_season(above)
	lower = make_lower_scheme(above, document_requirements=[DOCUMENT])
	child = make_level_season(lower, parent_season=parent.name, unit=make_unit())
	nomination = make_own_nomination(child, unit=child.unit)
	make_supporting_document(nomination.name, "cv", issued_on="2023-05-01")
	make_winner_of(child, nomination)
	(done,) = propose_winners(child.name)["created"]
	assert (done["documents"], done["left_out"]) == (0, ["Riwayat hidup"])
	assert not frappe.db.exists("Supporting Document", {"nomination": done["nomination"]})
