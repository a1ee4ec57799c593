"""Who is whose superior, peer or subordinate, and which assessors the trees keep from scoring."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.hris.surroundings import Surroundings
from ntb_awards.hris.tree import conflict_between, conflicts, relation, relations
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_access import store
from tests.site.queries import queries_of


@pytest.fixture
def office() -> dict[str, str]:
	"""head → (chief → clerk, other_chief) in one unit; outsider in another."""
	unit, other = make_unit(), make_unit()
	head = make_employee(unit=unit).name
	chief = make_employee(unit=unit, reports_to=head, asn_post_type="Pengawas").name
	return {
		"head": head,
		"chief": chief,
		"other_chief": make_employee(unit=unit, reports_to=head, asn_post_type="Pengawas").name,
		"clerk": make_employee(unit=unit, reports_to=chief, asn_post_type="Pelaksana").name,
		"outsider": make_employee(unit=other, asn_post_type="Pelaksana").name,
	}


@pytest.mark.parametrize(
	("nominee", "contributor", "expected"),
	[
		("chief", "head", "superior"),
		("chief", "clerk", "subordinate"),
		("chief", "other_chief", "peer"),
		("head", "clerk", "subordinate"),
		("clerk", "head", None),
		("clerk", "other_chief", None),
		("clerk", "outsider", None),
		("chief", "chief", None),
	],
)
def test_relation(office: dict[str, str], nominee: str, contributor: str, expected: str | None) -> None:
	"""Only the direct superior is one for feedback; anybody below is a subordinate."""
	assert relation(office[nominee], office[contributor]) == expected


def test_same_unit_and_kind_of_post_makes_a_peer_under_another_superior(office: dict[str, str]) -> None:
	unit = frappe.db.get_value("Employee", office["clerk"], "department")
	clerk = make_employee(unit=unit, reports_to=office["other_chief"], asn_post_type="Pelaksana").name
	assert relation(office["clerk"], clerk) == "peer"


def test_nobody_is_related_to_an_unknown_person(office: dict[str, str]) -> None:
	assert relation("no such employee", office["clerk"]) is None
	assert relation(office["clerk"], "no such employee") is None


def test_relations_in_one_query(office: dict[str, str]) -> None:
	assert queries_of(lambda: relations(office["chief"], list(office.values()))) == 1


@pytest.mark.parametrize(
	("nominee", "why"),
	[
		("clerk", "superior of"),
		("head", "subordinate of"),
		("other_chief", "same unit"),
		("chief", "is the nominee"),
	],
)
def test_conflict(office: dict[str, str], nominee: str, why: str) -> None:
	assessor = make_user("Awards Assessor")
	frappe.db.set_value("Employee", office["chief"], "user_id", assessor)
	assert why in conflict_between(assessor, office[nominee])


def test_no_conflict(office: dict[str, str]) -> None:
	assessor = make_user("Awards Assessor")
	assert conflict_between(assessor, office["clerk"]) is None
	frappe.db.set_value("Employee", office["chief"], "user_id", assessor)
	assert conflict_between(assessor, office["outsider"]) is None


def test_a_part_of_a_unit_is_the_same_unit_and_its_sister_is_not() -> None:
	unit = make_unit(is_group=1)
	one, two = make_unit(parent_department=unit), make_unit(parent_department=unit)
	assessor = make_user("Awards Assessor")
	make_employee(unit=unit, user=assessor)
	sister = make_user("Awards Assessor")
	make_employee(unit=two, user=sister)
	nominee = make_employee(unit=one).name
	assert "same unit" in conflict_between(assessor, nominee)
	assert conflict_between(sister, nominee) is None


def test_in_a_selection_of_its_own_people_the_same_unit_is_no_conflict() -> None:
	"""A unit's own panel knows everybody; superiors and subordinates still do not score one another."""
	unit, other = make_unit(), make_unit()
	assessor = make_user("Awards Assessor")
	colleague = make_employee(unit=unit, user=assessor).name
	nominee = make_employee(unit=unit).name
	below = make_employee(unit=unit, reports_to=colleague).name
	assert conflict_between(assessor, nominee, own_unit=unit) is None
	assert "same unit" in conflict_between(assessor, nominee, own_unit=other)
	assert "superior of" in conflict_between(assessor, below, own_unit=unit)


def test_the_root_of_all_units_is_no_unit() -> None:
	root = frappe.db.get_value("Department", {"parent_department": ("is", "not set")})
	assessor = make_user("Awards Assessor")
	make_employee(unit=root, user=assessor)
	assert conflict_between(assessor, make_employee(unit=make_unit()).name) is None


def test_the_employee_named_by_the_panel_counts(office: dict[str, str]) -> None:
	assessor = make_user("Awards Assessor")
	store("Assessment Panel", members=[{"user": assessor, "employee": office["chief"]}])
	assert "superior of" in conflict_between(assessor, office["clerk"])


def test_conflicts_of_many_take_as_many_queries_as_of_one(office: dict[str, str]) -> None:
	assessors = [make_user("Awards Assessor") for _ in range(3)]
	for assessor, employee in zip(assessors, ("head", "chief", "outsider"), strict=True):
		frappe.db.set_value("Employee", office[employee], "user_id", assessor)
	one = queries_of(lambda: conflicts(assessors[:1], [office["clerk"]]))
	assert queries_of(lambda: conflicts(assessors, list(office.values()))) == one
	found = conflicts(assessors, [office["clerk"], office["outsider"]])
	assert set(found) == {
		(assessors[0], office["clerk"]),
		(assessors[1], office["clerk"]),
		(assessors[2], office["outsider"]),
	}


@pytest.mark.parametrize("peers", ["team", "unit", "organisation"])
@pytest.mark.parametrize("in_one_unit", [False, True])
def test_everybody_around_is_who_stands_in_a_relation(
	office: dict[str, str], peers: str, in_one_unit: bool
) -> None:
	"""Found without comparing everybody, but the same people; who signs the targets included."""
	frappe.db.set_value("Employee", office["clerk"], "asn_appraiser", office["outsider"])
	company, unit = frappe.db.get_value("Employee", office["head"], ["company", "department"])
	unit = unit if in_one_unit else None
	around = Surroundings(company, peers, unit)
	for person in office.values():
		one_by_one = relations(person, list(office.values()), peers, unit)
		found = {name: how for name, how in around.of(person).items() if name in office.values()}
		assert found == {name: how for name, how in one_by_one.items() if how}


def test_around_a_stranger_is_nobody(office: dict[str, str]) -> None:
	company = frappe.db.get_value("Employee", office["head"], "company")
	assert Surroundings(company).of("no-such-employee") == {}
	assert queries_of(lambda: Surroundings(company, "unit")) == 2
