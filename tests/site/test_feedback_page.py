"""What the page of the contributors is given: the own requests and answers, nothing about anybody else."""

from __future__ import annotations

import json
from typing import Any

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.demo.calling import post
from ntb_awards.gateway.feedback_links import issue
from ntb_awards.gateway.feedback_page import _steps
from ntb_awards.gateway.feedback_requests import return_answers
from ntb_awards.selection.scheme import Criterion
from tests.site.builders import make_user
from tests.site.builders_feedback import (
	answer,
	make_feedback_season,
	make_request,
	make_requests,
	open_window,
	save,
)
from tests.site.builders_scoring import Scoring
from tests.site.conftest import acting
from tests.site.queries import queries_of

OVERVIEW = "ntb_awards.gateway.feedback_page.overview"
Season = tuple[Scoring, dict[str, str], dict[str, Document]]


@pytest.fixture
def asked() -> Season:
	scoring, people = make_feedback_season()
	return scoring, people, make_requests(scoring.nominees[0], people)


def page_of(key: str, **values: Any) -> dict[str, Any]:
	return post(OVERVIEW, {"key": key, **values})


def only_request(page: dict[str, Any]) -> dict[str, Any]:
	((request,),) = [season["requests"] for season in page["seasons"]]
	return request


def test_the_own_request_with_its_form(asked: Season) -> None:
	scoring, people, requests = asked
	page = page_of(issue(requests["peer"].contributor))
	assert page["name"] == frappe.db.get_value("Employee", people["peer"], "employee_name")
	(season,) = page["seasons"]
	assert season["title"] == frappe.db.get_value("Award Season", scoring.season, "title")
	assert "2099" in season["deadline"] and "23.59 WITA" in season["deadline"]
	request = only_request(page)
	assert (request["request"], request["status"], request["open"]) == (
		requests["peer"].name,
		"Pending",
		True,
	)
	assert request["relation"] == frappe._("Peer")
	aspects = season["forms"][request["form"]]["aspects"]
	assert len(aspects) == 7
	assert all(aspect["description"] and aspect["steps"] == ["1", "2", "3", "4", "5"] for aspect in aspects)


def test_nothing_about_the_others_who_contribute(asked: Season) -> None:
	_scoring, people, requests = asked
	answer(requests["superior"], "5", comment="Sangat baik sekali.")
	text = json.dumps(page_of(issue(requests["peer"].contributor)), ensure_ascii=False)
	for other in ("superior", "second_peer"):
		name = frappe.db.get_value("Employee", people[other], "employee_name")
		assert name not in text and people[other] not in text and requests[other].name not in text
	assert "Sangat baik sekali." not in text


def test_answers_so_far_and_then_read_only(asked: Season) -> None:
	_scoring, _people, requests = asked
	key = issue(requests["peer"].contributor)
	save(requests["peer"], {"akuntabel": "3"}, key, comment="Teliti.")
	request = only_request(page_of(key))
	assert (request["answers"], request["comment"], request["open"]) == ({"akuntabel": "3"}, "Teliti.", True)
	answer(requests["peer"], "4", key=key)
	request = only_request(page_of(key))
	assert (request["status"], request["open"], request["answers"]["akuntabel"]) == ("Submitted", False, "4")


def test_returned_with_the_reason(asked: Season) -> None:
	_scoring, _people, requests = asked
	key = issue(requests["peer"].contributor)
	answer(requests["peer"], "1", key=key)
	return_answers(requests["peer"].name, "Semua nilai sama, periksa lagi.", "2100-01-15 16:00:00")
	request = only_request(page_of(key))
	assert (request["status"], request["open"]) == ("Returned", True)
	assert request["reason"] == "Semua nilai sama, periksa lagi."
	assert "16.00 WITA" in request["until"]
	assert request["answers"]["akuntabel"] == "1"


@pytest.mark.parametrize("status", ["Proposed", "Withdrawn"])
def test_who_is_not_asked_sees_no_request(asked: Season, status: str) -> None:
	_scoring, _people, requests = asked
	requests["peer"].db_set("status", status)
	assert page_of(issue(requests["peer"].contributor))["seasons"] == []


def test_nobody_is_asked_about_who_has_left_the_selection(asked: Season) -> None:
	scoring, _people, requests = asked
	frappe.db.set_value("Nomination", scoring.nominees[0], "workflow_state", "Not Advanced")
	assert page_of(issue(requests["peer"].contributor))["seasons"] == []


def test_after_the_window_an_account_reads_what_it_submitted(asked: Season) -> None:
	scoring, people, requests = asked
	user = make_user("Employee")
	frappe.db.set_value("Employee", people["peer"], "user_id", user)
	answer(requests["peer"], "4")
	open_window(scoring.season, closes="2020-02-01 12:00:00")
	page = post(OVERVIEW, {}, user=user)
	assert page["seasons"][0]["notice"]
	assert only_request(page)["answers"]["akuntabel"] == "4"


def test_the_language_noted_for_who_has_a_link(asked: Season) -> None:
	_scoring, _people, requests = asked
	frappe.db.set_value("Feedback Contributor", requests["peer"].contributor, "language", "en")
	assert page_of(issue(requests["peer"].contributor))["language"] == "en"


def test_self_descriptions_where_everybody_rates_everybody(asked: Season) -> None:
	scoring, _people, requests = asked
	frappe.db.set_value("Nomination", scoring.nominees[0], "self_description", "Mengabdi sejak 2010.")
	key = issue(requests["peer"].contributor)
	assert only_request(page_of(key))["self_description"] == ""
	scheme = frappe.db.get_value("Award Season", scoring.season, "scheme")
	frappe.db.set_value("Contributor Rule", {"scheme": scheme}, "everyone", 1)
	frappe.clear_document_cache("Contributor Rule")
	frappe.local.ntb_awards_schemes = {}
	assert only_request(page_of(key))["self_description"] == "Mengabdi sejak 2010."


def test_as_many_queries_for_many_requests(asked: Season) -> None:
	scoring, people, requests = asked
	key = issue(requests["superior"].contributor)
	one = queries_of(lambda: page_of(key))
	nominee = frappe.db.get_value("Nomination", scoring.nominees[1], "employee")
	frappe.db.set_value("Employee", nominee, "reports_to", people["superior"])
	make_request(scoring.nominees[1], people["superior"], "superior")
	assert len(page_of(key)["seasons"][0]["requests"]) == 2
	assert queries_of(lambda: page_of(key)) == one


def test_guests_without_a_key_are_told_to_log_in() -> None:
	with acting("Guest"), pytest.raises(frappe.AuthenticationError):
		post(OVERVIEW, {})


@pytest.mark.parametrize(
	("minimum", "maximum", "levels", "steps"),
	[
		("1", "5", (), 5),
		("0", "9", (), 10),
		("0", "10", (), 0),
		("0", "100", (), 0),
		("0.5", "5", (), 0),
		("1", "5", ("2.5",), 0),
	],
)
def test_buttons_for_short_scales_of_whole_numbers(
	minimum: str, maximum: str, levels: tuple[str, ...], steps: int
) -> None:
	row = Criterion(code="a", title="A", minimum=minimum, maximum=maximum, basis="1")
	assert len(_steps(row, [{"value": value} for value in levels])) == steps
