"""What a season must keep to: windows that make sense, extensions with a letter, a way up that ends."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

import frappe
from frappe import _
from frappe.utils import get_datetime

from ntb_awards.gateway import windows
from ntb_awards.gateway.problems import throw_all

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

# From which status a season may move to which.
MOVES = {"Draft": ("Open",), "Open": ("Closed",), "Closed": ("Open",)}
# What an extension says once and for all; its scanned letter may still be attached.
EXTENSION_FIELDS = ("activity_number", "new_end", "letter_number", "letter_date", "reason")


def require_timezone(doc: AwardSeason) -> None:
	if doc.timezone not in available_timezones():
		message = _("Time Zone: '{0}' is not known. Use Asia/Jakarta, Asia/Makassar or Asia/Jayapura")
		frappe.throw(message.format(doc.timezone))


def require_usable_scheme(doc: AwardSeason) -> None:
	"""The scheme stays once the season was opened, and a retired one takes no new season."""
	before = doc.get_doc_before_save()
	if before and before.status != "Draft" and before.scheme != doc.scheme:
		frappe.throw(_("Award Scheme: the season is open and keeps scheme {0}").format(before.scheme))
	is_new_choice = before is None or before.scheme != doc.scheme
	if is_new_choice and frappe.db.get_value("Award Scheme", doc.scheme, "status") == "Retired":
		frappe.throw(_("Award Scheme: {0} is retired. Choose its newest version").format(doc.scheme))


def require_parent_above(doc: AwardSeason) -> None:
	"""The way up through parent seasons must end."""
	seen = {doc.name or doc.code}
	parent = doc.parent_season
	while parent:
		if parent in seen:
			frappe.throw(
				_("Parent Season: {0} would be above itself. Choose a season of the next level").format(
					parent
				)
			)
		seen.add(parent)
		parent = frappe.db.get_value("Award Season", parent, "parent_season")


def require_sound_activities(doc: AwardSeason) -> None:
	"""Each number once, and no window that ends before it begins."""
	problems = [
		_("Activities: number {0} stands there {1} times. Give each activity its own").format(number, count)
		for number, count in Counter(row.number for row in doc.activities).items()
		if count > 1
	]
	for row in doc.activities:
		if row.starts_at and row.ends_at and get_datetime(row.ends_at) <= get_datetime(row.starts_at):
			problems.append(
				_("Activities, row {0} ({1}): it ends before it begins. Correct Starts At or Ends At").format(
					row.idx, row.title
				)
			)
	throw_all(problems, _("Timeline", context="Award Season"))


def require_own_stages(doc: AwardSeason) -> None:
	codes = frappe.get_all("Scheme Stage", {"parent": doc.scheme}, pluck="code", order_by="idx asc")
	throw_all(
		(
			_("Activities, row {0} ({1}): '{2}' is not a stage of the scheme. Choose one of: {3}").format(
				row.idx, row.title, row.stage, ", ".join(codes)
			)
			for row in doc.activities
			if row.stage and row.stage not in codes
		),
		_("Timeline", context="Award Season"),
	)


def keep_announced_windows(doc: AwardSeason) -> None:
	"""In an open season an end moves by an extension only, and no announced activity disappears."""
	now = {row.name: row for row in doc.activities}
	throw_all(
		(
			problem
			for old in doc.get_doc_before_save().activities
			if (problem := _announced_problem(old, now.get(old.name)))
		),
		_("The season is open"),
	)


def _announced_problem(old: Any, new: Any) -> str | None:
	if new is None:
		return _("Activity {0} ({1}) has been announced and cannot be removed").format(old.number, old.title)
	if new.number != old.number or new.kind != old.kind:
		return _("Activity {0} ({1}) keeps its number and kind").format(old.number, old.title)
	if get_datetime(new.ends_at) != get_datetime(old.ends_at):
		return _("Activity {0} ({1}): to move its end, add an extension with its letter").format(
			old.number, old.title
		)
	return None


def keep_earlier_extensions(doc: AwardSeason) -> None:
	"""Extensions are history: once stored in an open season they are neither changed nor removed."""
	now = {row.name: row for row in doc.extensions}
	for position, old in enumerate(doc.get_doc_before_save().extensions, 1):
		new = now.get(old.name)
		if new is None or new.idx != position or any(_changed(old, new, field) for field in EXTENSION_FIELDS):
			message = _("Extension {0} (letter {1}) stays as it is. To move the end again, add one below it")
			frappe.throw(message.format(position, old.letter_number))


def _changed(old: Any, new: Any, field: str) -> bool:
	if field == "new_end":
		return get_datetime(old.new_end) != get_datetime(new.new_end)
	return str(old.get(field) or "") != str(new.get(field) or "")


def chain_extensions(doc: AwardSeason) -> None:
	"""Fill in the end that each extension replaces, and refuse one that does not move it later."""
	ends = {row.number: get_datetime(row.ends_at) for row in doc.activities if row.ends_at}
	problems = []
	for row in doc.extensions:
		if row.activity_number not in ends:
			problems.append(
				_("Extensions, row {0}: there is no activity number {1}. Choose one of: {2}").format(
					row.idx, row.activity_number, ", ".join(str(number) for number in sorted(ends))
				)
			)
			continue
		row.previous_end = ends[row.activity_number]
		new_end = get_datetime(row.new_end) if row.new_end else None
		if new_end is None or new_end <= row.previous_end:
			problems.append(_too_early(doc, row.idx, row.previous_end))
		else:
			ends[row.activity_number] = new_end
	throw_all(problems, _("Extensions"))


def _too_early(doc: AwardSeason, position: int, previous_end: datetime) -> str:
	until = windows.moment_label(windows.in_zone(previous_end, doc.timezone))
	return _("Extensions, row {0}: the new end must be later than {1}. Correct New End").format(
		position, until
	)


def check_status_move(before: str, after: str) -> None:
	if after not in (before, *MOVES[before]):
		frappe.throw(
			_("Status: a season that is {0} can only become {1}").format(
				_(before, context="Award Season"),
				", ".join(_(one, context="Award Season") for one in MOVES[before]),
			)
		)


def deadlines(doc: AwardSeason) -> list[dict[str, Any]]:
	"""Each activity with its window as people write it and whether it has begun, is over, was extended."""
	if doc.timezone not in available_timezones():
		return []
	now = windows.now_in(doc)
	extended = {row.activity_number for row in doc.extensions}
	rows = []
	for row in doc.activities:
		if not (row.starts_at and row.ends_at):
			continue
		window = windows.effective_window(doc, row)
		rows.append(
			{
				"number": row.number,
				"title": row.title,
				"kind": row.kind,
				"from": windows.moment_label(window.opens),
				"until": windows.label(window),
				"begun": window.opens <= now,
				"over": window.is_over(now),
				"extended": row.number in extended,
			}
		)
	return rows
