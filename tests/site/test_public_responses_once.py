"""One response for an address and finalist, and not too many from one place."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
import pytest

from ntb_awards.gateway.public_response_limits import ATTEMPTS_AN_HOUR, LETTERS_AN_HOUR, POSTS_AN_HOUR
from tests.site.builders import make_user
from tests.site.builders_responses import (
	SITI,
	TEXT,
	Citizen,
	forget_letters,
	make_asking_season,
	problems_in,
	response_of,
	text_of,
)
from tests.site.post_office import PostOffice, post_office

DOCTYPE = "Public Response"
SEE_OTHER, TOO_MANY = 303, 429
BUDI = "budi@warga.example"


@pytest.fixture(autouse=True)
def nothing_counted(site: str) -> None:
	forget_letters()


@pytest.fixture
def office(site: str) -> Iterator[PostOffice]:
	with post_office() as office:
		yield office


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


# Once


def test_one_for_an_address(citizen: Citizen, nomination: str, season: str) -> None:
	for address in (SITI, "SITI@Warga.Example", " siti+awards@warga.example "):
		assert citizen.send(email=address, text=f"Dari {address.strip()}").status_code == SEE_OTHER
	assert stored(season) == 1
	doc = response_of(nomination)
	assert (doc.response, doc.respondent_email) == (
		"Dari siti+awards@warga.example",
		"siti+awards@warga.example",
	)
	assert citizen.send(email="s.iti@warga.example").status_code == SEE_OTHER
	assert stored(season) == 2


def test_dots_where_they_mean_nothing(citizen: Citizen, season: str) -> None:
	for address in ("siti.rahma@gmail.com", "s.itirahma+x@googlemail.com"):
		citizen.send(email=address)
	assert stored(season) == 1


def test_each_finalist(citizen: Citizen, season: str) -> None:
	citizen.send()
	Citizen(season, number=2).send()
	assert stored(season) == 2


# How often


def test_from_one_network(citizen: Citizen, season: str) -> None:
	for number in range(POSTS_AN_HOUR):
		assert citizen.send(email=f"warga{number}@warga.example").status_code == SEE_OTHER
	answer = citizen.send(email=BUDI)
	assert answer.status_code == TOO_MANY and int(answer.headers["Retry-After"]) > 0
	assert "try again in" in problems_in(text_of(answer))[""] and TEXT in text_of(answer)
	assert stored(season) == POSTS_AN_HOUR
	neighbour = Citizen(season, ip=citizen.ip.replace("::1", "::beef"))
	assert neighbour.send(email=BUDI).status_code == TOO_MANY
	assert Citizen(season).send(email=BUDI).status_code == SEE_OTHER


def test_attempts_that_are_refused_count_too(citizen: Citizen) -> None:
	token = citizen.token()
	for _attempt in range(ATTEMPTS_AN_HOUR):
		citizen.post(citizen.page, {"token": token})
	assert citizen.send(token=token).status_code == TOO_MANY


def test_nothing_of_the_network_is_kept(citizen: Citizen, season: str) -> None:
	citizen.ip = "198.51.100.77"
	citizen.send()
	assert not [name for name in frappe.cache.keys("*") if b"198.51.100.77" in name]


def test_letters_to_one_address(office: PostOffice, citizen: Citizen, season: str) -> None:
	for number in range(LETTERS_AN_HOUR + 2):
		assert Citizen(season, number=number % 2 + 1).send().status_code == SEE_OTHER
	assert office.addresses() == [SITI] * LETTERS_AN_HOUR


# Somebody who is logged in


def test_not_under_the_name_of_an_account(season: str, nomination: str) -> None:
	citizen = Citizen(season, user=make_user("Employee"))
	assert citizen.send(token=Citizen(season).token()).status_code == SEE_OTHER
	doc = response_of(nomination)
	assert (doc.owner, doc.modified_by) == ("Guest", "Guest")
