"""Public pages are kept for everybody, until something changes: by itself or by people."""

from __future__ import annotations

from datetime import datetime

import frappe
import pytest

from ntb_awards.awards_pages import cache
from tests.site.builders_public import (
	IN_TEST,
	WITA,
	at,
	every_address,
	get,
	make_public_season,
	make_published,
	read,
	settled,
)

pytestmark = pytest.mark.usefixtures("savepoint")


@pytest.fixture
def season() -> str:
	return make_public_season()


def test_a_page_is_kept_until_something_changes(season):
	path = f"/awards/{season}"
	with settled(season, IN_TEST):
		before = read(path)
		frappe.db.set_value("Award Season", season, "public_contact", "Kontak Baru")
		assert read(path) == before
		doc = frappe.get_doc("Award Season", season)
		doc.public_contact = "Kontak Lain"
		doc.save()
		assert "Kontak Lain" in read(path)


def test_a_page_is_kept_no_longer_than_a_minute(season):
	path = f"/awards/{season}"
	with settled(season, IN_TEST) as clock:
		before = read(path)
		frappe.db.set_value("Award Season", season, "public_contact", "Kontak Baru")
		clock.shift(59)
		assert read(path) == before
		clock.shift(2)
		assert "Kontak Baru" in read(path)


def test_a_page_that_may_be_of_before_is_kept_for_a_second(season):
	"""Another request may have begun before the change was committed."""
	path = f"/awards/{season}"
	with at(IN_TEST) as clock:
		cache.clear(season)
		read(path)
		frappe.db.set_value("Award Season", season, "public_contact", "Kontak Baru")
		clock.shift(1.5)
		assert "Kontak Baru" in read(path)


def test_a_page_changes_at_the_edge_of_a_window(season):
	path = f"/awards/{season}"
	with settled(season, datetime(2025, 11, 24, 23, 59, 40, tzinfo=WITA)) as clock:
		before = read(path)
		assert "File a nomination" not in before
		clock.shift(11)
		assert read(path) != before


def test_each_language_and_address_is_kept_for_itself(season):
	with at(IN_TEST):
		pages = {
			get(path, _lang=language).get_data()
			for path in ["/awards", *every_address(season)]
			for language in ("id", "en")
		}
	assert len(pages) == 10


def test_a_proxy_may_hold_it_briefly_and_asks_again(season):
	with settled(season, IN_TEST):
		first = get(f"/awards/{season}")
		again = get(f"/awards/{season}", headers={"If-None-Match": first.headers["ETag"]})
	assert first.headers["Cache-Control"] == "public, max-age=5"
	assert "Set-Cookie" not in first.headers
	assert again.status_code == 304


def test_whom_the_page_is_for_does_not_matter(season):
	with at(IN_TEST):
		guest = get(f"/awards/{season}")
		signed_in = get(f"/awards/{season}", user="Administrator", _lang="id")
	assert guest.get_data() == signed_in.get_data()
	assert signed_in.headers["Cache-Control"].startswith("private")


def test_saving_a_nomination_that_is_not_accepted_clears_nothing(season):
	with settled(season, IN_TEST):
		read(f"/awards/{season}")
		mark = cache._mark(season)
		cache.nomination_changed(frappe.get_doc(doctype="Nomination", season=season))
		assert cache._mark(season) == mark
		cache.nomination_changed(frappe.get_doc(doctype="Nomination", season=season, stage="any"))
		assert cache._mark(season) != mark


def test_pages_change_at_the_time_of_a_publication(season):
	"""What is kept ends at the next publication, not a minute later."""
	make_published(season, [], published_at="2025-11-26 10:00:20")
	with settled(season, IN_TEST) as clock:
		assert "Announcements" not in read(f"/awards/{season}")
		clock.shift(9)
		assert "Announcements" not in read(f"/awards/{season}")
		clock.shift(1)
		assert "Announcements" in read(f"/awards/{season}")
