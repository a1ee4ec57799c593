"""What the operator of a unit sees: in each open season the categories, their nominees, and what lacks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.query_builder import DocType

from ntb_awards import access
from ntb_awards.gateway import filing_start, filing_status, states, windows
from ntb_awards.gateway.berita_acara import unit_titles
from ntb_awards.gateway.eligibility import not_met
from ntb_awards.gateway.filing_page import tone
from ntb_awards.gateway.filing_parts import window_words
from ntb_awards.gateway.pages import OWN
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.submission import problems_before_submission
from ntb_awards.who import is_nominating_unit

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination


def is_operator(user: str) -> bool:
	return is_nominating_unit.ask(user, None) is True


def boards(user: str) -> list[dict[str, Any]]:
	"""The board of each open season of the operator's organiser, the newest first.

	[{name, title, window: {state, text, left}, start, unit, asked, lacking: number of categories that have
	too few, categories: [{title, enough, words, start, nominees}]}]; a nominee: {href, name, post, number,
	words, tone, recommendation: {words, tone} or None, problems: [text]}.
	"""
	own = filing_start.own_employee(user)
	if not own or not own.department or not is_operator(user):
		return []
	units = unit_titles({own.department})
	found = []
	for season in filing_start.fileable_seasons():
		if season.organiser == own.company and filing_start.takes_part(season, own.name):
			found.append({**_board(season, user), "unit": units.get(own.department, own.department)})
	return found


def _board(season: AwardSeason, user: str) -> dict[str, Any]:
	scheme, now = load_scheme(season.scheme), windows.now_in(season)
	window = windows.submission_window(season)
	may_file = filing_start.may_file_for_unit(user, season) and not window.is_over(now)
	standing = _nominations(season.name, user)
	start = {"season": season.name}
	categories = []
	for row in _categories(season.scheme):
		nominees = [_nominee(doc) for doc in standing[row.name]]
		counted = sum(doc.workflow_state not in states.VACATED for doc in standing[row.name])
		categories.append(
			{
				"title": row.title,
				"nominees": nominees,
				"enough": counted >= scheme.asked_per_unit,
				"words": _count_words(counted, scheme.asked_per_unit),
				"start": _start({**start, "category": row.name}) if may_file else "",
			}
		)
	return {
		"name": season.name,
		"title": season.title,
		"window": window_words(window, now),
		"start": _start(start) if may_file else "",
		"asked": scheme.asked_per_unit,
		"lacking": sum(not one["enough"] for one in categories),
		"categories": categories,
	}


def _start(wanted: dict[str, str]) -> str:
	return f"{OWN}?{urlencode(wanted)}"


def _categories(scheme: str) -> list[Any]:
	return frappe.get_all("Award Category", {"scheme": scheme}, ["name", "title"], order_by="sequence, code")


def _nominations(season: str, user: str) -> dict[str, list[Nomination]]:
	"""Award Category → the unit's nominations in it, as `access` says whose they are."""
	table = DocType("Nomination")
	query = (
		frappe.qb.from_(table)
		.select(table.name)
		.where((table.season == season) & access.nominates_it.ask(user, table))
		.orderby(table.creation)
	)
	found: dict[str, list[Nomination]] = defaultdict(list)
	for name in query.run(pluck=True):
		doc = frappe.get_doc("Nomination", name)
		found[doc.category].append(doc)
	return found


def _nominee(doc: Nomination) -> dict[str, Any]:
	standing = filing_status.standing_of(doc)
	is_open = doc.workflow_state in states.OPEN
	return {
		"href": f"{OWN}/{doc.name}",
		"name": doc.employee_name,
		"post": doc.post_title or "",
		"number": doc.number,
		"words": filing_status.state_words(standing),
		"tone": tone(standing.state),
		"recommendation": _recommendation(doc) if is_open else None,
		"problems": list(_problems(doc)) if is_open else [],
	}


def _problems(doc: Nomination) -> list[str]:
	"""Why a draft is stuck: what it was returned for, what it lacks, and what the records speak against."""
	found = list(problems_before_submission(doc, lock=False))
	if doc.workflow_state == states.RETURNED and doc.return_reason:
		found.insert(0, _("To be completed: {0}").format(doc.return_reason))
	found += [_("Requirement not met: {0}").format(title) for title in not_met(doc.eligibility)]
	window = windows.submission_window(doc.season, doc.employee)
	if window.is_over(windows.now_in(doc.season)):
		found.insert(0, _("The time is over: {0}.").format(windows.label(window)))
	return found


def _recommendation(doc: Nomination) -> dict[str, str] | None:
	words = {
		"Asked": (_("Recommendation asked for"), "going"),
		"Confirmed": (_("Recommended"), "good"),
		"Declined": (_("Recommendation declined"), "bad"),
	}
	said = words.get(doc.recommendation_status or "")
	return {"words": said[0], "tone": said[1]} if said else None


def _count_words(count: int, asked: int) -> str:
	if not count:
		return _("No nominee yet")
	if count < asked:
		return _("{0} of {1} nominees").format(count, asked)
	return _("1 nominee") if count == 1 else _("{0} nominees").format(count)
