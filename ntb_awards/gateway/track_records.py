"""The confidential inquiry into a nominee's career: words for the plenary, never a number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cstr, get_link_to_form

from ntb_awards.gateway.evidence import refuse_future, require_accepted
from ntb_awards.gateway.gates import require_undecided, scheme_of
from ntb_awards.gateway.words import kept_for_all
from ntb_awards.selection.scheme import Scheme, Stage

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.plenary_minutes.plenary_minutes import PlenaryMinutes
	from ntb_awards.ntb_awards.doctype.track_record.track_record import TrackRecord

KIND = "track_record"
SUBMITTED, CANCELLED = 1, 2
SOURCES = ("from_superior", "from_peers", "from_subordinates", "from_environment", "from_agency")


def check(doc: TrackRecord) -> None:
	"""It is about a nominee in the selection, at a stage of this kind that is not decided, from a source."""
	fields = ["season", "category", "employee_name as nominee_name"]
	doc.update(frappe.db.get_value("Nomination", doc.nomination, fields, as_dict=True))
	_name, scheme = scheme_of(doc.season)
	stage = _stage_of(doc, scheme)
	doc.stage, doc.stage_title = stage.code, stage.title
	require_accepted(doc)
	require_undecided(doc.season, doc.category, scheme.gate_of(stage))
	refuse_future(doc, "traced_on")
	_require_sources(doc)
	_require_clarification(doc)


def _stage_of(doc: TrackRecord, scheme: Scheme) -> Stage:
	"""The stage named, or the only one of this kind."""
	stages = [stage for stage in scheme.stages if stage.kind == KIND]
	if not stages:
		frappe.throw(
			_("The scheme of this season has no track record stage. What was found is not recorded here."),
			title=_("No Such Stage"),
		)
	if not doc.stage and len(stages) == 1:
		return stages[0]
	found = next((stage for stage in stages if stage.code == doc.stage), None)
	if found is None:
		known = ", ".join(f"{stage.code} ({stage.title})" for stage in stages)
		frappe.throw(_("Choose the stage of the track record: {0}").format(known), title=_("No Such Stage"))
	return found


def _require_sources(doc: TrackRecord) -> None:
	if not any(doc.get(source) for source in SOURCES):
		labels = ", ".join(_(doc.meta.get_label(source)) for source in SOURCES)
		frappe.throw(_("Mark at least one source of the findings: {0}").format(labels), frappe.MandatoryError)


def _require_clarification(doc: TrackRecord) -> None:
	if doc.conclusion == "Clarification Needed" and not cstr(doc.clarification).strip():
		frappe.throw(_("Say what has to be clarified, and with whom."), frappe.MandatoryError)


def require_only(doc: TrackRecord) -> None:
	"""One for a nominee and stage; cancelled ones do not count."""
	same = {"nomination": doc.nomination, "stage": doc.stage, "docstatus": ("<", CANCELLED)}
	other = frappe.db.get_value("Track Record", {**same, "name": ("!=", doc.name or "")}, "name")
	if other:
		frappe.throw(
			_("{0} is already the track record of this nominee. Open it, or cancel and amend it.").format(
				get_link_to_form("Track Record", other)
			),
			frappe.DuplicateEntryError,
		)


def require_reason_of_amendment(doc: TrackRecord) -> None:
	if doc.amended_from and not cstr(doc.amendment_reason).strip():
		frappe.throw(_("Give the reason for the amendment. The former record stays."), frappe.MandatoryError)


def require_open(doc: TrackRecord) -> None:
	"""Once the plenary has decided on it, a track record stays as it was."""
	_name, scheme = scheme_of(doc.season)
	require_undecided(doc.season, doc.category, scheme.gate_of(scheme.stage(doc.stage)))


def stages_decided_at(scheme: Scheme, gate: str) -> list[Stage]:
	return [stage for stage in scheme.stages if stage.kind == KIND and scheme.gate_of(stage).code == gate]


def conclusions(season: str, category: str, gate: str, scheme: Scheme) -> dict[str, str]:
	"""Nomination → conclusion in words, for those decided on at a gate (code) whose record is submitted."""
	codes = [stage.code for stage in stages_decided_at(scheme, gate)]
	if not codes:
		return {}
	filters = {"season": season, "category": category, "stage": ("in", codes), "docstatus": SUBMITTED}
	rows = frappe.get_all("Track Record", filters, ["nomination", "conclusion"], order_by="creation")
	found: dict[str, list[str]] = {}
	with kept_for_all():
		for row in rows:
			found.setdefault(row.nomination, []).append(_(row.conclusion))
	return {nomination: "; ".join(words) for nomination, words in found.items()}


def show(doc: PlenaryMinutes, scheme: Scheme) -> None:
	"""Write the conclusions into the decisions table, whatever was sent for them."""
	found = conclusions(doc.season, doc.category, doc.stage, scheme)
	for row in doc.decisions:
		row.track_record = found.get(row.nomination)


def missing(doc: PlenaryMinutes, scheme: Scheme) -> Iterable[Any]:
	"""(Row of the decisions table, title of the stage) for every nominee without a submitted record."""
	stages = stages_decided_at(scheme, doc.stage)
	filters = {"season": doc.season, "category": doc.category, "docstatus": SUBMITTED}
	if not stages:
		return
	rows = frappe.get_all("Track Record", filters, ["nomination", "stage"], order_by="creation")
	there = {(row.nomination, row.stage) for row in rows}
	for stage in stages:
		for row in doc.decisions:
			if (row.nomination, stage.code) not in there:
				yield row, stage.title
