"""The announcement of who passed: number, name, unit and category from submitted minutes; never a score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe

from ntb_awards.gateway.berita_acara import long_date, unit_titles
from ntb_awards.gateway.schemes import load_scheme

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.plenary_minutes.plenary_minutes import PlenaryMinutes

SUBMITTED = 1


def contents(doc: PlenaryMinutes) -> dict[str, Any] | None:
	"""Values for the print format; None for minutes that are not submitted, which announce nothing.

	The nominees stand by number: their order tells nothing of their ranks.
	"""
	if doc.docstatus != SUBMITTED:
		return None
	season = frappe.get_cached_doc("Award Season", doc.season)
	gates = [gate.code for gate in load_scheme(season.scheme).gates]
	is_last = doc.stage == gates[-1]
	return {
		"season": season,
		"category_title": frappe.get_cached_value("Award Category", doc.category, "title"),
		"held_on": long_date(doc.held_on),
		"rows": _rows(doc),
		"is_last": is_last,
		"next_stage": None
		if is_last
		else load_scheme(season.scheme).stage(gates[gates.index(doc.stage) + 1]).title,
		"chair": next((row for row in doc.signatories if row.role == "Chair"), None),
	}


def _rows(doc: PlenaryMinutes) -> list[dict[str, Any]]:
	advanced = sorted((row for row in doc.decisions if row.decision == "Advance"), key=lambda row: row.number)
	units = unit_titles({row.unit for row in advanced if row.unit})
	posts = _posts([row.nomination for row in advanced])
	return [
		{
			"number": row.number,
			"name": row.nominee_name,
			"post": posts.get(row.nomination) or "",
			"unit": units.get(row.unit, row.unit or ""),
		}
		for row in advanced
	]


def _posts(nominations: list[str]) -> dict[str, str]:
	rows = frappe.get_all(
		"Nomination", {"name": ("in", nominations or [""])}, ["name", "post_title"], order_by="number"
	)
	return {row.name: row.post_title for row in rows}
