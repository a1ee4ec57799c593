"""What the season above sees of those below it: who has proposed whom, and what is still missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway import states
from ntb_awards.gateway.documents import handed_in_by, missing_of
from ntb_awards.gateway.eligibility import category_code
from ntb_awards.gateway.grants import last_gate
from ntb_awards.gateway.levels import proposer_name
from ntb_awards.gateway.proposal_checks import proposals_to
from ntb_awards.gateway.quotas import brought
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.quotas import quota_for
from ntb_awards.selection.scheme import Category, Quota, Scheme
from ntb_awards.who import AUDITOR, STAFF_ROLES

SEASON_FIELDS = ("name", "title", "unit", "organiser", "scheme", "level", "status")


@frappe.whitelist()
def proposal_board(season: str) -> dict[str, Any]:
	"""The seasons below a season and the units that bring nominees themselves. For staff and auditors.

	{parent, seasons: [{season, title, unit, level, status, decided, categories: [{title, quota, basis,
	won, proposed, submitted, waiting: [{nomination, employee_name, state, missing}]}]}], direct: [{proposer,
	category, quota, basis, brought}]}
	"""
	frappe.only_for((*STAFF_ROLES, AUDITOR))
	doc = frappe.get_doc("Award Season", season)
	scheme = load_scheme(doc.scheme)
	below = frappe.get_all(
		"Award Season", filters={"parent_season": season}, fields=[*SEASON_FIELDS], order_by="title"
	)
	proposed, decided = proposals_to(season), _decided([row.name for row in below])
	won = _won([row.name for row in below])
	missing = _missing(proposed)
	parent = doc.parent_season and frappe.db.get_value("Award Season", doc.parent_season, "title")
	return {
		"parent": {"season": doc.parent_season, "title": parent} if parent else None,
		"seasons": [_season_below(row, scheme, proposed, missing, decided, won) for row in below],
		"direct": _direct(season, scheme),
	}


def _decided(seasons: list[str]) -> set[str]:
	"""The seasons in which at least one category has its winners."""
	papers = frappe.get_all(
		"Plenary Minutes",
		filters={"season": ("in", seasons), "docstatus": 1},
		fields=["season", "stage"],
		order_by="season",
	)
	last = {name: last_gate(name) for name in {paper.season for paper in papers}}
	return {paper.season for paper in papers if paper.stage == last[paper.season]}


def _won(seasons: list[str]) -> Counter[tuple[str, str]]:
	"""(season, category code) → winners there."""
	winners = frappe.get_all(
		"Nomination",
		filters={"season": ("in", seasons), "workflow_state": states.WINNER},
		fields=["season", "category"],
		order_by="season",
	)
	return Counter((row.season, category_code(row.category)) for row in winners)


def _missing(proposed: Iterable[Any]) -> dict[str, list[str]]:
	"""Nomination → titles of the documents without which an open draft cannot be submitted."""
	open_ones = [row for row in proposed if row.workflow_state in states.OPEN]
	given = handed_in_by([row.name for row in open_ones])
	return {row.name: [one.title for one in missing_of(row, given[row.name])] for row in open_ones}


def _season_below(
	row: Any,
	scheme: Scheme,
	proposed: Iterable[Any],
	missing: dict[str, list[str]],
	decided: set[str],
	won: Counter[tuple[str, str]],
) -> dict[str, Any]:
	of_it = [one for one in proposed if one.proposed_by == row.name]
	code = frappe.get_cached_value("Award Scheme", row.scheme, "code")
	proposer = proposer_name(row)
	own = {category.code for category in load_scheme(row.scheme).categories}
	cells = [
		_cell(category, quota, [one for one in of_it if one.code == category.code], missing)
		# Where the level below has other categories, nobody can say beforehand where its winners will stand.
		| {"won": won[row.name, category.code] if category.code in own else None}
		for category in scheme.categories
		for quota in [_quota(scheme, category, proposer, code)]
		if quota is not False or any(one.code == category.code for one in of_it)
	]
	return {
		"season": row.name,
		"title": row.title,
		"unit": proposer,
		"level": row.level,
		"status": row.status,
		"decided": row.name in decided,
		"categories": cells,
	}


def _quota(scheme: Scheme, category: Category, proposer: str, through: str | None) -> Quota | bool | None:
	"""The quota, None without a limit, False where the rules admit no proposal."""
	try:
		return quota_for(scheme, category.code, proposer, through)
	except SelectionError:
		return False


def _cell(
	category: Category, quota: Quota | bool | None, rows: list[Any], missing: dict[str, list[str]]
) -> dict[str, Any]:
	waiting = [row for row in rows if row.workflow_state in states.OPEN]
	return {
		"title": category.title,
		**_limits(quota),
		"proposed": len(rows),
		"submitted": len(rows) - len(waiting),
		"waiting": [
			{
				"nomination": row.name,
				"employee_name": row.employee_name,
				"state": _(row.workflow_state),
				"missing": missing[row.name],
			}
			for row in waiting
		],
	}


def _limits(quota: Quota | bool | None) -> dict[str, Any]:
	if not isinstance(quota, Quota):
		return {"each": None, "total": None, "basis": ""}
	return {"each": quota.each, "total": quota.total, "basis": quota.basis}


def _direct(season: str, scheme: Scheme) -> list[dict[str, Any]]:
	"""Units under a quota of their own: those that brought somebody, and those named that have not yet."""
	found: dict[tuple[str, str], dict[str, Any]] = {}
	for quota in (quota for quota in scheme.quotas if not quota.through):
		for category in (one for one in scheme.categories if one.is_among(quota.categories)):
			for proposer in quota.proposers:
				found[category.code, proposer] = _row(category, proposer, quota)
	by_name = {(code, proposer.casefold()): (code, proposer) for code, proposer in found}
	for one in brought(season, scheme) if scheme.quotas else []:
		category = scheme.category(one.category)
		key = by_name.get((one.category, one.proposer.casefold()), (one.category, one.proposer))
		if key not in found:
			found[key] = _row(category, one.proposer, _quota(scheme, category, one.proposer, None))
		found[key]["brought"] += 1
	return sorted(found.values(), key=lambda row: (row["category"], row["proposer"]))


def _row(category: Category, proposer: str, quota: Quota | bool | None) -> dict[str, Any]:
	return {"proposer": proposer, "category": category.title, **_limits(quota), "brought": 0}
