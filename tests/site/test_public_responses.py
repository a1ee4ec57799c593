"""Citizens send feedback on a finalist: taken once, or refused with what is wrong at its field."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import frappe
import pytest
import time_machine

from tests.site.builders_responses import (
	SITI,
	STAGE,
	TEXT,
	Citizen,
	change_stage,
	forget_letters,
	make_asking_season,
	open_window,
	problems_in,
	response_of,
	text_of,
)

WITA = ZoneInfo("Asia/Makassar")
DOCTYPE = "Public Response"
OK, SEE_OTHER, FORBIDDEN, MISSING, TOO_LARGE, WRONG, TOO_MANY = 200, 303, 403, 404, 413, 422, 429
BUDI = "budi@warga.example"


@pytest.fixture(autouse=True)
def nothing_counted(site: str) -> None:
	forget_letters()


@pytest.fixture
def public(site: str) -> tuple[str, list[str]]:
	return make_asking_season()


@pytest.fixture
def season(public: tuple[str, list[str]]) -> str:
	return public[0]


@pytest.fixture
def nomination(public: tuple[str, list[str]]) -> str:
	return public[1][0]


@pytest.fixture
def citizen(season: str) -> Citizen:
	return Citizen(season)


def stored(season: str) -> int:
	return frappe.db.count(DOCTYPE, {"season": season})


# The form


def test_the_form_asks_what_the_scheme_asks(citizen: Citizen) -> None:
	html = text_of(citizen.open())
	for question in ("Kredibilitas", "Keteladanan", "Dampak Kinerja"):
		assert f"{question}</legend>" in html
	for value, label in (("1", "Sangat tidak setuju"), ("3", "Ragu-ragu"), ("5", "Sangat setuju")):
		assert f'name="rating-kredibilitas" value="{value}"' in html and label in html
	assert "<script" not in html and 'name="name"' in html and 'name="contact"' not in html


@pytest.mark.parametrize(
	("asked", "is_shown", "is_needed"),
	[("Required", True, True), ("Optional", True, False), ("Not Asked", False, False)],
)
def test_name_and_contact_as_the_scheme_says(
	citizen: Citizen, season: str, asked: str, is_shown: bool, is_needed: bool
) -> None:
	labels = frappe.get_meta("Scheme Stage").get_options("public_name").split("\n")
	asked = next(one for one in labels if one.lower().replace(" ", "") == asked.lower().replace(" ", ""))
	change_stage(season, public_name=asked, public_contact=asked)
	html = text_of(citizen.open())
	assert ('name="name"' in html, 'name="contact"' in html) == (is_shown, is_shown)
	answer = citizen.send()
	assert answer.status_code == (WRONG if is_needed else SEE_OTHER)
	assert set(problems_in(text_of(answer))) == ({"name", "contact"} if is_needed else set())
	if not is_shown:
		assert "does not ask for" in problems_in(text_of(citizen.send(name="Siti")))[""]


def test_what_is_stored(citizen: Citizen, nomination: str, season: str) -> None:
	answer = citizen.send(name="  Siti   Rahma ", text=f"  {TEXT}\r\n\r\nTerima kasih. ")
	assert answer.status_code == SEE_OTHER
	doc = response_of(nomination)
	assert (doc.status, doc.channel, doc.stage, doc.season) == ("Unconfirmed", "Public Page", STAGE, season)
	assert doc.response == f"{TEXT}\n\nTerima kasih."
	assert frappe.parse_json(doc.answers) == {"kredibilitas": "4", "keteladanan": "5", "dampak_kinerja": "3"}
	assert (doc.respondent_name, doc.respondent_email, doc.owner) == ("Siti Rahma", SITI, "Guest")
	assert doc.submitted_at and not doc.confirmed_at and doc.language == "en"
	assert citizen.ip not in str(doc.as_dict())


def test_the_page_after_it(citizen: Citizen) -> None:
	address = citizen.send().headers["Location"]
	assert address.startswith("/awards/konfirmasi/terkirim?_lang=en&")
	html = text_of(citizen.open(address))
	assert "look into your mailbox" in html and "Back to Peserta 1 Uji" in html
	assert "Look into" in text_of(citizen.open("/awards/konfirmasi/terkirim?_lang=en&season=x&number=x"))


def test_in_indonesian(season: str) -> None:
	citizen = Citizen(season, language="id")
	answer = citizen.send(email="")
	assert answer.status_code == WRONG and '<html lang="id"' in text_of(answer)


def test_ratings_alone_or_a_text_alone(citizen: Citizen, nomination: str) -> None:
	nothing = dict.fromkeys(("rating-kredibilitas", "rating-keteladanan", "rating-dampak_kinerja"), "")
	answer = citizen.send(text=" \n ", **nothing)
	assert (answer.status_code, set(problems_in(text_of(answer)))) == (WRONG, {"text"})
	assert citizen.send(text="").status_code == SEE_OTHER
	assert citizen.send(email=BUDI, **nothing).status_code == SEE_OTHER
	assert response_of(nomination, BUDI).answers == "{}"


def test_everything_typed_is_kept(citizen: Citizen, season: str) -> None:
	answer = citizen.send(email="siti", name="Siti <b>", text="Dia & saya: “baik”")
	html = text_of(answer)
	assert (answer.status_code, set(problems_in(text_of(answer)))) == (WRONG, {"email", "name"})
	assert 'value="siti"' in html and 'value="Siti &lt;b&gt;"' in html
	assert "Dia &amp; saya: “baik”</textarea>" in html
	assert 'name="rating-keteladanan" value="5" checked' in html
	assert 'href="#response-email"' in html and 'id="response-email"' in html
	assert 'aria-describedby="response-email-hint response-email-problem"' in html
	assert stored(season) == 0


# What is refused


@pytest.mark.parametrize(
	("fields", "where"),
	[
		({"rating-kredibilitas": "6"}, "rating-kredibilitas"),
		({"rating-kredibilitas": "4.5"}, "rating-kredibilitas"),
		({"rating-kredibilitas": "١"}, "rating-kredibilitas"),
		({"rating-kredibilitas": "1' OR '1'='1"}, "rating-kredibilitas"),
		({"text": "x" * 2001}, "text"),
		({"text": "Baik <script>alert(1)</script>"}, "text"),
		({"text": "Baik <!-- x"}, "text"),
		({"text": "Baik\x00"}, "text"),
		({"text": "Baik \u202e kiab"}, "text"),
		({"name": "Robert'); DROP TABLE tabUser;--"}, "name"),
		({"name": "<b>Siti</b>"}, "name"),
		({"name": "12345"}, "name"),
		({"name": "S" * 141}, "name"),
		({"email": ""}, "email"),
		({"email": "siti"}, "email"),
		({"email": "siti@warga"}, "email"),
		({"email": "siti@warga.example, budi@warga.example"}, "email"),
		({"email": "siti@warga.example\nBcc: budi@warga.example"}, "email"),
		({"email": "Siti <siti@warga.example>"}, "email"),
		({"email": f"{'s' * 65}@warga.example"}, "email"),
		({"email": "' OR 1=1 --@warga.example"}, "email"),
		({"status": "Approved"}, ""),
		({"docstatus": "1", "owner": "Administrator"}, ""),
		({"text": ["Baik", "Buruk"]}, ""),
		({"token": ""}, ""),
		({"token": "1764000000-" + "0" * 32}, ""),
		({"token": "x" * 5000}, ""),
	],
)
def test_refused_at_its_field(citizen: Citizen, season: str, fields: dict, where: str) -> None:
	answer = citizen.send(**fields)
	assert (answer.status_code, set(problems_in(text_of(answer)))) == (WRONG, {where})
	assert stored(season) == 0


def test_sql_in_a_text_is_a_text(citizen: Citizen, nomination: str) -> None:
	text = "'; DROP TABLE `tabUser`; -- {{ 7 * 7 }} %s 5 < 6 & 7 😀"
	assert citizen.send(text=text).status_code == SEE_OTHER
	assert response_of(nomination).response == text


def test_a_name_as_people_write_it(citizen: Citizen, nomination: str) -> None:
	name = "Dr. Hj. Baiq Nur'aini O’Neill-Putri, S.H., M.Si."
	assert citizen.send(name=name).status_code == SEE_OTHER
	assert response_of(nomination).respondent_name == name


def test_ten_megabytes(citizen: Citizen, season: str) -> None:
	answer = citizen.send(text="x" * 10_000_000)
	assert (answer.status_code, set(problems_in(text_of(answer)))) == (TOO_LARGE, {"text"})
	assert len(answer.get_data()) < 200_000 and f'value="{SITI}"' in text_of(answer)
	answer = citizen.send(more="x" * 100_000)
	assert (answer.status_code, set(problems_in(text_of(answer)))) == (TOO_LARGE, {""})
	assert stored(season) == 0


def test_what_is_no_form(citizen: Citizen, season: str) -> None:
	answer = citizen.post(citizen.page, b'{"email": "a@b.id"}', content_type="application/json")
	assert (answer.status_code, "" in problems_in(text_of(answer))) == (WRONG, True)
	parts = (
		b'--x\r\nContent-Disposition: form-data; name="text"; filename="a.html"\r\n\r\n<script>\r\n--x--\r\n'
	)
	answer = citizen.post(citizen.page, parts, content_type="multipart/form-data; boundary=x")
	assert answer.status_code == WRONG and "<script>" not in text_of(answer)
	assert stored(season) == 0


def test_the_token_of_another_finalist(citizen: Citizen, season: str) -> None:
	answer = citizen.send(token=Citizen(season, number=2).token())
	assert (answer.status_code, list(problems_in(text_of(answer)))) == (WRONG, [""])
	assert stored(season) == 0


def test_a_page_open_for_more_than_a_day(citizen: Citizen, season: str) -> None:
	token = citizen.token()
	with time_machine.travel(datetime.now().astimezone() + timedelta(hours=25), tick=True):
		answer = citizen.send(token=token)
		assert "open for more than a day" in problems_in(text_of(answer))[""]
		assert TEXT in text_of(answer) and stored(season) == 0
		assert citizen.send(token=citizen.token()).status_code == SEE_OTHER


def test_the_honeypot(citizen: Citizen, season: str) -> None:
	answer = citizen.send(website="https://beli.example")
	assert (answer.status_code, answer.headers["Location"]) == (SEE_OTHER, citizen.send().headers["Location"])
	assert stored(season) == 1


def test_the_honeypot_is_hidden_from_people(citizen: Citizen) -> None:
	html = text_of(citizen.open())
	line = next(line for line in html.splitlines() if 'name="website"' in line)
	assert 'class="off-screen" aria-hidden="true"' in line and 'tabindex="-1"' in line


# Who and when


def test_nobody_to_speak_about(public: tuple[str, list[str]], season: str) -> None:
	citizen = Citizen(season)
	token = citizen.token()
	for number in (3, 0, -1, "x", "1 OR 1=1"):
		other = Citizen(season, number=number)
		assert other.send(token=token).status_code == MISSING, number
	frappe.db.set_value("Nomination", public[1][1], {"workflow_state": "Withdrawn", "outcome": "Withdrawn"})
	assert Citizen(season, number=2).send(token=token).status_code == MISSING
	frappe.db.set_value("Award Season", season, "is_public", 0)
	assert citizen.send(token=token).status_code == MISSING
	assert stored(season) == 0


def at(text: str) -> time_machine.travel:
	return time_machine.travel(datetime.fromisoformat(text).replace(tzinfo=WITA), tick=False)


def test_to_the_second(citizen: Citizen, season: str) -> None:
	open_window(season, STAGE, "2025-11-25 08:00:00", "2025-12-01 16:00:00")
	with at("2025-11-25T08:00:00"):
		token = citizen.token()
	for moment, status in (
		("2025-11-25T07:59:59", FORBIDDEN),
		("2025-11-25T08:00:00", SEE_OTHER),
		("2025-12-01T16:00:59", WRONG),
		("2025-12-01T16:01:00", FORBIDDEN),
	):
		frappe.db.delete(DOCTYPE, {"season": season})
		with at(moment):
			assert citizen.send(token=token).status_code == status, moment
		assert stored(season) == (status == SEE_OTHER)
	with at("2025-12-01T16:01:00"):
		html = text_of(citizen.send(token=token))
		assert "01 December 2025" in html or "1 December 2025" in html
		assert "<form" not in html


def test_a_closed_season(citizen: Citizen, season: str) -> None:
	token = citizen.token()
	frappe.db.set_value("Award Season", season, "status", "Closed")
	frappe.clear_document_cache("Award Season", season)
	assert citizen.send(token=token).status_code in (FORBIDDEN, MISSING)
	assert stored(season) == 0
