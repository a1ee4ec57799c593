"""What the letters of a nomination say: recommendation, statement of integrity, self-description. In
Indonesian, as the papers are. Their sentences come from the requirements of the nomination's own scheme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import frappe
from frappe.utils import cstr, getdate

from ntb_awards.gateway.berita_acara import long_date, spaced_nip, unit_titles
from ntb_awards.gateway.eligibility import category_code
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.windows import reference_date
from ntb_awards.selection.conditions import AnyCondition, When
from ntb_awards.selection.facts import Facts, full_years
from ntb_awards.selection.scheme import EligibilityRule

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

# The test of a condition that asks for sanctions on record.
CONDUCT = "no_record"
JUDGED_BY_PEOPLE = "human"
BLANK = "................................"


def contents(doc: Nomination) -> dict[str, Any]:
	"""Values for the print formats of a Nomination."""
	season = frappe.get_cached_doc("Award Season", doc.season)
	rules = _rules_that_apply(doc, season.scheme)
	position = doc.recommender_position or doc.recommender or BLANK
	return {
		"season": season,
		"category_title": doc.category_title,
		"person": _person(doc),
		"recommender": {
			"name": doc.recommender_name or BLANK,
			"position": position,
			# The office that the category names writes on its own paper, everybody else on the unit's.
			"of_unit": not position.lower().startswith((doc.recommender or BLANK).lower()),
		},
		"number": doc.recommendation_number or BLANK,
		"date": long_date(doc.recommendation_date) if doc.recommendation_date else BLANK,
		"requirements": [_sentence(rule.title) for rule in rules],
		"vouched_for": [_sentence(rule.title) for rule in rules if is_vouched_for(rule)],
		"words": len(cstr(doc.self_description).split()),
	}


def _rules_that_apply(doc: Nomination, scheme: str) -> list[EligibilityRule]:
	"""The requirements of the category, without those for other people only. What is not known applies."""
	snapshot = frappe.db.get_value("Nomination", doc.name, "facts_json")
	facts = Facts.model_validate_json(snapshot) if snapshot else Facts()
	on = reference_date(doc.season)
	return [
		rule
		for rule in load_scheme(scheme).rules_for(category_code(doc.category))
		if not isinstance(rule.condition, When) or rule.condition.applies.judge(facts, on).answer != "not_met"
	]


def is_vouched_for(rule: EligibilityRule) -> bool:
	"""What the nominee answers for: conduct, and what holds for everybody but no record can prove."""
	tests = set(_tests(rule.condition))
	return CONDUCT in tests or (tests == {JUDGED_BY_PEOPLE} and not rule.categories)


def _tests(condition: AnyCondition) -> Iterable[str]:
	"""The tests of a condition and its parts; those that only join others are not among them."""
	parts = [*getattr(condition, "of", ()), getattr(condition, "then", None)]
	parts = [part for part in parts if part is not None]
	if not parts:
		yield condition.test
	for part in parts:
		yield from _tests(part)


def _sentence(title: str) -> str:
	"""A requirement as part of a sentence: small first letter, unless it begins with an abbreviation."""
	text = title.strip().rstrip(".;")
	return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _person(doc: Nomination) -> dict[str, str]:
	return {
		"name": doc.employee_name,
		"nip": spaced_nip(doc.nip),
		"rank": doc.rank or "",
		"post": doc.post_title or "",
		"unit": unit_titles({doc.unit}).get(doc.unit, doc.unit or "") if doc.unit else "",
		"education": frappe.db.get_value("Employee", doc.employee, "asn_education") or "",
		"service": _service(doc),
	}


def _service(doc: Nomination) -> str:
	"""Whole years in service on the day of submission, or today."""
	if not doc.service_since:
		return ""
	since, until = getdate(doc.service_since), getdate(doc.submitted_at or None)
	return f"{max(full_years(since, until), 0)} tahun (sejak {long_date(since)})"
