"""Numbers of civil servants, without a site: both forms, their parts, what disagrees with a record."""

from __future__ import annotations

from datetime import date

import pytest

from ntb_awards.hris.nip import Nip, NipError, check_nip, format_nip, normalise, parse_nip

PRINTED = "19680411 199303 1 009"
PNS = "196804111993031009"
PPPK = "199002032021212001"


def problems(text: str, **record: object) -> str:
	return " ".join(str(problem) for problem in check_nip(text, **record))


def test_pns() -> None:
	"""Born 11 April 1968, appointed March 1993, a man, serial 009."""
	assert parse_nip(PRINTED) == Nip(PNS, "PNS", date(1968, 4, 11), date(1993, 3, 1), "Male", "009")


def test_pppk() -> None:
	"""Born 3 February 1990, appointed 2021, agreement 21, a woman, serial 001."""
	assert parse_nip(PPPK) == Nip(PPPK, "PPPK", date(1990, 2, 3), date(2021, 1, 1), "Female", "001", 21)


def test_the_status_decides_where_both_forms_fit() -> None:
	text = "199002032021012001"
	assert parse_nip(text).kind == "PNS"
	assert parse_nip(text, "PPPK").agreements == 1


@pytest.mark.parametrize("text", [PRINTED, PNS, " 19680411.199303-1 009\n", "19680411 199303 1 009"])
def test_written_in_many_ways(text: str) -> None:
	assert normalise(text) == PNS
	assert format_nip(text) == PRINTED


def test_what_is_no_number_is_printed_as_it_is() -> None:
	assert format_nip("A-17 / 2009") == "A-17 / 2009"


@pytest.mark.parametrize(
	("text", "named"),
	[
		("", "18 digits"),
		(PNS[:-1], "has 17 characters"),
		(PNS + "1", "has 19 characters"),
		("19680411199303100A", "18 digits"),
		("١٩٦٨٠٤١١١٩٩٣٠٣١٠٠٩", "18 digits"),
		("196813111993031009", "Digits 1 to 8"),
		("196802301993031009", "Digits 1 to 8"),
		("000004111993031009", "Digits 1 to 8"),
		("196804110000031009", "Digits 9 to 14"),
		("196804111970031009", "too early for somebody born in 1968"),
		("196804111993033009", "Digit 15"),
		("196804111993030009", "Digit 15"),
	],
)
def test_no_number_at_all(text: str, named: str) -> None:
	with pytest.raises(NipError, match=named):
		parse_nip(text)


def test_a_month_that_is_none() -> None:
	with pytest.raises(NipError, match="month in which a PNS was first appointed, not 199313"):
		parse_nip("196804111993131009", "PNS")


def test_no_agreement_number_zero() -> None:
	with pytest.raises(NipError, match="number of work agreements from 01, not 202100"):
		parse_nip("199002032021002001")


def test_agrees_with_the_record() -> None:
	record = {"birth_date": date(1968, 4, 11), "gender": "Male", "in_service_by": date(1993, 3, 1)}
	assert check_nip(PRINTED, kind="PNS", **record) == []
	assert check_nip(PRINTED) == []


def test_every_disagreement_is_named() -> None:
	found = problems(PNS, birth_date=date(1968, 11, 4), gender="Female", in_service_by=date(1993, 2, 28))
	assert "1968-04-11 as date of birth, the record says 1968-11-04" in found
	assert "Digit 15 is 1" in found
	assert "first appointment in 1993-03, later than 1993-02-28" in found


def test_service_here_may_start_long_after_the_first_appointment() -> None:
	assert check_nip(PNS, in_service_by=date(2015, 1, 1)) == []


def test_a_year_of_appointment_covers_its_months() -> None:
	assert check_nip(PPPK, in_service_by=date(2021, 3, 1)) == []
	assert "later than 2020-12-31" in problems(PPPK, in_service_by=date(2020, 12, 31))


def test_the_other_status() -> None:
	assert "month in which a PNS" in problems(PPPK, kind="PNS")
