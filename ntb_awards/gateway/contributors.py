"""Who may give 360° feedback on a nominee: the category's contributor rule and the employee tree."""

from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_link_to_form

from ntb_awards.gateway.eligibility import category_code
from ntb_awards.gateway.fitting_forms import variant_of
from ntb_awards.gateway.forms import blank_rows
from ntb_awards.gateway.gates import instrument_name, scheme_of, unit_of
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
	_rule_for(rule, relation)
	if rule.exclude_disciplined:
		_refuse_disciplined(rule, {nominee: _("is not rated"), contributor: _("does not rate others")})
	_require_relation(rule, nominee, contributor, relation, unit)


def _refuse_disciplined(rule: ContributorRule, parts: dict[str, str]) -> None:
	"""Who is under examination or serves a sanction stays out. `parts`: Employee → what that means."""
	case = frappe.db.get_value(
		"Disciplinary Record",
		{"employee": ("in", list(parts)), "kind": "Disciplinary", "status": ("in", OPEN_CASES)},
		["employee", "employee_name", "status"],
		as_dict=True,
		order_by="creation",
	)
	if case:
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


def _rule_for(rule: ContributorRule, relation: str) -> RelationRule:
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


def check_number(
	rule: ContributorRule, nomination: str, contributor: str, relation: str, name: str | None
) -> None:
	"""Raise ValidationError if this contributor has answered, or enough of the relation have.

	`name`: the Assessment 360 being saved, which does not count.
	"""
	others = frappe.get_all(
		"Assessment 360",
		filters={"nomination": nomination, "docstatus": ("<", 2), "name": ("!=", name or "")},
		fields=["name", "contributor", "relation"],
		order_by="creation",
	)
	own = next((row for row in others if row.contributor == contributor), None)
	if own:
		frappe.throw(
			_("The answers of this contributor are in {0} already. Change or cancel those.").format(
				get_link_to_form("Assessment 360", own.name)
			),
			title=_("Answered Already"),
		)
	_require_room(_rule_for(rule, relation), [row for row in others if row.relation == relation])


def _require_room(row: RelationRule, given: list[Any]) -> None:
	if row.max_count is not None and len(given) >= row.max_count:
		frappe.throw(
			_("{0}: {1} of at most {2} are there already. Cancel one of them to enter another.").format(
				frappe.bold(relation_label(row.relation)), len(given), row.max_count
			),
			title=_("Enough Contributors"),
		)


@frappe.whitelist()
def answer_form(nomination: str) -> dict[str, Any]:
	"""What a contributor's empty form for this nominee looks like: {employee, instrument, variant, rows}."""
	frappe.has_permission("Assessment 360", "create", throw=True)
	nominee = _nominee(nomination)
	found = feedback_stage_of(nominee.season, nominee.category)
	instrument = found.scheme.instrument(found.stage.instrument)
	variant = variant_of(nomination, instrument)
	return {
		"employee": nominee.employee,
		"instrument": instrument_name(found.scheme_name, instrument.code),
		"variant": variant,
		"rows": blank_rows(instrument, variant),
	}


@frappe.whitelist()
def relation_of(nomination: str, contributor: str) -> str | None:
	"""How the employee tree relates a contributor (Employee) to a nominee."""
	frappe.has_permission("Assessment 360", "create", throw=True)
	nominee = _nominee(nomination)
	rule = feedback_stage_of(nominee.season, nominee.category).rule
	return tree.relation(nominee.employee, contributor, reach_of_peers(rule), unit_of(nominee.season))


def _nominee(nomination: str) -> Any:
	frappe.has_permission("Nomination", "read", nomination, throw=True)
	return frappe.db.get_value("Nomination", nomination, ["employee", "season", "category"], as_dict=True)
