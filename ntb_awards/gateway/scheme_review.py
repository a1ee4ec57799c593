"""What the Check button shows: every problem, and every value that is ours until it is confirmed."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway import schemes
from ntb_awards.gateway.scheme_gaps import all_problems, tell_problem
from ntb_awards.gateway.scheme_kinds import to_label
from ntb_awards.gateway.scheme_places import DOCTYPES, place_of
from ntb_awards.selection.checks import assumed
from ntb_awards.selection.scheme import Scheme, Stage

# Values of a stage that the desk offers as a choice, by its own word.
CHOICES = ("aggregation", "advancement")
# Values that have another name than their basis.
VALUES = {
	"notice": "notice_days",
	"min_group": "min_group_size",
	"suggestion": "nominee_suggests",
	"comments": "show_comments",
}


def review(name: str) -> dict[str, Any]:
	"""{problems: [{text, …}], assumed: [{section, item, what, value, count, …}], total}, as the scheme goes.

	Each has its place in the desk besides: {doctype, name, table, row, fieldname}. Constant query count.
	"""
	data = schemes.scheme_data(name)
	scheme = schemes.tolerant(data)
	paths = assumed(scheme) if scheme else []
	return {
		"problems": [
			{"text": tell_problem(problem), **place_of(name, data, problem.path).as_dict()}
			for problem in all_problems(data)
		],
		"assumed": _assumed_rows(name, data, scheme, paths),
		"total": len(paths),
	}


def _assumed_rows(name: str, data: dict[str, Any], scheme: Scheme, paths: list[str]) -> list[dict[str, Any]]:
	"""Values that read alike stand in one row, with the place of the first."""
	rows: dict[tuple[str, ...], dict[str, Any]] = {}
	for path in paths:
		row = describe(scheme, path)
		place = place_of(name, data, path).as_dict()
		rows.setdefault(tuple(row.values()), {**row, "count": 0, **place})["count"] += 1
	return list(rows.values())


def describe(scheme: Scheme, path: str) -> dict[str, str]:
	"""What a path such as `stages.fgd.weight_basis` speaks of: its section, item, field and value."""
	*way, field = path.split(".")
	node: Any = scheme
	titles: list[str] = []
	for part in way:
		node = _step(node, part)
		titles += filter(None, [_title(node)])
	stem = field.removesuffix("_basis") if field != "basis" else ""
	if "levels" in way:
		# Rubric levels are confirmed form by form, not one by one.
		titles, way = titles[:1], way[: way.index("levels") + 1]
	return {
		"section": _section(way, field),
		"item": " › ".join(titles) or scheme.title,
		"what": _what(VALUES.get(stem, stem) or way[-1]),
		"value": _value(node, stem),
	}


def _title(node: Any) -> str:
	"""What a part is called: rubric levels have a label, tie steps a stage, relations only themselves."""
	names = ("title", "label", "relation", "stage")
	return next((str(name) for name in (getattr(node, one, "") for one in names) if name), "")


def _step(node: Any, part: str) -> Any:
	if not isinstance(node, tuple):
		return getattr(node, part, None)
	for position, item in enumerate(node):
		if str(getattr(item, "code", getattr(item, "number", position))) == part:
			return item
	return None


def _value(node: Any, stem: str) -> str:
	if not stem:
		return ""
	if stem == "range":
		return f"{node.minimum} – {node.maximum}"
	found = getattr(node, VALUES.get(stem, stem), None)
	if isinstance(node, Stage) and stem in CHOICES:
		return _(to_label("Scheme Stage", stem, found))
	if stem == "fallback":
		return _(found)
	return "" if found is None or isinstance(found, tuple | bool) else str(found)


def _section(way: list[str], field: str) -> str:
	"""The table, kind of document or tab in which the value stands."""
	if not way:
		return _tab_of(field)
	if way[0] in DOCTYPES:
		return _(DOCTYPES[way[0]])
	label = frappe.get_meta(schemes.SCHEME).get_label(way[0])
	return _("Panel") if way[0] == "panel" else _(label)


def _tab_of(fieldname: str) -> str:
	tab = ""
	for field in frappe.get_meta(schemes.SCHEME).fields:
		if field.fieldtype == "Tab Break":
			tab = field.label
		if field.fieldname == fieldname:
			break
	return _(tab)


def _what(stem: str) -> str:
	labels = {
		"suggestion": _("Suggested scores"),
		"levels": _("Rubric levels"),
		"weight": _("Weight", context="Scheme Stage"),
		"aggregation": _("Aggregation"),
		"advancement": _("Advancement"),
		"range": _("Range"),
		"min_group_size": _("Smallest group shown"),
		"fallback": _("Who answers instead"),
		"verify": _("Answers Are Verified", context="Contributor Rule"),
		"nominee_suggests": _("Nominee May Suggest Peers", context="Contributor Rule"),
		"show_comments": _("Comments Are Shown", context="Contributor Rule"),
		"places": _("Decimal places"),
		"winners": _("Winners per category"),
		"reference_date": _("Reference date"),
		"tie": _("Tie rule"),
		"participation": _("Participation"),
		"notice_days": _("Working days of notice"),
		"once_a_year": _("Once a year"),
	}
	return labels.get(stem, "")
