"""What the pages of nominations show: the list of one's own, and one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cstr, formatdate

from ntb_awards.gateway import (
	filing,
	filing_parts,
	filing_start,
	filing_status,
	locks,
	portal,
	public_seasons,
	receipts,
	states,
	windows,
)
from ntb_awards.gateway.berita_acara import spaced_nip, unit_titles
from ntb_awards.gateway.eligibility import TEXTS
from ntb_awards.gateway.filing_texts import words
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.texts import PROFILE_LENGTH
from ntb_awards.gateway.texts import TEXTS as LENGTHS
from ntb_awards.who import is_nominating_unit

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

MOST_OF_UNIT = 50
FIELDS = (
	*("name", "season", "employee", "employee_name", "category_title"),
	*("workflow_state", "number", "stage", "scheme"),
)
BOARD, RECOMMENDING = "/usulan-unit", "/rekomendasi"


# ── the list ──────────────────────────────────────────────────────────────────────────────────────────


def overview(user: str) -> dict[str, Any]:
	"""{own: nominations of the user, of_unit: others that he fills in, seasons: in which he can begin one,
	employee: own record or None, links: [(address, text)] of pages where something waits for him}"""
	own = filing_start.own_employee(user)
	mine = _rows({"employee": own.name}) if own else []
	others = (
		_rows({"employee": ("!=", own.name if own else "")}, MOST_OF_UNIT) if _files_for_unit(user) else []
	)
	return {
		"employee": own,
		"own": _cards(mine),
		"of_unit": _cards(others),
		"seasons": list(_seasons(own, user)),
		"links": list(_links(user)),
	}


def _files_for_unit(user: str) -> bool:
	return is_nominating_unit.ask(user, None) is True


def _rows(filters: dict[str, Any], limit: int = 0) -> list[frappe._dict]:
	"""Only what the user may see: `get_list` asks access.py. Nothing for who has no part in selections."""
	if not frappe.has_permission("Nomination", "read"):
		return []
	return frappe.get_list("Nomination", filters, list(FIELDS), order_by="creation desc", limit=limit)


def _cards(rows: list[frappe._dict]) -> list[dict[str, Any]]:
	standings = filing_status.standings_of(rows)
	extended = _with_more_time(rows)
	return [_card(row, standings[row.name], (row.season, row.employee) in extended) for row in rows]


def _with_more_time(rows: list[frappe._dict]) -> set[tuple[str, str]]:
	"""(season, employee) of those who have a personal extension."""
	of_them = {"employee": ("in", [row.employee for row in rows] or [""])}
	found = frappe.get_all("Personal Extension", of_them, ["season", "employee"], order_by="creation")
	return {(row.season, row.employee) for row in found}


def _card(row: frappe._dict, standing: filing_status.Standing, has_more_time: bool) -> dict[str, Any]:
	season = frappe.get_cached_doc("Award Season", row.season)
	is_open = standing.state in states.OPEN
	window = windows.submission_window(season, row.employee if has_more_time else None)
	return {
		"href": f"/usulan/{row.name}",
		"season": season.title,
		"nominee": row.employee_name,
		"category": row.category_title,
		"number": row.number,
		"words": filing_status.state_words(standing),
		"tone": tone(standing.state),
		"window": filing_parts.window_words(window, windows.now_in(season)) if is_open else None,
		"action": _("Continue") if is_open else _("Open"),
	}


def tone(state: str) -> str:
	"""How a state is coloured: the class of its pill."""
	return {
		states.DRAFT: "",
		states.RETURNED: "warn",
		states.INELIGIBLE: "bad",
		states.WITHDRAWN: "",
		states.NOT_ADVANCED: "bad",
		states.WINNER: "good",
	}.get(state, "going")


def _seasons(own: Any, user: str) -> Iterator[dict[str, Any]]:
	"""In which something can be begun: where he stands already only if he also files for others."""
	for season in filing_start.fileable_seasons():
		if _concerns(season, own, user):
			shown = _season(season, own, user)
			if shown["for_unit"] or not shown["there"]:
				yield shown


def _concerns(season: AwardSeason, own: Any, user: str) -> bool:
	"""Whether the user can file in this season, now or later, for himself or for others."""
	employee = own.name if own else None
	if windows.submission_window(season, employee).is_over(windows.now_in(season)):
		return False
	mine = bool(own) and filing_start.takes_part(season, own.name)
	return mine or (
		bool(own) and own.company == season.organiser and filing_start.may_file_for_unit(user, season)
	)


def _season(season: AwardSeason, own: Any, user: str) -> dict[str, Any]:
	scheme, employee = load_scheme(season.scheme), own.name if own else None
	there = filing_start.standing_nomination(season.name, employee) if employee else None
	files_own = bool(employee) and scheme.filing in ("employee", "either")
	files_own = files_own and filing_start.takes_part(season, employee)
	window = windows.submission_window(season, employee)
	return {
		"name": season.name,
		"title": season.title,
		"description": season.public_summary or scheme.description,
		"rules": f"/awards/{season.name}" if season.is_public else "",
		"window": filing_parts.window_words(window, windows.now_in(season)),
		"there": there and {"href": f"/usulan/{there.name}", "category": there.category_title},
		"offers": filing_start.offers(season, employee) if files_own and not there else [],
		"files_own": files_own,
		"for_unit": filing_start.may_file_for_unit(user, season),
		"unit_only": scheme.filing == "unit",
	}


def _links(user: str) -> Iterator[tuple[str, str]]:
	if _files_for_unit(user):
		yield BOARD, _("Overview of my unit's nominations")
	if frappe.db.exists("Season Recommender", {"user": user, "parenttype": "Award Season"}):
		yield RECOMMENDING, _("Nominations that wait for my recommendation")


# ── one nomination ────────────────────────────────────────────────────────────────────────────────────


def contents(doc: Nomination) -> dict[str, Any]:
	"""Everything the page of a nomination shows to the user of the session, who may see it."""
	season = frappe.get_cached_doc("Award Season", doc.season)
	standing = filing_status.standing_of(doc)
	now = windows.now_in(season)
	can_fill_in = filing_parts.can_fill_in(doc)
	may_write = bool(doc.has_permission("write"))
	return {
		"doc": doc,
		"season": season,
		"standing": standing,
		"state_words": filing_status.state_words(standing),
		"tone": tone(standing.state),
		"can_fill_in": can_fill_in,
		"is_handed_in": bool(doc.number) and doc.workflow_state not in states.OPEN,
		"is_own": _is_own(doc),
		"window": filing_parts.window_words(windows.submission_window(season, doc.employee), now),
		"person": person(doc),
		"facts_on": formatdate(doc.facts_on, "d MMMM yyyy") if doc.facts_on else "",
		"contact": season.public_contact or season.feedback_contact or "",
		"texts": texts_of(doc),
		"offers": filing_start.offers(season, doc.employee) if can_fill_in else [],
		"steps": filing_status.steps_of(doc, standing),
		"unmet": filing_status.unmet_rules(doc),
		"submitted_at": receipts.submitted_label(doc),
		"receipt": filing_parts.receipt_address(doc),
		"dates": _dates(season, now, doc.employee),
		"profile": _profile(doc, may_write),
		"can_withdraw": may_write
		and (states.is_live(doc.workflow_state) or doc.workflow_state == states.RETURNED),
		"can_discard": can_fill_in and doc.workflow_state == states.DRAFT and not doc.number,
		"parts": filing_parts.rendered(doc),
	}


def _is_own(doc: Nomination) -> bool:
	own = filing_start.own_employee(frappe.session.user)
	return bool(own) and own.name == doc.employee


def person(doc: Nomination) -> list[tuple[str, str]]:
	"""(label, value) of what the personnel records say."""
	unit = unit_titles({doc.unit}).get(doc.unit, doc.unit) if doc.unit else ""
	shown = {
		"employee_name": doc.employee_name,
		"nip": spaced_nip(doc.nip),
		"employment_status": doc.employment_status,
		"rank": doc.rank,
		"post_title": doc.post_title,
		"post_type": doc.post_type,
		"unit": unit,
		"post_since": formatdate(doc.post_since, "d MMMM yyyy") if doc.post_since else "",
		"service_since": formatdate(doc.service_since, "d MMMM yyyy") if doc.service_since else "",
	}
	return [(filing_parts.label_of(doc, field), cstr(value) or "–") for field, value in shown.items()]


def texts_of(doc: Nomination) -> list[dict[str, Any]]:
	"""The texts, those that the requirements ask for first."""
	asked = filing_parts.text_limits(doc)
	order = [*(field for field in TEXTS if field in asked), *(field for field in TEXTS if field not in asked)]
	return [
		{
			"field": field,
			"label": filing_parts.label_of(doc, field),
			"value": doc.get(field) or "",
			"words": words(doc.get(field)),
			"least": asked[field].least if field in asked else 0,
			"most": asked[field].most if field in asked else None,
			"is_asked": field in asked,
			"is_required": field in asked and asked[field].required,
			"length": LENGTHS[field],
			"one_line": field == "innovation_title",
			"basis": ", ".join(asked[field].basis) if field in asked else "",
			"limit": _limit(asked.get(field)),
		}
		for field in order
	]


def _limit(asked: Any) -> str:
	if asked is None:
		return _("Optional")
	if asked.most and asked.least > 1:
		return _("{0} to {1} words").format(asked.least, asked.most)
	if asked.most:
		return _("At most {0} words").format(asked.most)
	if asked.least > 1:
		return _("At least {0} words").format(asked.least)
	return _("Required") if asked.required else _("Asked for")


def _dates(season: AwardSeason, now: Any, employee: str) -> list[dict[str, Any]]:
	"""What is on and what is to come, with the person's own later end where there is one."""
	rows = [row for row in public_seasons.timeline(season, now)]
	found = []
	for row in rows:
		window = windows.activity_window(season, row.number, employee)
		if not window.is_over(now):
			label = filing_status.span_label(window)
			found.append({"title": row.title, "label": label, "is_on": window.has(now)})
	return found


def _profile(doc: Nomination, may_write: bool) -> dict[str, Any] | None:
	"""The public profile, from submission on, as long as the public is or will be asked."""
	if doc.workflow_state in states.OPEN or not locks.public_will_be_asked(doc):
		return None
	return {
		"text": doc.public_profile or "",
		"photo": doc.photo or "",
		"length": PROFILE_LENGTH,
		"can_change": may_write,
	}


def page_data(doc: Nomination | None = None) -> dict[str, Any]:
	"""What the scripts of a page get."""
	data = {"csrf": portal.csrf_token(), "signed_in": not portal.is_guest()}
	if doc:
		data |= {"nomination": doc.name, "stamp": filing.stamp_of(doc)}
	return data
