"""Verifying 360° answers: by the season's verifiers alone, without learning who gave them unless they ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import frappe
import pytest
from frappe.model.document import Document
from frappe.utils import now_datetime

from ntb_awards.gateway.feedback_answers import answers_of
from ntb_awards.gateway.feedback_requests import withdraw
from ntb_awards.gateway.feedback_secrecy import stamp
from ntb_awards.gateway.feedback_sets import contents
from ntb_awards.gateway.feedback_verification import mark_invalid, mark_valid, who_gave
from tests.site.builders import make_user
from tests.site.builders_feedback import (
	answer,
	full_answers,
	make_feedback_season,
	make_requests,
	name_verifiers,
	open_window,
	set_of,
	set_rule,
)
from tests.site.builders_scoring import Scoring, decide, make_conflict
from tests.site.conftest import acting

# The 360° stage is decided in the minutes of the FGD (3.b.1).
GATE = "fgd"
REASON = "Seluruh nilai sama tanpa penjelasan"


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


@pytest.fixture
def filed() -> Filed:
	scoring, people = make_feedback_season()
	set_rule(scoring.season, verify=1, verify_basis="3.b.1")
	requests = make_requests(scoring.nominees[0], people)
	for request, score in zip(requests.values(), ("4", "3", "5"), strict=True):
		answer(request, score, comment=f"Catatan {score}")
	verifier = scoring.assessors[0]
	name_verifiers(scoring.season, verifier)
	return Filed(scoring, people, requests, verifier)


def stored(name: str) -> Document:
	return frappe.get_doc("Assessment 360", name)


def test_valid(filed: Filed) -> None:
	with acting(filed.verifier):
		done = mark_valid(filed.sets)
		again = mark_valid(filed.sets)
	assert (done["marked"], again["marked"]) == (3, 0)
	for name in filed.sets:
		row = stored(name)
		assert (row.validity, row.verified_by, row.docstatus) == ("Valid", filed.verifier, 1)


def test_nothing_but_the_decision_tells_of_it(filed: Filed) -> None:
	"""Owner and times of the rows are those of all rows of the season; the requests are untouched."""
	before = {who: request.reload().as_dict() for who, request in filed.requests.items()}
	with acting(filed.verifier):
		mark_valid([filed.set_of("peer")])
		mark_invalid(filed.set_of("superior"), REASON)
	at = stamp(filed.scoring.season)
	for row in frappe.get_all("Assessment 360", {"season": filed.scoring.season}, ["*"], order_by="name"):
		assert (row.owner, row.modified_by, row.creation, row.modified, row.idx) == (
			*("Administrator", "Administrator", at, at, 0),
		)
	for who in ("peer", "second_peer"):
		assert filed.request(who).as_dict() == before[who]
	returned, former = filed.request("superior"), before["superior"]
	assert (returned.modified, returned.modified_by) == (former.modified, former.modified_by)


def test_invalid_leaves_the_result_and_is_asked_for_again(filed: Filed) -> None:
	name = filed.set_of("superior")
	with acting(filed.verifier):
		mark_invalid(name, REASON)
	row, request = stored(name), filed.request("superior")
	assert (row.docstatus, row.validity, row.validity_reason) == (2, "Invalid", REASON)
	assert (request.status, request.round) == ("Returned", 2)
	# The reason would tell the secretariat what this person had answered.
	assert not request.reason
	(told,) = answers_of([request.as_dict()]).values()
	assert (told["invalid_because"], told["answers"]) == (REASON, full_answers(request, "4"))
	answer(request, "5")
	second = set_of(request)
	assert second.name != name
	assert (second.docstatus, second.amended_from, second.validity) == (1, name, "")
	assert stored(name).answers == row.answers


def test_the_contributor_is_written_to_again(filed: Filed, monkeypatch: pytest.MonkeyPatch) -> None:
	asked: list[list[str]] = []
	monkeypatch.setattr("ntb_awards.gateway.feedback_requests.ask_again_for", asked.append)
	with acting(filed.verifier):
		mark_invalid(filed.set_of("peer"), REASON)
	assert asked == [[filed.requests["peer"].contributor]]


@pytest.mark.parametrize("reason", ["", "   "])
def test_invalid_needs_a_reason(filed: Filed, reason: str) -> None:
	with acting(filed.verifier), pytest.raises(frappe.MandatoryError):
		mark_invalid(filed.set_of("peer"), reason)
	assert stored(filed.set_of("peer")).docstatus == 1


def test_what_has_left_the_result_stays_as_it_is(filed: Filed) -> None:
	name = filed.set_of("peer")
	with acting(filed.verifier):
		mark_invalid(name, REASON)
		for action in (lambda: mark_valid([name]), lambda: mark_invalid(name, REASON)):
			with pytest.raises(frappe.ValidationError, match="Peserta 1 Uji"):
				action()
	assert filed.request("peer").round == 2


@pytest.mark.parametrize("sets", ["", "x", "{}", "[]", "5", '[{"a": 1}]', "[null]"])
def test_what_is_no_list_of_sets(filed: Filed, sets: str) -> None:
	with acting(filed.verifier), pytest.raises((frappe.ValidationError, frappe.PermissionError)):
		mark_valid(sets)


def test_all_or_none(filed: Filed) -> None:
	with acting(filed.scoring.secretariat):
		withdraw(filed.requests["peer"].name, "Pindah tugas sejak bulan lalu")
	with acting(filed.verifier), pytest.raises(frappe.ValidationError):
		mark_valid(filed.sets)
	assert not frappe.db.count("Assessment 360", {"season": filed.scoring.season, "validity": "Valid"})


def test_after_the_window_a_new_end_is_said(filed: Filed) -> None:
	open_window(filed.scoring.season, closes="2025-11-11 23:59:00")
	name = filed.set_of("peer")
	over = str(now_datetime() - timedelta(days=3))
	with acting(filed.verifier):
		for until in (None, over):
			with pytest.raises(frappe.ValidationError):
				mark_invalid(name, REASON, until)
	# Refused as a whole: the set still counts. (A request is rolled back; a call here is not.)
	later = str(now_datetime().replace(microsecond=0) + timedelta(days=3))
	frappe.db.set_value("Assessment 360", name, {"docstatus": 1, "validity": ""}, update_modified=False)
	with acting(filed.verifier):
		mark_invalid(name, REASON, later)
	assert str(filed.request("peer").answer_until) == later
	assert answer(filed.requests["peer"])["status"] == "Submitted"


def test_locked_once_the_gate_is_decided(filed: Filed) -> None:
	decide(filed.scoring, GATE)
	with acting(filed.verifier):
		for action in (
			lambda: mark_valid(filed.sets),
			lambda: mark_invalid(filed.set_of("peer"), REASON),
		):
			with pytest.raises(frappe.ValidationError, match="BA-UJI-0001"):
				action()


def test_only_where_the_rule_asks_for_it(filed: Filed) -> None:
	set_rule(filed.scoring.season, verify=0)
	with acting(filed.verifier), pytest.raises(frappe.ValidationError):
		mark_valid(filed.sets)


ROLES = (
	*("Employee", "Nominating Unit", "Awards Assessor", "Awards Secretariat", "Awards Auditor"),
	"System Manager",
)
ACTIONS: dict[str, Callable[[str], object]] = {
	"valid": lambda name: mark_valid([name]),
	"invalid": lambda name: mark_invalid(name, REASON),
	"who": lambda name: who_gave(name, REASON),
	"read": contents,
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
	"role",
	[
		"Employee",
		"Nominating Unit",
		"Awards Assessor",
		"Awards Secretariat",
		"System Manager",
		"Awards Auditor",
	],
)
def test_nobody_else(filed: Filed, action: str, role: str) -> None:
	with acting(make_user(role)), pytest.raises(frappe.PermissionError):
		ACTIONS[action](filed.set_of("peer"))


@pytest.mark.parametrize("action", ["valid", "invalid", "who"])
def test_being_administrator_makes_nobody_a_verifier(filed: Filed, action: str) -> None:
	with acting("Administrator"), pytest.raises(frappe.PermissionError):
		ACTIONS[action](filed.set_of("peer"))


@pytest.mark.parametrize("action", ["valid", "invalid", "who", "read"])
def test_a_verifier_with_a_conflict_or_about_whom_it_is(filed: Filed, action: str) -> None:
	name = filed.set_of("peer")
	make_conflict(filed.scoring, filed.verifier)
	with acting(filed.verifier), pytest.raises(frappe.PermissionError):
		ACTIONS[action](name)
	frappe.db.delete("Conflict Declaration")
	frappe.db.set_value("Employee", filed.people["nominee"], "user_id", filed.verifier)
	with acting(filed.verifier), pytest.raises(frappe.PermissionError):
		ACTIONS[action](name)


@pytest.mark.parametrize("action", ["valid", "invalid", "who"])
def test_own_answers_are_left_to_others(filed: Filed, action: str) -> None:
	frappe.db.set_value("Employee", filed.people["peer"], "user_id", filed.verifier)
	with acting(filed.verifier):
		with pytest.raises(frappe.PermissionError, match=r"yourself|sendiri"):
			ACTIONS[action](filed.set_of("peer"))
		ACTIONS[action](filed.set_of("superior"))


# Who gave a set


def test_who_gave_a_set_is_told_and_kept(filed: Filed) -> None:
	with acting(filed.verifier):
		person = who_gave(filed.set_of("superior"), REASON)
	expected = frappe.db.get_value("Employee", filed.people["superior"], "employee_name")
	assert person["full_name"] == expected
	(log,) = frappe.get_all("Feedback Disclosure", {"season": filed.scoring.season}, ["*"], order_by="name")
	assert (log.verifier, log.reason, log.assessment) == (filed.verifier, REASON, filed.set_of("superior"))
	assert (log.nomination, log.nominee_name) == (filed.scoring.nominees[0], "Peserta 1 Uji")
	# It does not say whom the verifier found.
	assert expected not in str(log) and filed.requests["superior"].contributor not in str(log)


def test_of_a_former_round_too(filed: Filed) -> None:
	name = filed.set_of("second_peer")
	with acting(filed.verifier):
		mark_invalid(name, REASON)
		person = who_gave(name, REASON)
	assert person["full_name"] == filed.requests["second_peer"].contributor_name


@pytest.mark.parametrize("reason", ["", "  ", "curiga saja"])
def test_no_name_without_a_reason_in_words(filed: Filed, reason: str) -> None:
	with acting(filed.verifier), pytest.raises(frappe.MandatoryError):
		who_gave(filed.set_of("superior"), reason)
	assert not frappe.db.count("Feedback Disclosure", {"season": filed.scoring.season})


def test_who_sees_the_requests_and_marks_invalid_is_on_record(filed: Filed) -> None:
	"""Such a verifier sees whose request is open again; others do not, and leave no entry."""
	with acting(filed.verifier):
		mark_invalid(filed.set_of("peer"), REASON)
	assert not frappe.db.count("Feedback Disclosure", {"season": filed.scoring.season})
	staff = filed.scoring.secretariat
	name_verifiers(filed.scoring.season, staff)
	with acting(staff):
		mark_invalid(filed.set_of("superior"), REASON)
	(log,) = frappe.get_all(
		"Feedback Disclosure", {"season": filed.scoring.season}, ["verifier", "reason"], order_by="name"
	)
	assert log.verifier == staff and REASON not in log.reason


def test_the_log_is_never_changed_made_or_deleted(filed: Filed) -> None:
	with acting(filed.verifier):
		who_gave(filed.set_of("superior"), REASON)
	log = frappe.get_last_doc("Feedback Disclosure")
	values = log.as_dict() | {"name": None, "flags": {"recorded_by_the_app": True}}
	for user in ("Administrator", filed.scoring.secretariat, make_user("System Manager")):
		with acting(user):
			for action in (
				lambda: log.update({"reason": "lain"}).save(ignore_permissions=True),
				lambda: frappe.delete_doc(
					"Feedback Disclosure", log.name, ignore_permissions=True, force=True
				),
				lambda: frappe.rename_doc("Feedback Disclosure", log.name, "lain", force=True),
				lambda: frappe.get_doc(values).insert(ignore_permissions=True),
				lambda: frappe.client.delete("Feedback Disclosure", log.name),
				lambda: frappe.client.set_value("Feedback Disclosure", log.name, "reason", "lain"),
			):
				with pytest.raises(frappe.PermissionError):
					action()
				log.reload()
	assert log.reason == REASON


# What the verifier reads


def test_a_set_as_it_is_read(filed: Filed) -> None:
	with acting(filed.verifier):
		found = contents(filed.set_of("superior"))
		form = frappe.get_doc("Assessment 360", filed.set_of("superior")).as_dict()
	assert {row["score"] for row in found["aspects"]} == {"4"}
	assert len(found["aspects"]) == 7
	assert all(row["title"] and row["maximum"] == "5" for row in found["aspects"])
	assert (found["verified"], found["decided"], found["needs_end"]) == (True, None, False)
	person = filed.requests["superior"]
	for text in (str(found), str(form)):
		assert (
			person.contributor not in text and person.contributor_name not in text and person.name not in text
		)


def test_drafts_are_not_read(filed: Filed) -> None:
	name = filed.set_of("peer")
	frappe.db.set_value("Assessment 360", name, "docstatus", 0)
	with acting(filed.verifier), pytest.raises(frappe.PermissionError):
		contents(name)
