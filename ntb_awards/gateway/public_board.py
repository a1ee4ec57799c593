"""What of a season is public at this moment, and what waits to be published, for the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import frappe
from frappe.utils import get_url

from ntb_awards.gateway import windows
from ntb_awards.gateway.public_announcements import SUBMITTED, why_hidden
from ntb_awards.gateway.public_finalists import consultations, shown_finalists
from ntb_awards.gateway.public_seasons import has_come
from ntb_awards.gateway.schemes import load_scheme

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

NOT_YET, PLANNED, PUBLISHED = "", "planned", "published"


@frappe.whitelist()
def board(season: str) -> dict[str, Any]:
	"""For the form of a season: {address, hidden: why nothing is shown or None, published and planned: how
	many minutes are, waiting: submitted minutes to be published, [{stage, title, minutes: [{minutes,
	category}]}], winners: {state, label, submitted, drafts}, finalists: how many are shown, consultations:
	[{title, opens, closes}]}. Raises PermissionError for who may not read the season.
	"""
	doc = frappe.get_doc("Award Season", season)
	doc.check_permission("read")
	papers = _minutes(season)
	states = [state_of(doc, paper.published_at) for paper in papers]
	return {
		"address": get_url(f"/awards/{quote(doc.name, safe='')}"),
		"hidden": why_hidden(doc),
		"published": states.count(PUBLISHED),
		"planned": states.count(PLANNED),
		"waiting": _waiting(doc, [paper for paper in papers if not paper.published_at]),
		"winners": _winners(doc),
		"finalists": len(shown_finalists(season)),
		"consultations": [
			{
				"title": one.stage.title,
				"opens": windows.moment_label(one.window.opens),
				"closes": windows.moment_label(one.window.closes),
			}
			for one in consultations(doc)
		],
	}


@frappe.whitelist()
def publication(minutes: str) -> dict[str, Any]:
	"""For the form of minutes: {state: "", "planned" or "published", label: since or from when, zone: of the
	season, address: of the announcement, hidden: why nothing can be published or None}.

	Raises PermissionError for who may not read the minutes.
	"""
	doc = frappe.get_doc("Plenary Minutes", minutes)
	doc.check_permission("read")
	season = frappe.get_cached_doc("Award Season", doc.season)
	at = doc.published_at if doc.docstatus == SUBMITTED else None
	path = "/".join(("awards", quote(season.name, safe=""), "pengumuman", quote(doc.name, safe="")))
	return {
		"state": state_of(season, at),
		"label": windows.moment_label(windows.in_zone(at, season.timezone)) if at else "",
		"zone": windows.zone_name(windows.now_in(season)),
		"address": get_url(f"/{path}"),
		"hidden": why_hidden(season),
	}


def state_of(season: AwardSeason, at: Any) -> str:
	if not at:
		return NOT_YET
	return PUBLISHED if has_come(at, season) else PLANNED


def _minutes(season: str) -> list[frappe._dict]:
	return frappe.get_all(
		"Plenary Minutes",
		{"season": season, "docstatus": SUBMITTED},
		["name", "stage", "stage_title", "category", "published_at"],
		order_by="category, name",
	)


def _waiting(season: AwardSeason, papers: list[frappe._dict]) -> list[dict[str, Any]]:
	titles = _titles({paper.category for paper in papers})
	return [
		{
			"stage": gate.code,
			"title": gate.title,
			"minutes": [
				{"minutes": paper.name, "category": titles.get(paper.category, paper.category)}
				for paper in papers
				if paper.stage == gate.code
			],
		}
		for gate in load_scheme(season.scheme).gates
		if any(paper.stage == gate.code for paper in papers)
	]


def _titles(categories: Iterable[str]) -> dict[str, str]:
	rows = frappe.get_all(
		"Award Category",
		{"name": ("in", list(categories) or [""])},
		["name", "title"],
		order_by="sequence, name",
	)
	return {row.name: row.title for row in rows}


def _winners(season: AwardSeason) -> dict[str, Any]:
	at = season.winners_published_at
	grants = frappe.get_all("Award Grant", {"season": season.name}, pluck="docstatus", order_by="creation")
	return {
		"state": state_of(season, at),
		"label": windows.moment_label(windows.in_zone(at, season.timezone)) if at else "",
		"submitted": grants.count(SUBMITTED),
		"drafts": grants.count(0),
	}
