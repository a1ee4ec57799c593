"""Whose results a person may see in a season, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass

import frappe

from ntb_awards.access import is_recorded_for_the_panel, sees_everything, visible_nominations
from ntb_awards.selection.scheme import SHEET_KINDS, Scheme
from ntb_awards.who import employees_of, has_submitted_own_sheet


@dataclass(frozen=True)
class Sight:
	"""`nominations`: those the person may see at all. `everything`: all their values, else only the stages
	whose sheets the person may see (`open_stages`): the own sheet is submitted, or the app filled it in.
	`about_me`: one's own, never seen."""

	nominations: frozenset[str]
	everything: bool
	open_stages: frozenset[tuple[str, str]]
	about_me: frozenset[str]

	def sees_stage(self, scheme: Scheme, nomination: str, stage: str) -> bool:
		"""A stage without sheets is seen with the stage it is decided with."""
		if nomination in self.about_me:
			return False
		if self.everything:
			return True
		asked = scheme.stage(stage)
		code = stage if asked.kind in SHEET_KINDS else scheme.gate_of(asked).code
		return (nomination, code) in self.open_stages


def sight_of(user: str, season: str, category: str | None = None) -> Sight:
	"""What `user` sees of a season, or of one Award Category (name) of it."""
	everything = sees_everything.ask(user, None) is True
	return Sight(
		nominations=_visible(user, season, category),
		everything=everything,
		open_stages=frozenset() if everything else _open_stages(user, season),
		about_me=_about(user, season),
	)


def _visible(user: str, season: str, category: str | None) -> frozenset[str]:
	nomination = frappe.qb.DocType("Nomination")
	query = frappe.qb.from_(nomination).select(nomination.name).where(nomination.season == season)
	if category:
		query = query.where(nomination.category == category)
	condition = visible_nominations(user, nomination)
	return frozenset((query.where(condition) if condition else query).run(pluck=True))


def _open_stages(user: str, season: str) -> frozenset[tuple[str, str]]:
	"""(Nomination, stage code)"""
	sheet = frappe.qb.DocType("Stage Score")
	own = (sheet.assessor == user) & has_submitted_own_sheet.ask(user, sheet)
	recorded = is_recorded_for_the_panel.ask(user, sheet)
	query = (
		frappe.qb.from_(sheet)
		.select(sheet.nomination, sheet.stage)
		.where((sheet.season == season) & (own if recorded is False else own | recorded))
		.distinct()
	)
	return frozenset(tuple(row) for row in query.run())


def _about(user: str, season: str) -> frozenset[str]:
	nomination = frappe.qb.DocType("Nomination")
	query = (
		frappe.qb.from_(nomination)
		.select(nomination.name)
		.where((nomination.season == season) & nomination.employee.isin(employees_of(user)))
	)
	return frozenset(query.run(pluck=True))
