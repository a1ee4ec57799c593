"""The record of a person who is asked: from the employee, once a season, and what the app alone writes."""

from __future__ import annotations

from collections.abc import Callable

import frappe
import pytest

from ntb_awards.gateway.feedback_links import issue
from ntb_awards.gateway.feedback_secrecy import hash_of
from tests.site.builders import make_employee, make_user
from tests.site.builders_feedback import ask_about, make_contributor, open_window
from tests.site.builders_rules import refused
from tests.site.builders_scoring import ADMINISTRATION, Scoring, make_scoring
from tests.site.conftest import acting


@pytest.fixture
def scoring() -> Scoring:
	"""Two nominees, and a window for answers that is open."""
	scoring = make_scoring().at(ADMINISTRATION)
	open_window(scoring.season)
	return scoring


@pytest.fixture
def siti(scoring: Scoring) -> str:
	siti = make_contributor(scoring.season, "siti@lan-uji.example")
	ask_about(scoring.nominees[0], siti)
	return siti


OWN = {
	"asked_on": "2020-01-01 00:00:00",
	"asked_for": "x/1",
	"reminded_on": "2020-01-01 00:00:00",
	"mail_problem": "x",
	"link_hash": hash_of("x"),
	"link_issued_on": "2020-01-01 00:00:00",
	"link_revoked": 1,
}


@pytest.mark.parametrize("field", OWN)
def test_nobody_writes_what_the_app_keeps(scoring: Scoring, siti: str, field: str) -> None:
	"""A fingerprint of one's own making would be a link in somebody's name."""
	issue(siti)
	before = frappe.db.get_value("Feedback Contributor", siti, "*", as_dict=True)
	with acting(scoring.secretariat):
		frappe.client.set_value("Feedback Contributor", siti, field, OWN[field])
		values = {"doctype": "Feedback Contributor", "season": scoring.season, "full_name": "Budi"}
		made = frappe.client.insert({**values, field: OWN[field]})
	after = frappe.db.get_value("Feedback Contributor", siti, "*", as_dict=True)
	assert {name: after[name] for name in OWN if name in after} == {
		name: before[name] for name in OWN if name in before
	}
	assert not frappe.db.get_value("Feedback Contributor", made["name"], field)


def test_particulars_of_the_employee(scoring: Scoring) -> None:
	user = make_user("Employee", language="en")
	values = {"asn_post_title": "Kepala Bidang", "company_email": "kantor@ntb-awards.example"}
	employee = make_employee("Lalu Mahrup", user=user, personal_email="lalu@rumah.example", **values)
	person = frappe.get_doc(
		"Feedback Contributor", make_contributor(scoring.season, employee=employee.name, full_name="")
	)
	assert (person.full_name, person.position, person.email, person.language) == (
		"Lalu Mahrup",
		"Kepala Bidang",
		user,
		"en",
	)
	assert person.institution == employee.company
	person.email = "lain@ntb-awards.example"
	assert person.save().email == "lain@ntb-awards.example"


@pytest.mark.parametrize(
	("fields", "chosen"),
	[
		({"company_email": "k@a.example", "personal_email": "p@a.example"}, "k@a.example"),
		({"personal_email": "p@a.example"}, "p@a.example"),
		({}, None),
	],
)
def test_which_address(scoring: Scoring, fields: dict[str, str], chosen: str | None) -> None:
	contributor = make_contributor(scoring.season, employee=make_employee(**fields).name, full_name="")
	assert frappe.db.get_value("Feedback Contributor", contributor, "email") == chosen


@pytest.mark.parametrize(
	"email",
	["a@a.example, b@a.example", "a@a.example;b@a.example", "Siti <a@a.example>", "siti", "a b@c.example"],
)
def test_one_address(scoring: Scoring, email: str) -> None:
	"""A list of addresses would send one person's link to several."""
	assert email in refused(make_contributor, scoring.season, email)


def test_once_a_season(scoring: Scoring, siti: str) -> None:
	employee = make_employee().name
	make_contributor(scoring.season, employee=employee, full_name="")
	with pytest.raises(frappe.DuplicateEntryError):
		make_contributor(scoring.season, employee=employee, full_name="")
	with pytest.raises(frappe.DuplicateEntryError):
		make_contributor(scoring.season, "siti@lan-uji.example")
	make_contributor(scoring.season, "siti@lan-uji.example", full_name="Orang lain di kantor yang sama")


def test_stays_once_asked(scoring: Scoring) -> None:
	contributor = make_contributor(scoring.season, "budi@lan-uji.example")
	issue(contributor)
	refused(frappe.delete_doc, "Feedback Contributor", contributor)
	unasked = make_contributor(scoring.season, "ani@lan-uji.example", full_name="Ani")
	frappe.delete_doc("Feedback Contributor", unasked)


@pytest.mark.parametrize("roles", [("Nominating Unit",), ("Awards Assessor",), ("Employee",), ()])
def test_who_is_asked_is_for_the_secretariat(siti: str, as_user: Callable, roles: tuple[str, ...]) -> None:
	"""No list, form or count of contributors, and no link for anybody else."""
	with as_user(make_user(*roles)):
		with pytest.raises(frappe.PermissionError):
			frappe.get_list("Feedback Contributor", order_by="creation")
		with pytest.raises(frappe.PermissionError):
			frappe.client.get("Feedback Contributor", siti)
	assert issue not in frappe.whitelisted
