"""Assessors who do not score a nominee: conflicts they declared, and conflicts the employee tree shows."""

from collections.abc import Collection, Mapping

import frappe
from frappe import _
from frappe.model.document import Document, bulk_insert
from frappe.utils import get_link_to_form, now_datetime

from ntb_awards.gateway.gates import unit_of
from ntb_awards.hris.tree import conflict_between

DECLARED = "Declared"
EMPLOYEE_TREE = "Employee Tree"
# Sheets that the app filled in: who ran the action judged nobody.
RECORDED = ("Record", "Import")
Pair = tuple[str, str]


def declared_conflicts(season: str) -> dict[Pair, str]:
	"""(Nomination, User) → Conflict Declaration, for the whole season in one query."""
	rows = frappe.get_all(
		"Conflict Declaration",
		filters={"season": season},
		fields=["name", "nomination", "assessor"],
		order_by="creation",
	)
	return {(row.nomination, row.assessor): row.name for row in rows}


def declaration_of(nomination: str, assessor: str) -> str | None:
	return frappe.db.get_value(
		"Conflict Declaration", {"nomination": nomination, "assessor": assessor}, "name"
	)


def record_tree_conflicts(
	season: str, reasons: Mapping[Pair, str], names: Mapping[str, str]
) -> dict[Pair, str]:
	"""Keep why the employee tree recuses: a Conflict Declaration for each (Nomination, User) → reason.

	`names`: Nomination → name of the nominee. Returns (Nomination, User) → Conflict Declaration.
	"""
	documents = {pair: _tree_conflict(season, pair, reason, names) for pair, reason in reasons.items()}
	if documents:
		bulk_insert("Conflict Declaration", list(documents.values()))
	return {pair: document.name for pair, document in documents.items()}


def _tree_conflict(season: str, pair: Pair, reason: str, names: Mapping[str, str]) -> Document:
	nomination, assessor = pair
	return frappe.get_doc(
		{
			"doctype": "Conflict Declaration",
			"name": frappe.generate_hash(length=10),
			"season": season,
			"nomination": nomination,
			"nominee_name": names[nomination],
			"assessor": assessor,
			"source": EMPLOYEE_TREE,
			"declared_on": now_datetime(),
			"reason": reason,
		}
	)


def conflict_shown(nomination: str, assessor: str) -> str | None:
	"""Why the trees keep this assessor from scoring this nominee in this season; None: they do not."""
	employee, season = frappe.db.get_value("Nomination", nomination, ["employee", "season"])
	return conflict_between(assessor, employee, unit_of(season))


def refuse_recused(nomination: str, assessor: str) -> None:
	"""Raise ValidationError if a conflict keeps this assessor from scoring this nominee."""
	declaration = declaration_of(nomination, assessor)
	if declaration:
		frappe.throw(
			_("{0} is recused from this nominee ({1}) and cannot have a score sheet.").format(
				frappe.bold(assessor), get_link_to_form("Conflict Declaration", declaration)
			),
			title=_("Assessor Recused"),
		)
	reason = conflict_shown(nomination, assessor)
	if reason:
		frappe.throw(
			_(
				"{0} Declare the conflict of interest; a recused assessor does not lower the nominee's score."
			).format(reason),
			title=_("Conflict of Interest"),
		)


def refuse_after_scoring(nomination: str, assessor: str) -> None:
	"""Raise ValidationError if this assessor has submitted a sheet for this nominee."""
	sheet = frappe.db.get_value(
		"Stage Score",
		{"nomination": nomination, "assessor": assessor, "entry": ("not in", RECORDED), "docstatus": 1},
		"name",
	)
	if sheet:
		frappe.throw(
			_(
				"{0} has submitted {1} for this nominee. Cancel that sheet first, then declare the conflict."
			).format(frappe.bold(assessor), get_link_to_form("Stage Score", sheet)),
			title=_("Already Scored"),
		)


def recuse_open_sheets(nomination: str, assessor: str, declaration: str) -> int:
	"""Turn the assessor's open sheets for the nominee into recused ones; returns how many."""
	sheets = _sheets(nomination, assessor, "Open")
	for name in sheets:
		frappe.get_doc("Stage Score", name).recuse(declaration)
	return len(sheets)


def reopen_recused_sheets(nomination: str, assessor: str) -> None:
	"""Give back the sheets of a conflict that is withdrawn; raises ValidationError where that is too late."""
	for name in _sheets(nomination, assessor, "Recused"):
		frappe.get_doc("Stage Score", name).reopen()


def _sheets(nomination: str, assessor: str, status: str) -> list[str]:
	filters = {"nomination": nomination, "assessor": assessor, "status": status, "docstatus": 0}
	return frappe.get_all("Stage Score", filters=filters, pluck="name", order_by="creation")


def panel_of(season: str, category: str, assessor: str | None = None) -> dict[str, str]:
	"""User → Assessment Panel, of all who assess a category (or of one of them), in two queries.

	A panel without categories assesses them all; who sits in two panels is named with the first.
	"""
	panels = frappe.get_all(
		"Assessment Panel", filters={"season": season}, pluck="name", order_by="creation, name"
	)
	named = frappe.get_all(
		"Panel Category",
		filters={"parent": ("in", panels), "parenttype": "Assessment Panel"},
		fields=["parent", "category"],
		order_by="idx",
	)
	return _members([panel for panel in panels if _assesses(panel, category, named)], assessor)


def _assesses(panel: str, category: str, named: Collection) -> bool:
	own = {row.category for row in named if row.parent == panel}
	return not own or category in own


def _members(panels: list[str], assessor: str | None) -> dict[str, str]:
	filters = {"parent": ("in", panels), "parenttype": "Assessment Panel"}
	if assessor:
		filters["user"] = assessor
	rows = frappe.get_all("Panel Member", filters=filters, fields=["parent", "user"], order_by="idx")
	found: dict[str, str] = {}
	for row in sorted(rows, key=lambda row: panels.index(row.parent)):
		found.setdefault(row.user, row.parent)
	return found
