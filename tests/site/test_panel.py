"""Panels: who sits on them, and which categories they judge."""

from __future__ import annotations

import frappe
import pytest

from tests.site.builders import make_employee, make_user
from tests.site.builders_rules import make_assessment_panel, make_award_scheme, make_award_season, refused


def test_a_panel_of_assessors() -> None:
	season = make_award_season()
	users = [make_user("Awards Assessor") for _ in range(3)]
	panel = make_assessment_panel(
		season.name,
		*users,
		categories=[{"category": f"{season.scheme}-umum"}, {"category": f"{season.scheme}-khusus"}],
	)
	assert [row.role for row in panel.members] == ["Chair", "Member", "Member"]


def test_nobody_sits_twice() -> None:
	user = make_user("Awards Assessor")
	assert f"{user} stands there 2 times" in refused(
		make_assessment_panel, make_award_season().name, user, user
	)


def test_somebody_chairs() -> None:
	panel = make_assessment_panel(make_award_season().name)
	panel.members[0].role = "Secretary"
	assert "Give one member the role Chair" in refused(panel.save)
	panel.reload()
	panel.members = []
	assert "no chair" in refused(panel.save)


def test_members_need_the_role() -> None:
	user = make_user("Awards Secretariat")
	message = refused(make_assessment_panel, make_award_season().name, user)
	assert "Row 1" in message and user in message and "Give this user the role" in message


def test_members_can_sign_in() -> None:
	user = make_user("Awards Assessor", enabled=0)
	assert "disabled" in refused(make_assessment_panel, make_award_season().name, user)


def test_categories_are_of_the_seasons_scheme() -> None:
	season, other = make_award_season(), make_award_scheme(code="lain")
	rows = [{"category": f"{other.name}-umum"}]
	assert "not one of the season's scheme" in refused(make_assessment_panel, season.name, categories=rows)


def test_a_category_stands_once() -> None:
	season = make_award_season()
	rows = [{"category": f"{season.scheme}-umum"}] * 2
	assert "2 times" in refused(make_assessment_panel, season.name, categories=rows)


def test_the_employee_behind_an_account_is_found() -> None:
	user = make_user("Awards Assessor")
	employee = make_employee("Lalu Wirata", user=user)
	assert make_assessment_panel(make_award_season().name, user).members[0].employee == employee.name


@pytest.mark.parametrize("role", ["Awards Assessor", "Nominating Unit", "Awards Auditor", "Employee"])
def test_who_may_not_appoint_a_panel(role, as_user) -> None:
	season, member = make_award_season(), make_user("Awards Assessor")
	with as_user(make_user(role)), pytest.raises(frappe.PermissionError):
		make_assessment_panel(season.name, member)


def test_the_secretariat_appoints(as_user) -> None:
	season, member = make_award_season(), make_user("Awards Assessor")
	with as_user(make_user("Awards Secretariat")):
		assert make_assessment_panel(season.name, member).name
