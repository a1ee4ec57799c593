"""An invented award, written only in the desk, runs a season; no line of program knows it.

Computed by hand. The check form (*Daftar Periksa Berkas*, weight 40) is points out of 30 + 20; the work form
(*Lembar Penilaian Kerja*, weight 60) is 50 × service/10 + 30 × safety/5 + 20 × teamwork/100. Three assessors,
their mean, two decimals:

    nominee  points of 50  check form       work form   its mean         40 % + 60 %          final
    Ani      45, 44, 45    268/3 = 89.3333  82, 82, 82  246/3 = 82.0000  (107.2 + 147.6) / 3  84.93
    Budi     43, 42, 43    256/3 = 85.3333  84, 85, 85  254/3 = 84.6667  (102.4 + 152.4) / 3  84.93
    Citra    35, 35, 35    70.0000          stopped: two advance from the check of documents
    Danu     40, 40, 40    80.0000          75, 75, 75  75.0000          32 + 45              77.00

Ani and Budi both have 254.8 / 3; the tie step compares the work form, so Budi is first. Danu is alone in the
other category.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import repeating, running, writing
from tests.browser import sixth_scheme as sixth
from tests.browser.desk import Desk
from tests.site.bad_files import pdf
from tests.site.builders import COMPANY

NOT_SOUND = [
	"Stages › berkas › Assessment Instrument: "
	"Stage 'Pemeriksaan Berkas Petugas' has no instrument. Choose one",
	"Stages › lapangan › Assessment Instrument: Stage 'Penilaian di Terminal' has no instrument. Choose one",
	"Stages: The stage weights total 90, not 100. Correct them until they do",
]
SERVING, GUARDING = (category["title"] for category in sixth.CATEGORIES)
CHECKED, VISITED, DECIDED = (stage["title"] for stage in sixth.STAGES)
# Rank, number, nominee, category, final score, then a value for each stage.
RANKING = [
	["1", "2", "Budi Terminal", SERVING, "84.93", "85.3333", "84.6667"],
	["2", "1", "Ani Terminal", SERVING, "84.93", "89.3333", "82.0000"],
	["", "3", "Citra Terminal", SERVING, "", "70.0000", ""],
	["1", "4", "Danu Terminal", GUARDING, "77.00", "80.0000", "75.0000"],
]
GRANTS = [("Budi Terminal", 1, "84.93"), ("Ani Terminal", 2, "84.93"), ("Danu Terminal", 1, "77.00")]

SignIn = Callable[[str], Desk]


@pytest.fixture
def employees(inside: Callable[[str, dict[str, Any]], str]) -> Iterator[dict[str, Any]]:
	"""{"password": of all logins, "employees": {name: Employee}}; afterwards no trace of them is left."""
	traces = {"season": sixth.SEASON, "scheme": sixth.CODE, "unit": sixth.UNIT, "domain": sixth.DOMAIN}
	inside("clean.py", traces)
	password = secrets.token_urlsafe(16)
	people = {"unit": sixth.UNIT, "domain": sixth.DOMAIN, "users": sixth.USERS, "staff": sixth.STAFF}
	yield {"password": password} | json.loads(inside("people.py", {**people, "password": password}))
	inside("clean.py", traces)


@pytest.fixture
def sign_in(employees: dict[str, Any], open_desk: Callable[[str, str], Desk]) -> SignIn:
	return lambda email: open_desk(email, employees["password"])


def test_a_scheme_written_in_the_desk_runs_a_season(
	sign_in: SignIn, employees: dict[str, Any], tmp_path: Path
) -> None:
	administrator, secretariat = sign_in(sixth.ADMINISTRATOR), sign_in(sixth.SECRETARIAT)
	write_and_mend(administrator)
	running.make_season(administrator, COMPANY)
	running.make_panel(administrator)
	running.open_season(administrator)
	nominate(sign_in(sixth.OPERATOR), secretariat, employees["employees"], tmp_path)
	assess(sign_in, secretariat)
	reward(secretariat)


def write_and_mend(desk: Desk) -> None:
	"""Written with mistakes; Check names them all, and its links lead to where they are mended."""
	writing.write_scheme(desk)
	writing.write_parts(desk)
	desk.open("Award Scheme", sixth.SCHEME)
	assert writing.check(desk) == NOT_SOUND
	writing.mend_instruments(desk)
	writing.mend_weight(desk)
	assert writing.check(desk) == []
	assert "No problems found" in desk.dialog().inner_text()
	desk.close_dialog()


def nominate(operator: Desk, secretariat: Desk, employees: dict[str, str], folder: Path) -> None:
	"""Ani by hand; the others, in the order of their numbers, with the same two sessions."""
	letter = folder / "surat-tugas.pdf"
	letter.write_bytes(pdf("Surat tugas"))
	running.accept(secretariat, running.nominate(operator, "Ani Terminal", SERVING, letter), CHECKED)
	for nominee in ("Budi Terminal", "Citra Terminal", "Danu Terminal"):
		name = repeating.nominate(operator, nominee, employees[nominee])
		repeating.act(secretariat, name, "Accept")


def assess(sign_in: SignIn, secretariat: Desk) -> None:
	told = running.open_sheets(secretariat, SERVING, CHECKED)
	assert told.startswith("9 sheets for Pemeriksaan Berkas Petugas opened"), told
	repeating.open_sheets(secretariat, sixth.GUARDING, "berkas")
	score(sign_in, "berkas", by_hand="Ani Terminal", value="90.0000")
	running.hold_plenary(secretariat, SERVING, CHECKED, {})
	repeating.hold_plenary(secretariat, sixth.GUARDING, "berkas")
	for category in (sixth.SERVING, sixth.GUARDING):
		repeating.open_sheets(secretariat, category, "lapangan")
	score(sign_in, "lapangan", by_hand="Budi Terminal", value="84.0000")
	for category in (sixth.SERVING, sixth.GUARDING):
		repeating.hold_plenary(secretariat, category, "lapangan")
	both = {"Ani Terminal": "Advance", "Budi Terminal": "Advance"}
	running.hold_plenary(secretariat, SERVING, DECIDED, both)
	repeating.hold_plenary(secretariat, sixth.GUARDING, "sidang")


def score(sign_in: SignIn, stage: str, by_hand: str, value: str) -> None:
	"""Every assessor's sheets; the first assessor fills in that of `by_hand` in the form."""
	for place, email in enumerate(sixth.ASSESSORS):
		desk = sign_in(email)
		for sheet in repeating.sheets_of(desk, stage):
			raw = sixth.SCORES[stage][sheet["nominee_name"]][place]
			scores = dict(zip(sixth.CRITERIA[stage], raw, strict=True))
			if place == 0 and sheet["nominee_name"] == by_hand:
				running.score(desk, sheet["name"], scores, value)
			else:
				repeating.score(desk, sheet["name"], scores)


def reward(secretariat: Desk) -> None:
	"""The ranking on the screen, and grants with rank, score and the scheme's reward."""
	assert [row[:7] for row in running.ranking(secretariat)] == RANKING
	running.create_grants(secretariat)
	grants = repeating.grants(secretariat)
	assert sorted((row["employee_name"], row["rank"], row["final_score"]) for row in grants) == sorted(GRANTS)
	first = next(row for row in grants if row["employee_name"] == "Budi Terminal")
	running.submit_grant(secretariat, first["name"])
	assert secretariat.rows("rewards", "reward") == [sixth.REWARD["title"]]
	assert secretariat.rows("rewards", "detail") == [sixth.REWARD["detail"]]
