"""A season whose 360° answers nine people gave, and everybody who might want to know who gave what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import frappe
from frappe.model.document import Document

from ntb_awards.demo.calling import post
from ntb_awards.gateway.feedback_asking import ask
from ntb_awards.gateway.feedback_verification import mark_invalid, mark_valid
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_access import store
from tests.site.builders_feedback import (
	ANSWERS,
	answer,
	full_answers,
	make_request,
	name_verifiers,
	open_window,
	set_of,
	set_rule,
)
from tests.site.builders_results import make_sheets
from tests.site.builders_scoring import Scoring, employee_of, make_scoring
from tests.site.conftest import acting

DOCTYPE = "Assessment 360"
PEERS = 8
# The order in which they answer is not that in which they were asked.
ORDER = (5, 2, 8, 0, 3, 7, 1, 6, 4)
SCORES = ("5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5")
REASON = "Alasan rahasia penolakan jawaban"
# Who look for what they are not to know. The last verifies answers, and has not asked for a name.
VIEWERS = ("nominee", "unit operator", "assessor", "secretariat", "System Manager", "verifier")


@dataclass
class Given:
	"""What one contributor gave, and every word by which somebody could recognise that person."""

	request: Document
	score: str
	comment: str
	identity: frozenset[str]
	sets: tuple[str, ...]

	@property
	def marks(self) -> tuple[str, ...]:
		"""What only the answers hold."""
		return (*self.sets, self.comment)


@dataclass
class Scene:
	scoring: Scoring
	given: list[Given]  # in the order in which they answered
	users: dict[str, str]

	@property
	def season(self) -> str:
		return self.scoring.season

	@property
	def nomination(self) -> str:
		return self.scoring.nominees[0]

	@property
	def some_set(self) -> str:
		return self.given[0].sets[-1]

	def leaks(self, viewer: str, text: str) -> list[str]:
		"""What of the text is secret to a viewer: any answer; to a verifier, who reads answers, any name."""
		if viewer == "verifier":
			return sorted({word for one in self.given for word in one.identity if word in text})
		secret = {mark for one in self.given for mark in one.marks} | {REASON}
		return sorted(mark for mark in secret if mark in text)


def make_scene() -> Scene:
	"""All are asked and answer through the endpoint, one by an account, the others by links. One set is found
	invalid and given again; then all are valid."""
	scoring = make_scoring(nominees=1).at("fgd")
	open_window(scoring.season)
	set_rule(scoring.season, verify=1)
	_take_many_peers(scoring.season)
	users = _users(scoring)
	requests, accounts = _ask_everybody(scoring)
	first = [_answer(requests[place], place, accounts.get(place)) for place in ORDER]
	returned = requests[ORDER[3]]
	with acting(users["verifier"]):
		mark_invalid(first[3].sets[0], REASON)
	again = _answer(returned, ORDER[3], accounts.get(ORDER[3]))
	first[3].sets = (*first[3].sets, *again.sets)
	with acting(users["verifier"]):
		mark_valid([one.sets[-1] for one in first])
	_let_through(scoring)
	make_sheets(scoring.season, "fgd", {scoring.nominees[0]: [80]}, [users["assessor"]])
	return Scene(scoring, first, users)


def _let_through(scoring: Scoring) -> None:
	"""Past the first gate: the ranking shows the stages up to the gate where a nominee stands."""
	store(
		"Plenary Minutes",
		**{"season": scoring.season, "category": scoring.category, "stage": "administration"},
		**{"held_on": "2025-11-15", "docstatus": 1, "decisions": [{"number": 1, "decision": "Advance"}]},
	)


def _take_many_peers(season: str) -> None:
	"""More than the rule asks for: of two it could be guessed who is who."""
	scheme = frappe.db.get_value("Award Season", season, "scheme")
	rules = frappe.get_all("Contributor Rule", {"scheme": scheme}, pluck="name", order_by="name")
	frappe.db.set_value("Contributor Relation", {"parent": ("in", rules)}, "max_count", 0)
	for rule in rules:
		frappe.clear_document_cache("Contributor Rule", rule)
	frappe.local.ntb_awards_schemes = {}


def _users(scoring: Scoring) -> dict[str, str]:
	unit = make_unit()
	users = {
		"nominee": make_user("Employee"),
		"unit operator": make_user("Nominating Unit"),
		"assessor": scoring.assessors[1],
		"secretariat": scoring.secretariat,
		"System Manager": make_user("System Manager"),
		"verifier": scoring.assessors[0],
	}
	make_employee(unit=unit, user=users["unit operator"])
	nominee = employee_of(scoring.nominees[0])
	frappe.db.set_value("Employee", nominee, {"user_id": users["nominee"], "department": unit})
	frappe.db.set_value("Nomination", scoring.nominees[0], "unit", unit)
	name_verifiers(scoring.season, users["verifier"])
	return users


def _ask_everybody(scoring: Scoring) -> tuple[list[Document], dict[int, str]]:
	"""The superior and the peers; the users of those with an account: place → user."""
	nomination = scoring.nominees[0]
	superior = make_employee("Kontributor Nol", user=make_user("Employee"))
	frappe.db.set_value("Employee", employee_of(nomination), "reports_to", superior.name)
	requests = [make_request(nomination, superior.name, "superior")]
	for place in range(1, PEERS + 1):
		peer = make_employee(f"Kontributor P{place}", reports_to=superior.name)
		peer.db_set("personal_email", f"kontributor{place}@contoh.example")
		requests.append(make_request(nomination, peer.name, "peer"))
	with acting(scoring.secretariat):
		ask(scoring.season)
	return requests, {0: superior.user_id}


def _answer(request: Document, place: int, user: str | None) -> Given:
	score, comment = SCORES[place], f"Catatan rahasia nomor {place}"
	if user:
		values = {"request": request.name, "answers": full_answers(request, score), "comment": comment}
		post(ANSWERS + "submit_answers", values, user=user)
	else:
		answer(request, score, comment=comment)
	return Given(request, score, comment, _identity(request), (set_of(request).name,))


def _identity(request: Document) -> frozenset[str]:
	person = frappe.get_doc("Feedback Contributor", request.contributor)
	user = frappe.db.get_value("Employee", person.employee, "user_id")
	words: list[Any] = [request.name, person.name, person.employee, person.full_name, person.email, user]
	return frozenset(word for word in words if word)
