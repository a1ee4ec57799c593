"""A category that is ready to be scored, and its assessors, for the tests of sheets and 360° feedback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import frappe
from frappe.model.document import Document

from ntb_awards.gateway.sheets import open_sheets
from ntb_awards.gateway.workflow import state_of_gate
from tests.site.builders import make_employee, make_user
from tests.site.builders_results import (
	CATEGORY,
	make_assessors,
	make_nominees,
	make_open_season,
	make_panel,
)
from tests.site.conftest import acting

ADMINISTRATION = "administration"
# A form of one criterion (FGD) and the five of the presentation.
FGD, PRESENTATION = "fgd", "presentation"


@dataclass
class Scoring:
	"""A season with a panel of `assessors` and `nominees` of one category who stand at `stage`."""

	season: str
	category: str
	stage: str
	secretariat: str
	assessors: list[str]
	nominees: list[str]

	def at(self, stage: str) -> Scoring:
		"""The same with the nominees standing at that stage, still without sheets."""
		scheme = frappe.db.get_value("Award Season", self.season, "scheme")
		state = state_of_gate(scheme, stage)
		for nominee in self.nominees:
			frappe.db.set_value("Nomination", nominee, {"workflow_state": state, "stage": stage})
		return replace(self, stage=stage)

	def opened_at(self, stage: str) -> Scoring:
		scoring = self.at(stage)
		scoring.open()
		return scoring

	def open(self, stage: str | None = None) -> dict[str, Any]:
		with acting(self.secretariat):
			return open_sheets(self.season, self.category, stage or self.stage)

	def sheet(self, assessor: int = 0, nominee: int = 0) -> Document:
		key = {
			"assessor": self.assessors[assessor],
			"nomination": self.nominees[nominee],
			"stage": self.stage,
		}
		return frappe.get_last_doc("Stage Score", filters=key)

	def submit(self, scores: Mapping[str, Any] | Any, assessor: int = 0, nominee: int = 0) -> Document:
		"""Fill in and submit a sheet; one score for all criteria, or criterion → score."""
		sheet = self.sheet(assessor, nominee)
		fill(sheet, scores)
		with acting(self.assessors[assessor]):
			sheet.submit()
		return sheet


def make_scoring(stage: str = PRESENTATION, nominees: int = 2, assessors: int = 3) -> Scoring:
	season = make_open_season()
	people = make_assessors(assessors)
	make_panel(season, people)
	return Scoring(
		season=season,
		category=CATEGORY,
		stage=stage,
		secretariat=make_user("Awards Secretariat"),
		assessors=people,
		nominees=make_nominees(season, nominees, stage=stage),
	)


def fill(document: Document, scores: Mapping[str, Any] | Any, table: str = "scores") -> None:
	for row in document.get(table):
		row.raw = scores.get(row.criterion) if isinstance(scores, Mapping) else scores


def make_conflict(scoring: Scoring, assessor: int | str = 0, nominee: int = 0, **fields: Any) -> Document:
	conflict = frappe.new_doc("Conflict Declaration")
	conflict.update(
		{
			"season": scoring.season,
			"nomination": scoring.nominees[nominee],
			"assessor": scoring.assessors[assessor] if isinstance(assessor, int) else assessor,
			"reason": "Ipar dari calon",
			**fields,
		}
	)
	return conflict.insert()


def decide(scoring: Scoring, stage: str | None = None) -> str:
	"""Submitted minutes of the category at a gate, stored past their own checks."""
	minutes = frappe.new_doc("Plenary Minutes")
	minutes.update(
		{
			"name": "BA-UJI-0001",
			"season": scoring.season,
			"category": scoring.category,
			"stage": stage or scoring.stage,
			"held_on": "2025-11-20",
			"place": "Mataram",
			"docstatus": 1,
		}
	)
	minutes.db_insert()
	return minutes.name


def employee_of(nomination: str) -> str:
	return frappe.db.get_value("Nomination", nomination, "employee")


def make_people_around(nomination: str) -> dict[str, str]:
	"""Employees around a nominee: superior, two peers, subordinate, somebody else, and one who has left."""
	nominee = employee_of(nomination)
	superior = make_employee().name
	frappe.db.set_value("Employee", nominee, "reports_to", superior)
	return {
		"nominee": nominee,
		"superior": superior,
		"peer": make_employee(reports_to=superior).name,
		"second_peer": make_employee(reports_to=superior).name,
		"third_peer": make_employee(reports_to=superior).name,
		"subordinate": make_employee(reports_to=nominee).name,
		"stranger": make_employee().name,
		"left": make_employee(reports_to=superior, status="Left", relieving_date="2024-01-01").name,
	}
