"""Seasons with scores for the tests of results, written in bulk: as the sheets would leave them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import frappe
from frappe.utils import now

from ntb_awards.gateway.feedback_roster import enlist
from ntb_awards.gateway.feedback_secrecy import answers_name
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.workflow import state_of_gate
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.numbers import decimal_text
from ntb_awards.selection.scheme import Instrument, Stage
from tests.site.builders import make_company, make_employee, make_user

SCHEME = "ntb_asn_awards_2025-v1"
CATEGORY = f"{SCHEME}-pelaksana"
POST = {"post_type": "Pelaksana", "employment_status": "PNS"}
RELATIONS = ("superior", "peer", "peer")


def make_open_season(code: str = "UJI-2025", **fields: Any) -> str:
	"""A season of the shipped scheme, open, with the scheme's own timeline."""
	season = frappe.new_doc("Award Season")
	season.update(
		{
			"code": code,
			"title": f"Musim {code}",
			"scheme": SCHEME,
			"year": 2025,
			"organiser": make_company(),
			**fields,
		}
	)
	season.insert()
	season.status = "Open"
	return season.save().name


def make_panel(season: str, users: Sequence[str], **fields: Any) -> str:
	"""A panel of these users: the first is the chair, the second the secretary."""
	panel = frappe.new_doc("Assessment Panel")
	panel.update(
		{
			"title": "Tim Penilai",
			"season": season,
			"decree_number": "800.1/1/2025",
			"decree_date": "2025-10-24",
			**fields,
		}
	)
	for user, role in zip(users, ("Chair", "Secretary", *("Member",) * len(users)), strict=False):
		panel.append("members", {"user": user, "role": role})
	return panel.insert().name


def make_assessors(count: int = 3) -> list[str]:
	return [make_user("Awards Assessor") for _ in range(count)]


def make_nominees(
	season: str,
	count: int,
	stage: str = "administration",
	category: str = CATEGORY,
	first: int = 1,
	people: bool = True,
) -> list[str]:
	"""Nominations standing at a gate, numbered from `first`; with real employees unless `people` is off."""
	scheme = frappe.db.get_value("Award Season", season, "scheme")
	employees = [make_employee().name if people else f"none-{number}" for number in range(count)]
	names = [f"NOM-{season}-{number:05d}" for number in range(first, first + count)]
	rows = [
		{
			**_meta(name),
			"naming_series": "NOM-.YYYY.-.#####",
			"season": season,
			"category": category,
			"category_title": frappe.db.get_value("Award Category", category, "title"),
			"scheme": scheme,
			"workflow_state": state_of_gate(scheme, stage),
			"stage": stage,
			"number": number,
			"employee": employee,
			"employee_name": f"Peserta {number} Uji",
			"nip": f"19850411201003{number:04d}"[:18],
			"facts_json": Facts(**POST).model_dump_json(),
			"eligibility_status": "Eligible",
		}
		for number, (name, employee) in enumerate(zip(names, employees, strict=True), start=first)
	]
	_insert("Nomination", rows)
	return names


def make_sheets(
	season: str,
	stage: str,
	scores: Mapping[str, Sequence[Any]],
	assessors: Sequence[str],
	category: str = CATEGORY,
) -> None:
	"""Submitted sheets: nomination → per cent of the maximum from each assessor. None leaves a sheet open."""
	scheme = load_scheme(frappe.db.get_value("Award Season", season, "scheme"))
	form = scheme.instrument(scheme.stage(stage).instrument)
	sheets, rows = [], []
	for nomination, given in scores.items():
		for assessor, per_cent in zip(assessors, given, strict=False):
			name = frappe.generate_hash(length=10)
			sheets.append(_sheet(name, season, category, scheme.stage(stage), nomination, assessor, per_cent))
			rows += _score_rows(form, "Stage Score", name, "scores", per_cent)
	_insert("Stage Score", sheets)
	_insert("Criterion Score", rows)


def _sheet(
	name: str, season: str, category: str, stage: Stage, nomination: str, assessor: str, per_cent: Any
) -> dict[str, Any]:
	return {
		**_meta(name),
		"docstatus": 0 if per_cent is None else 1,
		"season": season,
		"category": category,
		"stage": stage.code,
		"stage_title": stage.title,
		"nomination": nomination,
		"assessor": assessor,
		"instrument": f"{SCHEME}-{stage.instrument}",
		"status": "Open" if per_cent is None else "Submitted",
	}


def make_feedback(
	season: str, scores: Mapping[str, Any], contributors: Sequence[str], category: str = CATEGORY
) -> None:
	"""Submitted 360° answers, valid, of a superior and two peers: nomination → per cent of the maximum."""
	scheme = load_scheme(frappe.db.get_value("Award Season", season, "scheme"))
	stage = next(stage for stage in scheme.stages if stage.kind == "feedback_360")
	form = scheme.instrument(stage.instrument)
	people = enlist(season, contributors)
	sheets, requests = [], []
	for nomination, per_cent in scores.items():
		about = {"season": season, "category": category, "nomination": nomination}
		answers = {row["criterion"]: row["raw"] for row in _score_rows(form, "", "", "", per_cent)}
		for contributor, relation in zip(contributors, RELATIONS, strict=True):
			name = frappe.generate_hash(length=10)
			common = {**about, "relation": relation, "docstatus": 0}
			person = {"contributor": people[contributor], "status": "Submitted", "round": 1}
			requests.append({**_meta(name), **common, **person})
			given = {"docstatus": 1, "answers": json.dumps(answers), "validity": "Valid"}
			sheets.append({**_meta(answers_name(name, 1)), **common, **given})
	_insert("Assessment 360", sheets)
	_insert("Feedback Request", requests)


def _score_rows(
	form: Instrument, parenttype: str, parent: str, field: str, per_cent: Any
) -> Iterable[dict[str, Any]]:
	if per_cent is None:
		return []
	variant = "non_structural" if form.variants else None
	return [
		{
			**_meta(frappe.generate_hash(length=10)),
			"idx": idx,
			"parent": parent,
			"parenttype": parenttype,
			"parentfield": field,
			"criterion": row.code,
			"raw": decimal_text(max(row.minimum, row.maximum * Decimal(str(per_cent)) / 100)),
		}
		for idx, row in enumerate(form.criteria_for(variant), start=1)
	]


def make_minutes(season: str, stage: str, category: str = CATEGORY, **fields: Any) -> Any:
	"""Draft minutes with the standings fetched, not inserted."""
	minutes = frappe.new_doc("Plenary Minutes")
	minutes.update(
		{
			"season": season,
			"category": category,
			"stage": stage,
			"held_on": "2025-11-17",
			"place": "Ruang Rapat, Mataram",
			"minutes_number": "BA/1/2025",
			**fields,
		}
	)
	minutes.fetch_standings()
	if not minutes.signatories:
		minutes.append("signatories", {"signatory_name": "Ketua Uji", "role": "Chair"})
	return minutes


def _insert(doctype: str, rows: list[dict[str, Any]]) -> None:
	if rows:
		columns = list(rows[0])
		frappe.db.bulk_insert(doctype, columns, [[row[column] for column in columns] for row in rows])


def _meta(name: str) -> dict[str, Any]:
	stamp = now()
	user = "Administrator"
	return {
		"name": name,
		"creation": stamp,
		"modified": stamp,
		"owner": user,
		"modified_by": user,
		"docstatus": 0,
	}


def make_decided_season(code: str = "UJI-2025") -> tuple[str, list[str], list[str]]:
	"""A season with four nominees of one category decided at every gate: ranks 1, 2, 3 win, the fourth is
	stopped. Season, assessors (User), contributors (Employee)."""
	season = make_open_season(code)
	users = make_assessors(3)
	make_panel(season, users)
	names = make_nominees(season, 4)
	contributors = [make_employee(first_name=f"Kontributor {place}").name for place in range(3)]
	make_feedback(season, dict.fromkeys(names, 80), contributors)
	for stage in ("administration", "fgd", "public_test", "presentation"):
		per_cents = (90, 80, 70, 60) if stage == "presentation" else (78, 78, 78, 78)
		given = {name: [per_cent] * 3 for name, per_cent in zip(names, per_cents, strict=True)}
		make_sheets(season, stage, given, users)
		minutes = make_minutes(season, stage)
		if stage == "presentation":
			minutes.decisions[-1].reason = "Peserta 2 Uji berhalangan menjadi pembanding"
		minutes.insert().submit()
	make_minutes(season, "determination").insert().submit()
	return season, users, contributors
