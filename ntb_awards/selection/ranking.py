"""Ranks from scores: standard competition ranks, the written tie rule, and what the plenary settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

PLENARY = "plenary"


@dataclass(frozen=True)
class Entry:
	"""One nominee to rank. `reach` (how far the plenary let them come) counts before the score;
	`ties` are the values the tie rule compares, in its written order, higher first."""

	number: int
	score: Decimal
	ties: tuple[Fraction, ...] = ()
	reach: int = 0

	@property
	def key(self) -> tuple:
		return (self.reach, self.score, *self.ties)


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
	ordered = sorted(entries, key=lambda entry: (tuple(-part for part in entry.key), entry.number))
	places: list[Place] = []
	while ordered:
		same = [entry for entry in ordered if entry.key == ordered[0].key]
		ordered = ordered[len(same) :]
		places += _places(same, len(places) + 1, entries, tie_orders)
	return places


def _places(
	same: list[Entry], first: int, entries: Sequence[Entry], tie_orders: Sequence[Sequence[int]]
) -> list[Place]:
	numbers = [entry.number for entry in same]
	if len(same) == 1:
		return [Place(numbers[0], first, (), _settled_by(same[0], entries))]
	order = next((order for order in tie_orders if set(numbers) <= set(order)), None)
	if order is None:
		return [
			Place(number, first, tuple(other for other in numbers if other != number)) for number in numbers
		]
	settled = [number for number in order if number in numbers]
	return [Place(number, first + offset, (), PLENARY) for offset, number in enumerate(settled)]


def _settled_by(entry: Entry, entries: Sequence[Entry]) -> str:
	rivals = [
		other
		for other in entries
		if other.number != entry.number and (other.reach, other.score) == (entry.reach, entry.score)
	]
	for step in range(len(entry.ties) + 1):
		if not any(other.ties[:step] == entry.ties[:step] for other in rivals):
			return str(step) if step else ""
	return ""  # pragma: no cover - `rank` calls this only for entries that stand alone
