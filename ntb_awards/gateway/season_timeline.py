"""The timeline a season starts with: the scheme's days as exact times in the season's zone."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import frappe
from frappe.utils import getdate

from ntb_awards.selection.facts import years_before

OPENS, CLOSES = time(0, 0), time(23, 59)


def timeline_rows(scheme: str, year: int | None = None) -> list[dict[str, Any]]:
	"""The activities of a scheme as rows of a season: from 0.00 of the first day to 23.59 of the last.

	`year`: the season's; activities move by as many years as it differs from the scheme's own. Activities
	without dates are left out.
	"""
	doc = frappe.get_doc("Award Scheme", scheme)
	shift = int(year or 0) - doc.year if year and doc.year else 0
	return [_row(activity, shift) for activity in doc.activities if activity.starts_on and activity.ends_on]


def _row(activity: Any, shift: int) -> dict[str, Any]:
	kept = {name: activity.get(name) for name in ("number", "title", "kind", "stage", "basis")}
	return kept | {
		"starts_at": datetime.combine(_moved(activity.starts_on, shift), OPENS),
		"ends_at": datetime.combine(_moved(activity.ends_on, shift), CLOSES),
	}


def _moved(day: date | str, years: int) -> date:
	return years_before(getdate(day), -years)
