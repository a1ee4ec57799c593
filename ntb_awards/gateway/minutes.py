"""Plenary Minutes: what has to hold before they are submitted, and what a submission freezes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cstr, getdate

from ntb_awards.gateway import panel_rules, standings, track_records
from ntb_awards.gateway.problems import throw_all
from ntb_awards.gateway.seasons import LoadedSeason, load_season, tie_orders
from ntb_awards.gateway.workflow import state_of_gate
from ntb_awards.selection.records import Decision, Minutes
from ntb_awards.selection.scheme import Stage

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.minutes_decision.minutes_decision import MinutesDecision
	from ntb_awards.ntb_awards.doctype.plenary_minutes.plenary_minutes import PlenaryMinutes

CANCELLED = 2
KEPT = ("decision", "reason", "tie_order")


def fetch(doc: PlenaryMinutes) -> None:
	"""Fill the decisions table with the standings of now; what was already decided on a nominee is kept."""
	loaded = load_season(doc.season, doc.category)
	code = standings.category_code(doc.category)
	require_gate(doc, loaded)
	before = {row.nomination: row for row in doc.decisions}
	doc.set("decisions", [])
	for row in standings.gate_rows(loaded, code, doc.stage):
		kept = (
			{field: before[row["nomination"]].get(field) for field in KEPT}
			if row["nomination"] in before
			else {}
		)
		doc.append("decisions", {**row, "decision": row["proposed"], **{k: v for k, v in kept.items() if v}})


def require_gate(doc: PlenaryMinutes, loaded: LoadedSeason) -> Stage:
	"""The gate these minutes decide. Refuses a stage without minutes, and one whose turn has not come."""
	gates = loaded.scheme.gates
	position = next((place for place, gate in enumerate(gates) if gate.code == doc.stage), None)
	if position is None:
		known = ", ".join(f"{gate.code} ({gate.title})" for gate in gates)
		frappe.throw(
			_("Stage {0} has no Plenary Minutes of its own. Choose one of: {1}").format(doc.stage, known),
			title=_("No Such Stage"),
		)
	held = {minutes.stage for minutes in loaded.season.minutes}
	earlier = next((gate for gate in gates[:position] if gate.code not in held), None)
	if earlier:
		frappe.throw(
			_("Submit the minutes of {0} first: they decide who stands at {1}.").format(
				earlier.title, gates[position].title
			),
			title=_("Earlier Minutes Missing"),
		)
	return gates[position]


def require_first(doc: PlenaryMinutes) -> None:
	"""Refuse second minutes for the same category and stage; cancelled ones do not count."""
	same = {"season": doc.season, "category": doc.category, "stage": doc.stage}
	others = {**same, "docstatus": ("<", CANCELLED), "name": ("!=", doc.name or "")}
	other = frappe.db.get_value("Plenary Minutes", others, "name", order_by="creation")
	if other:
		frappe.throw(
			_(
				"{0} are already the minutes of this category and stage. Open them, or cancel and amend them."
			).format(other),
			frappe.DuplicateEntryError,
			title=_("Minutes Exist"),
		)


def require_decided(doc: PlenaryMinutes) -> tuple[LoadedSeason, Minutes]:
	"""Check all a submission needs. Returns the season as it stood and the record of the minutes."""
	loaded = load_season(doc.season, doc.category)
	gate = require_gate(doc, loaded)
	_require_current(doc, loaded)
	throw_all(_missing_decisions(doc, loaded, gate), _("Not Ready to Decide"))
	throw_all(_tie_problems(doc, gate, loaded), _("Ties to Settle"))
	minutes = record_of(doc)
	throw_all(_departures(doc, loaded, minutes, gate), _("Reasons Missing"))
	throw_all(_signature_problems(doc), _("Signatories Missing"))
	return loaded, minutes


def record_of(doc: PlenaryMinutes) -> Minutes:
	"""The engine's record of the minutes, with decisions in place."""
	return Minutes(
		category=standings.category_code(doc.category),
		stage=doc.stage,
		held_on=getdate(doc.held_on),
		decisions=tuple(
			Decision(nominee=row.number, decision=row.decision.lower(), reason=cstr(row.reason).strip())
			for row in doc.decisions
		),
		tie_orders=tie_orders(doc.decisions),
	)


def _require_current(doc: PlenaryMinutes, loaded: LoadedSeason) -> None:
	current = standings.gate_rows(loaded, standings.category_code(doc.category), doc.stage)
	if not current:
		frappe.throw(
			_("No nominee stands at this stage, so there is nothing to decide."),
			title=_("Nobody to Decide On"),
		)
	found = standings.changes(doc.decisions, current)
	throw_all(
		[_("The standings have changed. Use Fetch Standings again, then look at the decisions:"), *found]
		if found
		else (),
		_("Standings Changed"),
	)


def _missing_decisions(doc: PlenaryMinutes, loaded: LoadedSeason, gate: Stage) -> Iterable[str]:
	state = state_of_gate(loaded.scheme_name, gate.code)
	for row in doc.decisions:
		stands_at = loaded.nominations[row.number]["workflow_state"]
		if stands_at != state:
			yield _("{0} stands at {1}, not at {2}. Accept, reject or withdraw the nomination first.").format(
				_who(row), _(stands_at), state
			)
		elif row.missing and row.decision != "Stop":
			yield _("{0} is not complete: {1}. Complete it, or stop the nominee with a reason.").format(
				_who(row), "; ".join(row.missing.splitlines())
			)
		elif row.missing and not _reason(row):
			yield _("{0} is not complete ({1}) and is stopped: give the reason.").format(
				_who(row), "; ".join(row.missing.splitlines())
			)
		elif not row.decision:
			yield _("{0}: choose Advance or Stop.").format(_who(row))
	for row, title in track_records.missing(doc, loaded.scheme):
		yield _("{0}: submit the Track Record of {1} first.").format(_who(row), title)


def _tie_problems(doc: PlenaryMinutes, gate: Stage, loaded: LoadedSeason) -> Iterable[str]:
	last = gate.code == loaded.scheme.gates[-1].code
	groups: dict[int, list[MinutesDecision]] = defaultdict(list)
	for row in doc.decisions:
		if row.tied:
			groups[row.rank].append(row)
	for rank, rows in sorted(groups.items()):
		people = ", ".join(_who(row) for row in rows)
		given = sorted(row.tie_order or 0 for row in rows)
		decisions = {row.decision for row in rows}
		if any(given) and given != list(range(1, len(rows) + 1)):
			yield _("Rank {0}: number the tied nominees 1 to {1} in Order in Tie, each once: {2}").format(
				rank, len(rows), people
			)
		elif not any(given) and (len(decisions) > 1 or (last and "Advance" in decisions)):
			yield _("Rank {0} is shared by {1}. Settle it: number them 1 to {2} in Order in Tie.").format(
				rank, people, len(rows)
			)
		elif any(given) and not cstr(doc.notes).strip() and not any(_reason(row) for row in rows):
			yield _("Rank {0}: say in Reason or Notes why the tie is settled in this order: {1}").format(
				rank, people
			)


def _departures(doc: PlenaryMinutes, loaded: LoadedSeason, minutes: Minutes, gate: Stage) -> Iterable[str]:
	"""Decisions without a reason that depart from the rule's proposal or from the ranking, ties settled."""
	rows = {row.number: row for row in doc.decisions}
	ranked = [
		row
		for row in loaded.with_minutes(minutes).selection.at_gate(minutes.category, gate.code)
		if row.place
	]
	lowest = max((row.place.rank for row in ranked if rows[row.number].decision == "Advance"), default=0)
	for row in ranked:
		decided = rows[row.number]
		proposed = standings.LABELS.get(row.proposed or "", "")
		if _reason(decided):
			continue
		if proposed and decided.decision != proposed:
			yield _("{0} (rank {1}): the rules lead to {2}. Give the reason for {3}.").format(
				_who(decided),
				row.place.rank,
				_(proposed, context="Minutes Decision"),
				_(decided.decision, context="Minutes Decision"),
			)
		elif decided.decision == "Stop" and row.place.rank < lowest:
			yield _("{0} (rank {1}) is stopped while a lower rank advances. Give the reason.").format(
				_who(decided), row.place.rank
			)
	yield from _surplus(doc, loaded, gate)


def _surplus(doc: PlenaryMinutes, loaded: LoadedSeason, gate: Stage) -> Iterable[str]:
	winners = sum(row.decision == "Advance" for row in doc.decisions)
	if gate.code == loaded.scheme.gates[-1].code and winners > loaded.scheme.winners:
		yield _("{0} nominees would win; the rules allow {1}. Stop the others.").format(
			winners, loaded.scheme.winners
		)


def _signature_problems(doc: PlenaryMinutes) -> Iterable[str]:
	if not any(row.role == "Chair" for row in doc.signatories):
		yield _("Signatories: name at least the Chair of the meeting. Choosing the panel fills them in.")
	yield from panel_rules.missing_signatures(doc)


def _reason(row: Any) -> str:
	return cstr(row.reason).strip()


def _who(row: Any) -> str:
	return _("No. {0} {1}").format(row.number, row.nominee_name)
