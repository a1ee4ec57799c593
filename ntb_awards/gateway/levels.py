"""Seasons one above the other: the unit that holds each, and what lets winners go up from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import frappe
from frappe import _

from ntb_awards.gateway import windows
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.selection.scheme import Scheme

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason


@dataclass(frozen=True)
class Level:
	"""A season and the one above it, read once."""

	season: AwardSeason
	parent: AwardSeason

	@cached_property
	def scheme(self) -> Scheme:
		return load_scheme(self.season.scheme)

	@cached_property
	def above(self) -> Scheme:
		return load_scheme(self.parent.scheme)

	@cached_property
	def on(self) -> date:
		"""The day on which the parent judges facts."""
		return windows.reference_date(self.parent)

	@property
	def proposer(self) -> str:
		return proposer_name(self.season)


def level_of(season: str) -> Level:
	"""Raises ValidationError if the season has no season above it."""
	doc = frappe.get_doc("Award Season", season)
	if not doc.parent_season:
		frappe.throw(
			_("Season {0} has no parent season. Enter the season of the next level first.").format(doc.title),
			title=_("No Next Level"),
		)
	return Level(doc, frappe.get_doc("Award Season", doc.parent_season))


def proposer_name(season: AwardSeason) -> str:
	"""The name under which a season proposes: its unit's, else the organiser's."""
	unit = season.unit and frappe.get_cached_value("Department", season.unit, "department_name")
	return unit or season.organiser


def require_unit_of_organiser(doc: AwardSeason) -> None:
	"""The unit that holds a season is a part of its organiser."""
	company = doc.unit and frappe.get_cached_value("Department", doc.unit, "company")
	if company and company != doc.organiser:
		frappe.throw(
			_("Unit: {0} belongs to {1}, not to the organiser {2}. Choose one of its own units.").format(
				doc.unit, company, doc.organiser
			)
		)


def season_problems(level: Level) -> list[str]:
	"""What keeps a season from proposing anybody now."""
	return [*_scheme_problems(level), *_window_problems(level)]


def _scheme_problems(level: Level) -> list[str]:
	wanted = level.scheme.proposes_to
	if not wanted or wanted == level.above.code:
		return []
	text = _("Scheme {0} proposes to {1}, not to {2}. Choose another parent season.")
	return [text.format(level.scheme.title, wanted, level.above.title)]


def _window_problems(level: Level) -> list[str]:
	if level.parent.status != "Open":
		text = _("Season {0} is not open for nominations. Ask its Secretariat to open it.")
		return [text.format(level.parent.title)]
	window = windows.submission_window(level.parent)
	if window.has(windows.now_in(level.parent)):
		return []
	text = _("Season {0} takes nominations from {1} until {2}. Propose then, or ask for an extension.")
	return [text.format(level.parent.title, windows.moment_label(window.opens), windows.label(window))]
