"""360° feedback: contributors to relations, relations to the value of the stage.

relation = mean of its contributors' values; stage = Σ relation weight × relation ÷ Σ relation weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from ntb_awards.selection.messages import Message, _
from ntb_awards.selection.numbers import mean, total
from ntb_awards.selection.records import Feedback
from ntb_awards.selection.scheme import ContributorRule, Instrument, Stage
from ntb_awards.selection.scoring import StageValue, instrument_value

BLENDED = "all"


def feedback_stage(
	stage: Stage, rule: ContributorRule, instrument: Instrument, variant: str | None, sheets: list[Feedback]
) -> StageValue:
	"""The value of the 360° stage; what the contributor rule asks for and is not there is named."""
	blended = [sheet for sheet in sheets if sheet.relation is None]
	if blended:
		value = instrument_value(instrument, variant, blended[0].answers)
		missing = () if value is not None else (_unanswered(stage, blended[0]),)
		return StageValue(stage.code, value, missing, {BLENDED: value} if value is not None else {})
	by_relation = group(sheets)
	missing = tuple(_missing_contributors(stage, rule, by_relation)) or tuple(
		_missing_answers(stage, instrument, variant, sheets)
	)
	if missing:
		return StageValue(stage.code, None, missing)
	parts = {
		relation: mean(
			[instrument_value(instrument, variant, sheet.answers) or Fraction(0) for sheet in given]
		)
		for relation, given in sorted(by_relation.items())
	}
	return StageValue(stage.code, _weighted(rule, parts), (), parts)


def group(sheets: Iterable[Feedback]) -> dict[str, list[Feedback]]:
	"""Relation → its sheets."""
	by_relation: dict[str, list[Feedback]] = defaultdict(list)
	for sheet in sheets:
		by_relation[sheet.relation or BLENDED].append(sheet)
	return by_relation


def _weighted(rule: ContributorRule, parts: Mapping[str, Fraction]) -> Fraction:
	weights = relation_weights(rule, parts)
	return total(weights[relation] * value for relation, value in parts.items()) / total(weights.values())


def relation_weights(rule: ContributorRule, relations: Iterable[str]) -> dict[str, Fraction]:
	present = set(relations)
	return {row.relation: Fraction(row.weight) for row in rule.relations if row.relation in present}


def is_short(rule: ContributorRule, given: Mapping[str, list]) -> bool:
	"""Whether contributors are lacking: of a relation, or in all."""
	count = sum(len(sheets) for sheets in given.values())
	lacking = any(len(given.get(row.relation, ())) < row.min_count for row in rule.relations)
	return lacking or count < rule.minimum_contributors


def _missing_contributors(
	stage: Stage, rule: ContributorRule, given: Mapping[str, list]
) -> Iterable[Message]:
	short = [row for row in rule.relations if len(given.get(row.relation, ())) < row.min_count]
	for row in short:
		have = len(given.get(row.relation, ()))
		yield Message(
			_("{stage}: {have} of {need} contributors ({relation})"),
			{"stage": stage.title, "have": have, "need": row.min_count, "relation": row.relation},
		)
	count = sum(len(sheets) for sheets in given.values())
	if not short and count < rule.minimum_contributors:
		yield Message(
			_("{stage}: {have} of {need} contributors"),
			{"stage": stage.title, "have": count, "need": rule.minimum_contributors},
		)


def _missing_answers(
	stage: Stage, instrument: Instrument, variant: str | None, sheets: list[Feedback]
) -> Iterable[Message]:
	for sheet in sorted(sheets, key=lambda sheet: sheet.contributor):
		if instrument_value(instrument, variant, sheet.answers) is None:
			yield _unanswered(stage, sheet)


def _unanswered(stage: Stage, sheet: Feedback) -> Message:
	return Message(
		_("{stage}: contributor {contributor} left answers open"),
		{"stage": stage.title, "contributor": sheet.contributor},
	)


def disclose(rule: ContributorRule, sheets: list[Feedback]) -> list[Feedback]:
	"""The sheets of one nominee as they may be published.

	If every relation has at least `min_group_size` contributors they stay apart; else all are blended per
	criterion, Σ relation weight × mean answer ÷ Σ relation weight. The stage's value is linear in the
	answers, so it comes out exactly the same. Of an incomplete set only who answered is shown, no answers.
	"""
	by_relation = group(sheets)
	if (
		not sheets
		or BLENDED in by_relation
		or all(len(given) >= rule.min_group_size for given in by_relation.values())
	):
		return sheets
	if is_short(rule, by_relation):
		return [sheet.model_copy(update={"answers": {}}) for sheet in sheets]
	weights = relation_weights(rule, by_relation)
	criteria = set.intersection(*(set(sheet.answers) for sheet in sheets))
	answers = {
		code: total(
			weights[name] * mean([sheet.answers[code] for sheet in given])
			for name, given in by_relation.items()
		)
		/ total(weights.values())
		for code in sorted(criteria)
	}
	who = "+".join(sorted(sheet.contributor for sheet in sheets))
	return [Feedback(nominee=sheets[0].nominee, contributor=who, relation=None, answers=answers)]
