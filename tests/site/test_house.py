"""The ground the other site tests stand on: the site's settings, the savepoint, users and jobs."""

from __future__ import annotations

import frappe
import pytest

from tests.site.builders import COMPANY, make_employee, make_unit, make_user

EMAIL = "savepoint@ntb-awards.example"


def test_site_is_indonesian() -> None:
	settings = frappe.get_single("System Settings")
	assert (settings.language, settings.time_zone, settings.country) == ("id", "Asia/Makassar", "Indonesia")
	assert frappe.get_value("Company", COMPANY, ["abbr", "default_currency"]) == ("NTB", "IDR")


@pytest.mark.parametrize("time", ["first", "second"])
def test_savepoint_takes_back(time: str) -> None:
	"""The same user can be made twice, because the first vanished, from the caches too."""
	assert not frappe.db.exists("User", EMAIL)
	make_user(email=EMAIL)
	assert frappe.get_cached_doc("User", EMAIL).email == EMAIL


def test_acting_as_a_user(as_user) -> None:
	user = make_user("HR User")
	with as_user(user):
		assert frappe.session.user == user
		assert "HR User" in frappe.get_roles()
		with pytest.raises(frappe.PermissionError):
			frappe.only_for("System Manager")
	assert frappe.session.user == "Administrator"


def test_jobs_run_at_once() -> None:
	assert frappe.enqueue("frappe.utils.add_days", date="2025-11-07", days=4, enqueue_after_commit=True)


def test_people_and_units() -> None:
	unit = make_unit("Dinas Percobaan")
	assert make_employee("Baiq Lestari", unit=unit).department == unit


@pytest.mark.commits
def test_commits_are_noticed(request: pytest.FixtureRequest) -> None:
	frappe.db.commit()
	assert request.getfixturevalue("savepoint") == [True]
