"""Where a nominee stands, and what is still open: no score changes once the plenary has decided on it."""

import frappe
from frappe import _
from frappe.utils import get_link_to_form

from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.workflow import state_of_gate
from ntb_awards.selection.scheme import RECORDED_KINDS, SHEET_KINDS, Scheme, Stage


def scheme_of(season: str) -> tuple[str, Scheme]:
	"""The name of a season's Award Scheme and the scheme."""
	name = frappe.get_cached_value("Award Season", season, "scheme")
	return name, load_scheme(name)


def unit_of(season: str) -> str | None:
	"""The Department that holds the season, if one does: it and all its parts are one unit there."""
	return frappe.get_cached_value("Award Season", season, "unit")


def instrument_name(scheme_name: str, code: str) -> str:
	"""The Assessment Instrument of a scheme."""
	return frappe.db.get_value("Assessment Instrument", {"scheme": scheme_name, "code": code}, "name")


def sheet_stage(scheme: Scheme, code: str) -> Stage:
	"""The stage, if it is one that assessors score; raises ValidationError naming those that are."""
	taking = {stage.code: stage for stage in scheme.stages if stage.kind in SHEET_KINDS}
	if code not in taking:
		frappe.throw(
			_("Stage {0} takes no score sheets. Choose one of: {1}.").format(
				frappe.bold(code), ", ".join(stage.title for stage in taking.values())
			)
		)
	return taking[code]


def assessed_stage(scheme: Scheme, code: str) -> Stage:
	"""A stage whose sheets assessors fill in; raises ValidationError naming the action that fills another."""
	stage = sheet_stage(scheme, code)
	if stage.kind in RECORDED_KINDS:
		frappe.throw(
			_("{0} is not scored by assessors. Use {1} on the season.").format(
				frappe.bold(stage.title), frappe.bold(recording_action(stage.kind))
			),
			title=_("Not Scored by Assessors"),
		)
	return stage


def recording_action(kind: str) -> str:
	"""The button that fills in the sheets of a stage that assessors do not score."""
	return _("Fill from Records") if kind == "records" else _("Import Test Results")


def recorded_stage(scheme: Scheme, code: str, kind: str) -> Stage:
	"""The stage, if the app fills it in from that kind of source; raises ValidationError otherwise."""
	stage = next((one for one in scheme.stages if one.code == code and one.kind == kind), None)
	if stage is None:
		known = ", ".join(one.title for one in scheme.stages if one.kind == kind)
		frappe.throw(
			_("{0} does not fill in stage {1}. Choose one of: {2}.").format(
				recording_action(kind), frappe.bold(code), known or "–"
			),
			title=_("Another Kind of Stage"),
		)
	return stage


def deciding_minutes(season: str, category: str, gate: str) -> str | None:
	"""The submitted Plenary Minutes of a category at a gate."""
	return frappe.db.get_value(
		"Plenary Minutes", {"season": season, "category": category, "stage": gate, "docstatus": 1}, "name"
	)


def require_undecided(season: str, category: str, gate: Stage) -> None:
	"""Raise ValidationError if the season is closed or the plenary has decided at this gate."""
	if frappe.db.get_value("Award Season", season, "status") == "Closed":
		frappe.throw(_("Season {0} is closed. Its scores can no longer change.").format(frappe.bold(season)))
	minutes = deciding_minutes(season, category, gate.code)
	if minutes:
		frappe.throw(
			_("The plenary has decided on stage {0} in {1}. Its scores can no longer change.").format(
				frappe.bold(gate.title), get_link_to_form("Plenary Minutes", minutes)
			),
			title=_("Stage Decided"),
		)


def require_at_gate(scheme_name: str, nomination: str, gate: Stage) -> None:
	"""Raise ValidationError unless the nominee stands at the gate."""
	state = frappe.db.get_value("Nomination", nomination, "workflow_state")
	expected = state_of_gate(scheme_name, gate.code)
	if state != expected:
		frappe.throw(
			_(
				"This nominee stands at {0}, not at {1}. Only nominees who stand at a stage are scored in it."
			).format(frappe.bold(_(state or "Draft")), frappe.bold(_(expected))),
			title=_("Not at This Stage"),
		)
