"""360° feedback: contributors to relations, relations to the value of the stage.

relation = mean of its contributors' values; stage = Σ relation weight × relation ÷ Σ relation weight. The
value of a form is linear in its answers, so the value of the mean answers is the mean of the values: whoever
keeps only the mean of each relation, or of several merged by their weights, gets exactly the same stage.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from ntb_awards.selection.messages import Message, _
from ntb_awards.selection.numbers import total
from ntb_awards.selection.records import Feedback
from ntb_awards.selection.scheme import ContributorRule, Instrument, RelationRule, Stage
from ntb_awards.selection.scoring import StageValue, instrument_value

Key = tuple[int, str, tuple[str, ...]]


def feedback_stage(
	stage: Stage, rule: ContributorRule, instrument: Instrument, variant: str | None, records: list[Feedback]
) -> StageValue:
	"""The value of the 360° stage of one nominee; what the contributor rule asks for and is not there is
	named. `parts`: name of the group → its value."""
	groups = gather(records)
	missing = tuple(_missing_contributors(stage, rule, groups)) or tuple(
		_missing_answers(stage, rule, instrument, variant, records)
	)
	if missing:
		return StageValue(stage.code, None, missing)
	weights = _group_weights(rule, groups)
	parts = {
		one.name: instrument_value(instrument, variant, one.answers) or Fraction(0)
		for one in sorted(groups, key=lambda one: one.name)
	}
	points = total(weights[name] * value for name, value in parts.items())
	return StageValue(stage.code, points / total(weights.values()), (), parts)


def gather(records: Iterable[Feedback]) -> list[Feedback]:
	"""One group for each nominee and relation, in one pass: mean answers weighted by `contributors`, exact.

	A criterion that one of them left open is open for the group. Pseudonyms go.
	"""
	sums: dict[Key, _Sum] = {}
	for one in records:
		key = (one.nominee, one.relation or "", one.merged)
		if key not in sums:
			sums[key] = _Sum()
		sums[key].add(one)
	return [sums[key].group(key) for key in sorted(sums)]


class _Sum:
	"""What the contributors of one group answered, added up.

	Numerators are added by denominator, nearly always 1: adding fractions would normalise every time.
	"""

	def __init__(self) -> None:
		self.contributors = 0
		self.answered: dict[str, int] = defaultdict(int)
		self.numerators: dict[tuple[str, int], int] = defaultdict(int)

	def add(self, one: Feedback) -> None:
		count = one.contributors
		self.contributors += count
		for code, answer in one.answers.items():
			self.answered[code] += count
			self.numerators[code, answer.denominator] += answer.numerator * count

	def group(self, key: Key) -> Feedback:
		sums: dict[str, Fraction] = defaultdict(Fraction)
		for (code, denominator), numerator in self.numerators.items():
			sums[code] += Fraction(numerator, denominator)
		complete = sorted(code for code, count in self.answered.items() if count == self.contributors)
		nominee, relation, merged = key
		return Feedback(
			nominee=nominee,
			relation=relation or None,  # type: ignore[arg-type]
			contributors=self.contributors,
			answers={code: sums[code] / self.contributors for code in complete},
			merged=merged,  # type: ignore[arg-type]
		)


def relation_weights(rule: ContributorRule, relations: Iterable[str]) -> dict[str, Fraction]:
	"""Relation → its weight in a complete set; that of an absent one goes to its fallback, if it is there."""
	present = set(relations)
	weights = {row.relation: Fraction(row.weight) for row in rule.relations if row.relation in present}
	for row in rule.relations:
		if row.relation not in present and row.fallback in weights:
			weights[row.fallback] += Fraction(row.weight)
	return weights


def _group_weights(rule: ContributorRule, groups: list[Feedback]) -> dict[str, Fraction]:
	"""Name of the group → its weight; a group of all (older files) is alone and weighs 1."""
	weights = relation_weights(rule, (relation for one in groups for relation in one.relations))
	return {
		one.name: total(weights[relation] for relation in one.relations) if one.relations else Fraction(1)
		for one in groups
	}


def is_short(rule: ContributorRule, groups: Iterable[Feedback]) -> bool:
	"""Whether contributors are lacking: of a relation, or in all."""
	groups = list(groups)
	return bool(_short_relations(rule, groups)) or _count(groups) < rule.minimum_contributors


def _count(groups: Iterable[Feedback]) -> int:
	return sum(one.contributors for one in groups)


def _counts(groups: Iterable[Feedback]) -> Counter[str]:
	"""Relation → contributors. Of a merged group only the sum is known: the most each relation can have. It
	was merged from a complete set, so no more is asked of it."""
	counts: Counter[str] = Counter()
	for one in groups:
		counts.update(dict.fromkeys(one.relations, one.contributors))
	return counts


def _short_relations(rule: ContributorRule, groups: list[Feedback]) -> list[tuple[RelationRule, int]]:
	"""Relations with fewer contributors than the rule asks for and no other in their place, and how many."""
	counts = _counts(groups)
	replaced = rule.stand_ins(counts)
	return [
		(row, counts[row.relation])
		for row in rule.relations
		if counts[row.relation] < row.min_count and row.relation not in replaced
	]


def _missing_contributors(stage: Stage, rule: ContributorRule, groups: list[Feedback]) -> Iterable[Message]:
	if any(not one.relations for one in groups):
		return
	short = _short_relations(rule, groups)
	for row, have in short:
		text = _("{stage}: {have} of {need} contributors ({relation})")
		if row.fallback and not have:
			text = _(
				"{stage}: {have} of {need} contributors ({relation});"
				" as many more of another relation ({fallback}) may answer instead"
			)
		values = {"stage": stage.title, "have": have, "need": row.min_count, "relation": row.relation}
		yield Message(text, values | ({"fallback": row.fallback} if row.fallback else {}))
	count = _count(groups)
	if not short and count < rule.minimum_contributors:
		yield Message(
			_("{stage}: {have} of {need} contributors"),
			{"stage": stage.title, "have": count, "need": rule.minimum_contributors},
		)


def _missing_answers(
	stage: Stage,
	rule: ContributorRule,
	instrument: Instrument,
	variant: str | None,
	records: list[Feedback],
) -> Iterable[Message]:
	if any(not one.answers and not one.contributor for one in records):
		text = _(
			"{stage}: {have} contributors have answered;"
			" their answers count when all have answered or the time is over"
		)
		if rule.verify:
			text = _(
				"{stage}: {have} contributors have answered;"
				" their answers count when all have answered or the time is over, and all are verified"
			)
		yield Message(text, {"stage": stage.title, "have": _count(records)})
		return
	named = [one for one in records if one.contributor]
	for one in sorted(named or gather(records), key=lambda one: one.contributor):
		if instrument_value(instrument, variant, one.answers) is None:
			yield _unanswered(stage, one)


def _unanswered(stage: Stage, one: Feedback) -> Message:
	if one.contributor:
		values = {"stage": stage.title, "contributor": one.contributor}
		return Message(_("{stage}: contributor {contributor} left answers open"), values)
	values = {"stage": stage.title, "relation": one.name}
	return Message(_("{stage}: some answers are open ({relation})"), values)


def disclose(rule: ContributorRule, records: Iterable[Feedback]) -> list[Feedback]:
	"""The records of one nominee as they may be published: groups of relations, never one contributor.

	No pseudonym is published. Where everybody rates everybody, each contributor is missing at exactly one
	nominee, himself: a pseudonym that stays the same from nominee to nominee would name its person.

	Relations with fewer contributors than `min_group_size` are merged with the smallest others until there
	are enough; the answers of a merged group are Σ relation weight × mean answer ÷ Σ relation weight, so that
	the stage comes out exactly the same. Where all together are too few the one group of all keeps its
	answers, without which nobody could recompute the score. Of an incomplete set only the numbers are shown.
	"""
	groups = gather(records)
	if any(one.relation is None for one in groups):
		return _in_order(rule, groups)
	if is_short(rule, groups) or not all(one.answers for one in groups):
		return _in_order(rule, [_counted(one) for one in groups])
	small, apart = _too_small(rule, groups)
	return [*_in_order(rule, apart), *([_merged(rule, groups, small)] if small else [])]


def shown_groups(rule: ContributorRule, records: Iterable[Feedback]) -> list[Feedback]:
	"""The records of one nominee as reports and pages show them: as published, but what is still too small
	is only counted (no answers)."""
	enough = rule.min_group_size
	return [one if one.contributors >= enough else _counted(one) for one in disclose(rule, records)]


def together(rule: ContributorRule, records: Iterable[Feedback]) -> Feedback | None:
	"""All contributors of one nominee as one group, each relation with its weight; None while contributors
	are lacking or answers are not to be disclosed, and where all together are too few to be shown."""
	groups = gather(records)
	complete = groups and all(one.answers for one in groups) and not is_short(rule, groups)
	return _merged(rule, groups, groups) if complete and _count(groups) >= rule.min_group_size else None


def _counted(one: Feedback) -> Feedback:
	return one.model_copy(update={"answers": {}})


def _in_order(rule: ContributorRule, groups: Iterable[Feedback]) -> list[Feedback]:
	"""Relations as the rule lists them, merged groups after them."""
	place = {row.relation: position for position, row in enumerate(rule.relations)}
	return sorted(
		groups, key=lambda one: (one.relation is None, place.get(one.relation or "", len(place)), one.merged)
	)


def _too_small(rule: ContributorRule, groups: list[Feedback]) -> tuple[list[Feedback], list[Feedback]]:
	"""The groups to be merged, and the others."""
	small = [one for one in groups if one.contributors < rule.min_group_size]
	apart = [one for one in groups if one.contributors >= rule.min_group_size]
	apart = sorted(_in_order(rule, apart), key=lambda one: one.contributors)
	while small and apart and _count(small) < rule.min_group_size:
		small.append(apart.pop(0))
	return _in_order(rule, small), apart


def _merged(rule: ContributorRule, groups: list[Feedback], small: list[Feedback]) -> Feedback:
	"""`groups`: all of the nominee, by which the weights are known."""
	weights = _group_weights(rule, groups)
	return Feedback(
		nominee=small[0].nominee,
		relation=None,
		contributors=_count(small),
		answers=_blended({one.name: one.answers for one in small}, weights),
		merged=tuple(relation for one in small for relation in one.relations),
	)


def _blended(
	answers: Mapping[str, Mapping[str, Fraction]], weights: Mapping[str, Fraction]
) -> dict[str, Fraction]:
	criteria = set.intersection(*(set(given) for given in answers.values()))
	whole = total(weights[name] for name in answers)
	return {
		code: total(weights[name] * given[code] for name, given in answers.items()) / whole
		for code in sorted(criteria)
	}
