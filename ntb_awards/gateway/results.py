"""The engine's results on the nominations: stage values, final score, rank, for lists and forms."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe.utils import now
from frappe.utils.background_jobs import get_job_status

from ntb_awards.gateway.feedback_secrecy import WRITTEN_BY
from ntb_awards.gateway.problems import text_of
from ntb_awards.gateway.seasons import LoadedSeason, load_season
from ntb_awards.gateway.words import kept_for_all
from ntb_awards.selection.dossier import result_row, stage_text
from ntb_awards.selection.explain import explain
from ntb_awards.selection.numbers import fixed_text
from ntb_awards.selection.results import Standing

SLOTS = ("first", "second")
COLUMNS = [
	*("name", "creation", "modified", "owner", "modified_by", "docstatus", "idx"),
	*("parent", "parenttype", "parentfield"),
	*("stage", "title", "weight", "value", "status", "missing", "explanation"),
]


def enqueue_results(season: str, category: str | None = None) -> None:
	"""Have the results written in the background, once this transaction is committed."""
	frappe.db.after_commit.add(lambda: _enqueue(season, category))


def _enqueue(season: str, category: str | None) -> None:
	"""One job waits at most. One that has begun may not see what was just committed: then a second waits."""
	jobs = [f"ntb_awards-results-{season}-{category or 'all'}-{slot}" for slot in SLOTS]
	free = next((job for job in jobs if get_job_status(job) != "started"), jobs[-1])
	frappe.enqueue(
		"ntb_awards.gateway.results.store_results",
		season=season,
		category=category,
		queue="long",
		job_id=free,
		deduplicate=True,
	)


def lock_season(season: str) -> None:
	"""Wait for whoever is deciding or writing results in this season."""
	frappe.db.get_value("Award Season", season, "name", for_update=True)


def store_results(season: str, category: str | None = None) -> None:
	"""Write stage results, final score and rank of every nominee of a season or of one Award Category.

	Final score and rank stay empty until the category is decided: Frappe lets people filter and sort a list
	by fields they may not read, so running numbers are in the report alone. Written in bulk and without a new
	time of modification, so that nobody's open form becomes outdated.
	"""
	lock_season(season)
	loaded = load_season(season, category)
	_replace_stage_results(loaded)
	decided = _decided_categories(loaded)
	updates = {}
	for standing in _standings(loaded):
		shown = standing.category in decided and standing.final is not None
		updates[loaded.nominations[standing.number]["name"]] = {
			"final_score": fixed_text(standing.final, loaded.scheme.places) if shown else None,
			"final_rank": (standing.rank or 0) if shown else 0,
		}
	frappe.db.bulk_update("Nomination", updates, update_modified=False)
	for name in updates:
		frappe.clear_document_cache("Nomination", name)


def _decided_categories(loaded: LoadedSeason) -> set[str]:
	"""The categories whose last gate has its minutes."""
	last = loaded.scheme.gates[-1].code
	return {minutes.category for minutes in loaded.season.minutes if minutes.stage == last}


def _standings(loaded: LoadedSeason) -> list[Standing]:
	codes = {nominee.category for nominee in loaded.season.nominees}
	return [standing for code in sorted(codes) for standing in loaded.selection.standings(code)]


def _replace_stage_results(loaded: LoadedSeason) -> None:
	names = list(loaded.number_of)
	if not names:
		return
	table = frappe.qb.DocType("Stage Result")
	frappe.qb.from_(table).delete().where(table.parent.isin(names)).run()
	with kept_for_all():
		rows = [row for standing in _standings(loaded) for row in _stage_rows(loaded, standing)]
	frappe.db.bulk_insert("Stage Result", COLUMNS, [[row[column] for column in COLUMNS] for row in rows])


def _stage_rows(loaded: LoadedSeason, standing: Standing) -> list[dict[str, Any]]:
	explained = {one["stage"]: one for one in explain(loaded.disclosed, standing.number)["stages"]}
	cells = result_row(standing, loaded.scheme.places).stages
	return [
		{
			**_meta(loaded.nominations[standing.number]["name"], idx),
			"stage": code,
			"title": explained[code]["title"],
			"weight": explained[code]["weight"],
			"value": stage_text(loaded.scheme, cell),
			"status": "Incomplete" if cell.value is None else "Complete",
			"missing": "\n".join(
				text_of(message, loaded.people) for message in standing.stages[code].missing
			),
			"explanation": json.dumps(explained[code], ensure_ascii=False, indent=1),
		}
		for idx, (code, cell) in enumerate(cells.items(), start=1)
	]


def _meta(parent: str, idx: int) -> dict[str, Any]:
	"""In the app's name: the user may be a contributor whose answer made the value complete."""
	stamp = now()
	return {
		"name": frappe.generate_hash(length=10),
		"creation": stamp,
		"modified": stamp,
		"owner": WRITTEN_BY,
		"modified_by": WRITTEN_BY,
		"docstatus": 0,
		"idx": idx,
		"parent": parent,
		"parenttype": "Nomination",
		"parentfield": "stage_results",
	}
