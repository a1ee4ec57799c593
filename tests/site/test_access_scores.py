"""Who sees score sheets, 360° answers, conflicts and minutes."""

from __future__ import annotations

from collections.abc import Callable

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.access import may_see_scores_of_others
from tests.site.builders_access import (
	OTHER_STAGE,
	STAGE,
	Season,
	grant,
	make_season,
	make_sheet,
	store,
	store_employee,
	store_user,
)

COMMITTEE = ("administrator", "secretariat", "auditor")
OUTSIDE = ("unit_user", "other_unit_user", "nominee", "stranger")


@pytest.fixture
def season() -> Season:
	return make_season()


def seen(doctype: str) -> set[str]:
	return set(frappe.get_list(doctype, pluck="name", order_by="creation", limit_page_length=0))


def sees(doc: Document) -> bool:
	"""By the form and by the list, which must agree."""
	by_form = doc.has_permission("read")
	try:
		by_list = doc.name in seen(doc.doctype)
	except frappe.PermissionError:
		by_list = False
	assert by_form is by_list
	return by_form


@pytest.mark.parametrize("who", COMMITTEE)
def test_the_committee_sees_every_sheet(season: Season, as_user: Callable, who: str) -> None:
	sheet = make_sheet(season, season.first, season.narrow)
	with as_user(getattr(season, who)):
		assert sees(sheet)
		assert not sheet.has_permission("write"), "raw scores are the assessor's own"


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_outside_sees_a_sheet(season: Season, as_user: Callable, who: str) -> None:
	sheet = make_sheet(season, season.first, season.narrow, docstatus=1)
	with as_user(getattr(season, who)):
		assert not sees(sheet)
		assert not may_see_scores_of_others(frappe.session.user, season.first.name, STAGE)


def test_the_own_sheet(season: Season, as_user: Callable) -> None:
	sheet = make_sheet(season, season.first, season.narrow)
	with as_user(season.narrow):
		assert sees(sheet)
		assert sheet.has_permission("write") and sheet.has_permission("submit")


def test_sheets_of_others_after_the_own_one(season: Season, as_user: Callable) -> None:
	theirs = make_sheet(season, season.first, season.narrow_too, docstatus=1)
	unfinished = make_sheet(season, season.first, season.wide)
	own = make_sheet(season, season.first, season.narrow)
	with as_user(season.narrow):
		assert not sees(theirs)
		assert not may_see_scores_of_others(season.narrow, season.first.name, STAGE)
	own.db_set({"docstatus": 1, "status": "Submitted"})
	with as_user(season.narrow):
		assert sees(theirs)
		assert may_see_scores_of_others(season.narrow, season.first.name, STAGE)
		assert not theirs.has_permission("write")
		assert not sees(unfinished)


def test_another_stage_or_nominee_opens_nothing(season: Season, as_user: Callable) -> None:
	make_sheet(season, season.first, season.wide, docstatus=1)
	later = make_sheet(season, season.first, season.narrow, docstatus=1, stage=OTHER_STAGE)
	other = make_sheet(season, season.second, season.narrow_too, docstatus=1)
	with as_user(season.wide):
		assert not sees(later)
		assert not sees(other)


@pytest.mark.parametrize("values", [{"status": "Recused"}, {"docstatus": 2}])
def test_a_recused_or_cancelled_sheet_opens_nothing(season: Season, as_user: Callable, values: dict) -> None:
	theirs = make_sheet(season, season.first, season.narrow_too, docstatus=1)
	make_sheet(season, season.first, season.narrow, **values)
	with as_user(season.narrow):
		assert not sees(theirs)


def test_a_conflict_declared_later_closes_again(season: Season, as_user: Callable) -> None:
	theirs = make_sheet(season, season.first, season.narrow_too, docstatus=1)
	make_sheet(season, season.first, season.narrow, docstatus=1)
	store("Conflict Declaration", nomination=season.first.name, assessor=season.narrow, season=season.season)
	with as_user(season.narrow):
		assert not sees(theirs)


def test_a_sheet_is_not_opened_or_written_for_another_assessor(season: Season, as_user: Callable) -> None:
	theirs = make_sheet(season, season.first, season.narrow_too)
	with as_user(season.narrow):
		theirs.assessor = season.narrow
		assert not theirs.has_permission("write")
		new = {"nomination": season.first.name, "season": season.season, "category": season.first.category}
		assert not frappe.new_doc("Stage Score", assessor=season.wide, **new).has_permission("create")
		assert frappe.new_doc("Stage Score", assessor=season.narrow, **new).has_permission("create")
		new["nomination"] = season.second.name
		assert not frappe.new_doc("Stage Score", assessor=season.narrow, **new).has_permission("create")


def test_nobody_sees_sheets_or_answers_about_oneself(season: Season, as_user: Callable) -> None:
	"""Whatever the role: a member of the secretariat may be nominated, too."""
	sheet = make_sheet(season, season.first, season.narrow, docstatus=1)
	answers = store("Assessment 360", nomination=season.first.name, contributor=store_employee())
	for role in ("Awards Secretariat", "Awards Auditor", "Awards Assessor"):
		grant(season.nominee, role)
		with as_user(season.nominee):
			assert not sees(sheet)
			assert not sees(answers)
			assert not may_see_scores_of_others(season.nominee, season.first.name, STAGE)


def test_answers_are_for_the_verifiers_alone(season: Season, as_user: Callable) -> None:
	"""Not for staff, and not in the desk for who gave them; nobody writes them by Frappe's own doors."""
	contributor = store_user("Employee")
	values = {"nomination": season.first.name, "season": season.season}
	answers, draft = (store("Assessment 360", docstatus=status, **values) for status in (1, 0))
	everybody = (*COMMITTEE, *OUTSIDE, "narrow", "wide")
	for user in (contributor, *(getattr(season, who) for who in everybody)):
		with as_user(user):
			assert not sees(answers), user
	verifier = store_user("Awards Assessor")
	store("Feedback Verifier", user=verifier, parent=season.season, parenttype="Award Season")
	with as_user(verifier):
		assert sees(answers) and not sees(draft)
		assert not answers.has_permission("write")
		assert not frappe.new_doc("Assessment 360", **values).has_permission("create")


def test_requests_are_for_the_committee(season: Season, as_user: Callable) -> None:
	request = store("Feedback Request", nomination=season.first.name, season=season.season)
	person = store("Feedback Contributor", season=season.season, full_name="Kontributor")
	for doc in (request, person):
		for who in COMMITTEE:
			with as_user(getattr(season, who)):
				assert sees(doc)
		for who in (*OUTSIDE, "narrow", "wide"):
			with as_user(getattr(season, who)):
				assert not sees(doc), who


def test_a_conflict_is_declared_for_oneself(season: Season, as_user: Callable) -> None:
	conflict = store("Conflict Declaration", nomination=season.first.name, assessor=season.narrow)
	for who, may in {"narrow": True, "narrow_too": False, "wide": False, "secretariat": True}.items():
		with as_user(getattr(season, who)):
			assert sees(conflict) is may, who
	for who in OUTSIDE:
		with as_user(getattr(season, who)):
			assert not sees(conflict)
	with as_user(season.narrow):
		new = {"nomination": season.first.name, "season": season.season}
		assert frappe.new_doc("Conflict Declaration", assessor=season.narrow, **new).has_permission("create")
		assert not frappe.new_doc("Conflict Declaration", assessor=season.wide, **new).has_permission(
			"create"
		)
		assert not conflict.has_permission("write")


def test_minutes_are_for_the_panel_once_submitted(season: Season, as_user: Callable) -> None:
	values = {"season": season.season, "category": season.categories[1], "stage": STAGE}
	draft, signed = store("Plenary Minutes", **values), store("Plenary Minutes", docstatus=1, **values)
	expected = (
		{"wide": True, "narrow": False} | dict.fromkeys(COMMITTEE, True) | dict.fromkeys(OUTSIDE, False)
	)
	for who, may in expected.items():
		with as_user(getattr(season, who)):
			assert sees(signed) is may, who
			assert sees(draft) is (who in COMMITTEE), who
