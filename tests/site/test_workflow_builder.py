"""Build Workflow: the stages of a scheme become states; what an administrator changed stays."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.gateway import workflow as builder
from ntb_awards.gateway import workflow_states as flow
from tests.site.builders_rules import make_award_scheme, scheme_file

OURS = 'doc.scheme == "kecil-v1"'


def stored():
	return frappe.get_doc("Workflow", "Nomination")


def steps(scheme: str | None = "kecil-v1") -> set[tuple[str, str, str, str]]:
	"""(state, action, next state, role) of the transitions with the scheme's condition, or with none."""
	condition = f'doc.scheme == "{scheme}"' if scheme else None
	return {
		(row.state, row.action, row.next_state, row.allowed)
		for row in stored().transitions
		if (row.condition or None) == condition
	}


def build(overwrite: bool = False):
	if not frappe.db.exists("Award Scheme", "kecil-v1"):
		make_award_scheme()
	builder.build_workflow("kecil-v1", overwrite)
	return stored()


def test_each_stage_with_minutes_becomes_a_state() -> None:
	data = scheme_file()
	data["stages"][0] |= {"weight": "30"}
	rekan = {"code": "rekan", "title": "Rekan", "decided_with": "sidang"}
	data["stages"].insert(1, data["stages"][0] | rekan)
	make_award_scheme(**data)
	workflow = build()
	states = [row.state for row in workflow.states]
	assert states[0] == "Draft"
	assert {*flow.BASE_STATES, "Berkas", "Sidang"} <= set(states)
	assert "Rekan" not in states
	assert (workflow.document_type, workflow.workflow_state_field) == ("Nomination", "workflow_state")
	assert (workflow.is_active, workflow.send_email_alert) == (1, 0)
	assert {row.doc_status for row in workflow.states} == {"0"}


def test_the_way_through_a_scheme() -> None:
	build()
	office, unit, self = flow.SECRETARIAT, flow.UNIT, flow.EMPLOYEE
	assert steps() == {
		("Submitted", "Accept", "Berkas", office),
		("Berkas", "Advance", "Sidang", office),
		("Berkas", "Stop", "Not Advanced", office),
		("Berkas", "Reject as Ineligible", "Ineligible", office),
		("Berkas", "Withdraw", "Withdrawn", office),
		("Berkas", "Withdraw", "Withdrawn", unit),
		("Berkas", "Withdraw", "Withdrawn", self),
		("Sidang", "Advance", "Winner", office),
		("Sidang", "Stop", "Not Advanced", office),
		("Sidang", "Reject as Ineligible", "Ineligible", office),
		("Sidang", "Withdraw", "Withdrawn", office),
		("Sidang", "Withdraw", "Withdrawn", unit),
		("Sidang", "Withdraw", "Withdrawn", self),
	}
	assert steps(None) == {
		("Draft", "Submit Nomination", "Submitted", unit),
		("Draft", "Submit Nomination", "Submitted", self),
		("Draft", "Submit Nomination", "Submitted", office),
		("Returned", "Submit Nomination", "Submitted", unit),
		("Returned", "Submit Nomination", "Submitted", self),
		("Returned", "Submit Nomination", "Submitted", office),
		("Submitted", "Return for Completion", "Returned", office),
		("Submitted", "Reject as Ineligible", "Ineligible", office),
		("Submitted", "Withdraw", "Withdrawn", office),
		("Returned", "Withdraw", "Withdrawn", office),
		("Returned", "Withdraw", "Withdrawn", unit),
		("Returned", "Withdraw", "Withdrawn", self),
		("Submitted", "Withdraw", "Withdrawn", unit),
		("Submitted", "Withdraw", "Withdrawn", self),
	}
	assert frappe.db.get_value("Award Scheme", "kecil-v1", "workflow") == "Nomination"


def test_one_may_submit_what_one_wrote() -> None:
	assert all(row.allow_self_approval for row in build().transitions)


def test_the_unit_edits_drafts_and_returned_ones_only() -> None:
	editors = {(row.state, row.allow_edit) for row in build().states}
	assert {state for state, role in editors if role == flow.UNIT} == {"Draft", "Returned"}


def test_building_twice_adds_nothing() -> None:
	before = build()
	after = build()
	assert (len(after.states), len(after.transitions)) == (len(before.states), len(before.transitions))


def test_schemes_share_the_workflow() -> None:
	build()
	ours = steps()
	other = make_award_scheme(code="lain")
	builder.build_workflow(other.name)
	assert steps() == ours
	assert len(steps(other.name)) == len(ours)
	states = [row.state for row in stored().states]
	assert states.count("Berkas") == 1


def changed_by_administrator() -> None:
	"""Another role may advance, under one more condition; nobody withdraws from Sidang; one more state."""
	workflow = build()
	for row in workflow.transitions:
		if (row.state, row.action) == ("Berkas", "Advance"):
			row.allowed, row.condition = "Awards Administrator", f"{OURS} and doc.number > 0"
	own = {"state": "Rejected", "doc_status": "0", "allow_edit": "Awards Administrator"}
	workflow.append("states", own)
	step = {
		"state": "Berkas",
		"action": "Reject",
		"next_state": "Rejected",
		"allowed": "Awards Administrator",
	}
	workflow.append("transitions", step)
	next(row for row in workflow.states if row.state == "Berkas").allow_edit = "Awards Administrator"
	workflow.transitions = [
		row for row in workflow.transitions if row.action != "Withdraw" or row.allowed != flow.UNIT
	]
	workflow.save()


def advance():
	rows = (row for row in stored().transitions if (row.state, row.action) == ("Berkas", "Advance"))
	return next(row for row in rows if OURS in row.condition)


def test_what_an_administrator_changed_stays() -> None:
	changed_by_administrator()
	build()
	assert (advance().allowed, advance().condition) == ("Awards Administrator", f"{OURS} and doc.number > 0")
	assert [row.allow_edit for row in stored().states if row.state == "Berkas"] == ["Awards Administrator"]
	assert not any(row.action == "Withdraw" and row.allowed == flow.UNIT for row in stored().transitions)


def test_overwriting_puts_ours_back_and_keeps_what_is_not_ours() -> None:
	changed_by_administrator()
	other = make_award_scheme(code="lain")
	builder.build_workflow(other.name)
	others = steps(other.name)
	build(overwrite=True)
	assert (advance().allowed, advance().condition) == (flow.SECRETARIAT, OURS)
	assert [row.allow_edit for row in stored().states if row.state == "Berkas"] == [flow.SECRETARIAT]
	assert ("Submitted", "Withdraw", "Withdrawn", flow.UNIT) in steps(None)
	assert any(row.state == "Rejected" for row in stored().states)
	assert any(row.next_state == "Rejected" for row in stored().transitions)
	assert steps(other.name) == others


def test_a_missing_transition_is_added_again() -> None:
	workflow = build()
	workflow.transitions = [row for row in workflow.transitions if row.action != "Stop"]
	workflow.save()
	build()
	assert ("Sidang", "Stop", "Not Advanced", flow.SECRETARIAT) in steps()


def test_one_version_is_not_taken_for_another() -> None:
	"""The condition of version 10 holds the name of version 1."""
	make_award_scheme(version=10)
	builder.build_workflow("kecil-v10")
	build()
	assert len(steps("kecil-v1")) == len(steps("kecil-v10")) == 13


def test_states_that_are_there_keep_their_colour() -> None:
	frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "Berkas", "style": "Danger"}).insert()
	build()
	assert frappe.db.get_value("Workflow State", "Berkas", "style") == "Danger"


def test_base_workflow_without_any_scheme() -> None:
	frappe.delete_doc("Workflow", "Nomination", ignore_missing=True, force=True)
	builder.ensure_base_workflow()
	assert {row.state for row in stored().states} == set(flow.BASE_STATES)
	count = len(stored().transitions)
	builder.ensure_base_workflow()
	assert len(stored().transitions) == count == 14


def test_states_and_stages_find_each_other() -> None:
	data = scheme_file()
	data["stages"][0] |= {"weight": "30"}
	rekan = {"code": "rekan", "title": "Rekan", "decided_with": "sidang"}
	data["stages"].insert(1, data["stages"][0] | rekan)
	make_award_scheme(**data)
	assert builder.gate_of_state("kecil-v1", "Sidang") == "sidang"
	assert builder.gate_of_state("kecil-v1", "Draft") is None
	assert builder.gate_of_state("kecil-v1", None) is None
	assert builder.state_of_gate("kecil-v1", "sidang") == "Sidang"
	assert builder.state_of_gate("kecil-v1", "rekan") == "Sidang"
	with pytest.raises(ValueError):
		builder.state_of_gate("kecil-v1", "lain")
