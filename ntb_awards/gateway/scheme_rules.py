"""What a scheme and its parts keep to on every save: readable codes and conditions, and frozen in use."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from pydantic import TypeAdapter, ValidationError

from ntb_awards.gateway.problems import throw_all
from ntb_awards.gateway.scheme_kinds import read_json, split_codes
from ntb_awards.gateway.schemes import SCHEME
from ntb_awards.selection.conditions import AnyCondition

if TYPE_CHECKING:
	from frappe.model.document import Document

DRAFT = "Draft"
CODE = re.compile(r"^[a-z][a-z0-9_]{0,59}$")
CONDITION: TypeAdapter[Any] = TypeAdapter(AnyCondition)
# Fields that hold the code of something, or several codes.
CODE_FIELDS = (
	*("code", "stage", "decided_with", "weight_group", "variant", "criterion"),
	*("recommender", "group", "proposes_to"),
)
CODES_FIELDS = ("categories", "except_categories", "through", "evidence")
# Fields of a scheme that the program writes while the scheme is in use.
KEPT_BY_PROGRAM = ("status", "workflow")


def require_readable(doc: Document) -> None:
	"""Refuse codes, conditions and numbers that can never be right, all at once, each with its row."""
	problems = list(_field_problems(doc, ""))
	for table in doc.meta.get_table_fields():
		for row in doc.get(table.fieldname):
			place = _("{0}, row {1}").format(_(table.label), row.idx)
			problems += _field_problems(row, f"{place} › ")
	throw_all(problems, _("Please correct"))


def _field_problems(doc: Document, place: str) -> Iterator[str]:
	for field in doc.meta.fields:
		value = doc.get(field.fieldname)
		problem = _problem_of(field, value) if value not in (None, "") else None
		if problem:
			yield f"{place}{_(field.label)}: {problem}"


def _problem_of(field: Any, value: Any) -> str | None:
	if field.fieldtype == "Code":
		return _json_problem(field.fieldname, value)
	if field.fieldtype == "Float" and not math.isfinite(float(value)):
		return _("{0} is not a number. Enter one").format(value)
	if field.fieldname in CODES_FIELDS and field.fieldtype == "Small Text":
		return next(filter(None, map(_code_problem, split_codes(value))), None)
	if field.fieldname in CODE_FIELDS and field.fieldtype == "Data":
		return _code_problem(value)
	return None


def require_code(value: str) -> None:
	"""Refuse what cannot be the code of a scheme."""
	if problem := _code_problem(value):
		frappe.throw(f"{_('Code')}: {problem}")


def _code_problem(value: str) -> str | None:
	if CODE.match(value):
		return None
	return _("'{0}' is not a code. Use small letters, digits and _, beginning with a letter").format(value)


def _json_problem(fieldname: str, value: str) -> str | None:
	try:
		data = read_json(value)
	except ValueError as error:
		return _("this is not valid JSON ({0})").format(error)
	if fieldname == "suggest_table":
		return _table_problem(data)
	try:
		CONDITION.validate_json(json.dumps(data))
	except ValidationError as error:
		return _("this is not a condition: {0}").format(
			"; ".join(map(_finding, error.errors(include_url=False)))
		)
	return None


def _table_problem(data: Any) -> str | None:
	if not isinstance(data, dict):
		return _("write pairs of fact and score, for example {0}").format('{"S1": "80"}')
	for fact, score in data.items():
		if not re.match(r"^\d+(\.\d+)?$", str(score)):
			return _("the score of '{0}' is not a number").format(fact)
	return None


def _finding(found: Any) -> str:
	place = ".".join(str(part) for part in found["loc"])
	return f"{place}: {found['msg']}" if place else found["msg"]


def require_of_scheme(
	doc: Document, scheme: str | None, fieldname: str, doctype: str, place: str = ""
) -> None:
	"""Refuse a link to a part of another scheme."""
	name = doc.get(fieldname)
	if not name or frappe.flags.in_migrate:
		return
	if frappe.db.get_value(doctype, name, "scheme") != scheme:
		frappe.throw(
			_("{0}{1} belongs to another scheme. Choose one of {2}, or make a copy there").format(
				f"{place}: " if place else "", name, scheme
			)
		)


# ── frozen in use ─────────────────────────────────────────────────────────────────────────────────────


def refuse_if_frozen(scheme: str) -> None:
	"""Parts of a scheme may be added, changed and deleted only while the scheme is a draft."""
	if frappe.db.get_value(SCHEME, scheme, "status") != DRAFT:
		throw_frozen(scheme)


def throw_frozen(scheme: str, fields: list[str] | None = None) -> None:
	message = _("Scheme {0} is in use and cannot be changed. Make a new version and change that one").format(
		scheme
	)
	if fields:
		message += " (" + ", ".join(fields) + ")"
	frappe.throw(message, title=_("Frozen Scheme"))


def changed_rules(doc: Document) -> list[str]:
	"""The labels of the fields and tables that differ from what is stored, apart from the program's own."""
	before = doc.get_doc_before_save()
	fields = [field for field in doc.meta.fields if field.fieldname not in KEPT_BY_PROGRAM]
	return [_(field.label) for field in fields if _differs(field, before, doc)]


def _differs(field: Any, before: Document, after: Document) -> bool:
	if field.fieldtype in ("Table", "Table MultiSelect"):
		return _table_values(before.get(field.fieldname)) != _table_values(after.get(field.fieldname))
	if field.fieldname not in before.meta.get_valid_columns():
		return False
	return _plain(before).get(field.fieldname) != _plain(after).get(field.fieldname)


def _table_values(table: list[Document]) -> list[dict[str, Any]]:
	return [_plain(row) for row in table]


def _plain(doc: Document) -> dict[str, Any]:
	"""The values of a document's own fields, typed alike whether they come from a form or the database."""
	values = doc.get_valid_dict(sanitize=False, convert_dates_to_str=True)
	own = {field.fieldname for field in doc.meta.fields}
	return {name: value or None for name, value in values.items() if name in own}
