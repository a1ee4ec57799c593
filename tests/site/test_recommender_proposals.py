"""Recommenders from the HR records: who is found as the head of a unit, and who is missing and why."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.gateway.recommender_proposals import propose
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_nomination import make_award_season
from tests.site.builders_recommending import GOVERNOR, UNIT_HEAD, make_head
from tests.site.builders_rules import refused


def found_in(unit: str, codes: list[str] | None = None) -> tuple[list[dict], list[str]]:
	"""(Rows proposed for the unit, problems of the unit)"""
	season = make_award_season()
	given = propose(season.name, codes or [UNIT_HEAD])
	rows = [row for row in given["found"] if row["unit"] == unit]
	return rows, [row["problem"] for row in given["missing"] if row["unit"] == unit]


def test_the_highest_manager_without_a_superior_inside() -> None:
	unit = make_unit()
	boss = make_employee("Gubernur Uji")
	head = make_head(unit, "Lalu Kepala", reports_to=boss.name)
	superior = frappe.db.get_value("Employee", {"user_id": head}, "name")
	make_head(unit, "Baiq Sekretaris", reports_to=superior, asn_post_type="Administrator")
	make_employee("Analis", unit=unit, user=make_user(), asn_post_type="Fungsional")
	rows, problems = found_in(unit, [UNIT_HEAD, GOVERNOR])
	assert [row["recommender"] for row in rows] == [UNIT_HEAD, GOVERNOR] and not problems
	assert (rows[0]["user"], rows[0]["position"], rows[0]["part"]) == (head, "Kepala Dinas Uji", False)


def test_a_secretary_under_an_appraiser_inside_is_not_the_head() -> None:
	unit = make_unit()
	head = make_head(unit, "Lalu Kepala", asn_post_type="Administrator")
	own = frappe.db.get_value("Employee", {"user_id": head}, "name")
	make_head(unit, "Baiq Wakil", asn_appraiser=own)
	rows, _problems = found_in(unit)
	assert [row["user"] for row in rows] == [head]


@pytest.mark.parametrize(
	("people", "problem"),
	[
		([{"asn_post_type": "Fungsional"}], "Nobody is in a managerial post"),
		([{}, {}], "Several could be the head"),
		([{"user": ""}], "no user account"),
	],
)
def test_who_is_missing_and_why(people: list[dict], problem: str) -> None:
	unit = make_unit()
	for number, fields in enumerate(people):
		user = fields.pop("user", make_user())
		make_employee(f"Orang {number}", unit=unit, user=user, **{"asn_post_type": "JPT Pratama", **fields})
	rows, problems = found_in(unit)
	assert not rows and len(problems) == 1 and problem in problems[0]


def test_those_who_left_or_may_not_log_in_are_not_proposed() -> None:
	unit = make_unit()
	make_head(unit, "Sudah Pensiun", status="Left", relieving_date="2025-01-01")
	head = make_head(unit, "Lalu Kepala")
	frappe.db.set_value("User", head, "enabled", 0)
	assert "no user account that is enabled" in found_in(unit)[1][0]


def test_a_part_is_told_from_the_whole_and_an_empty_unit_is_left_out() -> None:
	unit, empty = make_unit(is_group=1), make_unit()
	part = make_unit(parent_department=unit)
	make_head(unit, "Lalu Kepala")
	make_head(part, "Baiq Bagian", asn_post_type="Administrator")
	assert found_in(unit)[0][0]["part"] is False and found_in(part)[0][0]["part"] is True
	assert found_in(empty) == ([], [])


def test_nothing_is_stored_or_overwritten() -> None:
	unit = make_unit()
	head = make_head(unit, "Lalu Kepala")
	season = make_award_season(recommenders=[{"recommender": UNIT_HEAD, "unit": unit, "user": head}])
	(row,) = (one for one in propose(season.name, [UNIT_HEAD])["found"] if one["unit"] == unit)
	assert row["named"]
	assert [one.user for one in season.reload().recommenders] == [head]


def test_codes_of_the_scheme_and_staff_alone(as_user) -> None:
	season = make_award_season().name
	assert "at least one recommender" in refused(propose, season, ["camat"])
	with as_user(make_user("Nominating Unit")), pytest.raises(frappe.PermissionError):
		propose(season, [UNIT_HEAD])
