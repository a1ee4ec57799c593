"""Where a path of the engine, such as `instruments.interview.criteria.clarity.weight`, stands in the desk."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import frappe

from ntb_awards.gateway.scheme_fields import PANEL_PREFIX
from ntb_awards.gateway.scheme_reading import CATEGORY, CONTRIBUTOR_RULE, INSTRUMENT, SCHEME

Data = dict[str, Any]
# The documents in which the parts of a scheme stand, by the first part of their path.
DOCTYPES = {"categories": CATEGORY, "instruments": INSTRUMENT, "contributor_rules": CONTRIBUTOR_RULE}
# The field of the scheme that lists those documents.
LIST_OF_PARTS = "categories_html"


@dataclass(frozen=True)
class Place:
	"""A field, a row (`row` counts from 1) or a table of a document; what is None is not known."""

	doctype: str
	name: str
	table: str | None = None
	row: int | None = None
	fieldname: str | None = None

	def as_dict(self) -> dict[str, Any]:
		return asdict(self)


def place_of(scheme: str, data: Data, path: str) -> Place:
	"""The place in the documents of `scheme` (name), which read as `data`, that a path speaks of."""
	head, *rest = path.split(".")
	if head in DOCTYPES:
		return _place_in_part(scheme, data, head, rest)
	if head == "panel":
		return _place_in(SCHEME, scheme, data.get("panel") or {}, rest, PANEL_PREFIX)
	return _place_in(SCHEME, scheme, data, [head, *rest])


def _place_in_part(scheme: str, data: Data, head: str, way: list[str]) -> Place:
	part = _item(data[head], way[0])[1] if way else None
	if part is None:
		return Place(SCHEME, scheme, fieldname=LIST_OF_PARTS)
	return _place_in(DOCTYPES[head], f"{scheme}-{part['code']}", part, way[1:])


def _place_in(doctype: str, name: str, data: Data, way: list[str], prefix: str = "") -> Place:
	field = frappe.get_meta(doctype).get_field(f"{prefix}{way[0]}") if way else None
	if field is None:
		return Place(doctype, name)
	if field.fieldtype != "Table":
		return Place(doctype, name, fieldname=field.fieldname)
	row = _item(data.get(way[0]) or [], way[1])[0] if len(way) > 1 else None
	fieldname = _field_of_row(field.options, way[2:]) if row else None
	return Place(doctype, name, field.fieldname, row, fieldname)


def _item(items: list[Data], key: str) -> tuple[int | None, Data | None]:
	"""The item of a code or number, or at a position where items have neither; with its row, from 1."""
	for position, item in enumerate(items):
		if str(item.get("code") or item.get("number") or position) == key:
			return position + 1, item
	return None, None


def _field_of_row(doctype: str, way: list[str]) -> str | None:
	"""A suggestion stands in three fields of its row; a path into a condition means the condition."""
	name = "_".join(["suggest", *(way[1:] or ["source"])]) if way[:1] == ["suggestion"] else "".join(way[:1])
	return name if frappe.get_meta(doctype).has_field(name) else None
