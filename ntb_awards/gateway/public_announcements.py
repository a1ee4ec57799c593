"""Announcements for everybody: who passed a gate, as decided in submitted minutes, from the minute at which
they are published on.

Names stand by number, without scores; who is stopped is not named. Cancelled minutes announce nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, getdate

from ntb_awards.gateway import announcements, windows
from ntb_awards.gateway.problems import throw_all
from ntb_awards.gateway.public_seasons import DRAFT, has_come, public_season
from ntb_awards.gateway.schemes import load_scheme

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason
	from ntb_awards.ntb_awards.doctype.plenary_minutes.plenary_minutes import PlenaryMinutes

SUBMITTED = 1
MINUTE = timedelta(minutes=1)
FIELDS = (
	*("name", "minutes_number", "stage", "stage_title", "category", "held_on"),
	*("published_at", "announcement_note"),
)


@dataclass(frozen=True)
class Announcement:
	"""Published minutes. `minutes`: their name; `passed`: how many advance; `published_at`: with its zone."""

	minutes: str
	minutes_number: str
	stage: str
	stage_title: str
	category: str
	category_title: str
	held_on: date
	published_at: datetime
	note: str
	passed: int


@dataclass(frozen=True)
class Passed:
	"""Somebody who passed."""

	number: int
	name: str
	post: str
	unit: str


# ── what is published ─────────────────────────────────────────────────────────────────────────────────


def announcements_of(season: str) -> list[Announcement]:
	"""What is published by now, the latest first, of the same moment the later stage, then by category.

	[] if the season is hidden.
	"""
	doc = public_season(season)
	if doc is None:
		return []
	rows = _published(doc)
	titles = _categories(rows)
	passed = _counts([row.name for row in rows])
	found = [_announcement(doc, row, titles, passed) for row in rows]
	categories, gates = list(titles), [gate.code for gate in load_scheme(doc.scheme).gates]
	found.sort(key=lambda one: categories.index(one.category))
	return sorted(found, key=lambda one: (one.published_at, gates.index(one.stage)), reverse=True)


def announcement(season: str, minutes: str) -> tuple[Announcement, list[Passed], str | None] | None:
	"""One announcement, who passed, and the title of the stage they are admitted to (None after the last).

	None if these minutes announce nothing at this moment.
	"""
	told = next((one for one in announcements_of(season) if one.minutes == minutes), None)
	if told is None:
		return None
	said = announcements.contents(frappe.get_doc("Plenary Minutes", minutes))
	return told, [Passed(**row) for row in said["rows"]], said["next_stage"]


def published_gates(season: AwardSeason) -> set[tuple[str, str]]:
	"""(Award Category, code of the gate) of all minutes published by now."""
	return {(row.category, row.stage) for row in _published(season)}


def _published(season: AwardSeason) -> list[frappe._dict]:
	filters = {"season": season.name, "docstatus": SUBMITTED, "published_at": ("is", "set")}
	rows = frappe.get_all("Plenary Minutes", filters, list(FIELDS), order_by="published_at desc, name")
	return [row for row in rows if has_come(row.published_at, season)]


def _categories(rows: Iterable[frappe._dict]) -> dict[str, str]:
	"""Award Category → title, in the order of the scheme."""
	names = sorted({row.category for row in rows})
	found = frappe.get_all(
		"Award Category", {"name": ("in", names or [""])}, ["name", "title"], order_by="sequence, name"
	)
	return {row.name: row.title for row in found}


def _counts(minutes: list[str]) -> dict[str, int]:
	"""Minutes → how many advance."""
	advance = frappe.get_all(
		"Minutes Decision",
		{"parent": ("in", minutes or [""]), "decision": "Advance"},
		pluck="parent",
		order_by="parent, idx",
	)
	found = Counter(advance)
	return {name: found[name] for name in minutes}


def _announcement(
	season: AwardSeason, row: frappe._dict, titles: dict[str, str], passed: dict[str, int]
) -> Announcement:
	return Announcement(
		minutes=row.name,
		minutes_number=row.minutes_number or "",
		stage=row.stage,
		stage_title=row.stage_title or "",
		category=row.category,
		category_title=titles[row.category],
		held_on=getdate(row.held_on),
		published_at=windows.in_zone(row.published_at, season.timezone),
		note=row.announcement_note or "",
		passed=passed[row.name],
	)


# ── publishing ────────────────────────────────────────────────────────────────────────────────────────


@frappe.whitelist(methods=["POST"])
def publish(minutes: str, at: str | None = None) -> dict[str, str]:
	"""Publish submitted minutes (name) from this minute on, or from `at` on, a time in the season's zone.

	Returns {published_at: "2025-11-19 08:00:00", label: that time with its zone}. Raises PermissionError
	for who may not write the minutes; ValidationError if they are no submitted minutes of a public season,
	are published already, or `at` is over.
	"""
	return publish_together([minutes], at)


@frappe.whitelist(methods=["POST"])
def publish_together(minutes: list[str] | str, at: str | None = None) -> dict[str, str]:
	"""`publish` for several minutes at the same moment: all of them, or, if one cannot be, none."""
	names = frappe.parse_json(minutes) if isinstance(minutes, str) else minutes
	docs = [_writable(name) for name in dict.fromkeys(cstr(name) for name in names)]
	throw_all([problem for doc in docs for problem in _problems(doc)], _("Not Published"))
	told = {}
	for doc in docs:
		season = frappe.get_cached_doc("Award Season", doc.season)
		moment = moment_to_publish(season, at)
		told = {"published_at": f"{moment:%Y-%m-%d %H:%M:%S}", "label": windows.moment_label(moment)}
		_store(doc, told["published_at"], _("Published from {0} on").format(told["label"]))
	return told


@frappe.whitelist(methods=["POST"])
def withdraw_publication(minutes: str) -> None:
	"""Take the announcement back, or call off one that is still to come; a comment says who did so and when.

	Raises PermissionError for who may not write the minutes, ValidationError if they are not published.
	"""
	doc = _writable(minutes)
	if doc.docstatus != SUBMITTED or not doc.published_at:
		frappe.throw(_("{0} are not published.").format(doc.name))
	season = frappe.get_cached_doc("Award Season", doc.season)
	until = windows.moment_label(windows.in_zone(doc.published_at, season.timezone))
	text = _("Publication withdrawn: was public from {0} on") if has_come(doc.published_at, season) else None
	text = text or _("Publication called off: was planned for {0}")
	_store(doc, None, text.format(until))


def _writable(minutes: str) -> PlenaryMinutes:
	doc = frappe.get_doc("Plenary Minutes", minutes)
	doc.check_permission("write")
	return doc


def _problems(doc: PlenaryMinutes) -> Iterable[str]:
	season = frappe.get_cached_doc("Award Season", doc.season)
	if doc.docstatus != SUBMITTED:
		yield _("{0} are not submitted. Only submitted minutes are published.").format(doc.name)
	elif doc.published_at and has_come(doc.published_at, season):
		yield _("{0} are published already.").format(doc.name)
	if reason := why_hidden(season):
		yield reason


def why_hidden(season: AwardSeason) -> str | None:
	"""Why nothing of this season can be published; None if it can."""
	if season.status == DRAFT:
		return _("Season {0} is not open yet. Open it first.").format(season.title)
	if not season.is_public:
		return _("Season {0} is not shown to the public. Tick {1} in it first.").format(
			season.title, _("Shown to the Public", context="Award Season")
		)
	return None


def moment_to_publish(season: AwardSeason, at: Any = None) -> datetime:
	"""The time meant, in the season's zone; this minute if none is given. Throws if it is over."""
	now = windows.now_in(season).replace(second=0, microsecond=0)
	moment = _time_meant(season, at) if at else now
	if moment < now:
		frappe.throw(
			_("{0} is over. Choose a time to come, or publish now.").format(windows.moment_label(moment)),
			title=_("Time Is Over"),
		)
	return moment


def _time_meant(season: AwardSeason, at: Any) -> datetime:
	"""A time without a zone is meant in the season's."""
	try:
		moment = get_datetime(at)
	except (ValueError, TypeError, OverflowError):
		moment = None
	if moment is None:
		frappe.throw(_("{0} is not a time. Write it as 2025-11-19 08:00.").format(cstr(at)))
	if moment.tzinfo:
		return moment.astimezone(ZoneInfo(season.timezone))
	return windows.in_zone(moment, season.timezone)


def _store(doc: PlenaryMinutes, published_at: str | None, comment: str) -> None:
	doc.published_at = published_at
	doc.flags.publishes = True
	doc.save()
	doc.add_comment("Info", comment)


def keep_publication(doc: PlenaryMinutes) -> None:
	"""The time of publication is written by `publish` alone: whatever else comes with a save is put back."""
	if not doc.flags.publishes:
		before = doc.get_doc_before_save()
		doc.published_at = before.published_at if before else None
