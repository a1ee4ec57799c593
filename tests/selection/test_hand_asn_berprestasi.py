"""The governor regulation draft 2025 worked out with a pencil, then asked of the engine.

Written test and interview weigh 50 each, and within the interview 30 30 20 20 (all assumed: Pasal 14 (5)
leaves them to the head of the BKD).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import ntb_awards.selection
from ntb_awards.selection.dossier import result_row
from ntb_awards.selection.records import Nominee, Sheet
from ntb_awards.selection.results import Selection
from ntb_awards.selection.scheme import Scheme, load_scheme

from .builders import make_minutes, make_season, make_sheet

FILE = Path(ntb_awards.selection.__file__).parent.parent / "schemes" / "asn_berprestasi_2025.json"
FORM = ("prestasi", "inovasi", "pengabdian", "keteladanan")
GATES = ("seleksi_administrasi", "seleksi_tertulis", "wawancara", "final_pemilihan")


@pytest.fixture(scope="module")
def scheme() -> Scheme:
	return load_scheme(FILE)


def sheets(number: int, test: object, *interviews: tuple[int, ...]) -> list[Sheet]:
	return [
		make_sheet("seleksi_administrasi", number, "A1", {"kelengkapan": 1}),
		make_sheet("seleksi_tertulis", number, "R", {"nilai_tes": test}),
		*(
			make_sheet("wawancara", number, f"A{place}", dict(zip(FORM, row, strict=True)))
			for place, row in enumerate(interviews, start=1)
		),
	]


def test_final_score(scheme: Scheme) -> None:
	"""Written test 78. Interview:

	A1  30×0.80 = 24   30×0.75 = 22.5   20×0.90 = 18   20×0.85 = 17   sum 81.5
	A2  30×0.70 = 21   30×0.85 = 25.5   20×0.80 = 16   20×0.75 = 15   sum 77.5
	Mean (81.5 + 77.5) ÷ 2 = 79.5. Final: 0.5×78 + 0.5×79.5 = 39 + 39.75 = 78.75
	"""
	season = make_season(
		[Nominee(number=1, category="guru")],
		sheets=sheets(1, 78, (80, 75, 90, 85), (70, 85, 80, 75)),
		minutes=[make_minutes("guru", gate, [1]) for gate in GATES[:2]],
	)
	(standing,) = Selection(scheme, season).standings("guru")
	assert standing.stages["wawancara"].value == Fraction("79.5")
	assert result_row(standing, scheme.places).final == Decimal("78.75")


def test_three_of_four_win(scheme: Scheme) -> None:
	"""Pasal 14 (4): 'peringkat 3 (tiga) besar'. Interviews 80 throughout, written tests 90, 84, 84, 70:

	0.5×90 + 40 = 85; 0.5×84 + 40 = 82 twice; 0.5×70 + 40 = 75. Ranks 1, 2, 2, 4: the fourth is not proposed.
	"""
	tests = {1: 70, 2: 84, 3: 90, 4: 84}
	season = make_season(
		[Nominee(number=number, category="guru") for number in tests],
		sheets=[sheet for number, raw in tests.items() for sheet in sheets(number, raw, (80,) * 4)],
		minutes=[make_minutes("guru", gate, list(tests)) for gate in GATES[:3]],
	)
	rows = Selection(scheme, season).at_gate("guru", "final_pemilihan")
	assert [(row.number, row.score, row.place.rank, row.proposed) for row in rows if row.place] == [
		(3, 85, 1, "advance"),
		(2, 82, 2, "advance"),
		(4, 82, 2, "advance"),
		(1, 75, 4, "stop"),
	]


@pytest.mark.parametrize(("complete", "proposed"), [(1, "advance"), (0, "stop")])
def test_administration_checks_completeness(scheme: Scheme, complete: int, proposed: str) -> None:
	"""Pasal 14 (1): 'mengecek kelengkapan dokumen persyaratan': complete or not; it adds no points."""
	season = make_season(
		[Nominee(number=1, category="guru")],
		sheets=[make_sheet("seleksi_administrasi", 1, "A1", {"kelengkapan": complete})],
	)
	(row,) = Selection(scheme, season).at_gate("guru", "seleksi_administrasi")
	assert (row.score, row.proposed) == (100 * complete, proposed)


def test_written_test_below_the_pass_mark(scheme: Scheme) -> None:
	"""Pasal 14 (3): who passes the written test goes on; 60 is assumed. 59.99 does not pass, 60 does."""
	tests = {1: "59.99", 2: "60"}
	season = make_season(
		[Nominee(number=number, category="guru") for number in tests],
		sheets=[sheet for number, raw in tests.items() for sheet in sheets(number, raw)],
		minutes=[make_minutes("guru", "seleksi_administrasi", list(tests))],
	)
	rows = Selection(scheme, season).at_gate("guru", "seleksi_tertulis")
	assert {row.number: row.proposed for row in rows} == {1: "stop", 2: "advance"}
