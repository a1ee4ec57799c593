"""Working days, for rules that count in them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta


def working_days(first: date, last: date, holidays: Collection[date]) -> int:
	"""Working days from `first` up to the day before `last`; `holidays` holds weekly days off as well.

	"At least 15 working days before the last day" (announced on `first`): the last day itself does not count.
	"""
	off = set(holidays)
	days = (first + timedelta(days=offset) for offset in range(max((last - first).days, 0)))
	return sum(day not in off for day in days)


def earliest_end(first: date, days: int, holidays: Collection[date]) -> date:
	"""The first day that lies so many working days after the announcement on `first`."""
	off, last, left = set(holidays), first, days
	while left:
		left -= last not in off
		last += timedelta(days=1)
	return last
