"""When 360° answers are taken: the season's own window for them, with personal extensions after a return."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import frappe
from frappe import _

from ntb_awards.gateway import windows
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.windows import Window

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason


def feedback_window(season: AwardSeason | str) -> Window:
	"""From when to when contributors answer, in the season's zone.

	The times entered on the season; where one is empty, those of the timeline's activity for the 360° stage
	with its extensions; else the window in which nominations are taken, since their rules ask for the answers
	then.
	"""
	doc = frappe.get_cached_doc("Award Season", season) if isinstance(season, str) else season
	given = _window_of_timeline(doc)
	return Window(
		opens=windows.in_zone(doc.feedback_opens_at, doc.timezone) if doc.feedback_opens_at else given.opens,
		closes=windows.in_zone(doc.feedback_closes_at, doc.timezone)
		if doc.feedback_closes_at
		else given.closes,
		timezone=doc.timezone,
	)


def _window_of_timeline(doc: AwardSeason) -> Window:
	stages = {stage.code for stage in load_scheme(doc.scheme).stages if stage.kind == "feedback_360"}
	own = next((row for row in doc.activities if row.kind == "Stage" and row.stage in stages), None)
	return windows.effective_window(doc, own or windows.submission_activity(doc))


def closes_for(season: AwardSeason | str, answer_until: datetime | str | None) -> datetime:
	"""The last minute in which one request can be answered: the end of the window, or later if so agreed."""
	window = feedback_window(season)
	if not answer_until:
		return window.closes
	return max(window.closes, windows.in_zone(answer_until, window.timezone))


def is_over(season: AwardSeason | str, answer_until: datetime | str | None = None) -> bool:
	last = closes_for(season, answer_until)
	now = windows.now_in(season)
	return now.astimezone(last.tzinfo).replace(second=0, microsecond=0) > last


def require_answerable(season: AwardSeason | str, answer_until: datetime | str | None = None) -> None:
	"""Raise ValidationError, with the dates, unless the season takes 360° answers at this moment."""
	doc = frappe.get_cached_doc("Award Season", season) if isinstance(season, str) else season
	if doc.status != "Open":
		frappe.throw(
			_("The selection {0} is closed. Its answers can no longer change.").format(doc.title)
			+ _whom_to_ask(doc),
			title=_("Closed"),
		)
	window = feedback_window(doc)
	if windows.now_in(doc) < window.opens:
		frappe.throw(
			_("Answers are taken from {0}. Please come back then.").format(windows.moment_label(window.opens))
			+ _whom_to_ask(doc),
			title=_("Not Yet Open"),
		)
	if is_over(doc, answer_until):
		frappe.throw(
			_("The time for answers ended on {0}. What you had entered is kept, but not counted.").format(
				windows.moment_label(closes_for(doc, answer_until))
			)
			+ _whom_to_ask(doc),
			title=_("Time Is Over"),
		)


def _whom_to_ask(doc: AwardSeason) -> str:
	return " " + _("Questions: {0}.").format(doc.feedback_contact) if doc.feedback_contact else ""


def check_times(doc: AwardSeason) -> None:
	"""The window ends after it begins; raises ValidationError."""
	if not (doc.feedback_opens_at or doc.feedback_closes_at):
		return
	window = feedback_window(doc)
	if window.closes <= window.opens:
		frappe.throw(
			_(
				"The window for 360° answers ends ({0}) before it begins ({1}). Correct one of the times."
			).format(windows.moment_label(window.closes), windows.moment_label(window.opens)),
			title=_("Window Not Clear"),
		)
