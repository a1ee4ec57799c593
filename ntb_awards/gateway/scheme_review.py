"""What the Check button shows: every problem, and every value that is ours until it is confirmed."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway import schemes
from ntb_awards.gateway.scheme_gaps import tell_problem
from ntb_awards.selection.checks import assumed
from ntb_awards.selection.scheme import Scheme

# Where the values of a path's first part stand in the desk.
DOCTYPES = {
	"categories": "Award Category",
	"instruments": "Assessment Instrument",
	"contributor_rules": "Contributor Rule",
}


def review(name: str) -> dict[str, Any]:
	"""{problems: [text], assumed: [{section, item, what, value, count}], total}, in the scheme's order."""
	scheme = schemes.tolerant_scheme(name)
	paths = assumed(scheme) if scheme else []
	rows: dict[tuple[str, ...], dict[str, Any]] = {}
	for path in paths:
		row = describe(scheme, path)
		rows.setdefault(tuple(row.values()), row | {"count": 0})["count"] += 1
	return {
		"problems": [tell_problem(problem) for problem in schemes.scheme_problems(name)],
		"assumed": list(rows.values()),
		"total": len(paths),
	}


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
		"section": _section(way),
		"item": " › ".join(titles) or scheme.title,
		"what": _what(stem or way[-1]),
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
	found = getattr(node, stem, None)
	return "" if found is None or isinstance(found, tuple) else str(found)


def _section(way: list[str]) -> str:
	if not way:
		return _("Ranking")
	if way[0] in DOCTYPES:
		return _(DOCTYPES[way[0]])
	field = frappe.get_meta(schemes.SCHEME).get_field(way[0])
	return _(field.label) if field else way[0]


def _what(stem: str) -> str:
	labels = {
		"suggestion": _("Suggested scores"),
		"levels": _("Rubric levels"),
		"weight": _("Weight", context="Scheme Stage"),
		"aggregation": _("Aggregation"),
		"advancement": _("Advancement"),
		"range": _("Range"),
		"min_group": _("Smallest group shown"),
		"places": _("Decimal places"),
		"winners": _("Winners per category"),
		"reference_date": _("Reference date"),
		"tie": _("Tie rule"),
	}
	return labels.get(stem, "")
