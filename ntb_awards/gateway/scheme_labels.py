"""The words by which the desk calls the parts of a scheme, for paths such as `stages.fgd.weight`."""

from __future__ import annotations

import frappe
from frappe import _

# Where a path's field names stand, the first that has one; what is not listed there is a code.
DOCTYPES = (
	*("Award Scheme", "Scheme Stage", "Instrument Criterion", "Assessment Instrument", "Award Category"),
	*("Contributor Rule", "Contributor Relation", "Eligibility Rule", "Document Requirement"),
	*("Scheme Quota", "Instrument Variant", "Rubric Level", "Award Bonus", "Scheme Activity"),
)
# Parts that are documents of their own.
DOCUMENTS = {
	"categories": "Award Category",
	"instruments": "Assessment Instrument",
	"contributor_rules": "Contributor Rule",
}


def told_place(path: str) -> str:
	"""Field names in the reader's language, codes as they are: `Stages › fgd › Weight (%)`."""
	parts = [part for part in path.split(".") if part]
	return " › ".join(_told(parts, place) for place in range(len(parts)))


def _told(parts: list[str], place: int) -> str:
	part = parts[place]
	if parts[0] == "panel":
		return _label(f"panel_{part}") or _label(part) or (_("Panel") if place == 0 else part)
	# Field names and codes take turns: section, code, field, code, field.
	if place % 2:
		return part
	if place == 0 and part in DOCUMENTS:
		return _(DOCUMENTS[part])
	return _label(part) or part


def _label(fieldname: str) -> str | None:
	for doctype in DOCTYPES:
		if (field := frappe.get_meta(doctype).get_field(fieldname)) and field.label:
			return _(field.label, context=doctype)
	return None
