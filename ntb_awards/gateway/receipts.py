"""The receipt of a nomination: its number, when it came in and for whom, the files with their SHA-256."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import frappe
from frappe.utils import get_system_timezone

from ntb_awards.gateway import limits, windows
from ntb_awards.gateway.berita_acara import spaced_nip, unit_titles
from ntb_awards.gateway.documents import find_requirement
from ntb_awards.gateway.words import DEFAULT_LANGUAGE, in_language

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

# The print format, which prints `contents`.
PRINT_FORMAT = "Tanda Terima Usulan"


def contents(doc: Nomination) -> dict[str, Any] | None:
	"""Values for the print format; None for a nomination that has no number: a draft has no receipt."""
	if not doc.number or not doc.submitted_at:
		return None
	with in_language(DEFAULT_LANGUAGE):  # as the papers are
		submitted_at = submitted_label(doc)
	return {
		"season": frappe.get_cached_doc("Award Season", doc.season),
		"number": doc.number,
		"submitted_at": submitted_at,
		"submitted_by": frappe.db.get_value("User", doc.submitted_by, "full_name") or doc.submitted_by,
		"nominee": {
			"name": doc.employee_name,
			"nip": spaced_nip(doc.nip),
			"post": doc.post_title or "",
			"unit": unit_titles({doc.unit}).get(doc.unit, doc.unit) if doc.unit else "",
		},
		"category_title": doc.category_title,
		"files": files_of(doc),
	}


def submitted_label(doc: Nomination) -> str:
	"""When it was handed in, in the season's zone and with its name; "–" before."""
	return windows.moment_label(submitted_moment(doc)) if doc.submitted_at else "–"


def submitted_moment(doc: Nomination) -> datetime:
	"""The database keeps this time in the zone of the site."""
	zone = frappe.get_cached_value("Award Season", doc.season, "timezone")
	return windows.in_zone(doc.submitted_at, get_system_timezone()).astimezone(ZoneInfo(zone))


def files_of(doc: Nomination) -> list[dict[str, Any]]:
	"""What was handed in on submission: {title, name, size: text, sha256, url}, oldest first.

	What came later for a stage is not part of it; neither is what was there before the app kept digests.
	"""
	rows = frappe.get_all(
		"Supporting Document",
		filters={"nomination": doc.name},
		fields=["requirement", "requirement_title", "file", "url", "file_size", "sha256"],
		order_by="creation, name",
	)
	names = _file_names([row.file for row in rows if row.file])
	return [
		{
			"title": row.requirement_title or row.requirement,
			"name": names.get(row.file, row.file.rsplit("/", 1)[-1]) if row.file else "",
			"size": limits.size_text(row.file_size) if row.file_size else "",
			"sha256": row.sha256 or "",
			"url": row.url or "",
		}
		for row in rows
		if not _belongs_to_a_stage(doc, row.requirement)
	]


def _belongs_to_a_stage(doc: Nomination, code: str) -> bool:
	requirement = find_requirement(doc, code)
	return requirement is not None and requirement.stage is not None


def _file_names(urls: list[str]) -> dict[str, str]:
	"""Address → name of the file as it was uploaded."""
	rows = frappe.get_all(
		"File", {"file_url": ("in", urls or [""])}, ["file_url", "file_name"], order_by="creation"
	)
	return {row.file_url: row.file_name for row in rows}
