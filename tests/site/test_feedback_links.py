"""Who is calling the contributors' page: by a personal link that nobody can guess, or logged in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import frappe
import pytest

from ntb_awards.gateway.feedback_identity import (
	CALLS_A_MINUTE,
	WRONG_KEYS_A_MINUTE,
	Caller,
	caller,
)
from ntb_awards.gateway.feedback_links import issue, revoke
from ntb_awards.gateway.feedback_secrecy import hash_of, new_key
from tests.site.builders import make_employee, make_user
from tests.site.builders_feedback import ask_about, make_contributor, open_window
from tests.site.builders_rules import refused
from tests.site.builders_scoring import ADMINISTRATION, Scoring, make_scoring
from tests.site.conftest import acting

CONTACT = "Bidang Mutasi, (0370) 123456"
_addresses = count(1)


@pytest.fixture
def scoring() -> Scoring:
	"""Two nominees, a window for answers that is open, and somebody to turn to."""
	scoring = make_scoring().at(ADMINISTRATION)
	frappe.db.set_value("Award Season", scoring.season, "feedback_contact", CONTACT)
	open_window(scoring.season)
	return scoring


@pytest.fixture
def siti(scoring: Scoring) -> str:
	siti = make_contributor(scoring.season, "siti@lan-uji.example")
	ask_about(scoring.nominees[0], siti)
	return siti


@pytest.fixture(autouse=True)
def guest(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
	"""Calls come from an address that has made none in the last minute."""
	address = f"2001:db8::{frappe.generate_hash(length=4)}:{next(_addresses)}"
	monkeypatch.setattr(frappe.local, "request_ip", address, raising=False)
	yield address


def by_link(key: Any) -> Caller:
	with acting("Guest"):
		return caller(key)


def refusal(key: Any) -> tuple[type, int, str]:
	"""(class, HTTP status, sentence) of the answer to a caller who is turned away."""
	with pytest.raises(Exception) as error:
		by_link(key)
	return error.type, error.value.http_status_code, str(error.value)


def season_is(scoring: Scoring, **values: Any) -> None:
	frappe.db.set_value("Award Season", scoring.season, values)
	frappe.clear_document_cache("Award Season", scoring.season)


# One person's, in one season


def test_its_own_contributor_and_nobody_else(scoring: Scoring, siti: str) -> None:
	make_contributor(scoring.season, "siti@lan-uji.example", full_name="Siti Kedua")
	assert by_link(issue(siti)) == Caller((siti,), by_link=True)


def test_the_link_counts_whoever_is_logged_in(scoring: Scoring, siti: str) -> None:
	key = issue(siti)
	with acting(scoring.secretariat):
		assert caller(key) == Caller((siti,), by_link=True)


def test_only_the_fingerprint_is_stored(siti: str) -> None:
	key = issue(siti)
	row = frappe.db.get_value("Feedback Contributor", siti, "*", as_dict=True)
	assert row.link_hash == hash_of(key) and key not in str(row) and not row.link_revoked
	by_link(key)
	assert not [name for name in frappe.cache.keys("*") if key.encode() in name]


def test_a_new_link_takes_the_place_of_the_old(siti: str) -> None:
	old, new = issue(siti), issue(siti)
	assert by_link(new).contributors == (siti,)
	assert refusal(old) == refusal(new_key())


def test_revoked(siti: str) -> None:
	key = issue(siti)
	revoke(siti)
	kind, status, text = refusal(key)
	assert (kind, status) == (frappe.ValidationError, 417) and CONTACT in text
	assert by_link(issue(siti)).contributors == (siti,)


def test_after_the_deadline(scoring: Scoring, siti: str) -> None:
	"""The date, its zone and whom to ask; a longer time for one request opens the link again."""
	key = issue(siti)
	open_window(scoring.season, closes="2025-11-20 23:59:00")
	kind, _status, text = refusal(key)
	assert kind is frappe.ValidationError
	assert "20 November 2025 23.59 WITA" in text and CONTACT in text
	frappe.db.set_value("Feedback Request", {"contributor": siti}, "answer_until", "2099-01-01 10:00:00")
	assert by_link(key).contributors == (siti,)
	frappe.db.set_value("Feedback Request", {"contributor": siti}, "status", "Submitted")
	assert by_link(key).contributors == (siti,)
	frappe.db.set_value("Feedback Request", {"contributor": siti}, "status", "Withdrawn")
	assert refusal(key)[0] is frappe.ValidationError


def test_somebody_elses_longer_time(scoring: Scoring, siti: str) -> None:
	key = issue(siti)
	open_window(scoring.season, closes="2025-11-20 23:59:00")
	budi = make_contributor(scoring.season, "budi@lan-uji.example")
	ask_about(scoring.nominees[0], budi, answer_until="2099-01-01 10:00:00")
	assert refusal(key)[0] is frappe.ValidationError


def test_before_the_window_and_after_the_season(scoring: Scoring, siti: str) -> None:
	key = issue(siti)
	open_window(scoring.season, opens="2099-01-02 08:00:00")
	assert "2099 08.00 WITA" in refusal(key)[2]
	open_window(scoring.season)
	season_is(scoring, status="Closed")
	assert refusal(key)[0] is frappe.ValidationError


def test_who_has_left(scoring: Scoring) -> None:
	employee = make_employee(personal_email="siti@lan-uji.example").name
	contributor = make_contributor(scoring.season, employee=employee, full_name="")
	key = issue(contributor)
	assert by_link(key).contributors == (contributor,)
	frappe.db.set_value("Employee", employee, "status", "Left")
	kind, _status, text = refusal(key)
	assert kind is frappe.ValidationError and CONTACT in text


# Guessing


@pytest.mark.parametrize(
	"key",
	[
		"",
		"x",
		"a" * 43,
		"a" * 42,
		"a" * 5000,
		"' or 1=1 --",
		"\x00",
		"\ud800",
		"kunci-ü" * 7,
		7,
		["a"],
		{},
		b"a",
	],
)
def test_every_wrong_key_gets_the_same_answer(siti: str, key: Any) -> None:
	"""Whatever is wrong with it; the fingerprint of a good link is no key either."""
	good = issue(siti)
	answers = {refusal(wrong) for wrong in (key, new_key(), hash_of(good), good[:-1], good.swapcase())}
	assert len(answers) == 1
	kind, status, text = answers.pop()
	assert status == 401 and issubclass(kind, frappe.AuthenticationError)
	assert not any(word in text for word in (siti, CONTACT, "Siti", "UJI"))


def test_a_wrong_link_logs_nobody_out() -> None:
	"""Frappe clears the cookies on AuthenticationError itself."""
	assert refusal(new_key())[0] is not frappe.AuthenticationError


def test_guesses_are_limited(siti: str, monkeypatch: pytest.MonkeyPatch) -> None:
	"""By address; good links still work from there, and wrong ones from elsewhere get the usual answer."""
	key = issue(siti)
	answers = [refusal(new_key()) for _ in range(WRONG_KEYS_A_MINUTE + 5)]
	assert [status for _kind, status, _text in answers] == [401] * WRONG_KEYS_A_MINUTE + [429] * 5
	assert answers[-1][0] is frappe.TooManyRequestsError
	assert any(f" {seconds} " in answers[-1][2] for seconds in range(1, 61))
	assert by_link(key).contributors == (siti,)
	monkeypatch.setattr(frappe.local, "request_ip", "2001:db8::ffff")
	assert refusal(new_key())[1] == 401


def test_two_hundred_calls_a_minute(scoring: Scoring, siti: str) -> None:
	"""One link's calls are limited, another's are not."""
	key = issue(siti)
	other = issue(make_contributor(scoring.season, "budi@lan-uji.example"))
	done = []
	for _ in range(200):
		try:
			done.append(by_link(key).by_link)
		except frappe.TooManyRequestsError as error:
			done.append(error.http_status_code)
	assert done == [True] * CALLS_A_MINUTE + [429] * (200 - CALLS_A_MINUTE)
	assert by_link(other).by_link


def test_counters_end_and_tell_nothing(siti: str, guest: str) -> None:
	key = issue(siti)
	by_link(key)
	refusal(new_key())
	names = [name for name in frappe.cache.keys("*") if b"feedback " in name]
	assert names and all(0 < frappe.cache.ttl(name) <= 60 for name in names)
	assert not [name for name in names if key.encode() in name or guest.encode() in name]


def test_the_request_forgets_the_key(siti: str, monkeypatch: pytest.MonkeyPatch) -> None:
	"""Frappe writes what was sent into its logs when something fails later on."""
	key = issue(siti)
	with acting("Guest"):
		monkeypatch.setattr(frappe.local, "form_dict", frappe._dict(key=key, request="x"))
		caller(key)
		assert frappe.local.form_dict == {"request": "x"}


# Logged in


def test_a_user_is_the_contributor_of_the_own_record(scoring: Scoring, siti: str) -> None:
	user = make_user("Employee")
	employee = make_employee(user=user).name
	contributor = make_contributor(scoring.season, employee=employee, full_name="")
	for key in (None, ""):
		with acting(user):
			assert caller(key) == Caller((contributor,), by_link=False)
	season_is(scoring, status="Closed")
	with acting(user):
		assert caller(None).contributors == ()


def test_an_address_makes_nobody_a_contributor(scoring: Scoring) -> None:
	"""An account with the address of a contributor of another institution is not that person."""
	user = make_user("Employee")
	make_contributor(scoring.season, user)
	make_contributor(scoring.season, user, employee=make_employee().name, full_name="")
	with acting(user):
		assert caller(None).contributors == ()
	with acting(scoring.secretariat):
		assert caller(None).contributors == ()


def test_a_guest_without_a_link(siti: str) -> None:
	kind, status, _text = refusal(None)
	assert status == 401 and kind is not frappe.AuthenticationError


def test_a_user_who_has_left_or_is_disabled(scoring: Scoring) -> None:
	user = make_user("Employee")
	employee = make_employee(user=user).name
	make_contributor(scoring.season, employee=employee, full_name="")
	with acting(user):
		frappe.db.set_value("Employee", employee, "status", "Left")
		assert CONTACT in refused(caller, None)
		frappe.db.set_value("Employee", employee, "status", "Active")
		frappe.db.set_value("User", user, "enabled", 0)
		refused(caller, None)
