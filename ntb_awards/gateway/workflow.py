"""Build Workflow: the stages of a scheme as states and transitions of one Frappe workflow on Nomination.

All schemes share the workflow; a transition that belongs to a stage carries the scheme in its condition.
What an administrator has changed stays: a build adds what is missing and restores ours only when asked to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import frappe
from frappe import _

from ntb_awards.gateway import workflow_states as flow
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.selection.scheme import Scheme

if TYPE_CHECKING:
	from frappe.workflow.doctype.workflow.workflow import Workflow
	from frappe.workflow.doctype.workflow_transition.workflow_transition import WorkflowTransition


@dataclass(frozen=True)
class Step:
	"""A transition: who takes which action in which state, and where it leads. `scheme` None: in all."""

	state: str
	action: str
	next_state: str
	roles: tuple[str, ...] = (flow.SECRETARIAT,)
	scheme: str | None = None

	@property
	def condition(self) -> str:
		return f"doc.scheme == {json.dumps(self.scheme)}" if self.scheme else ""

	def is_here(self, row: WorkflowTransition) -> bool:
		"""Whether the row is this step, perhaps with a condition or role the administrator has changed."""
		same = (row.state, row.action, row.next_state) == (self.state, self.action, self.next_state)
		return same and (not row.condition or self.scheme is None or _names_scheme(row, self.scheme))


BASE_STEPS = (
	*(
		Step(state, flow.SUBMIT, flow.SUBMITTED, (*flow.FILING, flow.SECRETARIAT))
		for state in (flow.DRAFT, flow.RETURNED)
	),
	Step(flow.SUBMITTED, flow.RETURN, flow.RETURNED),
	Step(flow.SUBMITTED, flow.REJECT, flow.INELIGIBLE),
	*(
		Step(state, flow.WITHDRAW, flow.WITHDRAWN, (flow.SECRETARIAT, *flow.FILING))
		for state in (flow.SUBMITTED, flow.RETURNED)
	),
)


def build_workflow(scheme_name: str, overwrite: bool = False) -> str:
	"""Bring the states and transitions of a scheme into the workflow; returns the workflow's name.

	`overwrite`: what was changed in our states and in this scheme's transitions is put back first.
	Raises ValidationError if the scheme is incomplete or has no stage with minutes of its own.
	"""
	scheme = load_scheme(scheme_name)
	if not scheme.gates:
		frappe.throw(_("Scheme {0} has no stage that ends in minutes. Add one").format(scheme_name))
	titles = [stage.title for stage in scheme.gates]
	_make_states({title: flow.GATE_STYLE for title in titles})
	steps = (*BASE_STEPS, *gate_steps(scheme, scheme_name))
	workflow = _open_workflow()
	if overwrite:
		_take_out(workflow, scheme_name, titles, steps)
	_put_in(workflow, titles, steps)
	_save(workflow)
	frappe.db.set_value("Award Scheme", scheme_name, "workflow", workflow.name, update_modified=False)
	return workflow.name


def ensure_base_workflow() -> str:
	"""Create the workflow with the states every selection has; an existing one only gets what it lacks."""
	workflow = _open_workflow()
	_put_in(workflow, [], BASE_STEPS)
	_save(workflow)
	return workflow.name


def gate_steps(scheme: Scheme, name: str) -> list[Step]:
	"""The transitions of a scheme: into its first stage, from each stage to the next, and out of each."""
	titles = [stage.title for stage in scheme.gates]
	steps = [Step(flow.SUBMITTED, flow.ACCEPT, titles[0], scheme=name)]
	for title, following in zip(titles, [*titles[1:], flow.WINNER], strict=True):
		steps += [
			Step(title, flow.ADVANCE, following, scheme=name),
			Step(title, flow.STOP, flow.NOT_ADVANCED, scheme=name),
			Step(title, flow.REJECT, flow.INELIGIBLE, scheme=name),
			Step(title, flow.WITHDRAW, flow.WITHDRAWN, (flow.SECRETARIAT, *flow.FILING), scheme=name),
		]
	return steps


def gate_of_state(scheme: Scheme | str, state: str | None) -> str | None:
	"""The code of the stage a workflow state stands for; None for the states every selection has."""
	gates = _loaded(scheme).gates
	return next((stage.code for stage in gates if stage.title == state), None)


def state_of_gate(scheme: Scheme | str, code: str) -> str:
	"""The workflow state of a stage. A stage decided with another one has that stage's state."""
	loaded = _loaded(scheme)
	return loaded.gate_of(loaded.stage(code)).title


def _loaded(scheme: Scheme | str) -> Scheme:
	return scheme if isinstance(scheme, Scheme) else load_scheme(scheme)


def _open_workflow() -> Workflow:
	_make_states({state: style for state, (style, _roles) in flow.BASE_STATES.items()})
	_make_actions()
	if frappe.db.exists("Workflow", flow.WORKFLOW):
		return frappe.get_doc("Workflow", flow.WORKFLOW)
	return frappe.get_doc(
		{
			"doctype": "Workflow",
			"workflow_name": flow.WORKFLOW,
			"document_type": flow.DOCTYPE,
			"workflow_state_field": flow.STATE_FIELD,
			"is_active": 1,
			"send_email_alert": 0,
		}
	)


def _make_states(styles: dict[str, str]) -> None:
	for state, style in styles.items():
		if not frappe.db.exists("Workflow State", state):
			frappe.get_doc(
				{"doctype": "Workflow State", "workflow_state_name": state, "style": style}
			).insert(ignore_permissions=True)


def _make_actions() -> None:
	for action in flow.ACTIONS:
		if not frappe.db.exists("Workflow Action Master", action):
			frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": action}).insert(
				ignore_permissions=True
			)


def _put_in(workflow: Workflow, titles: Iterable[str], steps: Iterable[Step]) -> None:
	"""Add the states and transitions that are not there."""
	editors = {state: roles for state, (_style, roles) in flow.BASE_STATES.items()}
	editors |= {title: (flow.SECRETARIAT,) for title in titles}
	present = {row.state for row in workflow.states}
	for state, roles in editors.items():
		if state not in present:
			for role in roles:
				workflow.append(
					"states", {"state": state, "doc_status": "0", "allow_edit": role, "send_email": 0}
				)
	for step in steps:
		if not any(step.is_here(row) for row in workflow.transitions):
			_append_step(workflow, step)


def _append_step(workflow: Workflow, step: Step) -> None:
	for role in step.roles:
		workflow.append(
			"transitions",
			{
				"state": step.state,
				"action": step.action,
				"next_state": step.next_state,
				"allowed": role,
				"allow_self_approval": 1,
				"condition": step.condition,
			},
		)


def _take_out(workflow: Workflow, scheme: str, titles: list[str], steps: Iterable[Step]) -> None:
	"""Remove our states, this scheme's transitions and the base ones; what others added stays."""
	ours = {*flow.BASE_STATES, *titles}
	steps = tuple(steps)
	workflow.states = [row for row in workflow.states if row.state not in ours]
	workflow.transitions = [
		row
		for row in workflow.transitions
		if not (_names_scheme(row, scheme) or any(step.is_here(row) for step in steps))
	]


def _names_scheme(row: WorkflowTransition, scheme: str) -> bool:
	"""Whether the condition speaks of this scheme, in either kind of quotes."""
	return any(f"{quote}{scheme}{quote}" in (row.condition or "") for quote in ("'", '"'))


def _save(workflow: Workflow) -> None:
	"""Store the workflow; its first state is the one new nominations get, so Draft stands first."""
	workflow.states.sort(key=lambda row: row.state != flow.DRAFT)
	for table in (workflow.states, workflow.transitions):
		for position, row in enumerate(table, 1):
			row.idx = position
	workflow.flags.ignore_permissions = True
	workflow.save()
