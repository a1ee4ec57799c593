"""The seasons that citizens see at /awards, and their timeline: what is over, what is on, what is to come.

Nothing of a season that is a draft or is not shown to the public is ever given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

import frappe
from frappe.utils import get_datetime, getdate

from ntb_awards.gateway import windows
from ntb_awards.gateway.windows import Window

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason
	from ntb_awards.ntb_awards.doctype.season_activity.season_activity import SeasonActivity

DRAFT, OPEN = "Draft", "Open"
Progress = Literal["done", "now", "to come"]
# The last minute of a window belongs to it.
LAST_MINUTE = timedelta(minutes=1)


def public_names() -> list[str]:
	"""The public seasons, newest first."""
	shown = {"is_public": 1, "status": ("!=", DRAFT)}
	return frappe.get_all("Award Season", shown, pluck="name", order_by="year desc, creation desc, name")


def public_season(name: str) -> AwardSeason | None:
	"""The season of that name if citizens may see it."""
	# One short query, so that a season hidden a moment ago is not shown from a cached document.
	shown = {"name": name, "is_public": 1, "status": ("!=", DRAFT)}
	# MariaDB takes capitals and small letters for the same: an address has one spelling.
	found = frappe.db.get_value("Award Season", shown, "name")
	return frappe.get_cached_doc("Award Season", found) if found == name else None


def is_open(season: AwardSeason) -> bool:
	return season.status == OPEN


# ── the timeline ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Extension:
	"""One letter that moved an end: from `was` to `now`."""

	was: datetime
	now: datetime
	letter_number: str
	letter_date: date | None
	reason: str


@dataclass(frozen=True)
class Activity:
	"""One line of the timeline with its effective window."""

	number: int
	title: str
	kind: str
	stage: str | None
	window: Window
	progress: Progress
	extensions: tuple[Extension, ...]


def timeline(season: AwardSeason, now: datetime) -> list[Activity]:
	"""Every activity in the order of the rules."""
	rows = sorted(season.activities, key=lambda row: row.number)
	return [_activity(season, row, now) for row in rows]


def _activity(season: AwardSeason, row: SeasonActivity, now: datetime) -> Activity:
	window = windows.effective_window(season, row)
	return Activity(
		number=row.number,
		title=row.title,
		kind=row.kind,
		stage=row.stage,
		window=window,
		progress=progress(window, now),
		extensions=tuple(_extensions(season, row)),
	)


def _extensions(season: AwardSeason, activity: SeasonActivity) -> Iterable[Extension]:
	end = activity.ends_at
	for row in season.extensions:
		if row.activity_number == activity.number and row.new_end:
			yield Extension(
				was=windows.in_zone(row.previous_end or end, season.timezone),
				now=windows.in_zone(row.new_end, season.timezone),
				letter_number=row.letter_number or "",
				letter_date=getdate(row.letter_date) if row.letter_date else None,
				reason=row.reason or "",
			)
			end = row.new_end


def progress(window: Window, now: datetime) -> Progress:
	if window.is_over(now):
		return "done"
	return "now" if window.has(now) else "to come"


def submission(season: AwardSeason) -> Window | None:
	"""When nominations are taken; None where the timeline does not say."""
	if not any(row.kind == windows.SUBMISSION for row in season.activities):
		return None
	return windows.submission_window(season)


# ── what changes by itself ────────────────────────────────────────────────────────────────────────────


def next_change(seasons: Iterable[AwardSeason], now: datetime) -> datetime | None:
	"""The next moment at which a public page says something else though nobody has done anything."""
	moments = [moment for season in seasons for moment in _moments(season)]
	return min((moment for moment in moments if moment > now), default=None)


def _moments(season: AwardSeason) -> Iterable[datetime]:
	for row in season.activities:
		window = windows.effective_window(season, row)
		yield window.opens
		yield window.closes + LAST_MINUTE
	for value in (season.winners_published_at, *_publications(season)):
		if value:
			yield windows.in_zone(value, season.timezone)


def _publications(season: AwardSeason) -> list[datetime]:
	ahead = {"season": season.name, "docstatus": 1, "published_at": ("is", "set")}
	return frappe.get_all("Plenary Minutes", ahead, pluck="published_at", order_by="published_at")


# ── publishing ────────────────────────────────────────────────────────────────────────────────────────


def has_come(value: Any, season: AwardSeason) -> bool:
	"""Whether a stored time of publication, meant in the season's zone, is reached."""
	return bool(value) and windows.in_zone(get_datetime(value), season.timezone) <= windows.now_in(season)
