"""Schemes between their JSON file, their documents and the engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway import scheme_rows as rows
from ntb_awards.gateway.scheme_gaps import all_problems, filled, refuse_all
from ntb_awards.selection.checks import require_sound
from ntb_awards.selection.messages import Problem, SelectionError
from ntb_awards.selection.scheme import SHEET_KINDS, Scheme, parse_scheme, shipped_schemes

SCHEME = "Award Scheme"
CATEGORY = "Award Category"
INSTRUMENT = "Assessment Instrument"
CONTRIBUTOR_RULE = "Contributor Rule"
# Deleted in this order: each refers to the ones behind it.
PARTS = (CATEGORY, CONTRIBUTOR_RULE, INSTRUMENT)


def scheme_name(code: str, version: int) -> str:
	return f"{code}-v{version}"


# ── documents → engine ────────────────────────────────────────────────────────────────────────────────


def load_scheme(name: str) -> Scheme:
	"""The scheme as the engine knows it, from its documents; kept for the rest of the request.

	Raises ValidationError with everything that keeps the documents from being a scheme.
	"""
	cache = _cache()
	if name not in cache:
		try:
			cache[name] = parse_scheme(scheme_data(name))
		except SelectionError:
			refuse_all(all_problems(scheme_data(name)), _("Scheme {0} is not complete").format(name))
	return cache[name]


def forget_schemes() -> None:
	"""To be called by every document that is part of a scheme, when it changes."""
	frappe.local.ntb_awards_schemes = {}


def _cache() -> dict[str, Scheme]:
	if not hasattr(frappe.local, "ntb_awards_schemes"):
		forget_schemes()
	return frappe.local.ntb_awards_schemes


def scheme_data(name: str) -> dict[str, Any]:
	"""The documents of a scheme as the engine's dictionary, checked by nobody yet. Constant query count."""
	doc = frappe.get_doc(SCHEME, name)
	instruments = _parts(name, INSTRUMENT)
	contributor_rules = _parts(name, CONTRIBUTOR_RULE)
	data = rows.to_engine(rows.SCHEME, doc.as_dict())
	for field, (_doctype, fields) in rows.SCHEME_TABLES.items():
		data[field] = [rows.to_engine(fields, row.as_dict()) for row in doc.get(field)]
	_link_by_code(data["stages"], "instrument", instruments)
	data["bonuses"] = [_with_human_condition(bonus) for bonus in data["bonuses"]]
	data["categories"] = [rows.to_engine(rows.CATEGORY, part) for part in _parts(name, CATEGORY)]
	_link_by_code(data["categories"], "contributor_rule", contributor_rules)
	data["instruments"] = _with_tables(instruments, rows.INSTRUMENT, rows.INSTRUMENT_TABLES)
	data["contributor_rules"] = _with_tables(
		contributor_rules, rows.CONTRIBUTOR_RULE, rows.CONTRIBUTOR_TABLES
	)
	return data


def _parts(scheme: str, doctype: str) -> list[frappe._dict]:
	order = "sequence asc, idx asc, creation asc" if doctype == CATEGORY else "idx asc, creation asc"
	return frappe.get_all(doctype, filters={"scheme": scheme}, fields=["*"], order_by=order)


def _with_tables(
	parts: list[frappe._dict], fields: rows.Fields, tables: dict[str, tuple[str, rows.Fields]]
) -> list[dict[str, Any]]:
	children = {field: _children(parts, doctype) for field, (doctype, _fields) in tables.items()}
	records = []
	for part in parts:
		record = rows.to_engine(fields, part)
		for field, (_doctype, child_fields) in tables.items():
			record[field] = [_child_record(field, child_fields, row) for row in children[field][part.name]]
		records.append(record)
	return records


def _child_record(field: str, fields: rows.Fields, row: frappe._dict) -> dict[str, Any]:
	return rows.criterion_to_engine(row) if field == "criteria" else rows.to_engine(fields, row)


def _children(parts: list[frappe._dict], doctype: str) -> dict[str, list[frappe._dict]]:
	"""The child rows of all parts by parent, in one query."""
	grouped: dict[str, list[frappe._dict]] = defaultdict(list)
	names = [part.name for part in parts]
	filters = {"parent": ["in", names], "parenttype": ["in", PARTS]}
	for row in frappe.get_all(doctype, filters=filters, fields=["*"], order_by="idx asc") if names else ():
		grouped[row.parent].append(row)
	return grouped


def _link_by_code(records: list[dict[str, Any]], field: str, parts: list[frappe._dict]) -> None:
	"""A link to a document becomes the code of that part."""
	codes = {part.name: part.code for part in parts}
	for record in records:
		record[field] = codes.get(record[field], record[field])


def _with_human_condition(bonus: dict[str, Any]) -> dict[str, Any]:
	"""A bonus without a condition is granted by people."""
	condition = bonus["condition"] or {"test": "human", "question": bonus["title"]}
	return bonus | {"condition": condition}


# ── engine → documents ────────────────────────────────────────────────────────────────────────────────


def import_scheme(data: dict[str, Any]) -> str:
	"""Store a scheme as documents, in Draft, and return its name.

	Raises ValidationError, with nothing stored, if a field does not fit, the scheme is not sound (every
	problem is listed), this version is already there, or the documents cannot hold what the file says.
	"""
	scheme = _parsed(data)
	name = scheme_name(scheme.code, scheme.version)
	if frappe.db.exists(SCHEME, name):
		message = _("Version {0} of scheme {1} is already here. Give the file a higher version number")
		frappe.throw(message.format(scheme.version, scheme.code))
	with all_or_nothing():
		_insert_documents(name, as_data(scheme))
		forget_schemes()
		_require_stored(name, scheme)
	return name


def _parsed(data: dict[str, Any]) -> Scheme:
	try:
		scheme = parse_scheme(data)
		require_sound(scheme)
	except SelectionError as error:
		refuse_all(error.problems, _("This scheme cannot be imported"))
	return scheme


@contextmanager
def all_or_nothing() -> Iterator[None]:
	"""Undo every write of the block if it fails."""
	frappe.db.savepoint("ntb_awards_scheme")
	try:
		yield
	except Exception:
		frappe.db.rollback(save_point="ntb_awards_scheme")
		forget_schemes()
		raise


def _insert_documents(name: str, data: dict[str, Any]) -> None:
	doc = frappe.get_doc({"doctype": SCHEME, **rows.to_row(SCHEME, rows.SCHEME, data)})
	for field, (doctype, fields) in rows.SCHEME_TABLES.items():
		for record in data[field]:
			row = rows.to_row(doctype, fields, record)
			if row.get("instrument"):
				row["instrument"] = f"{name}-{row['instrument']}"
			doc.append(field, row)
	insert_before_its_parts(doc)
	_insert_parts(name, INSTRUMENT, rows.INSTRUMENT, rows.INSTRUMENT_TABLES, data["instruments"])
	_insert_parts(
		name, CONTRIBUTOR_RULE, rows.CONTRIBUTOR_RULE, rows.CONTRIBUTOR_TABLES, data["contributor_rules"]
	)
	_insert_parts(name, CATEGORY, rows.CATEGORY, {}, data["categories"])


def insert_before_its_parts(doc: Any) -> None:
	"""Insert a scheme whose stages name instruments that are inserted right after it."""
	doc.flags.ignore_links = True
	doc.flags.parts_follow = True
	doc.insert(ignore_permissions=True)


def _insert_parts(
	scheme: str,
	doctype: str,
	fields: rows.Fields,
	tables: dict[str, tuple[str, rows.Fields]],
	records: list[dict[str, Any]],
) -> None:
	for position, record in enumerate(records, 1):
		doc = frappe.get_doc({"doctype": doctype, "scheme": scheme, **rows.to_row(doctype, fields, record)})
		doc.idx = position
		if doctype == CATEGORY:
			doc.sequence = position
			doc.contributor_rule = f"{scheme}-{doc.contributor_rule}" if doc.contributor_rule else None
		for field, (child, child_fields) in tables.items():
			for row in record[field]:
				is_criterion = field == "criteria"
				doc.append(
					field,
					rows.criterion_to_row(row) if is_criterion else rows.to_row(child, child_fields, row),
				)
		doc.insert(ignore_permissions=True)


def _require_stored(name: str, scheme: Scheme) -> None:
	"""What was stored must read back as what was given: more than nine decimals, for one, would not."""
	stored, given = load_scheme(name).model_dump(), scheme.model_dump()
	lost = [field for field in given if stored[field] != given[field]]
	if lost:
		frappe.throw(
			_("These parts cannot be stored exactly: {0}. Use at most six decimals").format(", ".join(lost)),
			title=_("This scheme cannot be imported"),
		)


def import_shipped_schemes() -> list[str]:
	"""Import the schemes that come with the app; those already here are left alone. Returns the new names."""
	imported = []
	for path in shipped_schemes():
		data = frappe.parse_json(path.read_text(encoding="utf-8"))
		if not frappe.db.exists(SCHEME, scheme_name(data["code"], data["version"])):
			imported.append(import_scheme(data))
	return imported


# ── engine → file ─────────────────────────────────────────────────────────────────────────────────────


def export_scheme(name: str) -> dict[str, Any]:
	"""The scheme as its JSON file says it: what is empty or does not apply is left out."""
	data = as_data(load_scheme(name))
	for stage in data["stages"]:
		_leave_out_what_does_not_apply(stage)
	return {field: _without_empty(value) for field, value in data.items()}


def as_data(scheme: Scheme) -> dict[str, Any]:
	"""The scheme as plain data, its conditions as short as people write them."""
	data = scheme.model_dump(mode="json")
	pairs = [*zip(scheme.eligibility_rules, data["eligibility_rules"], strict=True)]
	pairs += zip(scheme.bonuses, data["bonuses"], strict=True)
	for instrument, record in zip(scheme.instruments, data["instruments"], strict=True):
		pairs += zip(instrument.variants, record["variants"], strict=True)
	for part, record in pairs:
		record["condition"] = part.condition.model_dump(mode="json", exclude_defaults=True)
	return data


def _leave_out_what_does_not_apply(stage: dict[str, Any]) -> None:
	if stage["min_assessors"] == 1 and stage["kind"] not in SHEET_KINDS:
		del stage["min_assessors"]
	if stage["advancement_scope"] == "stage" and stage["advancement"] not in ("top_n", "threshold"):
		del stage["advancement_scope"]
	if not stage["blind"]:
		del stage["blind"]


def _without_empty(value: Any) -> Any:
	if isinstance(value, list):
		return [_without_empty(item) for item in value]
	if isinstance(value, dict):
		return {key: _without_empty(item) for key, item in value.items() if item not in (None, "", [])}
	return value


def scheme_problems(name: str) -> list[Problem]:
	"""Everything that keeps the scheme from being used; empty if it is sound."""
	return all_problems(scheme_data(name))


def tolerant_scheme(name: str) -> Scheme | None:
	"""The scheme with its gaps filled, for counting and showing; None if not even that can be read."""
	try:
		return parse_scheme(filled(scheme_data(name))[0])
	except SelectionError:
		return None
