"""The documents a category asks for, and which of them a nomination has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from ntb_awards.gateway import states
from ntb_awards.gateway.eligibility import category_code, kept_facts
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.windows import reference_date
from ntb_awards.selection.scheme import DocumentRequirement, Scheme

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

FILE_FIELDS = (
	*("name", "requirement", "file", "url", "minutes", "issued_on"),
	*("verified", "verification_note", "owner", "creation", "file_size"),
)


@dataclass(frozen=True)
class HandedIn:
	"""What a nomination has so far. `files`: requirement code → rows of Supporting Document, oldest first;
	`relations`: contributors by relation, from submitted sets of 360° answers."""

	files: dict[str, list[dict[str, Any]]]
	relations: Counter[str]


def handed_in(nomination: str | None) -> HandedIn:
	return handed_in_by([nomination])[nomination] if nomination else HandedIn(defaultdict(list), Counter())


def handed_in_by(nominations: Collection[str]) -> dict[str, HandedIn]:
	"""Nomination → what it has so far; two queries, however many there are."""
	found = {name: HandedIn(defaultdict(list), Counter()) for name in nominations}
	of_them = {"nomination": ("in", list(found))}
	fields = ["nomination", *FILE_FIELDS]
	for row in frappe.get_all("Supporting Document", of_them, fields, order_by="creation, name"):
		found[row.pop("nomination")].files[row.requirement].append(row)
	for nomination, relation, sets in _answered(found):
		found[nomination].relations[relation] = sets
	return found


def _answered(nominations: Collection[str]) -> Iterable[tuple[str, str, int]]:
	"""(Nomination, relation, submitted sets of 360° answers)"""
	sheet = frappe.qb.DocType("Assessment 360")
	query = (
		frappe.qb.from_(sheet)
		.select(sheet.nomination, sheet.relation, Count("*"))
		.where(sheet.nomination.isin(list(nominations)) & (sheet.docstatus == 1))
		.groupby(sheet.nomination, sheet.relation)
	)
	return query.run() if nominations else ()


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
	return missing_of(doc, handed_in(doc.name), stage)


def missing_of(doc: Any, given: HandedIn, stage: str | None = None) -> list[DocumentRequirement]:
	"""`missing_documents` of a nomination (or a row with its season, scheme, category and facts_json)."""
	return [
		requirement
		for requirement in requirements_of(doc)
		if requirement.stage == stage
		if requirement.requirement == "required" and not is_present(requirement, given)
	]


def requirement_of(doc: Nomination, code: str) -> DocumentRequirement:
	"""The requirement of that code; throws ValidationError if none such is asked of this nominee."""
	if found := find_requirement(doc, code):
		return found
	frappe.throw(
		_("{0} is not a document of category {1}. Choose one of: {2}.").format(
			frappe.bold(code), doc.category_title, ", ".join(one.code for one in requirements_of(doc))
		),
		title=_("Unknown Document"),
	)


def find_requirement(doc: Nomination, code: str) -> DocumentRequirement | None:
	return next((one for one in requirements_of(doc) if one.code == code), None)


def requirements_of(doc: Nomination) -> list[DocumentRequirement]:
	"""Every document asked of this nominee: on submission first, then by stage.

	Whom a document is asked of is judged on the facts the nomination keeps. What is not known asks for it.
	"""
	scheme, code = load_scheme(doc.scheme), category_code(doc.category)
	due = [None, *(stage.code for stage in scheme.stages)]
	found = [requirement for stage in due for requirement in scheme.documents_for(code, stage)]
	if not any(requirement.condition for requirement in found):
		return found
	facts, on = kept_facts(doc), reference_date(doc.season)
	return [requirement for requirement in found if requirement.is_asked_of(facts, on)]


def is_due(requirement: DocumentRequirement, doc: Nomination, scheme: Scheme) -> bool:
	"""Whether the document is handed in now: while the nomination is open, or while it stands at the gate
	of the requirement's stage."""
	if requirement.stage is None:
		return doc.workflow_state in states.OPEN
	return doc.stage == scheme.gate_of(scheme.stage(requirement.stage)).code


def checklist(doc: Nomination) -> list[dict[str, Any]]:
	"""One entry for each document asked of the nominee, for the form: what it is, what is there, what to do.

	status: present, missing (required), optional (if any) or later (due at a stage not reached yet).
	print_format: of the letter that this nomination prints, None where there is none on the site.
	"""
	scheme, given = load_scheme(doc.scheme), handed_in(doc.name)
	requirements = requirements_of(doc)
	letters = _letters(requirements)
	return [
		_entry(requirement, doc, scheme, given)
		| {"print_format": requirement.print_format if requirement.print_format in letters else None}
		for requirement in requirements
	]


def _letters(requirements: Iterable[DocumentRequirement]) -> set[str]:
	"""Print formats of nominations that the requirements name and that the site has."""
	named = {requirement.print_format for requirement in requirements if requirement.print_format}
	if not named:
		return set()
	usable = {"name": ("in", sorted(named)), "doc_type": "Nomination", "disabled": 0}
	return set(frappe.get_all("Print Format", filters=usable, pluck="name", order_by="name"))


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
