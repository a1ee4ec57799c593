"""The patch that lets employees file on a site whose workflow knew only units."""

from __future__ import annotations

import frappe

from ntb_awards.gateway import workflow_states as flow
from ntb_awards.gateway.workflow import ensure_base_workflow
from ntb_awards.patches import let_employees_file

Steps = set[tuple[str, str]]


def steps_of(role: str) -> Steps:
	return {(row.state, row.action) for row in _workflow().transitions if row.allowed == role}


def _workflow():
	return frappe.get_doc("Workflow", flow.WORKFLOW)


def _before_the_patch(keep: Steps | None = None) -> None:
	"""A workflow without employees, and with those steps of the unit alone that are kept."""
	ensure_base_workflow()
	workflow = _workflow()
	workflow.transitions = [
		row
		for row in workflow.transitions
		if row.allowed != flow.EMPLOYEE
		and (keep is None or row.allowed != flow.UNIT or (row.state, row.action) in keep)
	]
	workflow.save()


def test_employees_get_the_steps_of_the_unit_once() -> None:
	_before_the_patch()
	let_employees_file.execute()
	let_employees_file.execute()
	assert steps_of(flow.EMPLOYEE) == steps_of(flow.UNIT)
	assert {(flow.DRAFT, flow.SUBMIT), (flow.SUBMITTED, flow.WITHDRAW)} <= steps_of(flow.EMPLOYEE)
	rows = [row for row in _workflow().transitions if row.allowed == flow.EMPLOYEE]
	assert len(rows) == len({(row.state, row.action, row.condition) for row in rows})


def test_what_the_administrator_took_from_the_unit_is_given_to_nobody() -> None:
	_before_the_patch(keep={(flow.DRAFT, flow.SUBMIT)})
	let_employees_file.execute()
	assert steps_of(flow.EMPLOYEE) == {(flow.DRAFT, flow.SUBMIT)}
