"""Conditions as data: what a rule asks of the facts, and the answer with the fact it was judged on.

An answer is met, not met, or unknown ("needs a human look"): a missing fact never counts against or for
anybody. `all` is not met as soon as one part is not met; `any` is met as soon as one part is met.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from ntb_awards.selection.fact_conditions import (
	Compare,
	Condition,
	Finding,
	HeldPost,
	Human,
	NoAward,
	NoRecord,
	Present,
	Ratings,
	YearsSince,
	combine,
)
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.messages import Message, _


class All(Condition):
	test: Literal["all"]
	of: tuple[AnyCondition, ...] = Field(min_length=1)

	def judge(self, facts: Facts, on: date) -> Finding:
		return combine([part.judge(facts, on) for part in self.of], "not_met", "met")


class AnyOf(Condition):
	test: Literal["any"]
	of: tuple[AnyCondition, ...] = Field(min_length=1)

	def judge(self, facts: Facts, on: date) -> Finding:
		return combine([part.judge(facts, on) for part in self.of], "met", "not_met")


class When(Condition):
	"""A requirement for some people only; for the others it is met."""

	test: Literal["when"]
	applies: AnyCondition
	then: AnyCondition

	def judge(self, facts: Facts, on: date) -> Finding:
		whether = self.applies.judge(facts, on)
		if whether.answer == "not_met":
			return Finding("met", (Message(_("Does not apply")), *whether.facts))
		if whether.answer == "needs_review":
			return whether
		return self.then.judge(facts, on)


AnyCondition = Annotated[
	Compare | YearsSince | Ratings | NoRecord | Present | HeldPost | NoAward | Human | All | AnyOf | When,
	Field(discriminator="test"),
]
All.model_rebuild()
AnyOf.model_rebuild()
When.model_rebuild()
