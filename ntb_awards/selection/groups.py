"""Discussion groups drawn at random, units spread; the same seed gives the same groups."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

from ntb_awards.selection.messages import _, refuse


def draw(members: Sequence[tuple[int, str]], groups: int, seed: str) -> list[list[int]]:
	"""Nominee numbers by group, from (number, unit) pairs in any order.

	Sizes differ by one at most, and so does the number of members of a unit in any two groups. Raises
	SelectionError if there is no group, or a group would stay empty.
	"""
	if not 1 <= groups <= len(members):
		raise refuse(
			"groups",
			_("{count} nominees cannot be drawn into {groups} groups. Choose 1 to {count}"),
			count=len(members),
			groups=groups,
		)
	chance = random.Random(f"ntb-awards-groups:{seed}")
	drawn: list[list[int]] = [[] for _group in range(groups)]
	# Unit after unit is dealt like cards, each starting where the last one ended.
	for place, number in enumerate(_shuffled(members, chance)):
		drawn[place % groups].append(number)
	chance.shuffle(drawn)
	return [sorted(group) for group in drawn]


def _shuffled(members: Sequence[tuple[int, str]], chance: random.Random) -> list[int]:
	units: dict[str, list[int]] = defaultdict(list)
	for number, unit in sorted(members):
		units[unit].append(number)
	order = sorted(units)
	chance.shuffle(order)
	dealt = []
	for unit in order:
		chance.shuffle(units[unit])
		dealt += units[unit]
	return dealt
