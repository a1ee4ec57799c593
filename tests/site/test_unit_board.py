"""The board of a unit's operator: categories with and without nominees, what is stuck, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import frappe
import pytest
import time_machine

from ntb_awards.gateway import unit_board
from ntb_awards.gateway.recommendations import ask
from tests.site.builders import make_user
from tests.site.builders_nomination import IN_WINDOW, make_award_season, make_nomination, make_unit_user
from tests.site.builders_recommending import Scene, make_scene, wita


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
	with time_machine.travel(IN_WINDOW, tick=True) as traveller:
		yield traveller


@pytest.fixture
def scene(clock) -> Scene:
	return make_scene()


def board(scene: Scene, as_user, user: str = "") -> dict:
	with as_user(user or scene.operator):
		found = {one["name"]: one for one in unit_board.boards(frappe.session.user)}
	return found[scene.season.name]


def categories(shown: dict) -> dict[str, dict]:
	return {one["title"]: one for one in shown["categories"]}


def test_which_categories_lack_a_nominee(scene, as_user) -> None:
	doc = scene.draft()
	shown = board(scene, as_user)
	assert (len(shown["categories"]), shown["lacking"], shown["asked"]) == (8, 7, 1)
	filled = categories(shown)[doc.category_title]
	assert filled["enough"] and filled["words"] == "1 nominee"
	(nominee,) = filled["nominees"]
	assert (nominee["name"], nominee["href"]) == (doc.employee_name, f"/usulan/{doc.name}")
	assert categories(shown)["Jabatan Administrator"]["words"] == "No nominee yet"
	assert f"season={scene.season.name}" in shown["start"]


def test_why_a_draft_is_stuck(scene, as_user) -> None:
	doc = scene.draft()
	(nominee,) = categories(board(scene, as_user))[doc.category_title]["nominees"]
	assert nominee["words"].startswith("Draft") and nominee["recommendation"] is None
	assert any("Ask for it" in problem for problem in nominee["problems"])
	assert sum("Missing" in problem for problem in nominee["problems"]) > 3
	ask(doc.name)
	(nominee,) = categories(board(scene, as_user))[doc.category_title]["nominees"]
	assert nominee["recommendation"]["words"] == "Recommendation asked for"


def test_days_left_with_the_zone(scene, as_user, clock) -> None:
	window = board(scene, as_user)["window"]
	assert "7 November 2025 23.59 WITA" in window["text"] and "4" in window["left"]
	clock.move_to(wita(2025, 11, 8))
	late = board(scene, as_user)
	assert late["window"]["state"] == "over" and late["start"] == ""


def test_a_late_draft_says_so(scene, as_user, clock) -> None:
	doc = scene.draft()
	clock.move_to(wita(2025, 11, 8))
	(nominee,) = categories(board(scene, as_user))[doc.category_title]["nominees"]
	assert "7 November 2025 23.59 WITA" in nominee["problems"][0]


def test_a_withdrawn_nominee_leaves_the_category_empty(scene, as_user) -> None:
	doc = scene.draft()
	frappe.db.set_value("Nomination", doc.name, "workflow_state", "Withdrawn")
	shown = categories(board(scene, as_user))[doc.category_title]
	assert not shown["enough"] and len(shown["nominees"]) == 1


def test_the_own_unit_alone(scene, as_user) -> None:
	"""Its parts are in it; other units are not, nor is it in theirs."""
	scene.draft()
	elsewhere = make_unit_user(scene.other_unit)
	make_nomination(scene.season.name)
	shown = board(scene, as_user, elsewhere)
	assert not any(one["nominees"] for one in shown["categories"])
	assert sum(len(one["nominees"]) for one in board(scene, as_user)["categories"]) == 1


def test_for_operators_alone(scene, as_user) -> None:
	for user in (scene.nominee, scene.head, make_user("Nominating Unit")):
		with as_user(user):
			assert unit_board.boards(user) == []


def test_open_seasons_alone(scene, as_user) -> None:
	draft = make_award_season(status="Draft").name
	with as_user(scene.operator):
		assert draft not in {one["name"] for one in unit_board.boards(scene.operator)}


def test_looking_locks_nothing(scene, as_user) -> None:
	"""A page that somebody looks at must not keep others from handing in."""
	scene.draft()
	with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
		board(scene, as_user)
	asked = [str(call.args[0]).lower() for call in sql.call_args_list]
	assert asked and not [query for query in asked if "for update" in query]
