"""Whom the public is asked about: the nominees at a stage with questions for citizens.

A nominee is shown from the moment at which the admission to that stage is announced: the minutes of the gate
before are published, or, at the first gate, the nomination has been accepted. Whoever leaves the stage is
shown no longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import frappe

from ntb_awards.gateway import states, windows
from ntb_awards.gateway.berita_acara import unit_titles
from ntb_awards.gateway.public_announcements import published_gates
from ntb_awards.gateway.public_seasons import public_season
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.windows import Window
from ntb_awards.selection.scheme import Scheme, Stage

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

FIELDS = (
	*("name", "number", "category", "category_title", "stage", "workflow_state"),
	*("employee_name", "post_title", "unit", "photo", "public_profile", "innovation_title"),
)
VIDEO, VALID = "video", "Valid"


def now() -> datetime:
	return datetime.now(timezone.utc)


@dataclass(frozen=True)
class Consultation:
	"""A stage at which the public is asked, the gate it is decided at, and when."""

	stage: Stage
	gate: str
	window: Window

	@property
	def is_open(self) -> bool:
		return self.window.has(now())

	@property
	def is_over(self) -> bool:
		return self.window.is_over(now())


@dataclass(frozen=True)
class Finalist:
	"""A nominee the public is asked about. `category`: name of the Award Category; `unit`: its title."""

	season: str
	number: int
	nomination: str
	name: str
	post: str
	unit: str
	category: str
	category_title: str
	has_photo: bool
	profile: str
	innovation: str
	consultation: Consultation

	@property
	def stage(self) -> Stage:
		return self.consultation.stage

	@property
	def window(self) -> Window:
		return self.consultation.window

	@property
	def is_open(self) -> bool:
		"""Whether a response is taken at this moment."""
		return self.consultation.is_open


@dataclass(frozen=True)
class Video:
	"""The nominee's video: a link, or a file of a Supporting Document (`document`)."""

	document: str
	url: str
	is_file: bool


# ── the stages ────────────────────────────────────────────────────────────────────────────────────────


def open_stages(season: str) -> list[Stage]:
	"""The stages whose window for the public is open now."""
	doc = public_season(season)
	return [one.stage for one in consultations(doc) if one.is_open] if doc else []


def consultations(season: AwardSeason) -> list[Consultation]:
	"""Every stage at which the public is asked and that stands in the timeline, in the scheme's order."""
	scheme = load_scheme(season.scheme)
	found = []
	for stage in scheme.stages:
		activity = windows.stage_activity(season, stage.code) if stage.public_instrument else None
		if activity:
			window = windows.effective_window(season, activity)
			found.append(Consultation(stage, scheme.gate_of(stage).code, window))
	return found


def _by_gate(season: AwardSeason) -> dict[str, Consultation]:
	"""Gate → the consultation of who stands there: the one that is on, else the next, else the last."""
	chosen: dict[str, Consultation] = {}
	for one in consultations(season):
		if one.gate not in chosen or chosen[one.gate].is_over:
			chosen[one.gate] = one
	return chosen


# ── the people ────────────────────────────────────────────────────────────────────────────────────────


def shown_finalists(season: str) -> list[Finalist]:
	"""Everybody the public is or will be asked about, by category and number; [] if the season is hidden."""
	return _finalists(season, {})


def finalist(season: str, number: int) -> Finalist | None:
	"""The finalist of that number; None if there is none whom the public may see."""
	return next(iter(_finalists(season, {"number": number})), None)


def is_shown(nomination: str) -> bool:
	"""Whether citizens may see this nominee (Nomination name) now, with photo, profile and video."""
	found = frappe.db.get_value("Nomination", nomination, ["season", "number"], as_dict=True)
	one = finalist(found.season, found.number) if found and found.number else None
	return bool(one) and one.nomination == nomination


def _finalists(name: str, filters: dict[str, Any]) -> list[Finalist]:
	season = public_season(name)
	if season is None:
		return []
	asked = _by_gate(season)
	if not asked:
		return []
	rows = frappe.get_all(
		"Nomination",
		{"season": name, "stage": ("in", list(asked)), "number": (">", 0), **filters},
		list(FIELDS),
		order_by="number",
	)
	admitted = list(_admitted(season, rows))
	units = unit_titles({row.unit for row in admitted if row.unit}) if admitted else {}
	places = _places({row.category for row in admitted})
	admitted.sort(key=lambda row: (places[row.category], row.number))
	return [_finalist(name, row, units, asked[row.stage]) for row in admitted]


def _admitted(season: AwardSeason, rows: Iterable[frappe._dict]) -> Iterable[frappe._dict]:
	"""Those who stand at their stage and whose way there has been announced."""
	scheme = load_scheme(season.scheme)
	announced = published_gates(season)
	for row in rows:
		before = _gate_before(scheme, row.stage)
		stands_there = states.is_gate(row.workflow_state) and states.is_live(row.workflow_state)
		if stands_there and (before is None or (row.category, before) in announced):
			yield row


def _gate_before(scheme: Scheme, gate: str) -> str | None:
	codes = [one.code for one in scheme.gates]
	place = codes.index(gate)
	return codes[place - 1] if place else None


def _places(categories: set[str]) -> dict[str, tuple[int, str]]:
	"""Category → its place in the scheme."""
	rows = frappe.get_all(
		"Award Category",
		{"name": ("in", list(categories) or [""])},
		["name", "sequence"],
		order_by="sequence, name",
	)
	return {row.name: (row.sequence, row.name) for row in rows}


def _finalist(season: str, row: frappe._dict, units: dict[str, str], asked: Consultation) -> Finalist:
	return Finalist(
		season=season,
		number=row.number,
		nomination=row.name,
		name=row.employee_name or "",
		post=row.post_title or "",
		unit=units.get(row.unit, row.unit or ""),
		category=row.category,
		category_title=row.category_title or "",
		has_photo=bool(row.photo),
		profile=row.public_profile or "",
		innovation=row.innovation_title or "",
		consultation=asked,
	)


def video_of(one: Finalist) -> Video | None:
	"""The latest video that the secretariat has found valid: it is the one that publishes it (NTB 3.b.2)."""
	scheme = load_scheme(frappe.get_cached_value("Award Season", one.season, "scheme"))
	codes = [document.code for document in scheme.document_requirements if document.kind == VIDEO]
	rows = frappe.get_all(
		"Supporting Document",
		{"nomination": one.nomination, "requirement": ("in", codes or [""]), "verified": VALID},
		["name", "file", "url"],
		order_by="creation desc, name",
		limit=1,
	)
	return next((Video(row.name, row.url or "", bool(row.file)) for row in rows if row.file or row.url), None)
