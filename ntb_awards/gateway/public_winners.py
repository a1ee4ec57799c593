"""The winners for everybody: submitted Award Grants, from the minute at which the season publishes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import getdate

from ntb_awards.gateway import windows
from ntb_awards.gateway.berita_acara import unit_titles
from ntb_awards.gateway.public_announcements import moment_to_publish, why_hidden
from ntb_awards.gateway.public_seasons import has_come, public_season
from ntb_awards.gateway.schemes import load_scheme

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

SUBMITTED = 1
FIELDS = (
	*("nomination", "category", "rank", "title", "employee_name", "final_score"),
	*("decree_number", "decree_date"),
)


@dataclass(frozen=True)
class Winner:
	"""One winner. `title`: of the award; `score`: None unless the scheme tells scores."""

	rank: int
	title: str
	name: str
	post: str
	unit: str
	decree_number: str
	decree_date: date | None
	score: str | None


@dataclass(frozen=True)
class CategoryWinners:
	title: str
	winners: list[Winner]


def winners_of(season: str) -> list[CategoryWinners]:
	"""What is published by now, by category and rank; [] if the season is hidden."""
	doc = public_season(season)
	if doc is None or not has_come(doc.winners_published_at, doc):
		return []
	grants = frappe.get_all("Award Grant", _submitted(season), list(FIELDS), order_by="rank, employee_name")
	people = _people([grant.nomination for grant in grants])
	tells_scores = load_scheme(doc.scheme).decision_detail == "scores"
	found: dict[str, list[Winner]] = {}
	for grant in grants:
		winner = _winner(grant, people[grant.nomination], tells_scores)
		found.setdefault(grant.category, []).append(winner)
	return [CategoryWinners(row.title, found[row.name]) for row in _categories(list(found))]


def common_decree(categories: list[CategoryWinners]) -> tuple[str, date | None] | None:
	"""Number and date of the decree that all winners have in common; None if there are several."""
	found = {(one.decree_number, one.decree_date) for category in categories for one in category.winners}
	return found.pop() if len(found) == 1 else None


def _submitted(season: str) -> dict[str, Any]:
	return {"season": season, "docstatus": SUBMITTED}


def _categories(names: list[str]) -> list[frappe._dict]:
	return frappe.get_all(
		"Award Category", {"name": ("in", names or [""])}, ["name", "title"], order_by="sequence, name"
	)


def _people(nominations: list[str]) -> dict[str, dict[str, str]]:
	"""Nomination → post and title of the unit."""
	rows = frappe.get_all(
		"Nomination",
		{"name": ("in", nominations or [""])},
		["name", "post_title", "unit"],
		order_by="name",
	)
	units = unit_titles({row.unit for row in rows if row.unit}) if rows else {}
	return {
		row.name: {"post": row.post_title or "", "unit": units.get(row.unit, row.unit or "")} for row in rows
	}


def _winner(grant: frappe._dict, person: dict[str, str], tells_scores: bool) -> Winner:
	return Winner(
		rank=grant.rank,
		title=grant.title or "",
		name=grant.employee_name or "",
		decree_number=grant.decree_number or "",
		decree_date=getdate(grant.decree_date) if grant.decree_date else None,
		score=grant.final_score if tells_scores else None,
		**person,
	)


# ── publishing ────────────────────────────────────────────────────────────────────────────────────────


@frappe.whitelist(methods=["POST"])
def publish_winners(season: str, at: str | None = None) -> dict[str, Any]:
	"""Show the winners from this minute on, or from `at` on, a time in the season's zone.

	Returns {published_at, label, grants: how many are submitted, drafts: how many are not}. Raises
	PermissionError for who may not write the season; ValidationError if it is not public, no grant is
	submitted, or `at` is over.
	"""
	doc = _writable(season)
	grants = frappe.db.count("Award Grant", _submitted(season))
	if reason := why_hidden(doc):
		frappe.throw(reason, title=_("Not Published"))
	if not grants:
		frappe.throw(
			_("No award grant of this season is submitted yet. Submit the grants first."),
			title=_("Not Published"),
		)
	moment = moment_to_publish(doc, at)
	label = windows.moment_label(moment)
	_store(doc, f"{moment:%Y-%m-%d %H:%M:%S}", _("Winners published from {0} on").format(label))
	return {
		"published_at": doc.winners_published_at,
		"label": label,
		"grants": grants,
		"drafts": frappe.db.count("Award Grant", {"season": season, "docstatus": 0}),
	}


@frappe.whitelist(methods=["POST"])
def withdraw_winners(season: str) -> None:
	"""Take the winners back from the public pages; a comment says who did so and when.

	Raises PermissionError for who may not write the season.
	"""
	doc = _writable(season)
	if doc.winners_published_at:
		_store(doc, None, _("Publication of the winners withdrawn"))


def _writable(season: str) -> AwardSeason:
	doc = frappe.get_doc("Award Season", season)
	doc.check_permission("write")
	return doc


def _store(doc: AwardSeason, published_at: str | None, comment: str) -> None:
	doc.winners_published_at = published_at
	doc.save()
	doc.add_comment("Info", comment)
