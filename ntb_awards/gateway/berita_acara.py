"""What the printed Berita Acara says: dates in words, the table, the decisions, the signatures. In
Indonesian, as the paper is, whatever the language of the person who prints it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import frappe
from babel.dates import format_date
from frappe.utils import cstr, getdate
from num2words import num2words

from ntb_awards.gateway import standings
from ntb_awards.gateway.schemes import load_scheme

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.plenary_minutes.plenary_minutes import PlenaryMinutes

INDONESIAN = "id"
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def contents(doc: PlenaryMinutes) -> dict[str, Any]:
	"""Values for the print format: submitted minutes print what they froze, a draft what stands now."""
	season = frappe.get_cached_doc("Award Season", doc.season)
	scheme = load_scheme(season.scheme)
	table = standings.frozen_preview(doc) if doc.standings else _draft_table(doc)
	rows = _rows(table["rows"])
	gates = [gate.code for gate in scheme.gates]
	return {
		"season": season,
		"scheme": scheme,
		"category_title": frappe.get_cached_value("Award Category", doc.category, "title"),
		"day": in_words(getdate(doc.held_on)),
		"panel": frappe.get_cached_doc("Assessment Panel", doc.panel) if doc.panel else None,
		"panel_date": long_date(frappe.get_cached_value("Assessment Panel", doc.panel, "decree_date"))
		if doc.panel
		else "",
		"held_on": long_date(doc.held_on),
		"stages": table["stages"],
		"rows": rows,
		"advanced": [row for row in rows if row["decision"] == "Advance"],
		"stopped": [row for row in rows if row["decision"] == "Stop"],
		"ties": _ties(doc, rows),
		"is_last": doc.stage == gates[-1],
		"next_stage": None
		if doc.stage == gates[-1]
		else scheme.stage(gates[gates.index(doc.stage) + 1]).title,
		"signatures": _signatures(doc),
	}


def in_words(day: date) -> dict[str, str]:
	"""Day of the week, day, month and year as a Berita Acara writes them out."""
	return {
		"weekday": format_date(day, "EEEE", locale=INDONESIAN),
		"day": num2words(day.day, lang=INDONESIAN),
		"month": format_date(day, "MMMM", locale=INDONESIAN),
		"year": num2words(day.year, lang=INDONESIAN),
		"figures": day.strftime("%d-%m-%Y"),
	}


def long_date(day: Any) -> str:
	return format_date(getdate(day), "d MMMM yyyy", locale=INDONESIAN)


def comma(text: str | None) -> str:
	"""A number as Indonesian writes it: 81,25."""
	return (text or "–").replace(".", ",")


def spaced_nip(nip: str | None) -> str:
	"""18 digits as they are printed: 19680411 199303 1 009."""
	nip = cstr(nip)
	return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if len(nip) == 18 else nip


def _draft_table(doc: PlenaryMinutes) -> dict[str, Any]:
	table = standings.preview(doc.season, doc.category, doc.stage)
	decided = {row.nomination: row for row in doc.decisions}
	for row in table["rows"]:
		taken = decided.get(row["nomination"])
		row.update({"decision": taken.decision if taken else "", "reason": taken.reason if taken else ""})
	return table


def _rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
	"""Each row with what only the nomination knows, numbers as they are printed."""
	names = [row["nomination"] for row in rows]
	people = frappe.get_all(
		"Nomination",
		filters={"name": ("in", names)},
		fields=["name", "nip", "post_title", "unit"],
		order_by="number",
	)
	by_name = {row.name: row for row in people}
	units = unit_titles({row.unit for row in people if row.unit})
	return [
		{
			**row,
			"nip": spaced_nip(by_name[row["nomination"]].nip),
			"post_title": by_name[row["nomination"]].post_title or "",
			"unit_title": units.get(row["unit"], row["unit"] or ""),
			"printed": {code: comma(value) for code, value in row["values"].items()},
			"printed_score": comma(row["score"]),
			"roman": ROMAN[row.get("final_rank") or 0] if (row.get("final_rank") or 0) < len(ROMAN) else "",
		}
		for row in rows
	]


def unit_titles(units: set[str]) -> dict[str, str]:
	rows = frappe.get_all(
		"Department",
		filters={"name": ("in", list(units))},
		fields=["name", "department_name"],
		order_by="name",
	)
	return {row.name: row.department_name for row in rows}


def _ties(doc: PlenaryMinutes, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
	"""Ties the meeting settled: the shared rank, the nominees in the order given, and why."""
	by_number = {row["number"]: row for row in rows}
	groups: dict[int, list[Any]] = defaultdict(list)
	for row in doc.decisions:
		if row.tied and row.tie_order:
			groups[row.rank].append(row)
	return [
		{
			"rank": rank,
			"people": [by_number[row.number] for row in sorted(group, key=lambda row: row.tie_order)],
			"reason": "; ".join(dict.fromkeys(cstr(row.reason) for row in group if row.reason))
			or cstr(doc.notes),
		}
		for rank, group in sorted(groups.items())
	]


def _signatures(doc: PlenaryMinutes) -> dict[str, list[Any]]:
	found: dict[str, list[Any]] = {"Chair": [], "Secretary": [], "Member": []}
	for row in doc.signatories:
		found[row.role or "Member"].append(row)
	return found
