"""360° answers of a season, added up in the database for the engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import frappe
from frappe.query_builder import CustomFunction
from frappe.query_builder.functions import Count, Sum
from pypika.functions import Cast
from pypika.terms import Case

from ntb_awards.gateway import feedback_windows, windows
from ntb_awards.gateway.feedback_states import OPEN
from ntb_awards.selection.records import Feedback
from ntb_awards.selection.scheme import Instrument, Scheme

VALID = "Valid"
# More places than an answer may have (feedback_answers.PLACES), so that every sum is exact.
EXACT = "DECIMAL(38, 12)"
Group = tuple[str, str]  # nomination, relation
json_value = CustomFunction("JSON_VALUE", ["document", "path"])


@dataclass
class Tally:
	"""The sets of one relation on one nominee. `sums`: criterion code → all their answers added up."""

	sets: int = 0
	unverified: int = 0
	sums: dict[str, Decimal] = field(default_factory=dict)

	def means(self) -> dict[str, Fraction]:
		"""Criterion code → mean, exact. Every submitted set has an answer to each criterion of its form."""
		return {criterion: Fraction(total) / self.sets for criterion, total in self.sums.items()}


def feedback_groups(
	scheme: Scheme, season: str, category: str | None, nominees: Mapping[str, Mapping[str, Any]]
) -> Iterator[Feedback]:
	"""One engine record for each nominee and relation.

	`nominees`: nomination → {number, category_code}. While answers on a nominee are open – somebody can still
	give them, or a verifier has still to look at them – they are counted, but not given: a value that changes
	with each answer would show who gave which.
	"""
	stage = next((stage for stage in scheme.stages if stage.kind == "feedback_360"), None)
	if stage is None:
		return
	found = tallies(scheme.instrument(stage.instrument), season, category)
	still_open = unfinished(season) | _unverified(scheme, found, nominees)
	for (nomination, relation), tally in sorted(found.items()):
		if nomination in nominees:
			yield Feedback(
				nominee=nominees[nomination]["number"],
				relation=relation,
				contributors=tally.sets,
				answers={} if nomination in still_open else tally.means(),
			)


def _unverified(
	scheme: Scheme, found: Mapping[Group, Tally], nominees: Mapping[str, Mapping[str, Any]]
) -> set[str]:
	"""Nominations with a set that a verifier has still to look at, where the rules ask for it."""
	verified = {
		row["category_code"]
		for row in nominees.values()
		if scheme.category(row["category_code"]).contributor_rule
		and scheme.contributor_rule_of(row["category_code"]).verify
	}
	return {
		nomination
		for (nomination, _relation), tally in found.items()
		if tally.unverified and nomination in nominees
		if nominees[nomination]["category_code"] in verified
	}


def tallies(instrument: Instrument, season: str, category: str | None = None) -> dict[Group, Tally]:
	"""(Nomination, relation) → what was submitted. One query for each form of the instrument."""
	forms = [variant.code for variant in instrument.variants] or [None]
	found: dict[Group, Tally] = defaultdict(Tally)
	for form in forms:
		for nomination, relation, sets, unverified, *sums in _added_up(instrument, form, season, category):
			codes = [row.code for row in instrument.criteria_for(form)]
			values = {code: total for code, total in zip(codes, sums, strict=True) if total is not None}
			found[nomination, relation] = Tally(sets, int(unverified), values)
	return found


def _added_up(
	instrument: Instrument, form: str | None, season: str, category: str | None
) -> list[tuple[Any, ...]]:
	sheet = frappe.qb.DocType("Assessment 360")
	wanted = (sheet.season == season) & (sheet.docstatus == 1)
	if category:
		wanted &= sheet.category == category
	if form:
		wanted &= sheet.variant == form
	answers = [
		Sum(Cast(json_value(sheet.answers, f"$.{row.code}"), EXACT)) for row in instrument.criteria_for(form)
	]
	unverified = Sum(Case().when(sheet.validity == VALID, 0).else_(1))
	query = (
		frappe.qb.from_(sheet)
		.select(sheet.nomination, sheet.relation, Count("*"), unverified, *answers)
		.where(wanted)
		.groupby(sheet.nomination, sheet.relation)
	)
	return query.run()


def unfinished(season: str) -> set[str]:
	"""Nominations on which somebody who was asked can still answer."""
	request = frappe.qb.DocType("Feedback Request")
	query = (
		frappe.qb.from_(request)
		.select(request.nomination)
		.where((request.season == season) & request.status.isin(OPEN))
		.distinct()
	)
	if feedback_windows.is_over(season):
		query = query.where(request.answer_until >= windows.now_in(season).replace(tzinfo=None))
	return set(query.run(pluck=True))
