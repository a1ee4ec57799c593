"""A second season of the sample's scheme that takes nominations today, so that filing can be tried."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import frappe
from frappe.utils import get_datetime

from ntb_awards.demo.season import SeasonDriver
from ntb_awards.gateway import windows
from ntb_awards.gateway.season_timeline import timeline_rows
from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

DAYS_OPEN = 3  # the window opened so many days ago


def open_now(driver: SeasonDriver) -> str:
	"""The season that is open now; made, with its recommenders, unless it is there. Its name."""
	code = f"{driver.header['code']}-2"
	if frappe.db.exists("Award Season", code):
		return code
	former = frappe.session.user
	frappe.set_user(driver.administrator)
	try:
		season = frappe.new_doc("Award Season")
		season.update(_heading(driver, code))
		season.extend("activities", _timeline_from_today(driver))
		season.extend("recommenders", _recommenders(driver))
		season.insert()
		season.status = "Open"
		season.save()
	finally:
		frappe.set_user(former)
	return code


def _heading(driver: SeasonDriver, code: str) -> dict[str, Any]:
	first: AwardSeason = frappe.get_doc("Award Season", driver.season)
	copied = ("scheme", "organiser", "timezone", "unit", "public_summary", "public_contact")
	return {field: first.get(field) for field in copied} | {
		"code": code,
		"title": f"{first.title} (2)",
		"year": first.year + 1,
		"is_public": 1,
	}


def _timeline_from_today(driver: SeasonDriver) -> list[dict[str, Any]]:
	"""The scheme's activities, moved so that nominations have been taken for a few days."""
	rows = timeline_rows(driver.scheme_name)
	begin = min(get_datetime(row["starts_at"]) for row in rows if row["kind"] == windows.SUBMISSION)
	today = datetime.combine(windows.now_in(driver.season).date(), time(0, 0))
	shift = today - timedelta(days=DAYS_OPEN) - begin
	return [row | {edge: row[edge] + shift for edge in ("starts_at", "ends_at")} for row in rows]


def _recommenders(driver: SeasonDriver) -> list[dict[str, Any]]:
	"""Whom the sample names: a head for the own unit, an office without one for all units."""
	people = driver.people
	return [
		{
			"recommender": row["recommends"],
			"user": row["email"],
			"unit": people.departments.get(people.rows[row["employee"]]["unit"]) if row["employee"] else None,
		}
		for row in driver.header["users"]
		if "recommends" in row
	]
