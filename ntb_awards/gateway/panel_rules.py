"""What a scheme asks of its panels: how they are composed, and that all members sign the minutes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import frappe
from frappe import _

from ntb_awards.gateway import scheme_rows as rows
from ntb_awards.gateway.problems import text_of, throw_all
from ntb_awards.selection.panels import Seat, panel_problems
from ntb_awards.selection.scheme import PanelRule

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.assessment_panel.assessment_panel import AssessmentPanel
	from ntb_awards.ntb_awards.doctype.plenary_minutes.plenary_minutes import PlenaryMinutes


def rule_of(season: str) -> PanelRule | None:
	"""The panel rule of the season's scheme, which may still be an incomplete draft; None: it has none."""
	scheme = frappe.get_doc("Award Scheme", frappe.db.get_value("Award Season", season, "scheme"))
	rule = rows.panel_to_engine(scheme.as_dict(), [row.as_dict() for row in scheme.panel_elements])
	return PanelRule.model_validate(rule) if rule else None


def require_composition(doc: AssessmentPanel) -> None:
	"""Refuse a panel that differs from the rules, with every difference."""
	rule = rule_of(doc.season)
	if rule is None:
		return
	problems = panel_problems(rule, _seats(doc))
	throw_all((text_of(problem.message) for problem in problems), _("The panel is not as the rules ask"))


def _seats(doc: AssessmentPanel) -> list[Seat]:
	employees = [row.employee for row in doc.members if row.employee]
	found = frappe.get_all(
		"Employee", {"name": ["in", employees]}, ["name", "asn_post_title"], order_by="name"
	)
	posts = {row.name: row.asn_post_title or "" for row in found}
	return [
		Seat(
			name=row.member_name or row.user,
			role=row.role or "Member",
			element=row.element or "",
			post=posts.get(row.employee, ""),
		)
		for row in doc.members
	]


def elements_of(season: str) -> list[str]:
	"""The groups that the rules want on the panel, as members are entered with them."""
	rule = rule_of(season)
	return [element.title for element in rule.elements] if rule else []


def missing_signatures(doc: PlenaryMinutes) -> Iterable[str]:
	"""Where the rules have all members sign: who of the panel does not stand there, or has not signed."""
	rule = rule_of(doc.season)
	if rule is None or not rule.all_sign:
		return
	if not doc.panel:
		yield _("Assessment Panel: choose it. All its members sign these minutes ({0}).").format(rule.basis)
		return
	signed = {row.user: row.signed for row in doc.signatories if row.user}
	recused = _recused(doc)
	for member in frappe.get_doc("Assessment Panel", doc.panel).members:
		if signed.get(member.user):
			continue
		who = _("{0} (recused)") if member.user in recused else "{0}"
		text = (
			_("{0} has not signed. All members of the panel sign ({1}): tick Signed once it is so.")
			if member.user in signed
			else _("{0} is on the panel, but not among the signatories. All members sign ({1}): add a row.")
		)
		yield text.format(who.format(member.member_name or member.user), rule.basis)


def _recused(doc: PlenaryMinutes) -> set[str]:
	"""Members with a conflict of interest about somebody these minutes decide on. They sign all the same."""
	nominations = [row.nomination for row in doc.decisions]
	filters = {"season": doc.season, "nomination": ["in", nominations]}
	return set(frappe.get_all("Conflict Declaration", filters, pluck="assessor", order_by="creation"))
