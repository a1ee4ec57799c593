"""Verifying 360° answers: by the season's verifiers alone, without learning who gave them unless they ask."""

from __future__ import annotations

from collections.abc import Callable
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
	Filed,
	answer,
	full_answers,
	make_filed,
	open_window,
	set_of,
	set_rule,
)
from tests.site.builders_scoring import decide, make_conflict
from tests.site.conftest import acting

# The 360° stage is decided in the minutes of the FGD (3.b.1).
GATE = "fgd"
REASON = "Seluruh nilai sama tanpa penjelasan"


@pytest.fixture
def filed() -> Filed:
	return make_filed()


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
