"""A later end for one nominee: who gives it, what it must keep to, who is told; counted to the second."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import frappe
import pytest
import time_machine

from ntb_awards.gateway import windows
from ntb_awards.gateway.personal_extensions import ends_of, extend
from tests.site.builders import make_user
from tests.site.builders_nomination import (
	IN_WINDOW,
	RECOMMENDATION,
	act,
	make_award_season,
	make_documents,
	make_nomination,
	make_nominee,
)
from tests.site.builders_recommending import Scene, letters, make_scene, notices, wita
from tests.site.builders_rules import refused

SUBMISSION = 2
REASON = "Sakit, dirawat di RSUD."
# Nominations are taken until 7 November 2025, 23.59 WITA.
LAST = wita(2025, 11, 7, 23, 59)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
	with time_machine.travel(IN_WINDOW, tick=True) as traveller:
		yield traveller


@pytest.fixture
def scene(clock) -> Scene:
	return make_scene()


def give(scene: Scene, until: str = "2025-11-10 12:00:00", **more: object) -> dict:
	values = {"season": scene.season.name, "employee": scene.employee, "activity_number": SUBMISSION}
	return extend(**{**values, "new_end": until, "reason": REASON, **more})


def at(clock, moment: datetime, seconds: float = 0) -> None:
	clock.move_to(moment.timestamp() + seconds, tick=False)


# ── to the second ─────────────────────────────────────────────────────────────────────────────────────


def handed_in(doc, user: str, as_user) -> str:
	"""The state after trying, or why not."""
	with as_user(user):
		try:
			return act(doc, "Submit Nomination").workflow_state
		except frappe.ValidationError as error:
			return str(error)


def ready(scene: Scene):
	doc = make_nomination(scene.season.name, scene.employee, **RECOMMENDATION)
	frappe.db.set_value("Nomination", doc.name, "recommendation_status", "Confirmed")
	make_documents(doc)
	return doc


def test_the_last_minute_belongs_to_the_window(scene, clock, as_user) -> None:
	doc = ready(scene)
	at(clock, LAST, 60)
	assert "7 November 2025 23.59 WITA" in handed_in(doc, scene.operator, as_user)
	at(clock, LAST, 59.999)
	assert handed_in(doc, scene.operator, as_user) == "Submitted"


def test_in_the_zone_of_the_season(clock, as_user) -> None:
	"""In WIB the same hour comes an hour later."""
	season = make_award_season(timezone="Asia/Jakarta")
	window = windows.submission_window(season.name)
	assert not window.is_over(wita(2025, 11, 8, 0, 59)) and window.is_over(wita(2025, 11, 8, 1, 0))
	assert windows.label(window).endswith("23.59 WIB")


@pytest.mark.parametrize(
	("seconds", "state"), [(0, "Submitted"), (59.999, "Submitted"), (60, "10 November 2025 12.00 WITA")]
)
def test_with_a_personal_extension(scene, clock, as_user, seconds, state) -> None:
	doc = ready(scene)
	give(scene)
	at(clock, wita(2025, 11, 10, 12), seconds)
	assert state in handed_in(doc, scene.operator, as_user)


def test_it_counts_for_that_nominee_alone(scene, clock, as_user) -> None:
	other = make_nominee(unit=scene.part).name
	give(scene, employee=other)
	doc = ready(scene)
	at(clock, wita(2025, 11, 8, 9))
	assert "closed on" in handed_in(doc, scene.operator, as_user)


def test_the_latest_counts(scene, clock) -> None:
	give(scene)
	give(scene, "2025-11-12 16:00:00")
	assert windows.submission_window(scene.season.name, scene.employee).closes == wita(2025, 11, 12, 16)
	assert windows.submission_window(scene.season.name).closes == LAST


# ── what it must keep to ──────────────────────────────────────────────────────────────────────────────


def test_it_says_what_it_replaces(scene) -> None:
	name = give(scene, letter_number="800/9/2025")["name"]
	doc = frappe.get_doc("Personal Extension", name)
	assert str(doc.previous_end) == "2025-11-07 23:59:00"
	assert doc.activity_title.startswith("Penyampaian usulan") and doc.employee_name
	assert str(
		frappe.get_doc("Personal Extension", give(scene, "2025-11-11 08:00:00")["name"]).previous_end
	) == ("2025-11-10 12:00:00")


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"until": "2025-11-07 23:59:00"}, "later than 7 November 2025 23.59 WITA"),
		({"until": "2025-11-01 08:00:00"}, "is over already"),
		({"reason": "   "}, "say why"),
		({"activity_number": 99}, "no activity number 99"),
	],
)
def test_what_is_refused(scene, values, message) -> None:
	assert message in refused(give, scene, **values)
	assert not frappe.db.count("Personal Extension", {"season": scene.season.name})


def test_not_in_a_closed_season(scene) -> None:
	scene.season.status = "Closed"
	scene.season.save()
	assert "is not open" in refused(give, scene)


def test_an_end_before_the_persons_own_is_refused(scene) -> None:
	give(scene)
	assert "later than 10 November 2025 12.00 WITA" in refused(give, scene, "2025-11-09 12:00:00")


@pytest.mark.parametrize("who", ["operator", "nominee", "head"])
def test_staff_alone_give_it(scene, as_user, who) -> None:
	values = {"season": scene.season.name, "employee": scene.employee, "activity_number": SUBMISSION}
	values |= {"new_end": "2025-11-10 12:00:00", "reason": REASON}
	with as_user(getattr(scene, who)):
		with pytest.raises(frappe.PermissionError):
			give(scene)
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc({"doctype": "Personal Extension", **values}).insert()
		with pytest.raises(frappe.PermissionError):
			ends_of(scene.season.name, scene.employee)
	with as_user("Guest"), pytest.raises(frappe.PermissionError):
		give(scene)


def test_the_secretariat_gives_it(scene, as_user) -> None:
	with as_user(make_user("Awards Secretariat")):
		assert "10 November 2025 12.00 WITA" in give(scene)["message"]
		until = {row["number"]: row["until"] for row in ends_of(scene.season.name, scene.employee)}
		assert until[SUBMISSION] == "10 November 2025 12.00 WITA"


def test_it_is_never_changed_nor_deleted(scene) -> None:
	name = give(scene)["name"]
	doc = frappe.get_doc("Personal Extension", name)
	doc.reason = "Lain"
	assert refused(doc.save)
	assert "stays as it was given" in refused(frappe.delete_doc, "Personal Extension", name, force=True)
	assert frappe.db.get_value("Personal Extension", name, "reason") == REASON


def test_seen_by_those_it_concerns(scene, as_user) -> None:
	name = give(scene)["name"]
	sees = {}
	for user in (scene.nominee, scene.operator, scene.other_head):
		with as_user(user):
			sees[user] = frappe.has_permission("Personal Extension", "read", name)
	assert sees == {scene.nominee: True, scene.operator: True, scene.other_head: False}


# ── who learns of it ──────────────────────────────────────────────────────────────────────────────────


def test_the_nominee_and_the_operators_are_told_once(scene) -> None:
	doc = scene.draft()
	give(scene, letter_number="800/9/2025")
	(line,) = notices(scene.nominee)
	assert line.link == f"/usulan/{doc.name}" and "10 November 2025 12.00 WITA" in line.subject
	for words in ("7 November 2025 23.59 WITA", "800/9/2025", REASON):
		assert words in line.email_content
	assert [len(letters(user)) for user in (scene.nominee, scene.operator)] == [1, 1]
	assert not notices(scene.head) and not notices(scene.other_head)


def test_it_stands_on_the_nominations_timeline(scene) -> None:
	doc = scene.draft()
	give(scene)
	comments = frappe.get_all(
		"Comment", {"reference_name": doc.name, "comment_type": "Info"}, pluck="content", order_by="creation"
	)
	assert any("10 November 2025 12.00 WITA" in text and REASON in text for text in comments)
