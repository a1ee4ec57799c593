"""How far a season's 360° feedback is: what the secretariat reads on the season to know what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import frappe
from frappe.query_builder.functions import Count

from ntb_awards.gateway import feedback_windows, windows
from ntb_awards.gateway.feedback_proposals import gaps_of, nominees_of
from ntb_awards.gateway.gates import scheme_of
from ntb_awards.selection.scheme import ContributorRule, Scheme
from ntb_awards.who import AUDITOR, STAFF_ROLES, employees_of

# The board names those whom nobody could reach; more of them are found in their list.
MOST_NAMED = 30


@frappe.whitelist()
def feedback_board(season: str) -> dict[str, Any]:
	"""For staff and auditors; {} where the scheme asks for no 360° feedback.

	{opens, closes, begun, over, published, everyone, chosen, verified: whether answers are verified,
	verifiers: [name], unverified: number of sets, requests: {status: number}, contributors: {total, asked,
	waiting, unreachable}, unreachable: [{contributor, full_name, problem}], gaps: see
	`feedback_proposals.gaps_of`}. `waiting`: to be asked, and not yet. As many queries for many nominees as
	for a few.
	"""
	frappe.only_for((*STAFF_ROLES, AUDITOR))
	doc = frappe.get_doc("Award Season", season)
	_name, scheme = scheme_of(season)
	rules = list(_rules(scheme))
	if not rules:
		return {}
	of_season = {"season": season}
	return {
		**_window(doc),
		"published": bool(doc.feedback_published),
		"everyone": any(rule.everyone for rule in rules),
		"chosen": any(not rule.everyone for rule in rules),
		"verified": any(rule.verify for rule in rules),
		"verifiers": _full_names([row.user for row in doc.feedback_verifiers]),
		"unverified": _count("Assessment 360", of_season | {"docstatus": 1, "validity": ("is", "not set")}),
		"requests": _by_status(season),
		**_contributors(season),
		"gaps": _gaps(season),
	}


def _rules(scheme: Scheme) -> Iterable[ContributorRule]:
	if not any(stage.kind == "feedback_360" for stage in scheme.stages):
		return ()
	used = {category.contributor_rule for category in scheme.categories}
	return (rule for rule in scheme.contributor_rules if rule.code in used)


def _window(doc: Any) -> dict[str, Any]:
	window = feedback_windows.feedback_window(doc)
	return {
		"opens": windows.moment_label(window.opens),
		"closes": windows.moment_label(window.closes),
		"begun": windows.now_in(doc) >= window.opens,
		"over": feedback_windows.is_over(doc),
	}


def _full_names(users: list[str]) -> list[str]:
	filters = {"name": ("in", users)}
	return frappe.get_all("User", filters, pluck="full_name", order_by="full_name") if users else []


def _count(doctype: str, filters: dict[str, Any]) -> int:
	return frappe.db.count(doctype, filters)


def _by_status(season: str) -> dict[str, int]:
	request = frappe.qb.DocType("Feedback Request")
	query = (
		frappe.qb.from_(request)
		.select(request.status, Count("*"))
		.where(request.season == season)
		.groupby(request.status)
		.orderby(request.status)
	)
	return dict(query.run())


def _contributors(season: str) -> dict[str, Any]:
	of_season = {"season": season}
	failed = of_season | {"mail_problem": ("is", "set")}
	fields = ["name as contributor", "full_name", "mail_problem as problem"]
	return {
		"contributors": {
			"total": _count("Feedback Contributor", of_season),
			"asked": _count("Feedback Contributor", of_season | {"asked_on": ("is", "set")}),
			"waiting": _waiting(season),
			"unreachable": _count("Feedback Contributor", failed),
		},
		"unreachable": frappe.get_all(
			"Feedback Contributor", failed, fields, order_by="full_name", limit=MOST_NAMED
		),
	}


def _waiting(season: str) -> int:
	"""Contributors with a confirmed request whom nobody has written to."""
	person, request = frappe.qb.DocType("Feedback Contributor"), frappe.qb.DocType("Feedback Request")
	query = (
		frappe.qb.from_(person)
		.join(request)
		.on(request.contributor == person.name)
		.select(Count(person.name).distinct())
		.where((person.season == season) & (request.status == "Pending") & person.asked_on.isnull())
	)
	return query.run()[0][0]


def _gaps(season: str) -> list[dict[str, Any]]:
	"""Without those about the reader, who is not to know who is asked about them."""
	nomination = frappe.qb.DocType("Nomination")
	query = (
		frappe.qb.from_(nomination)
		.select(nomination.name)
		.where((nomination.season == season) & nomination.employee.isin(employees_of(frappe.session.user)))
	)
	own = set(query.run(pluck=True))
	return [gap for gap in gaps_of(nominees_of(season)) if gap["nomination"] not in own]
