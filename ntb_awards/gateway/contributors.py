"""Who may give 360° feedback on a nominee: the category's contributor rule and the employee tree."""

from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway.eligibility import category_code
from ntb_awards.gateway.gates import scheme_of, unit_of
from ntb_awards.hris import tree
from ntb_awards.selection.scheme import ContributorRule, RelationRule, Scheme, Stage

# A disciplinary case that is not over.
OPEN_CASES = ("Under Examination", "Serving")


@dataclass(frozen=True)
class FeedbackStage:
	"""The 360° stage of a nominee's season, its gate, and the contributor rule of the nominee's category."""

	scheme_name: str
	scheme: Scheme
	stage: Stage
	gate: Stage
	rule: ContributorRule


def feedback_stage_of(season: str, category: str) -> FeedbackStage:
	"""Raises ValidationError if the season's scheme has no 360° feedback."""
	scheme_name, scheme = scheme_of(season)
	stage = next((stage for stage in scheme.stages if stage.kind == "feedback_360"), None)
	if stage is None:
		frappe.throw(_("Scheme {0} has no 360° feedback.").format(frappe.bold(scheme.title)))
	rule = scheme.contributor_rule_of(category_code(category))
	return FeedbackStage(scheme_name, scheme, stage, scheme.gate_of(stage), rule)


def reach_of_peers(rule: ContributorRule) -> tree.Reach:
	return next((row.scope for row in rule.relations if row.relation == "peer"), "team")


def relation_label(relation: str | None) -> str:
	labels = {"superior": _("Direct superior"), "peer": _("Peer"), "subordinate": _("Subordinate")}
	return labels.get(relation or "", _("none of these"))


def check_contributor(
	rule: ContributorRule, nominee: str, contributor: str, relation: str, unit: str | None = None
) -> None:
	"""Raise ValidationError unless the contributor (Employee) may speak about the nominee (Employee) as that.

	The relation has to be one of the rule's and the one that the employee tree shows. `unit`: Department that
	holds the season.
	"""
	if contributor == nominee:
		frappe.throw(_("The nominee cannot be a contributor. Choose a superior, a peer or a subordinate."))
	_require_active(contributor)
	rule_for(rule, relation)
	parts = {contributor: _("does not rate others")}
	if rule.exclude_disciplined:
		parts[nominee] = _("is not rated")
	_refuse_disciplined(rule, parts)
	_require_relation(rule, nominee, contributor, relation, unit)


def _refuse_disciplined(rule: ContributorRule, parts: dict[str, str]) -> None:
	"""Who is under examination or serves a sanction stays out. `parts`: Employee → what that means."""
	record = frappe.qb.DocType("Disciplinary Record")
	query = (
		frappe.qb.from_(record)
		.select(record.employee, record.employee_name, record.status)
		.where(record.employee.isin(list(parts)) & (record.kind == "Disciplinary"))
		.where(record.status.isin(OPEN_CASES))
		.orderby(record.creation)
		.limit(1)
	)
	for case in query.run(as_dict=True):
		frappe.throw(
			_("{0} has a disciplinary case ({1}) and {2} ({3}). If it is over, correct the record.").format(
				frappe.bold(case.employee_name or case.employee),
				_(case.status),
				parts[case.employee],
				rule.basis,
			),
			title=_("Under Discipline"),
		)


def _require_active(contributor: str) -> None:
	name, status = frappe.db.get_value("Employee", contributor, ["employee_name", "status"])
	if status != "Active":
		frappe.throw(
			_("{0} is no longer an active employee ({1}). Choose another contributor.").format(
				frappe.bold(name), _(status, context="Employee")
			)
		)


def rule_for(rule: ContributorRule, relation: str) -> RelationRule:
	found = next((row for row in rule.relations if row.relation == relation), None)
	if found is None:
		frappe.throw(
			_("{0} does not contribute in this category ({1}). Choose one of: {2}.").format(
				frappe.bold(relation_label(relation)),
				rule.title,
				", ".join(relation_label(row.relation) for row in rule.relations),
			),
			title=_("Relation Not Provided For"),
		)
	return found


def _require_relation(
	rule: ContributorRule, nominee: str, contributor: str, relation: str, unit: str | None
) -> None:
	shown = tree.relation(nominee, contributor, reach_of_peers(rule), unit)
	if shown == relation:
		return
	names = dict(
		frappe.get_all(
			"Employee",
			filters={"name": ("in", [nominee, contributor])},
			fields=["name", "employee_name"],
			order_by="name",
			as_list=True,
		)
	)
	frappe.throw(
		_(
			"The employee tree shows {0} as {1} of {2}, not as {3}. Choose the relation it shows, or another "
			"contributor; if the tree is wrong, correct Reports To on the Employee record."
		).format(
			frappe.bold(names.get(contributor)),
			frappe.bold(relation_label(shown)),
			frappe.bold(names.get(nominee)),
			frappe.bold(relation_label(relation)),
		),
		title=_("Relation Differs"),
	)


def require_still_related(rule: ContributorRule, request: Any) -> None:
	"""Raise ValidationError, in the contributor's words, unless the relation still holds.

	`request`: nominee and employee (the contributor; both Employee), nominee_name, season and relation.
	"""
	nominee, contributor = request.nominee, request.employee
	if rule.exclude_disciplined:
		_refuse_disciplined(rule, {nominee: _("is not rated"), contributor: _("does not rate others")})
	shown = tree.relation(nominee, contributor, reach_of_peers(rule), unit_of(request.season))
	if shown == request.relation:
		return
	frappe.throw(
		_(
			"By the personnel records you are no longer {0} of {1}, so this assessment cannot be submitted. "
			"What you entered is kept. Tell the Secretariat, who can correct the record or ask somebody else."
		).format(frappe.bold(relation_label(request.relation)), frappe.bold(request.nominee_name)),
		title=_("No Longer a Contributor"),
	)


@frappe.whitelist()
def relation_of(nomination: str, contributor: str) -> str | None:
	"""How the employee tree relates somebody (Employee) to a nominee."""
	frappe.has_permission("Feedback Request", "create", throw=True)
	nominee = _nominee(nomination)
	rule = feedback_stage_of(nominee.season, nominee.category).rule
	return tree.relation(nominee.employee, contributor, reach_of_peers(rule), unit_of(nominee.season))


def _nominee(nomination: str) -> Any:
	frappe.has_permission("Nomination", "read", nomination, throw=True)
	return frappe.db.get_value("Nomination", nomination, ["employee", "season", "category"], as_dict=True)
