"""The secretariat decides which responses of citizens reach the panel; nobody writes them by another door."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import frappe
import pytest
from frappe.client import bulk_update, set_value

from ntb_awards.gateway.public_moderation import approve, reject
from tests.site.builders import make_user
from tests.site.builders_responses import (
	SITI,
	forget_letters,
	make_asking_season,
	make_response,
)
from tests.site.builders_results import make_panel

DOCTYPE = "Public Response"


@pytest.fixture
def public(site: str) -> tuple[str, list[str]]:
	forget_letters()
	return make_asking_season()


@pytest.fixture
def nominations(public: tuple[str, list[str]]) -> list[str]:
	return public[1]


@pytest.fixture
def secretariat(site: str) -> str:
	return make_user("Awards Secretariat")


def status_of(name: str) -> str:
	return frappe.db.get_value(DOCTYPE, name, "status")


# Decisions


def test_approved_and_rejected(nominations: list[str], secretariat: str, as_user: Callable) -> None:
	names = [make_response(nominations[0], status="Pending") for _one in range(3)]
	with as_user(secretariat):
		assert approve(names[:2])["changed"] == 2
		assert reject(names[2:], " Menyebut nama orang lain. ")["changed"] == 1
	assert [status_of(name) for name in names] == ["Approved", "Approved", "Rejected"]
	doc = frappe.get_doc(DOCTYPE, names[2])
	assert (doc.moderation_reason, doc.moderated_by) == ("Menyebut nama orang lain.", secretariat)
	assert doc.moderated_at
	with as_user(secretariat):
		approve(names[2:])
		reject(names[:1], "Salah setuju.")
	assert (status_of(names[2]), frappe.db.get_value(DOCTYPE, names[2], "moderation_reason")) == (
		"Approved",
		None,
	)
	assert status_of(names[0]) == "Rejected"


def test_twice_is_once(nominations: list[str], secretariat: str, as_user: Callable) -> None:
	name = make_response(nominations[0], status="Pending")
	with as_user(secretariat):
		approve([name, name])
		before = frappe.get_doc(DOCTYPE, name).as_dict()
		assert approve([name])["changed"] == 0
	assert frappe.get_doc(DOCTYPE, name).as_dict() == before


def test_every_decision_is_kept(nominations: list[str], secretariat: str, as_user: Callable) -> None:
	name = make_response(nominations[0], status="Pending")
	with as_user(secretariat):
		reject([name], "Kasar.")
		approve([name])
	versions = frappe.get_all("Version", {"docname": name}, ["owner", "data"], order_by="creation")
	assert [row.owner for row in versions] == [secretariat] * 2
	assert "Kasar." in versions[0].data and "Rejected" in versions[1].data


@pytest.mark.parametrize(
	"role", ["Awards Assessor", "Awards Auditor", "Nominating Unit", "Employee", "Guest"]
)
def test_by_the_secretariat_alone(nominations: list[str], as_user: Callable, role: str) -> None:
	name = make_response(nominations[0], status="Pending")
	user = "Guest" if role == "Guest" else make_user(role)
	season = frappe.db.get_value("Nomination", nominations[0], "season")
	make_panel(season, [user] if role == "Awards Assessor" else [make_user("Awards Assessor")])
	with as_user(user):
		for decide in (lambda: approve([name]), lambda: reject([name], "Tidak.")):
			with pytest.raises(frappe.PermissionError):
				decide()
	assert status_of(name) == "Pending"


def test_all_or_none(nominations: list[str], secretariat: str, as_user: Callable) -> None:
	good = make_response(nominations[0], status="Pending")
	unconfirmed = make_response(nominations[0], status="Unconfirmed")
	own = enter(nominations[0])
	for wrong, sentence in ((unconfirmed, "Not confirmed"), (own, "Not from a citizen")):
		with as_user(secretariat), pytest.raises(frappe.ValidationError, match=sentence):
			approve([good, wrong])
		assert status_of(good) == "Pending" and status_of(unconfirmed) == "Unconfirmed"


@pytest.mark.parametrize("reason", ["", "  ", "<script>x</script>", "x" * 1001])
def test_a_reason_in_words(nominations: list[str], secretariat: str, as_user: Callable, reason: str) -> None:
	name = make_response(nominations[0], status="Pending")
	with as_user(secretariat), pytest.raises(frappe.ValidationError):
		reject([name], reason)
	assert status_of(name) == "Pending"


# Other doors


FORGED: dict[str, Any] = {
	"status": "Approved",
	"answers": '{"kredibilitas": "5"}',
	"response": "Luar biasa!",
	"channel": "Letter",
	"stage": "determination",
	"received_on": "2025-11-01",
	"respondent_name": "Orang Lain",
	"respondent_email": "lain@warga.example",
	"moderated_by": "Administrator",
	"moderation_reason": "Ditulis dari luar",
	"unusual": "Tidak ada",
	"confirmed_at": "2025-11-01 10:00:00",
	"submitted_at": "2025-11-01 10:00:00",
	"address_key": "x",
	"network_key": "x",
	"mail_problem": "x",
	"language": "xx",
	"source_url": "https://lain.example",
}


@pytest.mark.parametrize("door", ["save", "set_value", "bulk"])
def test_nothing_is_forged(nominations: list[str], secretariat: str, as_user: Callable, door: str) -> None:
	name = make_response(nominations[0], SITI, "Pending", respondent_name="Siti")
	before = {field: frappe.db.get_value(DOCTYPE, name, field) for field in FORGED}
	with as_user(secretariat):
		if door == "save":
			doc = frappe.get_doc(DOCTYPE, name)
			doc.update({**FORGED, "followed_up": 1, "follow_up_note": "Dibalas."})
			doc.save()
		elif door == "set_value":
			for field, value in FORGED.items():
				set_value(DOCTYPE, name, field, value)
		else:
			change = {"doctype": DOCTYPE, "docname": name, **FORGED}
			assert not bulk_update(json.dumps([change]))["failed_docs"]
	assert {field: frappe.db.get_value(DOCTYPE, name, field) for field in FORGED} == before
	if door == "save":
		assert frappe.db.get_value(DOCTYPE, name, "follow_up_note") == "Dibalas."


def enter(nomination: str, **fields: Any) -> str:
	"""What the secretariat enters from another channel."""
	doc = frappe.new_doc(DOCTYPE)
	values = {
		"nomination": nomination,
		"received_on": "2025-11-26",
		"channel": "Letter",
		"tone": "Supportive",
	}
	doc.update({**values, "response": "Mendukung.", **fields})
	return doc.insert().name


def test_entries_of_the_secretariat(nominations: list[str], secretariat: str, as_user: Callable) -> None:
	with as_user(secretariat):
		name = enter(nominations[0], status="Rejected", address_key="x", stage="public_test")
		assert (status_of(name), frappe.db.get_value(DOCTYPE, name, "address_key")) == ("Approved", None)
		doc = frappe.get_doc(DOCTYPE, name)
		doc.update({"response": "Sangat mendukung.", "status": "Pending"})
		doc.save()
		assert (doc.response, doc.status) == ("Sangat mendukung.", "Approved")
		with pytest.raises(frappe.MandatoryError):
			enter(nominations[0], response=" ")


def test_nobody_enters_as_a_citizen(nominations: list[str], secretariat: str, as_user: Callable) -> None:
	with as_user(secretariat):
		with pytest.raises(frappe.ValidationError, match="come from citizens"):
			enter(nominations[0], channel="Public Page")
		doc = frappe.get_doc(DOCTYPE, enter(nominations[0]))
		doc.channel = "Public Page"
		with pytest.raises(frappe.ValidationError, match="come from citizens"):
			doc.save()


def test_what_only_staff_and_auditors_see(
	public: tuple[str, list[str]], secretariat: str, as_user: Callable
) -> None:
	season, nominations = public
	assessor = make_user("Awards Assessor")
	make_panel(season, [assessor])
	name = make_response(nominations[0], SITI, "Approved", respondent_name="Siti Rahma")
	hidden = make_response(nominations[0], status="Pending")
	for user, sees in ((secretariat, True), (make_user("Awards Auditor"), True), (assessor, False)):
		with as_user(user):
			doc = frappe.get_doc(DOCTYPE, name)
			doc.check_permission("read")
			doc.apply_fieldlevel_read_permissions()
			found = (doc.get("respondent_name"), doc.get("respondent_email"), bool(doc.get("submitted_at")))
			assert found == (("Siti Rahma", SITI, True) if sees else (None, None, False)), user
			assert (hidden in frappe.get_list(DOCTYPE, pluck="name", order_by="name")) == sees
	with as_user(assessor), pytest.raises(frappe.PermissionError):
		frappe.get_doc(DOCTYPE, hidden).check_permission("read")


def test_of_a_nominee_who_withdrew(nominations: list[str], secretariat: str, as_user: Callable) -> None:
	name = make_response(nominations[0], status="Pending")
	frappe.db.set_value("Nomination", nominations[0], {"workflow_state": "Withdrawn", "outcome": "Withdrawn"})
	with as_user(secretariat):
		assert reject([name], "Calon mengundurkan diri.")["changed"] == 1
