"""Who may bring how many: the unit or institution behind a nomination, and the quota it comes under."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import cint

from ntb_awards.gateway import states
from ntb_awards.gateway.eligibility import category_code
from ntb_awards.gateway.problems import text_of
from ntb_awards.gateway.results import lock_season
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.quotas import check_quota, quota_for
from ntb_awards.selection.scheme import Quota, Scheme

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination


@dataclass(frozen=True)
class Brought:
	"""A nomination handed in by a unit itself. `proposer`: name of the unit or institution it counts for."""

	nomination: str
	category: str
	proposer: str
	quota: str | None


def quota_problems(doc: Nomination, lock: bool = True) -> Iterator[str]:
	"""Why the nominating unit may not bring this nominee, with the quota, its article and what to do.
	`lock`: keep others from taking the place until the transaction ends.

	Winners whom a lower level proposed come by that level's quota, which was checked when they were proposed.
	"""
	scheme = load_scheme(doc.scheme)
	if doc.proposed_from or not scheme.quotas:
		return
	if lock:
		# Two nominations handed in at once wait for one another here.
		lock_season(doc.season)
	proposer = proposers_of([doc.unit], scheme).get(doc.unit) if doc.unit else None
	if not proposer:
		text = _("{0} works in no unit, so no quota applies. Enter the department on the Employee record.")
		yield text.format(doc.employee_name or doc.employee)
		return
	code = category_code(doc.category)
	quota = _quota(scheme, code, proposer)
	if isinstance(quota, SelectionError):
		remedy = _("Choose another category, or correct the department on the Employee record.")
		yield from (f"{text_of(problem.message).rstrip('.')}. {remedy}" for problem in quota.problems)
	elif quota is not None:
		others = [one for one in brought(doc.season, scheme, code, lock) if one.nomination != doc.name]
		under_it = [one for one in others if one.quota == quota.code]
		had = sum(one.proposer == proposer for one in under_it)
		for problem in check_quota(quota, had, len(under_it), adding=1):
			remedy = _("Withdraw one of those nominations first, or ask the Secretariat.")
			yield f"{proposer}: {text_of(problem.message).rstrip('.')}. {remedy}"


def _quota(scheme: Scheme, category: str, proposer: str) -> Quota | SelectionError | None:
	try:
		return quota_for(scheme, category, proposer)
	except SelectionError as error:
		return error


def brought(season: str, scheme: Scheme, category: str | None = None, lock: bool = False) -> list[Brought]:
	"""What units have handed in themselves in a season, in a category (code) or in all; two queries.

	Withdrawn and ineligible nominations leave their place to another. `lock`: keep the rows as they are until
	the transaction ends, so that nobody's place is given away twice.
	"""
	nomination, award_category = frappe.qb.DocType("Nomination"), frappe.qb.DocType("Award Category")
	query = (
		frappe.qb.from_(nomination)
		.join(award_category)
		.on(award_category.name == nomination.category)
		.select(nomination.name, nomination.unit, award_category.code)
		.where((nomination.season == season) & (nomination.number > 0))
		.where(nomination.workflow_state.notin(states.VACATED) & nomination.proposed_from.isnull())
		.orderby(nomination.number)
	)
	query = query.for_update() if lock else query
	if category:
		query = query.where(award_category.code == category)
	rows = query.run(as_dict=True)
	proposers = proposers_of({row.unit for row in rows if row.unit}, scheme)
	found = []
	for row in rows:
		proposer = proposers.get(row.unit, "")
		quota = _quota(scheme, row.code, proposer)
		code = quota.code if isinstance(quota, Quota) else None
		found.append(Brought(row.name, row.code, proposer, code))
	return found


def proposers_of(units: Collection[str], scheme: Scheme) -> dict[str, str]:
	"""Unit → the name under which it proposes: its own or the nearest one above that a quota names, else its
	topmost one, below the root of all units. Two queries."""
	named = {_plain(name) for quota in scheme.quotas for name in quota.proposers}
	own = _spans({"name": ("in", sorted(units))})
	above = (
		_spans({"lft": ("<=", max(row.lft for row in own)), "rgt": (">=", min(row.rgt for row in own))})
		if own
		else []
	)
	found = {}
	for unit in own:
		chain = sorted(
			(row for row in above if row.lft <= unit.lft and row.rgt >= unit.rgt), key=lambda row: -row.lft
		)
		names = [row.department_name for row in chain] or [unit.department_name]
		found[unit.name] = next((name for name in names if _plain(name) in named), names[-1])
	return found


def _plain(name: str) -> str:
	return " ".join(name.split()).casefold()


def _spans(filters: dict) -> list[frappe._dict]:
	"""Units with their place in the tree; the root of all units is not one."""
	rows = frappe.get_all(
		"Department",
		filters={**filters, "parent_department": ("is", "set")},
		fields=["name", "department_name", "lft", "rgt"],
		order_by="lft",
	)
	return [row.update({"lft": cint(row.lft), "rgt": cint(row.rgt)}) for row in rows]
