"""Eligibility of a nomination: facts read, requirements judged, the committee's decisions kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime

from ntb_awards.gateway import windows
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.words import kept_for_all, say_all
from ntb_awards.hris.facts import facts_of, snapshots_of
from ntb_awards.selection.eligibility import Judgement, judge, overall
from ntb_awards.selection.fact_conditions import Answer
from ntb_awards.selection.facts import Facts

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.eligibility_result.eligibility_result import EligibilityResult
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

TEXTS = (
	*("innovation_title", "innovation_description"),
	*("self_description", "social_activity", "achievement"),
)
LABELS: dict[Answer, str] = {"met": "Met", "not_met": "Not Met", "needs_review": "Needs Review"}
ANSWERS: dict[str, Answer] = {label: answer for answer, label in LABELS.items()}
STATUS = {"eligible": "Eligible", "needs_review": "Needs Review", "ineligible": "Ineligible"}
DECISION_FIELDS = ("decision", "reason", "decided_by", "decided_at")


def category_code(category: str) -> str:
	"""The code by which rules refer to an Award Category."""
	return frappe.get_cached_value("Award Category", category, "code")


def facts_of_nominee(doc: Nomination) -> Facts:
	"""What the personnel records say today, and the nomination's own texts."""
	organiser = frappe.get_cached_value("Award Season", doc.season, "organiser")
	found = facts_of([doc.employee], organiser, doc.season).get(doc.employee, Facts())
	return found.model_copy(update={text: cstr(doc.get(text)).strip() or None for text in TEXTS})


def kept_facts(doc: Nomination) -> Facts:
	"""The facts the nomination keeps of its nominee; nothing is known before they are read."""
	return Facts.model_validate_json(doc.facts_json) if doc.facts_json else Facts()


def judge_nomination(doc: Nomination) -> list[str]:
	"""Read the facts again, judge every requirement on them, keep the decisions already taken.

	Changes the document in memory. Returns the titles of decided requirements whose fact is another one
	than that on which they were decided.
	"""
	facts = facts_of_nominee(doc)
	doc.update(snapshots_of([doc.employee]).get(doc.employee, {}))
	doc.facts_json = facts.model_dump_json()
	doc.facts_on = windows.now_in(doc.season).date()
	scheme, on = load_scheme(doc.scheme), windows.reference_date(doc.season)
	former = {row.rule: row for row in doc.eligibility}
	judgements = judge(scheme, category_code(doc.category), facts, on)
	with kept_for_all():
		doc.set("eligibility", [_row(judgement, former.get(judgement.rule.code)) for judgement in judgements])
	doc.eligibility_status = overall_status(doc.eligibility)
	return [row.title for row in doc.eligibility if row.decision and row.fact != former[row.rule].fact]


def _row(judgement: Judgement, former: EligibilityResult | None) -> dict[str, Any]:
	rule = judgement.rule
	kept = {field: former.get(field) for field in ("name", *DECISION_FIELDS)} if former else {}
	return {
		**kept,
		"rule": rule.code,
		"title": rule.title,
		"section": rule.section,
		"basis": rule.basis,
		"status": LABELS[judgement.answer],
		"fact": say_all(judgement.facts),
	}


def overall_status(rows: Iterable[EligibilityResult]) -> str:
	"""A decision of the committee stands in place of the result."""
	return STATUS[overall(answer_of(row) for row in rows)]


def answer_of(row: EligibilityResult) -> Answer:
	return ANSWERS[row.decision or row.status]


def not_met(rows: Iterable[EligibilityResult]) -> list[str]:
	"""Titles of the requirements that are not met, decisions included."""
	return [row.title for row in rows if answer_of(row) == "not_met"]


def take_decisions(doc: Nomination, stored: Nomination | None, allowed: bool) -> None:
	"""Take over what a person entered as decisions and nothing else of the rows that were sent.

	Results, facts and stamps come from `stored`, rows left out are put back. `allowed`: whether this person
	may decide now; a changed decision is refused otherwise.
	"""
	sent = {row.rule: row for row in doc.eligibility}
	doc.set("eligibility", [row.as_dict() for row in stored.eligibility] if stored else [])
	for row in doc.eligibility:
		if row.rule in sent and _differs(sent[row.rule], row):
			_decide(row, sent[row.rule], allowed)
	if not stored and any(row.decision for row in sent.values()):
		_refuse_decision()
	if stored:
		doc.eligibility_status = overall_status(doc.eligibility) if doc.eligibility else "Not Checked"


def _differs(sent: EligibilityResult, row: EligibilityResult) -> bool:
	return any(cstr(sent.get(field)).strip() != cstr(row.get(field)) for field in ("decision", "reason"))


def _decide(row: EligibilityResult, sent: EligibilityResult, allowed: bool) -> None:
	if not allowed:
		_refuse_decision()
	reason = cstr(sent.reason).strip()
	if sent.decision and not reason:
		frappe.throw(
			_("Give the reason for your decision on the requirement: {0}").format(row.title),
			frappe.MandatoryError,
			title=_("Reason Missing"),
		)
	row.decision = sent.decision
	row.reason = reason if sent.decision else None
	row.decided_by = frappe.session.user if sent.decision else None
	row.decided_at = now_datetime() if sent.decision else None


def _refuse_decision() -> None:
	frappe.throw(
		_("Only the Secretariat decides on requirements, from submission until the outcome of a nomination."),
		frappe.PermissionError,
		title=_("Not Permitted"),
	)
