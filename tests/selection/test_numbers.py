"""Exact numbers: what is read, how it is written, and the one rounding."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntb_awards.selection.numbers import (
	decimal_text,
	exact_text,
	fixed_text,
	mean,
	parse_decimal,
	parse_exact,
	rounded,
	total,
)


@pytest.mark.parametrize(
	("value", "expected"),
	[("87.5", "87.5"), (" 87.50 ", "87.50"), (30, "30"), (Decimal("1E+2"), "100"), ("-0.5", "-0.5")],
)
def test_plain_decimals_are_read(value: object, expected: str) -> None:
	assert str(parse_decimal(value)) == expected


@pytest.mark.parametrize(
	"value",
	[
		87.5,
		True,
		None,
		"",
		"-",
		".5",
		"5.",
		"1e3",
		"1,5",
		"1_000",
		"+1",
		"NaN",
		"Infinity",
		"-Infinity",
		Decimal("NaN"),
		Decimal("Infinity"),
		"1" * 16,
		"0." + "1" * 16,
		"٣",
		"8 7",
		"delapan",
	],
)
def test_anything_else_is_refused(value: object) -> None:
	with pytest.raises(ValueError, match=r"for example \"87\.5\""):
		parse_decimal(value)


@pytest.mark.parametrize(
	("value", "expected"),
	[("30.0", "30"), ("30", "30"), ("300", "300"), ("0.50", "0.5"), ("-0.00", "0"), ("-1.10", "-1.1")],
)
def test_shortest_notation(value: str, expected: str) -> None:
	assert decimal_text(Decimal(value)) == expected


def test_with_all_places() -> None:
	assert [fixed_text(Decimal(value), 2) for value in ("30", "7.5", "0")] == ["30.00", "7.50", "0.00"]
	assert fixed_text(Decimal("3"), 0) == "3"
	assert fixed_text(None, 2) is None


@pytest.mark.parametrize(
	("value", "expected"),
	[("11/3", Fraction(11, 3)), ("3.5", Fraction(7, 2)), (4, Fraction(4)), (Fraction(1, 7), Fraction(1, 7))],
)
def test_exact_values_are_read(value: object, expected: Fraction) -> None:
	assert parse_exact(value) == expected


@pytest.mark.parametrize("value", ["11/0", "/3", "11/", "1/2/3", "-1/3", "1.5/2", "²/3", "x", 0.5, "1" * 16])
def test_bad_exact_values_are_refused(value: object) -> None:
	with pytest.raises(ValueError):
		parse_exact(value)


@pytest.mark.parametrize(
	("value", "expected"),
	[
		(Fraction(11, 3), "11/3"),
		(Fraction(7, 2), "3.5"),
		(Fraction(400), "400"),
		(Fraction(1, 8), "0.125"),
		(Fraction(1, 10**15), "0.000000000000001"),
		(Fraction(1, 2**16), "1/65536"),
		(Fraction(0), "0"),
	],
)
def test_a_decimal_where_fifteen_places_hold_it_else_a_fraction(value: Fraction, expected: str) -> None:
	assert exact_text(value) == expected


@given(st.fractions(min_value=0, max_value=10**9))
def test_written_exactly_reads_back_exactly(value: Fraction) -> None:
	assert parse_exact(exact_text(value)) == value


@pytest.mark.parametrize(
	("value", "places", "expected"),
	[
		("0.005", 2, "0.01"),
		("0.0049999", 2, "0.00"),
		("-0.005", 2, "-0.01"),
		("-0.0049", 2, "0.00"),
		("82.835", 2, "82.84"),
		("82.825", 2, "82.83"),
		("2.5", 0, "3"),
		("-2.5", 0, "-3"),
		("99.995", 2, "100.00"),
		("1/3", 6, "0.333333"),
		("2/3", 6, "0.666667"),
	],
)
def test_half_goes_up_away_from_zero(value: str, places: int, expected: str) -> None:
	assert str(rounded(Fraction(value), places)) == expected


def test_rounding_does_not_hang_on_the_decimal_context() -> None:
	with localcontext() as context:
		context.prec = 5
		assert str(rounded(Fraction("1234567.891"), 2)) == "1234567.89"


@given(st.fractions(), st.integers(min_value=0, max_value=8))
def test_rounding_is_off_by_half_a_unit_at_most(value: Fraction, places: int) -> None:
	result = rounded(value, places)
	assert abs(Fraction(result) - value) <= Fraction(1, 2 * 10**places)
	assert -result.as_tuple().exponent == places
	assert rounded(-value, places) == result.copy_negate()


def test_sums_and_means_are_exact() -> None:
	assert total([]) == 0
	assert total([Decimal("0.1"), Fraction(1, 3)]) == Fraction(13, 30)
	assert mean([Fraction(1), Fraction(1, 3), Fraction(1, 3)]) == Fraction(5, 9)
