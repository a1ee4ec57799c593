"""The standings a plenary meeting sees: for its decisions table, for reading, and frozen for good."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import frappe
import rfc8785
from frappe import _

from ntb_awards.gateway.problems import text_of
from ntb_awards.gateway.seasons import LoadedSeason, load_season
from ntb_awards.gateway.track_records import conclusions
from ntb_awards.gateway.words import kept_for_all
from ntb_awards.selection.explain import explain
from ntb_awards.selection.numbers import decimal_text, fixed_text, rounded
from ntb_awards.selection.records import Minutes
from ntb_awards.selection.results import EXTRA_STAGE_PLACES, GateRow, StageValue
from ntb_awards.selection.scheme import Scheme, Stage

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.plenary_minutes.plenary_minutes import PlenaryMinutes

FORMAT = "ntb-awards-standings/1"
LABELS = {"advance": "Advance", "stop": "Stop"}
# What a decision was taken on: if one of these has changed since, the table is to be fetched again.
COMPARED = ("score", "rank", "tied", "proposed")


def category_code(category: str) -> str:
	return frappe.get_cached_value("Award Category", category, "code")


def gate_rows(loaded: LoadedSeason, category: str, stage: str) -> list[dict[str, Any]]:
	"""Rows of the decisions table, as the engine ranks them now. `category`: code."""
	rows = loaded.selection.at_gate(category, stage)
	with kept_for_all():
		return [_table_row(loaded, row) for row in rows]


def _table_row(loaded: LoadedSeason, row: GateRow) -> dict[str, Any]:
	nomination = loaded.nominations[row.number]
	proposed = LABELS.get(row.proposed or "", "")
	return {
		"nomination": nomination["name"],
		"number": row.number,
		"nominee_name": nomination["employee_name"],
		"unit": nomination["unit"],
		"score": None if row.score is None else format(row.score, "f"),
		"rank": row.place.rank if row.place else 0,
		"tied": int(bool(row.place and row.place.tied_with)),
		"missing": "\n".join(text_of(message, loaded.people) for message in row.missing),
		"proposed": proposed,
	}


def changes(fetched: Any, current: list[dict[str, Any]]) -> list[str]:
	"""How the standings differ from the rows that were fetched into the decisions table."""
	before = {row.nomination: row for row in fetched}
	now = {row["nomination"]: row for row in current}
	came = [
		_("No. {0} {1} was not in the table").format(*_who(now[name])) for name in now if name not in before
	]
	gone = [
		_("No. {0} {1} no longer stands at this stage").format(before[name].number, before[name].nominee_name)
		for name in before
		if name not in now
	]
	moved = [text for name, row in now.items() if name in before for text in _row_changes(before[name], row)]
	return [*came, *gone, *moved]


def _row_changes(before: Any, now: dict[str, Any]) -> list[str]:
	labels = {"score": _("score"), "rank": _("rank"), "tied": _("tie"), "proposed": _("proposal")}
	pairs = [(key, before.get(key) or "", now[key] or "") for key in COMPARED]
	return [
		_("No. {0} {1}: {2} was {3}, is now {4}").format(*_who(now), labels[key], _shown(old), _shown(new))
		for key, old, new in pairs
		if str(old) != str(new)
	]


def _shown(value: Any) -> str:
	"""A number, or a decision in the reader's language."""
	return _(value, context="Minutes Decision") if isinstance(value, str) and value else str(value or "–")


def _who(row: dict[str, Any]) -> tuple[int, str]:
	return row["number"], row["nominee_name"]


def preview(season: str, category: str, stage: str) -> dict[str, Any]:
	"""The standings with the value of each stage so far, for people to read.

	Shape: {stages: [{code, title, weight}], rows: [{number, nominee_name, unit, rank, score, proposed,
	missing, track_record, values: {stage code: text or None}}]}.
	"""
	loaded = load_season(season, category)
	code = category_code(category)
	found = {row.number: row for row in loaded.selection.at_gate(code, stage)}
	rows = gate_rows(loaded, code, stage)
	words = conclusions(season, category, stage, loaded.scheme)
	for row in rows:
		row["track_record"] = words.get(row["nomination"], "")
		row["values"] = stage_texts(loaded.scheme, found[row["number"]].stages)
	return {"stages": stage_heads(loaded.scheme, stage), "rows": rows}


def frozen_preview(doc: PlenaryMinutes) -> dict[str, Any]:
	"""The same from submitted minutes: nothing is computed again."""
	content = json.loads(doc.standings)
	people = {row.number: row for row in doc.decisions}
	rows = [
		{
			**{
				key: row[key]
				for key in ("rank", "score", "values", "tied_with", "settled_by", "reason", "final_rank")
			},
			"number": row["nominee"],
			"nominee_name": people[row["nominee"]].nominee_name,
			"unit": people[row["nominee"]].unit,
			"nomination": people[row["nominee"]].nomination,
			"missing": people[row["nominee"]].missing or "",
			"track_record": people[row["nominee"]].track_record or "",
			"proposed": LABELS.get(row["proposed"] or "", ""),
			"decision": LABELS[row["decision"]],
		}
		for row in content["rows"]
	]
	return {"stages": content["stages"], "rows": rows}


def stages_until(scheme: Scheme, gate: str) -> list[Stage]:
	"""The scored stages that a nominee has passed through at a gate, in order."""
	gates = [stage.code for stage in scheme.gates]
	until = gates[: gates.index(gate) + 1]
	return [stage for stage in scheme.stages if stage.is_scored and scheme.gate_of(stage).code in until]


def stage_heads(scheme: Scheme, gate: str) -> list[dict[str, str]]:
	return [
		{"code": stage.code, "title": stage.title, "weight": decimal_text(stage.weight)}
		for stage in stages_until(scheme, gate)
	]


def stage_texts(scheme: Scheme, stages: dict[str, StageValue]) -> dict[str, str | None]:
	"""Stage code → its value to two places more than the final score."""
	places = scheme.places + EXTRA_STAGE_PLACES
	return {
		code: None if value.value is None else fixed_text(rounded(value.value, places), places)
		for code, value in stages.items()
	}


def frozen(loaded: LoadedSeason, minutes: Minutes, document: str) -> tuple[str, str]:
	"""The standings on which `minutes` decided as canonical JSON (RFC 8785), and its SHA-256.

	Each row carries its explanation down to the raw scores, 360° answers as they may be disclosed. Nominees
	stand in it by number, assessors and contributors by pseudonym.
	"""
	decided = loaded.with_minutes(minutes)
	decisions = {one.nominee: one for one in minutes.decisions}
	final_ranks = {row.number: row.rank for row in decided.selection.standings(minutes.category)}
	rows = [
		{
			**_frozen_row(loaded.scheme, row),
			"decision": decisions[row.number].decision,
			"reason": decisions[row.number].reason,
			"final_rank": final_ranks[row.number],
			"explanation": explain(loaded.disclosed, row.number),
		}
		for row in _settled(loaded, minutes)
	]
	content = {
		"format": FORMAT,
		"minutes": document,
		"scheme": f"{loaded.scheme.code} v{loaded.scheme.version}",
		"season": loaded.season.code,
		"category": minutes.category,
		"stage": minutes.stage,
		"held_on": minutes.held_on.isoformat(),
		"stages": stage_heads(loaded.scheme, minutes.stage),
		"rows": rows,
	}
	data = rfc8785.dumps(content)
	return data.decode("utf-8"), hashlib.sha256(data).hexdigest()


def _settled(loaded: LoadedSeason, minutes: Minutes) -> list[GateRow]:
	"""The rows of the gate with the ties settled as these minutes settle them."""
	return loaded.with_minutes(minutes).selection.at_gate(minutes.category, minutes.stage)


def _frozen_row(scheme: Scheme, row: GateRow) -> dict[str, Any]:
	return {
		"nominee": row.number,
		"score": None if row.score is None else format(row.score, "f"),
		"rank": row.place.rank if row.place else None,
		"tied_with": list(row.place.tied_with) if row.place else [],
		"settled_by": row.place.settled_by if row.place else "",
		"proposed": row.proposed,
		"missing": [str(message) for message in row.missing],
		"values": stage_texts(scheme, row.stages),
	}
