"""The documents of a scheme, read into the dictionary that the engine parses."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import frappe

from ntb_awards.gateway import scheme_fields as parts
from ntb_awards.gateway import scheme_rows as rows
from ntb_awards.gateway.scheme_kinds import Fields

SCHEME = "Award Scheme"
CATEGORY = "Award Category"
INSTRUMENT = "Assessment Instrument"
CONTRIBUTOR_RULE = "Contributor Rule"
# Deleted in this order: each refers to the ones behind it.
PARTS = (CATEGORY, CONTRIBUTOR_RULE, INSTRUMENT)


def scheme_data(name: str) -> dict[str, Any]:
	"""The documents of a scheme as the engine's dictionary, checked by nobody yet. Constant query count."""
	doc = frappe.get_doc(SCHEME, name)
	instruments = _parts(name, INSTRUMENT)
	contributor_rules = _parts(name, CONTRIBUTOR_RULE)
	data = rows.to_engine(parts.SCHEME, doc.as_dict())
	for field, (_doctype, fields) in parts.SCHEME_TABLES.items():
		data[field] = [rows.to_engine(fields, row.as_dict()) for row in doc.get(field)]
	for link in parts.INSTRUMENT_LINKS:
		_link_by_code(data["stages"], link, instruments)
	data["panel"] = rows.panel_to_engine(doc.as_dict(), [row.as_dict() for row in doc.panel_elements])
	data["bonuses"] = [_with_human_condition(bonus) for bonus in data["bonuses"]]
	data["categories"] = [rows.to_engine(parts.CATEGORY, part) for part in _parts(name, CATEGORY)]
	_link_by_code(data["categories"], "contributor_rule", contributor_rules)
	data["instruments"] = _with_tables(instruments, parts.INSTRUMENT, parts.INSTRUMENT_TABLES)
	data["contributor_rules"] = _with_tables(
		contributor_rules, parts.CONTRIBUTOR_RULE, parts.CONTRIBUTOR_TABLES
	)
	return data


def _parts(scheme: str, doctype: str) -> list[frappe._dict]:
	order = "sequence asc, idx asc, creation asc" if doctype == CATEGORY else "idx asc, creation asc"
	return frappe.get_all(doctype, filters={"scheme": scheme}, fields=["*"], order_by=order)


def _with_tables(
	documents: list[frappe._dict], fields: Fields, tables: dict[str, tuple[str, Fields]]
) -> list[dict[str, Any]]:
	children = {field: _children(documents, doctype) for field, (doctype, _fields) in tables.items()}
	records = []
	for part in documents:
		record = rows.to_engine(fields, part)
		for field, (_doctype, child_fields) in tables.items():
			record[field] = [_child_record(field, child_fields, row) for row in children[field][part.name]]
		records.append(record)
	return records


def _child_record(field: str, fields: Fields, row: frappe._dict) -> dict[str, Any]:
	return rows.criterion_to_engine(row) if field == "criteria" else rows.to_engine(fields, row)


def _children(documents: list[frappe._dict], doctype: str) -> dict[str, list[frappe._dict]]:
	"""The child rows of all parts by parent, in one query."""
	grouped: dict[str, list[frappe._dict]] = defaultdict(list)
	names = [part.name for part in documents]
	filters = {"parent": ["in", names], "parenttype": ["in", PARTS]}
	for row in frappe.get_all(doctype, filters=filters, fields=["*"], order_by="idx asc") if names else ():
		grouped[row.parent].append(row)
	return grouped


def _link_by_code(records: list[dict[str, Any]], field: str, documents: list[frappe._dict]) -> None:
	"""A link to a document becomes the code of that part."""
	codes = {part.name: part.code for part in documents}
	for record in records:
		record[field] = codes.get(record[field], record[field])


def _with_human_condition(bonus: dict[str, Any]) -> dict[str, Any]:
	"""A bonus without a condition is granted by people."""
	condition = bonus["condition"] or {"test": "human", "question": bonus["title"]}
	return bonus | {"condition": condition}
