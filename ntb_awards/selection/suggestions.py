"""Raw scores the personnel record already answers: offered to the assessor, never entered in their place.

A suggestion needs a recorded fact. Where the record is silent, or the fact is not in the criterion's table,
or the table's score lies outside the criterion's range, there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ntb_awards.selection.facts import Facts, Rating, Record
from ntb_awards.selection.messages import Message, _
from ntb_awards.selection.numbers import decimal_text, mean, rounded
from ntb_awards.selection.scheme import HUNDRED, Criterion, Instrument, Suggestion

PERFORMANCE_YEARS = 2
PLACES = 2
NO_RECORD = "none"


@dataclass(frozen=True)
class Suggested:
	"""A raw score in the criterion's own range and the facts it comes from."""

	raw: Decimal
	facts: tuple[Message, ...]


Found = tuple[Fraction, tuple[Message, ...]] | None


@dataclass(frozen=True)
class Recorded:
	"""An exact raw score that stands on record, and the facts it comes from."""

	raw: Fraction
	facts: tuple[Message, ...]


def recorded(instrument: Instrument, variant: str | None, facts: Facts, on: date) -> dict[str, Recorded]:
	"""Criterion code → exact raw score, for the criteria of the form that the record answers.

	A value outside the criterion's range is left out, as if it were not on record.
	"""
	found = {}
	for row in instrument.criteria_for(variant):
		answer = SOURCES[row.suggestion.source](row, row.suggestion, facts, on) if row.suggestion else None
		if answer is not None and row.minimum <= answer[0] <= row.maximum:
			found[row.code] = Recorded(*answer)
	return found


def suggestions(instrument: Instrument, variant: str | None, facts: Facts, on: date) -> dict[str, Suggested]:
	"""Criterion code → suggestion, for the criteria of the form that the record answers."""
	found = {row.code: suggest(row, facts, on) for row in instrument.criteria_for(variant)}
	return {code: suggested for code, suggested in found.items() if suggested is not None}


def suggest(criterion: Criterion, facts: Facts, on: date) -> Suggested | None:
	"""What the record says about one criterion on a day; rounded half up to two places."""
	rule = criterion.suggestion
	if rule is None:
		return None
	found = SOURCES[rule.source](criterion, rule, facts, on)
	if found is None:
		return None
	raw = rounded(found[0], PLACES)
	return Suggested(raw, found[1]) if criterion.minimum <= raw <= criterion.maximum else None


def _performance(criterion: Criterion, rule: Suggestion, facts: Facts, on: date) -> Found:
	"""The mean of the table's scores for the predicates on record of the last two full years."""
	years = [on.year - back for back in range(1, PERFORMANCE_YEARS + 1)]
	ratings = [rating for rating in facts.ratings if rating.year in years]
	if not ratings or any(rating.predicate not in rule.table for rating in ratings):
		return None
	missing = [year for year in years if year not in {rating.year for rating in ratings}]
	told = [
		Message(_("Performance {year}: {predicate}"), {"year": rating.year, "predicate": rating.predicate})
		for rating in sorted(ratings, key=lambda rating: -rating.year)
	]
	told += [Message(_("Performance {year} is not on record"), {"year": year}) for year in missing]
	return mean([Fraction(rule.table[rating.predicate]) for rating in ratings]), tuple(told)


def _attendance(criterion: Criterion, rule: Suggestion, facts: Facts, on: date) -> Found:
	"""Attendance of the last full year: as a share of the maximum, or by a table of "from … % on"."""
	year = on.year - 1
	rating = next((rating for rating in facts.ratings if rating.year == year), None)
	percent = rating.attendance if rating else None
	if rating is None or percent is None:
		return None
	told = (_attendance_told(rating, percent),)
	if not rule.table:
		return percent * Fraction(criterion.maximum) / Fraction(HUNDRED), told
	reached = [Decimal(bound) for bound in rule.table if Decimal(bound) <= percent]
	scores = {Decimal(bound): score for bound, score in rule.table.items()}
	return (Fraction(scores[max(reached)]), told) if reached else None


def _attendance_told(rating: Rating, percent: Fraction) -> Message:
	shown = decimal_text(rounded(percent, PLACES))
	if not rating.working_days:
		return Message(_("Attendance {year}: {percent} %"), {"year": rating.year, "percent": shown})
	text = _(
		"Attendance {year}: {percent} %, {present} of {working} working days (less absent {absent}, "
		"late {late}, away {away}, left early {early})"
	)
	days = {"absent": rating.absent_days, "late": rating.late_days, "away": rating.away_days}
	days |= {"early": rating.early_leave_days, "working": rating.working_days}
	present = max(rating.working_days - rating.lost_days, 0)
	return Message(text, {"year": rating.year, "percent": shown, "present": present, **days})


def _performance_score(criterion: Criterion, rule: Suggestion, facts: Facts, on: date) -> Found:
	"""The SKP score of the last full year as it stands."""
	year = on.year - 1
	rating = next((rating for rating in facts.ratings if rating.year == year), None)
	if rating is None or rating.score is None:
		return None
	values = {"year": year, "score": decimal_text(rating.score)}
	return Fraction(rating.score), (Message(_("SKP score {year}: {score}"), values),)


def _education(criterion: Criterion, rule: Suggestion, facts: Facts, on: date) -> Found:
	if facts.education not in rule.table:
		return None
	told = (Message(_("Education: {education}"), {"education": facts.education}),)
	return Fraction(rule.table[facts.education]), told


def _discipline(criterion: Criterion, rule: Suggestion, facts: Facts, on: date) -> Found:
	"""The lowest score among the disciplinary sanctions on record; an open case is for a person to judge."""
	records = [
		record for record in facts.records if record.kind == "Disciplinary" and record.status != "Cleared"
	]
	if not records:
		score = rule.table.get(NO_RECORD)
		return None if score is None else (Fraction(score), (Message(_("No disciplinary record")),))
	if any(record.status == "Under Examination" or record.level not in rule.table for record in records):
		return None
	worst = min(records, key=lambda record: rule.table[record.level])
	return Fraction(rule.table[worst.level]), (_sanction(worst),)


def _sanction(record: Record) -> Message:
	day = record.decided_on.isoformat() if record.decided_on else "-"
	return Message(_("Disciplinary sanction: {level}, {day}"), {"level": record.level, "day": day})


SOURCES: dict[str, Callable[[Criterion, Suggestion, Facts, date], Found]] = {
	"performance": _performance,
	"performance_score": _performance_score,
	"attendance": _attendance,
	"education": _education,
	"discipline": _discipline,
}
