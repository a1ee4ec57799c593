"""Anugerah ASN 2023 worked out with a pencil from its rule document, then asked of the engine.

Instrumen Penilaian: seven values, weighted 15 10 15 10 10 20 20 for managerial and 20 10 15 10 10 20 15 for
non-managerial posts; raw scores out of 100 (assumed). Two bonuses of 10, apart from the 100.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import ntb_awards.selection
from ntb_awards.selection.dossier import result_row
from ntb_awards.selection.eligibility import earned_bonuses
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.records import Nominee, Season
from ntb_awards.selection.results import Selection
from ntb_awards.selection.scheme import Scheme, load_scheme

from .builders import make_minutes, make_season, make_sheet

FILE = Path(ntb_awards.selection.__file__).parent.parent / "schemes" / "anugerah_asn_2023.json"
VALUES = (
	"berorientasi_pelayanan",
	"akuntabel",
	"kompeten",
	"harmonis",
	"loyal",
	"adaptif",
	"kolaboratif",
)
FIRST, SECOND = (80, 90, 70, 85, 95, 75, 60), (90, 80, 82, 75, 85, 66, 73)
BONUSES = {
	"none": Facts(underdeveloped_region=False, disability=False),
	"region": Facts(underdeveloped_region=True, disability=False),
	"disability": Facts(underdeveloped_region=False, disability=True),
	"both": Facts(underdeveloped_region=True, disability=True),
}


@pytest.fixture(scope="module")
def scheme() -> Scheme:
	return load_scheme(FILE)


def season_of(nominee: Nominee, *rows: tuple[int, ...]) -> Season:
	"""One nominee whose papers are complete, and one BerAKHLAK sheet for each row of raw scores."""
	sheets = [make_sheet("seleksi_administrasi", 1, "A1", {"kelengkapan": 1})]
	sheets += [
		make_sheet("penilaian_berakhlak", 1, f"A{place}", dict(zip(VALUES, row, strict=True)))
		for place, row in enumerate(rows, start=1)
	]
	gates = ("seleksi_administrasi", "penilaian_berakhlak")
	return make_season(
		[nominee], sheets=sheets, minutes=[make_minutes(nominee.category, gate, [1]) for gate in gates]
	)


def nominee_of(scheme: Scheme, category: str, form: str, facts: Facts) -> Nominee:
	bonuses = tuple(row.code for row in earned_bonuses(scheme, facts, date(2023, 12, 28)))
	return Nominee(number=1, category=category, variants={"berakhlak": form}, bonuses=bonuses)


@pytest.mark.parametrize(
	("bonus", "points", "final"),
	[("none", 0, "77.05"), ("region", 10, "87.05"), ("disability", 10, "87.05"), ("both", 20, "97.05")],
)
def test_a_managerial_candidate(scheme: Scheme, bonus: str, points: int, final: str) -> None:
	"""Column 'Bobot Manajerial (%)'.

	A1  80 90 70 85 95 75 60: 15×0.80 = 12     10×0.90 = 9   15×0.70 = 10.5   10×0.85 = 8.5   10×0.95 = 9.5
	    20×0.75 = 15          20×0.60 = 12     12+9+10.5+8.5+9.5+15+12 = 76.5
	A2  90 80 82 75 85 66 73: 15×0.90 = 13.5   10×0.80 = 8   15×0.82 = 12.3   10×0.75 = 7.5   10×0.85 = 8.5
	    20×0.66 = 13.2        20×0.73 = 14.6   13.5+8+12.3+7.5+8.5+13.2+14.6 = 77.6
	Stage (mean, assumed): (76.5 + 77.6) ÷ 2 = 77.05, which weighs 100.
	Without a bonus 77.05; with either 77.05 + 10 = 87.05; with both 77.05 + 20 = 97.05.
	"""
	nominee = nominee_of(scheme, "administrator", "managerial", BONUSES[bonus])
	selection = Selection(scheme, season_of(nominee, FIRST, SECOND))
	value = selection.stage_value(scheme.stage("penilaian_berakhlak"), nominee)
	assert value.parts == {"A1": Fraction("76.5"), "A2": Fraction("77.6")}
	assert value.value == Fraction("77.05")
	row = result_row(selection.standings("administrator")[0], scheme.places)
	assert (row.bonus, row.final, row.rank) == (points, Decimal(final), 1)


@pytest.mark.parametrize(
	("bonus", "points", "final"),
	[("none", 0, "77.98"), ("region", 10, "87.98"), ("disability", 10, "87.98"), ("both", 20, "97.98")],
)
def test_a_non_managerial_candidate(scheme: Scheme, bonus: str, points: int, final: str) -> None:
	"""Column 'Bobot Non Manajerial (%)': the same raw scores, service 20 instead of 15, networks 15 of 20.

	A1  20×0.80 = 16   9   10.5   8.5   9.5   15     15×0.60 = 9       sum 77.5
	A2  20×0.90 = 18   8   12.3   7.5   8.5   13.2   15×0.73 = 10.95   sum 78.45
	Stage: (77.5 + 78.45) ÷ 2 = 155.95 ÷ 2 = 77.975
	Rounded once, half up: 77.98. With either bonus 87.975, so 87.98; with both 97.975, so 97.98.
	"""
	nominee = nominee_of(scheme, "best_employee", "non_managerial", BONUSES[bonus])
	selection = Selection(scheme, season_of(nominee, FIRST, SECOND))
	value = selection.stage_value(scheme.stage("penilaian_berakhlak"), nominee)
	assert value.parts == {"A1": Fraction("77.5"), "A2": Fraction("78.45")}
	assert value.value == Fraction("77.975")
	row = result_row(selection.standings("best_employee")[0], scheme.places)
	assert (row.bonus, row.final, row.rank) == (points, Decimal(final), 1)


def test_at_most_120_per_cent(scheme: Scheme) -> None:
	"""'total 120%': 100 everywhere, and both bonuses: 100 + 10 + 10."""
	nominee = nominee_of(scheme, "administrator", "managerial", BONUSES["both"])
	(standing,) = Selection(scheme, season_of(nominee, (100,) * 7)).standings("administrator")
	row = result_row(standing, scheme.places)
	assert row.stages["penilaian_berakhlak"].value == 100
	assert (row.bonus, row.final) == (20, 120)


def test_without_a_form_there_is_no_result(scheme: Scheme) -> None:
	"""Neither column chosen: no value, and no number made of half of the form."""
	nominee = Nominee(number=1, category="administrator")
	season = season_of(nominee)
	(standing,) = Selection(scheme, season).standings("administrator")
	assert standing.final is None and standing.missing
