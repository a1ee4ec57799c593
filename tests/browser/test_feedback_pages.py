"""Contributors file their 360° assessments on a phone, are interrupted, and resume."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.phone import HEIGHT, PAGE, WIDTH, Phone

SEASON = "UJI-UMPAN-BALIK"
UNIT = "Dinas Uji Umpan Balik"
DOMAIN = "umpan.ntb-awards.example"
FIRST, SECOND, THIRD = "Ayu Pertiwi", "Baiq Nurhayati", "Lalu Surya Wijaya"
SENDS_A_NINE = """() => {
	AnswerForm.prototype.read = () => ({ answers: { akuntabel: "9" }, comment: "" });
}"""
# The seven aspects of the form.
SCORES = [4, 5, 3, 4, 4, 5, 2]
HALF = 3
WAIT = 60_000

MakePhone = Callable[[], Phone]
Asked = dict[str, str]


@pytest.fixture(scope="module")
def asked(inside: Callable[[str, dict[str, Any]], str]) -> Iterator[Asked]:
	"""Who is asked in a season that is open for answers: {account, password, key, english_key}."""
	traces = {"season": SEASON, "scheme": "none", "unit": UNIT, "domain": DOMAIN}
	password = secrets.token_urlsafe(16)
	inside("clean.py", traces)
	wanted = {"season": SEASON, "unit": UNIT, "domain": DOMAIN, "password": password}
	yield {"password": password} | json.loads(inside("feedback_people.py", wanted))
	inside("clean.py", traces)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[MakePhone]:
	"""A phone that knows nothing yet; as many as are asked for."""
	contexts: list[BrowserContext] = []

	def another() -> Phone:
		context = browser.new_context(
			base_url=address,
			viewport={"width": WIDTH, "height": HEIGHT},
			has_touch=True,
			is_mobile=True,
			locale="id-ID",
			timezone_id="Asia/Makassar",
		)
		context.set_default_timeout(WAIT)
		contexts.append(context)
		return Phone(context)

	expect.set_options(timeout=WAIT)
	yield another
	for context in contexts:
		context.close()


def test_with_an_account(phone: MakePhone, asked: Asked) -> None:
	"""Half of the answers, the phone put away, and the rest on the next day."""
	first = phone()
	first.log_in(asked["account"], asked["password"])
	assert first.people.count() == 3
	first.choose(FIRST, SCORES[:HALF])
	first.expect_saved("3/7")
	first.put_away()

	later = phone()
	later.log_in(asked["account"], asked["password"])
	expect(later.person(FIRST)).to_have_attribute("data-state", "begun")
	assert later.scores(FIRST) == [str(score) for score in SCORES[:HALF]]
	later.choose(FIRST, SCORES[HALF:], start=HALF)
	later.page.fill(".comment textarea", "Selalu menolong rekan lain.")
	later.submit(FIRST)
	expect(later.page.locator("progress")).to_have_js_property("value", 1)
	# The next one who waits is open.
	expect(later.person(SECOND).locator(".body")).to_be_visible()
	later.expect_read_only(FIRST, SCORES)
	later.page.reload()
	later.expect_read_only(FIRST, SCORES)
	expect(later.person(FIRST)).to_contain_text("Selalu menolong rekan lain.")


def test_with_a_link(phone: MakePhone, asked: Asked) -> None:
	"""The connection breaks, another phone goes on, a reload needs no link."""
	first = phone()
	first.open_link(asked["key"])
	assert asked["key"] not in first.page.url
	assert first.people.count() == 1
	first.choose(FIRST, SCORES[:2])
	first.expect_saved("2/7")
	first.page.context.set_offline(True)
	first.choose(FIRST, SCORES[2:HALF], start=2)
	expect(first.page.locator(".bar")).to_have_attribute("data-state", "offline")
	first.page.context.set_offline(False)
	first.expect_saved("3/7")
	first.put_away()

	second = phone()
	second.open_link(asked["key"])
	second.page.reload()
	second.people.first.wait_for()
	assert second.scores(FIRST) == [str(score) for score in SCORES[:HALF]]
	second.choose(FIRST, SCORES[HALF:], start=HALF)
	second.submit(FIRST)
	second.expect_read_only(FIRST, SCORES)
	kept = second.page.evaluate("() => JSON.stringify([{ ...localStorage }, document.cookie])")
	assert asked["key"] not in kept


def test_an_incomplete_assessment_is_not_sent(phone: MakePhone, asked: Asked) -> None:
	"""What is missing is said at the aspects, and the first of them is gone to."""
	mine = phone()
	mine.log_in(asked["account"], asked["password"])
	person = mine.open(THIRD)
	mine.choose(THIRD, [5])
	person.locator(".buttons.wide .primary").click()
	expect(mine.page.locator("dialog[open]")).to_have_count(0)
	expect(person.locator(".problem:not(:empty)")).to_have_count(6)
	expect(person.locator(".aspect").nth(1).locator("input").first).to_be_focused()
	mine.choose(THIRD, [5], start=1)
	expect(person.locator(".problem:not(:empty)")).to_have_count(5)


def test_by_keyboard_alone(phone: MakePhone, asked: Asked) -> None:
	mine = phone()
	mine.log_in(asked["account"], asked["password"])
	mine.page.reload()
	mine.people.first.wait_for()
	press = mine.page.keyboard.press
	press("Tab")
	expect(mine.page.locator(".skip")).to_be_focused()
	press("Enter")
	tab_to(mine, mine.person(SECOND).locator("button.head"))
	press("Enter")
	for place, score in enumerate(SCORES):
		aspect = mine.person(SECOND).locator(".aspect").nth(place)
		tab_to(mine, aspect.locator("input").first)
		press("Space")
		for _step in range(score - 1):
			press("ArrowRight")
	mine.expect_saved("7/7")
	tab_to(mine, mine.person(SECOND).locator("textarea"))
	mine.page.keyboard.type("Teliti.")
	tab_to(mine, mine.person(SECOND).locator(".buttons.wide .primary"))
	press("Enter")
	expect(mine.page.locator("dialog[open] .primary")).to_be_focused()
	press("Enter")
	expect(mine.person(SECOND)).to_have_attribute("data-state", "submitted")
	expect(mine.page.locator("#news")).to_contain_text(SECOND)
	mine.expect_read_only(SECOND, SCORES)


def tab_to(mine: Phone, target: Any, most: int = 30) -> None:
	for _step in range(most):
		mine.page.keyboard.press("Tab")
		if target.evaluate("(one) => one === document.activeElement"):
			return
	raise AssertionError(f"not reached with {most} tabs: {target}")


def test_fits_a_phone_and_a_screen_reader(phone: MakePhone, asked: Asked) -> None:
	mine = phone()
	mine.page.goto(PAGE)
	mine.page.locator("#door").wait_for()
	assert (mine.too_small(), mine.without_name(), mine.overflow()) == ([], [], 0)
	mine.log_in(asked["account"], asked["password"])
	mine.open(THIRD)
	assert (mine.too_small(), mine.without_name(), mine.overflow()) == ([], [], 0)
	fields = mine.person(THIRD).locator("fieldset.aspect")
	assert fields.count() == fields.locator("legend").count() == len(SCORES)
	assert mine.page.locator("html").get_attribute("lang") == "id"
	assert len(mine.page.content()) < 100_000


def test_a_wrong_link_tells_nothing(phone: MakePhone, asked: Asked) -> None:
	mine = phone()
	mine.page.goto(f"{PAGE}#k={'x' * len(asked['key'])}")
	mine.page.locator("#page [role=alert]").wait_for()
	assert mine.people.count() == 0
	assert THIRD not in mine.page.content()


def test_english_for_who_reads_english(phone: MakePhone, asked: Asked) -> None:
	mine = phone()
	mine.open_link(asked["english_key"])
	mine.page.wait_for_url(f"**{PAGE}?_lang=en")
	mine.people.first.wait_for()
	assert mine.page.locator("html").get_attribute("lang") == "en"
	expect(mine.person(SECOND)).to_contain_text("Not begun")
	# Another choice stays.
	mine.page.locator(".languages a[lang=id]").click()
	mine.page.wait_for_url(f"**{PAGE}?_lang=id")
	mine.people.first.wait_for()
	assert mine.page.locator("html").get_attribute("lang") == "id"


def test_what_only_the_server_finds_stands_at_its_aspect(phone: MakePhone, asked: Asked) -> None:
	"""A page that lets through what it should not, as one left open since the scale was another."""
	mine = phone()
	mine.open_link(asked["english_key"])
	mine.page.wait_for_url(f"**{PAGE}?_lang=en")
	mine.open(SECOND)
	mine.page.evaluate(SENDS_A_NINE)
	mine.choose(SECOND, [4])
	aspect = mine.person(SECOND).locator("[data-aspect=akuntabel]")
	expect(aspect.locator(".problem")).to_contain_text("9")
	expect(aspect.locator("input").first).to_be_focused()
	expect(aspect.locator("input").first).to_have_attribute("aria-invalid", "true")
	expect(mine.page.locator(".bar")).to_have_attribute("data-state", "refused")
