"""Handing in a nomination: the window, the recommender, the quota, the documents, and the nominee number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.query_builder.functions import Max
from frappe.utils import cint, get_system_timezone

from ntb_awards.gateway import recommendations, windows
from ntb_awards.gateway.documents import missing_documents
from ntb_awards.gateway.nominations import refuse_second_nomination
from ntb_awards.gateway.problems import throw_all
from ntb_awards.gateway.quotas import quota_problems
from ntb_awards.who import is_staff

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

# What a letter of recommendation says.
RECOMMENDATION = recommendations.LETTER


def submit(doc: Nomination, returned: bool) -> None:
	"""Check that the nomination can be handed in now, then give it its number.

	The rules do not say whether a nomination returned for completion may come back after the deadline. Here
	the unit has until the deadline; after it only the Secretariat hands it in again, on the unit's behalf.
	"""
	_refuse_outside_window(doc, also_later=returned and is_staff.ask(frappe.session.user, doc) is True)
	throw_all(problems_before_submission(doc), _("Nomination Not Complete"))
	_give_number(doc)
	doc.return_reason = None


def _refuse_outside_window(doc: Nomination, also_later: bool) -> None:
	season = frappe.get_cached_doc("Award Season", doc.season)
	if season.status != "Open":
		frappe.throw(
			_("Season {0} is not open for nominations. Ask the Secretariat to open it.").format(season.title),
			title=_("Season Not Open"),
		)
	window, now = windows.submission_window(season, doc.employee), windows.now_in(season)
	if window.has(now) or (also_later and window.is_over(now)):
		return
	if window.is_over(now):
		message = _("The submission of nominations closed on {0}. Ask the Secretariat about an extension.")
		moment = windows.label(window)
	else:
		message = _("The submission of nominations opens on {0}. Keep the draft and submit it then.")
		moment = windows.moment_label(window.opens)
	frappe.throw(message.format(frappe.bold(moment)), title=_("Outside the Submission Window"))


def problems_before_submission(doc: Nomination, lock: bool = True) -> Iterator[str]:
	"""What keeps the nomination from being handed in, each with what to do; the window apart.

	`lock`: it is being handed in, and nobody else may take its place under a quota meanwhile; False to show.
	"""
	yield from recommendations.problems(doc)
	yield from quota_problems(doc, lock)
	for requirement in missing_documents(doc):
		hint = (
			_("The contributors have to answer first. The Secretariat asks them.")
			if requirement.kind == "feedback"
			else _("Upload it on the tab Documents.")
		)
		yield _("Missing: {0} ({1}).").format(requirement.title, requirement.basis) + " " + hint


def _give_number(doc: Nomination) -> None:
	"""The next number of the season, once; kept when a returned nomination is handed in again.

	The season's row is locked, so that two submissions at the same time get two numbers, and of two for one
	employee the second is refused.
	"""
	frappe.get_doc("Award Season", doc.season, for_update=True)
	refuse_second_nomination(doc)
	if not doc.number:
		nomination = frappe.qb.DocType("Nomination")
		last = (
			frappe.qb.from_(nomination)
			.select(Max(nomination.number))
			.where(nomination.season == doc.season)
			.run()
		)
		doc.number = cint(last[0][0]) + 1
	zone = ZoneInfo(get_system_timezone())
	doc.submitted_at = windows.now_in(doc.season).astimezone(zone).replace(tzinfo=None, microsecond=0)
	doc.submitted_by = frappe.session.user
