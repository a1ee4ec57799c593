"""Peers whom nominees suggest as contributors where the rule lets them; the secretariat decides.

Nominees have no rights on Feedback Requests, and never learn who is asked: the checks are made here, they are
the same whoever is asked already, and nothing is told of a suggestion but that it was passed on.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr

from ntb_awards.gateway import feedback_windows, states
from ntb_awards.gateway.contributors import FeedbackStage, feedback_stage_of, reach_of_peers
from ntb_awards.gateway.feedback_roster import enlist
from ntb_awards.gateway.feedback_states import PROPOSED
from ntb_awards.gateway.gates import unit_of
from ntb_awards.gateway.results import lock_season
from ntb_awards.hris.tree import relations
from ntb_awards.selection.scheme import ContributorRule

DOCTYPE = "Feedback Request"
PEER = "peer"
FEWEST_LETTERS = 3
MOST_FOUND = 20
FIELDS = ["name", "season", "category", "employee", "employee_name", "workflow_state"]


def own_suggestions(user: str) -> list[dict[str, Any]]:
	"""The user's own nominations for which peers may be suggested: [{nomination, season_title,
	category_title, most, suggested: [{request, name, withdrawable}]}]."""
	found = frappe.get_all(
		"Nomination",
		{"employee": ("in", _records_of(user)), "workflow_state": ("not in", states.ENDED)},
		FIELDS,
		order_by="season, name",
	)
	open_ones = [(row, stage) for row in found if (stage := _stage_with_suggestions(row))]
	suggested = _suggested([row.name for row, _stage in open_ones])
	return [
		{
			"nomination": row.name,
			"season_title": frappe.get_cached_value("Award Season", row.season, "title"),
			"category_title": frappe.get_cached_value("Award Category", row.category, "title"),
			"most": most_of(stage.rule),
			"suggested": suggested.get(row.name, []),
		}
		for row, stage in open_ones
	]


@frappe.whitelist(methods=["POST"])
def find_colleagues(nomination: str, text: str) -> list[dict[str, str]]:
	"""Peers of the caller whose names hold the text: [{employee, name, post, unit}], at most 20.

	Nobody but peers by the rule is found, whoever is asked already. Raises ValidationError for fewer than
	three letters.
	"""
	row, stage = _own_open_nomination(nomination)
	text = cstr(text).strip()
	if sum(letter.isalnum() for letter in text) < FEWEST_LETTERS:
		frappe.throw(_("Enter at least {0} letters of the name.").format(FEWEST_LETTERS))
	people = _named(text, frappe.db.get_value("Employee", row.employee, "company"))
	found = relations(
		row.employee, [one.name for one in people], reach_of_peers(stage.rule), unit_of(row.season)
	)
	return [
		{
			"employee": one.name,
			"name": one.employee_name,
			"post": one.asn_post_title or "",
			"unit": one.unit or "",
		}
		for one in people
		if found[one.name] == PEER
	][:MOST_FOUND]


@frappe.whitelist(methods=["POST"])
def suggest(nomination: str, employee: str) -> dict[str, Any]:
	"""Pass a peer on to the secretariat. `employee`: as `find_colleagues` gives it.

	Returns {suggested: as in `own_suggestions`}. Raises ValidationError for somebody who is no peer by the
	rule or was suggested before, and when enough have been suggested.
	"""
	row, stage = _own_open_nomination(nomination)
	lock_season(row.season)
	_require_peer(row, stage.rule, cstr(employee))
	contributor = enlist(row.season, [employee])[employee]
	_require_room(row.name, contributor, most_of(stage.rule))
	request = frappe.new_doc(DOCTYPE)
	name = frappe.db.get_value("Feedback Contributor", contributor, "full_name")
	request.update(
		{
			"name": frappe.generate_hash(length=10),
			"nomination": row.name,
			"nominee_name": row.employee_name,
			"season": row.season,
			"category": row.category,
			"contributor": contributor,
			"contributor_name": name,
			"relation": PEER,
			"status": PROPOSED,
			"proposed_by": "Nominee",
			"round": 1,
		}
	)
	# Past the checks of the document: their sentences would tell the nominee who is asked already, or who is
	# under discipline. They are made when the secretariat confirms.
	request.db_insert()
	return {"suggested": _suggested([row.name])[row.name]}


@frappe.whitelist(methods=["POST"])
def take_back(request: str) -> dict[str, Any]:
	"""Undo a suggestion that the secretariat has not decided on. Returns {suggested} as `suggest`."""
	found = frappe.db.get_value(
		DOCTYPE, cstr(request), ["nomination", "status", "proposed_by"], as_dict=True, for_update=True
	)
	if not found or found.proposed_by != "Nominee" or not _is_own(found.nomination):
		frappe.throw(_("This suggestion is not one of yours."), frappe.PermissionError)
	if found.status != PROPOSED:
		frappe.throw(_("This suggestion has been passed on and can no longer be taken back."))
	frappe.db.delete(DOCTYPE, {"name": request})
	return {"suggested": _suggested([found.nomination]).get(found.nomination, [])}


def most_of(rule: ContributorRule) -> int:
	"""How many peers a nominee may suggest: as many as the rule takes."""
	row = next((one for one in rule.relations if one.relation == PEER), None)
	return (row.max_count or row.min_count or 1) if row else 0


def _records_of(user: str) -> list[str]:
	if user == "Guest":
		return [""]
	return frappe.get_all("Employee", {"user_id": user}, pluck="name", order_by="name") or [""]


def _is_own(nomination: str) -> bool:
	employee = frappe.db.get_value("Nomination", cstr(nomination), "employee")
	return bool(employee) and employee in _records_of(frappe.session.user)


def _own_open_nomination(nomination: str) -> tuple[frappe._dict, FeedbackStage]:
	"""Raises PermissionError, in the same words, for a nomination of somebody else and for none."""
	if not _is_own(nomination):
		frappe.throw(_("This nomination is not yours."), frappe.PermissionError)
	row = frappe.db.get_value("Nomination", nomination, FIELDS, as_dict=True)
	stage = _stage_with_suggestions(row)
	if row.workflow_state in states.ENDED or stage is None:
		frappe.throw(_("Colleagues are not suggested for this nomination, or no longer."))
	return row, stage


def _stage_with_suggestions(row: frappe._dict) -> FeedbackStage | None:
	"""The nominee's 360° stage if its rule lets nominees suggest peers and there is still time."""
	season = frappe.get_cached_doc("Award Season", row.season)
	category = frappe.get_cached_doc("Award Category", row.category)
	if season.status != "Open" or not category.contributor_rule:
		return None
	if not frappe.get_cached_value("Contributor Rule", category.contributor_rule, "nominee_suggests"):
		return None
	return None if feedback_windows.is_over(season) else feedback_stage_of(row.season, row.category)


def _suggested(nominations: list[str]) -> dict[str, list[dict[str, Any]]]:
	rows = frappe.get_all(
		DOCTYPE,
		{"nomination": ("in", nominations), "proposed_by": "Nominee"},
		["name", "nomination", "contributor_name", "status"],
		order_by="contributor_name, name",
	)
	found: dict[str, list[dict[str, Any]]] = {name: [] for name in nominations}
	for row in rows:
		undecided = row.status == PROPOSED
		one = {"request": row.name, "name": row.contributor_name, "withdrawable": undecided}
		found[row.nomination].append(one)
	return found


def _named(text: str, company: str) -> list[frappe._dict]:
	"""Active employees of the company whose names hold the text, by name; its wildcards are letters."""
	employee, unit = frappe.qb.DocType("Employee"), frappe.qb.DocType("Department")
	letters = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
	query = (
		frappe.qb.from_(employee)
		.left_join(unit)
		.on(unit.name == employee.department)
		.select(employee.name, employee.employee_name, employee.asn_post_title)
		.select(unit.department_name.as_("unit"))
		.where((employee.status == "Active") & (employee.company == company))
		.where(employee.employee_name.like(f"%{letters}%"))
		.orderby(employee.employee_name, employee.name)
	)
	return query.run(as_dict=True)


def _require_peer(row: frappe._dict, rule: ContributorRule, employee: str) -> None:
	shown = relations(row.employee, [employee], reach_of_peers(rule), unit_of(row.season))[employee]
	if shown != PEER or frappe.db.get_value("Employee", employee, "status") != "Active":
		frappe.throw(_("This person is not one of your peers by the personnel records. Choose another."))


def _require_room(nomination: str, contributor: str, most: int) -> None:
	"""Only the nominee's own suggestions count: how many are asked otherwise is not to be learned here."""
	own = frappe.get_all(
		DOCTYPE,
		{"nomination": nomination, "proposed_by": "Nominee"},
		pluck="contributor",
		order_by="creation",
	)
	if contributor in own:
		frappe.throw(_("You have suggested this person already."))
	if len(own) >= most:
		frappe.throw(_("You have suggested {0}, as many as the rules take.").format(most))
