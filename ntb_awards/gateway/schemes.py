"""Schemes between their JSON file, their documents and the engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway import scheme_fields as parts
from ntb_awards.gateway import scheme_rows as rows
from ntb_awards.gateway.scheme_export import as_data, file_data
from ntb_awards.gateway.scheme_gaps import all_problems, filled, refuse_all
from ntb_awards.gateway.scheme_kinds import Fields
from ntb_awards.gateway.scheme_reading import (
	CATEGORY,
	CONTRIBUTOR_RULE,
	INSTRUMENT,
	PARTS,
	SCHEME,
	scheme_data,
)
from ntb_awards.selection.checks import draft_problems
from ntb_awards.selection.messages import Problem, SelectionError
from ntb_awards.selection.scheme import Scheme, parse_scheme, shipped_schemes

__all__ = ["CATEGORY", "CONTRIBUTOR_RULE", "INSTRUMENT", "PARTS", "SCHEME"]


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


# ── engine → documents ────────────────────────────────────────────────────────────────────────────────


def import_scheme(data: dict[str, Any]) -> str:
	"""Store a scheme as documents, in Draft, and return its name.

	Weights left to the panel may still be open. Raises ValidationError, with nothing stored, if a field does
	not fit, something else is wrong with the scheme (every problem is listed), this version is already there,
	or the documents cannot hold what the file says.
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
	title = _("This scheme cannot be imported")
	try:
		scheme = parse_scheme(data)
	except SelectionError as error:
		refuse_all(error.problems, title)
	refuse_all(draft_problems(scheme), title)
	return _as_documents_say_it(scheme)


def _as_documents_say_it(scheme: Scheme) -> Scheme:
	"""A criterion's weight that the panel has yet to set is 0 in the documents; a file may leave it out."""
	data = as_data(scheme)
	for instrument in data["instruments"]:
		for row in instrument["criteria"]:
			if row["set_by_panel"] and row["weight"] is None:
				row["weight"] = "0"
	return parse_scheme(data)


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
	doc = frappe.get_doc({"doctype": SCHEME, **rows.to_row(SCHEME, parts.SCHEME, data)})
	doc.update(rows.panel_to_row(SCHEME, data["panel"]))
	for field, (doctype, fields) in parts.SCHEME_TABLES.items():
		for record in data[field]:
			row = rows.to_row(doctype, fields, record)
			for link in parts.INSTRUMENT_LINKS:
				if row.get(link):
					row[link] = f"{name}-{row[link]}"
			doc.append(field, row)
	insert_before_its_parts(doc)
	_insert_parts(name, INSTRUMENT, parts.INSTRUMENT, parts.INSTRUMENT_TABLES, data["instruments"])
	_insert_parts(
		name, CONTRIBUTOR_RULE, parts.CONTRIBUTOR_RULE, parts.CONTRIBUTOR_TABLES, data["contributor_rules"]
	)
	_insert_parts(name, CATEGORY, parts.CATEGORY, {}, data["categories"])


def insert_before_its_parts(doc: Any) -> None:
	"""Insert a scheme whose stages name instruments that are inserted right after it."""
	doc.flags.ignore_links = True
	doc.flags.parts_follow = True
	doc.insert(ignore_permissions=True)


def _insert_parts(
	scheme: str,
	doctype: str,
	fields: Fields,
	tables: dict[str, tuple[str, Fields]],
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
	"""The scheme as its JSON file says it: what is empty or goes without saying is left out."""
	return file_data(load_scheme(name))


def scheme_problems(name: str) -> list[Problem]:
	"""Everything that keeps the scheme from being used; empty if it is sound."""
	return all_problems(scheme_data(name))


def tolerant_scheme(name: str) -> Scheme | None:
	"""The scheme with its gaps filled, for counting and showing; None if not even that can be read."""
	return tolerant(scheme_data(name))


def tolerant(data: dict[str, Any]) -> Scheme | None:
	"""The same from a dictionary that `scheme_data` gave."""
	try:
		return parse_scheme(filled(data)[0])
	except SelectionError:
		return None
