"""Working days of an announcement, counted by hand on the calendar of November 2025."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from ntb_awards.selection.calendar_days import earliest_end, working_days

SATURDAY = date(2025, 11, 1)
WEEKENDS = {SATURDAY + timedelta(days=7 * week + day) for week in range(9) for day in (0, 1)}


def test_three_weeks_hold_fifteen_working_days() -> None:
	"""3, 4, … 7 Nov (5), 10 … 14 (5), 17 … 21 (5): announced on the 3rd, the window may end on the 22nd."""
	assert working_days(date(2025, 11, 3), date(2025, 11, 22), WEEKENDS) == 15
	assert working_days(date(2025, 11, 3), date(2025, 11, 21), WEEKENDS) == 14
	assert earliest_end(date(2025, 11, 3), 15, WEEKENDS) == date(2025, 11, 22)


def test_a_national_holiday_is_no_working_day() -> None:
	holidays = WEEKENDS | {date(2025, 11, 12)}
	assert working_days(date(2025, 11, 3), date(2025, 11, 22), holidays) == 14
	assert earliest_end(date(2025, 11, 3), 15, holidays) == date(2025, 11, 25)


def test_no_day_before_the_announcement() -> None:
	assert working_days(date(2025, 11, 21), date(2025, 11, 3), WEEKENDS) == 0


@given(some.integers(0, 60), some.sets(some.integers(0, 40)))
def test_the_earliest_end_has_exactly_so_many_days(days: int, off: set[int]) -> None:
	first = date(2025, 11, 3)
	holidays = {first + timedelta(days=day) for day in off}
	end = earliest_end(first, days, holidays)
	assert working_days(first, end, holidays) == days
