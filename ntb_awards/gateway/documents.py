"""The documents a category asks for, and which of them a nomination has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from ntb_awards.gateway import states
from ntb_awards.gateway.eligibility import category_code
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.selection.scheme import DocumentRequirement, Scheme

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

FILE_FIELDS = (
	*("name", "requirement", "file", "url", "minutes", "issued_on"),
	*("verified", "verification_note", "owner", "creation"),
)


@dataclass(frozen=True)
class HandedIn:
	"""What a nomination has so far. `files`: requirement code → rows of Supporting Document, oldest first;
	`relations`: contributors by relation, from submitted Assessment 360 documents."""

	files: dict[str, list[dict[str, Any]]]
	relations: Counter[str]


def handed_in(nomination: str | None) -> HandedIn:
	files: dict[str, list[dict[str, Any]]] = defaultdict(list)
	if not nomination:
		return HandedIn(files, Counter())
	of_it = {"nomination": nomination}
	for row in frappe.get_all("Supporting Document", of_it, list(FILE_FIELDS), order_by="creation, name"):
		files[row.requirement].append(row)
	submitted = {"nomination": nomination, "docstatus": 1}
	relations = frappe.get_all("Assessment 360", submitted, pluck="relation", order_by="relation")
	return HandedIn(files, Counter(relations))


def is_present(requirement: DocumentRequirement, given: HandedIn) -> bool:
	"""A file marked invalid is as good as none.

	The rules count the 360° assessment, from at least so many contributors, among the documents. One form
	submitted makes the document present, so that a nomination is not lost because a contributor is late.
	Whether the contributors are complete is shown as a warning and judged at the 360° stage, where a nominee
	who lacks some is incomplete and not ranked.
	"""
	if requirement.kind == "feedback":
		return bool(given.relations)
	return any(row["verified"] != "Invalid" for row in given.files[requirement.code])


def missing_documents(nomination: Nomination | str, stage: str | None = None) -> list[DocumentRequirement]:
	"""Required documents that are not there: those due on submission, or those due at a stage (code)."""
	doc = frappe.get_doc("Nomination", nomination) if isinstance(nomination, str) else nomination
	scheme, given = load_scheme(doc.scheme), handed_in(doc.name)
	return [
		requirement
		for requirement in scheme.documents_for(category_code(doc.category), stage)
		if requirement.requirement == "required" and not is_present(requirement, given)
	]


def requirement_of(doc: Nomination, code: str) -> DocumentRequirement:
	"""The requirement of that code; throws ValidationError if the nomination's category has none such."""
	for requirement in requirements_of(doc):
		if requirement.code == code:
			return requirement
	frappe.throw(
		_("{0} is not a document of category {1}. Choose one of: {2}.").format(
			frappe.bold(code), doc.category_title, ", ".join(one.code for one in requirements_of(doc))
		),
		title=_("Unknown Document"),
	)


def requirements_of(doc: Nomination) -> list[DocumentRequirement]:
	"""Every document the category asks for: on submission first, then by stage."""
	scheme, code = load_scheme(doc.scheme), category_code(doc.category)
	due = [None, *(stage.code for stage in scheme.stages)]
	return [requirement for stage in due for requirement in scheme.documents_for(code, stage)]


def is_due(requirement: DocumentRequirement, doc: Nomination, scheme: Scheme) -> bool:
	"""Whether the document is handed in now: while the nomination is open, or while it stands at the gate
	of the requirement's stage."""
	if requirement.stage is None:
		return doc.workflow_state in states.OPEN
	return doc.stage == scheme.gate_of(scheme.stage(requirement.stage)).code


def checklist(doc: Nomination) -> list[dict[str, Any]]:
	"""One entry for each document of the category, for the form: what it is, what is there, what to do.

	status: present, missing (required), optional (if any) or later (due at a stage not reached yet).
	"""
	scheme, given = load_scheme(doc.scheme), handed_in(doc.name)
	return [_entry(requirement, doc, scheme, given) for requirement in requirements_of(doc)]


def _entry(
	requirement: DocumentRequirement, doc: Nomination, scheme: Scheme, given: HandedIn
) -> dict[str, Any]:
	due = is_due(requirement, doc, scheme)
	return {
		"code": requirement.code,
		"title": requirement.title,
		"basis": requirement.basis,
		"required": requirement.requirement == "required",
		"kind": requirement.kind,
		"stage": requirement.stage,
		"stage_title": scheme.stage(requirement.stage).title if requirement.stage else None,
		"template_url": requirement.template_url,
		"max_minutes": float(requirement.max_minutes) if requirement.max_minutes else None,
		"recent_years": requirement.recent_years,
		"files": given.files[requirement.code],
		"contributors": given.relations.total() if requirement.kind == "feedback" else None,
		"status": _status(requirement, given, due),
		"due": due,
		"warnings": list(_warnings(requirement, doc, scheme, given)),
	}


def _status(requirement: DocumentRequirement, given: HandedIn, due: bool) -> str:
	if is_present(requirement, given):
		return "present"
	if requirement.requirement == "if_any":
		return "optional"
	return "later" if requirement.stage and not due else "missing"


def _warnings(
	requirement: DocumentRequirement, doc: Nomination, scheme: Scheme, given: HandedIn
) -> Iterable[str]:
	if requirement.kind == "feedback":
		yield from _contributor_gaps(doc, scheme, given.relations)
	for row in given.files[requirement.code]:
		if requirement.kind == "video" and requirement.max_minutes and not row["minutes"]:
			yield _("The length of the video is not stated. At most {0} minutes.").format(
				requirement.max_minutes
			)
		if requirement.recent_years and not row["issued_on"]:
			yield _("A date of issue is not stated. Only {0} counts.").format(years_text(doc, requirement))
		if row["verified"] == "Invalid":
			yield _("Marked invalid: {0}").format(row["verification_note"] or "–")


def _contributor_gaps(doc: Nomination, scheme: Scheme, relations: Counter[str]) -> Iterable[str]:
	"""What is still missing of the category's contributor rule."""
	code = category_code(doc.category)
	if not scheme.category(code).contributor_rule:
		return
	rule = scheme.contributor_rule_of(code)
	labels = {"superior": _("superior"), "peer": _("peer"), "subordinate": _("subordinate")}
	for row in rule.relations:
		if relations[row.relation] < row.min_count:
			yield _("{0}: {1} of {2}").format(labels[row.relation], relations[row.relation], row.min_count)
	if relations.total() < rule.minimum_contributors:
		yield _("{0} of at least {1} contributors ({2})").format(
			relations.total(), rule.minimum_contributors, rule.basis
		)


def recent_years(doc: Nomination, requirement: DocumentRequirement) -> range | None:
	"""Calendar years that count, the season's own as the last; None where any year does."""
	if not requirement.recent_years:
		return None
	year = frappe.get_cached_value("Award Season", doc.season, "year")
	return range(year - requirement.recent_years + 1, year + 1)


def years_text(doc: Nomination, requirement: DocumentRequirement) -> str:
	return ", ".join(str(year) for year in recent_years(doc, requirement) or ())
