"""Contributors proposed from the employee tree by the category's rule, and the gaps that it leaves."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway import states
from ntb_awards.gateway.contributors import FeedbackStage, feedback_stage_of, reach_of_peers, relation_label
from ntb_awards.gateway.eligibility import TEXTS
from ntb_awards.gateway.feedback_issuing import Pair, asked_about, issue, surroundings, under_discipline
from ntb_awards.gateway.feedback_requests import panel_employees
from ntb_awards.gateway.feedback_states import PROPOSED
from ntb_awards.gateway.gates import deciding_minutes
from ntb_awards.gateway.results import lock_season
from ntb_awards.selection.scheme import RelationRule
from ntb_awards.who import STAFF_ROLES

NOMINATION_FIELDS = ["name", "employee", "employee_name", "category", "workflow_state", "facts_json", *TEXTS]


@dataclass
class Nominee:
	"""A nominee's contributors. `asked`: relation → Employees; `around`: relation → whom the tree offers."""

	row: Mapping[str, Any]
	stage: FeedbackStage
	asked: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
	around: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

	def stands_in(self, relation: str) -> list[RelationRule]:
		"""The relations in which there is nobody, so that this one is asked instead of them."""
		return [
			row
			for row in self.stage.rule.relations
			if row.fallback == relation and not self.asked[row.relation] and not self.around[row.relation]
		]

	def wanted(self, row: RelationRule) -> int:
		"""How many of a relation are asked: the most the rule takes, and those who stand in for others."""
		return (row.max_count or row.min_count) + sum(one.min_count for one in self.stands_in(row.relation))

	def needed(self, row: RelationRule) -> int:
		return row.min_count + sum(one.min_count for one in self.stands_in(row.relation))


@frappe.whitelist(methods=["POST"])
def propose(season: str) -> dict[str, Any]:
	"""Propose, for every nominee whose contributors are chosen, those the rule still lacks; for staff alone.

	What is there is left alone, so that the action may be repeated. Returns {proposed, gaps: [{nomination,
	nominee, relation, have, need, fallback}], message}. The secretariat confirms each proposal.
	"""
	frappe.only_for(STAFF_ROLES)
	lock_season(season)
	nominees = nominees_of(season)
	chosen = _choose(nominees)
	issue(season, [Pair(one.stage, one.row, *who) for one, *who in chosen], PROPOSED)
	for nominee, employee, relation in chosen:
		nominee.asked[relation].append(employee)
	gaps = gaps_of(nominees)
	message = _("{0} contributors proposed. Confirm them in the list of requests.").format(len(chosen))
	if gaps:
		message += " " + _("{0} nominees lack contributors.").format(len({gap["nomination"] for gap in gaps}))
	return {"proposed": len(chosen), "gaps": gaps, "message": message}


def nominees_of(season: str) -> list[Nominee]:
	"""Those in the season whose contributors are chosen, in as many queries however many there are."""
	rows = frappe.get_all(
		"Nomination",
		{"season": season, "workflow_state": ("not in", states.ENDED)},
		NOMINATION_FIELDS,
		order_by="creation",
	)
	stages = {category: feedback_stage_of(season, category) for category in {row.category for row in rows}}
	open_ones = {
		category: stage
		for category, stage in stages.items()
		if not stage.rule.everyone and not deciding_minutes(season, category, stage.gate.code)
	}
	found = [Nominee(row, open_ones[row.category]) for row in rows if row.category in open_ones]
	_add_asked(found)
	_add_around(season, found)
	return found


def _add_asked(nominees: list[Nominee]) -> None:
	by_name = {nominee.row.name: nominee for nominee in nominees}
	for nomination, employee, relation in asked_about(list(by_name)):
		by_name[nomination].asked[relation].append(employee)


def _add_around(season: str, nominees: list[Nominee]) -> None:
	"""Whom the tree offers in each relation, without those under discipline and the category's panel."""
	near = surroundings(season, (nominee.stage.rule for nominee in nominees))
	barred = under_discipline()
	by_category = defaultdict(list)
	for nominee in nominees:
		by_category[nominee.row.category].append(nominee)
	for category, of_it in by_category.items():
		around = near[reach_of_peers(of_it[0].stage.rule)]
		found = {nominee.row.employee: around.of(nominee.row.employee) for nominee in of_it}
		everybody = {name for people in found.values() for name in people}
		judging = panel_employees(season, category, sorted(everybody))
		for nominee in of_it:
			for employee, relation in found[nominee.row.employee].items():
				if employee not in barred and employee not in judging:
					nominee.around[relation].append(employee)


def _choose(nominees: list[Nominee]) -> list[tuple[Nominee, str, str]]:
	"""(nominee, Employee, relation): whoever is asked least often first, else in an order without meaning."""
	load = Counter(one for nominee in nominees for names in nominee.asked.values() for one in names)
	chosen = []
	for nominee in nominees:
		for row in nominee.stage.rule.relations:
			already = nominee.asked[row.relation]
			offered = [name for name in nominee.around[row.relation] if name not in already]
			offered.sort(key=lambda name, of=nominee.row.name: (load[name], _mixed(of, name)))
			for employee in offered[: max(nominee.wanted(row) - len(already), 0)]:
				load[employee] += 1
				chosen.append((nominee, employee, row.relation))
	return chosen


def _mixed(nomination: str, employee: str) -> str:
	return hashlib.sha256(f"{nomination}/{employee}".encode()).hexdigest()


def gaps_of(nominees: Iterable[Nominee]) -> list[dict[str, Any]]:
	"""What the rule asks for and nobody is asked for: one entry for each nominee and relation."""
	return [
		{
			"nomination": nominee.row.name,
			"nominee": nominee.row.employee_name,
			"relation": relation_label(row.relation),
			"have": len(nominee.asked[row.relation]),
			"need": nominee.needed(row),
			"fallback": relation_label(row.fallback) if row.fallback else None,
		}
		for nominee in nominees
		for row in nominee.stage.rule.relations
		if len(nominee.asked[row.relation]) < nominee.needed(row)
		if not (row.fallback and row in _stood_in_for(nominee))
	]


def _stood_in_for(nominee: Nominee) -> list[RelationRule]:
	return [one for row in nominee.stage.rule.relations for one in nominee.stands_in(row.relation)]
