"""The model of a scheme: what a rule document fixes, each part with the article it comes from.

`checks.py` finds what the shape alone cannot: weights, references, windows.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from ntb_awards.selection.facts import Facts
from ntb_awards.selection.messages import Message, Problem, SelectionError, _, refuse
from ntb_awards.selection.scheme_base import ASSUMED, HUNDRED, Code, SchemeModel
from ntb_awards.selection.scheme_forms import Criterion, Instrument, RubricLevel, Suggestion, Variant
from ntb_awards.selection.scheme_parts import (
	ASSESSED_KINDS,
	RECORDED_KINDS,
	SHEET_KINDS,
	UNSCORED_KINDS,
	Activity,
	Aggregation,
	Bonus,
	Category,
	ContributorRule,
	DocumentRequirement,
	EligibilityRule,
	PanelElement,
	PanelRule,
	Quota,
	Relation,
	RelationRule,
	Reward,
	Stage,
	StageKind,
	TieStep,
	WeightGroup,
)

__all__ = [
	"ASSESSED_KINDS",
	"ASSUMED",
	"HUNDRED",
	"RECORDED_KINDS",
	"SHEET_KINDS",
	"UNSCORED_KINDS",
	"Activity",
	"Aggregation",
	"Bonus",
	"Category",
	"Code",
	"ContributorRule",
	"Criterion",
	"DocumentRequirement",
	"EligibilityRule",
	"Instrument",
	"PanelElement",
	"PanelRule",
	"Quota",
	"Relation",
	"RelationRule",
	"Reward",
	"RubricLevel",
	"Scheme",
	"Stage",
	"StageKind",
	"Suggestion",
	"TieStep",
	"Variant",
	"WeightGroup",
	"find",
	"load_scheme",
	"parse_scheme",
	"problems_of",
	"shipped_schemes",
]


class Scheme(SchemeModel):
	"""One rule document, or one level of it, as data.

	`level` names the level, `proposes_to` the scheme of the level above. `participation` "everyone": all
	active employees of the unit take part. `notice_days`: working days between the announcement and the last
	day of the submission window. `filing`: who fills in a nomination. `asked_per_unit`: nominees that
	every unit is asked for in each category. `decision_detail`: what a nominee learns of a decision, once its
	minutes are published.
	"""

	code: Code
	version: int = Field(ge=1)
	title: str
	level: str = ""
	proposes_to: Code | None = None
	authority: str
	source_document: str
	year: int
	description: str = ""
	places: int = Field(default=2, ge=0, le=6)
	places_basis: str
	winners: int = Field(ge=1)
	winners_basis: str
	reference_date_basis: str
	participation: Literal["nomination", "everyone"] = "nomination"
	participation_basis: str = ""
	filing: Literal["unit", "employee", "either"] = "unit"
	filing_basis: str = ""
	decision_detail: Literal["decision", "reason", "scores"] = "decision"
	decision_detail_basis: str = ""
	asked_per_unit: int = Field(default=0, ge=0)
	asked_per_unit_basis: str = ""
	notice_days: int = Field(default=0, ge=0)
	notice_basis: str = ""
	once_a_year: bool = False
	once_a_year_basis: str = ""
	categories: tuple[Category, ...] = Field(min_length=1)
	weight_groups: tuple[WeightGroup, ...] = ()
	stages: tuple[Stage, ...] = Field(min_length=1)
	instruments: tuple[Instrument, ...] = ()
	contributor_rules: tuple[ContributorRule, ...] = ()
	eligibility_rules: tuple[EligibilityRule, ...] = ()
	document_requirements: tuple[DocumentRequirement, ...] = ()
	tie_steps: tuple[TieStep, ...] = ()
	tie_basis: str = ASSUMED
	bonuses: tuple[Bonus, ...] = ()
	quotas: tuple[Quota, ...] = ()
	panel: PanelRule | None = None
	rewards: tuple[Reward, ...] = ()
	activities: tuple[Activity, ...] = ()

	def category(self, code: str) -> Category:
		return find(self.categories, code, "categories")

	def stage(self, code: str) -> Stage:
		return find(self.stages, code, "stages")

	def instrument(self, code: str | None) -> Instrument:
		return find(self.instruments, code, "instruments")

	def contributor_rule_of(self, category: str) -> ContributorRule:
		return find(self.contributor_rules, self.category(category).contributor_rule, "contributor_rules")

	@property
	def gates(self) -> tuple[Stage, ...]:
		"""The stages that end in Plenary Minutes of their own, in order."""
		return tuple(stage for stage in self.stages if stage.is_gate)

	def gate_of(self, stage: Stage) -> Stage:
		return self.stage(stage.decided_with) if stage.decided_with else stage

	def stages_decided_at(self, gate: str) -> tuple[Stage, ...]:
		return tuple(stage for stage in self.stages if self.gate_of(stage).code == gate and stage.is_scored)

	def rules_for(self, category: str) -> tuple[EligibilityRule, ...]:
		own = self.category(category)
		return tuple(rule for rule in self.eligibility_rules if own.is_among(rule.categories))

	def documents_for(self, category: str, stage: str | None = None) -> tuple[DocumentRequirement, ...]:
		own = self.category(category)
		return tuple(
			document
			for document in self.document_requirements
			if document.stage == stage and document.applies_to(own)
		)

	def category_for(self, facts: Facts, on: date) -> Category | None:
		"""The first category whose condition this person meets."""
		fitting = (one for one in self.categories if one.condition)
		return next((one for one in fitting if one.condition.judge(facts, on).answer == "met"), None)


def find(items: tuple[Any, ...], code: str | None, path: str) -> Any:
	for item in items:
		if item.code == code:
			return item
	raise refuse(
		path, _("'{code}' is not one of: {known}"), code=code, known=", ".join(item.code for item in items)
	)


def problems_of(error: ValidationError) -> list[Problem]:
	"""Pydantic's findings as problems with a dotted path."""
	return [
		Problem(
			".".join(str(part) for part in found["loc"]) or "document",
			Message("{text}", {"text": found["msg"]}),
		)
		for found in error.errors(include_url=False)
	]


def parse_scheme(data: dict[str, Any]) -> Scheme:
	"""The scheme in a dictionary; raises SelectionError naming every field that does not fit."""
	try:
		return Scheme.model_validate(data)
	except ValidationError as error:
		raise SelectionError(problems_of(error)) from error


def load_scheme(path: Path) -> Scheme:
	return parse_scheme(json.loads(path.read_text(encoding="utf-8")))


def shipped_schemes() -> list[Path]:
	return sorted((Path(__file__).parent.parent / "schemes").glob("*.json"))
