"""A season's documents as engine records, in a constant number of queries. Nothing is computed here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate
from frappe.utils.password import get_encryption_key
from pydantic import ValidationError

from ntb_awards.gateway import season_rows
from ntb_awards.gateway.feedback_sums import feedback_groups
from ntb_awards.gateway.problems import refusals
from ntb_awards.gateway.redaction import Redactor
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.windows import reference_date, submission_window
from ntb_awards.selection.dossier import published
from ntb_awards.selection.eligibility import earned_bonuses
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.pseudonyms import pseudonyms
from ntb_awards.selection.records import (
	Decision,
	Extension,
	Feedback,
	Minutes,
	Nominee,
	Season,
	Sheet,
	Verdict,
)
from ntb_awards.selection.results import Selection
from ntb_awards.selection.scheme import Scheme, problems_of

STATUS_OF_OUTCOME = {"Withdrawn": "withdrawn", "Ineligible": "ineligible"}


@dataclass(frozen=True)
class LoadedSeason:
	"""Engine records and who is behind them. `nominations`: number → row of the Nomination;
	`assessors`: pseudonym → User; `people`: assessor by pseudonym. Contributors stand nowhere in it."""

	name: str
	scheme_name: str
	scheme: Scheme
	season: Season
	nominations: dict[int, dict[str, Any]]
	assessors: dict[str, str]
	people: dict[str, str]

	@cached_property
	def selection(self) -> Selection:
		return Selection(self.scheme, self.season)

	@cached_property
	def disclosed(self) -> Selection:
		"""The same results from what may be disclosed of the 360° answers: explanations read this one."""
		return Selection(self.scheme, published(self.scheme, self.season))

	@cached_property
	def number_of(self) -> dict[str, int]:
		"""Nomination → number."""
		return {row["name"]: number for number, row in self.nominations.items()}

	def with_minutes(self, minutes: Minutes) -> LoadedSeason:
		"""The season as it would be with these minutes in place of any for the same category and gate."""
		others = [
			one
			for one in self.season.minutes
			if (one.category, one.stage) != (minutes.category, minutes.stage)
		]
		season = self.season.model_copy(update={"minutes": (*others, minutes)})
		return replace(self, season=season)


def load_season(name: str, category: str | None = None) -> LoadedSeason:
	"""The season with all its nominees, or with those of one Award Category (name) only.

	Throws frappe.ValidationError listing everything the engine refuses.
	"""
	with refusals(_("The season cannot be read")):
		try:
			return _Loader(frappe.get_doc("Award Season", name), category).load()
		except ValidationError as error:
			raise SelectionError(problems_of(error)) from error


class _Loader:
	def __init__(self, document: Any, category: str | None) -> None:
		self.document = document
		self.scope = (document.name, category)
		self.scheme = load_scheme(document.scheme)
		self.rows = season_rows.nominations(*self.scope)
		self.number = {row["name"]: row["number"] for row in self.rows}
		self.assessor_names = season_rows.assessors(document.name)
		key = get_encryption_key()
		self.assessors = pseudonyms("A", document.code, self.assessor_names, key)

	def load(self) -> LoadedSeason:
		named = {sign: self.assessor_names[user] or user for user, sign in self.assessors.items()}
		return LoadedSeason(
			name=self.document.name,
			scheme_name=self.document.scheme,
			scheme=self.scheme,
			season=self._season(),
			nominations={row["number"]: row for row in self.rows},
			assessors={sign: user for user, sign in self.assessors.items()},
			people=named,
		)

	def _season(self) -> Season:
		window = submission_window(self.document)
		return Season(
			code=self.document.code,
			title=self.document.title,
			year=self.document.year,
			organiser=self.document.organiser,
			timezone=self.document.timezone,
			submission_opens=window.opens,
			submission_closes=window.closes,
			extensions=tuple(self._extensions()),
			nominees=tuple(self._nominees()),
			sheets=tuple(self._sheets()),
			feedback=tuple(self._feedback()),
			minutes=tuple(self._minutes()),
		)

	def _extensions(self) -> Iterable[Extension]:
		for row in self.document.extensions:
			yield Extension(
				activity=row.activity_number,
				previous_end=self._aware(row.previous_end),
				new_end=self._aware(row.new_end),
				letter_number=row.letter_number,
				letter_date=getdate(row.letter_date),
				reason=self.redact(row.reason),
			)

	def _aware(self, naive: Any) -> datetime:
		return get_datetime(naive).replace(tzinfo=ZoneInfo(self.document.timezone))

	def _nominees(self) -> Iterable[Nominee]:
		on = reference_date(self.document)
		facts = season_rows.facts(self.rows, self.document.name)
		verdicts = season_rows.eligibility(*self.scope)
		for row in self.rows:
			person = facts[row["name"]]
			yield Nominee(
				number=row["number"],
				category=row["category_code"],
				status=STATUS_OF_OUTCOME.get(row["outcome"], "active"),
				variants=_variants(self.scheme, person, on),
				eligibility=tuple(_verdict(one) for one in verdicts.get(row["name"], ())),
				bonuses=tuple(bonus.code for bonus in earned_bonuses(self.scheme, person, on)),
			)

	def _sheets(self) -> Iterable[Sheet]:
		scores = season_rows.raw_scores(*self.scope)
		for row in season_rows.score_sheets(*self.scope):
			status = _sheet_status(row)
			if row["nomination"] in self.number:
				yield Sheet(
					stage=row["stage"],
					nominee=self.number[row["nomination"]],
					assessor=self.assessors[row["assessor"]],
					status=status,
					scores=scores.get(row["name"], {}) if status == "submitted" else {},
				)

	def _feedback(self) -> Iterable[Feedback]:
		nominees = {row["name"]: row for row in self.rows}
		return feedback_groups(self.scheme, *self.scope, nominees)

	def _minutes(self) -> Iterable[Minutes]:
		decisions = season_rows.decisions(*self.scope)
		for row in season_rows.minutes(*self.scope):
			taken = decisions.get(row["name"], [])
			yield Minutes(
				category=row["category_code"],
				stage=row["stage"],
				held_on=getdate(row["held_on"]),
				decisions=tuple(
					Decision(
						nominee=one["number"],
						decision=one["decision"].lower(),
						reason=self.redact(one["reason"]),
					)
					for one in taken
				),
				tie_orders=tie_orders(taken),
			)

	@cached_property
	def redact(self) -> Redactor:
		people = {
			row[key]: f"No. {row['number']}"
			for row in self.rows
			for key in ("employee_name", "nip")
			if row[key]
		}
		assessors = {name: self.assessors[user] for user, name in self.assessor_names.items() if name}
		contributors = dict.fromkeys(season_rows.contributors(self.document.name), _("a contributor"))
		return Redactor(contributors | assessors | people)


def tie_orders(decisions: Iterable[Any]) -> tuple[tuple[int, ...], ...]:
	"""The orders the plenary gave within ties, from the rows of a decisions table (anything with `get`)."""
	groups: dict[int, list[tuple[int, int]]] = defaultdict(list)
	for row in decisions:
		if row.get("tied") and row.get("tie_order"):
			groups[row.get("rank")].append((row.get("tie_order"), row.get("number")))
	return tuple(tuple(number for _order, number in sorted(group)) for _rank, group in sorted(groups.items()))


def _verdict(row: dict[str, Any]) -> Verdict:
	decision = _snake(row["decision"]) if row["decision"] else None
	return Verdict(rule=row["rule"], status=_snake(row["status"]), decision=decision)


def _sheet_status(row: dict[str, Any]) -> str:
	if row["status"] == "Recused":
		return "recused"
	return "submitted" if row["docstatus"] == season_rows.SUBMITTED else "open"


def _variants(scheme: Scheme, facts: Facts, on: date) -> dict[str, str]:
	"""Instrument code → the form for this person. Where none fits the engine reports it as missing."""
	chosen = {}
	for instrument in scheme.instruments:
		for variant in instrument.variants:
			if variant.condition.judge(facts, on).answer == "met":
				chosen[instrument.code] = variant.code
				break
	return chosen


def _snake(label: str) -> str:
	return label.lower().replace(" ", "_")
