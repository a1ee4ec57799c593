"""The documents by which a criterion is judged, beside the score: what they are, and what was handed in."""

from __future__ import annotations

from typing import Any

import frappe

from ntb_awards.gateway.documents import handed_in
from ntb_awards.selection.scheme import Instrument, Scheme


def evidence(
	scheme: Scheme, instrument: Instrument, variant: str | None, nomination: str | None
) -> dict[str, list[dict[str, Any]]]:
	"""Criterion code → [{title, files: [{name, url}]}].

	`nomination`: whose files to name; they are left out for who may not read it, and without one.
	"""
	rows = instrument.criteria_for(variant)
	if not any(row.evidence for row in rows):
		return {}
	readable = bool(nomination) and frappe.has_permission("Nomination", "read", nomination)
	given = handed_in(nomination if readable else None).files
	titles = {one.code: one.title for one in scheme.document_requirements}
	return {
		row.code: [
			{"title": titles[code], "files": [_file(one) for one in given.get(code, ())]}
			for code in row.evidence
			if code in titles
		]
		for row in rows
	}


def _file(row: dict[str, Any]) -> dict[str, str]:
	url = row["url"] or row["file"]
	return {"name": url.rsplit("/", 1)[-1], "url": url}
