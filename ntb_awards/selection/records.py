"""What happened in a season, without names: nominees by number, assessors and contributors by pseudonym."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from pydantic import (
	AwareDatetime,
	BaseModel,
	ConfigDict,
	Field,
	SerializerFunctionWrapHandler,
	model_serializer,
	model_validator,
)

from ntb_awards.selection.fact_conditions import Answer
from ntb_awards.selection.messages import Message, Problem, _
from ntb_awards.selection.numbers import Exact, exact_text
from ntb_awards.selection.scheme import Code, Instrument, Relation

Pseudonym = str
Outcome = Literal["advance", "stop"]


class RecordModel(BaseModel):
	model_config = ConfigDict(extra="forbid", frozen=True)


class Verdict(RecordModel):
	"""The answer to one requirement; `decision` is a person's, and then counts instead of `status`."""

	rule: Code
	status: Answer
	decision: Literal["met", "not_met"] | None = None

	@property
	def answer(self) -> Answer:
		return self.decision or self.status


class Nominee(RecordModel):
	"""`variants`: instrument code → the form of it that fits this person's post."""

	number: int = Field(ge=1)
	category: Code
	status: Literal["active", "withdrawn", "ineligible"] = "active"
	variants: dict[Code, Code] = Field(default_factory=dict)
	eligibility: tuple[Verdict, ...] = ()
	bonuses: tuple[Code, ...] = ()


class Sheet(RecordModel):
	"""Raw scores (criterion code → raw score) for one nominee at one stage: an assessor's, or what records or
	imported results say (those may be fractions, "290/3")."""

	stage: Code
	nominee: int
	assessor: Pseudonym
	status: Literal["submitted", "open", "recused"] = "submitted"
	scores: dict[Code, Exact] = Field(default_factory=dict)


class Feedback(RecordModel):
	"""The answers of a group of contributors to one nominee: the mean of each criterion, exact ("11/3").

	`relation` None: a group of several relations (`merged`), its answers blended with their weights; without
	`merged`, in older files, of all. No answers: so many have answered, but what is not disclosed.
	`contributor` stands in older files only, one record for each contributor then.
	"""

	nominee: int
	relation: Relation | None
	contributors: int = Field(default=1, ge=1)
	contributor: Pseudonym = ""
	answers: dict[Code, Exact]
	merged: tuple[Relation, ...] = ()

	@model_validator(mode="after")
	def _one_or_several(self) -> Feedback:
		if self.relation and self.merged:
			raise ValueError("a group of several relations has none of its own")
		return self

	@property
	def name(self) -> str:
		return self.relation or (_("merged") if self.merged else "all")

	@property
	def relations(self) -> tuple[Relation, ...]:
		"""The relations it speaks for; none for a group of all in an older file."""
		return (self.relation,) if self.relation else self.merged

	@model_serializer(mode="wrap")
	def _without_what_it_lacks(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
		content = dump(self)
		return {key: part for key, part in content.items() if part or key not in ("contributor", "merged")}


class Decision(RecordModel):
	nominee: int
	decision: Outcome
	reason: str = ""


class Minutes(RecordModel):
	"""Plenary Minutes of a category at a gate; `tie_orders` settles ties the written rule left."""

	category: Code
	stage: Code
	held_on: date
	decisions: tuple[Decision, ...]
	tie_orders: tuple[tuple[int, ...], ...] = ()


class Extension(RecordModel):
	activity: int
	previous_end: AwareDatetime
	new_end: AwareDatetime
	letter_number: str
	letter_date: date
	reason: str


class Season(RecordModel):
	"""Everything that happened; times carry their zone's offset."""

	code: str
	title: str
	year: int
	organiser: str
	timezone: str
	submission_opens: AwareDatetime
	submission_closes: AwareDatetime
	extensions: tuple[Extension, ...] = ()
	nominees: tuple[Nominee, ...]
	sheets: tuple[Sheet, ...] = ()
	feedback: tuple[Feedback, ...] = ()
	minutes: tuple[Minutes, ...] = ()


def range_problems(
	instrument: Instrument, variant: str | None, scores: dict[str, object], path: str
) -> Iterable[Problem]:
	"""Raw scores (decimals or fractions) that are of no criterion of the form, or outside its range."""
	criteria = {row.code: row for row in instrument.criteria_for(variant)}
	for code, raw in scores.items():
		row = criteria.get(code)
		if row is None:
			text = _("'{code}' is not a criterion of this form")
			yield Problem(f"{path}.{code}", Message(text, {"code": code}))
		elif not row.minimum <= raw <= row.maximum:  # type: ignore[operator]
			text = _("{criterion}: {raw} is outside {minimum}–{maximum}. Enter a score within the range")
			values = {"criterion": row.title, "minimum": row.minimum, "maximum": row.maximum}
			given = exact_text(Fraction(raw))  # type: ignore[arg-type]
			yield Problem(f"{path}.{code}", Message(text, {**values, "raw": given}))
