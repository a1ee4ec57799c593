"""One nomination through everybody's hands: the nominee fills it in, the head of the unit recommends it, the
secretariat returns it from the desk, the nominee completes it and submits it again."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.desk import Desk
from tests.browser.nominee import LIST, Nominee
from tests.browser.phone import HEIGHT, WIDTH

SEASON, UNIT = "UJI-KEMBALI", "Dinas Uji Kembali"
DOMAIN = "kembali.ntb-awards.example"
TRACES = {"season": SEASON, "scheme": "none", "unit": UNIT, "domain": DOMAIN}
CATEGORY, RECOMMENDING = "Jabatan Fungsional", "/rekomendasi"
REASON = "Unggah ulang Daftar Riwayat Hidup: halaman kedua tidak terbaca."
TEXTS = {
	"innovation_title": "SAMBANGI Desa",
	"innovation_description": "Layanan keliling bagi desa terpencil, menurut jadwal yang diumumkan.",
	"self_description": "Bertugas di pelayanan publik sejak 2012.",
}
COMPLETED = "Bertugas di pelayanan publik sejak 2012, kini di tiga kecamatan."
WAIT = 60_000

Inside = Callable[[str, dict[str, Any]], str]


@pytest.fixture(scope="module")
def people(inside: Inside) -> Iterator[dict[str, str]]:
	"""{employee, secretariat, head, season, password, …}"""
	password = secrets.token_urlsafe(16)
	inside("clean.py", TRACES)
	wanted = {"season": SEASON, "unit": UNIT, "domain": DOMAIN, "password": password}
	made = json.loads(inside("filing_people.py", wanted))
	head = inside("filing_head.py", {**wanted, "season": made["season"]})
	yield {**made, "head": head, "password": password}
	inside("clean.py", TRACES)


@pytest.fixture
def visit(browser: Browser, address: str, people: dict[str, str]) -> Iterator[Callable[..., Nominee]]:
	"""`visit("employee", path)`: that person, logged in, with a phone."""
	contexts: list[BrowserContext] = []

	def another(who: str, path: str = LIST) -> Nominee:
		screen = {"width": WIDTH, "height": HEIGHT}
		context = browser.new_context(base_url=address, viewport=screen, locale="id-ID")
		context.set_default_timeout(WAIT)
		contexts.append(context)
		person = Nominee(context)
		person.log_in(people[who], people["password"], path)
		return person

	expect.set_options(timeout=WAIT)
	yield another
	for context in contexts:
		context.close()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
	path = tmp_path / "berkas.png"
	Image.new("RGB", (80, 120), "white").save(path)
	return path


def test_recommended_returned_and_completed(
	visit: Callable[..., Nominee],
	open_desk: Callable[[str, str], Desk],
	people: dict[str, str],
	inside: Inside,
	scan: Path,
) -> None:
	nominee = visit("employee")
	name = nominee.begin(CATEGORY)
	for field, text in TEXTS.items():
		nominee.type_in(field, text)
	nominee.save()
	for code in nominee.documents_to_upload():
		nominee.upload(code, scan)
	inside("filing_feedback.py", {"nomination": name})
	nominee.page.reload()
	assert len(nominee.missing()) == 1, "the recommendation alone is missing"
	nominee.page.locator("[data-action=ask]").click()
	expect(nominee.page.locator("[data-part=recommendation]")).to_contain_text("Lalu Mahrup")

	head = visit("head", RECOMMENDING)
	card = head.page.locator(".nomination").first
	expect(card).to_contain_text(TEXTS["innovation_title"])
	card.locator("[data-action=confirm]").click()
	head.page.locator("dialog[open] button[value=yes]").click()
	expect(card.locator(".note.good")).to_be_visible()

	nominee.page.reload()
	expect(nominee.page.locator("[data-part=recommendation] .note.good")).to_contain_text("Lalu Mahrup")
	nominee.submit()

	_return(open_desk(people["secretariat"], people["password"]), name)
	nominee.page.goto(LIST)
	expect(nominee.page.locator(".card-link .pill.warn")).to_be_visible()
	nominee.open(name)
	expect(nominee.page.locator("main")).to_contain_text(REASON)
	nominee.type_in("self_description", COMPLETED)
	nominee.save()
	expect(nominee.page.locator("[data-part=recommendation] .note.good")).to_be_visible()
	nominee.submit()
	nominee.page.reload()
	expect(nominee.page.locator("main")).to_contain_text(COMPLETED)
	expect(nominee.page.locator("main")).not_to_contain_text(REASON)


def _return(desk: Desk, name: str) -> None:
	"""As the form's dialog does it: the reason, then the action."""
	desk.open("Nomination", name)
	desk.act("Return for Completion")
	desk.dialog().locator("textarea").fill(REASON)
	desk.confirm()
	desk.expect_value("workflow_state", "Returned")
