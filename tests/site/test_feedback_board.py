"""The tab 360° Feedback of a season: what the secretariat reads there, and who reads it."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.gateway.feedback_asking import ask
from ntb_awards.gateway.feedback_board import feedback_board
from tests.site.builders import make_employee, make_user
from tests.site.builders_feedback import (
	answer,
	make_feedback_season,
	make_requests,
	name_verifiers,
	open_window,
	set_rule,
)
from tests.site.builders_levels import make_level_season
from tests.site.builders_results import make_feedback
from tests.site.builders_rules import make_award_scheme
from tests.site.builders_scoring import Scoring, employee_of
from tests.site.conftest import acting
from tests.site.queries import queries_of


@pytest.fixture
def season() -> tuple[Scoring, dict[str, str]]:
	return make_feedback_season()


@pytest.fixture
def scoring(season: tuple[Scoring, dict[str, str]]) -> Scoring:
	return season[0]


def test_what_it_says(season: tuple[Scoring, dict[str, str]]) -> None:
	"""One of three has answered; the second nominee has nobody yet."""
	scoring, people = season
	requests = make_requests(scoring.nominees[0], people)
	set_rule(scoring.season, verify=1)
	answer(requests["superior"])
	requests["peer"].db_set("status", "Proposed")
	with acting(scoring.secretariat):
		board = feedback_board(scoring.season)
	assert (board["begun"], board["over"], board["published"]) == (True, False, False)
	assert (board["everyone"], board["chosen"], board["verified"]) == (False, True, True)
	assert (board["verifiers"], board["unverified"]) == ([], 1)
	assert board["requests"] == {"Submitted": 1, "Proposed": 1, "Pending": 1}
	assert board["contributors"] == {"total": 3, "asked": 0, "waiting": 1, "unreachable": 0}
	gaps = {(gap["nominee"], gap["relation"], gap["have"], gap["need"]) for gap in board["gaps"]}
	assert gaps == {
		("Peserta 2 Uji", frappe._("Direct superior"), 0, 1),
		("Peserta 2 Uji", frappe._("Peer"), 0, 2),
	}


def test_whom_nobody_reached_and_why(season: tuple[Scoring, dict[str, str]]) -> None:
	scoring, people = season
	requests = make_requests(scoring.nominees[0], people)
	with acting(scoring.secretariat):
		ask(scoring.season)
		board = feedback_board(scoring.season)
	assert board["contributors"]["unreachable"] == len(board["unreachable"]) == 3
	names = {request.contributor_name for request in requests.values()}
	assert {row["full_name"] for row in board["unreachable"]} == names
	assert all(row["problem"] for row in board["unreachable"])


def test_the_window_and_the_verifiers(scoring: Scoring) -> None:
	name_verifiers(scoring.season, scoring.assessors[0])
	open_window(scoring.season, closes="2025-11-11 23:59:00")
	with acting(make_user("Awards Auditor")):
		board = feedback_board(scoring.season)
	assert board["over"] and "2025" in board["closes"]
	assert board["verifiers"] == [frappe.db.get_value("User", scoring.assessors[0], "full_name")]


def test_nobody_reads_there_who_is_asked_about_oneself(season: tuple[Scoring, dict[str, str]]) -> None:
	scoring, people = season
	requests = make_requests(scoring.nominees[0], people)
	requests["peer"].db_set("status", "Withdrawn")
	with acting(scoring.secretariat):
		assert "Peserta 1 Uji" in {gap["nominee"] for gap in feedback_board(scoring.season)["gaps"]}
	frappe.db.set_value("Employee", employee_of(scoring.nominees[0]), "user_id", scoring.secretariat)
	with acting(scoring.secretariat):
		assert "Peserta 1 Uji" not in {gap["nominee"] for gap in feedback_board(scoring.season)["gaps"]}


def test_a_scheme_without_360() -> None:
	assert feedback_board(make_level_season(make_award_scheme().name).name) == {}


@pytest.mark.parametrize("role", ["Awards Assessor", "Nominating Unit", "Employee"])
def test_for_staff_and_auditors(scoring: Scoring, role: str) -> None:
	with acting(make_user(role)), pytest.raises(frappe.PermissionError):
		feedback_board(scoring.season)


def test_as_many_queries_for_many(season: tuple[Scoring, dict[str, str]]) -> None:
	scoring, people = season
	make_requests(scoring.nominees[0], people)
	with acting(scoring.secretariat):
		few = queries_of(lambda: feedback_board(scoring.season))
	for _ in range(3):
		make_feedback(
			scoring.season, dict.fromkeys(scoring.nominees, 70), [make_employee().name for _ in range(3)]
		)
	with acting(scoring.secretariat):
		assert queries_of(lambda: feedback_board(scoring.season)) == few
