"""How many a unit may bring: checked when a nomination is handed in."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.gateway.quotas import brought, proposers_of
from ntb_awards.gateway.schemes import load_scheme
from tests.site.builders import make_unit
from tests.site.builders_levels import (
	BASIS,
	make_level_season,
	make_own_nomination,
	make_upper_scheme,
	quota,
)
from tests.site.builders_nomination import IN_WINDOW, act
from tests.site.builders_rules import refused
from tests.site.queries import queries_of

SUBMIT = "Submit Nomination"


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


def season_with(*quotas: dict, **changes: object) -> frappe._dict:
	return make_level_season(make_upper_scheme(*quotas, **changes))


def test_one_for_each_unit() -> None:
	"""A second one of the same unit and category is refused; another category and another unit are not."""
	season, unit = season_with(quota()), make_unit("Dinas Kuota")
	act(make_own_nomination(season, unit=unit), SUBMIT)
	second = make_own_nomination(season, unit=unit)
	message = refused(act, second, SUBMIT)
	for part in ("Dinas Kuota", "Kuota kuota", BASIS, "1", frappe._("Withdraw one of those nominations")):
		assert part in message
	act(make_own_nomination(season, "khusus", unit=unit), SUBMIT)
	act(make_own_nomination(season, unit=make_unit()), SUBMIT)


def test_a_withdrawn_nomination_leaves_its_place() -> None:
	season, unit = season_with(quota()), make_unit()
	first = act(make_own_nomination(season, unit=unit), SUBMIT)
	first.db_set("workflow_state", "Withdrawn")
	assert act(make_own_nomination(season, unit=unit), SUBMIT).number == 2


def test_a_returned_nomination_keeps_its_own_place() -> None:
	season, unit = season_with(quota()), make_unit()
	first = act(make_own_nomination(season, unit=unit), SUBMIT)
	first.db_set("workflow_state", "Returned")
	assert act(first.name, SUBMIT).number == 1
	assert "Kuota" in refused(act, make_own_nomination(season, unit=unit), SUBMIT)


def test_a_part_counts_for_its_institution() -> None:
	"""The nearest unit above that a quota names, else the topmost one."""
	ministry = make_unit("Kementerian Uji", is_group=1)
	directorate = make_unit("Direktorat Uji", parent_department=ministry, is_group=1)
	section = make_unit("Seksi Uji", parent_department=directorate)
	other = make_unit("Lembaga Uji", is_group=1)
	office = make_unit("Kantor Uji", parent_department=other)
	scheme = load_scheme(make_upper_scheme(quota(proposers=["direktorat  UJI"])))
	assert proposers_of([section, directorate, office, ministry], scheme) == {
		section: "Direktorat Uji",
		directorate: "Direktorat Uji",
		office: "Lembaga Uji",
		ministry: "Kementerian Uji",
	}


def test_three_of_a_named_institution_and_one_of_any_other() -> None:
	named = quota(code="kementerian", proposers=["Kementerian Kuota"], each=3, categories=["umum"])
	season = season_with(named, quota(code="lain", categories=["umum"]))
	ministry, other = make_unit("Kementerian Kuota", is_group=1), make_unit()
	parts = [make_unit(parent_department=ministry) for _ in range(4)]
	for part in parts[:3]:
		act(make_own_nomination(season, unit=part), SUBMIT)
	assert "Kuota kementerian" in refused(act, make_own_nomination(season, unit=parts[3]), SUBMIT)
	act(make_own_nomination(season, unit=other), SUBMIT)
	assert "Kuota lain" in refused(act, make_own_nomination(season, unit=other), SUBMIT)


def test_who_is_not_admitted() -> None:
	"""A category that only named institutions fill, and one that only lower seasons fill."""
	season = season_with(
		quota(code="kesehatan", proposers=["Kementerian Kesehatan"], categories=["umum"]),
		quota(code="wakil", through=["bawah"], categories=["khusus"]),
	)
	for code, title in (("umum", "Kuota kesehatan"), ("khusus", "Kuota wakil")):
		message = refused(act, make_own_nomination(season, code, unit=make_unit()), SUBMIT)
		assert title in message and BASIS in message
		assert frappe._("Choose another category") in message


def test_a_total_for_all_together() -> None:
	season = season_with(quota(each=2, total=2))
	for _unit in range(2):
		act(make_own_nomination(season, unit=make_unit()), SUBMIT)
	assert "2" in refused(act, make_own_nomination(season, unit=make_unit()), SUBMIT)


def test_without_a_unit_no_quota_can_be_judged() -> None:
	season = season_with(quota())
	nomination = make_own_nomination(season, unit=make_unit())
	frappe.db.set_value("Employee", nomination.employee, "department", None)
	assert frappe._("Enter the department") in refused(act, nomination, SUBMIT)


def test_counting_takes_as_many_queries_for_many() -> None:
	season = season_with(quota(each=9))
	scheme = load_scheme(season.scheme)
	act(make_own_nomination(season, unit=make_unit()), SUBMIT)
	one = queries_of(lambda: brought(season.name, scheme))
	for _unit in range(3):
		act(make_own_nomination(season, unit=make_unit()), SUBMIT)
	assert queries_of(lambda: brought(season.name, scheme)) == one
	assert len(brought(season.name, scheme, "umum")) == 4


def test_a_category_without_recommender_asks_for_no_letter() -> None:
	season = season_with(quota(), categories=[{"code": "umum", "title": "Umum", "basis": "1"}])
	unit = make_unit()
	empty = dict.fromkeys(("recommender_name", "recommender_position", "recommendation_number"), None)
	nomination = make_own_nomination(season, unit=unit, **empty, recommendation_date=None)
	assert act(nomination, SUBMIT).number == 1
