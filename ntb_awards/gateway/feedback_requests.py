"""The rules of a Feedback Request: whom a nominee's contributors may be, and how a request moves on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime

from ntb_awards.gateway import feedback_windows, states, windows
from ntb_awards.gateway.contributors import (
	check_contributor,
	feedback_stage_of,
	relation_label,
	rule_for,
)
from ntb_awards.gateway.feedback_asking import ask_again_for
from ntb_awards.gateway.feedback_secrecy import answers_name
from ntb_awards.gateway.feedback_states import (
	OPEN,
	PENDING,
	PROPOSED,
	RETURNED,
	STANDING,
	SUBMITTED,
	WITHDRAWN,
)
from ntb_awards.gateway.fitting_forms import variant_of
from ntb_awards.gateway.gates import require_undecided, unit_of
from ntb_awards.gateway.results import enqueue_results
from ntb_awards.who import panels_judging

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.feedback_request.feedback_request import FeedbackRequest
	from ntb_awards.selection.scheme import ContributorRule

DOCTYPE = "Feedback Request"
# Moved by the actions below, never by a form.
NEW: dict[str, Any] = {"status": PROPOSED, "proposed_by": "Secretariat", "round": 1}
KEPT = (*NEW, "reason", "answer_until", "variant")
REASON_LENGTH = 10


def keep_own_fields(doc: FeedbackRequest, stored: FeedbackRequest | None) -> None:
	"""Put back what only the actions change, whatever was sent for it."""
	for field in KEPT:
		doc.set(field, stored.get(field) if stored else NEW.get(field))


def take_from_nomination(doc: FeedbackRequest) -> None:
	"""Season, category and name follow from the nomination; the name of the contributor from the roster."""
	fields = ["season", "category", "employee_name"]
	doc.season, doc.category, doc.nominee_name = frappe.db.get_value("Nomination", doc.nomination, fields)
	doc.contributor_name = frappe.db.get_value("Feedback Contributor", doc.contributor, "full_name")


def require_open_stage(doc: FeedbackRequest) -> None:
	require_undecided(doc.season, doc.category, feedback_stage_of(doc.season, doc.category).gate)
	state = frappe.db.get_value("Nomination", doc.nomination, "workflow_state")
	if state in states.ENDED:
		frappe.throw(
			_("This nomination is {0}. Nobody is asked about it any more.").format(frappe.bold(_(state)))
		)


def check_fit(doc: FeedbackRequest) -> None:
	"""The contributor is of this season, may speak about this nominee as that, and is not one too many."""
	stage = feedback_stage_of(doc.season, doc.category)
	person = frappe.db.get_value(
		"Feedback Contributor", doc.contributor, ["season", "employee"], as_dict=True
	)
	if person.season != doc.season:
		frappe.throw(_("{0} is on the roster of another season.").format(frappe.bold(doc.contributor_name)))
	if person.employee:
		nominee = frappe.db.get_value("Nomination", doc.nomination, "employee")
		check_contributor(stage.rule, nominee, person.employee, doc.relation, unit_of(doc.season))
		refuse_panel(doc.season, doc.category, person.employee)
	else:
		rule_for(stage.rule, doc.relation)
	_require_room(stage.rule, doc)


def refuse_panel(season: str, category: str, employee: str) -> None:
	"""Who judges the category does not also speak about its nominees."""
	if employee in panel_employees(season, category, [employee]):
		name = frappe.db.get_value("Employee", employee, "employee_name")
		frappe.throw(
			_("{0} sits on the panel that judges this category. Choose another contributor.").format(
				frappe.bold(name)
			),
			title=_("On the Panel"),
		)


def panel_employees(season: str, category: str, employees: list[str]) -> set[str]:
	"""Those of the employees whose account or record sits on a panel judging the category."""
	member = frappe.qb.DocType("Panel Member").as_("seat")
	employee = frappe.qb.DocType("Employee")
	query = (
		frappe.qb.from_(employee)
		.join(member)
		.on((member.user == employee.user_id) | (member.employee == employee.name))
		.select(employee.name)
		.where(employee.name.isin(employees) & (member.parenttype == "Assessment Panel"))
		.where(member.parent.isin(panels_judging(member.user, season, category)))
		.distinct()
	)
	return set(query.run(pluck=True)) if employees else set()


def _require_room(rule: ContributorRule, doc: FeedbackRequest) -> None:
	others = frappe.get_all(
		DOCTYPE,
		{"nomination": doc.nomination, "status": ("in", STANDING), "name": ("!=", doc.name or "")},
		["contributor", "relation"],
		order_by="creation",
	)
	if any(row.contributor == doc.contributor for row in others):
		frappe.throw(
			_("{0} is asked about this nominee already.").format(frappe.bold(doc.contributor_name)),
			title=_("Asked Already"),
		)
	most = most_of(rule, doc.relation)
	given = sum(row.relation == doc.relation for row in others)
	if most is not None and given >= most:
		frappe.throw(
			_("{0}: {1} of at most {2} are asked already. Withdraw one of them to ask another.").format(
				frappe.bold(relation_label(doc.relation)), given, most
			),
			title=_("Enough Contributors"),
		)


def most_of(rule: ContributorRule, relation: str) -> int | None:
	"""How many of the relation are asked at most, those included who stand in for another relation."""
	own = rule_for(rule, relation)
	if own.max_count is None:
		return None
	return own.max_count + sum(row.min_count for row in rule.relations if row.fallback == relation)


def set_form(doc: FeedbackRequest) -> None:
	stage = feedback_stage_of(doc.season, doc.category)
	doc.variant = variant_of(doc.nomination, stage.scheme.instrument(stage.stage.instrument))


def refuse_deletion(doc: FeedbackRequest) -> None:
	# A suggestion that vanished would tell the nominee what became of it.
	if doc.status != PROPOSED or doc.proposed_by == "Nominee":
		frappe.throw(
			_("Only proposals of rule and Secretariat are deleted. Withdraw this one, with the reason."),
			title=_("Stays on Record"),
		)


# Actions of the secretariat


@frappe.whitelist(methods=["POST"])
def confirm(requests: list | str) -> dict[str, Any]:
	"""The secretariat takes proposals over: Proposed → Pending. Returns {confirmed, message}."""
	names = frappe.parse_json(requests)
	for name in names:
		doc = _for_action(name)
		if doc.status != PROPOSED:
			frappe.throw(
				_("The request to {0} is {1}; only proposals are confirmed.").format(
					frappe.bold(doc.contributor_name), frappe.bold(_(doc.status))
				)
			)
		require_open_stage(doc)
		check_fit(doc)
		# A nominee's suggestion comes without its form.
		set_form(doc)
		_move(doc, {"status": PENDING, "variant": doc.variant})
	message = _("{0} confirmed. They are asked by e-mail with {1}.").format(
		len(names), frappe.bold(_("Ask Now"))
	)
	return {"confirmed": len(names), "message": message}


@frappe.whitelist(methods=["POST"])
def withdraw(request: str, reason: str) -> dict[str, Any]:
	"""The answers are not wanted any more; what was submitted leaves the result and stays on record."""
	doc = _for_action(request)
	require_open_stage(doc)
	_require_reason(reason)
	if doc.status == WITHDRAWN:
		frappe.throw(_("This request has been withdrawn already."))
	if doc.status in (SUBMITTED, *OPEN):
		_replace_answers(doc)
	_move(doc, {"status": WITHDRAWN, "reason": cstr(reason).strip()})
	enqueue_results(doc.season, doc.category)
	return {"status": WITHDRAWN}


@frappe.whitelist(methods=["POST"])
def return_answers(request: str, reason: str, until: str | None = None) -> dict[str, Any]:
	"""Give submitted answers back to their contributor to be corrected, without looking at them.

	`until`: the last moment for the correction, in the season's zone; needed once the window is over.
	"""
	doc = _for_action(request)
	require_open_stage(doc)
	_require_reason(reason)
	if doc.status != SUBMITTED:
		frappe.throw(
			_("{0} has not submitted these answers, so that they need not be returned.").format(
				frappe.bold(doc.contributor_name)
			)
		)
	begin_new_round(doc, cstr(reason).strip(), until)
	return {"status": RETURNED}


def begin_new_round(doc: FeedbackRequest, reason: str | None, until: str | None) -> None:
	"""The submitted answers leave the result and stay on record; the contributor is asked to answer again.

	`reason`: for the contributor; None where it stands with the answers, apart from the name.
	"""
	_require_time(doc, until)
	_replace_answers(doc)
	values = {"status": RETURNED, "reason": reason, "round": doc.round + 1}
	values["answer_until"] = get_datetime(until) if until else doc.answer_until
	# A verifier's decision does not stand on the request with the verifier's name and the time.
	_move(doc, values, signed=reason is not None)
	enqueue_results(doc.season, doc.category)
	ask_again_for([doc.contributor])


def _require_time(doc: FeedbackRequest, until: str | None) -> None:
	if feedback_windows.is_over(doc.season, until):
		last = feedback_windows.closes_for(doc.season, until)
		frappe.throw(
			_("The time for answers ends on {0}. Give a later end for this correction.").format(
				windows.moment_label(last)
			),
			title=_("Time Is Over"),
		)


def _replace_answers(doc: FeedbackRequest) -> None:
	name = answers_name(doc.name, doc.round)
	frappe.db.set_value("Assessment 360", name, {"docstatus": 2}, update_modified=False)


def _for_action(name: str) -> FeedbackRequest:
	doc = frappe.get_doc(DOCTYPE, cstr(name), for_update=True)
	doc.check_permission("write")
	return doc


def _move(doc: FeedbackRequest, values: dict[str, Any], signed: bool = True) -> None:
	doc.db_set(values, update_modified=signed)


def _require_reason(reason: str | None) -> None:
	if len(cstr(reason).strip()) < REASON_LENGTH:
		frappe.throw(
			_("Give the reason, in at least {0} characters.").format(REASON_LENGTH),
			frappe.MandatoryError,
			title=_("Reason Missing"),
		)
