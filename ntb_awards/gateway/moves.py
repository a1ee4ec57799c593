"""Nominees moved by Plenary Minutes, and put back when the minutes are cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.model.workflow import WorkflowTransitionError, apply_workflow

from ntb_awards.gateway.problems import throw_all
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.workflow import state_of_gate

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.plenary_minutes.plenary_minutes import PlenaryMinutes

SUBMITTED = 1
CANCELLED = 2


def move_nominees(doc: PlenaryMinutes) -> None:
	"""Apply each decision as a transition of the workflow, so that its conditions and roles count."""
	for row in doc.decisions:
		try:
			apply_workflow(frappe.get_doc("Nomination", row.nomination), row.decision)
		except WorkflowTransitionError:
			frappe.throw(
				_(
					"The workflow does not let you take the action {0} at {1}. Ask for a role that may."
				).format(_(row.decision, context="Minutes Decision"), doc.stage_title),
				frappe.PermissionError,
				title=_("Not Permitted"),
			)


def require_last(doc: PlenaryMinutes) -> None:
	"""Cancelling is possible only while nothing rests on these minutes."""
	throw_all(_resting_on(doc), _("Minutes Cannot Be Cancelled"))


def _resting_on(doc: PlenaryMinutes) -> list[str]:
	scheme = load_scheme(frappe.get_cached_value("Award Season", doc.season, "scheme"))
	gates = [gate.code for gate in scheme.gates]
	later = gates[gates.index(doc.stage) + 1 :]
	of_category = {"season": doc.season, "category": doc.category}
	below_cancelled = ("<", CANCELLED)
	resting = {
		_("Later minutes {0} rest on these. Cancel them first."): _names(
			"Plenary Minutes", {**of_category, "stage": ("in", later or [""]), "docstatus": below_cancelled}
		),
		_("Award grants {0} rest on these. Cancel or delete them first."): _names(
			"Award Grant", {"minutes": doc.name, "docstatus": below_cancelled}
		),
		_("Score sheets of the next stage have been submitted, for example {0}. Cancel them first."): _names(
			"Stage Score",
			{**of_category, "stage": ("in", _next_stages(scheme, later)), "docstatus": SUBMITTED},
		)[:3],
		_("The season is sealed in {0}. A sealed result stays as it is."): _names(
			"Season Dossier", {"season": doc.season}
		),
	}
	return [template.format(", ".join(names)) for template, names in resting.items() if names]


def _next_stages(scheme: Any, later: list[str]) -> list[str]:
	return [stage.code for stage in scheme.stages if scheme.gate_of(stage).code in later] or [""]


def _names(doctype: str, filters: dict[str, Any]) -> list[str]:
	return frappe.get_all(doctype, filters=filters, pluck="name", order_by="creation")


def put_back(doc: PlenaryMinutes) -> None:
	"""Nominees stand again at the stage of the cancelled minutes.

	Only those who are still where these minutes put them: who has withdrawn since stays withdrawn. The
	workflow knows no way back, so the state is written directly and a comment tells of it.
	"""
	scheme = frappe.get_cached_value("Award Season", doc.season, "scheme")
	gates = [gate.code for gate in load_scheme(scheme).gates]
	position = gates.index(doc.stage)
	moved = frappe.get_all(
		"Nomination",
		filters={"decided_by_minutes": doc.name, "outcome": ("not in", ("Withdrawn", "Ineligible"))},
		pluck="name",
		order_by="number",
	)
	before = _minutes_before(doc, gates[position - 1]) if position else None
	values = {
		"workflow_state": state_of_gate(scheme, doc.stage),
		"stage": doc.stage,
		"outcome": "",
		"decided_by_minutes": before,
		"minutes_decision": "Advance" if before else "",
	}
	for name in moved:
		frappe.db.set_value("Nomination", name, values)
		comment = _("Back at {0}: {1} were cancelled").format(doc.stage_title, doc.name)
		frappe.get_doc("Nomination", name).add_comment("Info", comment)


def _minutes_before(doc: PlenaryMinutes, stage: str) -> str | None:
	earlier = {"season": doc.season, "category": doc.category, "stage": stage, "docstatus": SUBMITTED}
	return frappe.db.get_value("Plenary Minutes", earlier, "name", order_by="creation")
