"""360° forms where all whom the relations reach rate one another: opened for everybody in one action."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document, bulk_insert

from ntb_awards.gateway import season_rows, states
from ntb_awards.gateway.contributors import (
	OPEN_CASES,
	FeedbackStage,
	feedback_stage_of,
	reach_of_peers,
)
from ntb_awards.gateway.fitting_forms import fitting
from ntb_awards.gateway.forms import blank_rows
from ntb_awards.gateway.gates import require_undecided, unit_of
from ntb_awards.gateway.problems import throw_all
from ntb_awards.gateway.results import lock_season
from ntb_awards.hris.tree import relations_within
from ntb_awards.who import STAFF_ROLES

IN_BACKGROUND_ABOVE = 300
CHUNK = 100


@dataclass(frozen=True)
class Plan:
	"""What one opening makes. `forms`: ready for the database; `left_out`: names under discipline."""

	forms: list[Document]
	existing: int
	left_out: list[str]

	def summary(self, queued: bool) -> dict[str, Any]:
		text = (
			_("{0} forms are being opened; {1} existed already.")
			if queued
			else _("{0} forms opened; {1} existed already.")
		)
		message = text.format(len(self.forms), self.existing)
		if self.left_out:
			text = _("Under discipline, so neither rated nor rating: {0}.")
			message += " " + text.format(", ".join(self.left_out))
		return {
			"opened": len(self.forms),
			"existing": self.existing,
			"left_out": self.left_out,
			"queued": queued,
			"message": message,
		}


@frappe.whitelist(methods=["POST"])
def open_forms(season: str) -> dict[str, Any]:
	"""Open a 360° form for each nominee of the season and each colleague who is to rate that person.

	What exists is left alone, so the action may be repeated. Returns {opened, existing, left_out, queued,
	message}; above 300 forms the work goes to a background job. For staff alone.
	"""
	frappe.only_for(STAFF_ROLES)
	plan = _plan(season)
	queued = len(plan.forms) > IN_BACKGROUND_ABOVE
	if queued:
		frappe.enqueue(
			open_in_background,
			queue="long",
			job_id=f"ntb_awards::open_forms::{season}",
			deduplicate=True,
			enqueue_after_commit=True,
			season=season,
		)
	else:
		_carry_out(plan)
	return plan.summary(queued)


def open_in_background(season: str) -> None:
	"""Job: open the forms, and tell the user who asked for it."""
	plan = _plan(season)
	_carry_out(plan)
	frappe.publish_realtime("msgprint", plan.summary(False)["message"], user=frappe.session.user)


def _plan(season: str) -> Plan:
	"""Everything to be known beforehand; the number of queries depends on the categories alone."""
	# Two people opening the same forms at once wait for one another here.
	lock_season(season)
	rows = [row for row in season_rows.nominations(season, None) if states.is_live(row["workflow_state"])]
	stages = {name: feedback_stage_of(season, name) for name in {row["category"] for row in rows}}
	_require_everybody(season, stages)
	barred = _under_discipline() if any(one.rule.exclude_disciplined for one in stages.values()) else {}
	taken = _existing(season)
	forms = []
	existing = 0
	for name, stage in stages.items():
		of_category = [row for row in rows if row["category"] == name]
		excluded = barred if stage.rule.exclude_disciplined else {}
		for row, contributor, relation in _pairs(season, stage, of_category, excluded):
			if (row["name"], contributor) in taken:
				existing += 1
			else:
				forms.append((stage, row, contributor, relation))
	return Plan(
		forms=_documents(season, forms),
		existing=existing,
		left_out=sorted(barred[row["employee"]] for row in rows if row["employee"] in barred),
	)


def _require_everybody(season: str, stages: dict[str, FeedbackStage]) -> None:
	problems = []
	if not stages:
		problems.append(_("Nobody stands in this season yet. Submit the nominations first."))
	for category, stage in stages.items():
		require_undecided(season, category, stage.gate)
		if not stage.rule.everyone:
			text = _("By the rule {0} contributors are chosen. Enter each form as an Assessment 360.")
			problems.append(text.format(stage.rule.title))
	throw_all(problems, _("Forms Not Opened"))


def _under_discipline() -> dict[str, str]:
	"""Employee → name of everybody with a disciplinary case that is not over."""
	open_cases = {"kind": "Disciplinary", "status": ("in", OPEN_CASES)}
	rows = frappe.get_all(
		"Disciplinary Record", filters=open_cases, fields=["employee", "employee_name"], order_by="creation"
	)
	return {row.employee: row.employee_name or row.employee for row in rows}


def _existing(season: str) -> set[tuple[str, str]]:
	rows = frappe.get_all(
		"Assessment 360",
		filters={"season": season, "docstatus": ("<", season_rows.CANCELLED)},
		fields=["nomination", "contributor"],
		order_by="creation",
	)
	return {(row.nomination, row.contributor) for row in rows}


def _pairs(
	season: str, stage: FeedbackStage, rows: list[dict[str, Any]], excluded: Collection[str]
) -> list[tuple[dict[str, Any], str, str]]:
	"""(row of the nominee, contributor, relation) of all who rate one another by the rule."""
	asked = {row.relation for row in stage.rule.relations}
	organiser = frappe.get_cached_value("Award Season", season, "organiser")
	nominees = [row["employee"] for row in rows if row["employee"] not in excluded]
	found = relations_within(organiser, nominees, reach_of_peers(stage.rule), unit_of(season))
	return [
		(row, contributor, relation)
		for row in rows
		for contributor, relation in found.get(row["employee"], {}).items()
		if relation in asked and contributor not in excluded
	]


def _documents(season: str, forms: list[tuple[FeedbackStage, dict[str, Any], str, str]]) -> list[Document]:
	if not forms:
		return []
	# One stage asks for feedback, whatever the category: all have its instrument.
	first = forms[0][0]
	nominees = {row["name"]: row for _stage, row, _contributor, _relation in forms}
	variants, unclear = fitting(first.scheme.instrument(first.stage.instrument), nominees, season)
	text = _("No form fits {0}. Complete the post type on the Employee record.")
	throw_all((text.format(nominees[name]["employee_name"]) for name in unclear), _("Form Not Clear"))
	return [_document(season, form, variants[form[1]["name"]]) for form in forms]


def _document(
	season: str, form: tuple[FeedbackStage, dict[str, Any], str, str], variant: str | None
) -> Document:
	"""An Assessment 360 ready for the database."""
	stage, row, contributor, relation = form
	sheet = frappe.get_doc(
		{
			"doctype": "Assessment 360",
			"name": frappe.generate_hash(length=10),
			"nomination": row["name"],
			"nominee_name": row["employee_name"],
			"season": season,
			"category": row["category"],
			"contributor": contributor,
			"relation": relation,
			"variant": variant,
			"answers": blank_rows(stage.scheme.instrument(stage.stage.instrument), variant),
		}
	)
	sheet.set_parent_in_children()
	for answer in sheet.answers:
		answer.name = frappe.generate_hash(length=10)
	return sheet


def _carry_out(plan: Plan) -> None:
	for start in range(0, len(plan.forms), CHUNK):
		bulk_insert("Assessment 360", plan.forms[start : start + CHUNK])
