"""The states, actions and roles every selection has, whatever its stages."""

from __future__ import annotations

_ = str  # marks a name for the translators; forms and lists translate it

WORKFLOW = "Nomination"
DOCTYPE = "Nomination"
STATE_FIELD = "workflow_state"

SECRETARIAT = _("Awards Secretariat")
UNIT = _("Nominating Unit")
EMPLOYEE = _("Employee")
# Who fills in nominations; whose nominations, and whether the scheme lets employees do it, says access.py.
FILING = (UNIT, EMPLOYEE)

DRAFT = _("Draft")
SUBMITTED = _("Submitted")
RETURNED = _("Returned")
INELIGIBLE = _("Ineligible")
WITHDRAWN = _("Withdrawn")
NOT_ADVANCED = _("Not Advanced")
WINNER = _("Winner")

# State → its colour and the roles whose form may be edited in it.
BASE_STATES: dict[str, tuple[str, tuple[str, ...]]] = {
	DRAFT: ("", (*FILING, SECRETARIAT)),
	SUBMITTED: ("Info", (SECRETARIAT,)),
	RETURNED: ("Warning", (*FILING, SECRETARIAT)),
	INELIGIBLE: ("Danger", (SECRETARIAT,)),
	WITHDRAWN: ("Inverse", (SECRETARIAT,)),
	NOT_ADVANCED: ("Danger", (SECRETARIAT,)),
	WINNER: ("Success", (SECRETARIAT,)),
}
GATE_STYLE = "Primary"

SUBMIT = _("Submit Nomination")
RETURN = _("Return for Completion")
ACCEPT = _("Accept")
REJECT = _("Reject as Ineligible")
WITHDRAW = _("Withdraw")
ADVANCE = _("Advance")
STOP = "Stop"
ACTIONS = (SUBMIT, RETURN, ACCEPT, REJECT, WITHDRAW, ADVANCE, STOP)
