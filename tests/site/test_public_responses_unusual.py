"""What looks unusual among citizens' responses is told to the secretariat, in sentences."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from ntb_awards.gateway import public_response_flags as flags
from ntb_awards.gateway.public_response_keys import network_key
from tests.site.builders_responses import (
	SITI,
	TEXT,
	Citizen,
	forget_letters,
	make_asking_season,
	make_response,
)

DOCTYPE = "Public Response"
OTHER = "Kami dibantu mengurus izin usaha hanya dalam satu hari kerja."
SAME_BUT = "petugas ini   MELAYANI kami dengan sabar, sampai malam!"


@pytest.fixture
def public(site: str) -> tuple[str, list[str]]:
	forget_letters()
	return make_asking_season()


def unusual(name: str) -> str:
	return frappe.db.get_value(DOCTYPE, name, "unusual") or ""


def test_copied_texts(public: tuple[str, list[str]]) -> None:
	season, (first, second) = public
	copies = [make_response(first, status="Pending", response=text) for text in (TEXT, SAME_BUT)]
	elsewhere = make_response(second, status="Pending", response=f"{TEXT} Ya.")
	own = make_response(first, status="Pending", response=OTHER)
	short = [make_response(first, status="Pending", response="Bagus!") for _one in range(2)]
	flags.refresh(season)
	for name in copies:
		assert len(unusual(name).splitlines()) == 2 and unusual(name).count("1") == 2
	assert len(unusual(elsewhere).splitlines()) == 1
	assert [unusual(name) for name in (own, *short)] == ["", "", ""]


def test_copies_are_found_whatever_else_is_there(public: tuple[str, list[str]]) -> None:
	"""The search leaves out texts of other lengths; it finds what comparing all with all finds."""
	from rapidfuzz import fuzz

	words = "baik cepat ramah sabar tepat jujur rapi tekun cermat tangguh".split()
	texts = {
		" ".join(words[: 3 + number % 8]) + " " * (number % 3) + str(number // 40) for number in range(200)
	}
	found = {(one, other) for one, near in flags._alike(texts, texts) for other in near}
	assert found == {(a, b) for a in texts for b in texts if fuzz.ratio(a, b) >= flags.ALIKE_PER_CENT}


def test_many_at_once(public: tuple[str, list[str]]) -> None:
	season, (first, second) = public
	start = now_datetime()
	times = [add_to_date(start, minutes=minute) for minute in (*range(9), 40)]
	rows = [make_response(first, status="Pending", response="", confirmed_at=moment) for moment in times]
	for moment in times[:5]:
		make_response(second, status="Pending", response="", confirmed_at=moment)
	flags.refresh(season)
	assert [bool(unusual(name)) for name in rows] == [False] * 10
	rows.append(make_response(first, status="Pending", response="", confirmed_at=times[8]))
	flags.refresh(season)
	assert [bool(unusual(name)) for name in rows] == [True] * 9 + [False, True]
	assert "10" in unusual(rows[0])


def test_from_one_network(public: tuple[str, list[str]]) -> None:
	season, (first, second) = public
	key = network_key(season, "198.51.100.7")
	here = [
		make_response((first, second)[number % 2], status="Pending", response="", network_key=key)
		for number in range(flags.SAME_NETWORK - 1)
	]
	flags.refresh(season)
	assert not any(map(unusual, here))
	here.append(make_response(first, status="Pending", response="", network_key=key))
	flags.refresh(season)
	assert all(str(flags.SAME_NETWORK) in unusual(name) for name in here)


def test_the_same_name(public: tuple[str, list[str]]) -> None:
	season, (first, second) = public
	values = {"status": "Pending", "response": ""}
	same = [make_response(first, respondent_name=name, **values) for name in ("Siti Rahma", " SITI rahma.")]
	other = make_response(second, respondent_name="Siti Rahma", **values)
	nameless = [make_response(first, **values) for _one in range(2)]
	flags.refresh(season)
	assert all(map(unusual, same)) and not any(map(unusual, (other, *nameless)))


def test_flags_follow_the_confirmation(public: tuple[str, list[str]]) -> None:
	season, (first, _second) = public
	earlier = make_response(first, status="Pending")
	decided = make_response(first, status="Approved", response=OTHER)
	sent = make_response(first, SITI, "Unconfirmed")
	flags.refresh(season)
	# What nobody has confirmed is nobody's text yet.
	assert unusual(earlier) == ""
	Citizen(season).confirm(sent)
	assert unusual(sent) and unusual(earlier) and not unusual(decided)
	frappe.db.set_value(DOCTYPE, sent, "response", OTHER)
	flags.refresh_all()
	assert unusual(earlier) == "" and unusual(sent) and not unusual(decided)
