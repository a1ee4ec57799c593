"""The states, actions and roles every selection has, whatever its stages."""

from __future__ import annotations

WORKFLOW = "Nomination"
DOCTYPE = "Nomination"
STATE_FIELD = "workflow_state"

SECRETARIAT = "Awards Secretariat"
UNIT = "Nominating Unit"

DRAFT = "Draft"
SUBMITTED = "Submitted"
RETURNED = "Returned"
INELIGIBLE = "Ineligible"
WITHDRAWN = "Withdrawn"
NOT_ADVANCED = "Not Advanced"
WINNER = "Winner"

# State → its colour and the roles whose form may be edited in it.
BASE_STATES: dict[str, tuple[str, tuple[str, ...]]] = {
	DRAFT: ("", (UNIT, SECRETARIAT)),
	SUBMITTED: ("Info", (SECRETARIAT,)),
	RETURNED: ("Warning", (UNIT, SECRETARIAT)),
	INELIGIBLE: ("Danger", (SECRETARIAT,)),
	WITHDRAWN: ("Inverse", (SECRETARIAT,)),
	NOT_ADVANCED: ("Danger", (SECRETARIAT,)),
	WINNER: ("Success", (SECRETARIAT,)),
}
GATE_STYLE = "Primary"

SUBMIT = "Submit Nomination"
RETURN = "Return for Completion"
ACCEPT = "Accept"
REJECT = "Reject as Ineligible"
WITHDRAW = "Withdraw"
ADVANCE = "Advance"
STOP = "Stop"
ACTIONS = (SUBMIT, RETURN, ACCEPT, REJECT, WITHDRAW, ADVANCE, STOP)
