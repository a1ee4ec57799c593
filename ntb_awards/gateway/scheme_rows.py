"""How a part of a scheme stands in the desk and how in the engine: rows read and written by their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import frappe

from ntb_awards.gateway.scheme_fields import INSTRUMENT_TABLES, PANEL, PANEL_ELEMENT, PANEL_PREFIX
from ntb_awards.gateway.scheme_kinds import Fields, read_json, to_code, to_label, write_json


def to_engine(fields: Fields, row: Mapping[str, Any]) -> dict[str, Any]:
	"""A desk row as the engine's dictionary."""
	return {name: kind.read(row.get(name)) for name, kind in fields.items()}


def to_row(doctype: str, fields: Fields, record: Mapping[str, Any]) -> dict[str, Any]:
	"""An engine dictionary as a desk row; what the record lacks is left to the DocType's defaults."""
	row = {name: kind.write(record[name]) for name, kind in fields.items() if record.get(name) is not None}
	selects = {field.fieldname for field in frappe.get_meta(doctype).get("fields", {"fieldtype": "Select"})}
	return {name: to_label(doctype, name, value) if name in selects else value for name, value in row.items()}


def criterion_to_engine(row: Mapping[str, Any]) -> dict[str, Any]:
	"""A criterion with its suggestion, which the desk keeps in three fields of the same row.

	A weight of 0 means "none", or for a weight left to the panel "not yet set".
	"""
	record = to_engine(INSTRUMENT_TABLES["criteria"][1], row)
	if record["set_by_panel"]:
		record["weight"] = record["weight"] or "0"
	if source := row.get("suggest_source"):
		record["suggestion"] = {
			"source": to_code(source),
			"table": read_json(row.get("suggest_table")) or {},
			"basis": row.get("suggest_basis") or "",
		}
	return record


def criterion_to_row(record: Mapping[str, Any]) -> dict[str, Any]:
	doctype, fields = INSTRUMENT_TABLES["criteria"]
	suggestion = record.get("suggestion") or {}
	return to_row(doctype, fields, record) | {
		"suggest_source": to_label(doctype, "suggest_source", suggestion.get("source")),
		"suggest_table": write_json(suggestion.get("table")),
		"suggest_basis": suggestion.get("basis", ""),
	}


def panel_to_engine(doc: Mapping[str, Any], elements: list[Mapping[str, Any]]) -> dict[str, Any] | None:
	"""The rule of the panel from the scheme's own fields; None if nothing of it is filled in."""
	row = {name: doc.get(f"{PANEL_PREFIX}{name}") for name in PANEL}
	if not elements and not any(row.values()):
		return None
	return to_engine(PANEL, row) | {"elements": [to_engine(PANEL_ELEMENT, element) for element in elements]}


def panel_to_row(doctype: str, panel: Mapping[str, Any] | None) -> dict[str, Any]:
	"""The scheme's fields, and the rows of its table of elements, for a rule of the panel."""
	if panel is None:
		return {}
	fields = {f"{PANEL_PREFIX}{name}": kind for name, kind in PANEL.items()}
	record = {f"{PANEL_PREFIX}{name}": value for name, value in panel.items()}
	elements = [to_row("Scheme Panel Element", PANEL_ELEMENT, row) for row in panel.get("elements", ())]
	return to_row(doctype, fields, record) | {f"{PANEL_PREFIX}elements": elements}
