"""Score forms: instruments with their criteria, variants, rubric levels and suggestions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from ntb_awards.selection.conditions import AnyCondition
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.messages import _, refuse
from ntb_awards.selection.numbers import Number
from ntb_awards.selection.scheme_base import ASSUMED, Code, SchemeModel


class Variant(SchemeModel):
	"""A column of an instrument and the condition on the facts that chooses it."""

	code: Code
	title: str
	condition: AnyCondition
	basis: str


class Suggestion(SchemeModel):
	"""A raw score the record already answers; `table` turns the recorded value into a score."""

	source: Literal["performance", "performance_score", "attendance", "education", "discipline"]
	table: dict[str, Number] = Field(default_factory=dict)
	basis: str


class Criterion(SchemeModel):
	"""One row of an instrument. `variant` None means: in every variant. Weight in per cent; its own basis
	is named only where it differs from the criterion's. `set_by_panel`: the document leaves the weight to the
	panel. `evidence`: the documents (codes) by which it is judged."""

	code: Code
	title: str
	component: str = ""
	variant: Code | None = None
	weight: Number | None = None
	set_by_panel: bool = False
	minimum: Number = Decimal(0)
	maximum: Number
	description: str = ""
	evidence: tuple[Code, ...] = ()
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
	"""`weighted`: weighted mean of raw ÷ maximum × 100. `points`: points ÷ maximum points × 100.
	`layout`: how the form prints: one row a criterion, or one a component with its criteria as columns."""

	code: Code
	title: str
	method: Literal["weighted", "points"] = "weighted"
	layout: Literal["list", "matrix"] = "list"
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
