"""The ranking as people see it: the engine's numbers, cell by cell, of the nominees they may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway.problems import text_of
from ntb_awards.gateway.seasons import LoadedSeason, load_season
from ntb_awards.gateway.sight import Sight, sight_of
from ntb_awards.selection.dossier import ResultRow, final_text, result_row, stage_text, weighted_text
from ntb_awards.selection.explain import explain
from ntb_awards.selection.numbers import decimal_text
from ntb_awards.selection.results import Standing
from ntb_awards.selection.scheme import Scheme, Stage

STAGE_PREFIX = "stage_"


def scored_stages(scheme: Scheme) -> list[Stage]:
	return [stage for stage in scheme.stages if stage.is_scored]


def ranking(season: str, category: str | None, user: str) -> tuple[LoadedSeason, list[dict[str, Any]]]:
	"""Rows in the order of categories and ranks. `category`: Award Category (name).

	Ranks are those among all nominees; only the rows that `user` may see are given. A row has: nomination,
	number, nominee, unit, category, rank, tied_with, stage_<code> …, weighted (of 100), bonus, final, status,
	missing, and for comparisons status_code, stopped_at, settled_by. Numbers are text as `ntb-awards rank`
	prints them.
	"""
	loaded = load_season(season, category)
	sight = sight_of(user, season, category)
	return loaded, list(_rows(loaded, sight))


def _rows(loaded: LoadedSeason, sight: Sight) -> Iterator[dict[str, Any]]:
	for category in loaded.scheme.categories:
		for standing in loaded.selection.standings(category.code):
			if loaded.nominations[standing.number]["name"] in sight.nominations:
				yield _row(loaded, sight, standing)


def _row(loaded: LoadedSeason, sight: Sight, standing: Standing) -> dict[str, Any]:
	nomination = loaded.nominations[standing.number]
	result = result_row(standing, loaded.scheme.places)
	hidden = [code for code in result.stages if not sight.sees_stage(loaded.scheme, nomination["name"], code)]
	whole = not hidden and nomination["name"] not in sight.about_me
	return {
		"nomination": nomination["name"],
		"number": standing.number,
		"nominee": nomination["employee_name"],
		"unit": nomination["unit"],
		"category": nomination["category_title"],
		**_stage_cells(loaded.scheme, result, hidden),
		**(_total_cells(loaded.scheme, result) if whole else {}),
		"status": status_text(loaded.scheme, result),
		"status_code": result.status,
		"stopped_at": result.stopped_at,
		"missing": _missing(loaded, standing, hidden, sight),
	}


def _stage_cells(scheme: Scheme, result: ResultRow, hidden: list[str]) -> dict[str, str | None]:
	cells: dict[str, str | None] = {}
	for stage in scored_stages(scheme):
		cell = result.stages.get(stage.code)
		cells[STAGE_PREFIX + stage.code] = None if stage.code in hidden else stage_text(scheme, cell)
	return cells


def _total_cells(scheme: Scheme, result: ResultRow) -> dict[str, Any]:
	return {
		"rank": result.rank,
		"tied_with": ", ".join(str(number) for number in result.tied_with),
		"settled_by": result.settled_by,
		"weighted": weighted_text(scheme, result),
		"bonus": decimal_text(result.bonus),
		"final": final_text(scheme, result),
	}


def status_text(scheme: Scheme, result: ResultRow) -> str:
	labels = {
		"active": _("In the selection"),
		"withdrawn": _("Withdrawn"),
		"ineligible": _("Ineligible"),
		"not_advanced": _("Not Advanced"),
		"winner": _("Winner"),
	}
	stopped = f" ({scheme.stage(result.stopped_at).title})" if result.stopped_at else ""
	return labels[result.status] + stopped


def _missing(loaded: LoadedSeason, standing: Standing, hidden: list[str], sight: Sight) -> str:
	"""What is missing, with the assessors' names for those who see everything."""
	names = loaded.people if sight.everything else None
	told = [
		text_of(message, names)
		for code, value in standing.stages.items()
		if code not in hidden
		for message in value.missing
	]
	if hidden:
		titles = ", ".join(loaded.scheme.stage(code).title for code in hidden)
		told.append(_("Not shown to you before your own sheet is submitted: {0}").format(titles))
	return "; ".join(told)


def explanation(nomination: str, user: str) -> dict[str, Any]:
	"""The number of one nominee taken apart, down to the raw scores that `user` may see.

	The shape is that of `selection.explain`, with nominee, unit and category for people. Contributors of 360°
	feedback stay pseudonyms, blended where a group is too small; assessors are named to those who see all.
	"""
	document = frappe.db.get_value("Nomination", nomination, ["season", "category", "number"], as_dict=True)
	loaded = load_season(document.season, document.category)
	sight = sight_of(user, document.season, document.category)
	row = loaded.nominations[document.number]
	found = explain(loaded.disclosed, document.number)
	seen = [one for one in found["stages"] if sight.sees_stage(loaded.scheme, nomination, one["stage"])]
	if len(seen) < len(found["stages"]) or nomination in sight.about_me:
		found |= {"final": None, "rank": None, "hidden": True}
	names = loaded.people if sight.everything else {}
	missing = {one["stage"]: _missing_at(loaded, document.number, one["stage"], names) for one in seen}
	found["stages"] = [_named(one, names) | {"missing": missing[one["stage"]]} for one in seen]
	return found | {
		"nominee_name": row["employee_name"],
		"unit": row["unit"],
		"category_title": row["category_title"],
		"scheme_title": loaded.scheme.title,
	}


def _missing_at(loaded: LoadedSeason, number: int, stage: str, names: dict[str, str]) -> list[str]:
	value = loaded.disclosed.stage_value(loaded.scheme.stage(stage), loaded.disclosed.nominees[number])
	return [text_of(message, names) for message in value.missing]


def _named(stage: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
	return {
		**stage,
		"parts": {names.get(who, who): value for who, value in stage["parts"].items()},
		"forms": [{**form, "by": names.get(form["by"], form["by"])} for form in stage["forms"]],
	}
