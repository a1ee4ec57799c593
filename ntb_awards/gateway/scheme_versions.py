"""Copies of a scheme, in Draft with all its parts: a new version of it, or a scheme of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from ntb_awards.gateway import schemes
from ntb_awards.gateway.scheme_fields import INSTRUMENT_LINKS
from ntb_awards.gateway.scheme_rules import require_code

if TYPE_CHECKING:
	from frappe.model.document import Document


def make_new_version(source: Document) -> str:
	"""Copy a scheme with its categories, instruments and contributor rules; returns the new name."""
	copy = frappe.copy_doc(source)
	copy.version = next_version(source.code)
	return _insert_with_parts(copy, source)


def make_copy(source: Document, code: str, title: str) -> str:
	"""The same under a new code, as version 1. Refuses what is no code, and a code that is in use."""
	code, title = code.strip(), title.strip()
	require_code(code)
	if not title:
		frappe.throw(_("Title: give the new scheme a title"))
	if frappe.db.exists(schemes.SCHEME, {"code": code}):
		frappe.throw(
			_("Code {0} is in use by another scheme. Choose another, or make a new version").format(code)
		)
	copy = frappe.copy_doc(source)
	copy.update({"code": code, "title": title, "version": 1})
	return _insert_with_parts(copy, source)


def _insert_with_parts(copy: Document, source: Document) -> str:
	name = schemes.scheme_name(copy.code, copy.version)
	for row in copy.stages:
		for link in INSTRUMENT_LINKS:
			row.set(link, _renamed(row.get(link), source.name, name))
	with schemes.all_or_nothing():
		schemes.insert_before_its_parts(copy)
		for doctype in reversed(schemes.PARTS):
			_copy_parts(doctype, source.name, name)
	return name


def next_version(code: str) -> int:
	versions = frappe.get_all(
		schemes.SCHEME, {"code": code}, pluck="version", order_by="version desc", limit=1
	)
	return (versions[0] if versions else 0) + 1


def _copy_parts(doctype: str, source: str, target: str) -> None:
	for name in frappe.get_all(doctype, {"scheme": source}, pluck="name", order_by="idx asc, creation asc"):
		part = frappe.get_doc(doctype, name)
		copy = frappe.copy_doc(part)
		copy.scheme = target
		copy.idx = part.idx
		if copy.get("contributor_rule"):
			copy.contributor_rule = _renamed(copy.contributor_rule, source, target)
		copy.insert(ignore_permissions=True)


def _renamed(link: str | None, source: str, target: str) -> str | None:
	"""The same part in the other version: its name begins with the scheme's."""
	return f"{target}{link.removeprefix(source)}" if link and link.startswith(f"{source}-") else link
