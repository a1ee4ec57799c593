"""360° feedback for the tests: requests, the people asked, and what they answer by the site's endpoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import frappe
from frappe.model.document import Document

from ntb_awards.demo.calling import post
from ntb_awards.gateway.contributors import feedback_stage_of
from ntb_awards.gateway.feedback_links import issue
from ntb_awards.gateway.feedback_roster import enlist
from ntb_awards.gateway.feedback_secrecy import answers_name
from ntb_awards.gateway.gates import scheme_of
from tests.site.builders import make_employee, make_user
from tests.site.builders_access import store
from tests.site.builders_scoring import ADMINISTRATION, Scoring, make_people_around, make_scoring

ANSWERS = "ntb_awards.gateway.feedback_answers."
SITI, BUDI = "siti@lan-uji.example", "budi@lan-uji.example"
RELATIONS = {"superior": "superior", "peer": "peer", "second_peer": "peer"}


def open_window(season: str, opens: str = "2020-01-01 00:00:00", closes: str = "2099-12-31 23:59:00") -> None:
	"""Contributors of the season answer at any time."""
	frappe.db.set_value("Award Season", season, {"feedback_opens_at": opens, "feedback_closes_at": closes})
	frappe.clear_document_cache("Award Season", season)


def make_feedback_season() -> tuple[Scoring, dict[str, str]]:
	"""The NTB season with two nominees and the people around the first; its window for answers is open."""
	scoring = make_scoring().at(ADMINISTRATION)
	open_window(scoring.season)
	return scoring, make_people_around(scoring.nominees[0])


def make_request(nomination: str, employee: str, relation: str, status: str = "Pending") -> Document:
	"""An Employee is asked about a nominee, as the secretariat would enter it."""
	season = frappe.db.get_value("Nomination", nomination, "season")
	doc = frappe.new_doc("Feedback Request")
	contributor = enlist(season, [employee])[employee]
	doc.update({"nomination": nomination, "contributor": contributor, "relation": relation})
	doc.insert()
	doc.db_set("status", status)
	return doc


def make_requests(nomination: str, people: dict[str, str]) -> dict[str, Document]:
	"""A superior and two peers are asked: who they are in `people` → request."""
	return {
		who: make_request(nomination, people[who], relation)
		for who, relation in RELATIONS.items()
		if who in people
	}


def full_answers(request: Document, score: str = "4") -> dict[str, str]:
	"""The same score for every aspect of the request's form."""
	stage = feedback_stage_of(request.season, request.category)
	instrument = scheme_of(request.season)[1].instrument(stage.stage.instrument)
	return {row.code: score for row in instrument.criteria_for(request.variant)}


def answer(
	request: Document, score: str | dict[str, str] = "4", key: str | None = None, **more: Any
) -> dict[str, Any]:
	"""The contributor submits through the endpoint, by a personal link (a new one unless given)."""
	answers = score if isinstance(score, dict) else full_answers(request, score)
	values = {"request": request.name, "answers": answers, "key": key or issue(request.contributor), **more}
	return post(ANSWERS + "submit_answers", values)


def save(request: Document, answers: dict[str, Any], key: str, **more: Any) -> dict[str, Any]:
	values = {"request": request.name, "answers": answers, "key": key, **more}
	return post(ANSWERS + "save_answers", values)


def set_of(request: Document) -> Document:
	"""The Assessment 360 with the answers to a request; what only the site's key can tell."""
	round_ = frappe.db.get_value("Feedback Request", request.name, "round")
	return frappe.get_doc("Assessment 360", answers_name(request.name, round_))


def set_rule(season: str, **values: Any) -> None:
	"""Change the contributor rules of a season's scheme for this test; the panel's basis goes with them."""
	scheme = frappe.db.get_value("Award Season", season, "scheme")
	frappe.db.set_value("Contributor Rule", {"scheme": scheme}, values)
	frappe.clear_document_cache("Contributor Rule")
	frappe.local.ntb_awards_schemes = {}


def name_verifiers(season: str, *users: str) -> None:
	"""Those who verify the season's answers."""
	doc = frappe.get_doc("Award Season", season)
	doc.set("feedback_verifiers", [{"user": user} for user in users])
	doc.save()


def make_contributor(season: str, email: str = "", **fields: Any) -> str:
	"""Somebody of another institution, without an account unless `employee` says so; the document's name."""
	person = frappe.new_doc("Feedback Contributor")
	person.update({"season": season, "full_name": "Dr. Siti Rahmawati", "email": email, **fields})
	return person.insert().name


def ask_about(nomination: str, contributor: str, status: str = "Pending", **fields: Any) -> str:
	"""A stored request, past the rules about who may speak about whom; its name."""
	about = ["season", "category", "employee_name"]
	season, category, nominee = frappe.db.get_value("Nomination", nomination, about)
	values = {"season": season, "category": category, "nominee_name": nominee, "relation": "peer"}
	name = frappe.db.get_value("Feedback Contributor", contributor, "full_name")
	values |= {"contributor": contributor, "contributor_name": name, "status": status, "round": 1, **fields}
	return store("Feedback Request", nomination=nomination, **values).name


@dataclass
class Filed:
	"""A season in which a superior and two peers have answered about the first nominee."""

	scoring: Scoring
	people: dict[str, str]
	requests: dict[str, Document]
	verifier: str

	def set_of(self, who: str) -> str:
		return set_of(self.requests[who]).name

	def request(self, who: str) -> Document:
		return self.requests[who].reload()

	@property
	def sets(self) -> list[str]:
		return [self.set_of(who) for who in self.requests]


def make_filed() -> Filed:
	scoring, people = make_feedback_season()
	set_rule(scoring.season, verify=1, verify_basis="3.b.1")
	requests = make_requests(scoring.nominees[0], people)
	for request, score in zip(requests.values(), ("4", "3", "5"), strict=True):
		answer(request, score, comment=f"Catatan {score}")
	verifier = scoring.assessors[0]
	name_verifiers(scoring.season, verifier)
	return Filed(scoring, people, requests, verifier)


def make_asking_season() -> Scoring:
	"""Two nominees, and a window for answers that is open."""
	scoring = make_scoring().at(ADMINISTRATION)
	open_window(scoring.season)
	return scoring


def make_siti(scoring: Scoring) -> str:
	"""Of another institution, asked about both nominees."""
	siti = make_contributor(scoring.season, SITI)
	for nominee in scoring.nominees:
		ask_about(nominee, siti)
	return siti


def of(contributor: str, field: str = "mail_problem") -> object:
	return frappe.db.get_value("Feedback Contributor", contributor, field)


def with_account(scoring: Scoring, **user: object) -> tuple[str, str]:
	"""(user, contributor) of an employee who logs in, asked about the first nominee."""
	account = make_user("Employee", **user)
	employee = make_employee(user=account)
	contributor = make_contributor(scoring.season, employee=employee.name, full_name="")
	ask_about(scoring.nominees[0], contributor)
	return account, contributor
