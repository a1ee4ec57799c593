"""Badan Bahasa 2024 worked out with a pencil from its rule document, then asked of the engine.

Unit level: SKP 50, attendance 10, 360° 40; within 360° superior 40, peers 40, subordinates 20 (assumed), the
answers from 1 to 5 (assumed). Agency level: the two printed forms, LGD and the test, 25 each (assumed).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import ntb_awards.selection
from ntb_awards.selection.dossier import result_row
from ntb_awards.selection.facts import Facts, Rating
from ntb_awards.selection.numbers import exact_text
from ntb_awards.selection.records import Feedback, Nominee, Sheet
from ntb_awards.selection.results import Selection
from ntb_awards.selection.scheme import Scheme, load_scheme
from ntb_awards.selection.scoring import instrument_value
from ntb_awards.selection.suggestions import recorded

from .builders import make_feedback, make_season, make_sheet

FOLDER = Path(ntb_awards.selection.__file__).parent.parent / "schemes"
NINE = (
	"integritas",
	"kerja_sama",
	"komunikasi",
	"orientasi_hasil",
	"pelayanan_publik",
	"pengembangan_diri",
	"mengelola_perubahan",
	"pengambilan_keputusan",
	"perekat_bangsa",
)
FIVE = ("berintegritas", "kreatif_inovatif", "berani_bertanggung_jawab", "adil", "terus_belajar")
STAFF = Nominee(number=1, category="pegawai_berprestasi", variants={"penilaian_360": "nonmanajerial"})
MANAGER = Nominee(number=1, category="pegawai_berprestasi", variants={"penilaian_360": "manajerial"})
NOMINEE = Nominee(number=1, category="nonmanajerial")


@pytest.fixture(scope="module")
def unit() -> Scheme:
	return load_scheme(FOLDER / "badan_bahasa_2024_satker.json")


@pytest.fixture(scope="module")
def agency() -> Scheme:
	return load_scheme(FOLDER / "badan_bahasa_2024.json")


def records(score: str, attendance: Fraction) -> list[Sheet]:
	"""What the app fills in from the personnel record."""
	return [
		make_sheet("skp", 1, "R", {"nilai_skp": score}),
		make_sheet("kehadiran", 1, "R", {"persentase_kehadiran": exact_text(attendance)}),
	]


def on_record(scheme: Scheme, form: str, *ratings: Rating) -> dict[str, Fraction]:
	"""What the personnel record says on the last day of the unit's window, exact."""
	found = recorded(scheme.instrument(form), None, Facts(ratings=ratings), date(2024, 6, 7))
	return {code: value.raw for code, value in found.items()}


def answers(form: Sequence[str], *given: tuple[str, Sequence[int]]) -> list[Feedback]:
	return [
		make_feedback(1, f"K{place}", relation, dict(zip(form, row, strict=True)))
		for place, (relation, row) in enumerate(given, start=1)
	]


def test_attendance_from_raw_days(unit: Scheme) -> None:
	"""C.5.a.2: 'jumlah hari kerja dikurangi akumulasi ketidakhadiran, keterlambatan, ketidakterhadiran di
	tempat kerja, dan [kepulangan] lebih cepat tanpa mekanisme yang sah'.

	240 working days; absent 2, late 3, away 1, left early 2: 2 + 3 + 1 + 2 = 8 lost; 240 - 8 = 232;
	232 ÷ 240 × 100 = 96.6666… = 290/3. Days go before a per cent entered by hand.
	"""
	days = {"working_days": 240, "absent_days": 2, "late_days": 3, "away_days": 1, "early_leave_days": 2}
	rating = Rating(year=2023, predicate="Baik", attendance_percent=Decimal(99), **days)
	assert rating.attendance == Fraction(290, 3)
	assert on_record(unit, "kehadiran", rating) == {"persentase_kehadiran": Fraction(290, 3)}


def test_the_score_of_the_year_before(unit: Scheme) -> None:
	"""C.5.a.1, F.2.b: 'nilai SKP tahun 2023'; without a score on record there is none, not a zero."""
	scored = Rating(year=2023, predicate="Baik", score=Decimal("91.5"))
	earlier = Rating(year=2022, predicate="Baik", score=Decimal("99"))
	assert on_record(unit, "skp", scored, earlier) == {"nilai_skp": Fraction("91.5")}
	assert on_record(unit, "skp", earlier) == {}


def test_unit_level_of_a_non_managerial_employee(unit: Scheme) -> None:
	"""C.5.a, nine aspects, 45 points at most.

	SKP 86; attendance 232 of 240 days = 290/3 as above.
	Superior  5 4 4 5 4 4 4 5 5 = 40 → 40/45 = 88.8888… = 800/9
	Peer 1    4 4 4 4 4 4 4 4 4 = 36; peer 2  5 5 4 4 5 4 4 4 4 = 39; peer 3  3 4 4 4 4 3 4 4 3 = 33
	          (36 + 39 + 33) ÷ 3 = 36 → 36/45 = 80
	No staff, so superior and peers weigh 40 : 40: (800/9 + 80) ÷ 2 = (800 + 720)/18 = 760/9 = 84.4444…
	Final: 0.5×86 = 43; 0.1×290/3 = 29/3; 0.4×760/9 = 304/9; 387/9 + 87/9 + 304/9 = 778/9 = 86.4444… → 86.44
	"""
	given = answers(
		NINE,
		("superior", (5, 4, 4, 5, 4, 4, 4, 5, 5)),
		("peer", (4, 4, 4, 4, 4, 4, 4, 4, 4)),
		("peer", (5, 5, 4, 4, 5, 4, 4, 4, 4)),
		("peer", (3, 4, 4, 4, 4, 3, 4, 4, 3)),
	)
	season = make_season([STAFF], sheets=records("86", Fraction(290, 3)), feedback=given)
	selection = Selection(unit, season)
	value = selection.stage_value(unit.stage("penilaian_360"), STAFF)
	assert value.parts == {"superior": Fraction(800, 9), "peer": Fraction(80)}
	assert value.value == Fraction(760, 9)
	row = result_row(selection.standings("pegawai_berprestasi")[0], unit.places)
	assert {code: cell.value for code, cell in row.stages.items()} == {
		"skp": Decimal(86),
		"kehadiran": Decimal("96.6667"),
		"penilaian_360": Decimal("84.4444"),
	}
	assert (row.final, row.rank) == (Decimal("86.44"), 1)


def test_unit_level_of_a_manager(unit: Scheme) -> None:
	"""C.5.a, five aspects, 25 points at most; C.5.a.3.c: structural posts are rated by their staff too.

	SKP 91.5; 240 working days, late 4: 236 ÷ 240 × 100 = 98.3333… = 295/3
	Superior  4 4 5 4 4 = 21 → 84
	Peers     5 4 4 4 4 = 21 → 84; 4 4 4 3 4 = 19 → 76; (84 + 76) ÷ 2 = 80
	Staff     5 5 4 4 5 = 23 → 92; 4 4 4 4 4 = 20 → 80; 3 4 4 5 4 = 20 → 80; (92 + 80 + 80) ÷ 3 = 84
	360°: 0.4×84 + 0.4×80 + 0.2×84 = 33.6 + 32 + 16.8 = 82.4
	Final: 0.5×91.5 = 45.75; 0.1×295/3 = 9.8333…; 0.4×82.4 = 32.96; sum 88.54333… → 88.54
	"""
	given = answers(
		FIVE,
		("superior", (4, 4, 5, 4, 4)),
		("peer", (5, 4, 4, 4, 4)),
		("peer", (4, 4, 4, 3, 4)),
		("subordinate", (5, 5, 4, 4, 5)),
		("subordinate", (4, 4, 4, 4, 4)),
		("subordinate", (3, 4, 4, 5, 4)),
	)
	attendance = Rating(year=2023, predicate="Baik", working_days=240, late_days=4).attendance
	assert attendance == Fraction(295, 3)
	season = make_season([MANAGER], sheets=records("91.5", attendance), feedback=given)
	selection = Selection(unit, season)
	value = selection.stage_value(unit.stage("penilaian_360"), MANAGER)
	assert value.parts == {"superior": 84, "peer": 80, "subordinate": 84}
	assert value.value == Fraction("82.4")
	assert selection.standings("pegawai_berprestasi")[0].final == Decimal("88.54")


def test_without_a_superior_s_answers_nobody_is_ranked(unit: Scheme) -> None:
	"""C.5.a.3.a: 'Setiap pegawai dinilai oleh atasan langsung'; missing is never zero."""
	given = answers(NINE, ("peer", (4,) * 9), ("peer", (4,) * 9))
	season = make_season([STAFF], sheets=records("86", Fraction(95)), feedback=given)
	(standing,) = Selection(unit, season).standings("pegawai_berprestasi")
	assert (standing.final, standing.rank) == (None, None)
	assert len(standing.missing) == 1


ASPECTS = ("tugas", "potensi", "gagasan", "manfaat", "motivasi")
COLUMNS = ("orisinalitas", "substansi", "narasi")
ELEMENTS = (
	"sistematika",
	"bahasa",
	"sikap",
	"waktu",
	"wawasan",
	"rincian_tugas",
	"pengenalan_diri",
	"identifikasi_masalah",
	"motivasi_kerja",
	"jejaring",
)
DESCRIPTIONS = [
	((12, 13, 8), (11, 12, 7), (13, 14, 9), (10, 11, 8), (14, 13, 9)),
	((10, 10, 8),) * 5,
	((15, 15, 10),) * 5,
	((12, 12, 8),) * 5,
	((11, 12, 7),) * 5,
]
INTERVIEWS = [
	(4, 8, 4, 5, 12, 13, 8, 11, 9, 8),
	(5, 9, 4, 4, 13, 12, 7, 12, 8, 9),
	(3, 7, 4, 3, 11, 12, 8, 10, 7, 8),
	(4, 9, 5, 4, 14, 13, 9, 13, 9, 9),
	(4, 8, 4, 4, 12, 12, 8, 12, 8, 9),
]


def description_form(rows: Sequence[Sequence[int]]) -> dict[str, int]:
	return {
		f"{aspect}_{column}": raw
		for aspect, row in zip(ASPECTS, rows, strict=True)
		for column, raw in zip(COLUMNS, row, strict=True)
	}


def test_the_printed_form_of_the_self_description(agency: Scheme) -> None:
	"""Lampiran B.1.c, one assessor's form; 'Jumlah Skor' a row, 'Total Skor', 'Nilai'.

	1  12 + 13 + 8 = 33    2  11 + 12 + 7 = 30    3  13 + 14 + 9 = 36    4  10 + 11 + 8 = 29
	5  14 + 13 + 9 = 36    Total Skor: 33 + 30 + 36 + 29 + 36 = 164 of 5 × (15 + 15 + 10) = 200
	Nilai: 164 ÷ 200 × 100 = 82
	"""
	form = agency.instrument("deskripsi_diri")
	assert instrument_value(form, None, description_form(DESCRIPTIONS[0])) == 82


def test_the_printed_form_of_presentation_and_interview(agency: Scheme) -> None:
	"""Lampiran B.2.c, one assessor's form; 'Nilai (total skor)' of 100.

	Presentasi 4 + 8 + 4 + 5 = 21; Wawancara 12 + 13 + 8 + 11 + 9 + 8 = 61; 21 + 61 = 82
	"""
	form = agency.instrument("presentasi_wawancara")
	assert instrument_value(form, None, dict(zip(ELEMENTS, INTERVIEWS[0], strict=True))) == 82


def test_recapitulation_of_the_agency(agency: Scheme) -> None:
	"""Lampiran B.5.a: the four elements, 25 each (assumed).

	Self-description, five assessors: 164, 5×28 = 140, 5×40 = 200, 5×32 = 160, 5×30 = 150 of 200:
	    82, 70, 100, 80, 75; sum 407; ÷ 5 = 81.4
	Presentation and interview: 82; 5+9+4+4+13+12+7+12+8+9 = 83; 3+7+4+3+11+12+8+10+7+8 = 73;
	    4+9+5+4+14+13+9+13+9+9 = 89; 4+8+4+4+12+12+8+12+8+9 = 81; sum 408; ÷ 5 = 81.6
	LGD, active part and contribution 50 each (assumed): (80+90)/2 = 85, (70+80)/2 = 75; mean 80
	Competence test 77.5
	(81.4 + 81.6 + 80 + 77.5) ÷ 4 = 320.5 ÷ 4 = 80.125 → 80.13
	"""
	sheets = [
		*(
			make_sheet("deskripsi_diri", 1, f"A{place}", description_form(rows))
			for place, rows in enumerate(DESCRIPTIONS, start=1)
		),
		*(
			make_sheet("presentasi_wawancara", 1, f"A{place}", dict(zip(ELEMENTS, row, strict=True)))
			for place, row in enumerate(INTERVIEWS, start=1)
		),
		make_sheet("lgd", 1, "A1", {"peran_aktif": 80, "kontribusi": 90}),
		make_sheet("lgd", 1, "A2", {"peran_aktif": 70, "kontribusi": 80}),
		make_sheet("prediksi_kompetensi", 1, "R", {"nilai_prediksi": "77.5"}),
	]
	(standing,) = Selection(agency, make_season([NOMINEE], sheets=sheets)).standings("nonmanajerial")
	row = result_row(standing, agency.places)
	assert {code: cell.value for code, cell in row.stages.items()} == {
		"deskripsi_diri": Decimal("81.4"),
		"presentasi_wawancara": Decimal("81.6"),
		"lgd": Decimal(80),
		"prediksi_kompetensi": Decimal("77.5"),
	}
	assert (row.final, row.rank) == (Decimal("80.13"), 1)


def test_four_assessors_are_too_few(agency: Scheme) -> None:
	"""D.2.a: 'paling sedikit 5 (lima) orang'; Lampiran B.1.a: the form goes to the whole panel."""
	sheets = [
		make_sheet("deskripsi_diri", 1, f"A{place}", description_form(rows))
		for place, rows in enumerate(DESCRIPTIONS[:4], start=1)
	]
	selection = Selection(agency, make_season([NOMINEE], sheets=sheets))
	value = selection.stage_value(agency.stage("deskripsi_diri"), NOMINEE)
	assert value.value is None and len(value.missing) == 1
