"""Score sheets, opened for a whole category at a stage in one action."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document, bulk_insert

from ntb_awards.gateway import season_rows
from ntb_awards.gateway.fitting_forms import fitting
from ntb_awards.gateway.forms import blank_rows
from ntb_awards.gateway.gates import assessed_stage, instrument_name, require_undecided, scheme_of, unit_of
from ntb_awards.gateway.recusals import Pair, declared_conflicts, panel_of, record_tree_conflicts
from ntb_awards.gateway.windows import reference_date
from ntb_awards.gateway.workflow import state_of_gate
from ntb_awards.hris.tree import conflicts
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.scheme import Instrument, Stage
from ntb_awards.selection.suggestions import suggestions
from ntb_awards.who import STAFF_ROLES

IN_BACKGROUND_ABOVE = 300
CHUNK = 100


@frappe.whitelist()
def open_sheets(season: str, category: str, stage: str) -> dict[str, Any]:
	"""Open a score sheet for every assessor of a category and every nominee standing at the stage.

	What exists is left alone, so the action may be repeated. Returns {opened, existing, recused, queued,
	message}; above 300 sheets the work goes to a background job and the counts are those expected.
	"""
	frappe.only_for(STAFF_ROLES)
	plan = _plan(season, category, stage)
	queued = len(plan.pairs) > IN_BACKGROUND_ABOVE
	if queued:
		_enqueue(season, category, stage)
	else:
		_carry_out(plan)
	return plan.summary(queued)


def _enqueue(season: str, category: str, stage: str) -> None:
	frappe.enqueue(
		open_sheets_in_background,
		queue="long",
		job_id=f"ntb_awards::open_sheets::{season}::{category}::{stage}",
		deduplicate=True,
		enqueue_after_commit=True,
		season=season,
		category=category,
		stage=stage,
	)


def open_sheets_in_background(season: str, category: str, stage: str) -> None:
	"""Job: open the sheets, show how far it is, and tell the user who asked for it."""
	plan = _plan(season, category, stage)
	_carry_out(plan)
	frappe.publish_realtime("msgprint", plan.summary(False)["message"], user=frappe.session.user)


@dataclass(frozen=True)
class Plan:
	"""What one opening makes. `pairs`: (Nomination, User) without a sheet; `tree`: pair → reason found in the
	employee tree; `declared`: pair → Conflict Declaration."""

	season: str
	category: str
	stage: Stage
	instrument: Instrument
	instrument_name: str
	nominees: dict[str, dict[str, Any]]
	panels: dict[str, str]
	pairs: list[Pair]
	existing: int
	declared: dict[Pair, str]
	tree: dict[Pair, str]
	variants: dict[str, str | None]
	facts: dict[str, Facts]
	on: date

	@property
	def recused(self) -> int:
		return sum(pair in self.declared or pair in self.tree for pair in self.pairs)

	def summary(self, queued: bool) -> dict[str, Any]:
		opened = len(self.pairs) - self.recused
		text = (
			_("{0} sheets for {1} are being opened; {2} existed already, {3} are for recused assessors.")
			if queued
			else _("{0} sheets for {1} opened; {2} existed already, {3} are for recused assessors.")
		)
		message = text.format(opened, self.stage.title, self.existing, self.recused)
		return {
			"opened": opened,
			"existing": self.existing,
			"recused": self.recused,
			"queued": queued,
			"message": message,
		}


def _plan(season: str, category: str, stage_code: str) -> Plan:
	"""Everything to be known beforehand, in a constant number of queries."""
	# Two people opening the same sheets at once wait for one another here.
	frappe.db.get_value("Award Season", season, "name", for_update=True)
	scheme_name, scheme = scheme_of(season)
	require_category(scheme_name, category)
	stage = assessed_stage(scheme, stage_code)
	gate = scheme.gate_of(stage)
	require_undecided(season, category, gate)
	nominees = nominees_at(season, category, state_of_gate(scheme_name, gate.code))
	panels = _require_panel(season, category)
	instrument = scheme.instrument(stage.instrument)
	on = reference_date(season)
	missing, existing = _without_sheet(season, category, stage.code, nominees, panels)
	declared = declared_conflicts(season)
	return Plan(
		season=season,
		category=category,
		stage=stage,
		instrument=instrument,
		instrument_name=instrument_name(scheme_name, instrument.code),
		nominees=nominees,
		panels=panels,
		pairs=missing,
		existing=existing,
		declared=declared,
		tree=_tree_conflicts(season, [pair for pair in missing if pair not in declared], nominees),
		variants=_variants(instrument, nominees, season),
		facts=season_rows.facts_today({row["employee"] for row in nominees.values()}, season),
		on=on,
	)


def require_category(scheme_name: str, category: str) -> None:
	if frappe.get_cached_value("Award Category", category, "scheme") != scheme_name:
		frappe.throw(
			_("Category {0} does not belong to the scheme of this season. Choose one of {1}.").format(
				frappe.bold(category), frappe.bold(scheme_name)
			)
		)


def nominees_at(season: str, category: str, state: str) -> dict[str, dict[str, Any]]:
	"""Nomination → row, of those who stand in a workflow state; raises ValidationError if nobody does."""
	rows = [row for row in season_rows.nominations(season, category) if row["workflow_state"] == state]
	if not rows:
		frappe.throw(
			_(
				"Nobody in this category stands at {0}. Accept nominations or submit the minutes before it."
			).format(frappe.bold(_(state))),
			title=_("Nobody to Score"),
		)
	return {row["name"]: row for row in rows}


def _require_panel(season: str, category: str) -> dict[str, str]:
	panels = panel_of(season, category)
	if not panels:
		frappe.throw(
			_(
				"No Assessment Panel of season {0} assesses category {1}. Make one and enter its members."
			).format(frappe.bold(season), frappe.bold(category)),
			title=_("No Assessors"),
		)
	return panels


def _without_sheet(
	season: str, category: str, stage: str, nominees: Iterable[str], assessors: Iterable[str]
) -> tuple[list[Pair], int]:
	"""The pairs that have no sheet, and how many have one. A cancelled sheet is amended, not opened anew."""
	rows = frappe.get_all(
		"Stage Score",
		filters={"season": season, "category": category, "stage": stage},
		fields=["nomination", "assessor"],
		order_by="creation",
	)
	taken = {(row.nomination, row.assessor) for row in rows}
	pairs = [(nomination, assessor) for nomination in nominees for assessor in assessors]
	missing = [pair for pair in pairs if pair not in taken]
	return missing, len(pairs) - len(missing)


def _tree_conflicts(season: str, pairs: list[Pair], nominees: dict[str, dict[str, Any]]) -> dict[Pair, str]:
	if not pairs:
		return {}
	employees = {nominees[nomination]["employee"] for nomination, _user in pairs}
	found = conflicts({user for _nomination, user in pairs}, employees, unit_of(season))
	reasons = {(name, user): found.get((user, nominees[name]["employee"])) for name, user in pairs}
	return {pair: reason for pair, reason in reasons.items() if reason}


def _variants(
	instrument: Instrument, nominees: dict[str, dict[str, Any]], season: str
) -> dict[str, str | None]:
	"""Nomination → the form that fits; raises ValidationError naming everybody whom none fits."""
	found, unclear = fitting(instrument, nominees, season)
	if unclear:
		frappe.throw(
			_("No form of {0} fits: {1}. Complete the post type on their Employee records.").format(
				frappe.bold(instrument.title), ", ".join(nominees[name]["employee_name"] for name in unclear)
			),
			title=_("Form Not Clear"),
		)
	return found


def _carry_out(plan: Plan) -> None:
	names = {name: row["employee_name"] for name, row in plan.nominees.items()}
	recusals = plan.declared | record_tree_conflicts(plan.season, plan.tree, names)
	suggested = {
		name: suggestions(
			plan.instrument, plan.variants[name], plan.facts.get(row["employee"], Facts()), plan.on
		)
		for name, row in plan.nominees.items()
	}
	rows = {name: blank_rows(plan.instrument, plan.variants[name], suggested[name]) for name in plan.nominees}
	sheets = [_sheet(plan, pair, recusals.get(pair), rows[pair[0]]) for pair in plan.pairs]
	for start in range(0, len(sheets), CHUNK):
		bulk_insert("Stage Score", sheets[start : start + CHUNK])
		_show_progress(start + CHUNK, len(sheets))


def _show_progress(done: int, total: int) -> None:
	if total > IN_BACKGROUND_ABOVE:
		percent = min(100, done * 100 / total)
		frappe.publish_progress(percent, title=_("Opening Score Sheets"), doctype="Stage Score")


def _sheet(plan: Plan, pair: Pair, recusal: str | None, rows: list[dict[str, Any]]) -> Document:
	"""A Stage Score ready for the database; a recused one has no rows."""
	nomination, assessor = pair
	nominee = plan.nominees[nomination]
	sheet = frappe.get_doc(
		{
			"doctype": "Stage Score",
			"name": frappe.generate_hash(length=10),
			"season": plan.season,
			"category": plan.category,
			"stage": plan.stage.code,
			"stage_title": plan.stage.title,
			"panel": plan.panels[assessor],
			"nomination": nomination,
			"nominee_number": nominee["number"],
			"nominee_name": None if plan.stage.blind else nominee["employee_name"],
			"assessor": assessor,
			"instrument": plan.instrument_name,
			"variant": plan.variants[nomination],
			"status": "Recused" if recusal else "Open",
			"entry": "Assessor",
			"recusal": recusal,
			"scores": [] if recusal else [dict(row) for row in rows],
		}
	)
	sheet.set_parent_in_children()
	for row in sheet.scores:
		row.name = frappe.generate_hash(length=10)
	return sheet
