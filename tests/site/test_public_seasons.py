"""The public pages: which seasons, what they say, in which language, and what is hidden."""

from __future__ import annotations

from datetime import datetime, timedelta

import frappe
import pytest

from ntb_awards.awards_pages import cache, frame
from ntb_awards.gateway import public_seasons
from ntb_awards.selection.scheme import Scheme
from tests.site.builders_public import (
	IN_TEST,
	WITA,
	at,
	every_address,
	get,
	make_public_season,
	make_published,
	post,
	read,
)

pytestmark = pytest.mark.usefixtures("savepoint")
LIMIT = 100_000


@pytest.fixture
def season() -> str:
	return make_public_season()


def scheme_of(season: str) -> Scheme:
	from ntb_awards.gateway.schemes import load_scheme

	return load_scheme(frappe.db.get_value("Award Season", season, "scheme"))


def test_a_season_says_everything_its_rules_say(season):
	with at(IN_TEST):
		text = read(f"/awards/{season}")
	scheme = scheme_of(season)
	said = [
		*(one.title for one in scheme.categories),
		*(one.title for one in scheme.stages),
		*(one.title for one in scheme.activities),
		"Sekretariat, Jl. Uji 1",
	]
	escaped = [frame._environment().from_string("{{ text }}").render(text=one) for one in said]
	assert [one for one in escaped if one not in text] == []
	rules = [rule.title for rule in scheme.eligibility_rules]
	assert all(frame._environment().from_string("{{ text }}").render(text=one) in text for one in rules)


def test_every_page_is_small_and_has_no_script(season):
	with at(IN_TEST):
		for path in ["/awards", *every_address(season)]:
			response = get(path)
			text = response.get_data(as_text=True)
			assert response.status_code == 200, path
			assert len(text.encode()) < LIMIT
			assert "<script" not in text and "onclick" not in text and "style=" not in text
			assert "script-src" not in response.headers["Content-Security-Policy"]
			assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("change", [{"is_public": 0}, {"status": "Draft"}])
def test_what_is_not_public_is_not_there(season, change):
	with at(IN_TEST):
		paths = every_address(season)
		assert [get(path).status_code for path in paths] == [200] * 4
		frappe.db.set_value("Award Season", season, change)
		cache.clear(season)
		assert [get(path).status_code for path in paths] == [404] * 4
		title = frappe.db.get_value("Award Season", season, "title")
		assert title not in get("/awards").get_data(as_text=True)
		assert title not in get(paths[0]).get_data(as_text=True)


@pytest.mark.parametrize(
	"path",
	[
		"/awards/nowhere",
		"/awards/publik-2025",
		"/awards/PUBLIK-2025/pengumuman",
		"/awards/PUBLIK-2025/pengumuman/BA-0",
		"/awards/PUBLIK-2025/uji-publik/0",
		"/awards/PUBLIK-2025/uji-publik/01",
		"/awards/PUBLIK-2025/uji-publik/x",
		"/awards/PUBLIK-2025/uji-publik/99999999999999999999",
		"/awards/PUBLIK-2025/uji-publik/1/more",
		"/awards/PUBLIK-2025/elsewhere",
		"/awards/' or 1=1 --",
		"/awards/<b>bold",
	],
)
def test_an_address_of_nothing(season, path):
	with at(IN_TEST):
		response = get(path)
	assert response.status_code == 404
	assert response.headers["Cache-Control"] == "private, no-store"
	assert "<b>bold" not in response.get_data(as_text=True)


def test_other_addresses_are_not_ours():
	from ntb_awards.awards_pages.renderer import AwardsPages

	assert not any(AwardsPages(path).can_render() for path in ("/", "login", "awardsome", "app/awards"))


def test_posting_where_nothing_is_taken(season):
	with at(IN_TEST):
		assert post(f"/awards/{season}").status_code == 404
		assert post(f"/awards/{season}/uji-publik/1").status_code == 404


# ── language ──────────────────────────────────────────────────────────────────────────────────────────


def test_indonesian_first_english_when_asked(season):
	with at(IN_TEST):
		first = get(f"/awards/{season}", headers={"Accept-Language": "en"}).get_data(as_text=True)
		second = get(f"/awards/{season}", _lang="en").get_data(as_text=True)
		third = get(f"/awards/{season}", _lang="fr").get_data(as_text=True)
	assert '<html lang="id"' in first and 'content="id_ID"' in first
	assert '<html lang="en"' in second and 'content="en_GB"' in second
	assert first == third
	# Links stay in the language that was chosen.
	assert 'href="/awards?_lang=en"' in second and f'href="/awards/{season}"' in second
	# The words of the rules are marked as Indonesian within English.
	assert '<h1 lang="id">' in second and "<h1>" in first


def test_how_an_address_looks_where_it_is_shared(season):
	with at(IN_TEST):
		text = read(f"/awards/{season}")
	title = frappe.db.get_value("Award Season", season, "title")
	address = frappe.utils.get_url(f"/awards/{season}?_lang=en")
	for part in (
		f'<meta property="og:title" content="{title}">',
		f'<meta property="og:url" content="{address}">',
		f'<link rel="canonical" href="{address}">',
		'<meta name="robots" content="index, follow">',
		'hreflang="id"',
	):
		assert part in text


def test_what_the_organiser_writes_is_text(season):
	frappe.db.set_value("Award Season", season, "public_summary", "<script>alert(1)</script>\n\nDua & tiga")
	cache.clear(season)
	with at(IN_TEST):
		text = read(f"/awards/{season}")
	assert "<script" not in text and "&lt;script&gt;" in text and "Dua &amp; tiga" in text


# ── the timeline ──────────────────────────────────────────────────────────────────────────────────────


def test_progress_and_the_last_minute(season):
	doc = frappe.get_doc("Award Season", season)
	activity = next(row for row in doc.activities if row.kind == "Submission")
	number, end = activity.number, activity.ends_at.replace(tzinfo=WITA)

	def progress(moment: datetime) -> str:
		return next(one.progress for one in public_seasons.timeline(doc, moment) if one.number == number)

	assert progress(activity.starts_at.replace(tzinfo=WITA) - timedelta(seconds=1)) == "to come"
	assert progress(activity.starts_at.replace(tzinfo=WITA)) == "now"
	assert progress(end + timedelta(seconds=59)) == "now"
	assert progress(end + timedelta(seconds=60)) == "done"


def test_an_extended_end_says_what_it_was_and_why(season):
	doc = frappe.get_doc("Award Season", season)
	for letter, end in (("S-1", "2025-11-09 23:59:00"), ("S-2", "2025-11-11 23:59:00")):
		doc.append(
			"extensions",
			{
				"activity_number": 2,
				"new_end": end,
				"letter_number": letter,
				"letter_date": "2025-11-06",
				"reason": f"Alasan {letter}",
			},
		)
	doc.save()
	with at(IN_TEST):
		text = read(f"/awards/{season}")
	for part in (
		"Was until <del>7 November 2025 23.59 WITA</del>",
		"Is now until <ins>9 November 2025 23.59 WITA</ins>",
		"Was until <del>9 November 2025 23.59 WITA</del>",
		"Is now until <ins>11 November 2025 23.59 WITA</ins>",
		"Letter S-2 of 6 November 2025",
		"Alasan S-1",
	):
		assert part in text


def test_times_are_those_of_the_organiser(season):
	frappe.db.set_value("Award Season", season, "timezone", "Asia/Jayapura")
	cache.clear(season)
	with at(IN_TEST):
		text = read(f"/awards/{season}")
	assert "23.59 WIT<" in text and "WITA" not in text


def test_several_seasons_newest_first(season):
	make_public_season("PUBLIK-2025-B", year=2026)
	with at(IN_TEST):
		text = read("/awards")
	assert text.index("Musim PUBLIK-2025-B") < text.index("Musim PUBLIK-2025<")


def test_minutes_of_other_seasons_are_not_found_under_this_one(season):
	other = make_public_season("LAIN-2025", year=2026)
	minutes = make_published(other, [])
	with at(IN_TEST):
		assert get(f"/awards/{other}/pengumuman/{minutes}").status_code == 200
		assert get(f"/awards/{season}/pengumuman/{minutes}").status_code == 404
