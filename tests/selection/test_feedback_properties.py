"""360° feedback of any contributors: one by one, in groups or as published, the stage is exactly the same."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ntb_awards.selection.feedback import disclose, feedback_stage, gather, shown_groups
from ntb_awards.selection.numbers import mean
from ntb_awards.selection.records import Feedback
from ntb_awards.selection.scheme import ContributorRule
from ntb_awards.selection.scoring import StageValue, instrument_value

from .builders import make_feedback, make_scheme
from .builders_feedback import make_rule
from .strategies import shares

SCHEME = make_scheme()
STAGE = SCHEME.stage("feedback_360")
FORM = SCHEME.instrument("feedback_360")
RELATIONS = ("superior", "peer", "subordinate")
RAW = st.decimals(1, 5, allow_nan=False, places=15) | st.integers(1, 5)


def value_of(rule: ContributorRule, records: list[Feedback]) -> StageValue:
	return feedback_stage(STAGE, rule, FORM, None, records)


@st.composite
def rules(draw: st.DrawFn) -> ContributorRule:
	"""Any weights and least numbers; now and then one relation answers instead of another."""
	weights = draw(shares(3))
	rows = [(name, draw(st.integers(0, 2)), weights[place]) for place, name in enumerate(RELATIONS)]
	fallbacks = st.sampled_from([{}, {"subordinate": "peer"}, {"superior": "peer", "subordinate": "peer"}])
	return make_rule(
		*rows, minimum=draw(st.integers(1, 4)), group=draw(st.integers(1, 5)), fallback=draw(fallbacks)
	)


def contributors(least: int) -> st.SearchStrategy[list[Feedback]]:
	"""Up to nine contributors who filled in `least` or more of the two criteria."""
	codes = st.sampled_from(["loyal", "adaptif"])
	rows = st.tuples(st.sampled_from(RELATIONS), st.dictionaries(codes, RAW, min_size=least))
	return st.lists(rows, max_size=9).map(
		lambda drawn: [
			make_feedback(1, f"K{place}", relation, answers)
			for place, (relation, answers) in enumerate(drawn)
		]
	)


def by_hand(rule: ContributorRule, records: list[Feedback]) -> Fraction:
	"""Each contributor's own value, the mean of each relation, the weights with those of the absent."""
	values: dict[str, list[Fraction]] = {name: [] for name in RELATIONS}
	for one in records:
		values[one.name].append(instrument_value(FORM, None, one.answers) or Fraction(0))
	weights = dict.fromkeys(RELATIONS, Fraction(0))
	for row in rule.relations:
		takes_it = row.relation if values[row.relation] or not row.fallback else row.fallback
		weights[takes_it] += Fraction(row.weight) if values[takes_it] else 0
	points = sum(weights[name] * mean(given) for name, given in values.items() if given)
	return Fraction(points) / sum(weights.values())


@given(rules(), contributors(2))
def test_one_by_one_in_groups_or_published_the_value_is_the_same(
	rule: ContributorRule, records: list[Feedback]
) -> None:
	value = value_of(rule, records)
	groups = gather(records)
	published = [Feedback.model_validate(one.model_dump(mode="json")) for one in disclose(rule, records)]
	assert value.value is None or value.value == by_hand(rule, records)
	assert value_of(rule, groups).value == value.value
	assert value_of(rule, published).value == value.value
	assert value_of(rule, published).missing == value_of(rule, groups).missing == value.missing


@given(rules(), contributors(1))
def test_with_answers_left_open_there_is_no_value_anywhere(
	rule: ContributorRule, records: list[Feedback]
) -> None:
	complete = all(len(one.answers) == 2 for one in records)
	for shown in (records, gather(records), disclose(rule, records)):
		assert complete or value_of(rule, shown).value is None


@given(rules(), contributors(2))
def test_no_group_is_smaller_than_the_rule_allows(rule: ContributorRule, records: list[Feedback]) -> None:
	"""In a file the only exception is one group of all; a page shows none."""
	published = disclose(rule, records)
	small = [one for one in published if one.answers and one.contributors < rule.min_group_size]
	assert not small or len(published) == 1
	assert sum(one.contributors for one in published) == len(records)
	assert all(one.contributor == "" for one in published)
	shown = shown_groups(rule, records)
	assert all(one.contributors >= rule.min_group_size for one in shown if one.answers)


@given(st.data(), contributors(2))
def test_how_contributors_are_put_together_changes_nothing(
	data: st.DataObject, records: list[Feedback]
) -> None:
	"""Any part gathered first, in any order."""
	order = data.draw(st.permutations(records))
	cut = data.draw(st.integers(0, len(order)))
	assert gather([*gather(order[:cut]), *order[cut:]]) == gather(records)
