"""The schemes of the governor regulation draft 2025 against their rule document, read by hand, article by
article. The expected values are typed from the document, never from the scheme files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import ntb_awards.selection
from ntb_awards.selection.facts import Facts, Rating, Record
from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.panels import Seat, panel_problems
from ntb_awards.selection.quotas import check_quota, quota_for
from ntb_awards.selection.scheme import Scheme, load_scheme

FOLDER = Path(ntb_awards.selection.__file__).parent.parent / "schemes"
PROVINCE, UNIT = "asn_berprestasi_2025", "asn_berprestasi_2025_unit"
CATEGORIES = {
	"jpt": "ASN Berprestasi Jabatan Pimpinan Tinggi Terbaik",
	"administrator": "ASN Berprestasi Jabatan Administrator Terbaik",
	"pengawas": "ASN Berprestasi Jabatan Pengawas Terbaik",
	"garda_pengabdian": "ASN Berprestasi Jabatan Garda Pengabdian Terbaik",
	"tenaga_kesehatan": "ASN Berprestasi Jabatan Tenaga Kesehatan Terbaik",
	"guru": "ASN Berprestasi Jabatan Guru Terbaik",
	"petugas_lapangan": "ASN Berprestasi Jabatan Petugas Lapangan Terbaik",
	"pengelola_keuangan_aset": "ASN Berprestasi Jabatan Pengelola Keuangan dan Aset Terbaik",
}
CLOSING = date(2025, 10, 31)


@pytest.fixture(scope="module", params=[PROVINCE, UNIT])
def either(request: pytest.FixtureRequest) -> Scheme:
	return load_scheme(FOLDER / f"{request.param}.json")


@pytest.fixture(scope="module")
def province() -> Scheme:
	return load_scheme(FOLDER / f"{PROVINCE}.json")


@pytest.fixture(scope="module")
def unit() -> Scheme:
	return load_scheme(FOLDER / f"{UNIT}.json")


def answer(scheme: Scheme, rule: str, **facts: Any) -> str:
	found = next(row for row in scheme.eligibility_rules if row.code == rule)
	return found.condition.judge(Facts(**facts), CLOSING).answer


def test_eight_categories_and_others_the_governor_sets(either: Scheme) -> None:
	"""Pasal 6 a to h; i 'Kategori lain yang ditetapkan Gubernur' is the administrator's to add."""
	assert {row.code: row.title for row in either.categories} == CATEGORIES
	assert "Kategori lain yang ditetapkan Gubernur" in either.description


def test_who_proposes(province: Scheme, unit: Scheme) -> None:
	"""Pasal 10 (2), 14 (1): 'yang diusulkan oleh Kepala Perangkat Daerah'; for heads themselves assumed."""
	titles = {row.code: row.recommender_title for row in province.categories}
	assert titles.pop("jpt") == "Gubernur"
	assert province.category("jpt").basis == "assumed"
	assert set(titles.values()) == {"Kepala Perangkat Daerah"}
	assert {row.recommender for row in unit.categories} == {None}


def test_seven_general_criteria(either: Scheme) -> None:
	"""Pasal 4 (1) to (7), and Pasal 6: whether the person belongs to the category."""
	for category in either.categories:
		bases = [row.basis for row in either.rules_for(category.code)]
		assert bases[:8] == ["Pasal 1 angka 8", *(f"Pasal 4 ({number})" for number in range(1, 8))]
		assert len(bases) == 9 and bases[8].startswith("Pasal 6 ")


def test_not_seconded(either: Scheme) -> None:
	"""Pasal 4 (1): 'ASN dengan status tidak diperbantukan/ dipekerjakan'."""
	assert answer(either, "tidak_diperbantukan", seconded=False) == "met"
	assert answer(either, "tidak_diperbantukan", seconded=True) == "not_met"
	assert answer(either, "tidak_diperbantukan") == "needs_review"


def test_two_years_without_discipline_and_a_letter_that_says_so(either: Scheme) -> None:
	"""Pasal 4 (2): a record within two years excludes; without one somebody still reads the letter."""

	def judged(day: date) -> str:
		record = Record(kind="Disciplinary", status="Completed", level="Ringan", decided_on=day)
		return answer(either, "bebas_pelanggaran_disiplin", records=(record,))

	assert answer(either, "bebas_pelanggaran_disiplin") == "needs_review"
	assert judged(date(2023, 11, 1)) == "not_met"
	assert judged(date(2023, 10, 31)) == "needs_review"


def test_ratings(either: Scheme) -> None:
	"""Pasal 4 (3): 'paling sedikit bernilai baik dalam 2 (dua) tahun terakhir'."""
	good, weak = Rating(year=2024, predicate="Baik"), Rating(year=2023, predicate="Butuh Perbaikan")
	before = Rating(year=2023, predicate="Sangat Baik")
	assert answer(either, "nilai_skp", ratings=(good, before)) == "met"
	assert answer(either, "nilai_skp", ratings=(good, weak)) == "not_met"
	assert answer(either, "nilai_skp", ratings=(good,)) == "needs_review"


def test_five_years_of_service_to_the_day(either: Scheme) -> None:
	"""Pasal 4 (4): 'paling sedikit 5 (lima) tahun … secara terus menerus tanpa terputus'.

	By hand: five years before 31 October 2025 is 31 October 2020. Who began on that day has served five
	years; who began on 1 November 2020 lacks one day.
	"""
	assert answer(either, "masa_kerja", service_since=date(2020, 10, 31)) == "met"
	assert answer(either, "masa_kerja", service_since=date(2020, 11, 1)) == "not_met"
	assert answer(either, "masa_kerja") == "needs_review"


def test_recognised_achievement_innovation_and_award(either: Scheme) -> None:
	"""Pasal 4 (5), (6), (7): each 'telah mendapat pengakuan secara tertulis', which a person has to see."""
	assert answer(either, "prestasi_diakui") == "not_met"
	assert answer(either, "prestasi_diakui", achievement="Juara") == "needs_review"
	assert answer(either, "inovasi_diakui", innovation_title="A") == "not_met"
	assert (
		answer(either, "inovasi_diakui", innovation_title="A", innovation_description="B") == "needs_review"
	)
	assert answer(either, "penghargaan_diakui") == "needs_review"


@pytest.mark.parametrize(
	("rule", "post", "expected"),
	[
		("kategori_jpt", "JPT Pratama", "met"),
		("kategori_jpt", "Administrator", "not_met"),
		("kategori_administrator", "Administrator", "met"),
		("kategori_pengawas", "Pelaksana", "not_met"),
		("kategori_guru", "Fungsional", "needs_review"),
	],
)
def test_membership(either: Scheme, rule: str, post: str, expected: str) -> None:
	"""Pasal 6: three categories are named after posts on record, the others after tasks."""
	assert answer(either, rule, post_type=post) == expected


def test_twelve_documents_and_the_letter(either: Scheme) -> None:
	"""Pasal 7 (1) to (12); Pasal 4 (2) 'dengan melampirkan Surat Rekomendasi'."""
	bases = [row.basis for row in either.document_requirements]
	assert bases == ["Pasal 4 (2)", *(f"Pasal 7 ({number})" for number in range(1, 13))]
	assert {row.requirement for row in either.document_requirements} == {"required"}


@pytest.mark.parametrize(
	("status", "left_out"), [("PNS", {"Pasal 7 (8)"}), ("PPPK", {"Pasal 7 (6)"}), (None, set())]
)
def test_documents_of_one_status_only(either: Scheme, status: str | None, left_out: set[str]) -> None:
	"""Pasal 7 (6) 'Bagi PNS', (8) 'Bagi PPPK'; while the status is not on record both are asked for."""
	facts = Facts(employment_status=status)
	asked = {row.basis for row in either.document_requirements if row.is_asked_of(facts, CLOSING)}
	assert {row.basis for row in either.document_requirements} - asked == left_out


def test_stages_of_the_province(province: Scheme) -> None:
	"""Pasal 13 (2) a to d; 14 (4): 'peringkat 3 (tiga) besar'."""
	kinds = [(stage.title, stage.kind) for stage in province.stages]
	assert kinds == [
		("Tahap Seleksi Administrasi", "document_check"),
		("Tahap Seleksi Tertulis", "test_result"),
		("Tahap Wawancara", "panel_score"),
		("Tahap Final Pemilihan ASN Berprestasi", "decision"),
	]
	assert all(stage.is_gate for stage in province.stages)
	assert (province.winners, province.stages[-1].advancement_n) == (3, 3)
	assert province.once_a_year


def test_the_unit_s_winner_represents_it(province: Scheme, unit: Scheme) -> None:
	"""Pasal 13 (1): 'hasilnya akan dikirim menjadi wakil Perangkat Daerah tersebut': one a category, and
	nobody else comes to the province."""
	assert (unit.proposes_to, unit.winners) == (PROVINCE, 1)
	quota = quota_for(province, "guru", "Dinas Pendidikan", UNIT)
	assert quota is not None and quota.each == 1
	assert check_quota(quota, 0, 12, 1) == []
	assert [problem.path for problem in check_quota(quota, 1, 12, 1)] == ["quotas.wakil_perangkat_daerah"]
	with pytest.raises(SelectionError):
		quota_for(province, "guru", "Dinas Pendidikan")


def test_elements_of_the_panel(province: Scheme, unit: Scheme) -> None:
	"""Pasal 8 a to e have to be there, f 'unsur lain yang dibutuhkan' need not; the unit's panel is its
	head's to compose (Pasal 12 (2))."""
	assert province.panel is not None and unit.panel is None
	seats = [Seat(str(place), "Member", row.title) for place, row in enumerate(province.panel.elements[:5])]
	assert panel_problems(province.panel, seats) == []
	assert len(panel_problems(province.panel, seats[1:])) == 1
	assert [(row.basis, row.required) for row in province.panel.elements] == [
		*((f"Pasal 8 {letter}", True) for letter in "abcde"),
		("Pasal 8 f", False),
	]


def test_five_kinds_of_reward(province: Scheme) -> None:
	"""Pasal 16 a to e."""
	assert [row.basis for row in province.rewards] == [f"Pasal 16 {letter}" for letter in "abcde"]
	assert [row.title for row in province.rewards] == [
		"Piagam penghargaan",
		"Plakat/trophy",
		"Uang pembinaan",
		"Prioritas kesempatan mengikuti pendidikan/pelatihan/pengembangan kompetensi",
		"Penghargaan lainnya",
	]


def test_timeline(province: Scheme, unit: Scheme) -> None:
	"""Pasal 15 (2): 'diberikan pada Peringatan HUT NTB' (17 December). Units end before the province's window
	closes; every scheme has one submission window."""
	assert province.activities[-1].starts_on == date(2025, 12, 17)
	for scheme in (province, unit):
		assert [row.kind for row in scheme.activities].count("submission") == 1
	assert max(row.ends_on for row in unit.activities) < CLOSING
