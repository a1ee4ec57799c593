"""Which winners of a season may go up to the season above it, and what keeps the others from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr

from ntb_awards.gateway import states
from ntb_awards.gateway.eligibility import TEXTS
from ntb_awards.gateway.grants import Winner, winners_of
from ntb_awards.gateway.levels import Level, season_problems
from ntb_awards.gateway.problems import text_of, throw_all
from ntb_awards.gateway.submission import RECOMMENDATION
from ntb_awards.gateway.words import say_all
from ntb_awards.hris.facts import facts_of
from ntb_awards.selection.eligibility import judge
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.open_texts import can_still_be_written
from ntb_awards.selection.quotas import check_quota, quota_for
from ntb_awards.selection.scheme import Category, Quota

# What the nomination above takes over as it stands.
COPIED = (*RECOMMENDATION, *TEXTS)


@dataclass
class Candidate:
	"""A winner on the way up. `category`: of the parent's scheme; `reasons`: why this person cannot go."""

	winner: Winner
	nomination: Any
	category: Category | None = None
	quota: Quota | None = None
	reasons: list[str] = field(default_factory=list)


def judged(level: Level, chosen: Collection[str] | None) -> list[Candidate]:
	"""The winners, or those chosen (Nomination names), with what keeps each from going up.

	The number of queries does not depend on the number of winners. Raises ValidationError for somebody who
	has not won.
	"""
	winners = {one.nomination: one for one in winners_of(level.season.name)}
	names = list(winners) if chosen is None else list(dict.fromkeys(chosen))
	rows = _nominations(level.season.name, names)
	_require_winners(names, winners, rows)
	employees = {row.employee for row in rows.values()}
	facts = facts_of(employees, level.parent.organiser, level.parent.name)
	standing, unfit = _standing_above(level, employees), _unfit(employees)
	candidates = [Candidate(winners[name], rows[name]) for name in names]
	for one in candidates:
		row = one.nomination
		person = facts.get(row.employee, Facts())
		texts = {text: cstr(row[text]).strip() or None for text in TEXTS}
		one.reasons += [*standing.get(row.employee, ()), *unfit.get(row.employee, ())]
		_place(level, one, person.model_copy(update=texts))
	return candidates


def refuse(level: Level, candidates: Collection[Candidate]) -> None:
	"""Raise ValidationError naming everything that keeps these winners from being proposed together."""
	problems = season_problems(level)
	if not candidates:
		text = _("Season {0} has no winners yet. Submit the minutes of its last stage first.")
		problems.append(text.format(level.season.title))
	problems += [f"{one.nomination.employee_name}: {reason}" for one in candidates for reason in one.reasons]
	throw_all([*problems, *_over_quota(level, candidates)], _("Not Proposed"))


def _nominations(season: str, names: Collection[str]) -> dict[str, Any]:
	rows = frappe.get_all(
		"Nomination",
		filters={"season": season, "name": ("in", list(names))},
		fields=["name", "employee", "employee_name", "category", "category_title", *COPIED],
		order_by="number",
	)
	return {row.name: row for row in rows}


def _require_winners(names: Collection[str], winners: Collection[str], rows: dict[str, Any]) -> None:
	text = _("{0} is not a winner by this season's submitted last minutes. Leave it out.")
	throw_all(
		(
			text.format(rows[name].employee_name if name in rows else name)
			for name in names
			if name not in winners or name not in rows
		),
		_("Not a Winner"),
	)


def _standing_above(level: Level, employees: Collection[str]) -> dict[str, list[str]]:
	"""Employee → that the person stands in the parent season already, proposed or nominated there."""
	rows = frappe.get_all(
		"Nomination",
		filters={
			**{"season": level.parent.name, "employee": ("in", list(employees))},
			"workflow_state": ("not in", states.VACATED),
		},
		fields=["name", "employee", "category_title", "workflow_state", "proposed_by"],
		order_by="creation",
	)
	found: dict[str, list[str]] = {}
	for row in rows:
		text = (
			_("has been proposed already: {0}, {1} ({2}). Leave this winner out.")
			if row.proposed_by == level.season.name
			else _("stands in {3} already: {0}, {1} ({2}). Withdraw that nomination first.")
		)
		values = (row.name, row.category_title, _(row.workflow_state), level.parent.title)
		found.setdefault(row.employee, []).append(text.format(*values))
	return found


def _unfit(employees: Collection[str]) -> dict[str, list[str]]:
	"""Employee → why nobody can nominate this person any more."""
	rows = frappe.get_all(
		"Employee",
		filters={"name": ("in", list(employees))},
		fields=["name", "status", "asn_nip"],
		order_by="name",
	)
	found: dict[str, list[str]] = {}
	for row in rows:
		if row.status != "Active":
			found[row.name] = [_("is no longer in active service. Leave this winner out.")]
		elif not cstr(row.asn_nip).strip():
			found[row.name] = [_("has no NIP. Enter it in the tab Civil Service of the Employee record.")]
	return found


def _place(level: Level, one: Candidate, person: Facts) -> None:
	"""Category and quota there, and the requirements there that this person does not meet."""
	code = frappe.get_cached_value("Award Category", one.nomination.category, "code")
	same = next((category for category in level.above.categories if category.code == code), None)
	one.category = same or level.above.category_for(person, level.on)
	if one.category is None:
		text = _("fits no category of {0}. Correct the post on the Employee record, or leave it out.")
		one.reasons.append(text.format(level.above.title))
		return
	try:
		one.quota = quota_for(level.above, one.category.code, level.proposer, through=level.scheme.code)
	except SelectionError as error:
		one.reasons += [text_of(problem.message) for problem in error.problems]
	one.reasons += _requirements_not_met(level, one.category, person)


def _requirements_not_met(level: Level, category: Category, person: Facts) -> list[str]:
	"""A text that is missing or too short is none: the draft is there for completing it."""
	text = _("does not meet a requirement of {0}: {1} ({2}). {3}")
	return [
		text.format(level.parent.title, one.rule.title, one.rule.basis, say_all(one.facts))
		for one in judge(level.above, category.code, person, level.on)
		if one.answer == "not_met" and not can_still_be_written(one.rule, person, level.on)
	]


def _over_quota(level: Level, candidates: Iterable[Candidate]) -> list[str]:
	"""For each category there the quota that would be exceeded, with its article."""
	proposed = proposals_to(level.parent.name, lock=True)
	limited = [one for one in candidates if one.category and one.quota]
	adding = Counter(one.category.code for one in limited)
	problems = []
	for code, quota in {one.category.code: one.quota for one in limited}.items():
		had, in_all = counted(proposed, code, level.season.name, quota)
		problems += [
			f"{level.above.category(code).title}: {text_of(problem.message).rstrip('.')}. "
			+ _("Choose fewer winners.")
			for problem in check_quota(quota, had, in_all, adding[code])
		]
	return problems


def within_quota(level: Level, candidates: Iterable[Candidate]) -> set[str]:
	"""Nominations of those who may go up, best rank first, as far as the quotas reach."""
	proposed = proposals_to(level.parent.name)
	chosen: set[str] = set()
	taken: Counter[str] = Counter()
	for one in sorted(candidates, key=lambda one: one.winner.rank):
		if one.reasons or one.category is None:
			continue
		code = one.category.code
		if one.quota:
			had, in_all = counted(proposed, code, level.season.name, one.quota)
			if check_quota(one.quota, had, in_all, taken[code] + 1):
				continue
		taken[code] += 1
		chosen.add(one.nomination.name)
	return chosen


def proposals_to(parent: str, lock: bool = False) -> list[Any]:
	"""What was proposed to a season and counts, one row each; `code`: of the category, `scheme_code`: of the
	proposing season's scheme. Withdrawn and ineligible ones leave their place.

	`lock`: keep the rows as they are until the transaction ends, so that no place is given away twice.
	"""
	nomination, category = frappe.qb.DocType("Nomination"), frappe.qb.DocType("Award Category")
	season, scheme = frappe.qb.DocType("Award Season"), frappe.qb.DocType("Award Scheme")
	columns = ("name", "proposed_by", "employee_name", "workflow_state", "season", "scheme", "category")
	query = (
		frappe.qb.from_(nomination)
		.join(category)
		.on(category.name == nomination.category)
		.join(season)
		.on(season.name == nomination.proposed_by)
		.join(scheme)
		.on(scheme.name == season.scheme)
		.select(*(nomination[column] for column in columns), nomination.facts_json)
		.select(category.code, scheme.code.as_("scheme_code"))
		.where((nomination.season == parent) & nomination.workflow_state.notin(states.VACATED))
		.orderby(nomination.creation)
	)
	return (query.for_update() if lock else query).run(as_dict=True)


def counted(proposed: Iterable[Any], code: str, season: str, quota: Quota) -> tuple[int, int]:
	"""How many a season has proposed in a category, and how many all seasons the quota speaks of."""
	rows = [row for row in proposed if row.code == code and row.scheme_code in quota.through]
	return sum(row.proposed_by == season for row in rows), len(rows)
