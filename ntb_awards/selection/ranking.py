"""Ranks from scores: standard competition ranks, the written tie rule, and what the plenary settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

PLENARY = "plenary"


@dataclass(frozen=True)
class Entry:
	"""One nominee to rank. `reach` (how far the plenary let them come) counts before the score;
	`ties` are the values the tie rule compares, one for each step in its written order, higher first; None
	is a value that is not there: among those it would have to part, the step then decides nothing."""

	number: int
	score: Decimal
	ties: tuple[Fraction | None, ...] = ()
	reach: int = 0

	@property
	def key(self) -> tuple[int, Decimal]:
		return (self.reach, self.score)


@dataclass(frozen=True)
class Place:
	"""A rank; `tied_with` are the others who still share it; `settled_by` is what parted equal scores:
	the position of the step in the tie rule ("1", "2", …), "plenary", or "" where nothing had to."""

	number: int
	rank: int
	tied_with: tuple[int, ...] = ()
	settled_by: str = ""


def rank(entries: Sequence[Entry], tie_orders: Sequence[Sequence[int]] = ()) -> list[Place]:
	"""Rank by reach, score and tie rule ("1224"); a tie order that names all who are tied settles it.

	The order of `entries` does not matter; nominees who stay tied are listed by number.
	"""
	places: list[Place] = []
	for equal in _runs(entries, lambda entry: entry.key):
		for same, settled_by in _parted(equal, 0, ""):
			places += _places(same, len(places) + 1, settled_by, tie_orders)
	return places


def _runs(entries: Sequence[Entry], key: Callable[[Entry], Any]) -> list[list[Entry]]:
	"""The entries grouped by a key, the highest first, each group by number."""
	ordered = sorted(sorted(entries, key=lambda entry: entry.number), key=key, reverse=True)
	return [list(run) for _key, run in groupby(ordered, key=key)]


def _parted(equal: list[Entry], step: int, settled_by: str) -> Iterator[tuple[list[Entry], str]]:
	"""Entries of equal score as the tie rule parts them from `step` on: groups that stay together, in order,
	with the position of the step that left an entry alone."""
	if len(equal) == 1 or step == len(equal[0].ties):
		yield equal, settled_by
	elif any(entry.ties[step] is None for entry in equal):
		yield from _parted(equal, step + 1, settled_by)
	else:
		for run in _runs(equal, lambda entry: entry.ties[step]):
			yield from _parted(run, step + 1, str(step + 1))


def _places(
	same: list[Entry], first: int, settled_by: str, tie_orders: Sequence[Sequence[int]]
) -> list[Place]:
	numbers = [entry.number for entry in same]
	if len(same) == 1:
		return [Place(numbers[0], first, (), settled_by)]
	order = next((order for order in tie_orders if set(numbers) <= set(order)), None)
	if order is None:
		return [
			Place(number, first, tuple(other for other in numbers if other != number)) for number in numbers
		]
	settled = [number for number in order if number in numbers]
	return [Place(number, first + offset, (), PLENARY) for offset, number in enumerate(settled)]
