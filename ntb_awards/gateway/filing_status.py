"""Where a nomination stands, as far as its nominee may know: by published minutes alone.

The workflow moves a nominee when minutes are submitted; he learns of it when they are published. Until then
the pages show him at the stage they are about.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import frappe
from frappe import _
from frappe.utils import formatdate

from ntb_awards.gateway import public_seasons, states, windows
from ntb_awards.gateway.eligibility import answer_of
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.workflow import state_of_gate
from ntb_awards.selection.scheme import Scheme, Stage

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

Progress = Literal["done", "current", "stopped", "to come"]
ADVANCE = "Advance"
WITH_REASON, WITH_SCORES = ("reason", "scores"), "scores"


@dataclass(frozen=True)
class Decision:
	"""What minutes decided on the nominee. `values`: (what, value), the nominee's own."""

	stage: str
	stage_title: str
	advanced: bool
	held_on: str
	is_published: bool
	published_at: datetime | None = None
	minutes_number: str = ""
	reason: str = ""
	values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Standing:
	"""What the nominee may know. `state`: a workflow state; `gate`: the code of the stage he is shown at."""

	state: str
	gate: str | None
	decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Step:
	"""One step on the way; `about`: what happened or when it will; `with_it`: stages decided together."""

	title: str
	progress: Progress
	about: str = ""
	with_it: tuple[str, ...] = field(default=())


def standing_of(doc: Nomination) -> Standing:
	return standings_of([doc])[doc.name]


def standings_of(nominations: Sequence[Any]) -> dict[str, Standing]:
	"""Nomination → what its nominee may know; one query. `nominations`: documents, or rows with name, season,
	scheme, number, workflow_state and stage."""
	decided = _minutes_rows([one.name for one in nominations])
	return {one.name: _standing(one, decided[one.name]) for one in nominations}


def _standing(doc: Any, rows: list[Any]) -> Standing:
	season, scheme = frappe.get_cached_doc("Award Season", doc.season), load_scheme(doc.scheme)
	gates = [gate.code for gate in scheme.gates]
	rows = sorted((row for row in rows if row.stage in gates), key=lambda row: gates.index(row.stage))
	decisions = [_decision(row, doc, season, scheme) for row in rows]
	published = tuple(one for one in decisions if one.is_published)
	hidden = next((one for one in decisions if not one.is_published), None)
	# Who withdraws or is found ineligible knows it; of what minutes decide, only what is published is known.
	if hidden is None or doc.workflow_state in states.VACATED:
		return Standing(doc.workflow_state, doc.stage, published)
	return Standing(state_of_gate(scheme, hidden.stage), hidden.stage, published)


def _minutes_rows(nominations: Sequence[str]) -> dict[str, list[Any]]:
	"""Nomination → its rows in submitted minutes, the oldest minutes first."""
	minutes, row = frappe.qb.DocType("Plenary Minutes"), frappe.qb.DocType("Minutes Decision")
	query = (
		frappe.qb.from_(minutes)
		.join(row)
		.on((row.parent == minutes.name) & (row.parenttype == "Plenary Minutes"))
		.select(minutes.stage, minutes.stage_title, minutes.held_on, minutes.published_at)
		.select(minutes.minutes_number, minutes.standings, row.nomination, row.decision, row.reason)
		.where((minutes.docstatus == 1) & row.nomination.isin(list(nominations)))
		.orderby(minutes.creation)
	)
	found: dict[str, list[Any]] = defaultdict(list)
	for one in query.run(as_dict=True) if nominations else ():
		found[one.nomination].append(one)
	return found


def _decision(row: Any, doc: Any, season: AwardSeason, scheme: Scheme) -> Decision:
	if not public_seasons.has_come(row.published_at, season):
		return Decision(row.stage, row.stage_title, row.decision == ADVANCE, "", is_published=False)
	detail = scheme.decision_detail
	return Decision(
		stage=row.stage,
		stage_title=row.stage_title,
		advanced=row.decision == ADVANCE,
		held_on=formatdate(row.held_on, "d MMMM yyyy"),
		is_published=True,
		published_at=windows.in_zone(row.published_at, season.timezone),
		minutes_number=row.minutes_number or "",
		reason=(row.reason or "") if detail in WITH_REASON else "",
		values=tuple(_own_values(row.standings, doc.number)) if detail == WITH_SCORES else (),
	)


def _own_values(standings: str | None, number: int) -> Iterator[tuple[str, str]]:
	"""(what, value) from the frozen standings: this nominee's row and no other."""
	content = json.loads(standings) if standings else {"rows": []}
	own = next((row for row in content["rows"] if row["nominee"] == number), None)
	if own is None:
		return
	for stage in content["stages"]:
		if (value := own["values"].get(stage["code"])) is not None:
			yield stage["title"], value
	if own["score"] is not None:
		yield _("Total so far"), own["score"]


# ── the steps ─────────────────────────────────────────────────────────────────────────────────────────


def steps_of(doc: Nomination, standing: Standing) -> list[Step]:
	"""The way of a nomination: filled in, received, each stage with minutes of its own, the outcome."""
	season, scheme = frappe.get_cached_doc("Award Season", doc.season), load_scheme(doc.scheme)
	return [
		*_first_steps(doc, season, standing),
		*(_gate_step(gate, scheme, season, standing) for gate in scheme.gates),
		_last_step(standing),
	]


def _first_steps(doc: Nomination, season: AwardSeason, standing: Standing) -> Iterable[Step]:
	is_open = standing.state in states.OPEN
	window = windows.submission_window(season, doc.employee)
	until = _("until {0}").format(windows.label(window))
	yield Step(_("Fill in and submit"), "current" if is_open else "done", until if is_open else "")
	words = {
		states.SUBMITTED: _("The Secretariat checks whether it is complete and the requirements are met."),
		states.INELIGIBLE: _("The Secretariat found that a requirement is not met."),
	}
	if standing.state == states.SUBMITTED:
		progress: Progress = "current"
	elif standing.state == states.INELIGIBLE and not standing.decisions:
		progress = "stopped"
	else:
		progress = "to come" if is_open or not doc.number else "done"
	yield Step(_("Received and checked"), progress, words.get(standing.state, ""))


def _gate_step(gate: Stage, scheme: Scheme, season: AwardSeason, standing: Standing) -> Step:
	decision = next((one for one in standing.decisions if one.stage == gate.code), None)
	with_it = [one.title for one in scheme.stages if one.decided_with == gate.code]
	about, progress = _when(season, gate.code), "to come"
	if decision:
		progress = "done" if decision.advanced else "stopped"
		about = _("Passed") if decision.advanced else _("Not advanced")
	elif standing.gate == gate.code:
		progress = "current"
	return Step(gate.title, progress, about, tuple(with_it))


def _when(season: AwardSeason, stage: str) -> str:
	"""The window of the stage in the season's timeline, in words; "" where it has none."""
	activity = windows.stage_activity(season, stage)
	if activity is None:
		return ""
	window = windows.effective_window(season, activity)
	return span_label(window)


def span_label(window: windows.Window) -> str:
	return _("{0} to {1}").format(windows.moment_label(window.opens), windows.label(window))


def _last_step(standing: Standing) -> Step:
	ended = {
		states.WINNER: ("done", _("Among the winners")),
		states.WITHDRAWN: ("stopped", _("Withdrawn")),
		states.INELIGIBLE: ("stopped", _("Ineligible")),
		states.NOT_ADVANCED: ("stopped", _("The selection has ended for this nomination.")),
	}
	progress, about = ended.get(standing.state, ("to come", ""))
	return Step(_("Outcome"), progress, about)


def state_words(standing: Standing) -> str:
	"""The state as a nominee says it."""
	words = {
		states.DRAFT: _("Draft, not submitted yet"),
		states.SUBMITTED: _("Submitted, being checked"),
		states.RETURNED: _("Returned to you for completion"),
		states.INELIGIBLE: _("Not admitted: a requirement is not met"),
		states.WITHDRAWN: _("Withdrawn"),
		states.NOT_ADVANCED: _("Not advanced"),
		states.WINNER: _("Winner"),
	}
	return words.get(standing.state) or _("In the selection: {0}").format(standing.state)


def unmet_rules(doc: Nomination) -> list[dict[str, str]]:
	"""Of an ineligible nomination: each requirement that is not met, and why as far as the scheme says it."""
	if doc.workflow_state != states.INELIGIBLE:
		return []
	shows = load_scheme(doc.scheme).decision_detail in WITH_REASON
	rows = [row for row in doc.eligibility if answer_of(row) == "not_met"]
	return [{"title": row.title, "reason": (row.reason or row.fact or "") if shows else ""} for row in rows]


def days_left(window: windows.Window, now: datetime) -> int:
	"""Whole days from today to the last day, in the season's zone; 0 on the last day, negative after it."""
	return (window.closes.date() - now.astimezone(window.closes.tzinfo).date()).days
