"""Cases worked out with a pencil from the rule document ntb-asn-awards-2025.md, then asked of the engine.

The engine runs the shipped scheme; the expected numbers are the pencil's. Where the document fixes no
number (how 360° relations weigh, how FGD and uji publik share their 20 %), the scheme's assumption is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from ntb_awards.selection.dossier import result_row
from ntb_awards.selection.records import Feedback, Nominee, Season, Sheet
from ntb_awards.selection.results import Selection
from ntb_awards.selection.scheme import Scheme
from ntb_awards.selection.scoring import StageValue

from .builders import document_scheme, make_feedback, make_minutes, make_season, make_sheet

STRUCTURAL_FORM = (
	"kinerja",
	"penghargaan",
	"kompetensi_manajerial",
	"kompetensi_teknis",
	"inovasi",
	"rekam_jejak_disiplin",
	"kehadiran",
	"pendidikan",
)
NON_STRUCTURAL_FORM = tuple(code for code in STRUCTURAL_FORM if code != "kompetensi_manajerial")
VALUES_360 = (
	"berorientasi_pelayanan",
	"akuntabel",
	"kompeten",
	"harmonis",
	"loyal",
	"adaptif",
	"kolaboratif",
)
PRESENTATION = (
	"kualitas_presentasi",
	"capaian_praktik_terbaik",
	"dampak_nyata",
	"kepemimpinan_dalam_tindakan",
	"rencana_kontribusi",
)
PUBLIC_TEST = ("kredibilitas", "keteladanan", "dampak_kinerja")
PENGAWAS = Nominee(number=1, category="pengawas", variants={"administration": "structural"})
FUNGSIONAL = Nominee(number=1, category="fungsional", variants={"administration": "non_structural"})

ADMINISTRATION = [
	(90, 60, 80, 75, 88, 100, 95, 80),
	(80, 40, 70, 80, 84, 100, 90, 80),
	(100, 50, 60, 85, 92, 100, 100, 80),
]
SUPERIOR, PEER, SUBORDINATE = (5, 4, 4, 5, 5, 4, 4), (4, 4, 3, 4, 5, 3, 4), (5, 5, 4, 4, 5, 5, 4)
OTHER_PEER = (3, 4, 4, 3, 4, 4, 5)
FGD = [(82,), (77,), ("88.5",)]
UJI_PUBLIK = [(90, 80, 70), (85, 85, 80), (70, 75, 90)]
INTERVIEW = [(85, 90, 80, 75, 88), (80, 84, 78, 82, 90), (92, 86, 90, 84, 80)]


@pytest.fixture(scope="module")
def scheme() -> Scheme:
	return document_scheme()


def sheets(stage: str, form: Sequence[str], rows: Sequence[Sequence[object]]) -> list[Sheet]:
	"""One sheet for each row of raw scores, by assessors A1, A2, …"""
	return [
		make_sheet(stage, 1, f"A{place}", dict(zip(form, row, strict=True)))
		for place, row in enumerate(rows, start=1)
	]


def answers(*given: tuple[str, str, Sequence[int]]) -> list[Feedback]:
	return [
		make_feedback(1, who, relation, dict(zip(VALUES_360, row, strict=True)))
		for who, relation, row in given
	]


def stage_value(scheme: Scheme, stage: str, nominee: Nominee, season: Season) -> StageValue:
	return Selection(scheme, season).stage_value(scheme.stage(stage), nominee)


def test_administration_of_a_structural_post(scheme: Scheme) -> None:
	"""3.a table, column 'Jabatan Struktural': performance 15, awards 15, managerial 5, technical 20,
	innovation 25, disciplinary record 5, attendance 5, education 10; raw scores out of 100.

	A1: 15×0.90 = 13.50   15×0.60 = 9.00   5×0.80 = 4.00   20×0.75 = 15.00   25×0.88 = 22.00
	     5×1.00 =  5.00    5×0.95 = 4.75  10×0.80 = 8.00
	    13.50+9.00 = 22.50  +4.00 = 26.50  +15.00 = 41.50  +22.00 = 63.50  +5.00 = 68.50  +4.75 = 73.25
	    +8.00 = 81.25
	A2: 12 + 6 + 3.5 + 16 + 21 + 5 + 4.5 + 8 = 76.00
	A3: 15 + 7.5 + 3 + 17 + 23 + 5 + 5 + 8 = 83.50
	Stage (mean, assumed): (81.25 + 76.00 + 83.50) ÷ 3 = 240.75 ÷ 3 = 80.25
	"""
	season = make_season([PENGAWAS], sheets=sheets("administration", STRUCTURAL_FORM, ADMINISTRATION))
	value = stage_value(scheme, "administration", PENGAWAS, season)
	assert value.parts == {"A1": Fraction("81.25"), "A2": Fraction(76), "A3": Fraction("83.5")}
	assert value.value == Fraction("80.25")


def test_administration_of_a_non_structural_post(scheme: Scheme) -> None:
	"""3.a table, column 'Jabatan Non-Struktural': technical competence carries the whole 25, no managerial.

	A1: 15×0.90 = 13.5   15×0.60 = 9   25×0.76 = 19   25×0.88 = 22   5×1 = 5   5×0.95 = 4.75   10×0.80 = 8
	    13.5+9 = 22.5  +19 = 41.5  +22 = 63.5  +5 = 68.5  +4.75 = 73.25  +8 = 81.25
	A2: 75 30 64 72 100 80 70: 11.25 + 4.5 + 16 + 18 + 5 + 4 + 7 = 65.75
	A3: 85 45 70 81 100 92 70: 12.75 + 6.75 + 17.5 + 20.25 + 5 + 4.6 + 7 = 73.85
	Stage: (81.25 + 65.75 + 73.85) ÷ 3 = 220.85 ÷ 3 = 73.616666… = 22085/300
	"""
	rows = [(90, 60, 76, 88, 100, 95, 80), (75, 30, 64, 72, 100, 80, 70), (85, 45, 70, 81, 100, 92, 70)]
	season = make_season([FUNGSIONAL], sheets=sheets("administration", NON_STRUCTURAL_FORM, rows))
	value = stage_value(scheme, "administration", FUNGSIONAL, season)
	assert value.parts == {"A1": Fraction("81.25"), "A2": Fraction("65.75"), "A3": Fraction("73.85")}
	assert value.value == Fraction(22085, 300)


def test_feedback_of_superior_peer_and_subordinate(scheme: Scheme) -> None:
	"""2.b.11.a: direct superior, one peer of the same level, one subordinate; 40/30/30 assumed. The seven
	values weigh 14 (five of them) and 15 (the last two), answers out of 5, all assumed.

	Superior    5 4 4 5 5 | 4 4: 14×(1+0.8+0.8+1+1) = 14×4.6 = 64.4; 15×(0.8+0.8) = 24 → 88.4
	Peer        4 4 3 4 5 | 3 4: 14×(0.8+0.8+0.6+0.8+1) = 14×4 = 56; 15×(0.6+0.8) = 21 → 77.0
	Subordinate 5 5 4 4 5 | 5 4: 14×(1+1+0.8+0.8+1) = 14×4.6 = 64.4; 15×(1+0.8) = 27  → 91.4
	Stage: 0.4×88.4 = 35.36; 0.3×77 = 23.10; 0.3×91.4 = 27.42; 35.36 + 23.10 + 27.42 = 85.88
	"""
	given = answers(("K1", "superior", SUPERIOR), ("K2", "peer", PEER), ("K3", "subordinate", SUBORDINATE))
	value = stage_value(scheme, "feedback_360", PENGAWAS, make_season([PENGAWAS], feedback=given))
	assert value.parts == {
		"superior": Fraction("88.4"),
		"peer": Fraction(77),
		"subordinate": Fraction("91.4"),
	}
	assert value.value == Fraction("85.88")


def test_feedback_of_superior_and_two_peers(scheme: Scheme) -> None:
	"""2.b.11.b: direct superior and two colleagues; 40/60 assumed.

	Superior 88.4 and first colleague 77.0 as above.
	Second colleague 3 4 4 3 4 | 4 5: 14×(0.6+0.8+0.8+0.6+0.8) = 14×3.6 = 50.4; 15×(0.8+1) = 27 → 77.4
	Colleagues: (77.0 + 77.4) ÷ 2 = 77.2
	Stage: 0.4×88.4 = 35.36; 0.6×77.2 = 46.32; 35.36 + 46.32 = 81.68
	"""
	given = answers(("K1", "superior", SUPERIOR), ("K2", "peer", PEER), ("K3", "peer", OTHER_PEER))
	value = stage_value(scheme, "feedback_360", FUNGSIONAL, make_season([FUNGSIONAL], feedback=given))
	assert value.parts == {"superior": Fraction("88.4"), "peer": Fraction("77.2")}
	assert value.value == Fraction("81.68")


def test_focus_group_discussion(scheme: Scheme) -> None:
	"""3.b.1: one criterion, solving the problem given. A fourth assessor stepped aside and is left out.

	(82 + 77 + 88.5) ÷ 3 = 247.5 ÷ 3 = 82.5
	"""
	given = [*sheets("fgd", ("pemecahan_masalah",), FGD), make_sheet("fgd", 1, "A4", status="recused")]
	value = stage_value(scheme, "fgd", PENGAWAS, make_season([PENGAWAS], sheets=given))
	assert value.value == Fraction("82.5")


def test_public_test(scheme: Scheme) -> None:
	"""3.b.2: credibility, exemplary conduct, effect of the work; 34/33/33 assumed.

	A1: 34×0.90 = 30.6   33×0.80 = 26.4    33×0.70 = 23.1   → 80.10
	A2: 34×0.85 = 28.9   33×0.85 = 28.05   33×0.80 = 26.4   → 83.35
	A3: 34×0.70 = 23.8   33×0.75 = 24.75   33×0.90 = 29.7   → 78.25
	Stage: (80.10 + 83.35 + 78.25) ÷ 3 = 241.70 ÷ 3 = 80.566666… = 2417/30
	"""
	season = make_season([PENGAWAS], sheets=sheets("public_test", PUBLIC_TEST, UJI_PUBLIK))
	assert stage_value(scheme, "public_test", PENGAWAS, season).value == Fraction(2417, 30)


def test_presentation_and_interview(scheme: Scheme) -> None:
	"""3.c.1 to 3.c.5, five criteria of equal weight (20 each, assumed).

	A1: (85+90+80+75+88) ÷ 5 = 418 ÷ 5 = 83.6
	A2: (80+84+78+82+90) ÷ 5 = 414 ÷ 5 = 82.8
	A3: (92+86+90+84+80) ÷ 5 = 432 ÷ 5 = 86.4
	Stage: (83.6 + 82.8 + 86.4) ÷ 3 = 252.8 ÷ 3 = 84.266666… = 1264/15
	"""
	season = make_season([PENGAWAS], sheets=sheets("presentation", PRESENTATION, INTERVIEW))
	assert stage_value(scheme, "presentation", PENGAWAS, season).value == Fraction(1264, 15)


def test_final_score(scheme: Scheme) -> None:
	"""4 table: administration 30 %, FGD and uji publik 20 % (10 and 10 assumed), 360° 20 %, presentation
	and interview 30 %, 'dijumlahkan untuk menghasilkan skor akhir'. Stage values from the cases above.

	0.30 × 80.25     = 24.075
	0.20 × 85.88     = 17.176       24.075 + 17.176   = 41.251
	0.10 × 82.5      =  8.25        41.251 + 8.25     = 49.501
	0.10 × 80.5666…  =  8.056666…   49.501 + 8.0566…  = 57.557666…
	0.30 × 84.2666…  = 25.28        57.5576… + 25.28  = 82.837666…
	Rounded once, half up, to two places: 82.84. (Rounding each part first, 24.08 + 17.18 + 8.25 + 8.06 +
	25.28, would give 82.85.)
	"""
	season = make_season(
		[PENGAWAS],
		sheets=[
			*sheets("administration", STRUCTURAL_FORM, ADMINISTRATION),
			*sheets("fgd", ("pemecahan_masalah",), FGD),
			*sheets("public_test", PUBLIC_TEST, UJI_PUBLIK),
			*sheets("presentation", PRESENTATION, INTERVIEW),
		],
		feedback=answers(
			("K1", "superior", SUPERIOR), ("K2", "peer", PEER), ("K3", "subordinate", SUBORDINATE)
		),
		minutes=[make_minutes("pengawas", gate, [1]) for gate in ("administration", "fgd", "public_test")],
	)
	(standing,) = Selection(scheme, season).standings("pengawas")
	row = result_row(standing, scheme.places)
	assert {code: cell.value for code, cell in row.stages.items()} == {
		"administration": Decimal("80.25"),
		"feedback_360": Decimal("85.88"),
		"fgd": Decimal("82.5"),
		"public_test": Decimal("80.5667"),
		"presentation": Decimal("84.2667"),
	}
	assert (row.bonus, row.final, row.rank) == (0, Decimal("82.84"), 1)
