from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway import feedback_results
from ntb_awards.gateway.feedback_results import ASPECT_PREFIX, Board
from ntb_awards.selection.numbers import decimal_text

Columns = list[dict[str, Any]]
Rows = list[dict[str, Any]]


def execute(filters: dict[str, Any] | None = None) -> tuple[Columns, Rows]:
	"""Columns and rows; filters: season (required), category (Award Category)."""
	filters = frappe._dict(filters or {})
	if not filters.season:
		frappe.throw(_("Choose an Award Season."), title=_("Season Missing"))
	frappe.has_permission("Award Season", "read", filters.season, throw=True)
	category = filters.category or None
	board, rows = feedback_results.summary(filters.season, category, frappe.session.user)
	return columns(board, several=not category), rows


def columns(board: Board, several: bool) -> Columns:
	"""One column per aspect, headed by its title and the end of its scale."""
	verified = any(rule.verify for rule in board.loaded.scheme.contributor_rules)
	return [
		{"fieldname": "number", "label": _("Nominee Number"), "fieldtype": "Int", "width": 90},
		_text("nominee", _("Nominee"), 210),
		*([_text("category", _("Category"), 170)] if several else []),
		_text("unit", _("Work Unit"), 170),
		_count("asked", _("Asked")),
		_count("answered", _("Answered")),
		*([_count("valid", _("Valid"))] if verified else []),
		_number("value", _("Value of 100"), 100),
		_text("groups", _("By Relation"), 300),
		*_aspects(board),
		_text("missing", _("What Is Missing"), 320),
		{
			"fieldname": "nomination",
			"label": _("Nomination"),
			"fieldtype": "Link",
			"options": "Nomination",
			"width": 150,
		},
	]


def _aspects(board: Board) -> Columns:
	"""Where forms differ with the post, each row has the aspects of its own form."""
	found = {row.code: row for row in board.instrument.criteria}
	return [
		_number(ASPECT_PREFIX + code, f"{row.title} ({decimal_text(row.maximum)})", 120)
		for code, row in found.items()
	]


def _text(fieldname: str, label: str, width: int) -> dict[str, Any]:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "width": width}


def _count(fieldname: str, label: str) -> dict[str, Any]:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Int", "width": 80}


def _number(fieldname: str, label: str, width: int) -> dict[str, Any]:
	"""Numbers stay the text that the engine made: a float column would round them again."""
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "align": "right", "width": width}
