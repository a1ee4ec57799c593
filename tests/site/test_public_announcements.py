"""Publishing minutes and winners: who may, when it shows, and that it can be taken back."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.gateway import public_announcements
from tests.site.builders import make_user
from tests.site.builders_public import (
	BEFORE,
	IN_TEST,
	at,
	comments,
	get,
	make_public_season,
	make_published,
	read,
)
from tests.site.builders_results import make_assessors, make_minutes, make_nominees, make_panel, make_sheets

pytestmark = pytest.mark.usefixtures("savepoint")


@pytest.fixture
def season() -> str:
	return make_public_season()


@pytest.fixture
def secretariat() -> str:
	return make_user("Awards Secretariat")


@pytest.fixture
def nominees(season: str) -> list[str]:
	return make_nominees(season, 3, stage=BEFORE)


@pytest.fixture
def minutes(season: str, nominees: list[str]) -> str:
	"""Submitted minutes that are not published: the third nominee is stopped."""
	return make_published(season, nominees[:2], nominees[2:], published_at=None)


# ── publishing ────────────────────────────────────────────────────────────────────────────────────────


def test_published_at_once(season, minutes, nominees, secretariat, as_user):
	with at(IN_TEST):
		assert public_announcements.announcements_of(season) == []
		with as_user(secretariat):
			told = public_announcements.publish(minutes)
		assert told["published_at"] == "2025-11-26 10:00:00"
		text = read(f"/awards/{season}/pengumuman/{minutes}")
		assert minutes in read(f"/awards/{season}")
	names = [frappe.db.get_value("Nomination", name, "employee_name") for name in nominees]
	assert names[0] in text and names[1] in text and names[2] not in text
	assert "91.25" not in text and "BA/7/2025" in text and "21 November 2025" in text
	assert any("10.00 WITA" in comment for comment in comments("Plenary Minutes", minutes))


def test_never_before_its_minute(season, minutes, secretariat, as_user):
	path = f"/awards/{season}/pengumuman/{minutes}"
	with at(IN_TEST) as clock:
		with as_user(secretariat):
			public_announcements.publish(minutes, "2025-11-26 10:05:00")
		clock.shift(290)
		assert get(path).status_code == 404
		assert minutes not in read(f"/awards/{season}")
		clock.shift(9)
		assert get(path).status_code == 404
		assert minutes not in read(f"/awards/{season}")
		clock.shift(1)
		assert get(path).status_code == 200
		assert minutes in read(f"/awards/{season}")


def test_the_minute_is_that_of_the_season(season, minutes, secretariat, as_user):
	frappe.db.set_value("Award Season", season, "timezone", "Asia/Jakarta")
	with at(IN_TEST), as_user(secretariat):
		assert public_announcements.publish(minutes)["label"].endswith("09.00 WIB")


@pytest.mark.parametrize("moment", ["2025-11-26 09:59:59", "2025-11-01 08:00:00"])
def test_no_time_that_is_over(season, minutes, secretariat, as_user, moment):
	with at(IN_TEST), as_user(secretariat), pytest.raises(frappe.ValidationError):
		public_announcements.publish(minutes, moment)
	assert not frappe.db.get_value("Plenary Minutes", minutes, "published_at")


def test_a_time_that_is_none(season, minutes, secretariat, as_user):
	with at(IN_TEST), as_user(secretariat), pytest.raises(frappe.ValidationError):
		public_announcements.publish(minutes, "tomorrow, perhaps")


def test_a_time_of_another_zone(season, minutes, secretariat, as_user):
	with at(IN_TEST), as_user(secretariat):
		assert public_announcements.publish(minutes, "2025-11-26T10:30:00+07:00")["label"].endswith(
			"11.30 WITA"
		)


@pytest.mark.parametrize("docstatus", [0, 2])
def test_only_submitted_minutes(season, minutes, secretariat, as_user, docstatus):
	frappe.db.set_value("Plenary Minutes", minutes, "docstatus", docstatus)
	with at(IN_TEST), as_user(secretariat), pytest.raises(frappe.ValidationError, match="not submitted"):
		public_announcements.publish(minutes)


@pytest.mark.parametrize(
	("change", "said"), [({"is_public": 0}, "not shown"), ({"status": "Draft"}, "not open yet")]
)
def test_only_in_a_public_season(season, minutes, secretariat, as_user, change, said):
	frappe.db.set_value("Award Season", season, change)
	with at(IN_TEST), as_user(secretariat), pytest.raises(frappe.ValidationError, match=said):
		public_announcements.publish(minutes)


@pytest.mark.parametrize("role", ["Awards Assessor", "Awards Auditor", "Nominating Unit", "Employee"])
def test_only_who_writes_minutes(season, minutes, role, as_user):
	with at(IN_TEST), as_user(make_user(role)):
		for act in (public_announcements.publish, public_announcements.withdraw_publication):
			with pytest.raises(frappe.PermissionError):
				act(minutes)


def test_all_categories_together_or_none(season, minutes, nominees, secretariat, as_user):
	category = frappe.get_all(
		"Award Category",
		{"scheme": frappe.db.get_value("Award Season", season, "scheme")},
		pluck="name",
		order_by="sequence",
	)[0]
	second = make_published(season, [], category=category, published_at=None)
	draft = make_published(season, [], category=category, published_at=None, docstatus=0)
	with at(IN_TEST), as_user(secretariat):
		with pytest.raises(frappe.ValidationError):
			public_announcements.publish_together([minutes, second, draft])
		assert public_announcements.announcements_of(season) == []
		public_announcements.publish_together(frappe.as_json([minutes, second]))
		assert [one.minutes for one in public_announcements.announcements_of(season)] == [second, minutes]


def test_a_save_does_not_publish(season, minutes, secretariat, as_user):
	"""The field is for reading; who writes it past the screen changes nothing."""
	with at(IN_TEST), as_user(secretariat):
		doc = frappe.get_doc("Plenary Minutes", minutes)
		doc.published_at = "2025-11-01 08:00:00"
		doc.announcement_note = "Catatan"
		doc.save()
	stored = frappe.db.get_value("Plenary Minutes", minutes, ["published_at", "announcement_note"])
	assert stored == (None, "Catatan")


def test_the_note_changes_the_page(season, minutes, secretariat, as_user):
	with at(IN_TEST), as_user(secretariat):
		public_announcements.publish(minutes)
		path = f"/awards/{season}/pengumuman/{minutes}"
		assert "Registrasi ulang" not in read(path)
		doc = frappe.get_doc("Plenary Minutes", minutes)
		doc.announcement_note = "Registrasi ulang besok"
		doc.save()
		assert "Registrasi ulang besok" in read(path)


# ── taking back ───────────────────────────────────────────────────────────────────────────────────────


def test_a_publication_to_come_is_called_off(season, minutes, secretariat, as_user):
	with at(IN_TEST), as_user(secretariat):
		public_announcements.publish(minutes, "2025-11-27 08:00:00")
		public_announcements.publish(minutes, "2025-11-28 08:00:00")
		public_announcements.withdraw_publication(minutes)
	assert not frappe.db.get_value("Plenary Minutes", minutes, "published_at")
	assert any("28 November 2025 08.00 WITA" in one for one in comments("Plenary Minutes", minutes))


def test_what_was_public_is_taken_back_and_says_so(season, minutes, secretariat, as_user):
	path = f"/awards/{season}/pengumuman/{minutes}"
	with at(IN_TEST), as_user(secretariat):
		public_announcements.publish(minutes)
		assert get(path).status_code == 200
		with pytest.raises(frappe.ValidationError, match="already"):
			public_announcements.publish(minutes)
		public_announcements.withdraw_publication(minutes)
		assert get(path).status_code == 404
		with pytest.raises(frappe.ValidationError):
			public_announcements.withdraw_publication(minutes)
	last = frappe.get_last_doc("Comment", {"reference_name": minutes, "comment_type": "Info"})
	assert last.owner == secretariat and "26 November 2025 10.00 WITA" in last.content


def test_cancelled_minutes_are_gone(season):
	users = make_assessors(3)
	make_panel(season, users)
	names = make_nominees(season, 2)
	make_sheets(season, "administration", {names[0]: [80] * 3, names[1]: [50] * 3}, users)
	doc = make_minutes(season, "administration").insert()
	with at(IN_TEST):
		doc.submit()
		path = f"/awards/{season}/pengumuman/{doc.name}"
		public_announcements.publish(doc.name)
		assert "Peserta 1 Uji" in read(path) and "Peserta 2 Uji" not in read(path)
		frappe.get_doc("Plenary Minutes", doc.name).cancel()
		assert get(path).status_code == 404
		assert doc.name not in read(f"/awards/{season}")
		copy = frappe.copy_doc(frappe.get_doc("Plenary Minutes", doc.name))
		copy.update({"amended_from": doc.name, "docstatus": 0, "notes": "Salah hitung"})
		assert not copy.insert().published_at
