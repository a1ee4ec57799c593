"""From gate to gate by Plenary Minutes, and how a candidacy ends."""

from __future__ import annotations

import frappe
import pytest

from tests.site.builders_nomination import (
	IN_WINDOW,
	act,
	make_accepted,
	make_award_season,
	store_minutes,
)

NOMINATION = "Nomination"
NEXT_STATE = "Focus Group Discussion (FGD)"


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


@pytest.fixture
def season() -> str:
	return make_award_season().name


def test_minutes_move_a_nominee(season: str) -> None:
	accepted = make_accepted(season)
	minutes = store_minutes(accepted, "administration", "Advance")
	moved = act(accepted, "Advance")
	assert (moved.workflow_state, moved.stage) == (NEXT_STATE, "fgd")
	assert (moved.decided_by_minutes, moved.minutes_decision) == (minutes.name, "Advance")
	with pytest.raises(frappe.ValidationError, match="Plenary Minutes"):
		act(moved, "Advance")  # those minutes decided the stage before


@pytest.mark.parametrize(
	("stage", "decision", "docstatus"),
	[
		("administration", "Stop", 1),
		("administration", "Advance", 0),
		("administration", "Advance", 2),
		("fgd", "Advance", 1),
	],
)
def test_minutes_that_do_not_hold_the_decision(
	season: str, stage: str, decision: str, docstatus: int
) -> None:
	accepted = make_accepted(season)
	store_minutes(accepted, stage, decision, docstatus)
	with pytest.raises(frappe.ValidationError, match="No submitted Plenary Minutes"):
		act(accepted, "Advance")


def test_stopped_and_finalist(season: str) -> None:
	"""Stopped at the first gate is Not Advanced, at the last one Finalist, advanced from it Winner."""
	stopped, finalist, winner = (make_accepted(season) for _ in range(3))
	store_minutes(stopped, "administration", "Stop")
	assert act(stopped, "Stop").outcome == "Not Advanced"
	for nominee, decision in ((finalist, "Stop"), (winner, "Advance")):
		for gate in ("administration", "fgd", "public_test", "presentation"):
			store_minutes(nominee, gate, "Advance")
			act(nominee, "Advance")
		store_minutes(nominee, "determination", decision)
	assert act(finalist, "Stop").outcome == "Finalist"
	assert act(winner, "Advance").outcome == "Winner"
	assert frappe.get_doc(NOMINATION, finalist.name).save().outcome == "Finalist"


def test_rejected_at_a_stage(season: str) -> None:
	"""A matter that comes to light later: the Secretariat decides, then rejects."""
	accepted = make_accepted(season)
	row = next(row for row in accepted.eligibility if row.rule == "no_discipline")
	row.update({"decision": "Not Met", "reason": "Hukuman dijatuhkan 17 November 2025."})
	accepted.save()
	assert act(accepted, "Reject as Ineligible").outcome == "Ineligible"
