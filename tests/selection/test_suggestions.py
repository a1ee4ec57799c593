"""Suggested scores, computed by hand from the tables of the shipped scheme."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ntb_awards.selection.facts import Facts, Rating, Record
from ntb_awards.selection.scheme import Criterion, Instrument
from ntb_awards.selection.scoring import contributions, instrument_value
from ntb_awards.selection.suggestions import Suggested, suggest, suggestions
from tests.selection.builders import document_scheme

ON = date(2025, 11, 11)


@pytest.fixture(scope="module")
def form() -> Instrument:
	return document_scheme().instrument("administration")


def rating(year: int, predicate: str = "Baik", attendance: str | None = None) -> Rating:
	return Rating(year=year, predicate=predicate, attendance_percent=attendance and Decimal(attendance))


def sanction(level: str, status: str = "Completed", kind: str = "Disciplinary") -> Record:
	return Record(kind=kind, status=status, level=level, decided_on=date(2019, 3, 1))


def found(form: Instrument, facts: Facts, code: str) -> Suggested | None:
	return suggestions(form, "structural", facts, ON).get(code)


def raw(form: Instrument, facts: Facts, code: str) -> Decimal | None:
	suggested = found(form, facts, code)
	return suggested.raw if suggested else None


def criterion(source: str, table: dict[str, str], **more: str) -> Criterion:
	data = {"code": "x", "title": "X", "maximum": "100", "basis": "assumed", **more}
	suggestion = {"source": source, "table": table, "basis": "assumed"}
	return Criterion.model_validate({**data, "suggestion": suggestion})


def test_everything_on_record(form: Instrument) -> None:
	"""Reference date 11 November 2025, so the last two full years are 2024 and 2023.

	kinerja: 2024 Sangat Baik = 100, 2023 Baik = 80; (100 + 80) ÷ 2 = 90.
	kehadiran: 97.5 % of 2024, of a maximum of 100 = 97.5. rekam_jejak_disiplin: no record = 100.
	pendidikan: S2 = 90. The other criteria have no record to answer them.
	"""
	ratings = (rating(2023, "Baik", "88"), rating(2024, "Sangat Baik", "97.5"))
	facts = Facts(ratings=ratings, education="S2")
	given = {code: one.raw for code, one in suggestions(form, "structural", facts, ON).items()}
	assert given == {
		"kinerja": Decimal("90"),
		"kehadiran": Decimal("97.5"),
		"rekam_jejak_disiplin": Decimal("100"),
		"pendidikan": Decimal("90"),
	}
	said = [str(message) for message in found(form, facts, "kinerja").facts]
	assert said == ["Performance 2024: Sangat Baik", "Performance 2023: Baik"]


def test_one_year_on_record_says_which_is_not(form: Instrument) -> None:
	"""Only 2024 is on record: Butuh Perbaikan = 60. The missing year is named and not taken as zero."""
	suggested = found(form, Facts(ratings=(rating(2024, "Butuh Perbaikan"),)), "kinerja")
	assert suggested.raw == 60
	assert [str(message) for message in suggested.facts][1] == "Performance 2023 is not on record"


def test_years_outside_the_last_two_do_not_count(form: Instrument) -> None:
	facts = Facts(ratings=(rating(2022, "Sangat Baik", "99"), rating(2025, "Sangat Baik", "99")))
	assert found(form, facts, "kinerja") is None
	assert found(form, facts, "kehadiran") is None


def test_unknown_attendance_is_not_zero(form: Instrument) -> None:
	assert found(form, Facts(ratings=(rating(2024),)), "kehadiran") is None


def test_attendance_is_a_share_of_the_maximum() -> None:
	"""90 % of a maximum of 5 = 4.5."""
	row = criterion("attendance", {}, maximum="5")
	assert suggest(row, Facts(ratings=(rating(2024, attendance="90"),)), ON).raw == Decimal("4.5")


@pytest.mark.parametrize(("percent", "expected"), [("95", 100), ("94.99", 80), ("80", 80), ("79", None)])
def test_attendance_by_a_table_of_lower_bounds(percent: str, expected: int | None) -> None:
	row = criterion("attendance", {"80": "80", "95": "100"})
	suggested = suggest(row, Facts(ratings=(rating(2024, attendance=percent),)), ON)
	assert (suggested and suggested.raw) == expected


def test_education_that_is_unknown_or_not_in_the_table(form: Instrument) -> None:
	assert found(form, Facts(), "pendidikan") is None
	assert suggest(criterion("education", {"S1": "80"}), Facts(education="S3"), ON) is None


@pytest.mark.parametrize(
	("records", "expected"),
	[
		((), 100),
		((sanction("Ringan"),), 70),
		((sanction("Ringan"), sanction("Sedang")), 40),
		((sanction("Berat", "Cleared"),), 100),
		((sanction("Berat", kind="Criminal"),), 100),
		((sanction("", "Under Examination"),), None),
		((sanction("Ringan"), sanction("Berat", "Under Examination")), None),
	],
)
def test_discipline(form: Instrument, records: tuple[Record, ...], expected: int | None) -> None:
	"""Table: none 100, Ringan 70, Sedang 40, Berat 0; the lowest counts, an open case is for a person."""
	assert raw(form, Facts(records=records), "rekam_jejak_disiplin") == expected


def test_discipline_without_a_score_for_a_clean_record() -> None:
	assert suggest(criterion("discipline", {"Ringan": "70"}), Facts(), ON) is None


def test_a_score_outside_the_range_is_not_suggested() -> None:
	assert suggest(criterion("education", {"S1": "120"}), Facts(education="S1"), ON) is None


def test_a_predicate_that_is_not_in_the_table() -> None:
	assert (
		suggest(criterion("performance", {"Baik": "80"}), Facts(ratings=(rating(2024, "Kurang"),)), ON)
		is None
	)


def test_contributions_add_up_to_the_value() -> None:
	"""Presentation, five criteria of 20 %: scores 80, 90, 70, 60, 100 add 16 + 18 + 14 + 12 + 20 = 80."""
	form = document_scheme().instrument("presentation")
	scores = dict(
		zip([row.code for row in form.criteria], map(Decimal, ("80", "90", "70", "60", "100")), strict=True)
	)
	assert list(contributions(form, None, scores).values()) == [16, 18, 14, 12, 20]
	assert instrument_value(form, None, scores) == 80


def test_contributions_of_an_unfinished_form() -> None:
	form = document_scheme().instrument("presentation")
	first = form.criteria[0].code
	assert contributions(form, None, {first: Decimal("80")}) == {first: 16}
	assert instrument_value(form, None, {first: Decimal("80")}) is None
