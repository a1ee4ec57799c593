"""Seasons in which everybody takes part: a draft nomination for each active employee of the unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cstr

from ntb_awards.gateway import windows
from ntb_awards.gateway.problems import throw_all
from ntb_awards.gateway.results import lock_season
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.hris.facts import facts_of
from ntb_awards.selection.facts import Facts
from ntb_awards.who import STAFF_ROLES

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

IN_BACKGROUND_ABOVE = 100
NAMED_AT_MOST = 20


@dataclass(frozen=True)
class Plan:
	"""What one run makes. `new`: (employee, Award Category) without a nomination; the others by name."""

	season: str
	new: list[tuple[str, str]]
	existing: int
	without_nip: list[str]
	without_category: list[str]

	def summary(self, queued: bool) -> dict[str, Any]:
		entered = len(self.new)
		first = (
			_("{0} employees are being entered; {1} were entered before.")
			if queued
			else _("{0} employees entered; {1} were entered before.")
		)
		left_out = [
			_named(_("Without NIP, so not entered: {0}."), self.without_nip),
			_named(_("No category fits, so not entered: {0}."), self.without_category),
		]
		return {
			"entered": entered,
			"existing": self.existing,
			"without_nip": self.without_nip,
			"without_category": self.without_category,
			"queued": queued,
			"message": " ".join([first.format(entered, self.existing), *filter(None, left_out)]),
		}


@frappe.whitelist(methods=["POST"])
def enter_all_employees(season: str) -> dict[str, Any]:
	"""Enter every active employee of the season's unit and its parts as a draft, in the category that fits.

	Who has a nomination in the season, whatever became of it, is left alone, so the action may be repeated.
	Above 100 people the work goes to a background job. Returns {entered, existing, without_nip,
	without_category, queued, message}. For staff alone.
	"""
	frappe.only_for(STAFF_ROLES)
	plan = _plan(season)
	queued = len(plan.new) > IN_BACKGROUND_ABOVE
	if queued:
		frappe.enqueue(
			enter_in_background,
			queue="long",
			job_id=f"ntb_awards::enter_all_employees::{season}",
			deduplicate=True,
			enqueue_after_commit=True,
			season=season,
		)
	else:
		_carry_out(plan)
	return plan.summary(queued)


def enter_in_background(season: str) -> None:
	"""Job: enter them, show how far it is, and tell the user who asked for it."""
	plan = _plan(season)
	_carry_out(plan)
	frappe.publish_realtime("msgprint", plan.summary(False)["message"], user=frappe.session.user)


def _plan(season: str) -> Plan:
	"""Everything to be known beforehand, in a constant number of queries."""
	# Two people who enter everybody at once wait for one another here.
	lock_season(season)
	doc = frappe.get_doc("Award Season", season)
	_require_everybody(doc)
	people = _active_employees(doc)
	entered = set(
		frappe.get_all("Nomination", filters={"season": season}, pluck="employee", order_by="creation")
	)
	new = [row for row in people if row.name not in entered]
	identified = [row for row in new if cstr(row.asn_nip).strip()]
	categories = _categories(doc, [row.name for row in identified])
	return Plan(
		season=season,
		new=[(row.name, categories[row.name]) for row in identified if row.name in categories],
		existing=len(people) - len(new),
		without_nip=[row.employee_name for row in new if not cstr(row.asn_nip).strip()],
		without_category=[row.employee_name for row in identified if row.name not in categories],
	)


def _require_everybody(doc: AwardSeason) -> None:
	problems = []
	if load_scheme(doc.scheme).participation != "everyone":
		text = _("Under {0} people are nominated one by one. Enter them as nominations.")
		problems.append(text.format(doc.scheme))
	if doc.status != "Open":
		problems.append(_("Season {0} is not open. Open it first.").format(doc.title))
	throw_all(problems, _("Not Entered"))


def _active_employees(doc: AwardSeason) -> list[Any]:
	"""Of the unit and its parts, or of the whole organiser where the season names no unit."""
	filters: dict[str, Any] = {"company": doc.organiser, "status": "Active"}
	if doc.unit:
		left, right = frappe.db.get_value("Department", doc.unit, ["lft", "rgt"])
		parts = {"lft": (">=", left), "rgt": ("<=", right)}
		units = frappe.get_all("Department", filters=parts, pluck="name", order_by="lft")
		filters["department"] = ("in", units)
	fields = ["name", "employee_name", "asn_nip"]
	return frappe.get_all("Employee", filters=filters, fields=fields, order_by="employee_name, name")


def _categories(doc: AwardSeason, employees: Collection[str]) -> dict[str, str]:
	"""Employee → Award Category: the one whose condition is met, or the only one there is."""
	scheme = load_scheme(doc.scheme)
	names = dict(
		frappe.get_all(
			"Award Category",
			filters={"scheme": doc.scheme},
			fields=["code", "name"],
			order_by="sequence, code",
			as_list=True,
		)
	)
	if len(scheme.categories) == 1 and scheme.categories[0].condition is None:
		return dict.fromkeys(employees, names[scheme.categories[0].code])
	facts, on = facts_of(employees, doc.organiser, doc.name), windows.reference_date(doc)
	found = {name: scheme.category_for(facts.get(name, Facts()), on) for name in employees}
	return {name: names[category.code] for name, category in found.items() if category}


def _carry_out(plan: Plan) -> None:
	for number, (employee, category) in enumerate(plan.new, start=1):
		nomination = frappe.new_doc("Nomination")
		nomination.update({"season": plan.season, "category": category, "employee": employee})
		nomination.insert()
		if len(plan.new) > IN_BACKGROUND_ABOVE and number % 10 == 0:
			percent = number * 100 / len(plan.new)
			frappe.publish_progress(percent, title=_("Entering Employees"), doctype="Nomination")


def _named(text: str, names: list[str]) -> str:
	if not names:
		return ""
	shown = ", ".join(names[:NAMED_AT_MOST])
	more = len(names) - NAMED_AT_MOST
	return text.format(shown + (" " + _("and {0} more").format(more) if more > 0 else ""))
