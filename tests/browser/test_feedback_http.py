"""360° answers as bad networks, hurried people and guessers send them: plain HTTP, several at once."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.browser.calling import PATIENCE, Server, break_off, sentence, together
from tests.without_bench import SITE, bench

SEASON = "UJI-SERENTAK"
UNIT = "Dinas Uji Serentak"
DOMAIN = "serentak.ntb-awards.example"
TRACES = {"season": SEASON, "scheme": "none", "unit": UNIT, "domain": DOMAIN}
AT_ONCE = 8
OK, REFUSED, NOT_KNOWN, FORBIDDEN, TOO_MANY = 200, 417, 401, 403, 429
CALLS_A_MINUTE, WRONG_KEYS_A_MINUTE = 120, 20
# Frappe numbers every refusal.
NUMBER = re.compile(r"[0-9a-f]{56}")
HOSTILE = """<script>alert("x")</script> <b>b</b> '; DROP TABLE `tabUser`; -- \\' {{ 7 * 7 }} &amp; %s 😀"""

Person = dict[str, Any]
Inside = Callable[[str, dict[str, Any]], str]


@pytest.fixture(scope="module")
def crowd(inside: Inside) -> Iterator[dict[str, Any]]:
	"""{staff, password, people: those who are asked, all about the same three nominees}"""
	password = secrets.token_urlsafe(16)
	inside("clean.py", TRACES)
	wanted = {"season": SEASON, "unit": UNIT, "domain": DOMAIN, "password": password, "people": 24}
	yield {"password": password, **json.loads(inside("feedback_crowd.py", wanted))}
	inside("clean.py", TRACES)


@pytest.fixture(scope="module")
def someone(crowd: dict[str, Any]) -> Callable[[], Person]:
	"""Somebody who has not answered anything yet."""
	fresh = iter(crowd["people"])
	return lambda: next(fresh)


@pytest.fixture
def server(address: str, inside: Inside) -> Server:
	return Server(address, inside, SEASON)


@pytest.fixture(scope="module")
def aspects(address: str, inside: Inside, someone: Callable[[], Person]) -> list[str]:
	"""The codes of what is asked."""
	answer = Server(address, inside, SEASON).post("overview", key=someone()["key"])
	(season,) = answer.json()["message"]["seasons"]
	(form,) = season["forms"].values()
	return [aspect["code"] for aspect in form["aspects"]]


# At the same instant


def test_first_saves_of_many_people(server: Server, someone: Callable[[], Person]) -> None:
	"""While no set is stored yet, and so all of them go into the same gap between two others."""
	people = [someone() for _place in range(AT_ONCE)]
	for place in range(3):
		calls = [
			lambda person=person, place=place: server.give("save", person, {"akuntabel": "3"}, place)
			for person in people
		]
		answers = together(calls)
		assert [answer.status_code for answer in answers] == [OK] * AT_ONCE, [one.text for one in answers]
	assert server.stored()["sets"] == 3 * AT_ONCE


def test_first_saves_of_one_person(server: Server, someone: Callable[[], Person]) -> None:
	person, before = someone(), server.stored()["sets"]
	scores = [str(number % 5 + 1) for number in range(AT_ONCE)]
	calls = [lambda score=score: server.give("save", person, {"akuntabel": score}) for score in scores]
	answers = together(calls)
	assert [answer.status_code for answer in answers] == [OK] * AT_ONCE, [one.text for one in answers]
	after = server.stored(person)
	assert (after["sets"], len(after["own"]), after["status"]) == (before + 1, 1, "Pending")
	assert after["own"][0]["answers"]["akuntabel"] in scores


@pytest.mark.parametrize("is_begun", [False, True])
def test_submissions_of_one_assessment(
	server: Server, someone: Callable[[], Person], aspects: list[str], is_begun: bool
) -> None:
	person = someone()
	if is_begun:
		server.give("save", person, {aspects[0]: "1"})
	before = server.stored()["sets"]
	sent = [{code: str(number % 5 + 1) for code in aspects} for number in range(AT_ONCE)]
	comments = [f"Dari layar {number}" for number in range(AT_ONCE)]
	calls = [
		lambda scores=scores, comment=comment: server.give("submit", person, scores, comment=comment)
		for scores, comment in zip(sent, comments, strict=True)
	]
	answers = together(calls)
	assert sorted(answer.status_code for answer in answers) == [OK] + [REFUSED] * (AT_ONCE - 1)
	winner = next(place for place, answer in enumerate(answers) if answer.ok)
	assert all("has been submitted" in sentence(answer) for answer in answers if not answer.ok)
	after = server.stored(person)
	one = {"docstatus": 1, "answers": sent[winner], "comment": comments[winner]}
	assert (after["own"], after["status"]) == ([one], "Submitted")
	assert after["sets"] == before + (not is_begun)
	shown = server.shown(person)
	assert (shown["answers"], shown["comment"], shown["open"]) == (sent[winner], comments[winner], False)


def test_given_up_by_the_database(server: Server, someone: Callable[[], Person]) -> None:
	person = someone()
	server.give("save", person, {"akuntabel": "2"}, comment="Baik")
	values = {"request": person["requests"][0], "answers": {"akuntabel": "5"}, "key": person["key"]}
	wanted = {"url": server.url("save"), "values": values}
	met = json.loads(server.inside("feedback_deadlock.py", wanted))
	assert met["status"] == REFUSED, met["body"]
	assert "Others were writing at the same moment" in met["body"]
	assert "QueryDeadlockError" not in met["body"]
	assert (server.shown(person)["answers"], server.shown(person)["comment"]) == ({"akuntabel": "2"}, "Baik")
	assert server.give("save", person, {"akuntabel": "5"}).ok
	assert server.shown(person)["answers"] == {"akuntabel": "5"}


# Too often, and by guessing


def test_one_link_very_often(server: Server, someone: Callable[[], Person]) -> None:
	busy, other = someone(), someone()
	began = time.monotonic()
	with ThreadPoolExecutor(AT_ONCE) as pool:
		calls = [pool.submit(server.give, "save", busy, {"akuntabel": "4"}) for _call in range(200)]
	assert time.monotonic() - began < 60
	answers = [call.result() for call in calls]
	refused = [answer for answer in answers if not answer.ok]
	assert {answer.status_code for answer in refused} == {TOO_MANY}
	assert len(refused) == 200 - CALLS_A_MINUTE
	assert all("try again in" in sentence(answer) for answer in refused)
	assert server.post("overview", key=busy["key"]).status_code == TOO_MANY
	assert server.give("save", other, {"akuntabel": "4"}).ok
	assert server.stored(busy)["own"][0]["answers"] == {"akuntabel": "4"}


def test_a_guesser_learns_nothing(server: Server, someone: Callable[[], Person]) -> None:
	good = someone()
	key = good["key"]
	wrong = [key.swapcase(), key[:-1], f"{key} ", f"{key}%", "a" * 43, "k" * 9999]
	wrong += ["", " ", "null", "💥", "\x00"]
	given = [server.post("overview", key=one) for one in wrong]
	told = {(answer.status_code, NUMBER.sub("", answer.text)) for answer in given}
	assert {status for status, _text in told} == {NOT_KNOWN}
	assert len(told) == 1
	answer = server.post("save", request=good["requests"][0], answers={}, key=wrong[0])
	assert (answer.status_code, sentence(answer)) == (NOT_KNOWN, sentence(given[0]))
	given.append(answer)
	for _call in range(WRONG_KEYS_A_MINUTE - len(given)):
		assert server.post("overview", key=secrets.token_urlsafe(32)).status_code == NOT_KNOWN
	late = server.post("overview", key=wrong[0])
	assert (late.status_code, "try again in" in sentence(late)) == (TOO_MANY, True)
	assert server.post("overview", key=key).ok


# What is not meant to be sent


def test_not_ones_own(server: Server, someone: Callable[[], Person], aspects: list[str]) -> None:
	mine, other = someone(), someone()
	scores = dict.fromkeys(aspects, "1")
	refused = [
		server.give(what, mine, scores, request=request)
		for what in ("save", "submit")
		for request in (other["requests"][0], "none", "", "%", "' OR 1=1 --")
	]
	assert {(answer.status_code, sentence(answer)) for answer in refused} == {
		(FORBIDDEN, "This assessment is not one of yours. Open your own list again.")
	}
	assert server.stored(other)["own"] == []


def test_a_revoked_link(server: Server, someone: Callable[[], Person], crowd: dict[str, Any]) -> None:
	person = someone()
	assert server.give("save", person, {"akuntabel": "4"}).ok
	staff = Server(server.address, server.inside, SEASON)
	assert staff.post("login", usr=crowd["staff"], pwd=crowd["password"]).ok
	assert staff.post("revoke", contributor=person["contributor"]).ok
	for answer in (server.post("overview", key=person["key"]), server.give("submit", person, {})):
		assert (answer.status_code, "revoked" in sentence(answer)) == (REFUSED, True)
	assert server.stored(person)["own"][0]["answers"] == {"akuntabel": "4"}


def test_what_is_no_form(server: Server, someone: Callable[[], Person]) -> None:
	person = someone()
	kept = server.give("save", person, {"akuntabel": "4"}, comment=HOSTILE)
	assert kept.ok
	bad = [[], ["5"], "[", "null", "5", 5, None, True, {"tampan": "5"}, {"__proto__": "5"}, {"akuntabel": {}}]
	scores = ("6", "x", "1e999", "١٢", "9" * 10_000, -1, 1e308, "\x00", True)
	bad += [{"akuntabel": score} for score in scores]
	for what in ("save", "submit"):
		for answers in bad:
			answer = server.give(what, person, answers)
			assert answer.status_code == REFUSED, (what, answers, answer.status_code, answer.text[:500])
	assert server.give("save", person, {}, comment="x" * 10_000_000).status_code == REFUSED
	for request in (["a"], {"name": "a"}, 1):
		assert server.give("save", person, {}, request=request).status_code in (REFUSED, FORBIDDEN), request
	for comment in (["a"], {"a": 1}, 7):
		assert server.give("save", person, {}, place=1, comment=comment).status_code in (OK, REFUSED), comment
	assert isinstance(server.shown(person, place=1)["comment"], str)
	for key in (7, ["a"], {"a": 1}, True):
		assert server.post("overview", key=key).status_code in (REFUSED, NOT_KNOWN), key
	shown = server.shown(person)
	assert (shown["answers"], shown["comment"]) == ({"akuntabel": "4"}, HOSTILE)


def test_other_fields_and_other_methods(server: Server, someone: Callable[[], Person]) -> None:
	person = someone()
	more = {
		"docstatus": 1,
		"value": "100",
		"status": "Submitted",
		"validity": "Valid",
		"owner": "x",
		"cmd": "",
	}
	assert server.give("save", person, {"akuntabel": "4"}, **more).ok
	seen = server.stored(person)
	assert (seen["own"][0]["docstatus"], seen["status"]) == (0, "Pending")
	values = {"request": person["requests"][0], "answers": '{"akuntabel": "1"}', "key": person["key"]}
	for what in ("save", "submit", "overview"):
		for method in ("GET", "PUT", "DELETE", "HEAD"):
			answer = requests.request(method, server.url(what), params=values, timeout=PATIENCE)
			assert answer.status_code == FORBIDDEN, (what, method)
	assert server.shown(person)["answers"] == {"akuntabel": "4"}


def test_the_key_is_in_no_log(
	server: Server,
	someone: Callable[[], Person],
	crowd: dict[str, Any],
	tmp_path_factory: pytest.TempPathFactory,
) -> None:
	"""Of no link in this file, after all that was sent; nor of one in a request that breaks off."""
	person = someone()
	whole = json.dumps({"request": person["requests"][0], "answers": {}, "key": person["key"]}).encode()
	break_off(server.url("save"), whole)
	for values in ({"key": person["key"]}, {"key": person["key"], "request": "x"}):
		assert server.session.post(server.url("save"), data=values, timeout=PATIENCE).status_code < 500
	keys = [one["key"] for one in crowd["people"]]
	logs = list(tmp_path_factory.getbasetemp().glob("server*/gunicorn.log"))
	assert logs
	for folder in (bench() / "sites" / SITE / "logs", bench() / "logs"):
		logs += [path for path in folder.iterdir() if path.stat().st_mtime > time.time() - 900]
	assert [path for path in logs if holds(path, keys)] == []
	assert server.stored(found=keys)["found"] == []


def holds(log: Path, keys: list[str]) -> bool:
	text = log.read_text(errors="replace")
	return any(key in text for key in keys)
