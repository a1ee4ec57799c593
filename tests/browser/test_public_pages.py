"""The public pages in a real browser: what they owe everybody, on a phone and on a desk, without scripts, and
that an announcement appears when it is published."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.desk import Desk
from tests.browser.page_checks import focus_problems, problems

SEASON = "UJI-PUBLIK"
UNIT = "Dinas Uji Publik"
DOMAIN = "publik.ntb-awards.example"
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
LIMIT = 100_000
# Seconds: how long a proxy or a browser may hold a page, and how long one waits for a publication to come.
HELD, SOON = 5, 12

Inside = Callable[[str, dict[str, Any]], str]
Made = dict[str, Any]


@pytest.fixture(scope="module")
def made(inside: Inside) -> Iterator[Made]:
	"""{secretariat, password, minutes, waiting, number}"""
	traces = {"season": SEASON, "scheme": "none", "unit": UNIT, "domain": DOMAIN}
	password = secrets.token_urlsafe(16)
	inside("clean.py", traces)
	wanted = {"season": SEASON, "unit": UNIT, "domain": DOMAIN, "password": password}
	yield {"password": password} | json.loads(inside("public_season.py", wanted))
	inside("clean.py", traces)


@pytest.fixture
def pages_of(made: Made) -> dict[str, str]:
	season = f"/awards/{SEASON}"
	return {
		"seasons": "/awards",
		"season": season,
		"announcement": f"{season}/pengumuman/{made['minutes']}",
		"finalists": f"{season}/uji-publik",
		"finalist": f"{season}/uji-publik/{made['number']}",
	}


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
	"""`opened("phone")`: a page of a new browser of that size; further options as Playwright takes them."""
	contexts: list[BrowserContext] = []

	def another(size: str, **options: Any) -> Page:
		width, height = SIZES[size]
		context = browser.new_context(
			base_url=address, viewport={"width": width, "height": height}, **options
		)
		contexts.append(context)
		return context.new_page()

	yield another
	for context in contexts:
		context.close()


EACH_PAGE = pytest.mark.parametrize("name", ["seasons", "season", "announcement", "finalists", "finalist"])
EACH_SIZE = pytest.mark.parametrize("size", list(SIZES))
EACH_LANGUAGE = pytest.mark.parametrize("language", ["id", "en"])


@EACH_PAGE
@EACH_SIZE
@EACH_LANGUAGE
def test_a_page_owes_everybody(
	name: str, size: str, language: str, pages_of: dict[str, str], opened: Callable[..., Page], tmp_path: Path
) -> None:
	page = opened(size)
	errors: list[str] = []
	page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
	page.on("pageerror", lambda error: errors.append(str(error)))
	response = page.goto(f"{pages_of[name]}?_lang={language}")
	assert response and response.status == 200
	assert page.locator("html").get_attribute("lang") == language
	page.screenshot(path=tmp_path / f"{name}-{size}-{language}.png", full_page=True)
	assert problems(page) == []
	assert focus_problems(page) == []
	assert errors == []


@EACH_PAGE
def test_a_page_is_light_and_loads_nothing_from_elsewhere(
	name: str, pages_of: dict[str, str], opened: Callable[..., Page], address: str
) -> None:
	page = opened("phone")
	loaded: list[tuple[str, str, int]] = []
	page.on(
		"response",
		lambda answer: loaded.append((answer.request.resource_type, answer.url, len(answer.body()))),
	)
	page.goto(pages_of[name])
	page.wait_for_load_state("networkidle")
	(document, *others) = loaded
	assert document[2] < LIMIT
	# Photos alone come besides the page itself.
	assert {kind for kind, _url, _size in others} <= {"image"}
	assert all(url.startswith((address, "data:")) for _kind, url, _size in loaded)
	assert page.locator("script").count() == 0


@EACH_PAGE
def test_a_page_reads_the_same_without_scripts(
	name: str, pages_of: dict[str, str], opened: Callable[..., Page]
) -> None:
	texts = []
	for enabled in (True, False):
		page = opened("phone", java_script_enabled=enabled)
		page.goto(pages_of[name])
		texts.append(page.locator("body").inner_text())
	assert texts[0] == texts[1] and len(texts[0]) > 200


def test_a_citizen_finds_the_way(made: Made, opened: Callable[..., Page]) -> None:
	"""From the first page to a finalist and back, and to who passed, by what can be tapped."""
	page = opened("phone", java_script_enabled=False)
	page.goto("/awards")
	page.get_by_role("link", name="ASN Awards Uji Halaman Publik").click()
	expect(page.locator("h1")).to_have_text("ASN Awards Uji Halaman Publik")
	expect(page.locator(".timeline [aria-current=step]")).to_have_count(1)
	page.locator(".lead .button.primary").click()
	page.get_by_role("link", name="Baiq Rahmawati").click()
	expect(page.locator("h1")).to_have_text("Baiq Rahmawati")
	photo = page.locator("img.face")
	assert photo.evaluate("(one) => one.decode().then(() => one.naturalWidth)") == 480
	expect(page.locator("form")).to_have_count(1)
	page.locator(".path a").nth(1).click()
	page.locator("#announcements ~ details[open] a").first.click()
	expect(page.locator(".people .person b").first).to_be_visible()
	page.go_back()
	page.locator(".languages a[lang=en]").click()
	assert page.locator("html").get_attribute("lang") == "en"
	page.locator(".path a").first.click()
	assert page.locator("html").get_attribute("lang") == "en"


def test_an_announcement_appears_when_published(
	made: Made, inside: Inside, opened: Callable[..., Page]
) -> None:
	"""Not a moment before, though the page was looked at all the time; and it goes when taken back."""
	path = f"/awards/{SEASON}/pengumuman/{made['waiting']}"
	page = opened("phone")
	assert status(page, path) == 404
	due = float(inside("public_publish.py", {"minutes": made["waiting"], "seconds": SOON}))
	seen: list[tuple[float, int]] = []
	while time.time() < due + HELD + 5 and not (seen and seen[-1][1] == 200):
		found = status(page, path)
		seen.append((time.time(), found))
		time.sleep(0.25)
	assert [at for at, found in seen if found == 200 and at < due] == []
	assert seen[0][0] < due
	assert seen[-1][1] == 200
	page.goto(f"/awards/{SEASON}")
	expect(page.locator(f"a[href$='{made['waiting']}']")).to_have_count(1)
	inside("public_publish.py", {"minutes": made["waiting"], "seconds": None})
	time.sleep(1.5)
	assert requests.get(page.url.replace(f"/awards/{SEASON}", path), timeout=20).status_code == 404


def status(page: Page, path: str) -> int:
	response = page.goto(path)
	assert response
	return response.status


def test_the_secretariat_publishes_at_the_desk(
	made: Made, open_desk: Callable[[str, str], Desk], opened: Callable[..., Page], address: str
) -> None:
	path = f"/awards/{SEASON}/pengumuman/{made['waiting']}"
	assert requests.get(f"{address}{path}", timeout=20).status_code == 404
	desk = open_desk(made["secretariat"], made["password"])
	desk.open("Plenary Minutes", made["waiting"])
	form = desk.page.locator(".page-container:visible").last
	expect(form.get_by_text("Not public")).to_be_visible()
	form.get_by_role("button", name="Announcement").click()
	desk.page.get_by_role("menuitem", name="Publish Now").or_(
		desk.page.locator(".dropdown-menu.show a", has_text="Publish Now")
	).first.click()
	desk.page.locator(".modal.show .btn-modal-primary, .modal.show .btn-primary").first.click()
	expect(form.get_by_text("Public since")).to_be_visible()
	page = opened("phone")
	page.goto(path)
	expect(page.locator("h1")).to_contain_text("Seleksi Administrasi")


def test_what_a_proxy_reads(made: Made, address: str) -> None:
	"""No cookies, held for seconds, and the same answer again costs nothing."""
	first = requests.get(f"{address}/awards/{SEASON}", timeout=20)
	assert "Set-Cookie" not in first.headers
	assert first.headers["Cache-Control"].startswith("public, max-age=")
	assert int(first.headers["Cache-Control"].rsplit("=")[-1]) <= HELD
	again = requests.get(
		f"{address}/awards/{SEASON}", headers={"If-None-Match": first.headers["ETag"]}, timeout=20
	)
	assert (again.status_code, again.content) == (304, b"")
	head = requests.head(f"{address}/awards/{SEASON}", timeout=20)
	assert (head.status_code, head.content) == (200, b"")


def test_not_found_in_the_same_look(made: Made, opened: Callable[..., Page]) -> None:
	page = opened("phone")
	assert status(page, f"/awards/{SEASON}/uji-publik/99?_lang=en") == 404
	expect(page.locator("h1")).to_have_text("This page is not here")
	assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
	page.get_by_role("link", name="All selections").first.click()
	assert page.locator("html").get_attribute("lang") == "en"
