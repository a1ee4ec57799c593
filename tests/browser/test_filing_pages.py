"""An employee files over two visits, on a phone and at a desk, and submits; what others meet there."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.calling import sentence
from tests.browser.nominee import LIST, Nominee
from tests.browser.phone import HEIGHT, WIDTH

SEASON = "UJI-USULAN"
UNIT = "Dinas Uji Usulan"
DOMAIN = "usulan.ntb-awards.example"
TRACES = {"season": SEASON, "scheme": "none", "unit": UNIT, "domain": DOMAIN}
CATEGORY = "Jabatan Fungsional"
LETTER = {
	"recommender_name": "Drs. H. Lalu Mahrup, M.Si.",
	"recommender_position": "Kepala Dinas",
	"recommendation_number": "800/112/2026",
	"recommendation_date": "2026-01-02",
}
TITLE, DESCRIPTION = "SAMBANGI Desa", "Layanan keliling bagi desa terpencil."
WAIT = 60_000

Inside = Callable[[str, dict[str, Any]], str]
Visit = Callable[..., Nominee]


@pytest.fixture(scope="module")
def people(inside: Inside) -> Iterator[dict[str, str]]:
	"""Who takes part in a season that is open: {employee, operator, stranger, season, password}."""
	password = secrets.token_urlsafe(16)
	inside("clean.py", TRACES)
	wanted = {"season": SEASON, "unit": UNIT, "domain": DOMAIN, "password": password}
	yield {"password": password} | json.loads(inside("filing_people.py", wanted))
	inside("clean.py", TRACES)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
	"""Somebody who has not logged in yet, with a phone or at a desk."""
	contexts: list[BrowserContext] = []

	def another(width: int = WIDTH) -> Nominee:
		context = browser.new_context(
			base_url=address,
			viewport={"width": width, "height": HEIGHT},
			locale="id-ID",
			timezone_id="Asia/Makassar",
		)
		context.set_default_timeout(WAIT)
		contexts.append(context)
		return Nominee(context)

	expect.set_options(timeout=WAIT)
	yield another
	for context in contexts:
		context.close()


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
	path = tmp_path_factory.mktemp("scans") / "berkas.png"
	Image.new("RGB", (80, 120), "white").save(path)
	return path


def test_filed_over_two_visits(visit: Visit, people: dict[str, str], inside: Inside, scan: Path) -> None:
	phone = visit()
	phone.log_in(people["employee"], people["password"])
	assert (phone.overflow(), phone.too_small(), phone.without_name()) == (0, [], [])
	name = phone.begin(CATEGORY)
	assert (phone.overflow(), phone.too_small(), phone.without_name()) == (0, [], [])
	phone.type_in("innovation_title", TITLE)
	phone.type_in("innovation_description", DESCRIPTION)
	expect(phone.page.locator("[data-count=innovation_description]")).to_contain_text("5")
	phone.expect_saved()
	expect(phone.page.locator("[data-part=eligibility] .pill").first).to_be_visible()
	code = phone.documents_to_upload()[0]
	phone.upload(code, scan)
	phone.leave()

	desk = visit(1280)
	desk.log_in(people["employee"], people["password"])
	desk.open(name)
	assert desk.field("innovation_title").input_value() == TITLE
	assert desk.field("innovation_description").input_value() == DESCRIPTION
	desk.remove(code)
	for one in desk.documents_to_upload():
		desk.upload(one, scan)
	for field, text in LETTER.items():
		desk.type_in(field, text)
	desk.save()
	inside("filing_feedback.py", {"nomination": name})
	desk.page.reload()
	assert desk.missing() == []
	desk.submit()
	expect(desk.page.locator(".steps [aria-current=step]")).to_have_count(1)
	receipt = desk.page.locator("#receipt").get_attribute("href")
	paper = desk.page.request.get(receipt)
	assert (paper.status, paper.body()[:4]) == (200, b"%PDF")
	desk.page.goto(LIST)
	expect(desk.page.locator(".card-link").first).to_contain_text("1")


def test_two_windows(visit: Visit, people: dict[str, str]) -> None:
	"""The second does not overwrite the first without asking, and loses nothing."""
	first, second = visit(), visit(1280)
	first.log_in(people["stranger"], people["password"])
	name = first.begin("Pegawai ASN Inspiratif")
	second.log_in(people["stranger"], people["password"], f"{LIST}/{name}")
	first.type_in("achievement", "Dari telepon")
	first.save()
	second.type_in("achievement", "Dari meja")
	expect(second.page.locator("#conflict-dialog")).to_be_visible()
	second.page.locator("[data-action=overwrite]").click()
	second.expect_saved()
	first.page.reload()
	assert first.field("achievement").input_value() == "Dari meja"


def test_what_to_correct_stands_at_the_field(visit: Visit, people: dict[str, str]) -> None:
	nominee = visit()
	nominee.log_in(people["stranger"], people["password"])
	nominee.page.locator(".card-link a").first.click()
	nominee.type_in("self_description", "Halo <script>alert(1)</script>")
	expect(nominee.problem("self_description")).not_to_be_empty()
	expect(nominee.page.locator(".bar")).to_have_attribute("data-state", "refused")
	nominee.type_in("self_description", "Halo")
	nominee.expect_saved()
	expect(nominee.problem("self_description")).to_be_empty()


def test_without_a_connection(visit: Visit, people: dict[str, str]) -> None:
	nominee = visit()
	nominee.log_in(people["stranger"], people["password"])
	nominee.page.locator(".card-link a").first.click()
	nominee.page.context.set_offline(True)
	nominee.type_in("social_activity", "Mengajar")
	expect(nominee.page.locator(".bar")).to_have_attribute("data-state", "offline")
	nominee.page.context.set_offline(False)
	nominee.expect_saved()


def test_an_operator_files_for_somebody(visit: Visit, people: dict[str, str]) -> None:
	operator = visit()
	operator.log_in(people["operator"], people["password"])
	expect(operator.page.locator(".for-unit")).to_be_visible()
	operator.page.locator(".for-unit summary").click()
	operator.page.locator("form.search input[type=search]").fill("Putri")
	operator.page.locator("form.search button[type=submit]").click()
	operator.page.locator(".found button").click()
	operator.page.locator(".result .choice").first.click()
	assert (operator.overflow(), operator.too_small(), operator.without_name()) == (0, [], [])
	operator.page.locator(".result .primary").click()
	operator.page.wait_for_url(f"**{LIST}/*")
	expect(operator.page.locator("#title")).to_contain_text("Putri")


# --- past the pages -------------------------------------------------------------------------------


class Caller:
	"""A program that calls the endpoints as no browser would."""

	def __init__(self, address: str, email: str = "", password: str = "") -> None:
		self.address, self.session = address, requests.Session()
		self.session.headers["Accept-Language"] = "en"
		if email:
			login = {"usr": email, "pwd": password}
			self.session.post(f"{address}/api/method/login", json=login, timeout=60).raise_for_status()

	def get(self, path: str) -> requests.Response:
		return self.session.get(f"{self.address}{path}", timeout=60, allow_redirects=False)

	def call(self, method: str, **values: Any) -> requests.Response:
		url = f"{self.address}/api/method/ntb_awards.gateway.{method}"
		return self.session.post(url, json=values, timeout=60, headers={"Connection": "close"})


@pytest.fixture(scope="module")
def nomination(address: str, people: dict[str, str]) -> str:
	employee = Caller(address, people["employee"], people["password"])
	found = employee.get("/api/resource/Nomination").json()["data"]
	return found[0]["name"]


METHODS = {
	"filing.save": {"values": {"achievement": "x"}},
	"filing.submit": {},
	"filing.withdraw": {"reason": "x"},
	"filing.discard": {},
	"filing.parts": {},
}


@pytest.mark.parametrize("method", METHODS)
def test_others_learn_nothing(address: str, people: dict[str, str], nomination: str, method: str) -> None:
	"""A nomination of somebody else is answered in the same words as one that does not exist."""
	stranger = Caller(address, people["stranger"], people["password"])
	answers = [stranger.call(method, nomination=one, **METHODS[method]) for one in (nomination, "NOM-0-0")]
	assert [answer.status_code for answer in answers] == [404, 404]
	assert sentence(answers[0]) == sentence(answers[1])
	pages = [stranger.get(f"{LIST}/{one}") for one in (nomination, "NOM-0-0")]
	assert [page.status_code for page in pages] == [403, 403]
	assert Caller(address).call(method, nomination=nomination, **METHODS[method]).status_code == 403


def test_a_forged_request_is_refused(address: str, people: dict[str, str], nomination: str) -> None:
	"""Another site can make a browser send the session's cookie, but not the page's token."""
	employee = Caller(address, people["employee"], people["password"])
	employee.get(f"{LIST}/{nomination}")
	answer = employee.call("filing.withdraw", nomination=nomination, reason="Palsu")
	assert (answer.status_code, answer.json()["exc_type"]) == (400, "CSRFTokenError")


def test_guests_are_sent_to_the_login(address: str, nomination: str) -> None:
	for path in (LIST, f"{LIST}/{nomination}"):
		answer = Caller(address).get(path)
		assert (answer.status_code, "/login?redirect-to=" in answer.headers["Location"]) == (301, True)


def test_the_receipt_is_not_for_others(address: str, people: dict[str, str], nomination: str) -> None:
	path = "/api/method/ntb_awards.gateway.papers.download?print_format=Tanda+Terima+Usulan&nomination="
	for caller in (Caller(address), Caller(address, people["stranger"], people["password"])):
		assert caller.get(path + nomination).status_code in (403, 404)
