"""The sample season lived through: the season itself, and its parts in the order of the calendar.

Nothing here writes a result: every number comes from what assessors and contributors enter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import frappe

from ntb_awards.demo.base import acting, time_of, wall_clock
from ntb_awards.demo.deciding import Deciding
from ntb_awards.demo.filing import Filing, Step
from ntb_awards.gateway.enrolment import enter_all_employees
from ntb_awards.gateway.proposals import propose_winners


class SeasonDriver(Filing, Deciding):
	"""Drives one sample season on this site from the call for nominations to the sealed dossier.

	`parent`: the season of the level above, which is there already; `below`: the drivers of the level below.
	"""

	parent: str | None = None
	below: tuple[SeasonDriver, ...] = ()

	def drive(self) -> None:
		if not hasattr(self, "season"):
			self.make_season()
		self.enrol_everybody()
		self.take_over_proposals()
		steps = [*self.nomination_steps(), *self.extension_steps()]
		for at, step in sorted(steps, key=lambda one: one[0]):
			step()
			self.on_step(f"{at:%d %b}")
		self.ask_everybody()
		self.declare_conflicts()
		for minutes in self.files.json("minutes"):
			self.decide(minutes)
			self.on_step(f"{minutes['category']}: {minutes['stage']}")
		self.grant()
		self.seal()

	def enrol_everybody(self) -> None:
		"""Where everybody of the unit takes part, the secretariat enters them all."""
		if self.scheme.participation != "everyone":
			return
		with acting(self.secretariat, self._window_opens() + timedelta(hours=9)):
			enter_all_employees(season=self.season)
		self._find_nominations()

	def take_over_proposals(self) -> None:
		"""On the last day of the window the level below proposes its winners."""
		for lower in self.below:
			with acting(self.secretariat, self._window_ends().replace(hour=12, minute=0)):
				propose_winners(season=lower.season)
		if self.below:
			self._find_nominations()

	def _find_nominations(self) -> None:
		fixture_ids = {employee: fixture for fixture, employee in self.people.employees.items()}
		rows = frappe.get_all(
			"Nomination", {"season": self.season}, ["name", "employee"], order_by="creation"
		)
		self.names.update({fixture_ids[row.employee]: row.name for row in rows})

	def make_season(self) -> None:
		opens = time_of(self.header["activities"][0]["starts_at"]) - timedelta(days=1)
		with acting(self.administrator, opens):
			season = frappe.new_doc("Award Season")
			season.update(
				{
					"code": self.header["code"],
					"title": self.header["title"],
					"scheme": self.scheme_name,
					"year": self.header["year"],
					"organiser": self.header["organiser"],
					"timezone": self.header["timezone"],
					"is_public": 1,
					"public_summary": self.header.get("summary"),
					"public_contact": self.header.get("contact"),
					"unit": self.people.departments.get(self.header.get("unit")),
					"parent_season": self.parent,
				}
			)
			for activity in self.scheme.activities:
				times = next(row for row in self.header["activities"] if row["number"] == activity.number)
				season.append(
					"activities",
					{
						"number": activity.number,
						"title": activity.title,
						"kind": activity.kind.capitalize(),
						"stage": activity.stage,
						"starts_at": wall_clock(times["starts_at"]),
						"ends_at": wall_clock(times["ends_at"]),
						"basis": activity.basis,
					},
				)
			season.insert()
			for panel in self.header["panels"]:
				self._make_panel(season.name, panel)
			season.reload()
			for user in self.verifiers:
				season.append("feedback_verifiers", {"user": user})
			season.status = "Open"
			season.save()
		self.season: str = season.name

	def _make_panel(self, season: str, row: dict[str, Any]) -> None:
		panel = frappe.new_doc("Assessment Panel")
		panel.update({key: row[key] for key in ("title", "decree_number", "decree_date", "level")})
		panel.season = season
		for code in row["categories"]:
			panel.append("categories", {"category": self.category_name(code)})
		for member in row["members"]:
			panel.append("members", member)
		panel.insert()

	def extension_steps(self) -> Iterator[Step]:
		for row in self.header["extensions"]:
			yield self.at(row["letter_date"], "10:00"), lambda row=row: self.extend(row)

	def extend(self, row: dict[str, Any]) -> None:
		at = self.at(row["letter_date"], "10:00")
		with acting(self.administrator, at):
			season = frappe.get_doc("Award Season", self.season)
			season.append(
				"extensions",
				{
					"activity_number": row["activity"],
					"new_end": wall_clock(row["new_end"]),
					"letter_number": row["letter_number"],
					"letter_date": row["letter_date"],
					"reason": row["reason"],
				},
			)
			season.save()
