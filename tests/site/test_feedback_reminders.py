"""Reminders: on the days that the season names, once a day, never to who has finished."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import frappe
import pytest

from ntb_awards.gateway.feedback_asking import (
	ask,
	check_reminders,
	days_of,
	remind,
	remind_on_the_day,
	send_reminders,
)
from ntb_awards.gateway.feedback_identity import caller
from ntb_awards.gateway.feedback_links import reissue
from tests.site.builders_access import store
from tests.site.builders_feedback import (
	BUDI,
	SITI,
	ask_about,
	make_asking_season,
	make_contributor,
	make_siti,
	of,
	open_window,
)
from tests.site.builders_rules import refused
from tests.site.builders_scoring import Scoring
from tests.site.post_office import PostOffice, post_office

WITA = ZoneInfo("Asia/Makassar")
LAST_DAY = datetime(2025, 11, 20, 23, 59, tzinfo=WITA)


@pytest.fixture
def office(site: str) -> Iterator[PostOffice]:
	with post_office() as office:
		yield office


@pytest.fixture
def scoring() -> Scoring:
	return make_asking_season()


@pytest.fixture
def siti(scoring: Scoring) -> str:
	return make_siti(scoring)


@pytest.fixture
def at(scoring: Scoring, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
	"""Sets the clock so many days before the end of a window that ends on 20 November 2025, WITA."""
	open_window(scoring.season, "2025-11-01 00:00:00", "2025-11-20 23:59:00")

	def set_clock(days: float, hour: int = 7) -> None:
		moment = LAST_DAY.replace(hour=hour, minute=0) - timedelta(days=days)
		monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: moment)

	return set_clock


def test_only_while_the_season_is_open(office: PostOffice, scoring: Scoring, siti: str) -> None:
	open_window(scoring.season, closes="2024-12-31 23:59:00")
	for action in (ask, remind):
		assert "2024 23.59 WITA" in refused(action, scoring.season)
	frappe.db.set_value("Award Season", scoring.season, "status", "Closed")
	frappe.clear_document_cache("Award Season", scoring.season)
	for action in (ask, remind):
		refused(action, scoring.season)
	refused(reissue, siti)
	assert not office.received


def test_before_the_window_the_letter_says_from_when(office: PostOffice, scoring: Scoring, siti: str) -> None:
	open_window(scoring.season, opens="2099-12-01 08:00:00")
	ask(scoring.season)
	assert "1 Desember 2099 08.00 WITA" in office.text(SITI)


def test_reminded_on_the_right_days(office: PostOffice, scoring: Scoring, siti: str, at: Callable) -> None:
	"""Seven, three days and one before the end, once each, and never who has finished."""
	budi = make_contributor(scoring.season, BUDI)
	done = ask_about(scoring.nominees[0], budi)
	at(10)
	ask(scoring.season)
	office.addresses()
	reminded = {}
	for day in range(9, -2, -1):
		at(day)
		send_reminders()
		send_reminders()
		reminded[day] = office.addresses()
		if day == 3:
			frappe.db.set_value("Feedback Request", done, "status", "Submitted")
	assert {day: people for day, people in reminded.items() if people} == {
		7: [BUDI, SITI],
		3: [BUDI, SITI],
		1: [SITI],
	}


def test_days_are_those_of_the_season(office: PostOffice, scoring: Scoring, siti: str, at: Callable) -> None:
	"""At five in the morning in WITA it is still the day before in UTC."""
	at(8)
	ask(scoring.season)
	at(7, hour=5)
	assert remind_on_the_day(scoring.season) == [siti]
	at(7, hour=23)
	assert remind_on_the_day(scoring.season) == []


def test_not_on_the_day_of_the_first_letter(
	office: PostOffice, scoring: Scoring, siti: str, at: Callable
) -> None:
	at(7)
	ask(scoring.season)
	assert remind_on_the_day(scoring.season) == []
	assert remind(scoring.season)["reminded"] == 0
	at(6)
	assert remind(scoring.season)["reminded"] == 1
	assert remind(scoring.season)["reminded"] == 0


def test_who_was_not_asked_is_not_reminded(
	office: PostOffice, scoring: Scoring, siti: str, at: Callable
) -> None:
	at(7)
	assert remind_on_the_day(scoring.season) == [] and remind(scoring.season)["reminded"] == 0
	assert not office.received


def test_a_reminder_brings_a_new_link(office: PostOffice, scoring: Scoring, siti: str, at: Callable) -> None:
	at(7)
	ask(scoring.season)
	key, first = office.key(SITI), office.text(SITI)
	at(3)
	send_reminders()
	assert caller(office.key(SITI)).contributors == (siti,)
	with pytest.raises(frappe.AuthenticationError):
		caller(key)
	assert len(office.text(SITI).splitlines()) > len(first.splitlines())
	assert of(siti, "reminded_on") > of(siti, "asked_on")


def test_a_longer_time_has_reminders_of_its_own(
	office: PostOffice, scoring: Scoring, siti: str, at: Callable
) -> None:
	at(10)
	ask(scoring.season)
	frappe.db.set_value(
		"Feedback Request",
		{"contributor": siti},
		{"status": "Returned", "answer_until": "2025-11-25 12:00:00"},
	)
	reminded = []
	for day in (7, 3, 2, 1, -1, -2, -3, -4, -5):
		at(day)
		reminded += [day] if remind_on_the_day(scoring.season) else []
	assert reminded == [2, -2, -4]


def test_no_reminders_wanted(office: PostOffice, scoring: Scoring, siti: str, at: Callable) -> None:
	frappe.db.set_value("Award Season", scoring.season, "feedback_reminders", None)
	frappe.clear_document_cache("Award Season", scoring.season)
	at(8)
	ask(scoring.season)
	for day in (7, 3, 1):
		at(day)
		assert remind_on_the_day(scoring.season) == []


def test_one_bad_season_keeps_no_other_waiting(
	office: PostOffice, scoring: Scoring, siti: str, at: Callable
) -> None:
	at(8)
	ask(scoring.season)
	office.addresses()
	values = {"code": "AAA-UJI", "title": "AAA-UJI", "timezone": "Asia/Makassar", "feedback_reminders": "7"}
	scheme = frappe.db.get_value("Award Season", scoring.season, "scheme")
	broken = store("Award Season", name="AAA-UJI", status="Open", scheme=scheme, **values).name
	name = ask_about(scoring.nominees[0], make_contributor(broken, BUDI))
	frappe.db.set_value("Feedback Request", name, "season", broken)
	at(7)
	send_reminders()
	assert office.addresses() == [SITI]
	assert "AAA-UJI" in frappe.get_last_doc("Error Log").method


@pytest.mark.parametrize(
	("text", "days"),
	[("7, 3, 1", {7, 3, 1}), ("", set()), (None, set()), (" 3,3 ,0,", {3, 0}), ("60", {60})],
)
def test_days(text: str | None, days: set[int]) -> None:
	assert days_of(text) == days


@pytest.mark.parametrize("text", ["seminggu", "7; 3", "-1", "1.5", "61", "7 3", "٣"])
def test_days_that_are_none(text: str) -> None:
	season = frappe.new_doc("Award Season")
	season.feedback_reminders = text
	assert text in refused(check_reminders, season)


def test_the_season_writes_them_in_order(scoring: Scoring) -> None:
	season = frappe.get_doc("Award Season", scoring.season)
	season.feedback_reminders = "1,7 ,3,7"
	assert season.save().feedback_reminders == "7, 3, 1"
	season.feedback_reminders = "lusa"
	assert "lusa" in refused(season.save)
