"""Discussion groups: drawn at random with a recorded seed, afterwards changed by hand and visibly so."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, now_datetime

from ntb_awards.gateway import season_rows
from ntb_awards.gateway.discussion_group_rules import DOCTYPE, refuse_after_scoring
from ntb_awards.gateway.gates import require_undecided, scheme_of
from ntb_awards.gateway.problems import refusals
from ntb_awards.gateway.results import lock_season
from ntb_awards.gateway.sheets import require_category
from ntb_awards.gateway.words import kept_for_all
from ntb_awards.gateway.workflow import state_of_gate
from ntb_awards.selection.groups import draw
from ntb_awards.selection.scheme import Stage
from ntb_awards.who import STAFF_ROLES

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.discussion_group.discussion_group import DiscussionGroup

SEED_BYTES = 8


@frappe.whitelist(methods=["POST"])
def draw_groups(
	season: str,
	stage: str,
	groups: int,
	seed: str | None = None,
	category: str | None = None,
	confirmed: bool = False,
) -> dict[str, Any]:
	"""Draw the nominees who stand at a stage into so many groups, units spread evenly.

	`category`: Award Category (name), where its nominees are drawn by themselves; `seed`: of an earlier draw,
	to repeat it; `confirmed`: former groups are replaced although they were changed by hand. Returns
	{seed, groups: [names], message}. Raises ValidationError once a sheet of the stage is submitted.
	"""
	frappe.only_for(STAFF_ROLES)
	lock_season(season)
	scheme_name, scheme = scheme_of(season)
	if category:
		require_category(scheme_name, category)
	asked = _group_stage(scheme_name, season, stage)
	nominees = _nominees(season, category, state_of_gate(scheme_name, scheme.gate_of(asked).code), asked)
	for one in {row["category"] for row in nominees}:
		require_undecided(season, one, scheme.gate_of(asked))
	refuse_after_scoring(season, asked, category)
	former = _groups(season, asked.code, category)
	_require_confirmation(former, confirmed)
	seed = cstr(seed).strip() or secrets.token_hex(SEED_BYTES)
	with refusals(_("The groups cannot be drawn")):
		drawn = draw([(row["number"], row["unit"] or "") for row in nominees], int(groups), seed)
	issues = {group.number: group.issue for group in former}
	for group in former:
		group.flags.by_the_app = True
		group.delete(ignore_permissions=True)
	values = {"season": season, "category": category, "stage": asked.code, "seed": seed}
	by_number = {row["number"]: row for row in nominees}
	names = [
		_make(values, asked, place, [by_number[number] for number in numbers], issues.get(place))
		for place, numbers in enumerate(drawn, start=1)
	]
	message = _("{0} nominees drawn into {1} groups. Seed: {2}").format(len(nominees), len(names), seed)
	return {"seed": seed, "groups": names, "message": message}


def _group_stage(scheme_name: str, season: str, code: str) -> Stage:
	_name, scheme = scheme_of(season)
	stages = {stage.code: stage for stage in scheme.stages if stage.groups}
	if code not in stages:
		frappe.throw(
			_("Stage {0} has no discussion groups. Choose one of: {1}.").format(
				frappe.bold(code), ", ".join(stage.title for stage in stages.values()) or "–"
			),
			title=_("No Such Stage"),
		)
	return stages[code]


def _nominees(season: str, category: str | None, state: str, stage: Stage) -> list[dict[str, Any]]:
	rows = [row for row in season_rows.nominations(season, category) if row["workflow_state"] == state]
	if not rows:
		frappe.throw(
			_("Nobody stands at {0}. Submit the minutes of the stage before it first.").format(
				frappe.bold(stage.title)
			),
			title=_("Nobody to Draw"),
		)
	return rows


def _groups(season: str, stage: str, category: str | None) -> list[DiscussionGroup]:
	"""The groups of an earlier draw. All together and by category exclude one another."""
	rows = frappe.get_all(
		DOCTYPE, {"season": season, "stage": stage}, ["name", "category"], order_by="number"
	)
	of_others = [row for row in rows if bool(row.category) != bool(category)]
	if of_others:
		frappe.throw(
			_("Groups were drawn for single categories.")
			if not category
			else _("Groups were drawn for all categories together.")
			+ " "
			+ _("Delete them first, or draw in the same way."),
			title=_("Drawn Otherwise"),
		)
	return [frappe.get_doc(DOCTYPE, row.name) for row in rows if cstr(row.category) == cstr(category)]


def _require_confirmation(former: Iterable[DiscussionGroup], confirmed: bool) -> None:
	changed = [group.title for group in former if any(row.moved for row in group.members)]
	if changed and not frappe.utils.cint(confirmed):
		frappe.throw(
			_("Members were moved by hand in {0}. Confirm that the groups are drawn anew.").format(
				", ".join(changed)
			),
			title=_("Groups Changed by Hand"),
		)


def _make(
	values: dict[str, Any], stage: Stage, number: int, members: list[dict[str, Any]], issue: str | None
) -> str:
	group = frappe.new_doc(DOCTYPE)
	with kept_for_all():
		title = _("{0}, group {1}").format(stage.title, number)
	group.update(values)
	group.update(
		{
			"stage_title": stage.title,
			"number": number,
			"title": title,
			"issue": issue,
			"drawn_at": now_datetime(),
			"drawn_by": frappe.session.user,
		}
	)
	for row in members:
		group.append("members", {**_member(row), "drawn_group": number})
	group.flags.by_the_app = True
	return group.insert(ignore_permissions=True).name


def _member(row: dict[str, Any]) -> dict[str, Any]:
	return {
		"nomination": row["name"],
		"number": row["number"],
		"nominee_name": row["employee_name"],
		"unit": row["unit"],
	}


@frappe.whitelist(methods=["POST"])
def move_member(group: str, nomination: str) -> str:
	"""Put a nominee into a group (name), out of the one of the same draw that has them, if any.

	Returns the name of the group left, "" for a nominee who came after the draw. Raises ValidationError for
	somebody who does not stand at the stage and once scores of the stage are submitted.
	"""
	target = frappe.get_doc(DOCTYPE, group)
	target.check_permission("write")
	lock_season(target.season)
	scheme_name, scheme = scheme_of(target.season)
	stage = _group_stage(scheme_name, target.season, target.stage)
	refuse_after_scoring(target.season, stage, target.category)
	state = state_of_gate(scheme_name, scheme.gate_of(stage).code)
	row = _standing(target, nomination, state, stage)
	left = _take_out(target, nomination)
	drawn = left[1] if left else 0
	moved = int(drawn != target.number)
	target.append("members", {**_member(row), "drawn_group": drawn, "moved": moved})
	_save(target)
	return left[0] if left else ""


def _standing(group: DiscussionGroup, nomination: str, state: str, stage: Stage) -> dict[str, Any]:
	if any(row.nomination == nomination for row in group.members):
		frappe.throw(_("The nominee is in this group already."), title=_("Nothing to Move"))
	for row in season_rows.nominations(group.season, group.category):
		if row["name"] == nomination and row["workflow_state"] == state:
			return row
	frappe.throw(
		_("Only nominees who stand at {0} are in its groups.").format(frappe.bold(stage.title)),
		title=_("Not at This Stage"),
	)


def _take_out(target: DiscussionGroup, nomination: str) -> tuple[str, int] | None:
	"""Remove the nominee from the group that has them: (its name, the group of the draw)."""
	for group in _groups(target.season, target.stage, target.category):
		for row in group.members:
			if row.nomination == nomination:
				group.remove(row)
				_save(group)
				return group.name, row.drawn_group
	return None


def _save(group: Document) -> None:
	group.flags.by_the_app = True
	group.save(ignore_permissions=True)


@frappe.whitelist()
def without_group(group: str) -> list[dict[str, Any]]:
	"""Whom Move Member may bring into a group: [{value: nomination, label, group}], newcomers first."""
	target = frappe.get_doc(DOCTYPE, group)
	target.check_permission("write")
	scheme_name, scheme = scheme_of(target.season)
	state = state_of_gate(scheme_name, scheme.gate_of(scheme.stage(target.stage)).code)
	where = {
		row.nomination: one.title
		for one in _groups(target.season, target.stage, target.category)
		for row in one.members
	}
	own = {row.nomination for row in target.members}
	found = [
		{
			"value": row["name"],
			"label": _("No. {0} {1}").format(row["number"], row["employee_name"]),
			"group": where.get(row["name"], ""),
		}
		for row in season_rows.nominations(target.season, target.category)
		if row["workflow_state"] == state and row["name"] not in own
	]
	return sorted(found, key=lambda one: bool(one["group"]))
