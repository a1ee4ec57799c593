"""Who may see or do what, written once for every door: forms, lists, reports, exports, REST, print, files.

A rule is made of named predicates, joined with `|`, `&` and `~`, and reads like a sentence. Each predicate is
one database condition about a row. Put into a list's query, the row is the table; asked about one document,
the row is that document, as stored or as it is about to be stored. So lists and forms cannot disagree.

Roles still have to allow an action; these rules only narrow it to the right documents. Nothing here changes
with the stages or categories of a scheme.
"""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe.model.document import Document
from frappe.query_builder import DocType
from pypika.terms import Criterion

from ntb_awards.predicates import Proposed, Row, Who, holds_for, holds_in_store
from ntb_awards.who import (
	has_submitted_own_sheet,
	is_approved,
	is_assessor,
	is_auditor,
	is_filled_in_by_the_app,
	is_handed_in,
	is_nominating_unit,
	is_put_to_the_recommender,
	is_recused_from_it,
	is_staff,
	is_submitted,
	is_the_assessor,
	is_the_employee,
	is_the_owner,
	its_employee_files,
	its_unit_files,
	judges_its_category,
	nobody,
	of_any_member,
	of_its_nomination,
	recommends_its_category,
	verifies_its_season,
	was_submitted,
	works_in_its_unit,
	works_with_the_employee,
)

LOOKING = {"read", "select", "print", "email", "report", "export"}
# Fields that decide whose a document is.
ANCHORS = ("nomination", "employee")


# The rules


@dataclass(frozen=True)
class Rules:
	"""Who may look at a document, change it, and bring it into being (as it is about to be stored)."""

	look: Who
	change: Who = is_staff
	create: Who = is_staff


sees_everything = is_staff | is_auditor
judges_it = is_assessor & is_handed_in & judges_its_category
nominates_it = is_nominating_unit & works_in_its_unit
files_own = is_the_employee & its_employee_files
fills_it_in = nominates_it & its_unit_files | files_own
# Nobody recommends himself.
recommends_it = recommends_its_category & is_put_to_the_recommender & ~is_the_employee
is_about_me = of_its_nomination(is_the_employee)
# What the records or a test say: no assessor's judgement, so nobody has to judge first to see it.
is_recorded_for_the_panel = (
	is_assessor & judges_its_category & is_submitted & is_filled_in_by_the_app & ~is_recused_from_it
)

RULES: dict[str, Rules] = {
	"Nomination": Rules(
		look=sees_everything | judges_it | nominates_it | is_the_employee | recommends_it,
		change=is_staff | fills_it_in,
		create=is_staff | is_nominating_unit & works_with_the_employee & its_unit_files | files_own,
	),
	"Supporting Document": Rules(
		look=sees_everything | of_its_nomination(judges_it | nominates_it | is_the_employee | recommends_it),
		change=is_staff | of_its_nomination(fills_it_in),
		create=is_staff | of_its_nomination(fills_it_in),
	),
	"Feedback Contributor": Rules(look=sees_everything),
	"Feedback Request": Rules(
		look=sees_everything & ~is_about_me,
		change=is_staff & ~is_about_me,
		create=is_staff & ~is_about_me,
	),
	# Contributors reach their own answers through their page alone (gateway/feedback_answers.py).
	"Assessment 360": Rules(
		look=verifies_its_season & was_submitted & ~is_about_me & ~is_recused_from_it,
		change=nobody,
		create=nobody,
	),
	"Feedback Disclosure": Rules(look=sees_everything & ~is_about_me, change=nobody, create=nobody),
	"Stage Score": Rules(
		look=(
			sees_everything
			| is_assessor & (is_the_assessor | judges_its_category & is_submitted & has_submitted_own_sheet)
			| is_recorded_for_the_panel
		)
		& ~is_about_me,
		change=(is_staff | is_assessor & is_the_assessor) & ~is_about_me,
		create=(is_staff | is_assessor & is_the_assessor & of_its_nomination(judges_it)) & ~is_about_me,
	),
	"Conflict Declaration": Rules(
		look=sees_everything | is_assessor & is_the_assessor,
		create=is_staff | is_assessor & is_the_assessor & of_its_nomination(judges_it),
	),
	"Field Observation": Rules(
		look=sees_everything | of_its_nomination(judges_it),
		change=is_staff | is_the_owner & of_its_nomination(judges_it),
		create=is_staff | of_its_nomination(judges_it),
	),
	"Result Import": Rules(look=sees_everything),
	"Discussion Group": Rules(look=sees_everything | of_any_member(judges_it)),
	"Track Record": Rules(
		look=(sees_everything | is_submitted & of_its_nomination(judges_it) & ~is_recused_from_it)
		& ~is_about_me,
		change=is_staff & ~is_about_me,
		create=is_staff & ~is_about_me,
	),
	"Public Response": Rules(look=sees_everything | of_its_nomination(judges_it) & is_approved),
	"Personal Extension": Rules(
		look=sees_everything | is_the_employee | is_nominating_unit & works_with_the_employee,
		change=nobody,
	),
	"Plenary Minutes": Rules(look=sees_everything | is_assessor & is_submitted & judges_its_category),
	"Award Grant": Rules(look=sees_everything | is_submitted & is_the_employee),
	"Season Dossier": Rules(look=sees_everything),
	"Performance Rating": Rules(look=sees_everything | is_the_employee),
	"Earlier Award": Rules(look=sees_everything | is_the_employee),
	"Disciplinary Record": Rules(look=sees_everything),
}
# Tables that stand inside the documents above: seen where their document is seen.
CHILDREN: dict[str, tuple[str, ...]] = {
	"Eligibility Result": ("Nomination",),
	"Stage Result": ("Nomination",),
	"Criterion Score": ("Stage Score",),
	"Discussion Group Member": ("Discussion Group",),
	"Minutes Decision": ("Plenary Minutes",),
	"Minutes Signatory": ("Plenary Minutes",),
	"Grant Reward": ("Award Grant",),
}


# The doors


def visible(doctype: str, user: str | None = None, table: Row = None) -> Criterion | None:
	"""The condition on `table` (default: the DocType's own) that leaves what the user may see; None: all."""
	user, table = user or frappe.session.user, table or DocType(doctype)
	answer = user == "Administrator" or RULES[doctype].look.ask(user, table)
	return answer if isinstance(answer, Criterion) else None if answer else table.name.isnull()


def visible_nominations(user: str | None = None, table: Row = None) -> Criterion | None:
	"""Nominations the user may see, for lists, reports and exports alike; None: all."""
	return visible("Nomination", user, table)


def may_see_scores_of_others(user: str, nomination: str, stage: str) -> bool:
	"""Whether the user may see other assessors' sheets for this nomination (name) at this stage (code)."""
	who = (sees_everything | is_assessor & has_submitted_own_sheet) & ~is_about_me
	return user == "Administrator" or holds_for(
		who, user, Proposed({"nomination": nomination, "stage": stage})
	)


def may_file(user: str, season: str, employee: str) -> bool:
	"""Whether the user may begin a nomination of this employee (name) in this season (name)."""
	proposed = Proposed({"season": season, "employee": employee})
	return user == "Administrator" or holds_for(RULES["Nomination"].create, user, proposed)


def may_recommend(user: str, nomination: str) -> bool:
	"""Whether the user is named to recommend this nomination (name) and has been asked to."""
	return holds_in_store(recommends_it, user, frappe._dict(doctype="Nomination", name=nomination))


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Hook permission_query_conditions of every DocType in RULES and CHILDREN: SQL, empty for no limit."""
	condition = _visible_children(doctype, user) if doctype in CHILDREN else visible(doctype, user)
	return _sql(condition) if condition else ""


def _visible_children(doctype: str, user: str | None) -> Criterion | None:
	child = DocType(doctype)
	conditions = [_inside(child, parent, visible(parent, user)) for parent in CHILDREN[doctype]]
	return Criterion.any(conditions) if any(conditions) else None


def _inside(child: Row, parent: str, condition: Criterion | None) -> Criterion:
	table = DocType(parent)
	seen = frappe.qb.from_(table).select(table.name).where(condition or table.name.isnotnull())
	return (child.parenttype == parent) & child.parent.isin(seen)


def file_conditions(user: str | None = None) -> str:
	"""Hook permission_query_conditions of File: files of our documents are listed where these are seen.

	Opening a file asks its document anyway; a list would show the names of files, and so of nominees.
	"""
	file, user = DocType("File"), user or frappe.session.user
	limited = {doctype: condition for doctype in RULES if (condition := visible(doctype, user))}
	if not limited:
		return ""
	others = file.attached_to_doctype.isnull() | file.attached_to_doctype.notin(list(limited))
	seen = [_attached(file, doctype, condition) for doctype, condition in limited.items()]
	return _sql(Criterion.any([file.owner == user, others, *seen]))


def _attached(file: Row, doctype: str, condition: Criterion) -> Criterion:
	table = DocType(doctype)
	names = frappe.qb.from_(table).select(table.name).where(condition)
	return (file.attached_to_doctype == doctype) & file.attached_to_name.isin(names)


def _sql(condition: Criterion) -> str:
	return f"({condition.get_sql(quote_char='`', with_namespace=True)})"


def has_permission(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
	"""Hook has_permission of every DocType in RULES; always True or False."""
	user = user or frappe.session.user
	rules = RULES[doc.doctype]
	if user == "Administrator":
		return True
	if doc.is_new() or ptype == "create":
		return _may_create(rules, user, doc)
	if (ptype or "read") in LOOKING:
		return holds_in_store(rules.look, user, doc)
	return holds_in_store(rules.change, user, doc) and (not _moves(doc) or _may_create(rules, user, doc))


def _may_create(rules: Rules, user: str, doc: Document) -> bool:
	"""Judged on the document as it is about to be stored. An empty mandatory link is for Frappe to refuse."""
	if any(not doc.get(field) for field in _anchors(doc)):
		return True
	return holds_for(rules.create, user, Proposed(doc))


def _moves(doc: Document) -> bool:
	"""Whether saving the document would hand it to somebody else."""
	anchors = _anchors(doc)
	stored = frappe.db.get_value(doc.doctype, doc.name, anchors, as_dict=True) if anchors else None
	return bool(stored) and any(stored[field] != doc.get(field) for field in anchors)


def _anchors(doc: Document) -> list[str]:
	return [field for field in ANCHORS if doc.meta.has_field(field)]
