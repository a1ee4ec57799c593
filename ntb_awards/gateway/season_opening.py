"""What the rules ask of a season at the moment it opens: notice in working days, and one season a year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cstr, formatdate, get_datetime, getdate

from ntb_awards.gateway import windows
from ntb_awards.gateway.problems import throw_all
from ntb_awards.selection.calendar_days import earliest_end, working_days

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

ANNOUNCEMENT = "Announcement"
DAY = "d MMMM yyyy"


def require_notice(doc: AwardSeason) -> None:
	"""Refuse a submission window that ends too few working days after the announcement.

	The day of the announcement counts, the last day of the window does not.
	"""
	rule = _rule(doc, "notice_days", "notice_basis")
	if not rule.notice_days:
		return
	first, last = _announced_on(doc, rule), windows.submission_window(doc).closes.date()
	holidays = _holidays(doc.organiser, first, last)
	given = working_days(first, last, holidays)
	if given >= rule.notice_days:
		return
	message = _(
		"Between the announcement on {0} and the last day of submissions on {1} lie {2} working days; the "
		"rules ask for at least {3} ({4}). Announce earlier, or take submissions until {5} or later."
	)
	until = earliest_end(first, rule.notice_days, holidays)
	days = (formatdate(first, DAY), formatdate(last, DAY))
	told = message.format(*days, given, rule.notice_days, rule.notice_basis, formatdate(until, DAY))
	throw_all([told], _("Too Short Notice"))


def _announced_on(doc: AwardSeason, rule: Any) -> date:
	"""The first day of the earliest announcement that belongs to no stage."""
	starts = [get_datetime(row.starts_at) for row in doc.activities if _announces(row)]
	if not starts:
		message = _(
			"The rules ask for {0} working days between the announcement and the last day of submissions "
			"({1}). Add the announcement to the timeline: an activity of the kind Announcement without a "
			"stage."
		)
		throw_all([message.format(rule.notice_days, rule.notice_basis)], _("No Announcement"))
	return min(starts).date()


def _announces(row: Any) -> bool:
	return row.kind == ANNOUNCEMENT and not row.stage and bool(row.starts_at)


def _holidays(organiser: str, first: date, last: date) -> set[date]:
	"""Weekly days off and holidays of the organiser; refuses a list that does not cover the days."""
	title = _("Holiday List Missing")
	name = frappe.db.get_value("Company", organiser, "default_holiday_list")
	if not name:
		message = _(
			"Working days cannot be counted: {0} has no Holiday List. Choose one under Default Holiday List "
			"of this Company, with its weekly days off and holidays from {1} to {2}."
		)
		throw_all([message.format(organiser, formatdate(first, DAY), formatdate(last, DAY))], title)
	covered = frappe.db.get_value("Holiday List", name, ["from_date", "to_date"], as_dict=True)
	if getdate(covered.from_date) > first or getdate(covered.to_date) < last:
		message = _(
			"Working days cannot be counted: Holiday List {0} goes from {1} to {2}. Extend it, with its "
			"weekly days off and holidays, to cover {3} to {4}."
		)
		days = (covered.from_date, covered.to_date, first, last)
		throw_all([message.format(name, *(formatdate(day, DAY) for day in days))], title)
	rows = frappe.get_all("Holiday", {"parent": name}, pluck="holiday_date", order_by="holiday_date asc")
	return {getdate(day) for day in rows}


def require_only_season(doc: AwardSeason) -> None:
	"""Refuse a second season of this organiser, unit and parent in a year where the rules have one."""
	rule = _rule(doc, "once_a_year", "once_a_year_basis", "code")
	if not rule.once_a_year:
		return
	versions = frappe.get_all("Award Scheme", {"code": rule.code}, pluck="name", order_by="version")
	same = {"scheme": ["in", versions], "year": doc.year, "organiser": doc.organiser}
	others = frappe.get_all(
		"Award Season",
		{**same, "status": ["!=", "Draft"], "name": ["!=", cstr(doc.name)]},
		["name", "title", "unit", "parent_season"],
		order_by="creation",
	)
	other = next((row for row in others if _held_by(row) == _held_by(doc)), None)
	if other:
		message = _(
			"{0} ({1}) is already the season of {2} under these rules, which have one a year ({3}). Continue "
			"that season, or correct Year, Organiser, Unit or Parent Season."
		)
		told = message.format(other.title, other.name, doc.year, rule.once_a_year_basis)
		throw_all([told], _("Once a Year"))


def _held_by(season: Any) -> tuple[str, str]:
	return cstr(season.unit), cstr(season.parent_season)


def _rule(doc: AwardSeason, *fields: str) -> Any:
	return frappe.db.get_value("Award Scheme", doc.scheme, fields, as_dict=True)
