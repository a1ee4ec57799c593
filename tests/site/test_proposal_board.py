"""What the season above sees of the seasons and units below it."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.gateway.proposal_board import proposal_board
from ntb_awards.gateway.proposals import propose_winners
from tests.site.builders import make_unit
from tests.site.builders_levels import (
	BASIS,
	LOWER,
	make_level_season,
	make_levels,
	make_own_nomination,
	make_winners,
	quota,
)
from tests.site.builders_nomination import IN_WINDOW, act
from tests.site.queries import queries_of


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


def test_the_board_of_the_parent() -> None:
	own = quota(code="langsung", proposers=["Kementerian Papan"], categories=["khusus"])
	child, parent = make_levels(quota(code="wakil", through=[LOWER], categories=["umum"]), own)
	idle = make_level_season(child.scheme, parent_season=parent.name, unit=make_unit())
	make_winners(child)
	(done,) = propose_winners(child.name)["created"]
	draft = frappe.get_doc("Nomination", done["nomination"])
	board = proposal_board(parent.name)
	rows = {row["season"]: row for row in board["seasons"]}
	cell = {"title": "Umum", "each": 1, "total": None, "basis": BASIS}
	waiting = [
		{
			**{"nomination": draft.name, "employee_name": draft.employee_name},
			**{"state": frappe._("Draft"), "missing": []},
		}
	]
	assert rows[child.name]["categories"] == [
		{**cell, "won": 1, "proposed": 1, "submitted": 0, "waiting": waiting}
	]
	assert rows[idle.name]["categories"] == [{**cell, "won": 0, "proposed": 0, "submitted": 0, "waiting": []}]
	assert (rows[child.name]["decided"], rows[idle.name]["decided"]) == (True, False)
	assert [(row["proposer"], row["brought"]) for row in board["direct"]] == [("Kementerian Papan", 0)]
	act(draft, "Submit Nomination")
	act(make_own_nomination(parent, "khusus", unit=make_unit("Kementerian Papan")), "Submit Nomination")
	board = proposal_board(parent.name)
	assert (
		board["seasons"][[row["season"] for row in board["seasons"]].index(child.name)]["categories"][0][
			"submitted"
		]
		== 1
	)
	assert board["direct"][0]["brought"] == 1
	assert proposal_board(child.name)["parent"]["season"] == parent.name


def test_a_season_that_the_rules_let_propose_nobody_is_shown_without_categories() -> None:
	child, parent = make_levels(quota(proposers=["Lembaga Lain"]))
	assert [row["categories"] for row in proposal_board(parent.name)["seasons"]] == [[]]
	assert proposal_board(child.name)["seasons"] == []


def test_without_quotas_every_category_is_shown_without_a_limit() -> None:
	_child, parent = make_levels(upper={"quotas": []})
	(row,) = proposal_board(parent.name)["seasons"]
	assert [(cell["title"], cell["each"]) for cell in row["categories"]] == [("Umum", None), ("Khusus", None)]
	assert proposal_board(parent.name)["direct"] == []


def test_as_many_queries_for_many_proposals() -> None:
	child, parent = make_levels(quota(through=[LOWER], each=9))
	first, *others = make_winners(child, 4)
	propose_winners(child.name, [first])
	one = queries_of(lambda: proposal_board(parent.name))
	propose_winners(child.name, others)
	assert queries_of(lambda: proposal_board(parent.name)) <= one
