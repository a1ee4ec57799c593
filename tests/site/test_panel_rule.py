"""Panels as the scheme asks for them, and minutes that all members sign."""

from __future__ import annotations

from typing import Any

import frappe
import pytest

from ntb_awards.ntb_awards.doctype.assessment_panel import assessment_panel as doors
from tests.site.builders import make_employee, make_user
from tests.site.builders_results import (
	make_assessors,
	make_minutes,
	make_nominees,
	make_open_season,
	make_panel,
	make_sheets,
)
from tests.site.builders_rules import make_award_scheme, make_award_season, refused

CHAIR_POST = "Kepala Dinas Uji"
GROUPS = ("Unsur Kepegawaian", "Unsur Akademis")
ELEMENTS = [
	*({"title": title, "basis": "8"} for title in GROUPS),
	{"title": "Unsur Lain", "required": False, "basis": "8.f"},
]


def make_ruled_season(**panel: Any) -> str:
	scheme = make_award_scheme(panel={"basis": "8", **panel})
	return make_award_season(scheme.name).name


def make_member(post: str = "", element: str = "", role: str = "Member") -> dict[str, Any]:
	user = make_user("Awards Assessor")
	employee = make_employee(user=user, asn_post_title=post)
	return {"user": user, "employee": employee.name, "element": element, "role": role}


def new_panel(season: str, *members: dict[str, Any]) -> Any:
	panel = frappe.new_doc("Assessment Panel")
	panel.update({"season": season, "title": "Tim", "decree_number": "1", "decree_date": "2025-10-01"})
	panel.set("members", list(members))
	return panel


def members(count: int, **chair: str) -> list[dict[str, Any]]:
	return [make_member(role="Chair", **chair), *(make_member() for _ in range(count - 1))]


def test_without_a_rule_any_panel_will_do() -> None:
	new_panel(make_award_season().name, *members(1)).insert()


@pytest.mark.parametrize(("count", "told"), [(4, "at least 5"), (11, "at most 9"), (6, "odd number")])
def test_size_is_as_the_rules_ask(count, told) -> None:
	season = make_ruled_season(min_members=5, max_members=9, odd=True)
	message = refused(new_panel(season, *members(count)).insert)
	assert told in message and f"has {count} members" in message and "(8)" in message


def test_a_panel_of_the_right_size() -> None:
	season = make_ruled_season(min_members=5, max_members=9, odd=True)
	assert len(new_panel(season, *members(7)).insert().members) == 7


def test_the_chair_holds_the_post() -> None:
	season = make_ruled_season(chair_post=CHAIR_POST)
	message = refused(new_panel(season, *members(2, post="Sekretaris")).insert)
	assert CHAIR_POST in message and "Sekretaris" in message
	new_panel(season, *members(2, post="kepala dinas uji")).insert()


def test_a_chair_without_an_employee_record_is_refused() -> None:
	season = make_ruled_season(chair_post=CHAIR_POST)
	chair = {"user": make_user("Awards Assessor"), "role": "Chair"}
	assert CHAIR_POST in refused(new_panel(season, chair).insert)


def test_required_groups_sit_on_the_panel() -> None:
	season = make_ruled_season(elements=ELEMENTS)
	message = refused(new_panel(season, *members(2)).insert)
	assert all(group in message for group in GROUPS) and "Unsur Lain" not in message
	sitting = [
		make_member(element=GROUPS[0].upper(), role="Chair"),
		make_member(element=GROUPS[1].lower()),
		make_member(element="Unsur Media"),
	]
	new_panel(season, *sitting).insert()


def test_everything_that_is_wrong_is_told_at_once() -> None:
	season = make_ruled_season(min_members=3, chair_post=CHAIR_POST, elements=ELEMENTS)
	message = refused(new_panel(season, *members(2)).insert)
	for told in ("at least 3", CHAIR_POST, *GROUPS):
		assert told in message


def test_a_later_change_is_held_to_the_rule_too() -> None:
	season = make_ruled_season(min_members=3)
	panel = new_panel(season, *members(3)).insert()
	panel.members = panel.members[:2]
	assert "at least 3" in refused(panel.save)


def test_a_panel_can_be_appointed_under_an_unfinished_scheme() -> None:
	season = make_ruled_season(min_members=2)
	scheme = frappe.get_doc("Award Scheme", frappe.db.get_value("Award Season", season, "scheme"))
	scheme.stages[0].weight = 1
	scheme.winners = 0
	scheme.save()
	new_panel(season, *members(2)).insert()


def test_groups_are_offered(as_user) -> None:
	season = make_ruled_season(elements=ELEMENTS)
	assert doors.elements(season) == [*GROUPS, "Unsur Lain"]
	assert doors.elements(make_award_season(make_award_scheme(code="lain").name).name) == []
	with as_user(make_user("Employee")), pytest.raises(frappe.PermissionError):
		doors.elements(season)


# ── minutes that all members sign ─────────────────────────────────────────────────────────────────────


@pytest.fixture
def season() -> str:
	"""A season under way whose rules have all members sign."""
	name = make_open_season()
	scheme = frappe.db.get_value("Award Season", name, "scheme")
	frappe.db.set_value("Award Scheme", scheme, {"panel_all_sign": 1, "panel_basis": "6.c"})
	return name


@pytest.fixture
def assessors(season: str) -> list[str]:
	users = make_assessors(3)
	make_panel(season, users)
	return users


def minutes_of(season: str, assessors: list[str]) -> Any:
	names = make_nominees(season, 1)
	make_sheets(season, "administration", {names[0]: [80] * 3}, assessors)
	return make_minutes(season, "administration")


def sign(minutes: Any) -> None:
	for row in minutes.signatories:
		row.signed = 1


def test_minutes_wait_for_every_signature(season, assessors) -> None:
	minutes = minutes_of(season, assessors)
	sign(minutes)
	minutes.signatories[2].signed = 0
	message = refused(minutes.submit)
	assert minutes.signatories[2].signatory_name in message and "has not signed" in message
	assert minutes.signatories[0].signatory_name not in message


def test_a_member_who_is_not_among_the_signatories_is_named(season, assessors) -> None:
	minutes = minutes_of(season, assessors)
	absent = minutes.signatories.pop()
	sign(minutes)
	assert "not among the signatories" in refused(minutes.submit)
	assert absent.signatory_name in refused(minutes.submit)


def test_minutes_signed_by_all_are_submitted(season, assessors) -> None:
	minutes = minutes_of(season, assessors)
	sign(minutes)
	minutes.submit()
	assert minutes.docstatus == 1


def test_without_a_panel_nobody_knows_who_signs(season, assessors) -> None:
	minutes = minutes_of(season, assessors)
	sign(minutes)
	minutes.panel = None
	assert "Assessment Panel: choose it" in refused(minutes.submit)


def test_a_recused_member_signs_all_the_same(season, assessors) -> None:
	minutes = minutes_of(season, assessors)
	frappe.get_doc(
		{
			**{"doctype": "Conflict Declaration", "season": season, "assessor": assessors[1]},
			**{"nomination": minutes.decisions[0].nomination, "reason": "Saudara", "source": "Declared"},
		}
	).db_insert()
	sign(minutes)
	row = next(row for row in minutes.signatories if row.user == assessors[1])
	row.signed = 0
	assert f"{row.signatory_name} (recused) has not signed" in refused(minutes.submit)


def test_where_the_rules_do_not_ask_nobody_waits(assessors, season) -> None:
	scheme = frappe.db.get_value("Award Season", season, "scheme")
	frappe.db.set_value("Award Scheme", scheme, {"panel_all_sign": 0, "panel_basis": ""})
	minutes = minutes_of(season, assessors)
	minutes.submit()
	assert minutes.docstatus == 1
