"""What a nominee is told when the Secretariat moves the nomination: the state, and where to look.

Nothing of a stage's outcome: that is told when its minutes are published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from ntb_awards.gateway import concerned, states
from ntb_awards.gateway.notices import tell
from ntb_awards.gateway.pages import BOARD, OWN

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

RETURNED, ACCEPTED, WITHDRAWN, REJECTED = "returned", "accepted", "withdrawn", "rejected"


def tell_later(doc: Nomination, stored: Nomination | None) -> None:
	"""After a save that moved the nomination: a job tells those concerned, once it is stored."""
	move = _move(stored.workflow_state, doc.workflow_state) if stored else None
	if move:
		frappe.enqueue(
			tell_of_move,
			queue="short",
			enqueue_after_commit=True,
			nomination=doc.name,
			move=move,
			by=frappe.session.user,
		)


def _move(before: str | None, after: str | None) -> str | None:
	if before == after:
		return None
	if after == states.RETURNED:
		return RETURNED
	if before == states.SUBMITTED and states.is_gate(after):
		return ACCEPTED
	return {states.WITHDRAWN: WITHDRAWN, states.INELIGIBLE: REJECTED}.get(after)


def tell_of_move(nomination: str, move: str, by: str) -> None:
	"""Job: the nominee and the operators of the unit, but not the one who did it (`by`: user)."""
	doc = frappe.get_doc("Nomination", nomination)
	nominee = concerned.users_of([doc.employee])
	operators = concerned.operators_of_units([doc.unit])[doc.unit] - nominee
	for users, link in ((nominee, f"{OWN}/{doc.name}"), (operators, BOARD)):
		tell(users - {by}, lambda: _subject(doc, move), lambda: _message(doc, move), link, doc.season)


def _subject(doc: Nomination, move: str) -> str:
	subjects = {
		RETURNED: _("Nomination returned for completion: {0}"),
		ACCEPTED: _("Nomination accepted: {0}"),
		WITHDRAWN: _("Nomination withdrawn: {0}"),
		REJECTED: _("Nomination not eligible: {0}"),
	}
	return subjects[move].format(doc.employee_name)


def _message(doc: Nomination, move: str) -> str:
	season = frappe.get_cached_value("Award Season", doc.season, "title")
	texts = {
		RETURNED: _("The nomination of {0} in {1}, category {2}, was returned for completion."),
		ACCEPTED: _("The nomination of {0} in {1}, category {2}, takes part in the selection."),
		WITHDRAWN: _("The nomination of {0} in {1}, category {2}, was withdrawn."),
		REJECTED: _("The nomination of {0} in {1}, category {2}, does not meet the requirements."),
	}
	lines = [texts[move].format(doc.employee_name, season, doc.category_title)]
	if move == RETURNED:
		lines.append(_("To be completed: {0}").format(doc.return_reason))
	return "\n".join(lines)
