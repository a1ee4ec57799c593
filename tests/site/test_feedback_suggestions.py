"""Nominees suggest peers where the rule lets them; nothing tells them who is asked."""

from __future__ import annotations

from typing import Any

import frappe
import pytest

from ntb_awards.demo.calling import post
from ntb_awards.gateway.feedback_requests import confirm, withdraw
from ntb_awards.gateway.feedback_suggestions import own_suggestions
from tests.site.builders import make_employee, make_user
from tests.site.builders_access import store
from tests.site.builders_feedback import make_feedback_season, make_request, open_window
from tests.site.builders_rules import refused
from tests.site.builders_scoring import Scoring

DOOR = "ntb_awards.gateway.feedback_suggestions."
Nominee = tuple[Scoring, dict[str, str], str]


@pytest.fixture
def nominee() -> Nominee:
	"""A season whose rules take two peers and let nominees suggest them; its first nominee has an account."""
	scoring, people = make_feedback_season()
	scheme = frappe.db.get_value("Award Season", scoring.season, "scheme")
	let_suggest(scheme, 1)
	user = make_user("Employee")
	frappe.db.set_value("Employee", people["nominee"], "user_id", user)
	return scoring, people, user


def let_suggest(scheme: str, allowed: int) -> None:
	frappe.db.set_value("Contributor Rule", {"scheme": scheme}, "nominee_suggests", allowed)
	frappe.clear_document_cache("Contributor Rule")
	frappe.local.ntb_awards_schemes = {}


def name_of(employee: str) -> str:
	return frappe.db.get_value("Employee", employee, "employee_name")


def call(nominee: Nominee, method: str, **values: Any) -> Any:
	return post(DOOR + method, values, user=nominee[2])


def suggest(nominee: Nominee, who: str) -> list[dict[str, Any]]:
	scoring, people, _user = nominee
	values = {"nomination": scoring.nominees[0], "employee": people[who]}
	return call(nominee, "suggest", **values)["suggested"]


def find(nominee: Nominee, text: str) -> set[str]:
	found = call(nominee, "find_colleagues", nomination=nominee[0].nominees[0], text=text)
	return {row["employee"] for row in found}


def test_only_peers_are_found_whoever_is_asked_already(nominee: Nominee) -> None:
	scoring, people, _user = nominee
	make_request(scoring.nominees[0], people["peer"], "peer")
	found = find(nominee, "Pegawai")
	assert found == {people[who] for who in ("peer", "second_peer", "third_peer")}


@pytest.mark.parametrize("text", ["", "Pe", "P%_", "  a "])
def test_three_letters_at_least(nominee: Nominee, text: str) -> None:
	assert refused(find, nominee, text)


def test_wildcards_are_letters(nominee: Nominee) -> None:
	assert find(nominee, "Peg%wai") == set()


def test_a_suggestion_is_a_proposal_the_secretariat_decides_on(nominee: Nominee) -> None:
	(one,) = suggest(nominee, "peer")
	request = frappe.get_doc("Feedback Request", one["request"])
	assert (request.status, request.proposed_by, request.relation) == ("Proposed", "Nominee", "peer")
	assert one == {"request": request.name, "name": name_of(nominee[1]["peer"]), "withdrawable": True}
	confirm([request.name])
	assert request.reload().status == "Pending"


@pytest.mark.parametrize("decide", ["confirm", "withdraw"])
def test_what_becomes_of_it_is_not_told(nominee: Nominee, decide: str) -> None:
	(one,) = suggest(nominee, "peer")
	if decide == "confirm":
		confirm([one["request"]])
	else:
		withdraw(one["request"], "Sudah ada rekan lain.")
	(entry,) = own_suggestions(nominee[2])
	assert entry["suggested"] == [{**one, "withdrawable": False}]
	assert refused(call, nominee, "take_back", request=one["request"])


def test_it_is_the_same_for_somebody_asked_already_or_under_discipline(nominee: Nominee) -> None:
	scoring, people, _user = nominee
	make_request(scoring.nominees[0], people["peer"], "peer")
	store("Disciplinary Record", employee=people["second_peer"], kind="Disciplinary", status="Serving")
	assert len(suggest(nominee, "peer")) == 1
	assert [row["withdrawable"] for row in suggest(nominee, "second_peer")] == [True, True]


def test_taken_back_while_undecided(nominee: Nominee) -> None:
	(one,) = suggest(nominee, "peer")
	assert call(nominee, "take_back", request=one["request"]) == {"suggested": []}
	assert not frappe.db.exists("Feedback Request", one["request"])


def test_no_more_than_the_rule_takes_and_nobody_twice(nominee: Nominee) -> None:
	suggest(nominee, "peer")
	assert refused(suggest, nominee, "peer")
	rule = frappe.db.get_value("Award Category", nominee[0].category, "contributor_rule")
	most = frappe.db.get_value("Contributor Relation", {"parent": rule, "relation": "peer"}, "max_count")
	for who in ("second_peer", "third_peer")[: most - 1]:
		suggest(nominee, who)
	assert str(most) in refused(suggest, nominee, "third_peer")


@pytest.mark.parametrize("who", ["superior", "subordinate", "stranger", "nominee", "left"])
def test_nobody_but_active_peers(nominee: Nominee, who: str) -> None:
	assert refused(suggest, nominee, who)


def test_nobody_suggests_for_another(nominee: Nominee) -> None:
	scoring, people, user = nominee
	(one,) = suggest(nominee, "peer")
	other = make_user("Employee")
	make_employee(user=other)
	values = {"nomination": scoring.nominees[0], "employee": people["second_peer"]}
	for method, given in (
		("suggest", values),
		("find_colleagues", {"nomination": scoring.nominees[0], "text": "Pegawai"}),
		("take_back", {"request": one["request"]}),
	):
		for stranger in (other, "Guest"):
			with pytest.raises(frappe.PermissionError):
				post(DOOR + method, given, user=stranger)
	assert len(own_suggestions(user)[0]["suggested"]) == 1
	assert own_suggestions(other) == own_suggestions("Guest") == []


def test_a_request_of_the_rule_is_not_the_nominees_to_take_back(nominee: Nominee) -> None:
	scoring, people, _user = nominee
	request = make_request(scoring.nominees[0], people["peer"], "peer", status="Proposed")
	with pytest.raises(frappe.PermissionError):
		call(nominee, "take_back", request=request.name)


@pytest.mark.parametrize("why", ["rule", "window", "state", "season"])
def test_not_where_nothing_is_suggested(nominee: Nominee, why: str) -> None:
	scoring, _people, user = nominee
	if why == "rule":
		let_suggest(frappe.db.get_value("Award Season", scoring.season, "scheme"), 0)
	elif why == "window":
		open_window(scoring.season, closes="2020-02-01 12:00:00")
	elif why == "state":
		frappe.db.set_value("Nomination", scoring.nominees[0], "workflow_state", "Withdrawn")
	else:
		frappe.db.set_value("Award Season", scoring.season, "status", "Closed")
		frappe.clear_document_cache("Award Season", scoring.season)
	assert own_suggestions(user) == []
	assert refused(suggest, nominee, "peer")
