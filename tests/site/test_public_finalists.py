"""Whom the public is asked about: from the announcement of the admission on, until the stage is left."""

from __future__ import annotations

from datetime import datetime

import frappe
import pytest

from ntb_awards.awards_pages import cache
from ntb_awards.gateway import public_finalists
from ntb_awards.gateway.workflow import state_of_gate
from tests.site.builders_public import (
	ASKED,
	BEFORE,
	IN_TEST,
	WITA,
	at,
	get,
	make_finalists,
	make_public_season,
	make_published,
	read,
)
from tests.site.builders_results import CATEGORY, make_nominees
from tests.site.queries import queries_of

pytestmark = pytest.mark.usefixtures("savepoint")
BEFORE_WINDOW = datetime(2025, 11, 24, 12, 0, tzinfo=WITA)
AFTER_WINDOW = datetime(2025, 12, 2, 0, 0, tzinfo=WITA)


@pytest.fixture
def season() -> str:
	return make_public_season()


def numbers(season: str) -> list[int]:
	return [one.number for one in public_finalists.shown_finalists(season)]


def move(nomination: str, stage: str) -> None:
	season, scheme = frappe.db.get_value("Nomination", nomination, ["season", "scheme"])
	state = state_of_gate(scheme, stage)
	frappe.db.set_value("Nomination", nomination, {"workflow_state": state, "stage": stage})
	cache.clear(season)


def test_shown_once_the_admission_is_announced(season):
	names = make_nominees(season, 2, stage=ASKED)
	with at(IN_TEST):
		assert numbers(season) == []
		minutes = make_published(season, names, published_at="2025-11-26 10:00:30")
		assert numbers(season) == [] and not public_finalists.is_shown(names[0])
	with at(IN_TEST) as clock:
		clock.shift(30)
		assert numbers(season) == [1, 2] and public_finalists.is_shown(names[0])
		frappe.db.set_value("Plenary Minutes", minutes, "docstatus", 2)
		assert numbers(season) == []


def test_of_another_category_is_not_announced(season):
	names = make_nominees(season, 1, stage=ASKED)
	other = frappe.db.get_value("Award Category", {"name": ("!=", CATEGORY)}, "name", order_by="name")
	make_published(season, names, category=other)
	with at(IN_TEST):
		assert numbers(season) == []


@pytest.mark.parametrize("stage", [BEFORE, "presentation"])
def test_who_stands_elsewhere_is_no_finalist(season, stage):
	(name, _other) = make_finalists(season)
	move(name, stage)
	with at(IN_TEST):
		assert numbers(season) == [2]
		assert public_finalists.finalist(season, 1) is None
		assert get(f"/awards/{season}/uji-publik/1").status_code == 404
		assert get(f"/awards/{season}/uji-publik/2").status_code == 200


@pytest.mark.parametrize(
	"state", ["Withdrawn", "Ineligible", "Not Advanced", "Winner", "Submitted", "Returned"]
)
def test_who_is_out_is_no_finalist(season, state):
	(name, _other) = make_finalists(season)
	frappe.db.set_value("Nomination", name, "workflow_state", state)
	with at(IN_TEST):
		assert numbers(season) == [2]
		assert not public_finalists.is_shown(name)


def test_before_within_and_after_the_window(season):
	make_finalists(season)
	path = f"/awards/{season}/uji-publik/1"
	with at(BEFORE_WINDOW):
		assert public_finalists.open_stages(season) == []
		assert not public_finalists.finalist(season, 1).is_open
		assert "will be taken from 25 November 2025 00.00 WITA to 1 December 2025 23.59 WITA" in read(path)
		assert "will be taken from" in read(f"/awards/{season}/uji-publik")
	with at(IN_TEST):
		assert [stage.code for stage in public_finalists.open_stages(season)] == [ASKED]
		assert public_finalists.finalist(season, 1).is_open
		assert "is taken until 1 December 2025 23.59 WITA" in read(f"/awards/{season}/uji-publik")
	with at(AFTER_WINDOW):
		assert not public_finalists.finalist(season, 1).is_open
		assert "was taken until 1 December 2025 23.59 WITA" in read(path)


def test_an_extended_window_counts(season):
	make_finalists(season)
	doc = frappe.get_doc("Award Season", season)
	number = next(row.number for row in doc.activities if row.kind == "Stage" and row.stage == ASKED)
	extension = {"activity_number": number, "new_end": "2025-12-03 23:59:00", "letter_number": "S-1"}
	doc.append("extensions", {**extension, "letter_date": "2025-12-01", "reason": "Alasan"})
	doc.save()
	with at(AFTER_WINDOW):
		assert public_finalists.finalist(season, 1).is_open


def test_the_second_time_the_public_is_asked(season):
	"""After the last but one gate the same people are asked about at the last one."""
	(name, _other) = make_finalists(season)
	move(name, "determination")
	with at(datetime(2025, 12, 7, tzinfo=WITA)):
		assert numbers(season) == [2]
		make_published(season, [name], stage="presentation", published_at="2025-12-05 08:00:00")
		assert numbers(season) == [1, 2]
		assert public_finalists.finalist(season, 1).is_open
		assert not public_finalists.finalist(season, 2).is_open


def test_nobody_of_a_hidden_season(season):
	(name, _other) = make_finalists(season)
	frappe.db.set_value("Award Season", season, "is_public", 0)
	with at(IN_TEST):
		assert numbers(season) == [] and not public_finalists.is_shown(name)
		assert public_finalists.open_stages(season) == []


def test_a_page_shows_who_somebody_is_and_no_score(season):
	(name, _other) = make_finalists(season)
	values = {
		"post_title": "Guru <Ahli>",
		"public_profile": "Paragraf satu.\n\nParagraf dua & tiga.",
		"innovation_title": "Kelas Apung",
		"photo": "/private/files/wajah.jpg",
		"nip": "198504112010031001",
		"final_score": "91.25",
	}
	frappe.db.set_value("Nomination", name, values)
	cache.clear(season)
	with at(IN_TEST):
		text = read(f"/awards/{season}/uji-publik/1")
	for part in (
		"Guru &lt;Ahli&gt;",
		"Paragraf dua &amp; tiga.",
		"Kelas Apung",
		'alt="Photo of Peserta 1 Uji"',
	):
		assert part in text
	for part in ("198504112010031001", "91.25", "wajah.jpg", "/private/files"):
		assert part not in text
	assert 'property="og:image"' in text


@pytest.mark.parametrize(
	("url", "shown"),
	[
		("https://www.youtube.com/watch?v=1&t=2", "Watch the video at youtube.com"),
		("javascript:alert(1)", None),
		("data:text/html,x", None),
	],
)
def test_a_video_says_where_it_leads(season, url, shown):
	(name, _other) = make_finalists(season)
	store_video(name, season, url=url)
	with at(IN_TEST):
		text = read(f"/awards/{season}/uji-publik/1")
	assert (shown in text) if shown else (url not in text and "Watch the video" not in text)


def test_a_video_file_waits_to_be_played(season):
	(name, _other) = make_finalists(season)
	store_video(name, season, file="/private/files/profil.mp4")
	with at(IN_TEST):
		text = read(f"/awards/{season}/uji-publik/1")
	assert '<video controls preload="none"' in text and "profil.mp4" not in text


@pytest.mark.parametrize("verified", ["", "Invalid"])
def test_a_video_not_found_valid_is_not_shown(season, verified):
	(name, _other) = make_finalists(season)
	store_video(name, season, url="https://example.org/1", verified=verified)
	with at(IN_TEST):
		assert "example.org" not in read(f"/awards/{season}/uji-publik/1")


def store_video(nomination: str, season: str, **fields: str) -> None:
	doc = frappe.new_doc("Supporting Document")
	doc.update({"name": frappe.generate_hash(length=10), "nomination": nomination, "season": season})
	doc.update({"requirement": "video_profil", "verified": "Valid", **fields})
	doc.db_insert()
	cache.clear(season)


def test_as_many_queries_for_many_as_for_one(season):
	make_finalists(season, 1)
	with at(IN_TEST):
		few = queries_of(lambda: numbers(season))
		make_published(season, make_nominees(season, 20, stage=ASKED, first=10))
		assert len(numbers(season)) == 21
		assert queries_of(lambda: numbers(season)) == few
