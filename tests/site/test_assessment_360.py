"""360° answers entered in the desk: who may contribute, what is refused, and who never sees them."""

from __future__ import annotations

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.gateway.contributors import answer_form, relation_of
from tests.site.builders import make_user
from tests.site.builders_results import SCHEME
from tests.site.builders_scoring import (
	ADMINISTRATION,
	Scoring,
	decide,
	employee_of,
	fill,
	make_people_around,
	make_scoring,
)
from tests.site.conftest import acting

# The 360° stage is decided in the minutes of the FGD (3.b.1).
GATE = "fgd"
VALUES = 7


@pytest.fixture
def season() -> Scoring:
	return make_scoring()


@pytest.fixture
def scoring(season: Scoring) -> Scoring:
	return season.at(ADMINISTRATION)


@pytest.fixture
def people(scoring: Scoring) -> dict[str, str]:
	return make_people_around(scoring.nominees[0])


def enter(
	scoring: Scoring, contributor: str, relation: str, raw: object = None, submit: bool = False
) -> Document:
	sheet = frappe.new_doc("Assessment 360")
	sheet.update({"nomination": scoring.nominees[0], "contributor": contributor, "relation": relation})
	with acting(scoring.secretariat):
		sheet.insert()
		fill(sheet, raw, "answers")
		return sheet.submit() if submit else sheet.save()


def test_entered_and_valued(scoring: Scoring, people: dict[str, str]) -> None:
	"""Seven values from 1 to 5, weights 14 × 5 + 15 × 2 = 100: all 4 give 4 ÷ 5 × 100 = 80."""
	sheet = enter(scoring, people["superior"], "superior", "4", submit=True)
	assert len(sheet.answers) == VALUES
	assert (sheet.value, sheet.season, sheet.nominee_name) == ("80.0000", scoring.season, "Peserta 1 Uji")
	other = enter(
		scoring, people["peer"], "peer", {**dict.fromkeys(codes(sheet), "5"), "akuntabel": "2,5"}, submit=True
	)
	# 14 × 2.5 ÷ 5 + 86 × 5 ÷ 5 = 7 + 86
	assert other.value == "93.0000"


def codes(sheet: Document) -> list[str]:
	return [row.criterion for row in sheet.answers]


def test_answers_outside_the_range(scoring: Scoring, people: dict[str, str]) -> None:
	sheet = enter(scoring, people["superior"], "superior")
	for raw in ("0", "5.1", "x", "nan", "-1"):
		sheet.reload()
		fill(sheet, {"akuntabel": raw}, "answers")
		with acting(scoring.secretariat), pytest.raises(frappe.ValidationError, match="Akuntabel"):
			sheet.save()


def test_submission_needs_every_answer(scoring: Scoring, people: dict[str, str]) -> None:
	with pytest.raises(frappe.ValidationError, match="Harmonis"):
		enter(scoring, people["superior"], "superior", {"akuntabel": "4"}, submit=True)


def test_contributors_who_may_not(scoring: Scoring, people: dict[str, str]) -> None:
	refused = [
		("nominee", "superior"),
		("left", "peer"),
		("stranger", "peer"),
		("peer", "superior"),
		("superior", "peer"),
	]
	# 2.b.11.b: a Pelaksana has a direct superior and two peers, no subordinates.
	refused += [("subordinate", "subordinate"), ("subordinate", "peer")]
	for who, relation in refused:
		with pytest.raises(frappe.ValidationError):
			enter(scoring, people[who], relation)


def test_the_message_says_what_the_tree_shows(scoring: Scoring, people: dict[str, str]) -> None:
	with pytest.raises(frappe.ValidationError) as refused:
		enter(scoring, people["peer"], "superior")
	name = frappe.db.get_value("Employee", people["peer"], "employee_name")
	assert name in str(refused.value) and "Peserta 1 Uji" not in str(refused.value)
	assert frappe._("Peer") in str(refused.value)


def test_no_more_than_the_rule_asks_for(scoring: Scoring, people: dict[str, str]) -> None:
	"""2.b.11.b: two peers."""
	enter(scoring, people["peer"], "peer")
	enter(scoring, people["second_peer"], "peer")
	with pytest.raises(frappe.ValidationError, match="2"):
		enter(scoring, people["third_peer"], "peer")


def test_each_contributor_once(scoring: Scoring, people: dict[str, str]) -> None:
	first = enter(scoring, people["superior"], "superior")
	with pytest.raises(frappe.ValidationError, match=first.name):
		enter(scoring, people["superior"], "superior")


def test_only_the_secretariat_enters(scoring: Scoring, people: dict[str, str]) -> None:
	for role in ("Awards Assessor", "Nominating Unit", "Awards Auditor", "Employee"):
		sheet = frappe.new_doc("Assessment 360")
		sheet.update(
			{"nomination": scoring.nominees[0], "contributor": people["superior"], "relation": "superior"}
		)
		with acting(make_user(role)), pytest.raises(frappe.PermissionError):
			sheet.insert()


def test_submitted_answers_are_fixed_and_amended_with_a_reason(
	scoring: Scoring, people: dict[str, str]
) -> None:
	sheet = enter(scoring, people["superior"], "superior", "4", submit=True)
	sheet.answers[0].raw = "5"
	with acting(scoring.secretariat):
		with pytest.raises(frappe.ValidationError):
			sheet.save()
		sheet.reload()
		sheet.cancel()
		copy = frappe.copy_doc(sheet)
		copy.amended_from = sheet.name
		with pytest.raises(frappe.MandatoryError):
			copy.insert()
		copy.amendment_reason = "Salah salin dari formulir"
		copy.insert()
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Assessment 360", sheet.name)


def test_locked_once_the_gate_is_decided(scoring: Scoring, people: dict[str, str]) -> None:
	sheet = enter(scoring, people["superior"], "superior", "4", submit=True)
	draft = enter(scoring, people["peer"], "peer", "4")
	decide(scoring, GATE)
	with acting(scoring.secretariat):
		for action in (sheet.cancel, draft.submit):
			with pytest.raises(frappe.ValidationError, match="BA-UJI-0001"):
				action()


def test_not_for_a_nomination_that_ended(scoring: Scoring, people: dict[str, str]) -> None:
	for state in ("Withdrawn", "Ineligible", "Not Advanced"):
		frappe.db.set_value("Nomination", scoring.nominees[0], "workflow_state", state)
		with pytest.raises(frappe.ValidationError):
			enter(scoring, people["superior"], "superior")


def test_ranges_and_weights_come_from_the_scheme(scoring: Scoring, people: dict[str, str]) -> None:
	sheet = enter(scoring, people["superior"], "superior", "4")
	for row in sheet.answers:
		row.update({"weight": 1, "maximum": 4})
	sheet.value = "100"
	with acting(scoring.secretariat):
		sheet.save()
	assert (sheet.value, {row.maximum for row in sheet.answers}) == ("80.0000", {5})


def test_nothing_is_seen_by_the_nominee_or_left_in_versions(scoring: Scoring, people: dict[str, str]) -> None:
	sheet = enter(scoring, people["superior"], "superior", "4", submit=True)
	user = make_user("Employee")
	frappe.db.set_value("Employee", employee_of(scoring.nominees[0]), "user_id", user)
	with acting(user):
		assert not frappe.has_permission("Assessment 360", "read", sheet.name)
		assert not visible_to_me()
		for ask in (answer_form, lambda name: relation_of(name, people["superior"])):
			with pytest.raises(frappe.PermissionError):
				ask(scoring.nominees[0])
	for trace in ("Version", "Comment"):
		field = "docname" if trace == "Version" else "reference_name"
		assert not frappe.db.count(trace, {field: sheet.name})


def visible_to_me() -> list[str]:
	"""Through the list, which a role without access may not even ask."""
	try:
		return frappe.get_list("Assessment 360", pluck="name", order_by="creation")
	except frappe.PermissionError:
		return []


def test_the_form_before_it_is_saved(scoring: Scoring, people: dict[str, str]) -> None:
	with acting(scoring.secretariat):
		form = answer_form(scoring.nominees[0])
		assert (form["employee"], form["instrument"]) == (people["nominee"], f"{SCHEME}-feedback_360")
		assert len(form["rows"]) == VALUES
		assert relation_of(scoring.nominees[0], people["second_peer"]) == "peer"
