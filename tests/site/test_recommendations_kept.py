"""What a recommendation has written stays: nobody forges it, and the season's list keeps to its scheme."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
import pytest
import time_machine

from ntb_awards.gateway.recommendations import ask, confirm
from ntb_awards.gateway.submission import problems_before_submission
from tests.site.builders import make_user
from tests.site.builders_nomination import IN_WINDOW, category, make_nominee
from tests.site.builders_recommending import UNIT_HEAD, Scene, make_scene
from tests.site.builders_rules import refused

FORGED = {
	"recommendation_status": "Confirmed",
	"recommended_by": "Administrator",
	"recommended_at": "2025-11-01 08:00:00",
	"recommendation_reason": "Palsu",
}


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
	with time_machine.travel(IN_WINDOW, tick=True):
		yield


@pytest.fixture
def scene() -> Scene:
	return make_scene()


def stored(doc) -> frappe._dict:
	return frappe.get_doc("Nomination", doc.name)


def first_problem(doc) -> str:
	return next(problems_before_submission(stored(doc)))


def asked(scene: Scene, as_user, **fields):
	doc = scene.draft(**fields)
	with as_user(scene.operator):
		ask(doc.name)
	return doc


# ── what nobody forges ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("field", FORGED)
def test_written_by_the_app_alone(scene, as_user, field) -> None:
	from frappe.client import set_value

	doc = scene.draft()
	for user in (scene.operator, "Administrator"):
		with as_user(user):
			set_value("Nomination", doc.name, {field: FORGED[field], "achievement": f"oleh {user}"})
		assert not stored(doc).get(field)
	new = frappe.copy_doc(doc)
	new.update({**FORGED, "employee": make_nominee(unit=scene.part).name})
	assert not new.insert().get(field)


def test_a_given_recommendation_stays_as_given(scene, as_user) -> None:
	doc = asked(scene, as_user)
	with as_user(scene.head):
		confirm(doc.name)
	again = stored(doc)
	again.update(
		{"recommender_name": "Orang Lain", "recommender_position": "Gubernur", "achievement": "Baru"}
	)
	again.save()
	kept = stored(doc)
	assert (kept.recommender_name, kept.achievement) == ("Lalu Kepala", "Baru")


@pytest.mark.parametrize("what", ["category", "employee"])
def test_another_category_or_nominee_needs_its_own(scene, as_user, what) -> None:
	doc = asked(scene, as_user)
	with as_user(scene.head):
		confirm(doc.name)
	changed = stored(doc)
	value = category("pelaksana") if what == "category" else make_nominee(unit=scene.part).name
	changed.set(what, value)
	changed.save()
	kept = stored(doc)
	assert (kept.recommendation_status or "", kept.recommended_by, kept.recommender_name) == ("", None, None)
	assert "Ask for it" in first_problem(doc)


def test_a_form_open_meanwhile_overwrites_nothing(scene, as_user) -> None:
	"""Confirming does not make the form outdated that somebody is filling in, and is not undone by it."""
	doc = asked(scene, as_user)
	form = stored(doc)
	with as_user(scene.head):
		confirm(doc.name)
	form.self_description = "Ditambah kemudian."
	form.save()
	assert stored(doc).recommendation_status == "Confirmed"
	assert stored(doc).self_description == "Ditambah kemudian."


# ── the season's list ─────────────────────────────────────────────────────────────────────────────────


def test_whoever_is_named_gets_the_role(scene) -> None:
	roles = {user: "Awards Recommender" in frappe.get_roles(user) for user in (scene.head, scene.operator)}
	assert roles == {scene.head: True, scene.operator: False}


def test_the_list_keeps_to_the_scheme(scene) -> None:
	season, head = scene.season, scene.head
	for row, message in (
		({"recommender": "camat", "user": head}, "no recommender of the scheme"),
		({"recommender": UNIT_HEAD, "unit": scene.unit, "user": head}, "2 times"),
		({"recommender": UNIT_HEAD, "user": make_user(enabled=0)}, "cannot log in"),
	):
		season.reload()
		season.append("recommenders", row)
		assert message in refused(season.save)


def test_the_desk_offers_the_codes_of_the_scheme(scene) -> None:
	from ntb_awards.gateway.recommenders import recommender_codes

	offered = {one["value"]: one["label"] for one in recommender_codes(scene.season.scheme)}
	assert list(offered) == ["governor", "unit_head"] and "Gubernur" in offered["governor"]
