"""A response counts once whoever reads the address has confirmed it; nobody learns who has taken part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import frappe
import pytest
import time_machine
from frappe.utils import add_to_date, now_datetime

from ntb_awards.gateway.public_response_keys import confirmation_key
from ntb_awards.gateway.public_response_mail import (
	DAYS_KEPT,
	forget_unconfirmed,
	send,
	send_waiting,
)
from tests.site.builders_responses import (
	SITI,
	TEXT,
	Citizen,
	forget_letters,
	make_asking_season,
	make_response,
	response_of,
	text_of,
)
from tests.site.post_office import PostOffice, a_line_that_breaks, post_office, remove_accounts

DOCTYPE = "Public Response"
OK, SEE_OTHER, MISSING, CONFLICT, GONE = 200, 303, 404, 409, 410
LINK = re.compile(r"https?://[^/]+(/awards/konfirmasi/\S+)")
KEPT_NOTHING = ("Email Queue", "Communication", "Comment", "Error Log", "Version")


@pytest.fixture(autouse=True)
def nothing_counted(site: str) -> None:
	forget_letters()


@pytest.fixture
def office(site: str) -> Iterator[PostOffice]:
	with post_office() as office:
		yield office


@pytest.fixture
def season(site: str) -> str:
	return make_asking_season()[0]


@pytest.fixture
def nomination(season: str) -> str:
	return frappe.db.get_value("Nomination", {"season": season, "number": 1})


@pytest.fixture
def citizen(season: str) -> Citizen:
	return Citizen(season)


def link_to(office: PostOffice, address: str = SITI) -> str:
	"""The path and query of the link in the newest letter."""
	return LINK.search(office.text(address)).group(1)


def press(citizen: Citizen, path: str) -> str:
	html = text_of(citizen.open(path))
	shown = re.search(r'name="shown" value="([^"]+)"', html).group(1)
	return text_of(citizen.post(path, {"shown": shown}))


def mail_goes_to(port: int) -> None:
	account = frappe.db.get_value("Email Account", {"default_outgoing": 1})
	frappe.db.set_value("Email Account", account, "smtp_port", port)
	frappe.clear_document_cache("Email Account", account)
	frappe.local.outgoing_email_account = {}


def make_older(name: str) -> None:
	"""As if it had been sent ten minutes ago."""
	earlier = add_to_date(now_datetime(), minutes=-10)
	frappe.db.set_value(DOCTYPE, name, "modified", earlier, update_modified=False)


# The letter


def test_the_letter(office: PostOffice, citizen: Citizen, season: str) -> None:
	kept = {doctype: frappe.db.count(doctype) for doctype in KEPT_NOTHING}
	citizen.send(name="Siti Rahma")
	letter = office.to(SITI)
	assert letter["Subject"] == "Please confirm your feedback on Peserta 1 Uji"
	for kind in ("plain", "html"):
		text = office.text(SITI, kind)
		assert "Peserta 1 Uji" in text and f"Musim {season}" in text and "WITA" in text
		# So that nobody can have this site send his words to somebody else.
		assert TEXT not in text and "Siti Rahma" not in text
	assert link_to(office).endswith("?_lang=en")
	assert {doctype: frappe.db.count(doctype) for doctype in KEPT_NOTHING} == kept


def test_in_the_language_of_the_page(office: PostOffice, season: str, nomination: str) -> None:
	Citizen(season, language="id").send()
	assert link_to(office).endswith("?_lang=id")
	assert response_of(nomination).language == "id"


def test_sent_again_later(citizen: Citizen, nomination: str) -> None:
	"""Without a mail server the problem stands at the response; the scheduler tries again."""
	with a_line_that_breaks() as line, post_office() as office:
		frappe.db.set_value("Email Account", {"default_outgoing": 1}, "smtp_port", line.port)
		frappe.local.outgoing_email_account = {}
		frappe.clear_document_cache(
			"Email Account", frappe.db.get_value("Email Account", {"default_outgoing": 1})
		)
		assert citizen.send().status_code == SEE_OTHER
		assert response_of(nomination).mail_problem
		frappe.db.set_value("Email Account", {"default_outgoing": 1}, "smtp_port", office.port)
		frappe.local.outgoing_email_account = {}
		frappe.clear_document_cache(
			"Email Account", frappe.db.get_value("Email Account", {"default_outgoing": 1})
		)
		send_waiting()
		assert office.addresses() == []
		make_older(response_of(nomination).name)
		send_waiting()
		assert link_to(office).endswith("?_lang=en")
		office.addresses()
		send_waiting()
	assert not response_of(nomination).mail_problem and office.addresses() == []


def test_a_job_that_was_lost(
	office: PostOffice, citizen: Citizen, nomination: str, monkeypatch: pytest.MonkeyPatch
) -> None:
	monkeypatch.setattr(frappe, "enqueue", lambda *_args, **_more: None)
	citizen.send()
	name = response_of(nomination).name
	assert response_of(nomination).mail_problem
	frappe.db.set_value(
		DOCTYPE, name, "modified", add_to_date(now_datetime(), hours=-1), update_modified=False
	)
	send_waiting()
	assert office.addresses() == [SITI]


def test_no_account_for_sending(citizen: Citizen, nomination: str) -> None:
	with post_office():
		remove_accounts()
		assert citizen.send().status_code == SEE_OTHER
		assert "Email Account" in response_of(nomination).mail_problem


def test_not_two_letters_at_once(office: PostOffice, nomination: str) -> None:
	name = make_response(nomination, SITI, "Unconfirmed")
	claimed = frappe.cache.make_key(f"public response being written to {name}")
	frappe.cache.set(claimed, 1, ex=5)
	send(name)
	assert office.addresses() == []
	frappe.cache.delete(claimed)
	send(name)
	assert office.addresses() == [SITI]


# Confirming


def test_looking_confirms_nothing(office: PostOffice, citizen: Citizen, nomination: str) -> None:
	citizen.send(name="Siti Rahma")
	path = link_to(office)
	for _look in range(3):
		html = text_of(citizen.open(path))
	assert response_of(nomination).status == "Unconfirmed"
	for shown in ("Peserta 1 Uji", TEXT, "Siti Rahma", "Kredibilitas", "4 – Setuju", "<button"):
		assert shown in html, shown


def test_the_button_confirms(office: PostOffice, citizen: Citizen, nomination: str) -> None:
	citizen.send()
	path = link_to(office)
	html = press(citizen, path)
	doc = response_of(nomination)
	assert (doc.status, bool(doc.confirmed_at), doc.mail_problem) == ("Pending", True, None)
	assert "has been confirmed" in html and "The Secretariat reads it first" in html
	for answer in (citizen.open(path), citizen.post(path, {"shown": "x"})):
		assert answer.status_code == OK and "nothing more to do" in text_of(answer)
		# Whoever finds the link later learns nothing of what was said.
		assert TEXT not in text_of(answer)
	assert response_of(nomination).confirmed_at == doc.confirmed_at


def test_sent_anew_between_looking_and_pressing(
	office: PostOffice, citizen: Citizen, nomination: str
) -> None:
	citizen.send()
	path = link_to(office)
	shown = re.search(r'name="shown" value="([^"]+)"', text_of(citizen.open(path))).group(1)
	citizen.send(text="Bukan kata-kata Siti.")
	answer = citizen.post(path, {"shown": shown})
	assert (answer.status_code, response_of(nomination).status) == (CONFLICT, "Unconfirmed")
	assert "Bukan kata-kata Siti." in text_of(answer) and "look at it once more" in text_of(answer)


def test_wrong_links(citizen: Citizen, nomination: str) -> None:
	name = make_response(nomination, SITI, "Unconfirmed")
	key = confirmation_key(name)
	other = make_response(nomination, status="Unconfirmed")
	wrong = [key[:-1], key.upper(), f"{other}-{key.rpartition('-')[2]}", "x", "%00", "0" * 999, f"{key}0"]
	for one in wrong:
		for answer in (
			citizen.open(f"/awards/konfirmasi/{one}"),
			citizen.post(f"/awards/konfirmasi/{one}", {}),
		):
			assert answer.status_code == MISSING, one
	assert frappe.db.count(DOCTYPE, {"nomination": nomination, "status": "Unconfirmed"}) == 2


def test_for_two_days(citizen: Citizen, nomination: str) -> None:
	"""Also after the window has ended: the feedback itself was in time."""
	name = make_response(nomination, SITI, "Unconfirmed")
	path = f"/awards/konfirmasi/{confirmation_key(name)}"
	start = datetime.now().astimezone()
	with time_machine.travel(start + timedelta(hours=48, minutes=1)):
		answer = citizen.open(path)
		assert answer.status_code == GONE and "worked for 48 hours" in text_of(answer)
		assert citizen.post(path, {"shown": "x"}).status_code == GONE
	with time_machine.travel(start + timedelta(hours=47, minutes=59)):
		press(citizen, path)
	assert response_of(nomination).status == "Pending"


def test_unconfirmed_ones_go(nomination: str) -> None:
	old = make_response(nomination, status="Unconfirmed")
	confirmed, new = (
		make_response(nomination, status="Pending"),
		make_response(nomination, SITI, "Unconfirmed"),
	)
	moment = add_to_date(now_datetime(), days=-DAYS_KEPT, minutes=-1)
	for name in (old, confirmed):
		frappe.db.set_value(DOCTYPE, name, "submitted_at", moment)
	forget_unconfirmed()
	assert [bool(frappe.db.exists(DOCTYPE, name)) for name in (old, confirmed, new)] == [False, True, True]


# Nobody learns who has taken part


@pytest.mark.parametrize("status", ["Pending", "Approved", "Rejected"])
def test_after_confirming(office: PostOffice, citizen: Citizen, nomination: str, status: str) -> None:
	name = make_response(nomination, SITI, status)
	before = frappe.get_doc(DOCTYPE, name).as_dict()
	answer, fresh = citizen.send(text="Lain"), citizen.send(email="baru@warga.example")
	assert (answer.status_code, answer.headers["Location"]) == (SEE_OTHER, fresh.headers["Location"])
	assert answer.get_data() == fresh.get_data()
	assert frappe.get_doc(DOCTYPE, name).as_dict() == before
	assert "has been counted already" in office.to(SITI)["Subject"]
	assert not LINK.search(office.text(SITI)) and "stays as it is" in office.text(SITI)
