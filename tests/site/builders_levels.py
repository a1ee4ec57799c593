"""Two small schemes, one above the other, with quotas, and seasons of them with nominees and winners."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

import frappe
from frappe.model.document import Document

from tests.site.builders import make_unit
from tests.site.builders_access import store
from tests.site.builders_nomination import RECOMMENDATION, make_nominee
from tests.site.builders_rules import SMALL, make_award_scheme, make_award_season

LOWER, UPPER = "bawah", "atas"
BASIS = "Pasal 13 (1)"
_numbers = count(1)


def quota(**fields: Any) -> dict[str, Any]:
	"""One for each proposer, nominated by the unit itself, unless told otherwise."""
	code = fields.get("code", "kuota")
	return {"code": code, "title": f"Kuota {code}", "each": 1, "basis": BASIS, **fields}


def make_upper_scheme(*quotas: dict[str, Any], **changes: Any) -> str:
	"""By default each lower season proposes one in a category."""
	rows = list(quotas) or [quota(code="wakil", through=[LOWER])]
	values = {"level": "Provinsi", "quotas": rows, **changes}
	return make_award_scheme(code=f"{UPPER}{next(_numbers)}", **values).name


def make_lower_scheme(upper: str | None = None, **changes: Any) -> str:
	"""The code is always the same, so that quotas can name it: one version a test."""
	proposes_to = upper and frappe.db.get_value("Award Scheme", upper, "code")
	return make_award_scheme(code=LOWER, level="Unit", proposes_to=proposes_to, **changes).name


def make_level_season(scheme: str, **fields: Any) -> Document:
	"""An open season."""
	season = make_award_season(scheme, **fields)
	season.status = "Open"
	return season.save()


def make_levels(*quotas: dict[str, Any], upper: dict[str, Any] | None = None) -> tuple[Document, Document]:
	"""(season of a unit, season above it), both open."""
	above = make_upper_scheme(*quotas, **(upper or {}))
	parent = make_level_season(above)
	child = make_level_season(make_lower_scheme(above), parent_season=parent.name, unit=make_unit())
	return child, parent


def make_own_nomination(season: Document, code: str = "umum", unit: str = "", **fields: Any) -> Document:
	"""A complete draft of somebody in the unit."""
	nomination = frappe.new_doc("Nomination")
	employee = fields.pop("employee", None) or make_nominee(unit=unit).name
	nomination.update({"season": season.name, "category": f"{season.scheme}-{code}", "employee": employee})
	nomination.update({**RECOMMENDATION, **fields})
	return nomination.insert()


def make_winners(season: Document, many: int = 1, code: str = "umum", **fields: Any) -> list[str]:
	"""Winners of a category by submitted last minutes, rank 1 first; Nomination names."""
	names = []
	for rank in range(1, many + 1):
		nomination = make_own_nomination(season, code, unit=season.unit or "", **fields)
		values = {"workflow_state": "Winner", "outcome": "Winner", "number": rank, "final_rank": rank}
		nomination.db_set(values)
		names.append(nomination.name)
	paper = store_last_minutes(season, f"{season.scheme}-{code}", names)
	frappe.db.set_value("Nomination", {"name": ("in", names)}, "decided_by_minutes", paper)
	return names


def store_last_minutes(season: Document, category: str, names: list[str]) -> str:
	rows = [
		{"nominee": rank, "final_rank": rank, "score": f"{90 - rank}.50", "decision": "advance"}
		for rank in range(1, len(names) + 1)
	]
	decisions = [
		{"nomination": name, "number": rank, "decision": "Advance"}
		for rank, name in enumerate(names, start=1)
	]
	return store(
		"Plenary Minutes",
		season=season.name,
		category=category,
		stage=SMALL["stages"][-1]["code"],
		minutes_number=f"BA/{next(_numbers)}/2025",
		docstatus=1,
		standings=json.dumps({"rows": rows}),
		decisions=decisions,
	).name
