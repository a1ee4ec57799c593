from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import flt

from ntb_awards.gateway import rankings
from ntb_awards.gateway.seasons import LoadedSeason
from ntb_awards.selection.numbers import decimal_text

REPORT = "Weighted Ranking"
MOST_BARS = 24

Columns = list[dict[str, Any]]
Rows = list[dict[str, Any]]


def execute(filters: dict[str, Any] | None = None) -> tuple[Columns, Rows, None, dict[str, Any] | None]:
	"""Columns, rows, message and chart; filters: season (required), category (Award Category)."""
	filters = frappe._dict(filters or {})
	if not filters.season:
		frappe.throw(_("Choose an Award Season."), title=_("Season Missing"))
	frappe.has_permission("Award Season", "read", filters.season, throw=True)
	loaded, rows = rankings.ranking(filters.season, filters.category or None, frappe.session.user)
	return columns(loaded, several=not filters.category), rows, None, chart(loaded, rows)


def columns(loaded: LoadedSeason, several: bool) -> Columns:
	"""One column per stage, headed by its title and weight."""
	stages = [
		_number(
			rankings.STAGE_PREFIX + stage.code,
			f"{stage.title} ({decimal_text(stage.weight)}%)" if stage.weight else stage.title,
			120,
		)
		for stage in rankings.scored_stages(loaded.scheme)
	]
	apart = [_number("weighted", _("Score of 100"), 100), _number("bonus", _("Bonus"), 80)]
	bonus = apart if loaded.scheme.bonuses else []
	category = [_text("category", _("Category"), 170)] if several else []
	return [
		{"fieldname": "rank", "label": _("Rank"), "fieldtype": "Int", "width": 70},
		{"fieldname": "number", "label": _("Nominee Number"), "fieldtype": "Int", "width": 90},
		_text("nominee", _("Nominee"), 210),
		*category,
		_number("final", _("Final Score"), 100),
		*stages,
		*bonus,
		_text("unit", _("Work Unit"), 170),
		_text("tied_with", _("Tied With No."), 100),
		_text("status", _("Status"), 170),
		_text("missing", _("What Is Missing"), 320),
		{
			"fieldname": "nomination",
			"label": _("Nomination"),
			"fieldtype": "Link",
			"options": "Nomination",
			"width": 150,
		},
	]


def _text(fieldname: str, label: str, width: int) -> dict[str, Any]:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "width": width}


def _number(fieldname: str, label: str, width: int) -> dict[str, Any]:
	"""Numbers stay the text that the engine made: a float column would round them again."""
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "align": "right", "width": width}


def chart(loaded: LoadedSeason, rows: Rows) -> dict[str, Any] | None:
	"""What each stage adds to the final score, for the ranked."""
	ranked = sorted((row for row in rows if row.get("final")), key=lambda row: -flt(row["final"]))[:MOST_BARS]
	if not ranked:
		return None
	stages = [stage for stage in rankings.scored_stages(loaded.scheme) if stage.weight]
	datasets = [
		{
			"name": stage.title,
			"values": [
				round(flt(row[rankings.STAGE_PREFIX + stage.code]) * float(stage.weight) / 100, 2)
				for row in ranked
			],
		}
		for stage in stages
	]
	return {
		"data": {"labels": [f"{row['number']}. {row['nominee']}" for row in ranked], "datasets": datasets},
		"type": "bar",
		"height": 260,
		"barOptions": {"stacked": 1, "spaceRatio": 0.4},
		"axisOptions": {"shortenYAxisNumbers": 1, "xAxisMode": "tick"},
	}


@frappe.whitelist()
def explain(nomination: str) -> dict[str, Any]:
	"""One nominee's score down to the raw scores, for who may open the report and see the nominee."""
	if not frappe.get_cached_doc("Report", REPORT).is_permitted():
		raise frappe.PermissionError
	frappe.has_permission("Nomination", "read", nomination, throw=True)
	return rankings.explanation(nomination, frappe.session.user)
