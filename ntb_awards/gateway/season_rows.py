"""The rows of a season, read in bulk: each function is one query, however many nominations there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import frappe
from pypika.terms import Criterion

from ntb_awards.gateway.eligibility import TEXTS
from ntb_awards.hris.facts import facts_of
from ntb_awards.selection.facts import Facts

Rows = list[dict[str, Any]]
SUBMITTED = 1
CANCELLED = 2


def nominations(season: str, category: str | None) -> Rows:
	"""Nominations that have a number, with the code of their category, by number."""
	nomination, award_category = frappe.qb.DocType("Nomination"), frappe.qb.DocType("Award Category")
	columns = [
		*("name", "number", "category", "category_title", "workflow_state", "stage", "outcome"),
		*("employee", "employee_name", "nip", "unit", "post_title", "facts_json"),
		*TEXTS,
	]
	query = (
		frappe.qb.from_(nomination)
		.join(award_category)
		.on(award_category.name == nomination.category)
		.select(*(nomination[column] for column in columns), award_category.code.as_("category_code"))
		.where(_of_season(nomination, season, category) & (nomination.number > 0))
		.orderby(nomination.number)
	)
	return query.run(as_dict=True)


def eligibility(season: str, category: str | None) -> dict[str, Rows]:
	"""Nomination → its eligibility results in the order of the form."""
	nomination, result = frappe.qb.DocType("Nomination"), frappe.qb.DocType("Eligibility Result")
	query = (
		frappe.qb.from_(result)
		.join(nomination)
		.on((nomination.name == result.parent) & (result.parenttype == "Nomination"))
		.select(result.parent, result.rule, result.status, result.decision)
		.where(_of_season(nomination, season, category) & (nomination.number > 0))
		.orderby(result.parent, result.idx)
	)
	return _by("parent", query.run(as_dict=True))


def score_sheets(season: str, category: str | None) -> Rows:
	"""Stage Scores that are not cancelled."""
	sheet = frappe.qb.DocType("Stage Score")
	query = (
		frappe.qb.from_(sheet)
		.select(sheet.name, sheet.stage, sheet.nomination, sheet.assessor, sheet.status, sheet.docstatus)
		.where(_of_season(sheet, season, category) & (sheet.docstatus < CANCELLED))
		.orderby(sheet.name)
	)
	return query.run(as_dict=True)


def raw_scores(season: str, category: str | None) -> dict[str, dict[str, str]]:
	"""Stage Score → criterion code → raw score as entered, of submitted sheets; what is empty is left out."""
	sheet, score = frappe.qb.DocType("Stage Score"), frappe.qb.DocType("Criterion Score")
	query = (
		frappe.qb.from_(score)
		.join(sheet)
		.on((sheet.name == score.parent) & (score.parenttype == "Stage Score"))
		.select(score.parent, score.criterion, score.raw)
		.where(_of_season(sheet, season, category) & (sheet.docstatus == SUBMITTED))
	)
	found: dict[str, dict[str, str]] = defaultdict(dict)
	for parent, criterion, raw in query.run():
		if raw is not None and str(raw).strip():
			found[parent][criterion] = str(raw).strip()
	return found


def minutes(season: str, category: str | None) -> Rows:
	"""Submitted Plenary Minutes, with the code of their category."""
	paper, award_category = frappe.qb.DocType("Plenary Minutes"), frappe.qb.DocType("Award Category")
	query = (
		frappe.qb.from_(paper)
		.join(award_category)
		.on(award_category.name == paper.category)
		.select(paper.name, paper.stage, paper.held_on, award_category.code.as_("category_code"))
		.where(_of_season(paper, season, category) & (paper.docstatus == SUBMITTED))
		.orderby(paper.name)
	)
	return query.run(as_dict=True)


def decisions(season: str, category: str | None) -> dict[str, Rows]:
	"""Plenary Minutes → the decisions in it."""
	paper, row = frappe.qb.DocType("Plenary Minutes"), frappe.qb.DocType("Minutes Decision")
	columns = ("parent", "number", "decision", "reason", "rank", "tied", "tie_order")
	query = (
		frappe.qb.from_(row)
		.join(paper)
		.on((paper.name == row.parent) & (row.parenttype == "Plenary Minutes"))
		.select(*(row[column] for column in columns))
		.where(_of_season(paper, season, category) & (paper.docstatus == SUBMITTED))
		.orderby(row.parent, row.idx)
	)
	return _by("parent", query.run(as_dict=True))


def assessors(season: str) -> dict[str, str]:
	"""User → full name of everybody who sits in a panel of the season or has a sheet in it."""
	user, sheet = frappe.qb.DocType("User"), frappe.qb.DocType("Stage Score")
	panel, member = frappe.qb.DocType("Assessment Panel"), frappe.qb.DocType("Panel Member")
	seated = (
		frappe.qb.from_(member)
		.join(panel)
		.on((panel.name == member.parent) & (member.parenttype == "Assessment Panel"))
		.select(member.user)
		.where(panel.season == season)
	)
	scoring = frappe.qb.from_(sheet).select(sheet.assessor).where(sheet.season == season).distinct()
	query = (
		frappe.qb.from_(user)
		.select(user.name, user.full_name)
		.where(user.name.isin(seated) | user.name.isin(scoring))
	)
	return dict(query.run())


def contributors(season: str) -> list[str]:
	"""The names of everybody who is asked for 360° feedback in the season."""
	return frappe.get_all("Feedback Contributor", {"season": season}, pluck="full_name", order_by="name")


def facts(rows: Rows, season: str) -> dict[str, Facts]:
	"""Nomination → facts: the snapshot kept on it, else what the personnel records say today."""
	found = {row["name"]: Facts.model_validate_json(row["facts_json"]) for row in rows if row["facts_json"]}
	without = [row for row in rows if row["name"] not in found]
	current = facts_today({row["employee"] for row in without}, season) if without else {}
	for row in without:
		person = current.get(row["employee"], Facts())
		found[row["name"]] = person.model_copy(update={text: row[text] or None for text in TEXTS})
	return found


def facts_today(employees: Collection[str], season: str) -> dict[str, Facts]:
	"""Employee → what the records say today, seen from a season: its organiser, and no award of its own."""
	return facts_of(employees, frappe.get_cached_value("Award Season", season, "organiser"), season)


def _of_season(table: Any, season: str, category: str | None) -> Criterion:
	condition = table.season == season
	return condition & (table.category == category) if category else condition


def _by(key: str, rows: Rows) -> dict[str, Rows]:
	grouped: dict[str, Rows] = defaultdict(list)
	for row in rows:
		grouped[row[key]].append(row)
	return grouped
