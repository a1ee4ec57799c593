"""How a part of a scheme stands in the desk and how in the engine: one table of fields, read both ways.

Desk rows hold labels ("Feedback 360"), comma separated codes, floats and 0 for "not given"; the engine
holds codes ("feedback_360"), lists, decimals as text and None.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import frappe

from ntb_awards.selection.numbers import decimal_text


@dataclass(frozen=True)
class Kind:
	"""A kind of value: from the desk to the engine and back."""

	read: Callable[[Any], Any]
	write: Callable[[Any], Any]


def to_code(label: str | None) -> str:
	"""The engine's code of a select label: "Feedback 360" becomes "feedback_360"."""
	return (label or "").strip().lower().replace(" ", "_")


def to_label(doctype: str, fieldname: str, code: str | None) -> str:
	"""The select label of an engine code, spelled as the DocType's options spell it."""
	options = (frappe.get_meta(doctype).get_field(fieldname).options or "").split("\n")
	return next((option for option in options if to_code(option) == (code or "")), code or "")


def split_codes(text: str | None) -> list[str]:
	return [code.strip() for code in (text or "").replace("\n", ",").split(",") if code.strip()]


def read_json(text: Any) -> Any:
	"""JSON text as data; None if empty. Raises ValueError if it is not JSON."""
	return json.loads(text) if isinstance(text, str) and text.strip() else text or None


def write_json(value: Any) -> str:
	return json.dumps(value, ensure_ascii=False, indent=1) if value is not None else ""


def read_number(value: Any) -> str:
	return decimal_text(Decimal(str(value or 0)))


def label(default: str | None = None) -> Kind:
	"""A select; its write side is `to_label`, which needs to know the field."""
	return Kind(lambda value: to_code(value) or default, lambda value: value)


TEXT = Kind(lambda value: value or "", lambda value: value)
OPTIONAL = Kind(lambda value: value or None, lambda value: value or "")
NUMBER = Kind(read_number, float)
OPTIONAL_NUMBER = Kind(lambda value: read_number(value) if value else None, lambda value: float(value or 0))
INTEGER = Kind(lambda value: int(value or 0), int)
OPTIONAL_INTEGER = Kind(lambda value: int(value) if value else None, lambda value: int(value or 0))
AT_LEAST_ONE = Kind(lambda value: int(value or 1), int)
FLAG = Kind(bool, int)
CODES = Kind(split_codes, ", ".join)
JSON = Kind(read_json, write_json)
DAY = Kind(lambda value: str(value) if value else None, lambda value: value)
CHOICE = label()

Fields = dict[str, Kind]

SCHEME: Fields = {
	"code": TEXT,
	"version": INTEGER,
	"title": TEXT,
	"authority": TEXT,
	"source_document": TEXT,
	"year": INTEGER,
	"description": TEXT,
	"places": INTEGER,
	"places_basis": TEXT,
	"winners": INTEGER,
	"winners_basis": TEXT,
	"reference_date_basis": TEXT,
	"tie_basis": TEXT,
}

# The child tables of a scheme whose field name is the engine's own.
SCHEME_TABLES: dict[str, tuple[str, Fields]] = {
	"weight_groups": (
		"Scheme Weight Group",
		{"code": TEXT, "title": TEXT, "weight": NUMBER, "basis": TEXT},
	),
	"stages": (
		"Scheme Stage",
		{
			"code": TEXT,
			"title": TEXT,
			"kind": CHOICE,
			"instrument": OPTIONAL,
			"weight": NUMBER,
			"weight_group": OPTIONAL,
			"weight_basis": TEXT,
			"aggregation": label("mean"),
			"aggregation_basis": TEXT,
			"min_assessors": AT_LEAST_ONE,
			"decided_with": OPTIONAL,
			"advancement": label("plenary"),
			"advancement_n": OPTIONAL_INTEGER,
			"advancement_value": OPTIONAL_NUMBER,
			"advancement_scope": label("stage"),
			"advancement_basis": TEXT,
			"blind": FLAG,
			"basis": TEXT,
		},
	),
	"eligibility_rules": (
		"Eligibility Rule",
		{
			"code": TEXT,
			"title": TEXT,
			"section": TEXT,
			"categories": CODES,
			"condition": JSON,
			"basis": TEXT,
		},
	),
	"document_requirements": (
		"Document Requirement",
		{
			"code": TEXT,
			"title": TEXT,
			"requirement": label("required"),
			"categories": CODES,
			"except_categories": CODES,
			"stage": OPTIONAL,
			"kind": label("file"),
			"max_minutes": OPTIONAL_NUMBER,
			"recent_years": OPTIONAL_INTEGER,
			"template_url": TEXT,
			"basis": TEXT,
		},
	),
	"tie_steps": ("Tie Rule Step", {"stage": TEXT, "basis": TEXT}),
	"bonuses": (
		"Award Bonus",
		{"code": TEXT, "title": TEXT, "points": NUMBER, "condition": JSON, "basis": TEXT},
	),
	"activities": (
		"Scheme Activity",
		{
			"number": INTEGER,
			"title": TEXT,
			"kind": CHOICE,
			"stage": OPTIONAL,
			"starts_on": DAY,
			"ends_on": DAY,
			"basis": TEXT,
		},
	),
}

CATEGORY: Fields = {
	"code": TEXT,
	"title": TEXT,
	"recommender": TEXT,
	"recommender_title": TEXT,
	"contributor_rule": OPTIONAL,
	"description": TEXT,
	"basis": TEXT,
}
INSTRUMENT: Fields = {"code": TEXT, "title": TEXT, "method": label("weighted"), "basis": TEXT}
CONTRIBUTOR_RULE: Fields = {
	"code": TEXT,
	"title": TEXT,
	"minimum_contributors": INTEGER,
	"min_group_size": INTEGER,
	"min_group_basis": TEXT,
	"basis": TEXT,
}
INSTRUMENT_TABLES: dict[str, tuple[str, Fields]] = {
	"variants": ("Instrument Variant", {"code": TEXT, "title": TEXT, "condition": JSON, "basis": TEXT}),
	"criteria": (
		"Instrument Criterion",
		{
			"code": TEXT,
			"title": TEXT,
			"component": TEXT,
			"variant": OPTIONAL,
			"weight": OPTIONAL_NUMBER,
			"minimum": NUMBER,
			"maximum": NUMBER,
			"description": TEXT,
			"basis": TEXT,
			"weight_basis": TEXT,
			"range_basis": TEXT,
		},
	),
	"levels": (
		"Rubric Level",
		{"criterion": TEXT, "value": NUMBER, "label": TEXT, "description": TEXT, "basis": TEXT},
	),
}
CONTRIBUTOR_TABLES: dict[str, tuple[str, Fields]] = {
	"relations": (
		"Contributor Relation",
		{
			"relation": CHOICE,
			"min_count": INTEGER,
			"max_count": OPTIONAL_INTEGER,
			"weight": NUMBER,
			"weight_basis": TEXT,
			"basis": TEXT,
		},
	),
}


def to_engine(fields: Fields, row: Mapping[str, Any]) -> dict[str, Any]:
	"""A desk row as the engine's dictionary."""
	return {name: kind.read(row.get(name)) for name, kind in fields.items()}


def to_row(doctype: str, fields: Fields, record: Mapping[str, Any]) -> dict[str, Any]:
	"""An engine dictionary as a desk row; what the record lacks is left to the DocType's defaults."""
	row = {name: kind.write(record[name]) for name, kind in fields.items() if record.get(name) is not None}
	selects = {field.fieldname for field in frappe.get_meta(doctype).get("fields", {"fieldtype": "Select"})}
	return {name: to_label(doctype, name, value) if name in selects else value for name, value in row.items()}


def criterion_to_engine(row: Mapping[str, Any]) -> dict[str, Any]:
	"""A criterion with its suggestion, which the desk keeps in three fields of the same row."""
	record = to_engine(INSTRUMENT_TABLES["criteria"][1], row)
	if source := row.get("suggest_source"):
		record["suggestion"] = {
			"source": source,
			"table": read_json(row.get("suggest_table")) or {},
			"basis": row.get("suggest_basis") or "",
		}
	return record


def criterion_to_row(record: Mapping[str, Any]) -> dict[str, Any]:
	doctype, fields = INSTRUMENT_TABLES["criteria"]
	suggestion = record.get("suggestion") or {}
	return to_row(doctype, fields, record) | {
		"suggest_source": suggestion.get("source", ""),
		"suggest_table": write_json(suggestion.get("table")),
		"suggest_basis": suggestion.get("basis", ""),
	}
