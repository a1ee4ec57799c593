"""Contributors answer: saved as one goes, submitted once, and what is refused with nothing lost."""

from __future__ import annotations

import json
from typing import Any

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.demo.calling import post
from ntb_awards.gateway.feedback_answers import COMMENT_LENGTH, answers_of
from ntb_awards.gateway.feedback_links import issue
from ntb_awards.gateway.feedback_requests import return_answers, withdraw
from tests.site.builders import make_user
from tests.site.builders_feedback import (
	ANSWERS,
	answer,
	full_answers,
	make_feedback_season,
	make_requests,
	open_window,
	save,
	set_of,
)
from tests.site.builders_scoring import Scoring, decide
from tests.site.conftest import acting

GATE = "fgd"


@pytest.fixture
def season() -> tuple[Scoring, dict[str, str]]:
	return make_feedback_season()


@pytest.fixture
def scoring(season: tuple[Scoring, dict[str, str]]) -> Scoring:
	return season[0]


@pytest.fixture
def people(season: tuple[Scoring, dict[str, str]]) -> dict[str, str]:
	return season[1]


@pytest.fixture
def requests(scoring: Scoring, people: dict[str, str]) -> dict[str, Document]:
	return make_requests(scoring.nominees[0], people)


@pytest.fixture
def request_(requests: dict[str, Document]) -> Document:
	return requests["superior"]


@pytest.fixture
def key(request_: Document) -> str:
	return issue(request_.contributor)


def status(request: Document) -> str:
	return frappe.db.get_value("Feedback Request", request.name, "status")


def stored(request: Document) -> dict[str, Any]:
	return answers_of([request.as_dict()])[request.name]


def test_saved_then_submitted(request_: Document, key: str) -> None:
	"""Seven values from 1 to 5, weights 14 × 5 + 15 × 2 = 100: all 4 give 4 ÷ 5 × 100 = 80."""
	half = dict(list(full_answers(request_).items())[:3])
	assert save(request_, half, key, comment=" Baik ") == {"status": "Pending", "saved": 3}
	assert stored(request_) == {"answers": half, "comment": "Baik", "docstatus": 0, "invalid_because": None}
	assert set_of(request_).value is None
	assert answer(request_, "4", key)["status"] == "Submitted"
	assert status(request_) == "Submitted"
	sheet = set_of(request_)
	assert (sheet.value, sheet.docstatus, sheet.relation) == ("80.0000", 1, "superior")
	assert json.loads(sheet.answers) == full_answers(request_, "4")


def test_a_comma_is_read_as_people_write_it(request_: Document, key: str) -> None:
	"""14 × 2.5 ÷ 5 + 86 × 5 ÷ 5 = 7 + 86"""
	answer(request_, {**full_answers(request_, "5"), "akuntabel": "2,5"}, key)
	assert set_of(request_).value == "93.0000"


@pytest.mark.parametrize("raw", ["0", "5.1", "x", "nan", "-1", "1e400", "9" * 5000, "3.0000001"])
def test_an_answer_off_the_scale(request_: Document, key: str, raw: str) -> None:
	save(request_, {"akuntabel": "3"}, key)
	for send in (save, answer):
		args = (request_, {**full_answers(request_), "akuntabel": raw}, key)
		with pytest.raises(frappe.ValidationError, match="Akuntabel"):
			send(*args)
	assert stored(request_)["answers"] == {"akuntabel": "3"}, "what was saved before stays"
	assert status(request_) == "Pending"


@pytest.mark.parametrize("answers", [{"tampan": "5"}, "[1]", "{", {"akuntabel": {"$gt": ""}}, "null"])
def test_what_is_no_form(request_: Document, key: str, answers: Any) -> None:
	for endpoint in ("save_answers", "submit_answers"):
		with pytest.raises(frappe.ValidationError):
			post(ANSWERS + endpoint, {"request": request_.name, "answers": answers, "key": key})
	assert not answers_of([request_.as_dict()])


def test_submission_needs_every_answer(request_: Document, key: str) -> None:
	with pytest.raises(frappe.ValidationError, match="Harmonis"):
		answer(request_, {"akuntabel": "4"}, key)
	assert not answers_of([request_.as_dict()]) and status(request_) == "Pending"


def test_a_second_submission(request_: Document, key: str) -> None:
	answer(request_, "4", key)
	for send in (lambda: answer(request_, "5", key), lambda: save(request_, {"akuntabel": "1"}, key)):
		with pytest.raises(frappe.ValidationError, match="submitted"):
			send()
	assert json.loads(set_of(request_).answers) == full_answers(request_, "4")


def test_a_comment_too_long(request_: Document, key: str) -> None:
	with pytest.raises(frappe.ValidationError, match=str(COMMENT_LENGTH)):
		answer(request_, "4", key, comment="x" * (COMMENT_LENGTH + 1))
	assert not answers_of([request_.as_dict()])


def test_somebody_elses_request(requests: dict[str, Document], key: str) -> None:
	"""Refused in the same words as one that does not exist."""
	told = []
	for name in (requests["peer"].name, "no-such-request", ""):
		with pytest.raises(frappe.PermissionError) as refused:
			post(ANSWERS + "save_answers", {"request": name, "answers": {}, "key": key})
		told.append(str(refused.value))
	assert len(set(told)) == 1


def test_the_own_account(scoring: Scoring, people: dict[str, str], requests: dict[str, Document]) -> None:
	user = make_user("Employee")
	frappe.db.set_value("Employee", people["superior"], "user_id", user)
	values = {"request": requests["superior"].name, "answers": full_answers(requests["superior"])}
	for other in ("Guest", make_user("Employee"), scoring.secretariat, scoring.assessors[0]):
		with pytest.raises((frappe.PermissionError, frappe.AuthenticationError)):
			post(ANSWERS + "submit_answers", values, other)
	assert post(ANSWERS + "submit_answers", values, user)["status"] == "Submitted"
	assert set_of(requests["superior"]).owner == "Administrator"


def test_after_the_deadline(scoring: Scoring, request_: Document, key: str) -> None:
	save(request_, {"akuntabel": "3"}, key)
	open_window(scoring.season, closes="2020-02-01 23:59:00")
	with pytest.raises(frappe.ValidationError, match="2020"):
		answer(request_, "4", key)
	assert stored(request_)["answers"] == {"akuntabel": "3"}


def test_a_contributor_who_left(people: dict[str, str], request_: Document, key: str) -> None:
	frappe.db.set_value("Employee", people["nominee"], "reports_to", people["peer"])
	with pytest.raises(frappe.ValidationError, match="no longer"):
		answer(request_, "4", key)
	assert save(request_, {"akuntabel": "3"}, key)["saved"] == 1, "nothing is lost"


def test_once_the_gate_is_decided(scoring: Scoring, request_: Document, key: str) -> None:
	decide(scoring, GATE)
	with pytest.raises(frappe.ValidationError, match="BA-UJI-0001"):
		answer(request_, "4", key)


def test_a_nominee_who_is_out(scoring: Scoring, request_: Document, key: str) -> None:
	frappe.db.set_value("Nomination", scoring.nominees[0], "workflow_state", "Withdrawn")
	with pytest.raises(frappe.ValidationError, match="no longer in the selection"):
		answer(request_, "4", key)


def test_returned_and_answered_again(scoring: Scoring, request_: Document, key: str) -> None:
	"""Both versions stay; only the new one counts."""
	answer(request_, "4", key)
	first = set_of(request_)
	with acting(scoring.secretariat):
		return_answers(request_.name, "Kontributor salah memilih nilai")
	assert frappe.db.get_value("Assessment 360", first.name, "docstatus") == 2
	request_.reload()
	assert (request_.status, request_.round) == ("Returned", 2)
	assert stored(request_)["answers"] == full_answers(request_, "4"), "the former answers are shown again"
	answer(request_, "5")
	assert set_of(request_).amended_from == first.name
	counting = {"nomination": request_.nomination, "docstatus": 1}
	sets = frappe.get_all("Assessment 360", counting, pluck="value", order_by="name")
	assert sets == ["100.0000"]


def test_returned_after_the_window_needs_an_end(scoring: Scoring, request_: Document, key: str) -> None:
	answer(request_, "4", key)
	open_window(scoring.season, closes="2020-02-01 23:59:00")
	with acting(scoring.secretariat):
		with pytest.raises(frappe.ValidationError, match="later end"):
			return_answers(request_.name, "Kontributor salah memilih nilai")
		return_answers(request_.name, "Kontributor salah memilih nilai", until="2099-01-01 12:00:00")
	answer(request_, "5")
	assert status(request_) == "Submitted"


def test_withdrawn(scoring: Scoring, requests: dict[str, Document], key: str) -> None:
	request = requests["superior"]
	answer(request, "4", key)
	with acting(scoring.secretariat):
		with pytest.raises(frappe.MandatoryError):
			withdraw(request.name, " ")
		withdraw(request.name, "Ternyata bukan atasan langsung")
	assert set_of(request).docstatus == 2
	with pytest.raises(frappe.ValidationError, match="not asked for"):
		answer(request, "4")


@pytest.mark.parametrize("role", ["Awards Assessor", "Nominating Unit", "Awards Auditor", "Employee"])
def test_only_the_secretariat_moves_requests(request_: Document, key: str, role: str) -> None:
	answer(request_, "4", key)
	with acting(make_user(role)):
		for act in (withdraw, return_answers):
			with pytest.raises(frappe.PermissionError):
				act(request_.name, "Alasan yang cukup panjang")
