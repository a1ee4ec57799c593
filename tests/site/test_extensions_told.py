"""An extension by letter reaches everybody it concerns, once; drafts are reminded of; moves are told."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
import pytest
import time_machine

from ntb_awards.gateway import season_notices
from tests.site.builders import make_unit, make_user
from tests.site.builders_access import store
from tests.site.builders_nomination import (
	IN_WINDOW,
	act,
	make_accepted,
	make_award_season,
	make_nominee,
	make_submitted,
	make_unit_user,
)
from tests.site.builders_recommending import Scene, letters, make_scene, notices, wita
from tests.site.builders_rules import refused

SUBMISSION, FIRST_STAGE = 2, 3
LETTER = {
	"letter_number": "800/77/2025",
	"letter_date": "2025-11-06",
	"reason": "Unit di pulau terluar.",
}


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
	with time_machine.travel(IN_WINDOW, tick=True) as traveller:
		yield traveller


@pytest.fixture
def scene(clock) -> Scene:
	return make_scene()


def extend(season, number: int = SUBMISSION, until: str = "2025-11-14 16:00:00", **more):
	season.reload()
	season.append("extensions", {"activity_number": number, "new_end": until, **LETTER, **more})
	return season.save()


# ── extensions ────────────────────────────────────────────────────────────────────────────────────────


def test_everybody_concerned_is_told_once(scene) -> None:
	scene.draft()
	elsewhere = make_unit_user(make_unit())
	extend(scene.season)
	everybody = (scene.operator, elsewhere, scene.nominee, scene.head, scene.other_head, scene.governor)
	assert {user: (len(notices(user)), len(letters(user))) for user in everybody} == dict.fromkeys(
		everybody, (1, 1)
	)
	links = {user: notices(user)[0].link for user in (scene.operator, scene.nominee, scene.head)}
	assert list(links.values()) == ["/usulan-unit", "/usulan", "/rekomendasi"]


def test_was_and_is_now_with_the_zone_and_the_letter(scene) -> None:
	extend(scene.season)
	(line,) = notices(scene.head)
	assert "14 November 2025 16.00 WITA" in line.subject and line.type == "Alert"
	for words in ("It was: 7 November 2025 23.59 WITA", "It is now: 14 November 2025 16.00 WITA"):
		assert words in line.email_content
	assert "800/77/2025 of 6 November 2025" in line.email_content and "pulau terluar" in line.email_content


def test_each_in_the_own_language(scene) -> None:
	frappe.db.set_value("User", scene.operator, "language", "id")
	extend(scene.season, letter_date="2025-10-06")
	assert "6 October 2025" in notices(scene.head)[0].email_content
	assert "6 Oktober 2025" in notices(scene.operator)[0].email_content
	assert "6 October 2025" in letters(scene.head)[0] and "6 Oktober 2025" in letters(scene.operator)[0]


def test_others_hear_nothing(scene) -> None:
	strangers = [make_user("Employee"), make_user("Awards Assessor"), make_user("Nominating Unit")]
	disabled = make_unit_user(scene.unit)
	frappe.db.set_value("User", disabled, "enabled", 0)
	extend(scene.season)
	assert not any(notices(user) for user in (*strangers, disabled))


def test_saving_again_tells_nobody_again(scene) -> None:
	extend(scene.season)
	scene.season.notes = "Catatan"
	scene.season.save()
	season_notices.send_extensions(scene.season.name, [scene.season.extensions[0].name])
	assert len(notices(scene.head)) == len(letters(scene.head)) == 1
	extend(scene.season, until="2025-11-20 16:00:00")
	assert "14 November 2025 16.00 WITA" in notices(scene.head)[1].email_content
	assert len(letters(scene.head)) == 2


def test_a_draft_season_has_nobody_to_tell(clock) -> None:
	user = make_unit_user(make_unit())
	season = make_award_season(status="Draft")
	extend(season)
	assert not notices(user)


def test_an_activity_of_a_stage_concerns_who_stands_there(scene, as_user) -> None:
	employee = make_nominee(unit=scene.other_unit, user=make_user("Employee"))
	at_stage = make_accepted(make_award_season().name, employee=employee.name)
	draft = scene.draft()
	season = frappe.get_doc("Award Season", at_stage.season)
	member = make_user("Awards Assessor")
	store("Assessment Panel", season=season.name, members=[{"user": member}])
	before = len(notices(employee.user_id))
	extend(season, FIRST_STAGE, "2025-11-21 16:00:00")
	assert len(notices(employee.user_id)) == before + 1 and len(notices(member)) == 1
	assert not notices(scene.operator) and not notices(scene.nominee) and draft


# ── reminders ─────────────────────────────────────────────────────────────────────────────────────────


def remind(clock, *moment: int) -> None:
	clock.move_to(wita(*moment), tick=True)
	season_notices.send_reminders()


def test_reminded_three_days_and_one_day_before(scene, clock) -> None:
	doc = scene.draft()
	counts = []
	for day in (3, 4, 5, 6, 7, 8):
		remind(clock, 2025, 11, day, 6)
		counts.append(len(letters(scene.operator)))
	assert counts == [0, 1, 1, 2, 2, 2]
	first, second = notices(scene.operator)
	assert doc.employee_name in first.email_content and "7 November 2025 23.59 WITA" in first.email_content
	assert first.subject != second.subject
	# Employees file themselves in this scheme, too.
	assert len(notices(scene.nominee)) == 2


def test_twice_a_day_is_once(scene, clock) -> None:
	scene.draft()
	remind(clock, 2025, 11, 4, 6)
	remind(clock, 2025, 11, 4, 20)
	assert len(letters(scene.operator)) == 1


def test_who_has_handed_in_is_left_alone(scene, clock) -> None:
	doc = scene.draft()
	frappe.db.set_value("Nomination", doc.name, "workflow_state", "Submitted")
	remind(clock, 2025, 11, 4, 6)
	assert not notices(scene.operator)


def test_the_own_end_of_a_nominee_counts(scene, clock) -> None:
	from ntb_awards.gateway.personal_extensions import extend as extend_for_one

	scene.draft()
	extend_for_one(scene.season.name, scene.employee, SUBMISSION, "2025-11-12 12:00:00", "Sakit")
	told = len(letters(scene.operator))
	remind(clock, 2025, 11, 4, 6)
	assert len(letters(scene.operator)) == told
	remind(clock, 2025, 11, 11, 6)
	assert "12 November 2025 12.00 WITA" in notices(scene.operator)[-1].email_content


# ── moves ─────────────────────────────────────────────────────────────────────────────────────────────


def submitted(scene: Scene):
	employee = make_nominee(unit=make_unit(), user=make_user("Employee", language="en"))
	return employee.user_id, make_submitted(scene.season.name, employee=employee.name)


def test_a_return_is_told_with_its_reason(scene, as_user) -> None:
	user, doc = submitted(scene)
	with as_user(make_user("Awards Secretariat")):
		frappe.db.set_value("Nomination", doc.name, "return_reason", "SKP 2024 belum ditandatangani.")
		act(doc, "Return for Completion")
	(line,) = notices(user)
	assert line.subject.startswith("Nomination returned") and "SKP 2024" in line.email_content
	assert line.link == f"/usulan/{doc.name}" and len(letters(user)) == 1


def test_a_withdrawal_by_staff_is_told_without_words_of_it(scene, as_user) -> None:
	user, doc = submitted(scene)
	with as_user(make_user("Awards Secretariat")):
		frappe.db.set_value("Nomination", doc.name, "withdrawal_reason", "Rahasia internal")
		act(doc, "Withdraw")
	(line,) = notices(user)
	assert line.subject.startswith("Nomination withdrawn") and "Rahasia" not in line.email_content


def test_an_own_withdrawal_is_not_told_to_oneself(scene, as_user) -> None:
	user, doc = submitted(scene)
	with as_user(user):
		frappe.db.set_value("Nomination", doc.name, "withdrawal_reason", "Pindah tugas")
		act(doc, "Withdraw")
	assert not notices(user)


def test_accepted_is_told(scene) -> None:
	employee = make_nominee(unit=make_unit(), user=make_user("Employee", language="en"))
	make_accepted(scene.season.name, employee=employee.name)
	(line,) = notices(employee.user_id)
	assert line.subject.startswith("Nomination accepted")


def test_saving_without_a_move_tells_nothing(scene) -> None:
	doc = scene.draft()
	doc.achievement = "Baru"
	doc.save()
	assert not notices(scene.nominee)


def test_without_an_account_for_mail_the_desk_tells(scene) -> None:
	"""No outgoing Email Account: no letter, no error for whoever saved, a line in the Error Log."""
	muted = frappe.conf.pop("mute_emails", None)
	frappe.local.outgoing_email_account = {}
	try:
		extend(scene.season)
	finally:
		frappe.conf.mute_emails = muted
		frappe.local.outgoing_email_account = {}
	assert len(notices(scene.head)) == 1 and not letters(scene.head)
	assert frappe.db.exists("Error Log", {"method": "Notices: no e-mail"})


def test_not_later_is_refused_and_told_to_nobody(scene) -> None:
	assert "must be later" in refused(extend, scene.season, until="2025-11-07 23:59:00")
	assert not notices(scene.head)
