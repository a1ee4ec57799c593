"""Who may be asked about a nominee, whom the tree proposes, and what the rule still lacks."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.gateway.feedback_proposals import propose
from ntb_awards.gateway.feedback_requests import confirm
from ntb_awards.gateway.feedback_roster import enlist
from tests.site.builders import make_employee, make_user
from tests.site.builders_access import store
from tests.site.builders_feedback import make_feedback_season, make_request
from tests.site.builders_results import SCHEME
from tests.site.builders_scoring import Scoring, decide
from tests.site.conftest import acting


@pytest.fixture
def season() -> tuple[Scoring, dict[str, str]]:
	return make_feedback_season()


@pytest.fixture
def scoring(season: tuple[Scoring, dict[str, str]]) -> Scoring:
	return season[0]


@pytest.fixture
def people(season: tuple[Scoring, dict[str, str]]) -> dict[str, str]:
	return season[1]


@pytest.mark.parametrize(
	("who", "relation"),
	[
		("nominee", "superior"),
		("left", "peer"),
		("stranger", "peer"),
		("peer", "superior"),
		("superior", "peer"),
		# 2.b.11.b: a Pelaksana has a direct superior and two peers, no subordinates.
		("subordinate", "subordinate"),
		("subordinate", "peer"),
	],
)
def test_contributors_who_may_not(scoring: Scoring, people: dict[str, str], who: str, relation: str) -> None:
	with acting(scoring.secretariat), pytest.raises(frappe.ValidationError):
		make_request(scoring.nominees[0], people[who], relation)
	assert not frappe.db.exists("Feedback Request", {"nomination": scoring.nominees[0]})


def test_the_message_says_what_the_tree_shows(scoring: Scoring, people: dict[str, str]) -> None:
	with pytest.raises(frappe.ValidationError) as refused:
		make_request(scoring.nominees[0], people["peer"], "superior")
	name = frappe.db.get_value("Employee", people["peer"], "employee_name")
	assert name in str(refused.value) and frappe._("Peer") in str(refused.value)


def test_who_signs_the_targets_is_the_superior(scoring: Scoring, people: dict[str, str]) -> None:
	"""C.5.a.3.a: the one who signs the SKP; the tree only where nobody is named."""
	frappe.db.set_value("Employee", people["nominee"], "asn_appraiser", people["stranger"])
	with pytest.raises(frappe.ValidationError):
		make_request(scoring.nominees[0], people["superior"], "superior")
	assert make_request(scoring.nominees[0], people["stranger"], "superior").relation == "superior"


def test_under_discipline(scoring: Scoring, people: dict[str, str]) -> None:
	case = {"employee": people["peer"], "kind": "Disciplinary", "status": "Serving"}
	store("Disciplinary Record", **case)
	with pytest.raises(frappe.ValidationError, match="disciplinary"):
		make_request(scoring.nominees[0], people["peer"], "peer")


def test_on_the_panel(scoring: Scoring, people: dict[str, str]) -> None:
	frappe.db.set_value("Employee", people["peer"], "user_id", scoring.assessors[0])
	with pytest.raises(frappe.ValidationError, match="panel"):
		make_request(scoring.nominees[0], people["peer"], "peer")


def test_no_more_than_the_rule_asks_for(scoring: Scoring, people: dict[str, str]) -> None:
	"""2.b.11.b: two peers."""
	make_request(scoring.nominees[0], people["peer"], "peer")
	make_request(scoring.nominees[0], people["second_peer"], "peer")
	with pytest.raises(frappe.ValidationError, match="2"):
		make_request(scoring.nominees[0], people["third_peer"], "peer")
	with pytest.raises(frappe.ValidationError, match="already"):
		make_request(scoring.nominees[0], people["peer"], "peer")


def test_somebody_of_another_institution(scoring: Scoring) -> None:
	"""The tree cannot speak of them: the secretariat says what they are."""
	person = frappe.new_doc("Feedback Contributor")
	person.update({"season": scoring.season, "full_name": "Dr. Luar, M.Si.", "email": "luar@lain.example"})
	with acting(scoring.secretariat):
		person.insert()
		request = frappe.new_doc("Feedback Request")
		request.update(
			{"nomination": scoring.nominees[0], "contributor": person.name, "relation": "superior"}
		)
		request.insert()
	assert (request.contributor_name, request.status) == ("Dr. Luar, M.Si.", "Proposed")


def test_what_is_sent_for_the_status_is_not_looked_at(scoring: Scoring, people: dict[str, str]) -> None:
	request = frappe.new_doc("Feedback Request")
	person = enlist(scoring.season, [people["superior"]])[people["superior"]]
	forged = {"status": "Submitted", "round": 7, "proposed_by": "Nominee", "season": "LAIN"}
	request.update(
		{"nomination": scoring.nominees[0], "contributor": person, "relation": "superior", **forged}
	)
	request.insert()
	kept = (request.status, request.round, request.proposed_by, request.season)
	assert kept == ("Proposed", 1, "Secretariat", scoring.season)
	request.status = "Submitted"
	request.save()
	assert frappe.db.get_value("Feedback Request", request.name, "status") == "Proposed"


def test_proposed_from_the_tree(scoring: Scoring, people: dict[str, str]) -> None:
	"""2.b.11.b for the first: a superior and two of three peers; nobody stands around the second."""
	with acting(scoring.secretariat):
		done = propose(scoring.season)
	rows = frappe.get_all(
		"Feedback Request",
		{"season": scoring.season},
		["nomination", "relation", "status", "proposed_by", "contributor_name"],
		order_by="relation, name",
	)
	assert [row.relation for row in rows] == ["peer", "peer", "superior"]
	assert {(row.nomination, row.status, row.proposed_by) for row in rows} == {
		(scoring.nominees[0], "Proposed", "Rule")
	}
	gaps = [gap for gap in done["gaps"] if gap["nomination"] == scoring.nominees[1]]
	assert {(gap["have"], gap["need"]) for gap in gaps} == {(0, 1), (0, 2)}
	assert all(gap["nominee"] for gap in gaps)


def test_proposed_again_adds_nothing(scoring: Scoring, people: dict[str, str]) -> None:
	with acting(scoring.secretariat):
		first = propose(scoring.season)["proposed"]
		assert (first, propose(scoring.season)["proposed"]) == (3, 0)


def test_neither_the_disciplined_nor_the_panel_is_proposed(scoring: Scoring, people: dict[str, str]) -> None:
	store("Disciplinary Record", employee=people["peer"], kind="Disciplinary", status="Under Examination")
	frappe.db.set_value("Employee", people["second_peer"], "user_id", scoring.assessors[0])
	with acting(scoring.secretariat):
		done = propose(scoring.season)
	assert done["proposed"] == 2
	assert {gap["have"] for gap in done["gaps"] if gap["nomination"] == scoring.nominees[0]} == {1}


def test_where_there_is_no_staff_the_stated_relation_is_asked_instead(
	scoring: Scoring, people: dict[str, str]
) -> None:
	"""2.b.11.a asks for a subordinate; the scheme states peers for whoever has none: then two peers."""
	managers = f"{SCHEME}-administrator"
	frappe.db.set_value("Nomination", scoring.nominees[0], "category", managers)
	frappe.db.set_value("Employee", people["subordinate"], "status", "Left")
	with acting(scoring.secretariat):
		done = propose(scoring.season)
	rows = frappe.get_all(
		"Feedback Request", {"season": scoring.season}, pluck="relation", order_by="relation"
	)
	assert rows == ["peer", "peer", "superior"]
	assert not [gap for gap in done["gaps"] if gap["nomination"] == scoring.nominees[0]]


def test_with_staff_it_is_not(scoring: Scoring, people: dict[str, str]) -> None:
	frappe.db.set_value("Nomination", scoring.nominees[0], "category", f"{SCHEME}-administrator")
	with acting(scoring.secretariat):
		propose(scoring.season)
	asked = {"nomination": scoring.nominees[0]}
	rows = frappe.get_all("Feedback Request", asked, pluck="relation", order_by="relation")
	assert rows == ["peer", "subordinate", "superior"]


def test_the_load_is_spread(scoring: Scoring, people: dict[str, str]) -> None:
	"""Who is asked about one nominee already is asked last about another."""
	second = frappe.db.get_value("Nomination", scoring.nominees[1], "employee")
	frappe.db.set_value("Employee", second, "reports_to", people["superior"])
	make_employee(reports_to=people["superior"])
	with acting(scoring.secretariat):
		propose(scoring.season)
	names = frappe.get_all(
		"Feedback Request",
		{"season": scoring.season, "relation": "peer"},
		pluck="contributor",
		order_by="name",
	)
	assert len(names) == len(set(names)) == 4


def test_confirmed_by_the_secretariat_alone(scoring: Scoring, people: dict[str, str]) -> None:
	request = make_request(scoring.nominees[0], people["superior"], "superior", status="Proposed")
	for role in ("Awards Assessor", "Nominating Unit", "Awards Auditor", "Employee"):
		with acting(make_user(role)), pytest.raises(frappe.PermissionError):
			confirm([request.name])
		with acting(make_user(role)), pytest.raises(frappe.PermissionError):
			propose(scoring.season)
	with acting(scoring.secretariat):
		assert confirm([request.name])["confirmed"] == 1
		with pytest.raises(frappe.ValidationError, match="only proposals"):
			confirm([request.name])


def test_not_once_the_gate_is_decided(scoring: Scoring, people: dict[str, str]) -> None:
	decide(scoring, "fgd")
	with pytest.raises(frappe.ValidationError, match="BA-UJI-0001"):
		make_request(scoring.nominees[0], people["superior"], "superior")
	with acting(scoring.secretariat):
		assert propose(scoring.season)["proposed"] == 0


def test_only_a_proposal_is_deleted(scoring: Scoring, people: dict[str, str]) -> None:
	request = make_request(scoring.nominees[0], people["superior"], "superior")
	with acting(scoring.secretariat), pytest.raises(frappe.ValidationError, match="Withdraw"):
		frappe.delete_doc("Feedback Request", request.name)
	proposal = make_request(scoring.nominees[0], people["peer"], "peer", status="Proposed")
	with acting(scoring.secretariat):
		frappe.delete_doc("Feedback Request", proposal.name)
	assert not frappe.db.exists("Feedback Request", proposal.name)
