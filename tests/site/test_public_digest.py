"""The panel reads what citizens said once it is approved: counted exactly, without anybody's name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import frappe
import pytest

from ntb_awards.gateway.public_digest import digest, mean_text
from tests.site.builders import make_user
from tests.site.builders_nomination import category
from tests.site.builders_responses import (
	LATER_STAGE,
	SITI,
	STAGE,
	Citizen,
	make_asking_season,
	make_response,
	text_of,
)
from tests.site.builders_results import make_panel

SECRETS = ("Siti Rahma", SITI, "0812 3456 7890")


@pytest.fixture
def public(site: str) -> tuple[str, list[str]]:
	return make_asking_season()


@pytest.fixture
def nomination(public: tuple[str, list[str]]) -> str:
	return public[1][0]


@pytest.fixture
def assessor(public: tuple[str, list[str]]) -> str:
	user = make_user("Awards Assessor")
	make_panel(public[0], [user])
	return user


def rate(nomination: str, value: str | None, **fields: Any) -> str:
	answers = {"kredibilitas": value} if value else {}
	return make_response(nomination, answers=json.dumps(answers), **{"response": "", **fields})


def of_stage(found: dict[str, Any], stage: str = STAGE) -> dict[str, Any]:
	return next(one for one in found["stages"] if one["stage"] == stage)


def test_numbers(nomination: str) -> None:
	for value in ("5", "4", "4", None):
		rate(nomination, value)
	found = of_stage(digest(nomination))
	assert found["approved"] == 4
	asked = found["questions"][0]
	assert (asked["title"], asked["answered"], asked["mean"]) == ("Kredibilitas", 3, "4.33")
	assert [(one["value"], one["count"]) for one in asked["distribution"]] == [
		("1", 0),
		("2", 0),
		("3", 0),
		("4", 2),
		("5", 1),
	]
	assert asked["distribution"][4]["label"] == "Sangat setuju"
	assert (found["questions"][1]["answered"], found["questions"][1]["mean"]) == (0, None)


@pytest.mark.parametrize(
	("given", "text"),
	[
		({}, None),
		({"1": 1}, "1.00"),
		({"4": 1, "5": 1}, "4.50"),
		# 4.005 is written 4.01: rounded half up, and no float in between.
		({"4": 199, "5": 1}, "4.01"),
		({"0.1": 1, "0.2": 1}, "0.15"),
		({"3": 10**9, "4": 10**9}, "3.50"),
	],
)
def test_means_are_exact(given: dict[str, int], text: str | None) -> None:
	assert mean_text(Counter(given)) == text


def test_only_what_is_approved(nomination: str, public: tuple[str, list[str]]) -> None:
	for status in ("Unconfirmed", "Pending", "Rejected"):
		make_response(nomination, status=status, response=f"Teks {status}")
	make_response(public[1][1], response="Tentang calon lain")
	found = digest(nomination)
	assert of_stage(found)["approved"] == 0 and of_stage(found)["texts"] == []
	make_response(nomination, response="Sabar.")
	assert [one["text"] for one in of_stage(digest(nomination))["texts"]] == ["Sabar."]


def test_without_names(nomination: str, assessor: str, as_user: Callable) -> None:
	particulars = {"respondent_name": SECRETS[0], "respondent_contact": SECRETS[2]}
	name = make_response(nomination, SITI, **particulars)
	with as_user(assessor):
		text = json.dumps(digest(nomination), default=str)
	assert name not in text and not any(secret in text for secret in SECRETS)


def test_stages_up_to_the_one_that_is_scored(nomination: str) -> None:
	make_response(nomination, stage=LATER_STAGE, response="Kemudian.")
	assert [one["stage"] for one in digest(nomination)["stages"]] == [STAGE, LATER_STAGE]
	for stage, shown in (("administration", []), (STAGE, [STAGE]), ("presentation", [STAGE])):
		assert [one["stage"] for one in digest(nomination, stage)["stages"]] == shown
	assert of_stage(digest(nomination, LATER_STAGE), LATER_STAGE)["approved"] == 1


def test_other_channels(nomination: str) -> None:
	for channel, tone in (("Letter", "Supportive"), ("Letter", ""), ("Social Media", "Critical")):
		doc = frappe.new_doc("Public Response")
		values = {"nomination": nomination, "received_on": "2025-11-26", "channel": channel, "tone": tone}
		doc.update({**values, "response": f"Lewat {channel}"})
		doc.insert()
	found = {one["channel"]: one for one in digest(nomination)["channels"]}
	assert (found["Letter"]["count"], found["Letter"]["tones"]) == (2, {"Supportive": 1, "": 1})
	assert found["Social Media"]["texts"][0]["text"] == "Lewat Social Media"
	assert of_stage(digest(nomination))["approved"] == 0


# Who may see it


def test_for_the_panel_staff_and_auditors(nomination: str, assessor: str, as_user: Callable) -> None:
	make_response(nomination)
	for user in (assessor, make_user("Awards Secretariat"), make_user("Awards Auditor")):
		with as_user(user):
			assert of_stage(digest(nomination))["approved"] == 1


def test_for_nobody_else(public: tuple[str, list[str]], nomination: str, as_user: Callable) -> None:
	make_response(nomination)
	other = make_user("Awards Assessor")
	make_panel(public[0], [other], categories=[{"category": category("fungsional")}])
	nominee = make_user("Employee", "Awards Assessor")
	employee = frappe.db.get_value("Nomination", nomination, "employee")
	frappe.db.set_value("Employee", employee, "user_id", nominee)
	for user in (other, nominee, make_user("Nominating Unit"), make_user("Employee"), "Guest"):
		with as_user(user), pytest.raises(frappe.PermissionError):
			digest(nomination)


def test_nothing_on_public_pages(public: tuple[str, list[str]], nomination: str) -> None:
	make_response(nomination, response="Kata-kata warga yang disetujui.", respondent_name=SECRETS[0])
	citizen = Citizen(public[0])
	for path in (citizen.page, f"/awards/{public[0]}", f"/awards/{public[0]}/uji-publik", "/awards"):
		html = text_of(citizen.open(path))
		assert "Kata-kata warga" not in html and SECRETS[0] not in html
