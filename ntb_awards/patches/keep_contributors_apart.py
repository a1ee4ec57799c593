"""360° answers entered before contributors gave them themselves: the name leaves the row of answers.

Each former Assessment 360 named its contributor and kept its answers in a table. Now a Feedback Request names
the person, and the row of answers has a name that only the site's key connects with it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import frappe
from frappe.utils import now

from ntb_awards.gateway.feedback_issuing import COLUMNS
from ntb_awards.gateway.feedback_roster import enlist
from ntb_awards.gateway.feedback_secrecy import WRITTEN_BY, answers_name, stamp
from ntb_awards.gateway.feedback_states import PENDING, SUBMITTED, WITHDRAWN

SHEET = "Assessment 360"
FORMER = ("contributor", "contributor_name", "amendment_reason")
STATUS = {0: PENDING, 1: SUBMITTED, 2: WITHDRAWN}
Rows = list[dict[str, Any]]


def execute() -> None:
	if not frappe.db.has_column(SHEET, "contributor"):
		return
	rows = _former_rows()
	scores = _former_scores()
	by_season: dict[str, Rows] = defaultdict(list)
	for row in rows:
		by_season[row["season"]].append(row)
	for season, of_season in by_season.items():
		_separate(season, of_season, scores)
	frappe.db.delete("Criterion Score", {"parenttype": SHEET})
	for column in FORMER:
		if frappe.db.has_column(SHEET, column):
			frappe.db.sql_ddl(f"alter table `tab{SHEET}` drop column `{column}`")


def _former_rows() -> Rows:
	sheet = frappe.qb.DocType(SHEET)
	columns = ("name", "nomination", "nominee_name", "season", "category", "contributor", "contributor_name")
	query = (
		frappe.qb.from_(sheet)
		.select(*(sheet[one] for one in (*columns, "relation", "variant", "docstatus")))
		.where(sheet.contributor.isnotnull() & (sheet.contributor != ""))
		.orderby(sheet.creation)
	)
	return query.run(as_dict=True)


def _former_scores() -> dict[str, dict[str, str]]:
	score = frappe.qb.DocType("Criterion Score")
	query = (
		frappe.qb.from_(score)
		.select(score.parent, score.criterion, score.raw)
		.where((score.parenttype == SHEET) & score.raw.isnotnull() & (score.raw != ""))
	)
	found: dict[str, dict[str, str]] = defaultdict(dict)
	for parent, criterion, raw in query.run():
		found[parent][criterion] = raw
	return found


def _separate(season: str, rows: Rows, scores: dict[str, dict[str, str]]) -> None:
	people = enlist(season, {row["contributor"] for row in rows})
	by_pair: dict[tuple[str, str], Rows] = defaultdict(list)
	for row in rows:
		by_pair[row["nomination"], row["contributor"]].append(row)
	requests = []
	for (_nomination, employee), rounds in by_pair.items():
		rounds.sort(
			key=lambda row: row["docstatus"] != 2
		)  # cancelled ones first: they are the earlier rounds
		name = frappe.generate_hash(length=10)
		requests.append(_request(name, people[employee], rounds))
		for round_, row in enumerate(rounds, start=1):
			_rename(row["name"], answers_name(name, round_), scores.get(row["name"], {}), season)
	frappe.db.bulk_insert("Feedback Request", list(COLUMNS), requests)


def _request(name: str, contributor: str, rounds: Rows) -> tuple[Any, ...]:
	last = rounds[-1]
	return (
		*(name, now(), now(), WRITTEN_BY, WRITTEN_BY, 0, 0),
		*(last["nomination"], last["nominee_name"], last["season"], last["category"]),
		*(contributor, last["contributor_name"], last["relation"], STATUS[last["docstatus"]]),
		*("Secretariat", last["variant"], len(rounds)),
	)


def _rename(former: str, name: str, scores: dict[str, str], season: str) -> None:
	at = stamp(season)
	values = {
		**{"name": name, "creation": at, "modified": at, "owner": WRITTEN_BY, "modified_by": WRITTEN_BY},
		**{"answers": json.dumps(scores), "validity": "", "amended_from": None},
	}
	sheet = frappe.qb.DocType(SHEET)
	query = frappe.qb.update(sheet).where(sheet.name == former)
	for field, value in values.items():
		query = query.set(sheet[field], value)
	query.run()
