"""Exact numbers: decimals at every boundary, exact fractions in between, one rounding at the end.

A criterion worth 1/3 has no finite decimal, so a sum of rounded parts would depend on their order. Inside
the engine values are therefore `Fraction`; what enters and leaves is `Decimal` (or its string in JSON).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

# Digits are ASCII only: `\d` would also let other scripts' digits through.
MOST_PLACES = 15
PLAIN_DECIMAL = re.compile(r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$")


def parse_decimal(value: object) -> Decimal:
	"""Read a decimal from its plain notation ("87.5"), an int or a Decimal.

	Raises ValueError for floats (they are not exact), infinities, NaN, exponents and anything else.
	"""
	if isinstance(value, bool) or isinstance(value, float):
		raise ValueError('must be a decimal written as text, for example "87.5"')
	text = format(value, "f") if isinstance(value, Decimal) and value.is_finite() else str(value).strip()
	if not PLAIN_DECIMAL.match(text):
		raise ValueError('must be a finite decimal number in plain notation, for example "87.5"')
	try:
		return Decimal(text)
	except InvalidOperation as error:  # pragma: no cover - the pattern leaves nothing that Decimal refuses
		raise ValueError("must be a decimal number") from error


def parse_typed(text: object) -> Decimal:
	"""Read a decimal as people type it, with a comma or a point: "87,5" and "87.5". Raises ValueError."""
	plain = str(text).strip()
	return parse_decimal(plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain)


def decimal_text(value: Decimal) -> str:
	"""The shortest plain notation: Decimal("30.0") becomes "30"."""
	text = format(value, "f")
	if "." in text:
		text = text.rstrip("0").rstrip(".")
	return "0" if text in ("-0", "") else text


def fixed_text(value: Decimal | None, places: int) -> str | None:
	"""With all its places, so that columns line up: Decimal("30") becomes "30.00"."""
	return None if value is None else f"{value:.{places}f}"


Number = Annotated[
	Decimal,
	BeforeValidator(parse_decimal),
	PlainSerializer(decimal_text, return_type=str),
	WithJsonSchema({"type": "string", "pattern": PLAIN_DECIMAL.pattern}),
]


def parse_exact(value: object) -> Fraction:
	"""Read a decimal or a written fraction ("11/3")."""
	if isinstance(value, Fraction):
		return value
	numerator, slash, denominator = str(value).partition("/")
	if slash and numerator.isdigit() and denominator.isdigit() and int(denominator):
		return Fraction(int(numerator), int(denominator))
	return Fraction(parse_decimal(value))


def exact_text(value: Fraction) -> str:
	"""A finite decimal of at most 15 places where there is one ("3.5"), else the fraction ("11/3")."""
	if (10**MOST_PLACES) % value.denominator:
		return f"{value.numerator}/{value.denominator}"
	return decimal_text(rounded(value, MOST_PLACES))


Exact = Annotated[
	Fraction,
	BeforeValidator(parse_exact),
	PlainSerializer(exact_text, return_type=str),
	WithJsonSchema({"type": "string", "pattern": r"^(-?\d+(\.\d+)?|\d+/\d+)$"}),
]


def rounded(value: Fraction, places: int) -> Decimal:
	"""Round half up (0.005 to 0.01, -0.005 to -0.01) to a number of decimal places."""
	scaled = abs(value) * 10**places
	whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
	# Built from its digits: arithmetic on Decimal would cut long numbers to the context's 28 digits.
	return Decimal((int(value < 0 < whole), tuple(int(digit) for digit in str(whole)), -places))


def total(values: Iterable[Fraction | Decimal]) -> Fraction:
	return sum((Fraction(value) for value in values), Fraction(0))


def mean(values: list[Fraction]) -> Fraction:
	return total(values) / len(values)
