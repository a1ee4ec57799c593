"""What may be changed on a nomination, and when. Checked on the server, whatever door the change comes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, cstr, flt, get_datetime, getdate

from ntb_awards.gateway import states
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.who import is_staff

if TYPE_CHECKING:
	from frappe.model.document import Document
	from frappe.model.meta import DocField

	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

# Written by the app alone. What a client sends for them is not looked at.
RESULTS = ("stage_results", "final_score", "final_rank", "decided_by_minutes", "minutes_decision")
SUBMISSION = ("number", "submitted_at", "submitted_by", "stage", "outcome")
FACTS = ("facts_json", "facts_on", "eligibility_status")
# Who proposed the nominee at the level below: written when the nomination is made.
PROVENANCE = ("proposed_from", "proposed_by")
# The answer of the one who recommends: gateway/recommendations.py writes it past the form.
ANSWER = ("recommendation_status", "recommendation_reason", "recommended_by", "recommended_at")
# What a confirmation puts on the nomination; recommendations.keep_decision keeps it there.
CONFIRMED = ("recommender_name", "recommender_position", "recommendation_date")
# Entered by the committee or on withdrawal, after submission.
REASONS = ("return_reason", "withdrawal_reason")
# Shown to citizens: taken as long as the public is or will be asked.
PUBLIC = ("public_profile", "photo")
# Copied from the season and the category while the nomination is open.
COPIED = ("scheme", "category_title", "recommender")
# The nominee and the season stay the same once the nomination has a number.
FIXED = ("season", "employee", "naming_series")


def restore_own_fields(doc: Nomination, stored: Nomination | None) -> None:
	"""Put back what the app itself writes, so that neither a forged nor an outdated value gets in."""
	is_open = not stored or stored.workflow_state in states.OPEN
	kept = [*RESULTS, *SUBMISSION, *FACTS, *ANSWER]
	kept += _reasons_not_taken(doc, stored) if is_open else COPIED
	if not doc.flags.is_proposal:
		kept += PROVENANCE
	for field in kept:
		doc.set(field, stored.get(field) if stored else None)


def _reasons_not_taken(doc: Nomination, stored: Nomination | None) -> tuple[str, ...]:
	"""Of a returned nomination the reason of a withdrawal is taken, and only together with it or before."""
	returned = bool(stored) and stored.workflow_state == states.RETURNED
	return ("return_reason",) if returned else REASONS


def refuse_changes_when_closed(doc: Nomination, stored: Nomination) -> None:
	"""Outside Draft and Returned nothing a person could enter may differ from what is stored.

	Left to their own checks: the workflow state, the decisions on requirements, and the reason that belongs
	to an action possible in the stored state.
	"""
	own_checks = {"workflow_state", "eligibility", *_reasons_open_in(stored.workflow_state)}
	if public_will_be_asked(stored):
		own_checks.update(PUBLIC)
	if doc.return_reason != stored.return_reason and is_staff.ask(frappe.session.user, doc) is not True:
		own_checks.discard("return_reason")
	if changed := changed_fields(doc, stored, own_checks):
		frappe.throw(
			_("{0}: {1} cannot be changed in the state {2}.").format(
				doc.name, ", ".join(changed), frappe.bold(_(stored.workflow_state))
			)
			+ " "
			+ _("Ask the Secretariat to return the nomination for completion."),
			title=_("Nomination Closed"),
		)


def refuse_changes_when_numbered(doc: Nomination, stored: Nomination) -> None:
	"""A returned nomination stays that of the same nominee in the same season."""
	if not stored.number:
		return
	keep = {df.fieldname for df in doc.meta.fields} - set(FIXED)
	if changed := changed_fields(doc, stored, keep):
		frappe.throw(
			_("{0} cannot be changed after submission. Withdraw this nomination and make a new one.").format(
				", ".join(changed)
			),
			title=_("Nominee Fixed"),
		)


def _reasons_open_in(state: str) -> set[str]:
	reasons = set()
	if state == states.SUBMITTED:
		reasons.add("return_reason")
	if states.is_live(state):
		reasons.add("withdrawal_reason")
	return reasons


def public_will_be_asked(doc: Nomination) -> bool:
	"""Whether citizens are asked about the nominee where he stands or at a stage still to come."""
	if not states.is_live(doc.workflow_state) and doc.workflow_state not in states.OPEN:
		return False
	scheme = load_scheme(doc.scheme)
	gates = [gate.code for gate in scheme.gates]
	coming = gates[gates.index(doc.stage) :] if doc.stage in gates else gates
	return any(stage.public_instrument for stage in scheme.stages if scheme.gate_of(stage).code in coming)


def changed_fields(doc: Document, stored: Document, but_not: set[str]) -> list[str]:
	"""Translated labels of the fields that differ from the stored document."""
	return [
		_(df.label or df.fieldname)
		for df in doc.meta.fields
		if df.fieldtype not in no_value_fields or df.fieldtype in table_fields
		if df.fieldname not in but_not and not _same(df, doc, stored)
	]


def _same(df: DocField, doc: Document, stored: Document) -> bool:
	if df.fieldtype in table_fields:
		return _rows(doc.get(df.fieldname)) == _rows(stored.get(df.fieldname))
	return _value(df, doc.get(df.fieldname)) == _value(df, stored.get(df.fieldname))


def _rows(rows: list[Document] | None) -> list[dict[str, Any]]:
	return [
		{
			df.fieldname: _value(df, row.get(df.fieldname))
			for df in row.meta.fields
			if df.fieldtype not in no_value_fields
		}
		for row in rows or []
	]


def _value(df: DocField, value: Any) -> Any:
	"""The value as stored and as sent by a client made comparable; empty is one thing, not three."""
	if df.fieldtype in ("Int", "Check"):
		return cint(value)
	if df.fieldtype in ("Float", "Percent", "Currency"):
		return flt(value, 9)
	if not value:
		return None
	if df.fieldtype == "Date":
		return getdate(value)
	if df.fieldtype == "Datetime":
		return get_datetime(value)
	return cstr(value).replace("\r\n", "\n").strip() or None
