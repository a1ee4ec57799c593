"""The two schemes of Badan Bahasa 2024 against their rule document, read by hand, point by point.

The expected values are typed from the document, never from the scheme files.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import ntb_awards.selection
from ntb_awards.selection.facts import Award, Facts, Rating, Record
from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.panels import Seat, panel_problems
from ntb_awards.selection.quotas import quota_for
from ntb_awards.selection.scheme import Scheme, load_scheme

FOLDER = Path(ntb_awards.selection.__file__).parent.parent / "schemes"
AGENCY, UNIT = "badan_bahasa_2024", "badan_bahasa_2024_satker"
CLOSING = date(2024, 6, 7)


@pytest.fixture(scope="module")
def agency() -> Scheme:
	return load_scheme(FOLDER / f"{AGENCY}.json")


@pytest.fixture(scope="module")
def unit() -> Scheme:
	return load_scheme(FOLDER / f"{UNIT}.json")


@pytest.fixture(scope="module", params=[AGENCY, UNIT])
def either(request: pytest.FixtureRequest) -> Scheme:
	return load_scheme(FOLDER / f"{request.param}.json")


def answer(scheme: Scheme, rule: str, **facts: Any) -> str:
	found = next(row for row in scheme.eligibility_rules if row.code == rule)
	return found.condition.judge(Facts(**facts), CLOSING).answer


@pytest.mark.parametrize(
	("post", "at_unit", "at_agency"),
	[
		("Administrator", "pegawai_berprestasi", None),
		("Pengawas", "pegawai_berprestasi", None),
		("Fungsional", "pegawai_berprestasi", "nonmanajerial"),
		("Pelaksana", "pegawai_berprestasi", "nonmanajerial"),
		("JPT Pratama", None, None),
	],
)
def test_who_takes_part(
	unit: Scheme, agency: Scheme, post: str, at_unit: str | None, at_agency: str | None
) -> None:
	"""C.2: Administrator, Pengawas, Fungsional, Pelaksana; one category at the unit (F.2.f: the one with the
	highest value). At the agency managers need 'ketentuan khusus' (C.5.c)."""
	for scheme, expected in ((unit, at_unit), (agency, at_agency)):
		found = scheme.category_for(Facts(post_type=post), CLOSING)
		assert (found.code if found else None) == expected
	assert (unit.participation, agency.participation) == ("everyone", "nomination")


def test_requirements_in_order(either: Scheme) -> None:
	"""C.3.a to e and g; f is the selection itself."""
	bases = [row.basis.partition(";")[0] for row in either.eligibility_rules]
	assert bases[:6] == [f"C.3.{letter}" for letter in "abcdeg"]


def sanction(level: str, day: date, status: str = "Completed") -> dict[str, Any]:
	return {"records": (Record(kind="Disciplinary", status=status, level=level, decided_on=day),)}


@pytest.mark.parametrize(
	("level", "day", "light", "severe"),
	[
		("Ringan", date(2022, 6, 8), "not_met", "met"),
		("Sedang", date(2022, 6, 7), "met", "met"),
		("Berat", date(2022, 6, 8), "met", "not_met"),
		("Berat", date(2019, 6, 8), "met", "not_met"),
		("Berat", date(2019, 6, 7), "met", "met"),
	],
)
def test_look_back_on_discipline(either: Scheme, level: str, day: date, light: str, severe: str) -> None:
	"""C.3.a: two years for light and medium; C.3.b: five for severe."""
	assert answer(either, "hukuman_ringan_sedang", **sanction(level, day)) == light
	assert answer(either, "hukuman_berat", **sanction(level, day)) == severe


def test_open_disciplinary_matters(either: Scheme) -> None:
	"""C.3.e: 'tidak sedang dalam proses dan/atau menjalani hukuman disiplin'."""
	assert answer(either, "proses_hukuman_disiplin") == "met"
	for status in ("Under Examination", "Serving"):
		given = sanction("Ringan", date(2015, 1, 1), status)
		assert answer(either, "proses_hukuman_disiplin", **given) == "not_met"
	assert answer(either, "proses_hukuman_disiplin", **sanction("Berat", date(2024, 1, 1))) == "met"


@pytest.mark.parametrize(
	("status", "expected"),
	[("Completed", "not_met"), ("Serving", "needs_review"), ("Under Examination", "needs_review")],
)
def test_never_imprisoned(either: Scheme, status: str, expected: str) -> None:
	"""C.3.c: 'tidak pernah … berdasarkan putusan pengadilan yang telah mempunyai kekuatan hukum tetap': an
	old sentence excludes, a pending case is for a person to judge."""
	records = (Record(kind="Criminal", status=status, decided_on=date(2001, 1, 1)),)
	assert answer(either, "hukuman_pidana", records=records) == expected
	assert answer(either, "hukuman_pidana") == "met"


def test_ratings(either: Scheme) -> None:
	"""C.3.d: 'dalam 2 (dua) tahun terakhir paling rendah Baik'."""
	good = Rating(year=2023, predicate="Baik")
	rule = "penilaian_prestasi_kerja"
	assert answer(either, rule, ratings=(good, Rating(year=2022, predicate="Sangat Baik"))) == "met"
	assert answer(either, rule, ratings=(good, Rating(year=2022, predicate="Butuh Perbaikan"))) == "not_met"


@pytest.mark.parametrize(
	("year", "rank", "expected"), [(2023, 1, "not_met"), (2023, 2, "met"), (2022, 1, "met"), (2024, 1, "met")]
)
@pytest.mark.parametrize("edition", ["badan_bahasa_2023", "badan_bahasa_2023_satker", UNIT])
def test_not_last_year_s_first(either: Scheme, edition: str, year: int, rank: int, expected: str) -> None:
	"""C.3.g: 'bukan sebagai pegawai berprestasi pertama tahun sebelumnya'; F.2.e: 2023 for 2024. This year's
	unit winner may come to the agency."""
	awards = (Award(scheme=edition, year=year, rank=rank),)
	assert answer(either, "bukan_terbaik_tahun_lalu", awards=awards) == expected


@pytest.mark.parametrize(
	("words", "expected"), [(499, "not_met"), (500, "met"), (1000, "met"), (1001, "not_met")]
)
def test_length_of_the_self_description(agency: Scheme, words: int, expected: str) -> None:
	"""Lampiran A.3: 'minimal 500 kata dan maksimal 1000 kata'."""
	assert answer(agency, "deskripsi_diri", self_description="kata " * words) == expected


def test_three_elements_at_the_unit(unit: Scheme) -> None:
	"""C.5.a: SKP 50 %, kehadiran 10 %, 360° 40 %; F.2.f: one decision on their sum."""
	weights = {stage.code: (stage.kind, stage.weight) for stage in unit.stages}
	assert weights == {
		"skp": ("records", Decimal(50)),
		"kehadiran": ("records", Decimal(10)),
		"penilaian_360": ("feedback_360", Decimal(40)),
		"penetapan": ("decision", Decimal(0)),
	}
	assert [stage.code for stage in unit.gates] == ["penetapan"]
	assert (unit.winners, unit.stages[-1].advancement_n) == (1, 1)
	sources = [row.suggestion.source for form in unit.instruments for row in form.criteria if row.suggestion]
	assert sources == ["performance_score", "attendance"]


def test_everybody_rates_everybody(unit: Scheme) -> None:
	"""C.5.a.3: superior, all colleagues (structural posts: their equals in the agency), staff; F.2.d: who is
	in or under discipline 'tidak dapat dinilai dan menilai'."""
	rule = unit.contributor_rule_of("pegawai_berprestasi")
	assert (rule.everyone, rule.exclude_disciplined) == (True, True)
	rows = {row.relation: (row.scope, row.min_count, row.max_count) for row in rule.relations}
	assert rows == {
		"superior": ("team", 1, 1),
		"peer": ("organisation", 1, None),
		"subordinate": ("unit", 0, None),
	}


@pytest.mark.parametrize(
	("post", "titles"),
	[
		(
			"Pengawas",
			[
				"Berintegritas",
				"Kreatif dan Inovatif",
				"Berani dan Bertanggung Jawab",
				"Adil",
				"Terus Belajar",
			],
		),
		(
			"Pelaksana",
			[
				"Integritas",
				"Kerja sama",
				"Komunikasi",
				"Orientasi pada hasil",
				"Pelayanan publik",
				"Pengembangan diri dan orang lain",
				"Mengelola perubahan",
				"Pengambilan keputusan",
				"Perekat bangsa",
			],
		),
	],
)
def test_aspects_of_the_360(unit: Scheme, post: str, titles: list[str]) -> None:
	"""C.5.a.3: five aspects of managers, nine of the others, each with its behaviours, all weighing alike."""
	form = unit.instrument("penilaian_360")
	rows = form.criteria_for(form.variant_for(Facts(post_type=post), CLOSING))
	assert [row.title for row in rows] == titles
	assert len({(row.minimum, row.maximum) for row in rows}) == 1
	assert form.method == "points"
	assert all(len(row.description) > 60 for row in rows)


def test_four_elements_at_the_agency(agency: Scheme) -> None:
	"""C.5.b.1 to 4, weighing alike (assumed); Lampiran B.5: recapitulation, then one plenary."""
	rows = [(stage.code, stage.kind, stage.weight, stage.decided_with) for stage in agency.stages]
	assert rows == [
		("deskripsi_diri", "panel_score", 25, "rapat_pleno"),
		("presentasi_wawancara", "panel_score", 25, "rapat_pleno"),
		("lgd", "panel_score", 25, "rapat_pleno"),
		("prediksi_kompetensi", "test_result", 25, "rapat_pleno"),
		("rapat_pleno", "decision", 0, None),
	]
	assert [stage.code for stage in agency.stages if stage.groups] == ["lgd"]


def test_printed_form_of_the_self_description(agency: Scheme) -> None:
	"""Lampiran B.1.c: five aspects × 'Orisinalitas (1—15), Substansi (1—15), Narasi (1—10)', 200 in all."""
	form = agency.instrument("deskripsi_diri")
	assert (form.layout, form.method) == ("matrix", "points")
	columns = [(row.title, row.minimum, row.maximum) for row in form.criteria]
	assert columns == [("Orisinalitas", 1, 15), ("Substansi", 1, 15), ("Narasi", 1, 10)] * 5
	assert len({row.component for row in form.criteria}) == 5
	assert sum(row.maximum for row in form.criteria) == 200


def test_printed_form_of_presentation_and_interview(agency: Scheme) -> None:
	"""Lampiran B.2.c: ten elements with '1—5, 1—10, 1—5, 1—5' (Presentasi) and '1—15, 1—15, 1—10, 1—15, 1—10,
	1—10' (Wawancara), 100 in all."""
	rows = agency.instrument("presentasi_wawancara").criteria
	assert [row.maximum for row in rows] == [5, 10, 5, 5, 15, 15, 10, 15, 10, 10]
	assert {row.minimum for row in rows} == {1}
	assert [row.component for row in rows] == ["Presentasi"] * 4 + ["Wawancara"] * 6
	assert sum(row.maximum for row in rows) == 100


def test_panel_of_the_agency(agency: Scheme, unit: Scheme) -> None:
	"""D.2.a: chaired by the head, odd, 5 to 9; Lampiran B.5.c: signed by all. D.1.a: the unit's team."""
	rule = agency.panel
	assert rule is not None and rule.all_sign

	def problems(members: int, head: str = "Kepala Badan Pengembangan dan Pembinaan Bahasa") -> int:
		seats = [Seat("Ketua", "Chair", post=head)]
		seats += [Seat(f"Anggota {place}", "Member") for place in range(1, members)]
		return len(panel_problems(rule, seats))

	assert [problems(members) for members in (3, 5, 6, 9, 11)] == [1, 0, 1, 0, 1]
	assert problems(5, "Sekretaris Badan") == 1
	assert unit.panel is not None
	assert [row.required for row in unit.panel.elements] == [True, True, False]


def test_one_of_each_unit(agency: Scheme, unit: Scheme) -> None:
	"""D.1.b.4, F.2.f.3: 'usulan sebanyak 1 (satu) orang', from a unit's selection and in no other way."""
	assert unit.proposes_to == AGENCY
	quota = quota_for(agency, "nonmanajerial", "Balai Bahasa", UNIT)
	assert quota is not None and quota.each == 1
	with pytest.raises(SelectionError):
		quota_for(agency, "nonmanajerial", "Balai Bahasa")


def test_documents_and_rewards(agency: Scheme, unit: Scheme) -> None:
	"""F.2.f.4: decree, administrative papers, self-description; F.2.a: everybody writes one, before the 360°.
	C.4.a to d; c, representing the agency, is won at the agency only."""
	assert [row.requirement for row in agency.document_requirements] == ["required"] * 3 + ["if_any"]
	(own,) = unit.document_requirements
	assert (own.stage, own.requirement) == ("penilaian_360", "required")
	assert [row.basis for row in agency.rewards] == ["C.4.a", "C.4.b", "C.4.c", "C.4.d"]
	assert [row.basis for row in unit.rewards] == ["C.4.a", "C.4.b", "C.4.d"]
