"""How many were asked about each nominee of a season, have answered, and were found valid."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import frappe
from frappe.query_builder.functions import Count

from ntb_awards.gateway.feedback_states import OPEN, SUBMITTED


@dataclass(frozen=True)
class Counts:
	"""Nomination → number of requests, of those answered, of sets found valid."""

	asked: Counter[str]
	answered: Counter[str]
	valid: Counter[str]


def of_season(season: str) -> Counts:
	"""In two queries."""
	request, answers = frappe.qb.DocType("Feedback Request"), frappe.qb.DocType("Assessment 360")
	by_status = (
		frappe.qb.from_(request)
		.select(request.nomination, request.status, Count("*"))
		.where((request.season == season) & request.status.isin((*OPEN, SUBMITTED)))
		.groupby(request.nomination, request.status)
		.orderby(request.nomination)
	).run()
	valid = (
		frappe.qb.from_(answers)
		.select(answers.nomination, Count("*"))
		.where((answers.season == season) & (answers.docstatus == 1) & (answers.validity == "Valid"))
		.groupby(answers.nomination)
		.orderby(answers.nomination)
	).run()
	asked, answered = Counter(), Counter()
	for nomination, status, number in by_status:
		asked[nomination] += number
		answered[nomination] += number * (status == SUBMITTED)
	return Counts(asked, answered, Counter(dict(valid)))
