"""Score sheets that the app fills in: from the personnel records here, from the file of a test elsewhere.

Such a sheet belongs to the user who ran the action, is submitted at once and never edited: as long as the
plenary has not decided it is cancelled with a reason, and filled in again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document, bulk_insert
from frappe.utils import cstr

from ntb_awards.gateway import season_rows
from ntb_awards.gateway.fitting_forms import fitting
from ntb_awards.gateway.forms import blank_rows, value_text
from ntb_awards.gateway.gates import instrument_name, recorded_stage, require_undecided, scheme_of
from ntb_awards.gateway.results import enqueue_results, lock_season
from ntb_awards.gateway.sheets import nominees_at, require_category
from ntb_awards.gateway.windows import reference_date
from ntb_awards.gateway.words import kept_for_all, say
from ntb_awards.gateway.workflow import state_of_gate
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.numbers import exact_text
from ntb_awards.selection.scheme import Instrument, Scheme, Stage
from ntb_awards.selection.suggestions import Recorded, recorded
from ntb_awards.who import STAFF_ROLES, employees_of

RECORD, IMPORT = "Record", "Import"
Rows = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Filled:
	"""What goes on one sheet. `scores`: criterion code → exact raw score; `notes`: criterion → its origin."""

	variant: str | None
	scores: Mapping[str, Fraction]
	notes: Mapping[str, str]
	source: str


@frappe.whitelist(methods=["POST"])
def fill_from_records(season: str, category: str, stage: str) -> dict[str, Any]:
	"""Fill in and submit the sheet of every nominee at the stage whose record answers the whole form.

	What has a sheet is left alone, so the action may be repeated. Nominees whose record is silent get no
	sheet. Returns {filled, existing, silent: [{nomination, number, name, missing: [what]}], message}.
	"""
	frappe.only_for(STAFF_ROLES)
	lock_season(season)
	scheme_name, scheme = scheme_of(season)
	require_category(scheme_name, category)
	asked = recorded_stage(scheme, stage, "records")
	gate = scheme.gate_of(asked)
	require_undecided(season, category, gate)
	nominees = nominees_at(season, category, state_of_gate(scheme_name, gate.code))
	refuse_nominee(nominees.values())
	waiting = without_sheet(season, asked.code, nominees)
	filled, silent = _read_records(season, scheme.instrument(asked.instrument), waiting)
	store(season, asked, RECORD, waiting, filled)
	told = [
		{
			"nomination": name,
			"number": waiting[name]["number"],
			"name": waiting[name]["employee_name"],
			"missing": missing,
		}
		for name, missing in silent.items()
	]
	existing = len(nominees) - len(waiting)
	return {
		"filled": len(filled),
		"existing": existing,
		"silent": told,
		"message": _summary(asked, len(filled), existing, told),
	}


def _summary(stage: Stage, filled: int, existing: int, silent: list[dict[str, Any]]) -> str:
	text = _("{0} sheets for {1} filled in; {2} existed already.").format(filled, stage.title, existing)
	if silent:
		text += " " + _(
			"{0} nominees get none, because the records are silent. Complete them, then repeat."
		).format(len(silent))
	return text


def refuse_nominee(nominees: Iterable[Mapping[str, Any]]) -> None:
	"""Raise PermissionError if the user is among the nominees (rows with `employee`)."""
	own = set(employees_of(frappe.session.user).run(pluck=True))
	if any(row["employee"] in own for row in nominees):
		frappe.throw(
			_("You are a nominee here. Ask a colleague of the secretariat to fill in these sheets."),
			frappe.PermissionError,
			title=_("Own Nomination"),
		)


def without_sheet(season: str, stage: str, nominees: Rows) -> Rows:
	"""The nominees that have no sheet at the stage; cancelled ones do not count."""
	taken = with_sheet(season, stage)
	return {name: row for name, row in nominees.items() if name not in taken}


def with_sheet(season: str, stage: str) -> set[str]:
	"""The nominations of a season that have a sheet at the stage (code) which is not cancelled."""
	filters = {"season": season, "stage": stage, "docstatus": ("<", season_rows.CANCELLED)}
	return set(frappe.get_all("Stage Score", filters, pluck="nomination", order_by="creation"))


def _read_records(
	season: str, instrument: Instrument, nominees: Rows
) -> tuple[dict[str, Filled], dict[str, list[str]]]:
	"""Nomination → what the record says; and nomination → what it is silent on.

	The facts are those kept on the nomination. Where they are silent, what has been recorded since counts.
	"""
	variants, unclear = fitting(instrument, nominees, season)
	kept = season_rows.facts(list(nominees.values()), season)
	today = season_rows.facts_today({row["employee"] for row in nominees.values()}, season)
	on = reference_date(season)
	filled: dict[str, Filled] = {}
	silent = {name: [say(message)] for name, message in unclear.items()}
	for name, variant in variants.items():
		row = nominees[name]
		found = _record(instrument, variant, (kept[name], today.get(row["employee"], Facts())), on)
		missing = [one.title for one in instrument.criteria_for(variant) if one.code not in found]
		if missing:
			silent[name] = missing
		else:
			filled[name] = _filled(variant, found)
	return filled, silent


def _record(
	instrument: Instrument, variant: str | None, facts: tuple[Facts, Facts], on: date
) -> dict[str, Recorded]:
	kept, today = (recorded(instrument, variant, one, on) for one in facts)
	return today | kept


def _filled(variant: str | None, found: Mapping[str, Recorded]) -> Filled:
	with kept_for_all():
		notes = {code: "; ".join(say(fact) for fact in one.facts) for code, one in found.items()}
		source = _("Personnel records: {0}").format("; ".join(dict.fromkeys(notes.values())))
	return Filled(variant, {code: one.raw for code, one in found.items()}, notes, source)


def store(season: str, stage: Stage, entry: str, nominees: Rows, filled: Mapping[str, Filled]) -> None:
	"""Submitted sheets of the session's user for all these nominations (name → row), in bulk."""
	if not filled:
		return
	scheme_name, scheme = scheme_of(season)
	form = instrument_name(scheme_name, stage.instrument)
	sheets = [_sheet(season, scheme, stage, form, entry, nominees[name], one) for name, one in filled.items()]
	bulk_insert("Stage Score", sheets)
	for category in sorted({nominees[name]["category"] for name in filled}):
		enqueue_results(season, category)


def _sheet(
	season: str, scheme: Scheme, stage: Stage, form: str, entry: str, nominee: dict[str, Any], filled: Filled
) -> Document:
	"""A Stage Score ready for the database, submitted."""
	instrument = scheme.instrument(stage.instrument)
	sheet = frappe.get_doc(
		{
			"doctype": "Stage Score",
			"name": frappe.generate_hash(length=10),
			"docstatus": 1,
			"season": season,
			"category": nominee["category"],
			"stage": stage.code,
			"stage_title": stage.title,
			"nomination": nominee["name"],
			"nominee_number": nominee["number"],
			"nominee_name": None if stage.blind else nominee["employee_name"],
			"assessor": frappe.session.user,
			"instrument": form,
			"variant": filled.variant,
			"status": "Submitted",
			"entry": entry,
			"source": filled.source,
			"value": value_text(instrument, filled.variant, filled.scores, scheme.places),
			"scores": [
				{
					**row,
					"docstatus": 1,
					"raw": exact_text(filled.scores[row["criterion"]]),
					"note": filled.notes.get(row["criterion"]),
				}
				for row in blank_rows(instrument, filled.variant)
			],
		}
	)
	sheet.set_parent_in_children()
	for row in sheet.scores:
		row.name = frappe.generate_hash(length=10)
	return sheet


@frappe.whitelist(methods=["POST"])
def cancel_sheets(sheets: str | list[str], reason: str) -> int:
	"""Cancel sheets that the app filled in (names), all or none, so that they can be filled in again.

	The reason stays on each of them. Raises ValidationError for an assessor's own sheet and once the plenary
	has decided. Returns how many were cancelled.
	"""
	frappe.only_for(STAFF_ROLES)
	names: Collection[str] = frappe.parse_json(sheets) if isinstance(sheets, str) else sheets
	if not cstr(reason).strip():
		frappe.throw(_("Give the reason. It stays on the cancelled sheets."), frappe.MandatoryError)
	for name in names:
		_cancel(frappe.get_doc("Stage Score", name), cstr(reason).strip())
	return len(names)


def _cancel(sheet: Document, reason: str) -> None:
	frappe.has_permission("Stage Score", "read", sheet, throw=True)
	if not sheet.is_recorded:
		frappe.throw(
			_("{0} is the sheet of an assessor, who alone can cancel it.").format(sheet.name),
			title=_("Not Filled In by the App"),
		)
	sheet.flags.by_the_app = True
	sheet.flags.ignore_permissions = True
	sheet.cancel()
	sheet.add_comment("Info", _("Cancelled: {0}").format(frappe.utils.escape_html(reason)))
