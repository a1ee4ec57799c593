"""The model of a scheme: what a rule document fixes, each part with the article it comes from.

`basis` names the place in the rule document ("3.a table"); "assumed" marks what the document leaves open
and somebody has to confirm. `checks.py` finds what the shape alone cannot: weights, references, windows.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ntb_awards.selection.conditions import AnyCondition
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.messages import Message, Problem, SelectionError, _, refuse
from ntb_awards.selection.numbers import Number

ASSUMED = "assumed"
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
StageKind = Literal[
	"records", "document_check", "panel_score", "feedback_360", "test_result", "public_response", "decision"
]
SHEET_KINDS: tuple[str, ...] = ("records", "document_check", "panel_score", "test_result", "public_response")
Aggregation = Literal["mean", "median", "trimmed_mean", "sum"]
Relation = Literal["superior", "peer", "subordinate"]
HUNDRED = Decimal(100)


class SchemeModel(BaseModel):
	model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Category(SchemeModel):
	code: Code
	title: str = Field(min_length=1)
	recommender: Code
	recommender_title: str = Field(min_length=1)
	contributor_rule: Code | None = None
	description: str = ""
	basis: str


class Variant(SchemeModel):
	"""A column of an instrument and the condition on the facts that chooses it."""

	code: Code
	title: str
	condition: AnyCondition
	basis: str


class Suggestion(SchemeModel):
	"""A raw score the record already answers; `table` turns the recorded value into a score."""

	source: Literal["performance", "attendance", "education", "discipline"]
	table: dict[str, Number] = Field(default_factory=dict)
	basis: str


class Criterion(SchemeModel):
	"""One row of an instrument. `variant` None means: in every variant. Weight in per cent; its own basis
	is named only where it differs from the criterion's."""

	code: Code
	title: str
	component: str = ""
	variant: Code | None = None
	weight: Number | None = None
	minimum: Number = Decimal(0)
	maximum: Number
	description: str = ""
	suggestion: Suggestion | None = None
	basis: str
	weight_basis: str = ""
	range_basis: str = ASSUMED


class RubricLevel(SchemeModel):
	criterion: Code
	value: Number
	label: str
	description: str = ""
	basis: str


class Instrument(SchemeModel):
	"""`weighted`: weighted mean of raw ÷ maximum × 100. `points`: points ÷ maximum points × 100."""

	code: Code
	title: str
	method: Literal["weighted", "points"] = "weighted"
	variants: tuple[Variant, ...] = ()
	criteria: tuple[Criterion, ...] = Field(min_length=1)
	levels: tuple[RubricLevel, ...] = ()
	basis: str

	def criteria_for(self, variant: str | None) -> tuple[Criterion, ...]:
		return tuple(row for row in self.criteria if row.variant in (None, variant))

	def variant_for(self, facts: Facts, on: date) -> str | None:
		"""The first variant whose condition the facts meet; None if the instrument has no variants.

		Raises SelectionError if there are variants and the facts choose none.
		"""
		if not self.variants:
			return None
		for variant in self.variants:
			if variant.condition.judge(facts, on).answer == "met":
				return variant.code
		raise refuse(
			f"instruments.{self.code}.variants",
			_("No form of '{instrument}' fits this person. Complete the post type on the Employee record"),
			instrument=self.title,
		)


class RelationRule(SchemeModel):
	"""How many contributors of a relation, and its weight in per cent."""

	relation: Relation
	min_count: int = Field(ge=0)
	max_count: int | None = Field(default=None, ge=1)
	weight: Number
	weight_basis: str
	basis: str


class ContributorRule(SchemeModel):
	code: Code
	title: str
	minimum_contributors: int = Field(ge=1)
	min_group_size: int = Field(ge=1)
	min_group_basis: str
	relations: tuple[RelationRule, ...] = Field(min_length=1)
	basis: str


class WeightGroup(SchemeModel):
	"""A weight the document gives to several stages together."""

	code: Code
	title: str
	weight: Number
	basis: str


class Stage(SchemeModel):
	"""A step of the selection. A stage with `decided_with` shares that stage's Plenary Minutes."""

	code: Code
	title: str
	kind: StageKind
	instrument: Code | None = None
	weight: Number = Decimal(0)
	weight_group: Code | None = None
	weight_basis: str
	aggregation: Aggregation = "mean"
	aggregation_basis: str = ASSUMED
	min_assessors: int = Field(default=1, ge=1)
	decided_with: Code | None = None
	advancement: Literal["all_eligible", "top_n", "threshold", "plenary"] = "plenary"
	advancement_n: int | None = Field(default=None, ge=1)
	advancement_value: Number | None = None
	advancement_scope: Literal["stage", "cumulative"] = "stage"
	advancement_basis: str
	blind: bool = False
	basis: str

	@property
	def is_scored(self) -> bool:
		return self.kind != "decision"

	@property
	def is_gate(self) -> bool:
		return self.decided_with is None


class EligibilityRule(SchemeModel):
	"""A requirement. No `categories` means: for all."""

	code: Code
	title: str
	section: str = ""
	categories: tuple[Code, ...] = ()
	condition: AnyCondition
	basis: str


class DocumentRequirement(SchemeModel):
	"""A document a nominee brings: at submission, or for a later stage when `stage` is set."""

	code: Code
	title: str
	requirement: Literal["required", "if_any"] = "required"
	categories: tuple[Code, ...] = ()
	except_categories: tuple[Code, ...] = ()
	stage: Code | None = None
	kind: Literal["file", "link", "video", "feedback"] = "file"
	max_minutes: Number | None = None
	recent_years: int | None = None
	template_url: str = ""
	basis: str

	def applies_to(self, category: str) -> bool:
		wanted = not self.categories or category in self.categories
		return wanted and category not in self.except_categories


class TieStep(SchemeModel):
	"""Nominees with the same final score are compared by this stage's value, higher first."""

	stage: Code
	basis: str


class Bonus(SchemeModel):
	"""Points added after the weighted total, shown apart from it."""

	code: Code
	title: str
	points: Number
	condition: AnyCondition
	basis: str


class Activity(SchemeModel):
	number: int = Field(ge=1)
	title: str
	kind: Literal["socialisation", "submission", "stage", "announcement", "award"]
	stage: Code | None = None
	starts_on: date
	ends_on: date
	basis: str


class Scheme(SchemeModel):
	"""One rule document as data."""

	code: Code
	version: int = Field(ge=1)
	title: str
	authority: str
	source_document: str
	year: int
	description: str = ""
	places: int = Field(default=2, ge=0, le=6)
	places_basis: str
	winners: int = Field(ge=1)
	winners_basis: str
	reference_date_basis: str
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
		return tuple(
			rule for rule in self.eligibility_rules if not rule.categories or category in rule.categories
		)

	def documents_for(self, category: str, stage: str | None = None) -> tuple[DocumentRequirement, ...]:
		return tuple(
			document
			for document in self.document_requirements
			if document.stage == stage and document.applies_to(category)
		)


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
