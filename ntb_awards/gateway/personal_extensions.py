"""A later end of one activity for one nominee, with its reason. Each is an entry of its own and stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime

from ntb_awards.gateway import concerned, states, windows
from ntb_awards.gateway.notices import tell
from ntb_awards.gateway.pages import BOARD, OWN
from ntb_awards.gateway.problems import throw_all
from ntb_awards.gateway.words import kept_for_all
from ntb_awards.who import STAFF_ROLES, is_staff

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason
	from ntb_awards.ntb_awards.doctype.personal_extension.personal_extension import PersonalExtension


@frappe.whitelist(methods=["POST"])
def extend(
	season: str,
	employee: str,
	activity_number: int,
	new_end: str,
	reason: str,
	letter_number: str | None = None,
) -> dict[str, str]:
	"""Give an employee (name) until `new_end`, in the season's zone, for an activity: {name, message}.

	For staff alone; raises ValidationError if it is not later than now and than what the employee has.
	"""
	frappe.only_for(STAFF_ROLES)
	doc = frappe.new_doc("Personal Extension")
	given = {"season": season, "employee": employee, "activity_number": cint(activity_number)}
	doc.update({**given, "new_end": new_end, "reason": reason, "letter_number": letter_number})
	doc.insert()
	until = windows.moment_label(_in_zone(doc, doc.new_end))
	message = _("{0} has until {1}: {2}").format(doc.employee_name, until, doc.activity_title)
	return {"name": doc.name, "message": message}


@frappe.whitelist()
def ends_of(season: str, employee: str | None = None) -> list[dict[str, Any]]:
	"""The activities of a season with the end that counts for this employee (name), or for all; staff alone.

	[{number, title, kind, until: as people read it, closes: as a Datetime field holds it}]
	"""
	frappe.only_for(STAFF_ROLES)
	doc = frappe.get_doc("Award Season", season)
	found = []
	for row in sorted(doc.activities, key=lambda row: row.number):
		if not (row.starts_at and row.ends_at):
			continue
		window = windows.effective_window(doc, row, employee)
		closes = window.closes.strftime("%Y-%m-%d %H:%M:%S")
		named = {"number": row.number, "title": row.title, "kind": row.kind}
		found.append({**named, "until": windows.label(window), "closes": closes})
	return found


# What the document keeps to


def check(doc: PersonalExtension) -> None:
	"""Staff alone, for an activity of an open season, with a reason, later than now and than before."""
	if is_staff.ask(frappe.session.user, doc) is not True:
		frappe.throw(_("Only the Secretariat gives a nominee more time."), frappe.PermissionError)
	doc.reason = cstr(doc.reason).strip()
	season = frappe.get_doc("Award Season", doc.season)
	activity = next((row for row in season.activities if row.number == cint(doc.activity_number)), None)
	throw_all(_unfounded(doc, season, activity), _("Personal Extension"))
	doc.activity_title = activity.title
	before = windows.effective_window(season, activity, doc.employee).closes
	doc.previous_end = before.replace(tzinfo=None)
	throw_all(_too_early(doc, season, before), _("Personal Extension"))


def _unfounded(doc: PersonalExtension, season: AwardSeason, activity: Any) -> list[str]:
	found = []
	if not doc.reason:
		found.append(_("Reason: say why this nominee gets more time; it is kept with the extension."))
	if season.status != "Open":
		found.append(_("Season {0} is not open.").format(season.title))
	if activity is None or not activity.ends_at:
		numbers = ", ".join(str(row.number) for row in season.activities)
		text = _("There is no activity number {0}. Choose one of: {1}")
		found.append(text.format(doc.activity_number, numbers))
	return found


def _too_early(doc: PersonalExtension, season: AwardSeason, before: Any) -> list[str]:
	end, found = windows.in_zone(doc.new_end, season.timezone), []
	if end <= before:
		text = _("The new end must be later than {0}, the end that counts for {1} now. Correct New End")
		found.append(text.format(windows.moment_label(before), doc.employee_name or doc.employee))
	if end <= (now := windows.now_in(season)):
		text = _("The new end is over already: it is now {0}. Correct New End")
		found.append(text.format(windows.moment_label(now)))
	return found


def refuse_change() -> None:
	message = _("A personal extension stays as it was given. Give another one: the latest counts.")
	throw_all([message], _("Personal Extension"))


# Who learns of it


def note_and_tell(doc: PersonalExtension) -> None:
	"""A line on the nomination's timeline, if there is one; a job tells the people once it is stored."""
	nomination = _nomination_of(doc)
	if nomination:
		with kept_for_all():
			text = _("“{0}” extended until {1}. Reason: {2}").format(
				doc.activity_title, windows.moment_label(_in_zone(doc, doc.new_end)), doc.reason
			)
		frappe.get_doc("Nomination", nomination).add_comment("Info", frappe.utils.escape_html(text))
	frappe.enqueue(send, queue="short", enqueue_after_commit=True, extension=doc.name)


def _nomination_of(doc: PersonalExtension) -> str | None:
	own = {"season": doc.season, "employee": doc.employee, "workflow_state": ("not in", states.VACATED)}
	return frappe.db.get_value("Nomination", own, "name", order_by="creation desc")


def send(extension: str) -> None:
	"""Job: the nominee and the operators of the unit."""
	doc = frappe.get_doc("Personal Extension", extension)
	unit = frappe.db.get_value("Employee", doc.employee, "department")
	nominee = concerned.users_of([doc.employee])
	operators = concerned.operators_of_units([unit])[unit] - nominee
	nomination = _nomination_of(doc)
	season = frappe.get_cached_value("Award Season", doc.season, "title")

	def subject() -> str:
		until = windows.moment_label(_in_zone(doc, doc.new_end))
		return _("{0}: {1} has until {2}").format(season, doc.employee_name, until)

	def message() -> str:
		lines = [
			_("{0} gets more time for “{1}” in {2}.").format(doc.employee_name, doc.activity_title, season),
			_("It was: {0}.").format(windows.moment_label(_in_zone(doc, doc.previous_end))),
			_("It is now: {0}.").format(windows.moment_label(_in_zone(doc, doc.new_end))),
		]
		if doc.letter_number:
			lines.append(_("Letter: {0}.").format(doc.letter_number))
		return "\n".join([*lines, _("Reason: {0}").format(doc.reason)])

	tell(nominee, subject, message, f"{OWN}/{nomination}" if nomination else OWN, doc.season)
	tell(operators, subject, message, BOARD, doc.season)


def _in_zone(doc: PersonalExtension, end: Any) -> Any:
	zone = frappe.get_cached_value("Award Season", doc.season, "timezone")
	return windows.in_zone(get_datetime(end), zone)
