"""Opening a season: enough working days of notice, and one season a year where the rules have it so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import frappe
import pytest

from ntb_awards.ntb_awards.doctype.award_scheme import award_scheme as doors
from tests.site.builders import make_company, make_unit, make_user
from tests.site.builders_rules import extend, make_award_scheme, make_award_season, refused

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def make_holiday_list(*holidays: str, since: date = YEAR[0], until: date = YEAR[1]) -> str:
	"""Weekends as rows, as ERPNext keeps weekly days off, and the holidays besides."""
	days = [since + timedelta(days=offset) for offset in range((until - since).days + 1)]
	off = {str(day) for day in days if day.weekday() >= 5} | set(holidays)
	holiday_list = frappe.new_doc("Holiday List")
	holiday_list.update({"holiday_list_name": frappe.generate_hash(), "from_date": since, "to_date": until})
	for day in sorted(off):
		holiday_list.append("holidays", {"holiday_date": day, "description": "Libur"})
	return holiday_list.insert().name


def use_holidays(name: str | None) -> None:
	frappe.db.set_value("Company", make_company(), "default_holiday_list", name)


def activity(number: int, kind: str, starts_at: str, ends_at: str, **fields: Any) -> dict[str, Any]:
	return {
		**{"number": number, "title": kind, "kind": kind, **fields},
		**{"starts_at": f"{starts_at} 08:00:00", "ends_at": f"{ends_at} 23:59:00"},
	}


def make_season(announced: str = "2025-10-13", until: str = "2025-11-03", **scheme: Any) -> Any:
	"""By default announced on a Monday, with the last day three weeks later: 15 working days between."""
	rules = {"notice_days": 15, "notice_basis": "Pasal 4 (2)", **scheme}
	return make_award_season(
		make_award_scheme(**rules).name,
		activities=[
			activity(1, "Announcement", announced, announced),
			activity(2, "Submission", "2025-10-14", until),
			activity(3, "Announcement", "2025-10-01", "2025-12-02", stage="sidang"),
		],
	)


def open_season(season: Any) -> Any:
	season.status = "Open"
	return season.save()


def test_fifteen_working_days_are_enough() -> None:
	"""13 October to 3 November, the last day not counted: three weeks of five working days."""
	use_holidays(make_holiday_list())
	assert open_season(make_season()).status == "Open"


def test_a_holiday_within_makes_it_too_short() -> None:
	use_holidays(make_holiday_list("2025-10-20"))
	season = make_season()
	message = refused(open_season, season)
	assert "lie 14 working days" in message and "at least 15 (Pasal 4 (2))" in message
	assert "until 4 November 2025 or later" in message
	season.reload()
	season.activities[1].ends_at = "2025-11-04 23:59:00"
	assert open_season(season).status == "Open"


def test_weekly_days_off_are_those_of_the_list() -> None:
	"""A list with Sundays only leaves the Saturdays as working days."""
	days = [YEAR[0] + timedelta(days=offset) for offset in range(365)]
	sundays = [str(day) for day in days if day.weekday() == 6]
	holiday_list = frappe.new_doc("Holiday List")
	holiday_list.update({"holiday_list_name": "Minggu", "from_date": YEAR[0], "to_date": YEAR[1]})
	for day in sundays:
		holiday_list.append("holidays", {"holiday_date": day, "description": "Minggu", "weekly_off": 1})
	use_holidays(holiday_list.insert().name)
	assert open_season(make_season(until="2025-10-30")).status == "Open"


@pytest.mark.parametrize(("until", "given"), [("2025-10-31", 14), ("2025-10-30", 13), ("2025-10-14", 1)])
def test_one_day_short_is_refused(until, given) -> None:
	use_holidays(make_holiday_list())
	assert f"lie {given} working days" in refused(open_season, make_season(until=until))


@pytest.mark.parametrize("until", ["2025-11-01", "2025-11-02"])
def test_a_weekend_day_may_be_the_last(until) -> None:
	use_holidays(make_holiday_list())
	assert open_season(make_season(until=until)).status == "Open"


def test_an_extension_counts() -> None:
	use_holidays(make_holiday_list())
	season = make_season(until="2025-10-31")
	extend(season, "2025-11-03 23:59:00", activity_number=2)
	assert open_season(season).status == "Open"


def test_an_announcement_of_a_stage_is_not_the_announcement() -> None:
	use_holidays(make_holiday_list())
	season = make_season()
	season.activities = [row for row in season.activities if row.number != 1]
	assert "kind Announcement without a stage" in refused(open_season, season)


def test_without_a_holiday_list_nobody_can_count() -> None:
	use_holidays(None)
	message = refused(open_season, make_season())
	assert make_company() in message and "Default Holiday List" in message


@pytest.mark.parametrize(
	"period",
	[
		{"since": date(2025, 10, 14)},
		{"until": date(2025, 11, 2)},
		{"since": date(2024, 1, 1), "until": date(2024, 12, 31)},
	],
)
def test_a_list_of_other_days_is_refused(period) -> None:
	use_holidays(make_holiday_list(**period))
	message = refused(open_season, make_season())
	assert "Extend it" in message and "13 October 2025 to 3 November 2025" in message


def test_a_list_of_exactly_these_days_will_do() -> None:
	use_holidays(make_holiday_list(since=date(2025, 10, 13), until=date(2025, 11, 3)))
	assert open_season(make_season()).status == "Open"


def test_without_the_rule_no_list_is_needed() -> None:
	use_holidays(None)
	assert open_season(make_season(until="2025-10-15", notice_days=0)).status == "Open"


def test_the_secretariat_opens_with_notice(as_user) -> None:
	use_holidays(make_holiday_list())
	season = make_season()
	with as_user(make_user("Awards Secretariat")):
		assert open_season(frappe.get_doc("Award Season", season.name)).status == "Open"


# ── once a year ───────────────────────────────────────────────────────────────────────────────────────


def make_yearly_scheme() -> str:
	return make_award_scheme(once_a_year=True, once_a_year_basis="Pasal 15 (1)").name


def test_a_second_season_of_the_year_is_refused() -> None:
	scheme = make_yearly_scheme()
	first = open_season(make_award_season(scheme))
	second = make_award_season(scheme)
	message = refused(open_season, second)
	assert first.title in message and "Pasal 15 (1)" in message
	assert frappe.db.get_value("Award Season", second.name, "status") == "Draft"


def test_a_closed_season_counts_and_a_draft_does_not() -> None:
	scheme = make_yearly_scheme()
	make_award_season(scheme)
	first = open_season(make_award_season(scheme))
	first.status = "Closed"
	first.save()
	assert "already the season" in refused(open_season, make_award_season(scheme))
	first.status = "Open"
	assert first.save().status == "Open"


def test_a_new_version_is_the_same_scheme() -> None:
	scheme = make_yearly_scheme()
	open_season(make_award_season(scheme))
	version = doors.new_version(scheme)
	assert "already the season" in refused(open_season, make_award_season(version))


@pytest.mark.parametrize("difference", ["year", "organiser", "unit", "parent_season", "scheme"])
def test_another_year_organiser_unit_or_parent_is_another_season(difference) -> None:
	scheme = make_yearly_scheme()
	open_season(make_award_season(scheme))
	other = {
		"year": lambda: {"year": 2026},
		"organiser": lambda: {"organiser": make_company("Kota Uji")},
		"unit": lambda: {"unit": make_unit()},
		"parent_season": lambda: {
			"parent_season": make_award_season(make_award_scheme(code="atas").name).name
		},
		"scheme": lambda: {"scheme": make_award_scheme(code="lain", once_a_year=True).name},
	}[difference]()
	assert open_season(make_award_season(**{"scheme": scheme, **other})).status == "Open"


def test_where_the_rules_do_not_ask_there_may_be_several() -> None:
	scheme = make_award_scheme().name
	open_season(make_award_season(scheme))
	assert open_season(make_award_season(scheme)).status == "Open"
