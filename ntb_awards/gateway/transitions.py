"""Moves of a nomination from state to state: what each one asks for, and what it writes.

Frappe's workflow decides who may use an action. These checks decide whether the nomination is ready for it,
also when the state is written past the action buttons (REST, bulk edit, import).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.model.workflow import get_workflow_name
from frappe.utils import cstr

from ntb_awards.gateway import states
from ntb_awards.gateway.eligibility import not_met
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.submission import submit
from ntb_awards.gateway.workflow import gate_of_state, state_of_gate

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

ADVANCE, STOP = "Advance", "Stop"


def apply_transition(doc: Nomination, stored: Nomination | None) -> None:
	"""Check the change of state that this save makes, if any, and write what belongs to it."""
	before = stored.workflow_state if stored else None
	after = doc.workflow_state = doc.workflow_state or before or states.DRAFT
	if before != after and (before or after != states.DRAFT):
		_move(doc, before, after)
	derive_position(doc)


def _move(doc: Nomination, before: str | None, after: str) -> None:
	if not get_workflow_name(doc.doctype):
		frappe.throw(_("The workflow of nominations is switched off. Build it from the award scheme."))
	if before in states.OPEN and after == states.SUBMITTED:
		submit(doc, returned=before == states.RETURNED)
	elif before == states.SUBMITTED and after == states.RETURNED:
		_require_reason(
			doc, "return_reason", _("Say what must be completed before you return the nomination.")
		)
	elif before == states.SUBMITTED and after == _first_state(doc):
		_require_eligible(doc)
	elif states.is_live(before) and after == states.INELIGIBLE:
		_require_rule_not_met(doc)
	elif (states.is_live(before) or before == states.RETURNED) and after == states.WITHDRAWN:
		_require_reason(doc, "withdrawal_reason", _("Give the reason for the withdrawal first."))
	elif states.is_gate(before) and after == _next_state(doc, before):
		_require_minutes(doc, before, ADVANCE)
	elif states.is_gate(before) and after == states.NOT_ADVANCED:
		_require_minutes(doc, before, STOP)
	else:
		_refuse(before, after)


def derive_position(doc: Nomination) -> None:
	"""`stage` is the code of the gate in which the nominee stands, `outcome` how the candidacy ended."""
	ended = doc.workflow_state in states.ENDED
	at_last_gate = bool(doc.stage) and doc.stage == load_scheme(doc.scheme).gates[-1].code
	if doc.workflow_state == states.NOT_ADVANCED:
		# Who is stopped at the last gate was among those from whom the winners are taken.
		doc.outcome = doc.outcome or (states.FINALIST if at_last_gate else states.NOT_ADVANCED)
	else:
		doc.outcome = doc.workflow_state if ended else None
	doc.stage = None if ended else gate_of_state(doc.scheme, doc.workflow_state)


def _first_state(doc: Nomination) -> str:
	return state_of_gate(doc.scheme, load_scheme(doc.scheme).gates[0].code)


def _next_state(doc: Nomination, state: str) -> str | None:
	"""The state after a gate: the next gate's, Winner after the last; None for a state of another scheme."""
	codes = [gate.code for gate in load_scheme(doc.scheme).gates]
	code = gate_of_state(doc.scheme, state)
	if code not in codes:
		return None
	following = codes[codes.index(code) + 1 :]
	return state_of_gate(doc.scheme, following[0]) if following else states.WINNER


def _require_reason(doc: Nomination, field: str, message: str) -> None:
	if not cstr(doc.get(field)).strip():
		label = frappe.bold(_(doc.meta.get_label(field)))
		frappe.throw(
			f"{message} {_('Field: {0}').format(label)}", frappe.MandatoryError, title=_("Reason Missing")
		)


def _require_eligible(doc: Nomination) -> None:
	if doc.eligibility_status != "Eligible":
		frappe.throw(
			_("Only an eligible nomination can be accepted; this one is: {0}.").format(
				_(doc.eligibility_status)
			)
			+ " "
			+ _("Decide every requirement that needs review, or reject the nomination as ineligible."),
			title=_("Not Eligible"),
		)


def _require_rule_not_met(doc: Nomination) -> None:
	if not not_met(doc.eligibility):
		frappe.throw(
			_("No requirement is marked as not met. Decide first which one is not met, with the reason."),
			title=_("No Requirement Failed"),
		)


def _require_minutes(doc: Nomination, state: str, decision: str) -> None:
	"""A nominee passes or leaves a gate by submitted Plenary Minutes alone."""
	minutes = deciding_minutes(doc.name, gate_of_state(doc.scheme, state), decision)
	if not minutes:
		frappe.throw(
			_("No submitted Plenary Minutes hold the decision {0} on {1} at {2}. Submit the minutes.").format(
				frappe.bold(_(decision, context="Minutes Decision")), doc.name, frappe.bold(_(state))
			),
			title=_("Plenary Minutes Missing"),
		)
	doc.decided_by_minutes, doc.minutes_decision = minutes, decision


def deciding_minutes(nomination: str, stage: str | None, decision: str) -> str | None:
	"""Name of the submitted Plenary Minutes of a stage (code) that hold this decision on the nomination."""
	minutes, row = frappe.qb.DocType("Plenary Minutes"), frappe.qb.DocType("Minutes Decision")
	found = (
		frappe.qb.from_(minutes)
		.join(row)
		.on((row.parent == minutes.name) & (row.parenttype == "Plenary Minutes"))
		.select(minutes.name)
		.where((minutes.docstatus == 1) & (minutes.stage == (stage or "")))
		.where((row.nomination == nomination) & (row.decision == decision))
		.orderby(minutes.creation, order=frappe.qb.desc)
		.limit(1)
	).run(pluck=True)
	return found[0] if found else None


def _refuse(before: str | None, after: str) -> None:
	if not before:
		message = _("A nomination begins as a draft. Leave the status empty.")
	else:
		message = _("A nomination cannot go from {0} to {1}. Use the actions of the form.").format(
			frappe.bold(_(before)), frappe.bold(_(after))
		)
	frappe.throw(message, title=_("Status Not Allowed"))
