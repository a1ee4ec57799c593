"""The head of a unit recommends on a phone, and the operator sees it; by plain HTTP nobody else does."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.phone import HEIGHT, SMALLEST_TARGET, TOO_SMALL, WIDTH, WITHOUT_NAME

SEASON = "UJI-REKOMENDASI"
UNIT = "Dinas Uji Rekomendasi"
DOMAIN = "rekomendasi.ntb-awards.example"
PAGE, BOARD = "/rekomendasi", "/usulan-unit"
FIRST, SECOND, THIRD = "Ayu Pertiwi", "Lalu Surya Wijaya", "Baiq Hartini"
REASON = "Bukti dukung inovasi belum lengkap; mohon dilengkapi lalu minta lagi."
METHODS = "/api/method/ntb_awards.gateway.recommendations."
WAIT, PATIENCE = 60_000, 60

Scene = dict[str, str]
Open = Callable[[str, str], Page]


@pytest.fixture(scope="module")
def scene(inside: Callable[[str, dict[str, Any]], str]) -> Iterator[Scene]:
	"""Four nominations that wait for the head of their unit: {head, operator, fourth, password}."""
	traces = {"season": SEASON, "scheme": "none", "unit": UNIT, "domain": DOMAIN}
	password = secrets.token_urlsafe(16)
	inside("clean.py", traces)
	wanted = {"season": SEASON, "unit": UNIT, "domain": DOMAIN, "password": password}
	yield {"password": password} | json.loads(inside("recommendation_people.py", wanted))
	inside("clean.py", traces)


@pytest.fixture
def open_page(browser: Browser, address: str, scene: Scene) -> Iterator[Open]:
	"""`open_page(email, path)`: a phone of a person who is logged in, at that page."""
	contexts = []

	def another(email: str, path: str, width: int = WIDTH) -> Page:
		context = browser.new_context(
			base_url=address,
			viewport={"width": width, "height": HEIGHT},
			locale="id-ID",
			timezone_id="Asia/Makassar",
		)
		context.set_default_timeout(WAIT)
		contexts.append(context)
		log_in(context.request, email, scene["password"])
		page = context.new_page()
		page.goto(path)
		return page

	expect.set_options(timeout=WAIT)
	yield another
	for context in contexts:
		context.close()


def log_in(asking: Any, email: str, password: str) -> None:
	answer = asking.post("/api/method/login", form={"usr": email, "pwd": password})
	assert answer.ok, answer.text()


def card(page: Page, name: str) -> Locator:
	return page.locator(f".nomination[data-nominee='{name}']")


def test_recommending_and_declining_on_a_phone(open_page: Open, scene: Scene) -> None:
	page = open_page(scene["head"], PAGE)
	first = card(page, FIRST)
	expect(first).to_contain_text("Analis Kebijakan Ahli Muda")
	expect(first).to_contain_text("SAMBANGI")
	first.locator("summary").first.click()
	expect(first.locator(".as-written").first).to_contain_text("keluhan warga")

	# Looking again changes nothing.
	first.locator("[data-action=confirm]").click()
	expect(page.locator("dialog[open] h2")).to_contain_text(FIRST)
	page.locator("dialog[open] button[value=no]").click()
	expect(first.locator(".note")).to_have_count(0)
	first.locator("[data-action=confirm]").click()
	page.locator("dialog[open] button[value=yes]").click()
	expect(first.locator(".note.good")).to_contain_text(FIRST)
	expect(first.locator(".note.good")).to_be_focused()

	# Declining asks for the reason at its field.
	second = card(page, SECOND)
	second.locator("[data-action=open]").click()
	expect(second.locator("textarea")).to_be_focused()
	second.locator("form .button").click()
	expect(second.locator(".problem")).not_to_be_empty()
	expect(second.locator("textarea")).to_have_attribute("aria-invalid", "true")
	second.locator("textarea").fill("<b>tidak</b>")
	second.locator("form .button").click()
	expect(second.locator(".problem")).to_contain_text("HTML")
	expect(second.locator("textarea")).to_have_value("<b>tidak</b>")
	second.locator("textarea").fill(REASON)
	second.locator("form .button").click()
	expect(second.locator(".note")).to_contain_text(SECOND)

	page.reload()
	expect(card(page, FIRST)).to_have_count(0)
	expect(page.locator(".decisions li")).to_have_count(2)
	expect(page.locator(".decisions")).to_contain_text(REASON)

	board = open_page(scene["operator"], BOARD)
	expect(board.locator(".nominee", has_text=FIRST).locator(".pill.good")).to_have_count(1)
	expect(board.locator(".nominee", has_text=SECOND).locator(".pill.bad")).to_have_count(1)
	board.locator(".nominee", has_text=SECOND).locator("summary").click()
	expect(board.locator(".nominee", has_text=SECOND)).to_contain_text("Bukti dukung inovasi")


def test_the_board_tells_what_lacks_and_where_to_begin(open_page: Open, scene: Scene) -> None:
	board = open_page(scene["operator"], BOARD)
	expect(board.locator(".category")).to_have_count(8)
	expect(board.locator(".category-head .pill.warn")).to_have_count(7)
	expect(board.locator(".deadline")).to_contain_text("23.59 WITA")
	assert f"season={SEASON}" in board.locator(".button.primary").get_attribute("href")
	assert board.locator("script").count() == 0


@pytest.mark.parametrize(("who", "path"), [("head", PAGE), ("operator", BOARD)])
@pytest.mark.parametrize("width", [WIDTH, 1280])
def test_fits_a_phone_and_a_screen_reader(
	open_page: Open, scene: Scene, who: str, path: str, width: int
) -> None:
	page = open_page(scene[who], path, width)
	page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
	overflow = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
	too_small = page.evaluate(TOO_SMALL, SMALLEST_TARGET)
	assert (too_small, page.evaluate(WITHOUT_NAME), overflow) == ([], [], 0)
	assert page.locator("html").get_attribute("lang") == "id" and len(page.content()) < 100_000
	assert page.locator("h1").count() == 1


def test_by_keyboard_alone(open_page: Open, scene: Scene) -> None:
	page = open_page(scene["head"], PAGE)
	target = card(page, THIRD).locator("[data-action=confirm]")
	for _step in range(40):
		page.keyboard.press("Tab")
		if target.evaluate("(one) => one === document.activeElement"):
			break
	page.keyboard.press("Enter")
	expect(page.locator("dialog[open] button[value=yes]")).to_be_focused()
	page.keyboard.press("Enter")
	expect(card(page, THIRD).locator(".note.good")).to_be_focused()


# ── by plain HTTP ─────────────────────────────────────────────────────────────────────────────────────


class Caller:
	"""Somebody who calls the site past its pages, logged in or not."""

	def __init__(self, address: str, email: str = "", password: str = "") -> None:
		self.address, self.session = address, requests.Session()
		self.session.headers.update({"Accept-Language": "en", "Connection": "close"})
		if email:
			login = {"usr": email, "pwd": password}
			assert self.session.post(f"{address}/api/method/login", data=login, timeout=PATIENCE).ok
			page = self.session.get(f"{address}{PAGE}", timeout=PATIENCE).text
			self.csrf = json.loads(page.split('id="page-data">')[1].split("</script>")[0])["csrf"]
			self.session.headers["X-Frappe-CSRF-Token"] = self.csrf

	def post(self, method: str, **values: Any) -> requests.Response:
		values = {"_lang": "en", **values}
		return self.session.post(f"{self.address}{METHODS}{method}", json=values, timeout=PATIENCE)

	def put(self, nomination: str, **values: Any) -> requests.Response:
		url = f"{self.address}/api/resource/Nomination/{nomination}"
		return self.session.put(url, json=values, timeout=PATIENCE)

	def get(self, path: str) -> requests.Response:
		return self.session.get(f"{self.address}{path}", allow_redirects=False, timeout=PATIENCE)


def test_who_may_not_decide(address: str, scene: Scene) -> None:
	guest, operator = Caller(address), Caller(address, scene["operator"], scene["password"])
	for caller in (guest, operator):
		assert caller.post("confirm", nomination=scene["fourth"]).status_code == 403
		answer = caller.post("decline", nomination=scene["fourth"], reason="Tidak")
		assert answer.status_code == 403
	assert guest.get(PAGE).status_code in (301, 302) and guest.get(BOARD).status_code in (301, 302)
	forged = operator.put(
		scene["fourth"], recommendation_status="Confirmed", recommended_by=scene["head"], achievement="Baru"
	)
	assert forged.ok and forged.json()["data"]["achievement"] == "Baru"
	assert forged.json()["data"]["recommendation_status"] == "Asked"
	assert not forged.json()["data"].get("recommended_by")


def test_who_decides_does_so_once_and_with_a_token(address: str, scene: Scene) -> None:
	head = Caller(address, scene["head"], scene["password"])
	assert head.put(scene["fourth"], achievement="Bukan urusannya").status_code == 403
	assert head.post("confirm", nomination="NOM-0000-00000").status_code == 403
	by_get = head.get(f"{METHODS}confirm?nomination={scene['fourth']}")
	assert by_get.status_code == 403
	token = head.session.headers.pop("X-Frappe-CSRF-Token")
	assert head.post("confirm", nomination=scene["fourth"]).status_code in (400, 403)
	head.session.headers["X-Frappe-CSRF-Token"] = token
	refused = head.post("decline", nomination=scene["fourth"], reason="<script>alert(1)</script>")
	assert refused.status_code == 417 and "reason" in refused.json()["problems"]
	assert head.post("confirm", nomination=scene["fourth"]).ok
	assert head.post("confirm", nomination=scene["fourth"]).ok
	again = head.post("decline", nomination=scene["fourth"], reason="Berubah pikiran")
	assert again.status_code == 417 and "already recommended" in again.text
