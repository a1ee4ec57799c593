"""Seasons: timeline, windows in their zone, extensions with a letter, opening, levels."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import frappe
import pytest
from frappe.utils import get_datetime

from ntb_awards.gateway import windows
from ntb_awards.ntb_awards.doctype.award_season.award_season import timeline_of
from tests.site.builders import make_user
from tests.site.builders_rules import extend, make_award_scheme, make_award_season, refused

WITA = ZoneInfo("Asia/Makassar")


def opened(**fields):
	season = make_award_season(**fields)
	season.status = "Open"
	return season.save()


# ── timeline ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_season_copies_the_timeline() -> None:
	season = make_award_season()
	usulan, sidang = season.activities
	assert (usulan.title, usulan.kind, usulan.basis) == ("Usulan", "Submission", "1")
	assert (str(usulan.starts_at), str(usulan.ends_at)) == ("2025-10-28 00:00:00", "2025-11-07 23:59:00")
	assert (sidang.number, sidang.stage) == (2, "sidang")


def test_the_timeline_moves_to_the_year_of_the_season() -> None:
	rows = timeline_of(make_award_scheme().name, 2027)
	assert rows[0]["ends_at"] == datetime(2027, 11, 7, 23, 59)


def test_own_activities_are_kept() -> None:
	row = {"number": 7, "title": "Usulan", "kind": "Submission"}
	row |= {"starts_at": "2025-01-01 08:00:00", "ends_at": "2025-01-02 16:00:00"}
	assert [one.number for one in make_award_season(activities=[row]).activities] == [7]


@pytest.mark.parametrize("ends_at", ["2025-10-27 23:59:00", "2025-10-28 00:00:00"])
def test_a_window_ending_before_it_begins_is_refused(ends_at) -> None:
	season = make_award_season()
	season.activities[0].ends_at = ends_at
	message = refused(season.save)
	assert "row 1 (Usulan)" in message and "ends before it begins" in message and "Ends At" in message


def test_activity_numbers_are_unique() -> None:
	season = make_award_season()
	season.activities[1].number = 1
	assert "number 1 stands there 2 times" in refused(season.save)


def test_activities_name_stages_of_the_scheme() -> None:
	season = make_award_season()
	season.activities[1].stage = "lain"
	message = refused(season.save)
	assert "row 2" in message and "berkas, sidang" in message


@pytest.mark.parametrize("timezone", ["WITA", "Asia/Mataram", "+08:00"])
def test_the_time_zone_must_exist(timezone) -> None:
	assert "Time Zone" in refused(make_award_season, timezone=timezone)


def test_an_organiser_is_needed() -> None:
	with pytest.raises(frappe.MandatoryError, match="organiser"):
		make_award_season(organiser=None)


# ── windows ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_window_is_in_the_zone_of_the_season() -> None:
	season = make_award_season()
	window = windows.submission_window(season.name)
	assert window.opens == datetime(2025, 10, 28, 0, 0, tzinfo=WITA)
	assert window.closes == datetime(2025, 11, 7, 23, 59, tzinfo=WITA)
	assert window.closes == datetime(2025, 11, 7, 15, 59, tzinfo=ZoneInfo("UTC"))
	assert windows.label(window) == "7 November 2025 23.59 WITA"


def test_the_last_minute_belongs_to_the_window() -> None:
	window = windows.submission_window(make_award_season().name)
	assert window.has(window.opens)
	assert not window.has(datetime(2025, 10, 27, 23, 59, 59, tzinfo=WITA))
	assert window.has(datetime(2025, 11, 7, 23, 59, 59, tzinfo=WITA))
	assert not window.has(datetime(2025, 11, 8, 0, 0, tzinfo=WITA))
	# The same moment in another zone: 23.59 in Jakarta is 0.59 of the next day in Makassar.
	assert not window.has(datetime(2025, 11, 7, 23, 59, tzinfo=ZoneInfo("Asia/Jakarta")))


@pytest.mark.parametrize(
	("timezone", "told"), [("Asia/Jakarta", "WIB"), ("Asia/Jayapura", "WIT"), ("Asia/Dubai", "UTC+0400")]
)
def test_the_zone_is_printed(timezone, told) -> None:
	window = windows.submission_window(make_award_season(timezone=timezone))
	assert windows.label(window) == f"7 November 2025 23.59 {told}"


def test_an_extension_moves_the_end_and_the_reference_date() -> None:
	season = extend(make_award_season(), "2025-11-11 23:59:00")
	assert windows.label(windows.submission_window(season.name)) == "11 November 2025 23.59 WITA"
	assert str(windows.reference_date(season.name)) == "2025-11-11"
	assert windows.label(windows.activity_window(season.name, 2)) == "13 November 2025 23.59 WITA"


def test_now_is_in_the_zone_of_the_season() -> None:
	now = windows.now_in(make_award_season(timezone="Asia/Jayapura").name)
	assert now.tzname() == "WIT"
	assert abs((now - datetime.now(WITA)).total_seconds()) < 60


def test_unknown_windows_are_told() -> None:
	season = make_award_season()
	assert "no activity number 9" in refused(windows.activity_window, season, 9)
	season.activities = season.activities[1:]
	assert "no submission window" in refused(windows.submission_window, season)


def test_the_form_is_told_the_deadlines() -> None:
	season = extend(make_award_season(), "2025-11-11 23:59:00")
	season.run_method("onload")
	usulan, sidang = season.get_onload("deadlines")
	assert (usulan["until"], usulan["extended"]) == ("11 November 2025 23.59 WITA", True)
	assert (sidang["until"], sidang["extended"]) == ("13 November 2025 23.59 WITA", False)


# ── extensions ────────────────────────────────────────────────────────────────────────────────────────


def test_the_previous_end_is_filled_in_along_the_chain() -> None:
	season = make_award_season()
	season = extend(season, "2025-11-11 23:59:00", previous_end="2020-01-01 00:00:00")
	season = extend(season, "2025-11-14 23:59:00")
	ends = [str(row.previous_end) for row in season.extensions]
	assert ends == ["2025-11-07 23:59:00", "2025-11-11 23:59:00"]
	assert str(season.activities[0].ends_at) == "2025-11-07 23:59:00"


@pytest.mark.parametrize("new_end", ["2025-11-06 12:00:00", "2025-11-07 23:59:00"])
def test_an_extension_must_be_later(new_end) -> None:
	assert "later than 7 November 2025 23.59 WITA" in refused(extend, make_award_season(), new_end)


def test_an_extension_names_an_activity() -> None:
	message = refused(extend, make_award_season(), "2025-12-31 00:00:00", activity_number=5)
	assert "no activity number 5" in message and "1, 2" in message


@pytest.mark.parametrize("field", ["letter_number", "letter_date", "reason"])
def test_an_extension_needs_its_letter(field) -> None:
	with pytest.raises(frappe.MandatoryError, match=field):
		extend(make_award_season(), "2025-11-11 23:59:00", **{field: None})


@pytest.mark.parametrize(
	"change",
	[
		lambda season: season.extensions[0].set("new_end", "2025-11-20 23:59:00"),
		lambda season: season.extensions[0].set("letter_number", "lain"),
		lambda season: season.extensions[0].set("reason", "lain"),
		lambda season: season.set("extensions", []),
	],
)
def test_extensions_of_an_open_season_are_history(change) -> None:
	season = extend(opened(), "2025-11-11 23:59:00")
	change(season)
	assert "stays as it is" in refused(season.save)


def test_the_letter_may_be_attached_later() -> None:
	season = extend(opened(), "2025-11-11 23:59:00")
	season.extensions[0].letter = "/private/files/surat.pdf"
	season.save()


@pytest.mark.parametrize(
	("change", "told"),
	[
		(lambda season: season.activities[0].set("ends_at", "2025-11-30 23:59:00"), "add an extension"),
		(lambda season: season.activities[0].set("ends_at", "2025-11-01 23:59:00"), "add an extension"),
		(lambda season: season.activities[0].set("number", 8), "keeps its number"),
		(lambda season: season.activities[0].set("kind", "Award"), "keeps its number"),
		(lambda season: season.set("activities", season.activities[:1]), "cannot be removed"),
	],
)
def test_announced_windows_stay(change, told) -> None:
	season = opened()
	change(season)
	assert told in refused(season.save)


def test_a_draft_may_still_be_arranged() -> None:
	season = extend(make_award_season(), "2025-11-11 23:59:00")
	season.extensions = []
	season.activities[0].ends_at = "2025-11-09 23:59:00"
	assert get_datetime(season.save().activities[0].ends_at) == datetime(2025, 11, 9, 23, 59)


# ── opening and levels ────────────────────────────────────────────────────────────────────────────────


def test_opening_freezes_the_scheme_and_builds_its_workflow() -> None:
	season = opened()
	scheme = frappe.get_doc("Award Scheme", season.scheme)
	assert (scheme.status, scheme.workflow) == ("In Use", "Nomination")
	states = {row.state for row in frappe.get_doc("Workflow", "Nomination").states}
	assert {"Berkas", "Sidang"} <= states
	assert opened(scheme=season.scheme).status == "Open"


def test_opening_needs_a_sound_scheme() -> None:
	scheme = make_award_scheme()
	scheme.stages[0].weight = 50
	scheme.save()
	season = make_award_season(scheme.name)
	season.status = "Open"
	assert "total 90, not 100" in refused(season.save)
	assert frappe.db.get_value("Award Scheme", scheme.name, "status") == "Draft"


def test_opening_needs_a_submission_window() -> None:
	season = make_award_season()
	season.activities = season.activities[1:]
	season.status = "Open"
	assert "kind Submission" in refused(season.save)


@pytest.mark.parametrize("steps", [["Closed"], ["Open", "Draft"], ["Open", "Closed", "Draft"]])
def test_the_status_goes_one_way(steps) -> None:
	season = make_award_season()
	for status in steps[:-1]:
		season.status = status
		season.save()
	season.status = steps[-1]
	assert "can only become" in refused(season.save)


def test_a_retired_scheme_takes_no_new_season() -> None:
	scheme = make_award_scheme()
	scheme.status = "Retired"
	scheme.save()
	assert "retired" in refused(make_award_season, scheme.name)


def test_an_open_season_keeps_its_scheme() -> None:
	season = opened()
	season.scheme = make_award_scheme(code="lain").name
	assert "keeps scheme" in refused(season.save)


def test_a_season_is_not_above_itself() -> None:
	unit, province = make_award_season(), make_award_season(make_award_scheme(code="lain").name)
	unit.parent_season = unit.name
	assert "above itself" in refused(unit.save)
	unit.reload()
	unit.parent_season = province.name
	unit.save()
	province.parent_season = unit.name
	assert "above itself" in refused(province.save)


def test_only_a_draft_is_deleted() -> None:
	frappe.delete_doc("Award Season", make_award_season().name)
	season = opened(scheme=make_award_scheme(code="lain").name)
	assert "cannot be deleted" in refused(frappe.delete_doc, "Award Season", season.name)


@pytest.mark.parametrize("role", ["Awards Assessor", "Nominating Unit", "Awards Auditor"])
def test_who_may_not_run_a_season(role, as_user) -> None:
	season = make_award_season()
	with as_user(make_user(role)):
		doc = frappe.get_doc("Award Season", season.name)
		doc.status = "Open"
		with pytest.raises(frappe.PermissionError):
			doc.save()


def test_the_secretariat_opens_a_season(as_user) -> None:
	"""Freezing the scheme and building the workflow come with it, without rights of its own on either."""
	season = make_award_season()
	with as_user(make_user("Awards Secretariat")):
		doc = frappe.get_doc("Award Season", season.name)
		doc.status = "Open"
		doc.save()
	assert frappe.db.get_value("Award Scheme", season.scheme, "status") == "In Use"


def test_outsiders_do_not_read_timelines(as_user) -> None:
	scheme = make_award_scheme()
	with as_user(make_user("Employee")), pytest.raises(frappe.PermissionError):
		timeline_of(scheme.name)
