"""What a rule can ask of the facts in one question; `conditions.py` joins the questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ntb_awards.selection.facts import (
	PREDICATES,
	SCALES,
	Award,
	Facts,
	Post,
	Record,
	full_years,
	years_before,
)
from ntb_awards.selection.messages import Message, _

Answer = Literal["met", "not_met", "needs_review"]
FACT_NAMES = tuple(Facts.model_fields)


@dataclass(frozen=True)
class Finding:
	"""An answer and the facts behind it, one sentence each."""

	answer: Answer
	facts: tuple[Message, ...]


class Condition(BaseModel):
	model_config = ConfigDict(extra="forbid", frozen=True)

	def judge(self, facts: Facts, on: date) -> Finding:
		raise TypeError(f"{type(self).__name__} cannot be judged")  # pragma: no cover - abstract


def unknown(name: str) -> Finding:
	return Finding("needs_review", (Message(_("{fact} is not on record"), {"fact": name}),))


def decided(holds: bool, template: str, **values: object) -> Finding:
	return Finding("met" if holds else "not_met", (Message(template, values),))


def combine(findings: list[Finding], decisive: Answer, otherwise: Answer) -> Finding:
	"""The first decisive answer wins; else an open one keeps the whole open; else `otherwise`."""
	answers = [finding.answer for finding in findings]
	outcome: Answer = (
		decisive if decisive in answers else "needs_review" if "needs_review" in answers else otherwise
	)
	telling = [finding for finding in findings if finding.answer == outcome] or findings
	return Finding(outcome, tuple(fact for finding in telling for fact in finding.facts))


class Compare(Condition):
	"""A fact against a value; `at_least`/`at_most` follow the civil service's own order of a scale."""

	test: Literal["compare"]
	fact: str
	op: Literal["is", "is_not", "in", "not_in", "at_least", "at_most"]
	value: bool | str | tuple[str, ...]

	@model_validator(mode="after")
	def _known(self) -> Compare:
		if self.fact not in FACT_NAMES:
			raise ValueError(f"fact '{self.fact}' is not one of {', '.join(FACT_NAMES)}")
		if self.op in ("in", "not_in") and not isinstance(self.value, tuple):
			raise ValueError(f"'{self.op}' needs a list of values")
		if self.op in ("at_least", "at_most") and self.value not in SCALES.get(self.fact, ()):
			raise ValueError(f"'{self.value}' is not on the scale of '{self.fact}'")
		return self

	def judge(self, facts: Facts, on: date) -> Finding:
		actual = getattr(facts, self.fact)
		if actual is None or actual == "":
			return unknown(self.fact)
		if self.op in ("at_least", "at_most"):
			return self._on_scale(str(actual))
		holds = {
			"is": actual == self.value,
			"is_not": actual != self.value,
			"in": isinstance(self.value, tuple) and actual in self.value,
			"not_in": isinstance(self.value, tuple) and actual not in self.value,
		}[self.op]
		return decided(holds, _("{fact}: {value}"), fact=self.fact, value=actual)

	def _on_scale(self, actual: str) -> Finding:
		scale = SCALES[self.fact]
		if actual not in scale:
			return unknown(self.fact)
		difference = scale.index(actual) - scale.index(str(self.value))
		holds = difference >= 0 if self.op == "at_least" else difference <= 0
		return decided(holds, _("{fact}: {value}"), fact=self.fact, value=actual)


class YearsSince(Condition):
	"""Full years between a date on record and the day of judging."""

	test: Literal["years_since"]
	fact: Literal["service_since", "post_since", "birth_date"]
	at_least: int | None = None
	at_most: int | None = None

	def judge(self, facts: Facts, on: date) -> Finding:
		since = getattr(facts, self.fact)
		if since is None:
			return unknown(self.fact)
		years = full_years(since, on)
		enough = self.at_least is None or years >= self.at_least
		# "At most 57 years" ends on the 57th birthday: a day later is already more than 57 years.
		not_over = self.at_most is None or on <= years_before(since, -self.at_most)
		return decided(
			enough and not_over,
			_("{fact}: {since}, {years} full years on {day}"),
			fact=self.fact,
			since=since.isoformat(),
			years=years,
			day=on.isoformat(),
		)


class Ratings(Condition):
	"""Every SKP predicate of the last full years is at least the given one."""

	test: Literal["ratings"]
	years: int = Field(ge=1)
	at_least: str

	@model_validator(mode="after")
	def _known(self) -> Ratings:
		if self.at_least not in PREDICATES:
			raise ValueError(f"'{self.at_least}' is not one of {', '.join(PREDICATES)}")
		return self

	def judge(self, facts: Facts, on: date) -> Finding:
		by_year = {rating.year: rating.predicate for rating in facts.ratings}
		answers = [self._judge_year(by_year, on.year - back) for back in range(1, self.years + 1)]
		return combine(answers, "not_met", "met")

	def _judge_year(self, by_year: dict[int, Any], year: int) -> Finding:
		if year not in by_year:
			return Finding(
				"needs_review", (Message(_("Performance {year} is not on record"), {"year": year}),)
			)
		holds = PREDICATES.index(by_year[year]) >= PREDICATES.index(self.at_least)
		return decided(holds, _("Performance {year}: {predicate}"), year=year, predicate=by_year[year])


class NoRecord(Condition):
	"""No open matter of the kind, and none imposed within the last years; `years` None: none ever."""

	test: Literal["no_record"]
	kind: Literal["Disciplinary", "Criminal"]
	years: int | None = Field(default=None, ge=0)
	levels: tuple[Literal["Ringan", "Sedang", "Berat"], ...] = ()
	include_open: bool = True

	def judge(self, facts: Facts, on: date) -> Finding:
		answers = [(record, self._judge_record(record, on)) for record in facts.records]
		for outcome in ("not_met", "needs_review"):
			telling = tuple(self._describe(record) for record, answer in answers if answer == outcome)
			if telling:
				return Finding(outcome, telling)
		return decided(True, _("No {kind} record that counts on {day}"), kind=self.kind, day=on.isoformat())

	def _judge_record(self, record: Record, on: date) -> Answer:
		if record.kind != self.kind or record.status == "Cleared":
			return "met"
		if record.status in ("Under Examination", "Serving"):
			return "not_met" if self.include_open else "met"
		if self.levels and record.level and record.level not in self.levels:
			return "met"
		# The period counts from the day the sanction was imposed ("dijatuhi"); two years to the day are over.
		if self.years is not None and record.decided_on is not None:
			if record.decided_on <= years_before(on, self.years):
				return "met"
		is_dated = record.decided_on is not None or self.years is None
		known = is_dated and (record.level or not self.levels)
		return "not_met" if known else "needs_review"

	def _describe(self, record: Record) -> Message:
		day = record.decided_on.isoformat() if record.decided_on else "-"
		values = {"kind": record.kind, "level": record.level or "-", "status": record.status, "day": day}
		return Message(_("{kind} record {level}: {status}, {day}"), values)


class Present(Condition):
	"""A text is there, with at least so many words and at most so many."""

	test: Literal["present"]
	fact: Literal[
		"innovation_title", "innovation_description", "self_description", "social_activity", "achievement"
	]
	words: int = Field(default=1, ge=1)
	max_words: int | None = Field(default=None, ge=1)

	def judge(self, facts: Facts, on: date) -> Finding:
		count = len((getattr(facts, self.fact) or "").split())
		holds = self.words <= count and (self.max_words is None or count <= self.max_words)
		return decided(holds, _("{fact}: {count} words"), fact=self.fact, count=count)


def years_held(spells: list[Post], on: date) -> int:
	"""Full years in all, up to a day; what was held at the same time counts once. The days left over of
	several spells make a year when they are 365."""
	years = left_over = 0
	apart = _without_overlap(spells, on)
	for since, end in apart:
		full = full_years(since, end)
		years += full
		left_over += (end - years_before(since, -full)).days
	return years + (left_over // 365 if len(apart) > 1 else 0)


def _without_overlap(spells: list[Post], on: date) -> list[tuple[date, date]]:
	"""(first day, day after the last) of the times in which one of the posts was held, up to a day."""
	apart: list[tuple[date, date]] = []
	for post in sorted(spells, key=lambda post: post.since):
		end = min(post.until + timedelta(days=1) if post.until else on, on)
		if apart and post.since <= apart[-1][1]:
			apart[-1] = (apart[-1][0], max(apart[-1][1], end))
		else:
			apart.append((post.since, end))
	return apart


class HeldPost(Condition):
	"""A post held before or now, for so many full years in all. Without any post history: not known."""

	test: Literal["held_post"]
	post_types: tuple[str, ...] = Field(min_length=1)
	functional_levels: tuple[str, ...] = ()
	years: int = Field(default=0, ge=0)

	def judge(self, facts: Facts, on: date) -> Finding:
		spells = [post for post in self._posts(facts) if self._counts(post) and post.since <= on]
		holds = bool(spells) and years_held(spells, on) >= self.years
		if not holds and not facts.posts:
			return unknown("posts")
		return Finding(
			"met" if holds else "not_met",
			tuple(self._describe(post) for post in spells)
			or (Message(_("Post held: none of {posts}"), {"posts": ", ".join(self.post_types)}),),
		)

	def _posts(self, facts: Facts) -> list[Post]:
		"""The history, and the present post where the history does not have it."""
		posts = list(facts.posts)
		if facts.post_type and facts.post_since and all(post.until for post in posts):
			level = facts.functional_level or ""
			posts.append(Post(post_type=facts.post_type, functional_level=level, since=facts.post_since))
		return posts

	def _counts(self, post: Post) -> bool:
		fits = not self.functional_levels or post.functional_level in self.functional_levels
		return post.post_type in self.post_types and fits

	def _describe(self, post: Post) -> Message:
		values = {"post": " ".join(filter(None, [post.post_type, post.functional_level]))}
		values["since"], values["until"] = post.since.isoformat(), (post.until or "…")
		return Message(_("Post held: {post}, {since} to {until}"), values)


class NoAward(Condition):
	"""No rank so high in an earlier selection. `schemes` empty: of any; `years` None: ever, else in so many
	calendar years before the one in which this is judged."""

	test: Literal["no_award"]
	schemes: tuple[str, ...] = ()
	rank_at_most: int | None = Field(default=None, ge=1)
	years: int | None = Field(default=None, ge=1)

	def judge(self, facts: Facts, on: date) -> Finding:
		found = [award for award in facts.awards if self._counts(award, on)]
		if not found:
			return decided(True, _("No earlier award that counts on {day}"), day=on.isoformat())
		text = _("Earlier award: {scheme} {year}, rank {rank}")
		return Finding("not_met", tuple(Message(text, award.model_dump()) for award in found))

	def _counts(self, award: Award, on: date) -> bool:
		of_scheme = not self.schemes or award.scheme in self.schemes
		high = self.rank_at_most is None or award.rank <= self.rank_at_most
		return of_scheme and high and (self.years is None or on.year - self.years <= award.year < on.year)


class Human(Condition):
	"""Only a person can answer."""

	test: Literal["human"]
	question: str

	def judge(self, facts: Facts, on: date) -> Finding:
		return Finding("needs_review", (Message("{question}", {"question": self.question}),))
