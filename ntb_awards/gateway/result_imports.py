"""Results of a test from a spreadsheet: a template, a preview that explains every fault, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import now_datetime

from ntb_awards.gateway import season_rows
from ntb_awards.gateway.files import readable_file
from ntb_awards.gateway.fitting_forms import fitting
from ntb_awards.gateway.gates import recorded_stage, require_undecided, scheme_of
from ntb_awards.gateway.recorded_sheets import IMPORT, Filled, refuse_nominee, store, with_sheet
from ntb_awards.gateway.results import lock_season
from ntb_awards.gateway.spreadsheets import rows_of
from ntb_awards.gateway.spreadsheets import template as make_template
from ntb_awards.gateway.words import kept_for_all, say
from ntb_awards.gateway.workflow import state_of_gate
from ntb_awards.selection.messages import Message
from ntb_awards.selection.messages import _ as marked
from ntb_awards.selection.result_columns import NIP, NUMBER, headings_of
from ntb_awards.selection.result_files import (
	HAS_RESULT,
	NOT_AT_STAGE,
	OWN_NOMINATION,
	Candidate,
	Form,
	Reading,
	read_results,
)
from ntb_awards.selection.scheme import Instrument, Scheme, Stage
from ntb_awards.who import STAFF_ROLES, employees_of

if TYPE_CHECKING:
	from frappe.core.doctype.file.file import File

DOCTYPE = "Result Import"
NAME, CATEGORY = "name", "category"


@dataclass(frozen=True)
class Asked:
	"""The stage whose results come from a file, and its nominees. `rows`: nomination → row, of the season;
	`variants`: nomination → the form that fits; `refusals`: nomination → why it gets no result now."""

	season: str
	scheme_name: str
	scheme: Scheme
	stage: Stage
	instrument: Instrument
	rows: dict[str, dict[str, Any]]
	variants: dict[str, str | None]
	refusals: dict[str, Message]

	@property
	def waiting(self) -> list[dict[str, Any]]:
		"""Rows of those whose result may be taken in now."""
		return [row for name, row in self.rows.items() if name not in self.refusals]

	@property
	def form(self) -> Form:
		people = {row["number"]: self._of(row) for row in self.rows.values()}
		return Form(self.instrument.criteria, _headings(), people)

	def _of(self, row: dict[str, Any]) -> Candidate:
		fitting = self.instrument.criteria_for(self.variants.get(row["name"]))
		return Candidate(
			number=row["number"],
			name=row["employee_name"],
			nip=row["nip"] or "",
			criteria=frozenset(one.code for one in fitting),
			refusal=self.refusals.get(row["name"]),
		)


@frappe.whitelist()
def template(season: str, stage: str) -> None:
	"""Download: an XLSX file with a row for every nominee whose result is awaited at the stage (code)."""
	frappe.only_for(STAFF_ROLES)
	asked = _asked(season, stage)
	heads = {key: texts[0] for key, texts in _headings().items()} | headings_of(asked.instrument.criteria)
	ranges = [None] * len(_headings())
	ranges += [(float(one.minimum), float(one.maximum)) for one in asked.instrument.criteria]
	blank = [None] * len(asked.instrument.criteria)
	rows = [
		[row["number"], row["nip"], row["employee_name"], row["category_title"], *blank]
		for row in asked.waiting
	]
	frappe.response["filename"] = f"{frappe.scrub(season)}-{asked.stage.code}.xlsx"
	frappe.response["filecontent"] = make_template(asked.stage.title, list(heads.values()), rows, ranges)
	frappe.response["type"] = "binary"


@frappe.whitelist()
def preview(season: str, stage: str, file_url: str) -> dict[str, Any]:
	"""What the file would bring in; nothing is stored.

	Returns {sound, columns: [{key, heading}], rows: [{line, number, name, cells: {key: text}, faults}],
	faults: [text], warnings: [text], message}.
	"""
	frappe.only_for(STAFF_ROLES)
	_file, reading = _read(_asked(season, stage), file_url)
	return {
		"sound": reading.is_sound,
		"columns": [{"key": key, "heading": heading} for key, heading in reading.columns],
		"rows": [
			{
				"line": row.line,
				"number": row.number,
				"name": row.name,
				"cells": row.shown,
				"faults": [say(fault) for fault in row.faults],
			}
			for row in reading.rows
		],
		"faults": [say(fault) for fault in reading.faults],
		"warnings": [say(warning) for warning in reading.warnings],
		"message": _told(reading),
	}


@frappe.whitelist(methods=["POST"])
def import_results(season: str, stage: str, file_url: str) -> dict[str, Any]:
	"""Take in the whole file: a submitted sheet for every row; with a single fault nothing is stored.

	The file is kept privately with a Result Import. Returns {imported, document, message}.
	"""
	frappe.only_for(STAFF_ROLES)
	lock_season(season)
	asked = _asked(season, stage)
	file, reading = _read(asked, file_url)
	if not reading.is_sound:
		frappe.throw(_faults_text(reading), title=_("Nothing Imported"))
	named = {row["number"]: row for row in asked.rows.values()}
	chosen = {named[row.number]["name"]: named[row.number] for row in reading.rows}
	refuse_nominee(chosen.values())
	for category in {row["category"] for row in chosen.values()}:
		require_undecided(season, category, asked.scheme.gate_of(asked.stage))
	document = _keep(asked, file, len(chosen))
	store(season, asked.stage, IMPORT, chosen, _filled(asked, reading, named, document.file_name))
	message = _("{0} results for {1} imported.").format(len(chosen), asked.stage.title)
	return {"imported": len(chosen), "document": document.name, "message": message}


def _asked(season: str, stage_code: str) -> Asked:
	"""In a constant number of queries."""
	scheme_name, scheme = scheme_of(season)
	stage = recorded_stage(scheme, stage_code, "test_result")
	instrument = scheme.instrument(stage.instrument)
	rows = {row["name"]: row for row in season_rows.nominations(season, None)}
	variants, unclear = fitting(instrument, rows, season)
	state = state_of_gate(scheme_name, scheme.gate_of(stage).code)
	return Asked(
		season=season,
		scheme_name=scheme_name,
		scheme=scheme,
		stage=stage,
		instrument=instrument,
		rows=rows,
		variants=variants,
		refusals=unclear | _refusals(season, stage, rows, state),
	)


def _refusals(
	season: str, stage: Stage, rows: Mapping[str, dict[str, Any]], state: str
) -> dict[str, Message]:
	"""Nomination → why no result is taken in for it now."""
	taken = with_sheet(season, stage.code)
	own = set(employees_of(frappe.session.user).run(pluck=True))
	found = {}
	for name, row in rows.items():
		values = {"number": row["number"], "name": row["employee_name"], "stage": stage.title}
		if row["workflow_state"] != state:
			found[name] = Message(NOT_AT_STAGE, values)
		elif name in taken:
			found[name] = Message(HAS_RESULT, values)
		elif row["employee"] in own:
			found[name] = Message(OWN_NOMINATION, values)
	return found


def _headings() -> dict[str, tuple[str, ...]]:
	"""Key → heading in the site's language, then others that are understood: the reader's, and English."""
	labels = {
		NUMBER: lambda say_it: say_it("Nominee Number"),
		NIP: lambda say_it: say_it("NIP"),
		NAME: lambda say_it: say_it("Name"),
		CATEGORY: lambda say_it: say_it("Award Category"),
	}
	with kept_for_all():
		kept = {key: label(_) for key, label in labels.items()}
	return {key: tuple(dict.fromkeys((kept[key], label(_), label(marked)))) for key, label in labels.items()}


def _read(asked: Asked, file_url: str) -> tuple[File, Reading]:
	file = readable_file((file_url or "").strip())
	if not file:
		frappe.throw(_("The file was not found. Upload it again."), title=_("File Not Found"))
	return file, read_results(rows_of(file.file_name, _bytes(file)), asked.form)


def _bytes(file: File) -> bytes:
	content = file.get_content()
	return content.encode() if isinstance(content, str) else content


def _told(reading: Reading) -> str:
	if reading.faults:
		return _("The file cannot be taken in as it is.")
	faulty = sum(bool(row.faults) for row in reading.rows)
	if faulty:
		return _("{0} of {1} rows have faults. Correct them in the file and upload it again.").format(
			faulty, len(reading.rows)
		)
	return _("{0} rows without a fault.").format(len(reading.rows))


def _faults_text(reading: Reading) -> str:
	"""One line a fault, with the row of the file it stands in."""
	lines = [say(fault) for fault in reading.faults]
	lines += [_("Row {0}: {1}").format(row.line, say(fault)) for row in reading.rows for fault in row.faults]
	return "<br>".join(frappe.utils.escape_html(line) for line in lines)


def _filled(
	asked: Asked, reading: Reading, named: Mapping[int, dict[str, Any]], file_name: str
) -> dict[str, Filled]:
	filled = {}
	for row in reading.rows:
		name = named[row.number]["name"]
		with kept_for_all():
			source = _("File {0}, row {1}").format(file_name, row.line)
		scores = {code: Fraction(score) for code, score in row.scores.items()}
		filled[name] = Filled(asked.variants[name], scores, {}, source)
	return filled


def _keep(asked: Asked, file: File, nominees: int) -> Any:
	"""A Result Import with a private copy of the file; the user's own loose upload goes."""
	content = _bytes(file)
	document = frappe.new_doc(DOCTYPE)
	document.update(
		{
			"season": asked.season,
			"stage": asked.stage.code,
			"stage_title": asked.stage.title,
			"imported_at": now_datetime(),
			"imported_by": frappe.session.user,
			"nominees": nominees,
			"file_name": file.file_name,
			"sha256": hashlib.sha256(content).hexdigest(),
		}
	)
	document.flags.by_the_app = True
	document.insert(ignore_permissions=True)
	kept = frappe.get_doc(
		doctype="File",
		file_name=file.file_name,
		content=content,
		is_private=1,
		attached_to_doctype=DOCTYPE,
		attached_to_name=document.name,
		attached_to_field="file",
	).insert(ignore_permissions=True)
	document.db_set("file", kept.file_url, update_modified=False)
	if file.owner == frappe.session.user and not file.attached_to_name:
		frappe.delete_doc("File", file.name, ignore_permissions=True)
	return document
