"""Citizens' feedback as browsers, programs and crowds send it: plain HTTP to a real server."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from threading import Barrier
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests
from playwright.sync_api import Browser, expect

from tests.browser.calling import PATIENCE, break_off
from tests.browser.phone import HEIGHT, WIDTH

SEASON = "UJI-WARGA"
UNIT, DOMAIN = "Dinas Uji Warga", "warga.ntb-awards.example"
TRACES = {"season": SEASON, "scheme": "none", "unit": UNIT, "domain": DOMAIN}
FINALISTS = 3
TOKEN = re.compile(r'name="token" value="([^"]+)"')
SHOWN = re.compile(r'name="shown" value="([^"]+)"')
PROBLEM = re.compile(r'<p class="problem" id="response-([^"]+)-problem">')
OK, SEE_OTHER, BAD, FORBIDDEN, MISSING, TOO_LARGE, WRONG, TOO_MANY = 200, 303, 400, 403, 404, 413, 422, 429
CONNECTIONS, POSTS = 50, 500
SECONDS_UNTIL = 10
TEXT = "Petugas ini melayani kami dengan sabar."
WIDE = ["2020-01-01 00:00:00", "2099-12-31 23:59:00"]
HOSTILE = """'; DROP TABLE `tabUser`; -- {{ 7 * 7 }} %s \\' 5 < 6 & 7 😀"""

Inside = Callable[[str, dict[str, Any]], str]
Look = Callable[..., dict[str, Any]]
Stored = Callable[..., list[dict[str, Any]]]


class Citizen:
	"""A browser without scripts; each from a network of its own."""

	def __init__(self, address: str, number: Any = 1, season: str = SEASON) -> None:
		self.address, self.path = address, f"/awards/{season}/uji-publik/{number}"
		self.session = requests.Session()
		network = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"
		# A connection each: the server closes one left open in the moment in which it is used again.
		self.session.headers.update({"X-Forwarded-For": network, "Connection": "close"})
		self.token = ""
		# Tells what this citizen sent from what others did.
		self.domain = f"{secrets.token_hex(4)}.{DOMAIN}"

	def get(self, path: str = "") -> requests.Response:
		return self._call("GET", path or self.path)

	def post(self, values: Any, path: str = "", **options: Any) -> requests.Response:
		return self._call("POST", path or self.path, data=values, **options)

	def _call(self, method: str, path: str, **options: Any) -> requests.Response:
		address = self.address + path + ("" if "?" in path else "?_lang=en")
		options = {"timeout": PATIENCE, "allow_redirects": False, **options}
		return self.session.request(method, address, **options)

	def filled(self, **fields: Any) -> dict[str, Any]:
		"""The form as a citizen fills it in, with the token of the page."""
		self.token = self.token or TOKEN.search(self.get().text).group(1)
		email = f"{secrets.token_hex(5)}@{self.domain}"
		values = {"token": self.token, "website": "", "email": email, "text": TEXT}
		return {**values, "rating-kredibilitas": "4", **fields}

	def send(self, **fields: Any) -> requests.Response:
		return self.post(self.filled(**fields))


@pytest.fixture(scope="module")
def scene(inside: Inside) -> Iterator[dict[str, Any]]:
	"""{staff, password, nominations}"""
	password = secrets.token_urlsafe(16)
	inside("clean.py", TRACES)
	wanted = {"season": SEASON, "unit": UNIT, "domain": DOMAIN, "password": password, "finalists": FINALISTS}
	yield {"password": password, **json.loads(inside("response_people.py", wanted))}
	inside("response_rows.py", {"season": SEASON, "forget": True})
	inside("clean.py", TRACES)


@pytest.fixture
def look(inside: Inside, scene: dict[str, Any]) -> Look:
	"""What is stored; see inside/response_rows.py."""
	return lambda **more: json.loads(inside("response_rows.py", {"season": SEASON, **more}))


@pytest.fixture
def citizen(address: str, scene: dict[str, Any]) -> Citizen:
	return Citizen(address)


@pytest.fixture
def stored(citizen: Citizen, look: Look) -> Stored:
	"""What is stored of this citizen."""

	def rows(**more: Any) -> list[dict[str, Any]]:
		return [row for row in look(**more)["rows"] if row["address"].endswith(citizen.domain)]

	return rows


# From the page to the confirmation


def test_all_the_way(citizen: Citizen, look: Look) -> None:
	email = f"siti@{citizen.domain}"
	page = citizen.get()
	assert page.status_code == OK and "<script" not in page.text
	answer = citizen.send(email=email, name="Siti Rahma")
	assert answer.status_code == SEE_OTHER
	assert "look into your mailbox" in citizen.get(answer.headers["Location"]).text
	path = look(letters=True)["links"][email]
	html = citizen.get(path).text
	assert TEXT in html
	(row,) = (row for row in look()["rows"] if row["address"] == email)
	assert (row["status"], row["confirmed"]) == ("Unconfirmed", False)
	done = citizen.post({"shown": SHOWN.search(html).group(1)}, path)
	assert done.status_code == OK and "has been confirmed" in done.text
	(row,) = (row for row in look()["rows"] if row["address"] == email)
	assert (row["status"], row["confirmed"]) == ("Pending", True)
	again = citizen.post({"shown": SHOWN.search(html).group(1)}, path)
	assert again.status_code == OK and "nothing more to do" in again.text


def test_in_a_browser_on_a_phone(browser: Browser, address: str, look: Look, scene: dict[str, Any]) -> None:
	"""The same way in Chromium at 390 pixels, without scripts: what is wrong stands at the field first."""
	email = f"warga-{secrets.token_hex(4)}@{DOMAIN}"
	screen = {"width": WIDTH, "height": HEIGHT}
	context = browser.new_context(base_url=address, viewport=screen, java_script_enabled=False)
	page = context.new_page()
	page.goto(f"/awards/{SEASON}/uji-publik/1?_lang=en")
	page.locator("form .step", has_text="4").first.click()
	page.locator("#response-text").fill(TEXT)
	page.locator("form.response-form button").click()
	expect(page.locator("#response-email-problem")).not_to_be_empty()
	expect(page.locator("#response-text")).to_have_value(TEXT)
	page.locator("#response-email").fill(email)
	page.locator("form.response-form button").click()
	expect(page.locator("main")).to_contain_text("look into your mailbox")
	page.goto(look(letters=True)["links"][email])
	expect(page.locator("main")).to_contain_text(TEXT)
	page.locator("main form button").click()
	expect(page.locator("main")).to_contain_text("has been confirmed")
	context.close()
	(row,) = (row for row in look()["rows"] if row["address"] == email)
	assert (row["status"], row["confirmed"]) == ("Pending", True)


def test_replayed(citizen: Citizen, stored: Stored) -> None:
	values = citizen.filled()
	answers = [citizen.post(values) for _time in range(5)]
	assert {(one.status_code, one.headers["Location"]) for one in answers} == {
		(SEE_OTHER, answers[0].headers["Location"])
	}
	assert len(stored()) == 1


# What is refused, and nothing stored


def test_bad_input(citizen: Citizen, stored: Stored) -> None:
	wrong: list[tuple[dict[str, Any], set[str]]] = [
		({"rating-kredibilitas": "6"}, {"rating-kredibilitas"}),
		({"rating-kredibilitas": "5; DROP TABLE tabUser"}, {"rating-kredibilitas"}),
		({"text": "<script>alert(1)</script>"}, {"text"}),
		({"text": "x" * 2001}, {"text"}),
		({"name": "'; DROP TABLE tabUser; --"}, {"name"}),
		({"name": "<img src=x onerror=alert(1)>"}, {"name"}),
		({"email": "siti@warga.example\r\nBcc: x@y.id"}, {"email"}),
		({"email": "<svg/onload=x>@y.id"}, {"email"}),
		({"email": ""}, {"email"}),
		({"status": "Approved"}, set()),
		({"contact": "0812345678"}, set()),
		({"nomination": "NOM-1"}, set()),
		({"token": "x"}, set()),
		({"token": ["a", "b"]}, set()),
	]
	for fields, where in wrong:
		answer = citizen.send(**fields)
		assert (answer.status_code, set(PROBLEM.findall(answer.text))) == (WRONG, where), fields
		assert 'id="response-problems"' in answer.text and "<script" not in answer.text
		assert "onerror=alert(1)>" not in answer.text and "no-store" in answer.headers["Cache-Control"]
	assert stored() == []


def test_in_the_language_of_the_page(citizen: Citizen) -> None:
	for language in ("id", "en"):
		answer = citizen.post(citizen.filled(email=""), f"{citizen.path}?_lang={language}")
		assert answer.status_code == WRONG and f'<html lang="{language}"' in answer.text


def test_sql_in_a_text_is_kept_as_it_is(citizen: Citizen, stored: Stored) -> None:
	assert citizen.send(text=HOSTILE).status_code == SEE_OTHER
	assert stored()[0]["response"] == HOSTILE


def test_ten_megabytes(citizen: Citizen, stored: Stored) -> None:
	answer = citizen.send(text="x" * 10_000_000)
	assert (answer.status_code, PROBLEM.findall(answer.text)) == (TOO_LARGE, ["text"])
	assert len(answer.content) < 200_000
	token = citizen.token

	def in_chunks() -> Iterator[bytes]:
		yield f"token={token}&email=siti%40{DOMAIN}&text=".encode()
		for _part in range(100):
			yield b"x" * 10_000

	answer = citizen.post(in_chunks(), headers={"Content-Type": "application/x-www-form-urlencoded"})
	assert answer.status_code in (TOO_LARGE, WRONG)
	assert stored() == []


def test_what_is_no_form(citizen: Citizen, stored: Stored) -> None:
	values = citizen.filled()
	assert citizen.post(json.dumps(values), headers={"Content-Type": "application/json"}).status_code == WRONG
	files = {"text": ("a.svg", "<svg onload=alert(1)>", "image/svg+xml")}
	del values["text"]
	assert citizen.post(values, files=files).status_code == WRONG
	break_off(citizen.address + citizen.path, b"token=x&email=siti")
	for method in ("PUT", "DELETE", "PATCH"):
		assert citizen._call(method, citizen.path, data=values).status_code in (BAD, FORBIDDEN, MISSING)
	assert stored() == []


def test_nobody_the_public_is_asked_about(citizen: Citizen, stored: Stored) -> None:
	values = citizen.filled()
	for number in (0, FINALISTS + 1, 10**12, "x", "1'--", "%00"):
		path = f"/awards/{SEASON}/uji-publik/{number}"
		assert citizen.post(values, path).status_code == MISSING, number
	for season in (SEASON.lower(), "TIDAK-ADA", "%25", "..%2F.."):
		assert citizen.post(values, f"/awards/{season}/uji-publik/1").status_code == MISSING, season
	# The page of one finalist does not speak for another.
	assert citizen.post(values, f"/awards/{SEASON}/uji-publik/2").status_code == WRONG
	stored(public=0)
	assert citizen.post(values).status_code == MISSING
	assert stored(public=1) == []


def wita(moment: datetime) -> str:
	return moment.astimezone(ZoneInfo("Asia/Makassar")).strftime("%Y-%m-%d %H:%M:%S")


def test_before_and_after_the_window(citizen: Citizen, stored: Stored) -> None:
	values, now = citizen.filled(), datetime.now(timezone.utc)
	tomorrow = now + timedelta(days=1)
	for opens, closes in ((tomorrow, tomorrow), (now - timedelta(days=2), now - timedelta(minutes=2))):
		stored(window=[wita(opens), wita(closes)])
		answer = citizen.post(values)
		assert answer.status_code == FORBIDDEN and "<form" not in answer.text and "WITA" in answer.text
	assert stored(window=WIDE) == []


def test_the_window_opens_to_the_second(citizen: Citizen, look: Look, stored: Stored) -> None:
	values = citizen.filled()
	opens = datetime.fromisoformat(look(opens_in=SECONDS_UNTIL)["opens"])
	answers = []
	while datetime.now(timezone.utc) < opens + timedelta(seconds=2):
		began = datetime.now(timezone.utc)
		answer = citizen.post(values)
		answers.append((began, datetime.now(timezone.utc), answer.status_code))
		time.sleep(0.2)
	assert {status for _began, ended, status in answers if ended < opens} == {FORBIDDEN}
	assert {status for began, _ended, status in answers if began >= opens} == {SEE_OTHER}
	assert len(stored(window=WIDE)) == 1


def test_a_program_that_fills_in_everything(citizen: Citizen, stored: Stored) -> None:
	answer = citizen.send(website="https://beli.example")
	assert answer.status_code == SEE_OTHER and stored() == []


def test_too_often(citizen: Citizen, stored: Stored) -> None:
	statuses = [citizen.send().status_code for _post in range(22)]
	assert statuses == [SEE_OTHER] * 20 + [TOO_MANY] * 2
	answer = citizen.send(text="Teks saya")
	assert "Teks saya" in answer.text and int(answer.headers["Retry-After"]) > 0
	assert len(stored()) == 20


# Somebody with an account


def test_logged_in(citizen: Citizen, scene: dict[str, Any], stored: Stored) -> None:
	credentials = {"usr": scene["staff"], "pwd": scene["password"]}
	assert citizen.post(credentials, "/api/method/login").ok
	html = citizen.get().text
	token = re.search(r'name="csrf_token" value="([^"]+)"', html).group(1)
	assert citizen.send(csrf_token=token).status_code == SEE_OTHER
	assert 'name="csrf_token"' not in Citizen(citizen.address).get().text
	assert len(stored()) == 1


def test_guests_have_no_other_door(citizen: Citizen, stored: Stored) -> None:
	citizen.send()
	(row,) = stored()
	for method, path in (
		("GET", "/api/resource/Public Response"),
		("GET", f"/api/resource/Public Response/{row['name']}"),
		("POST", "/api/resource/Public Response"),
		("POST", "/api/method/ntb_awards.gateway.public_moderation.approve"),
		("GET", "/api/method/ntb_awards.gateway.public_digest.digest"),
		("POST", "/api/method/ntb_awards.gateway.public_responses.receive"),
		("POST", "/api/method/ntb_awards.gateway.public_response_mail.send"),
	):
		values = {"responses": json.dumps([row["name"]]), "nomination": row["nomination"]}
		answer = citizen._call(method, path, data=values)
		assert answer.status_code == FORBIDDEN, (path, answer.status_code)
	assert stored() == [row]


# Many at once


def test_many_at_once(address: str, citizen: Citizen, stored: Stored) -> None:
	"""500 posts from 50 connections, a fifth of them for addresses that several connections send at once."""
	pages = [Citizen(address, number).filled() for number in range(1, FINALISTS + 1)]
	people = [Citizen(address) for _connection in range(CONNECTIONS)]
	barrier = Barrier(CONNECTIONS)

	def send_all(place: int) -> list[tuple[int, str, str, int]]:
		barrier.wait()
		return [send_one(place, turn) for turn in range(POSTS // CONNECTIONS)]

	def send_one(place: int, turn: int) -> tuple[int, str, str, int]:
		number = turn % FINALISTS + 1
		is_shared = turn < 2
		email = f"{f'bersama{place // 10}' if is_shared else f'warga{place}'}-{turn}@{citizen.domain}"
		text = f"Tanggapan {place} ke-{turn}"
		values = {**pages[number - 1], "email": email, "text": text}
		answer = people[place].post(values, f"/awards/{SEASON}/uji-publik/{number}")
		return number, email, text, answer.status_code

	began = time.monotonic()
	with ThreadPoolExecutor(CONNECTIONS) as pool:
		sent = [one for part in pool.map(send_all, range(CONNECTIONS)) for one in part]
	print(f"{POSTS / (time.monotonic() - began):.0f} posts a second")
	assert [status for *_rest, status in sent] == [SEE_OTHER] * POSTS
	wanted: dict[tuple[int, str], set[str]] = {}
	for number, email, text, _status in sent:
		wanted.setdefault((number, email), set()).add(text)
	rows = stored()
	kept = {(int(row["nomination"][-5:]), row["address"]): row["response"] for row in rows}
	assert len(rows) == len(kept) and set(kept) == set(wanted)
	assert all(text in wanted[key] for key, text in kept.items())


def test_nothing_of_it_is_in_the_logs(citizen: Citizen, look: Look) -> None:
	"""Neither texts nor addresses, whatever went wrong."""
	email = f"rahasia-{secrets.token_hex(8)}@{DOMAIN}"
	text = f"Rahasia {secrets.token_hex(8)}"
	citizen.send(email=email, text=text)
	citizen.send(email=email, text=text, status="x")
	citizen.send(email=email, text=text * 5000)
	assert look(secrets=[email, text])["found"] == []
