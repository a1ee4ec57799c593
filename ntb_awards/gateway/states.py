"""The states every selection has, and what they mean. The states between them are the scheme's gates."""

from __future__ import annotations

from ntb_awards.gateway.workflow_states import (
	DRAFT,
	INELIGIBLE,
	NOT_ADVANCED,
	RETURNED,
	SUBMITTED,
	WINNER,
	WITHDRAWN,
)

FINALIST = "Finalist"
# The nominating unit may change a nomination in these states only.
OPEN = (DRAFT, RETURNED)
ENDED = (INELIGIBLE, WITHDRAWN, NOT_ADVANCED, WINNER)
# In these states the candidacy no longer counts, so that the employee may be nominated again.
VACATED = (INELIGIBLE, WITHDRAWN)
BASE = (DRAFT, SUBMITTED, RETURNED, *ENDED)


def is_gate(state: str | None) -> bool:
	"""A state in which the nominee stands in the selection."""
	return bool(state) and state not in BASE


def is_live(state: str | None) -> bool:
	"""Submitted or in the selection: the committee has it, and no outcome yet."""
	return state == SUBMITTED or is_gate(state)


def was_accepted(state: str | None) -> bool:
	"""Accepted into the selection, whether it has since ended or not."""
	return is_gate(state) or state in (NOT_ADVANCED, WINNER)
