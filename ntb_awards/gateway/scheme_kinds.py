"""The kinds of values in a scheme: how each stands in the desk and how in the engine, read both ways.

Desk rows hold labels ("Feedback 360"), comma separated codes, floats and 0 for "not given"; the engine
holds codes ("feedback_360"), lists, decimals as text and None.
"""

from __future__ import annotations

import json
from collections.abc import Callable
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


def split_lines(text: str | None) -> list[str]:
	"""Names, one a line: they may hold commas themselves."""
	return [name.strip() for name in (text or "").splitlines() if name.strip()]


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
LINES = Kind(split_lines, "\n".join)
JSON = Kind(read_json, write_json)
DAY = Kind(lambda value: str(value) if value else None, lambda value: value)
CHOICE = label()

Fields = dict[str, Kind]
