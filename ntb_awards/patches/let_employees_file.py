"""The workflow of nominations learns that employees may file, too; whether they do is in the scheme.

Beside each step that the unit may take, the same step for employees. A step that an administrator took from
the unit is given to nobody.
"""

from __future__ import annotations

import frappe

from ntb_awards.gateway import workflow_states as flow
from ntb_awards.install import make_roles

STEPS = {flow.SUBMIT, flow.WITHDRAW}


def execute() -> None:
	make_roles()
	if not frappe.db.exists("Workflow", flow.WORKFLOW):
		return
	workflow = frappe.get_doc("Workflow", flow.WORKFLOW)
	rows = workflow.transitions
	there = {(row.state, row.action, row.condition) for row in rows if row.allowed == flow.EMPLOYEE}
	for row in list(rows):
		step = (row.state, row.action, row.condition)
		if row.allowed == flow.UNIT and row.action in STEPS and step not in there:
			workflow.append("transitions", {**frappe.copy_doc(row).as_dict(), "allowed": flow.EMPLOYEE})
	workflow.flags.ignore_permissions = True
	workflow.save()
