"""Where all whom the relations reach rate one another: everybody is asked at once, a batch at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway import season_rows, states
from ntb_awards.gateway.contributors import FeedbackStage, feedback_stage_of, reach_of_peers
from ntb_awards.gateway.feedback_issuing import Pair, asked_about, issue, surroundings, under_discipline
from ntb_awards.gateway.feedback_states import PENDING, WITHDRAWN
from ntb_awards.gateway.gates import require_undecided
from ntb_awards.gateway.problems import throw_all
from ntb_awards.gateway.results import lock_season
from ntb_awards.hris.surroundings import Surroundings
from ntb_awards.who import STAFF_ROLES

IN_BACKGROUND_ABOVE = 2_000
# Nominees at a time: what is in memory grows with them, not with the season.
BATCH = 50
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Circle:
	"""Nominees of one category and those who rate them. `barred`: Employee → name, under discipline."""

	stage: FeedbackStage
	rows: list[Row]
	around: Surroundings
	barred: Mapping[str, str]

	@property
	def unrated(self) -> Mapping[str, str]:
		"""Employee → name of those whom the rule lets nobody rate."""
		return self.barred if self.stage.rule.exclude_disciplined else {}

	def pairs_of(self, row: Row) -> Iterator[Pair]:
		if row["employee"] in self.unrated:
			return
		asked = {one.relation for one in self.stage.rule.relations}
		for employee, relation in self.around.of(row["employee"]).items():
			if relation in asked and employee not in self.barred:
				yield Pair(self.stage, row, employee, relation)


@frappe.whitelist(methods=["POST"])
def open_forms(season: str) -> dict[str, Any]:
	"""Ask every colleague who is to rate a nominee, for each nominee of the season.

	What exists is left alone, so the action may be repeated. Returns {opened, existing, left_out, queued,
	message}; above 2,000 pairs the work goes to a background job. For staff alone.
	"""
	frappe.only_for(STAFF_ROLES)
	# Two people asking everybody at once wait for one another here.
	lock_season(season)
	circles = _circles(season)
	found = sum(1 for circle in circles for row in circle.rows for _pair in circle.pairs_of(row))
	queued = found > IN_BACKGROUND_ABOVE
	if queued:
		frappe.enqueue(
			open_in_background,
			queue="long",
			job_id=f"ntb_awards::open_forms::{season}",
			deduplicate=True,
			enqueue_after_commit=True,
			season=season,
		)
		existing = _count_existing(season)
		return _summary(found - existing, existing, circles, queued)
	return _open_all(season, circles)


def open_in_background(season: str) -> None:
	"""Job: ask everybody, and tell the user who wanted it."""
	lock_season(season)
	done = _open_all(season, _circles(season))
	frappe.publish_realtime("msgprint", done["message"], user=frappe.session.user)


def _open_all(season: str, circles: list[Circle]) -> dict[str, Any]:
	opened = existing = 0
	total = sum(len(circle.rows) for circle in circles)
	seen = 0
	for circle in circles:
		for start in range(0, len(circle.rows), BATCH):
			batch = circle.rows[start : start + BATCH]
			missing, there = _missing(circle, batch)
			issue(season, missing, PENDING)
			opened, existing, seen = opened + len(missing), existing + there, seen + len(batch)
			frappe.publish_progress(
				seen * 100 / total, _("Asking for Feedback"), doctype="Award Season", docname=season
			)
	return _summary(opened, existing, circles, queued=False)


def _missing(circle: Circle, rows: list[Row]) -> tuple[list[Pair], int]:
	"""The pairs nobody has been asked for, and how many have."""
	taken = {
		(nomination, employee) for nomination, employee, _r in asked_about([row["name"] for row in rows])
	}
	pairs = [pair for row in rows for pair in circle.pairs_of(row)]
	missing = [pair for pair in pairs if (pair.row["name"], pair.employee) not in taken]
	return missing, len(pairs) - len(missing)


def _count_existing(season: str) -> int:
	return frappe.db.count("Feedback Request", {"season": season, "status": ("!=", WITHDRAWN)})


def _circles(season: str) -> list[Circle]:
	"""One for each category; the number of queries depends on the categories alone."""
	rows = [row for row in season_rows.nominations(season, None) if states.is_live(row["workflow_state"])]
	stages = {name: feedback_stage_of(season, name) for name in {row["category"] for row in rows}}
	_require_everybody(season, stages)
	barred = under_discipline()
	around = surroundings(season, (stage.rule for stage in stages.values()))
	return [
		Circle(
			stage,
			[row for row in rows if row["category"] == name],
			around[reach_of_peers(stage.rule)],
			barred,
		)
		for name, stage in sorted(stages.items())
	]


def _require_everybody(season: str, stages: Mapping[str, FeedbackStage]) -> None:
	problems = []
	if not stages:
		problems.append(_("Nobody stands in this season yet. Submit the nominations first."))
	for category, stage in stages.items():
		require_undecided(season, category, stage.gate)
		if not stage.rule.everyone:
			text = _("By the rule {0} contributors are chosen. Use {1}.")
			problems.append(text.format(stage.rule.title, _("Propose Contributors")))
	throw_all(problems, _("Forms Not Opened"))


def _summary(opened: int, existing: int, circles: Collection[Circle], queued: bool) -> dict[str, Any]:
	text = (
		_("{0} forms are being opened; {1} existed already.")
		if queued
		else _("{0} forms opened; {1} existed already.")
	)
	message = text.format(opened, existing)
	left_out = sorted(
		{
			circle.unrated[row["employee"]]
			for circle in circles
			for row in circle.rows
			if row["employee"] in circle.unrated
		}
	)
	if left_out:
		message += " " + _("Under discipline, so neither rated nor rating: {0}.").format(", ".join(left_out))
	return {
		"opened": opened,
		"existing": existing,
		"left_out": left_out,
		"queued": queued,
		"message": message,
	}
