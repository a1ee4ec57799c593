"""Score sheets found again: the next one to fill in, and the stages that take any."""

from typing import Any

import frappe

from ntb_awards.gateway.gates import scheme_of
from ntb_awards.selection.scheme import ASSESSED_KINDS, Scheme


@frappe.whitelist()
def neighbours(sheet: str) -> dict[str, str | int | None]:
	"""The user's own open sheets of the same season before and after this one: {previous, next, left}.

	In the order of stage and nominee number; `left` counts the other open sheets.
	"""
	frappe.has_permission("Stage Score", "read", sheet, throw=True)
	here = frappe.db.get_value(
		"Stage Score", sheet, ["name", "season", "stage", "nominee_number"], as_dict=True
	)
	open_ones = frappe.get_all(
		"Stage Score",
		filters={"season": here.season, "assessor": frappe.session.user, "status": "Open", "docstatus": 0},
		fields=["name", "stage", "nominee_number"],
		order_by="creation",
	)
	others = sorted((row for row in open_ones if row.name != sheet), key=_place)
	before = [row.name for row in others if _place(row) < _place(here)]
	after = [row.name for row in others if _place(row) > _place(here)]
	return {
		"previous": before[-1] if before else None,
		"next": (after or before or [None])[0],
		"left": len(others),
	}


def _place(row: Any) -> tuple[str, int, str]:
	return row.stage, row.nominee_number, row.name


@frappe.whitelist()
def scored_stages(season: str) -> dict[str, Any]:
	"""The stages of a season that assessors score, for a choice: {scheme, stages: [{value, label}]}."""
	frappe.has_permission("Award Season", "read", season, throw=True)
	name, scheme = scheme_of(season)
	return {"scheme": name, "stages": _choices(scheme, *ASSESSED_KINDS)}


@frappe.whitelist()
def recorded_stages(season: str) -> dict[str, Any]:
	"""What the app fills in or draws: {scheme, records, test_result, groups: [{value, label}]}."""
	frappe.has_permission("Award Season", "read", season, throw=True)
	name, scheme = scheme_of(season)
	drawn = [{"value": stage.code, "label": stage.title} for stage in scheme.stages if stage.groups]
	return {
		"scheme": name,
		"records": _choices(scheme, "records"),
		"test_result": _choices(scheme, "test_result"),
		"groups": drawn,
	}


def _choices(scheme: Scheme, *kinds: str) -> list[dict[str, str]]:
	return [{"value": stage.code, "label": stage.title} for stage in scheme.stages if stage.kind in kinds]
