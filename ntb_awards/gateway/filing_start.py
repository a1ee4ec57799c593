"""Beginning a nomination on the portal: in which seasons, for whom, and in which categories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from ntb_awards import access
from ntb_awards.gateway import nominations, states, windows
from ntb_awards.gateway.berita_acara import spaced_nip
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.words import say_all
from ntb_awards.hris.facts import facts_of
from ntb_awards.selection.scheme import Scheme
from ntb_awards.who import is_nominating_unit, is_staff

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

OPEN, ACTIVE = "Open", "Active"
# A search for an employee: the fewest letters, and the most people it names.
LEAST_LETTERS, MOST_FOUND = 3, 10


@dataclass(frozen=True)
class Offer:
	"""A category and whether this employee may be nominated in it; `reason`: why not, as facts."""

	name: str
	title: str
	description: str
	is_offered: bool
	reason: str


def fileable_seasons() -> list[AwardSeason]:
	"""Open seasons in which people are nominated; where everybody takes part, the Secretariat enters them."""
	names = frappe.get_all(
		"Award Season", {"status": OPEN}, pluck="name", order_by="year desc, creation desc"
	)
	seasons = [frappe.get_cached_doc("Award Season", name) for name in names]
	return [one for one in seasons if load_scheme(one.scheme).participation == "nomination"]


def require_fileable(season: str) -> AwardSeason:
	"""The season, if nominations can be begun in it; a draft is answered like a season that is not there."""
	found = next((one for one in fileable_seasons() if one.name == season), None)
	if found is None:
		frappe.throw(
			_("This season takes no nominations at present. Choose one of the seasons on the page."),
			title=_("Season Not Open"),
		)
	return found


def own_employee(user: str) -> frappe._dict | None:
	"""The user's own active Employee record: name, employee_name, company, department."""
	fields = ["name", "employee_name", "company", "department", "asn_nip"]
	mine = {"user_id": user, "status": ACTIVE}
	return frappe.db.get_value("Employee", mine, fields, as_dict=True, order_by="creation")


def takes_part(season: AwardSeason, employee: str) -> bool:
	"""Whether the employee works for the organiser, and in the unit that holds the season, if one does."""
	row = frappe.db.get_value("Employee", employee, ["company", "department"], as_dict=True)
	if not row or row.company != season.organiser:
		return False
	return not season.unit or (bool(row.department) and _is_part_of(row.department, season.unit))


def _is_part_of(part: str, whole: str) -> bool:
	spans = {
		row.name: (row.lft, row.rgt)
		for row in frappe.get_all(
			"Department", {"name": ("in", [part, whole])}, ["name", "lft", "rgt"], order_by="lft"
		)
	}
	if part not in spans or whole not in spans:
		return False
	return spans[whole][0] <= spans[part][0] and spans[part][1] <= spans[whole][1]


def may_file_for_unit(user: str, season: AwardSeason) -> bool:
	"""Whether the user nominates people of a unit in this season."""
	files = load_scheme(season.scheme).filing in ("unit", "either")
	return files and (is_nominating_unit.ask(user, None) is True or is_staff.ask(user, None) is True)


def offers(season: AwardSeason, employee: str) -> list[Offer]:
	"""The categories of the season for this employee, in the order of the scheme.

	Not offered is a category whose condition the personnel records say is not met; what is not on record
	leaves it offered, and a person looks.
	"""
	scheme = load_scheme(season.scheme)
	facts = facts_of([employee], season.organiser, season.name).get(employee)
	on = windows.reference_date(season)
	return list(_offers(scheme, _categories(season.scheme), facts, on)) if facts else []


def _offers(scheme: Scheme, names: dict[str, str], facts: Any, on: Any) -> Iterator[Offer]:
	for category in scheme.categories:
		finding = category.condition.judge(facts, on) if category.condition else None
		refused = finding is not None and finding.answer == "not_met"
		yield Offer(
			name=names[category.code],
			title=category.title,
			description=category.description,
			is_offered=not refused,
			reason=say_all(finding.facts).replace("\n", "; ") if refused else "",
		)


def _categories(scheme: str) -> dict[str, str]:
	rows = frappe.get_all("Award Category", {"scheme": scheme}, ["code", "name"], order_by="sequence, name")
	return {row.code: row.name for row in rows}


def require_offered(season: AwardSeason, employee: str, category: str) -> None:
	"""Raise ValidationError, with the reason, unless the category is offered to the employee."""
	found = offers(season, employee)
	offer = next((one for one in found if one.name == category), None)
	if offer and offer.is_offered:
		return
	choices = ", ".join(one.title for one in found if one.is_offered) or "–"
	if offer is None:
		message = _("This is not a category of the season. Choose one of: {0}.").format(choices)
	else:
		message = _("{0} is not open to this employee ({1}). Choose one of: {2}.").format(
			offer.title, offer.reason, choices
		)
	message = frappe.utils.escape_html(message)
	frappe.local.response["problems"] = {"category": message}
	frappe.throw(message, title=_("Category Not Offered"))


def require_may_file(season: AwardSeason, employee: str) -> None:
	"""Raise PermissionError, saying who files, unless the user may file for the employee in this season.

	Somebody else's employee and one that does not exist are answered alike.
	"""
	user = frappe.session.user
	if takes_part(season, employee) and access.may_file(user, season.name, employee):
		return
	own = own_employee(user)
	is_own = bool(own) and own.name == employee
	if is_own and load_scheme(season.scheme).filing == "unit":
		message = _("In this selection the unit files the nominations. Talk to the operator of your unit.")
	elif is_own:
		message = _("This selection is for employees of {0}.").format(season.unit or season.organiser)
	else:
		message = _("You cannot file a nomination of this employee.")
	frappe.throw(message, frappe.PermissionError, title=_("Not Permitted"))


def require_window_not_over(season: AwardSeason, employee: str) -> None:
	window = windows.submission_window(season, employee)
	if window.is_over(windows.now_in(season)):
		frappe.throw(
			_("The submission of nominations closed on {0}. Ask the Secretariat about an extension.").format(
				frappe.bold(windows.label(window))
			),
			title=_("Outside the Submission Window"),
		)


def standing_nomination(season: str, employee: str) -> frappe._dict | None:
	"""The employee's nomination of the season that is not withdrawn or ineligible: name, category, state."""
	of_employee = {"season": season, "employee": employee, "workflow_state": ("not in", states.VACATED)}
	fields = ["name", "category", "category_title", "workflow_state"]
	return frappe.db.get_value("Nomination", of_employee, fields, as_dict=True, order_by="creation")


def begin(season: AwardSeason, category: str, employee: str) -> str:
	"""A new draft, or the one that the same request made before; the name of the nomination.

	The employee's row is locked, so that two requests at the same instant make one draft.
	"""
	frappe.db.get_value("Employee", employee, "name", for_update=True)
	if there := standing_nomination(season.name, employee):
		if there.category == category and there.workflow_state == states.DRAFT:
			return there.name
		frappe.throw(
			_("There is a nomination of this employee in this season already: {0}, {1}.").format(
				there.category_title, _(there.workflow_state)
			)
			+ " "
			+ _("Open it on the page “My Nominations”."),
			frappe.DuplicateEntryError,
			title=_("Second Nomination"),
		)
	doc = frappe.new_doc("Nomination", season=season.name, category=category, employee=employee)
	return doc.insert().name


def search(text: str, season: AwardSeason) -> list[dict[str, str]]:
	"""Employees of the user's unit whose name or NIP contains the text: ten at most, {employee, name, about}.

	Raises ValidationError for fewer than three letters: nobody lists a unit by leaving the field empty.
	"""
	text = " ".join(text.split())
	if len(text) < LEAST_LETTERS:
		frappe.throw(_("Enter at least {0} letters of the name or digits of the NIP.").format(LEAST_LETTERS))
	for sign in ("\\", "%", "_"):
		text = text.replace(sign, f"\\{sign}")
	rows = nominations.employees_to_nominate(text, 0, MOST_FOUND, season.name)
	return [{"employee": name, "name": title, "about": _about(detail)} for name, title, detail in rows]


def _about(detail: str) -> str:
	"""`detail`: NIP and post."""
	nip, _comma, post = detail.partition(", ")
	return f"{spaced_nip(nip)}, {post}".rstrip(", ")
