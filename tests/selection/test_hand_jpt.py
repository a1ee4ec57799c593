"""The open selection for JPT (governor regulation 1/2017) worked out with a pencil, then asked of the engine.

The document leaves every weight to the panel; the weights here are a panel's decision made up for the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import ntb_awards.selection
from ntb_awards.selection.checks import check_scheme
from ntb_awards.selection.dossier import result_row
from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.records import Nominee
from ntb_awards.selection.results import Selection
from ntb_awards.selection.scheme import Scheme, load_scheme
from ntb_awards.selection.weights import with_panel_weights

from .builders import make_minutes, make_season, make_sheet

FILE = Path(ntb_awards.selection.__file__).parent.parent / "schemes" / "seleksi_jpt_2017.json"
STAGES = {"administratif": 15, "wawasan": 15, "kompetensi": 25, "visi_misi": 20, "wawancara_akhir": 25}
# Stage → (weights of its sub-aspects as the document lists them, raw scores of the nominee).
FORMS: dict[str, tuple[Sequence[int], Sequence[int]]] = {
	"administratif": ((10, 10, 10, 15, 15, 10, 10, 10, 10), (90, 80, 70, 80, 85, 75, 60, 90, 100)),
	"wawasan": ((25, 25, 25, 25), (80, 70, 60, 90)),
	"kompetensi": ((10, 10, 10, 10, 15, 15, 15, 15), (80, 85, 75, 90, 70, 80, 85, 75)),
	"visi_misi": ((20, 20, 40, 20), (75, 80, 85, 90)),
	"wawancara_akhir": ((40, 30, 30), (80, 90, 70)),
}
NOMINEE = Nominee(number=1, category="kepala_dinas_kesehatan")


@pytest.fixture(scope="module")
def document() -> Scheme:
	return load_scheme(FILE)


def codes(scheme: Scheme, form: str) -> list[str]:
	return [row.code for row in scheme.instrument(form).criteria]


def panel_weights(scheme: Scheme, stages: dict[str, int]) -> dict[str, Decimal]:
	weights = {f"stages.{stage}": Decimal(weight) for stage, weight in stages.items()}
	for form, (given, _raw) in FORMS.items():
		for code, weight in zip(codes(scheme, form), given, strict=True):
			weights[f"instruments.{form}.criteria.{code}"] = Decimal(weight)
	return weights


def test_final_score_with_the_panel_s_weights(document: Scheme) -> None:
	"""Pasal 18 (2) to (7), sub-aspects in the document's order; the panel: 15, 15, 25, 20, 25.

	Administratif  10×0.90 = 9   10×0.80 = 8   10×0.70 = 7   15×0.80 = 12   15×0.85 = 12.75   10×0.75 = 7.5
	               10×0.60 = 6   10×0.90 = 9   10×1.00 = 10            sum 81.25
	Wawasan        (80 + 70 + 60 + 90) ÷ 4                             = 75
	Kompetensi     potensi 10×(0.80+0.85+0.75+0.90) = 33; kompetensi 15×(0.70+0.80+0.85+0.75) = 46.5; 79.5
	Visi dan Misi  20×0.75 = 15   20×0.80 = 16   40×0.85 = 34   20×0.90 = 18      sum 83
	Wawancara      40×0.80 = 32   30×0.90 = 27   30×0.70 = 21                     sum 80
	Final: 0.15×81.25 = 12.1875; 0.15×75 = 11.25; 0.25×79.5 = 19.875; 0.20×83 = 16.6; 0.25×80 = 20
	       12.1875 + 11.25 + 19.875 + 16.6 + 20 = 79.9125 → 79.91
	"""
	scheme = with_panel_weights(document, panel_weights(document, STAGES), "Rapat Panitia Seleksi 1")
	assert check_scheme(scheme) == []
	sheets = [
		make_sheet(stage, 1, "A1", dict(zip(codes(scheme, stage), raw, strict=True)))
		for stage, (_weights, raw) in FORMS.items()
	]
	minutes = [make_minutes(NOMINEE.category, gate, [1]) for gate in ("administratif", "kompetensi")]
	(standing,) = Selection(scheme, make_season([NOMINEE], sheets=sheets, minutes=minutes)).standings(
		NOMINEE.category
	)
	assert {code: value.value for code, value in standing.stages.items()} == {
		"administratif": Fraction("81.25"),
		"wawasan": 75,
		"kompetensi": Fraction("79.5"),
		"visi_misi": 83,
		"wawancara_akhir": 80,
	}
	assert result_row(standing, scheme.places).final == Decimal("79.91")


def test_the_track_record_is_never_a_number(document: Scheme) -> None:
	"""Pasal 15 (7): 'bersifat kualitatif': a sheet with scores for it is refused."""
	scheme = with_panel_weights(document, panel_weights(document, STAGES), "Rapat Panitia Seleksi 1")
	assert "rekam_jejak" not in {stage.code for stage in scheme.stages_decided_at("wawancara_akhir")}
	with pytest.raises(SelectionError):
		with_panel_weights(document, {"stages.rekam_jejak": Decimal(10)}, "Rapat Panitia Seleksi 1")


def test_weights_that_do_not_total_100_are_refused(document: Scheme) -> None:
	"""15 + 15 + 25 + 20 + 20 = 95."""
	short = {**STAGES, "wawancara_akhir": 20}
	scheme = with_panel_weights(document, panel_weights(document, short), "Rapat Panitia Seleksi 1")
	assert [problem.path for problem in check_scheme(scheme)] == ["stages"]
