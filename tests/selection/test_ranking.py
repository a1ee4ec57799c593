"""Ranks: standard competition ranks, the written tie rule, the plenary's order, how far one came."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntb_awards.selection.ranking import Entry, Place, rank


def entry(number: int, score: str, ties: tuple[int | None, ...] = (), reach: int = 0) -> Entry:
	exact = tuple(None if value is None else Fraction(value) for value in ties)
	return Entry(number, Decimal(score), exact, reach)


def ranks(places: list[Place]) -> list[tuple[int, int]]:
	return [(place.number, place.rank) for place in places]


def settled(places: list[Place]) -> dict[int, str]:
	return {place.number: place.settled_by for place in places}


def test_nobody_to_rank() -> None:
	assert rank([]) == []


def test_higher_scores_come_first() -> None:
	places = rank([entry(1, "70"), entry(2, "90.10"), entry(3, "90.1"), entry(4, "9")])
	assert ranks(places) == [(2, 1), (3, 1), (1, 3), (4, 4)]


def test_standard_competition_ranks() -> None:
	"""'1224': two seconds, no third."""
	places = rank([entry(4, "60"), entry(3, "80"), entry(2, "80"), entry(1, "90")])
	assert places == [Place(1, 1), Place(2, 2, (3,)), Place(3, 2, (2,)), Place(4, 4)]


def test_tie_rule_in_its_written_order() -> None:
	"""The first step decides, whatever the second says; the second counts where the first is equal."""
	places = rank([entry(1, "80", (70, 99)), entry(2, "80", (75, 10)), entry(3, "80", (70, 98))])
	assert ranks(places) == [(2, 1), (1, 2), (3, 3)]
	assert settled(places) == {2: "1", 1: "2", 3: "2"}
	assert all(place.tied_with == () for place in places)


def test_no_step_is_named_where_scores_differ() -> None:
	assert settled(rank([entry(1, "80", (70,)), entry(2, "81", (70,))])) == {2: "", 1: ""}


def test_a_tie_the_rule_leaves_is_shared() -> None:
	places = rank([entry(7, "80", (70, 60)), entry(3, "80", (70, 60)), entry(5, "80", (71, 0))])
	assert places == [Place(5, 1, (), "1"), Place(3, 2, (7,)), Place(7, 2, (3,))]


def test_a_value_that_is_not_there_decides_nothing() -> None:
	"""It neither wins nor loses: the step is passed over for those it would part, and for them alone."""
	equal = [entry(1, "80", (None, 50)), entry(2, "80", (90, 60))]
	assert settled(rank(equal)) == {2: "2", 1: "2"}
	assert ranks(rank([entry(1, "80", (None,)), entry(2, "80", (90,))])) == [(1, 1), (2, 1)]
	apart = [*equal, entry(3, "70", (5, 0)), entry(4, "70", (6, 0))]
	assert ranks(rank(apart)) == [(2, 1), (1, 2), (4, 3), (3, 4)]
	assert settled(rank(apart))[4] == "1"


def test_plenary_order_settles_a_tie() -> None:
	entries = [entry(1, "90"), entry(2, "80"), entry(3, "80"), entry(4, "80"), entry(5, "70")]
	places = rank(entries, [(4, 2, 3)])
	assert ranks(places) == [(1, 1), (4, 2), (2, 3), (3, 4), (5, 5)]
	assert settled(places) == {1: "", 4: "plenary", 2: "plenary", 3: "plenary", 5: ""}
	assert all(place.tied_with == () for place in places)


def test_plenary_order_must_name_all_who_are_tied() -> None:
	entries = [entry(2, "80"), entry(3, "80"), entry(4, "80")]
	assert ranks(rank(entries, [(4, 2)])) == [(2, 1), (3, 1), (4, 1)]
	assert ranks(rank(entries, [(4, 2), (3, 9, 4, 2)])) == [(3, 1), (4, 2), (2, 3)]


def test_the_first_order_that_fits_counts() -> None:
	entries = [entry(2, "80"), entry(3, "80")]
	assert ranks(rank(entries, [(3, 2), (2, 3)])) == [(3, 1), (2, 2)]


def test_plenary_order_does_not_touch_what_the_rule_parts() -> None:
	entries = [entry(2, "80", (60,)), entry(3, "80", (50,))]
	assert ranks(rank(entries, [(3, 2)])) == [(2, 1), (3, 2)]


def test_how_far_the_plenary_let_them_come_counts_first() -> None:
	places = rank([entry(1, "95", reach=1), entry(2, "60", reach=3), entry(3, "60", reach=2)])
	assert ranks(places) == [(2, 1), (3, 2), (1, 3)]
	assert [place.tied_with for place in places] == [(), (), ()]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_entries_does_not_matter(order: tuple[int, ...]) -> None:
	entries = [entry(1, "80", (1,)), entry(2, "80", (2,)), entry(3, "80", (1,)), entry(4, "90", (0,))]
	expected = [Place(4, 1), Place(2, 2, (), "1"), Place(1, 3, (3,)), Place(3, 3, (1,))]
	assert rank([entries[position] for position in order]) == expected


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 1)), max_size=8))
def test_a_rank_is_one_more_than_those_before(rows: list[tuple[int, int, int]]) -> None:
	entries = [entry(number, str(score), (tie,), reach) for number, (score, tie, reach) in enumerate(rows)]
	keys = {one.number: (one.reach, one.score, one.ties) for one in entries}
	places = rank(entries)
	assert sorted(place.number for place in places) == list(range(len(rows)))
	for place in places:
		mine = keys[place.number]
		assert place.rank == 1 + sum(other > mine for other in keys.values())
		assert set(place.tied_with) == {n for n, key in keys.items() if key == mine and n != place.number}
