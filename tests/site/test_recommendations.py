"""Recommendation online: who is asked, who may decide, what a decision writes and what nobody can forge."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
import pytest
import time_machine

from ntb_awards import access
from ntb_awards.gateway import recommendations
from ntb_awards.gateway.recommendations import ask, confirm, decline
from ntb_awards.gateway.submission import problems_before_submission
from tests.site.builders import make_user
from tests.site.builders_nomination import (
	IN_WINDOW,
	RECOMMENDATION,
	act,
	category,
	make_documents,
	make_nominee,
)
from tests.site.builders_recommending import UNIT_HEAD, Scene, letters, make_scene, notices
from tests.site.builders_rules import refused


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


# ── where it is needed ────────────────────────────────────────────────────────────────────────────────


def test_needed_where_the_season_names_somebody(scene) -> None:
	doc = scene.draft()
	assert recommendations.is_needed(doc)
	assert "Ask for it" in first_problem(doc) and "Lalu Kepala" in first_problem(doc)


def test_elsewhere_the_letter_is_entered(scene) -> None:
	"""The season names heads of two units only: a third one brings its letter."""
	outside = make_nominee()
	doc = scene.draft()
	doc = frappe.copy_doc(doc)
	doc.employee = outside.name
	doc.insert()
	assert not recommendations.is_needed(doc)
	assert "Letter Number" in first_problem(doc)
	doc.update(RECOMMENDATION)
	doc.save()
	assert "Missing" in first_problem(doc)


def test_not_needed_of_those_who_cannot_log_in(scene) -> None:
	doc = scene.draft()
	frappe.db.set_value("User", scene.head, "enabled", 0)
	assert not recommendations.is_needed(doc)


def test_nobody_is_named_for_himself(scene) -> None:
	"""The head's own nomination is recommended by letter, as there is nobody else."""
	own = make_nominee(unit=scene.unit, user=make_user("Employee"))
	row = scene.season.append("recommenders", {"recommender": UNIT_HEAD, "user": own.user_id})
	row.unit = scene.unit
	scene.season.recommenders = [one for one in scene.season.recommenders if one.user != scene.head]
	scene.season.save()
	doc = frappe.copy_doc(scene.draft())
	doc.employee = own.name
	doc.insert()
	assert not recommendations.is_needed(doc)
	frappe.db.set_value("Nomination", doc.name, "recommendation_status", "Asked")
	assert not access.may_recommend(own.user_id, doc.name)


# ── asking ────────────────────────────────────────────────────────────────────────────────────────────


def test_asking_tells_the_recommender(scene, as_user) -> None:
	doc = asked(scene, as_user)
	assert stored(doc).recommendation_status == "Asked"
	(line,) = notices(scene.head)
	assert doc.employee_name in line.subject and (line.type, line.link) == ("Alert", "/rekomendasi")
	assert "7 November 2025 23.59 WITA" in line.email_content
	assert len(letters(scene.head)) == 1
	assert not notices(scene.other_head) and not notices(scene.governor)
	assert "waits for" in first_problem(doc)


def test_asking_twice_tells_once(scene, as_user) -> None:
	doc = asked(scene, as_user)
	with as_user(scene.operator):
		assert ask(doc.name)["status"] == "Asked"
	assert len(notices(scene.head)) == 1


def test_the_nominee_may_ask(scene, as_user) -> None:
	doc = scene.draft()
	with as_user(scene.nominee):
		ask(doc.name)
	assert stored(doc).recommendation_status == "Asked"


@pytest.mark.parametrize("who", ["other_head", "head", "governor"])
def test_others_may_not_ask(scene, as_user, who) -> None:
	"""They learn not even that there is such a nomination."""
	doc = scene.draft()
	with as_user(getattr(scene, who)), pytest.raises(frappe.DoesNotExistError):
		ask(doc.name)


def test_nothing_to_ask_where_a_letter_is_entered(scene) -> None:
	doc = frappe.copy_doc(scene.draft())
	doc.employee = make_nominee().name
	doc.insert()
	assert "Enter the letter" in refused(ask, doc.name)


# ── who decides ───────────────────────────────────────────────────────────────────────────────────────


def test_confirming_fills_in_the_letter(scene, as_user) -> None:
	doc = asked(scene, as_user)
	with as_user(scene.head):
		assert confirm(doc.name)["status"] == "Confirmed"
	kept = stored(doc)
	assert (kept.recommender_name, kept.recommender_position) == ("Lalu Kepala", "Kepala Dinas Uji")
	assert (str(kept.recommendation_date), kept.recommended_by) == ("2025-11-03", scene.head)
	assert str(kept.recommended_at).startswith("2025-11-03 09:0")
	assert "Missing" in first_problem(doc)
	assert [len(notices(user)) for user in (scene.nominee, scene.operator)] == [1, 1]
	assert "Lalu Kepala" in letters(scene.nominee)[0]


def test_a_recommended_nomination_is_handed_in(scene, as_user) -> None:
	doc = asked(scene, as_user)
	with as_user(scene.head):
		confirm(doc.name)
	make_documents(doc)
	with as_user(scene.operator):
		assert act(doc, "Submit Nomination").workflow_state == "Submitted"


def test_an_unrecommended_one_is_not(scene, as_user) -> None:
	doc = asked(scene, as_user)
	make_documents(doc)
	with as_user(scene.operator):
		assert "waits for" in refused(act, doc, "Submit Nomination")


@pytest.mark.parametrize("who", ["other_head", "governor", "operator", "nominee"])
@pytest.mark.parametrize("decision", [confirm, lambda name: decline(name, "Tidak")])
def test_nobody_else_decides(scene, as_user, who, decision) -> None:
	"""The head of another unit, the recommender of another category, the operator, the nominee himself."""
	doc = asked(scene, as_user)
	with as_user(getattr(scene, who)), pytest.raises(frappe.PermissionError):
		decision(doc.name)
	assert stored(doc).recommendation_status == "Asked"


def test_nor_do_staff_or_guests(scene, as_user) -> None:
	doc = asked(scene, as_user)
	for user in (make_user("Awards Secretariat"), "Guest"):
		with as_user(user), pytest.raises(frappe.PermissionError):
			confirm(doc.name)


def test_nothing_is_decided_before_it_is_asked(scene, as_user) -> None:
	doc = scene.draft()
	with as_user(scene.head), pytest.raises(frappe.PermissionError):
		confirm(doc.name)
	with as_user(scene.head):
		assert not frappe.has_permission("Nomination", "read", doc.name)


def test_what_was_put_to_the_head_can_be_read(scene, as_user) -> None:
	doc = asked(scene, as_user)
	with as_user(scene.head):
		assert frappe.has_permission("Nomination", "read", doc.name)
		assert not frappe.has_permission("Nomination", "write", doc.name)
	with as_user(scene.other_head):
		assert not frappe.has_permission("Nomination", "read", doc.name)


def test_the_governor_recommends_the_other_category(scene, as_user) -> None:
	doc = asked(scene, as_user, category=category("jpt"))
	with as_user(scene.head), pytest.raises(frappe.PermissionError):
		confirm(doc.name)
	with as_user(scene.governor):
		confirm(doc.name)
	assert stored(doc).recommender_position == "Gubernur"


# ── declining, and deciding again ─────────────────────────────────────────────────────────────────────


def test_declining_needs_a_reason(scene, as_user) -> None:
	doc = asked(scene, as_user)
	with as_user(scene.head):
		assert "Give the reason" in refused(decline, doc.name, "  ")
		assert "problems" in frappe.local.response and "reason" in frappe.local.response["problems"]
		assert "HTML" in refused(decline, doc.name, "<script>alert(1)</script>")
		assert "at most" in refused(decline, doc.name, "x" * 10_000)
	assert stored(doc).recommendation_status == "Asked"


def test_a_reason_is_told_and_asked_again(scene, as_user) -> None:
	doc = asked(scene, as_user)
	with as_user(scene.head):
		decline(doc.name, "Inovasi belum berjalan; 1 < 2 & 'SELECT * FROM x'.")
	kept = stored(doc)
	assert (kept.recommendation_status, kept.recommended_by) == ("Declined", scene.head)
	assert kept.recommendation_reason.startswith("Inovasi belum berjalan; 1 < 2")
	assert not kept.recommender_name
	for user in (scene.nominee, scene.operator):
		(line,) = notices(user)
		assert "Inovasi belum berjalan" in line.email_content and "1 &lt; 2" in line.email_content
	assert "Inovasi belum berjalan" in first_problem(doc)
	with as_user(scene.operator):
		ask(doc.name)
	assert stored(doc).recommendation_status == "Asked" and not stored(doc).recommendation_reason
	assert len(notices(scene.head)) == 2
	with as_user(scene.head):
		confirm(doc.name)
	assert stored(doc).recommendation_status == "Confirmed"


def test_the_same_decision_twice_is_one(scene, as_user) -> None:
	doc = asked(scene, as_user)
	with as_user(scene.head):
		confirm(doc.name)
		assert confirm(doc.name)["status"] == "Confirmed"
	assert len(notices(scene.nominee)) == 1


def test_another_decision_is_refused(scene, as_user) -> None:
	doc = asked(scene, as_user)
	with as_user(scene.head):
		confirm(doc.name)
		assert "already recommended" in refused(decline, doc.name, "Berubah pikiran")
	with as_user(scene.operator):
		assert "already recommended" in refused(ask, doc.name)
	assert stored(doc).recommendation_status == "Confirmed"


def test_declined_stays_until_asked_again(scene, as_user) -> None:
	doc = asked(scene, as_user)
	with as_user(scene.head):
		decline(doc.name, "Belum")
		assert "asked for again" in refused(confirm, doc.name)


def test_not_after_it_was_handed_in(scene, as_user) -> None:
	doc = asked(scene, as_user)
	frappe.db.set_value("Nomination", doc.name, "workflow_state", "Submitted")
	with as_user(scene.head):
		assert "before it is handed in" in refused(confirm, doc.name)
