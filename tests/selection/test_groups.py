"""Discussion groups: the draw can be repeated, sizes and units are spread, nobody is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ntb_awards.selection.groups import draw
from ntb_awards.selection.messages import SelectionError

PEOPLE = [(number, f"unit {number % 4}") for number in range(1, 23)]


def test_the_same_seed_draws_the_same_groups_in_any_order() -> None:
	assert draw(PEOPLE, 4, "abc") == draw(PEOPLE[::-1], 4, "abc")
	assert draw(PEOPLE, 4, "abc") != draw(PEOPLE, 4, "abd")


@given(some.lists(some.integers(0, 5), min_size=1, max_size=40), some.integers(1, 8), some.text(max_size=5))
def test_everybody_once_sizes_and_units_spread(units: list[int], groups: int, seed: str) -> None:
	members = [(number, f"unit {unit}") for number, unit in enumerate(units, 1)]
	if groups > len(members):
		with pytest.raises(SelectionError, match="cannot be drawn"):
			draw(members, groups, seed)
		return
	drawn = draw(members, groups, seed)
	assert sorted(number for group in drawn for number in group) == [number for number, _unit in members]
	assert max(map(len, drawn)) - min(map(len, drawn)) <= 1
	unit_of = dict(members)
	for unit in set(unit_of.values()):
		counts = [Counter(unit_of[number] for number in group)[unit] for group in drawn]
		assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize("groups", [0, -1, 23])
def test_no_empty_group(groups: int) -> None:
	with pytest.raises(SelectionError, match="Choose 1 to 22"):
		draw(PEOPLE, groups, "abc")
