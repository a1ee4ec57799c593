"""What a recommender's page shows: the nominations that wait for a recommendation, and those decided."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import frappe
from frappe import _
from frappe.query_builder import DocType
from frappe.utils import formatdate

from ntb_awards import access
from ntb_awards.gateway import states, windows
from ntb_awards.gateway.berita_acara import spaced_nip, unit_titles
from ntb_awards.gateway.eligibility import TEXTS
from ntb_awards.gateway.filing_parts import window_words
from ntb_awards.gateway.schemes import load_scheme

FIELDS = (
	*("name", "season", "scheme", "employee", "employee_name", "nip", "post_title", "unit", "category_title"),
	*("recommendation_status", "recommendation_reason", "recommended_at"),
	*TEXTS,
)
DECIDED_AT_MOST = 50


def waiting(user: str) -> list[dict[str, Any]]:
	"""The nominations put to this user, the one asked for first at the top.

	[{name, season, nominee, nip, post, unit, category, innovation: its title, texts: [(label, text)],
	documents: [(title, address)], window: {state, text, left}}]
	"""
	table = DocType("Nomination")
	query = (
		_of(user, table)
		.where((table.recommendation_status == "Asked") & table.workflow_state.isin(states.OPEN))
		.orderby(table.creation)
	)
	rows = query.run(as_dict=True)
	units, documents = unit_titles({row.unit for row in rows if row.unit}), _documents(rows)
	return [_card(row, units, documents.get(row.name, [])) for row in rows]


def decided(user: str) -> list[dict[str, str]]:
	"""What the user has confirmed or declined, newest first: [{nominee, category, season, words, tone, on,
	reason}]"""
	table = DocType("Nomination")
	query = (
		_of(user, table)
		.where(table.recommended_by == user)
		.orderby(table.recommended_at, order=frappe.qb.desc)
		.limit(DECIDED_AT_MOST)
	)
	return [_decision(row) for row in query.run(as_dict=True)]


def _of(user: str, table: Any) -> Any:
	"""Nominations that were put to the user, in seasons that are open: the rule of access.py."""
	season = DocType("Award Season")
	return (
		frappe.qb.from_(table)
		.join(season)
		.on((season.name == table.season) & (season.status == "Open"))
		.select(*(table[field] for field in FIELDS), season.title.as_("season_title"))
		.where(access.recommends_it.ask(user, table))
	)


def _card(row: Any, units: dict[str, str], documents: list[tuple[str, str]]) -> dict[str, Any]:
	meta = frappe.get_meta("Nomination")
	texts = [(_(meta.get_label(field)), row[field]) for field in TEXTS if field != "innovation_title"]
	season = frappe.get_cached_doc("Award Season", row.season)
	return {
		"name": row.name,
		"season": row.season_title,
		"nominee": row.employee_name,
		"nip": spaced_nip(row.nip),
		"post": row.post_title or "",
		"unit": units.get(row.unit, row.unit or ""),
		"category": row.category_title,
		"innovation_title": row.innovation_title or "",
		"texts": [(label, text) for label, text in texts if text],
		"documents": documents,
		"window": window_words(windows.submission_window(season, row.employee), windows.now_in(season)),
	}


def _documents(rows: list[Any]) -> dict[str, list[tuple[str, str]]]:
	"""Nomination → (what it is, where) of every document handed in; one query."""
	schemes = {row.name: load_scheme(row.scheme) for row in rows}
	titles = {
		name: {one.code: one.title for one in scheme.document_requirements}
		for name, scheme in schemes.items()
	}
	found: dict[str, list[tuple[str, str]]] = {}
	given = frappe.get_all(
		"Supporting Document",
		filters={"nomination": ("in", list(titles) or [""])},
		fields=["nomination", "requirement", "file", "url"],
		order_by="creation, name",
	)
	for one in given:
		address = one.file or one.url or ""
		if address.startswith(("/private/files/", "/files/", "https://", "http://")):
			title = titles[one.nomination].get(one.requirement, unquote(address.rsplit("/", 1)[-1]))
			found.setdefault(one.nomination, []).append((title, address))
	return found


def _decision(row: Any) -> dict[str, str]:
	confirmed = row.recommendation_status == "Confirmed"
	return {
		"nominee": row.employee_name,
		"category": row.category_title,
		"season": row.season_title,
		"words": _("Recommended") if confirmed else _("Recommendation declined"),
		"tone": "good" if confirmed else "bad",
		"on": formatdate(row.recommended_at, "d MMMM yyyy"),
		"reason": "" if confirmed else row.recommendation_reason or "",
	}
