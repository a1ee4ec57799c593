"""When something may be done: the windows of a season, with extensions, in the season's own time zone.

Date and time fields of a season are written without a zone and mean the season's zone. The last minute of
a window belongs to it: "until 23.59" ends when 23.59 is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import formatdate, get_datetime

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason
	from ntb_awards.ntb_awards.doctype.season_activity.season_activity import SeasonActivity

SUBMISSION = "Submission"
STAGE = "Stage"


@dataclass(frozen=True)
class Window:
	"""From `opens` to `closes`, both with their zone; the minute of `closes` is the last one inside."""

	opens: datetime
	closes: datetime
	timezone: str

	def has(self, moment: datetime) -> bool:
		return self.opens <= moment and not self.is_over(moment)

	def is_over(self, moment: datetime) -> bool:
		return moment.astimezone(self.closes.tzinfo).replace(second=0, microsecond=0) > self.closes


def submission_window(season: AwardSeason | str, employee: str | None = None) -> Window:
	"""The window in which nominations are taken, with its extensions; for an employee with his own.

	Raises ValidationError if the season has no activity of the kind Submission.
	"""
	doc = _loaded(season)
	return effective_window(doc, submission_activity(doc), employee)


def activity_window(season: AwardSeason | str, number: int, employee: str | None = None) -> Window:
	"""The window of an activity, with its extensions; for an employee with his own.

	Raises ValidationError if there is no such number.
	"""
	doc = _loaded(season)
	activity = next((row for row in doc.activities if row.number == int(number)), None)
	if activity is None:
		frappe.throw(_("Season {0} has no activity number {1}").format(doc.title, number))
	return effective_window(doc, activity, employee)


def stage_activity(doc: AwardSeason, stage: str) -> SeasonActivity | None:
	"""The first activity in which a stage (code) takes place; None if the timeline has none."""
	rows = (row for row in doc.activities if row.kind == STAGE and row.stage == stage)
	return min(rows, key=lambda row: row.number, default=None)


def submission_activity(doc: AwardSeason) -> SeasonActivity:
	activities = sorted((row for row in doc.activities if row.kind == SUBMISSION), key=lambda row: row.number)
	if not activities:
		frappe.throw(
			_(
				"Season {0} has no submission window. Add an activity of the kind Submission to its timeline"
			).format(doc.title)
		)
	return activities[0]


def effective_window(doc: AwardSeason, activity: SeasonActivity, employee: str | None = None) -> Window:
	end = effective_end(doc, activity)
	personal = personal_end(doc.name, activity.number, employee) if employee else None
	return Window(
		opens=in_zone(activity.starts_at, doc.timezone),
		# Who was given more time keeps it; a later extension for everybody counts for him, too.
		closes=in_zone(max(end, personal) if personal else end, doc.timezone),
		timezone=doc.timezone,
	)


def effective_end(doc: AwardSeason, activity: SeasonActivity) -> datetime:
	"""The end of an activity after its last extension, without a zone."""
	ends = [row.new_end for row in doc.extensions if row.activity_number == activity.number and row.new_end]
	return get_datetime(ends[-1] if ends else activity.ends_at)


def personal_end(season: str, number: int, employee: str) -> datetime | None:
	"""The end that the last Personal Extension gives this employee, without a zone; None without one."""
	given = {"season": season, "activity_number": number, "employee": employee}
	end = frappe.db.get_value("Personal Extension", given, "new_end", order_by="creation desc")
	return get_datetime(end) if end else None


def reference_date(season: AwardSeason | str) -> date:
	"""The day on which facts are judged: the last day of the submission window, in the season's zone."""
	return submission_window(season).closes.date()


def now_in(season: AwardSeason | str) -> datetime:
	"""This moment in the season's zone."""
	return datetime.now(ZoneInfo(_timezone(season)))


def in_zone(value: datetime | str, timezone: str) -> datetime:
	return get_datetime(value).replace(tzinfo=ZoneInfo(timezone))


def label(window: Window) -> str:
	"""The deadline as people write it: `11 November 2025 23.59 WITA`."""
	return moment_label(window.closes)


def moment_label(moment: datetime) -> str:
	"""A moment with its zone, the month in the reader's language."""
	return f"{formatdate(moment.date(), 'd MMMM yyyy')} {moment:%H.%M} {zone_name(moment)}"


def zone_name(moment: datetime) -> str:
	"""The zone's usual name (WIB, WITA, WIT), else its distance from UTC."""
	name = moment.tzname() or ""
	return name if name.isalpha() else f"UTC{moment:%z}"


def _loaded(season: AwardSeason | str) -> AwardSeason:
	return frappe.get_doc("Award Season", season) if isinstance(season, str) else season


def _timezone(season: AwardSeason | str) -> str:
	if isinstance(season, str):
		return frappe.db.get_value("Award Season", season, "timezone")
	return season.timezone
