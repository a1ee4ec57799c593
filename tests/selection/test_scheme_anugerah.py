"""The three schemes of Anugerah ASN 2023 against their rule document, slide by slide.

The expected values are typed from the document, never from the scheme files.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import ntb_awards.selection
from ntb_awards.selection.eligibility import earned_bonuses
from ntb_awards.selection.facts import Award, Facts, Rating, Record
from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.quotas import check_quota, quota_for
from ntb_awards.selection.scheme import Scheme, load_scheme

FOLDER = Path(ntb_awards.selection.__file__).parent.parent / "schemes"
NATION, REGIONS, CENTRE = "anugerah_asn_2023", "anugerah_asn_2023_daerah", "anugerah_asn_2023_pusat"
LEVELLED = ["jpt_madya", "jpt_pratama", "administrator", "pengawas", "best_employee"]
DIRECT = ["dosen", "guru", "guru_inklusi", "dokter", "perawat", "bidan"]
EDUCATION, RELIGION, HEALTH = (
	"Kementerian Pendidikan, Kebudayaan, Riset, dan Teknologi",
	"Kementerian Agama",
	"Kementerian Kesehatan",
)
CLOSING = date(2023, 12, 13)


def scheme_of(code: str) -> Scheme:
	return load_scheme(FOLDER / f"{code}.json")


@pytest.fixture(scope="module")
def nation() -> Scheme:
	return scheme_of(NATION)


@pytest.fixture(scope="module", params=[NATION, REGIONS, CENTRE])
def each(request: pytest.FixtureRequest) -> Scheme:
	return scheme_of(request.param)


def answer(scheme: Scheme, rule: str, **facts: Any) -> str:
	found = next(row for row in scheme.eligibility_rules if row.code == rule)
	return found.condition.judge(Facts(**facts), CLOSING).answer


def test_eleven_categories(nation: Scheme) -> None:
	"""Mekanisme Berjenjang, 'Kategori' 1 to 11, in that order; Best Manajerial and Best Non-Manajerial."""
	assert [row.title for row in nation.categories] == [
		"JPT Madya Terbaik",
		"JPT Pratama Terbaik",
		"Jabatan Administrator Terbaik",
		"Jabatan Pengawas Terbaik",
		"Best Employee",
		"Dosen Terbaik",
		"Guru Terbaik",
		"Guru Inklusi Terbaik",
		"Dokter Terbaik",
		"Perawat Terbaik",
		"Bidan Terbaik",
	]
	groups = [row.group for row in nation.categories]
	assert groups == ["managerial"] * 4 + ["non_managerial"] * 7


@pytest.mark.parametrize("code", [REGIONS, CENTRE])
def test_five_categories_go_by_levels(code: str) -> None:
	"""'Mekanisme berjenjang ini dilakukan untuk kategori JPT Madya, JPT Pratama, Administrator, Pengawas, dan
	Best Employee'; the others go straight to the national level."""
	scheme = scheme_of(code)
	assert [row.code for row in scheme.categories] == LEVELLED
	assert scheme.proposes_to == NATION


def test_who_proposes(nation: Scheme) -> None:
	"""Slides 1 to 6: 'Pejabat Pembina Kepegawaian' for JPT Madya, 'Pejabat yang Berwenang (PyB)' else."""
	titles = {row.code: row.recommender_title for row in nation.categories}
	assert titles.pop("jpt_madya") == "Pejabat Pembina Kepegawaian"
	assert set(titles.values()) == {"Pejabat yang Berwenang (PyB)"}


@pytest.mark.parametrize("code", [REGIONS, CENTRE])
@pytest.mark.parametrize("category", LEVELLED)
def test_one_candidate_from_each_institution(code: str, category: str) -> None:
	"""Slides 1 to 5: 'mengusulkan 1 orang calon kandidat'."""
	quota = quota_for(scheme_of(code), category, "Pemerintah Kabupaten Lombok Barat")
	assert quota is not None and (quota.each, quota.total) == (1, None)
	assert check_quota(quota, 0, 500, 1) == []
	assert len(check_quota(quota, 1, 500, 1)) == 1


@pytest.mark.parametrize("category", LEVELLED[1:])
def test_finalists_of_the_lower_levels(nation: Scheme, category: str) -> None:
	"""Slides 2 to 5: '1 kandidat dari masing-masing provinsi', '4 kandidat terbaik'."""
	regions, centre = (quota_for(nation, category, "Musim", through) for through in (REGIONS, CENTRE))
	assert regions is not None and centre is not None
	assert (regions.each, regions.total, centre.each) == (1, None, 4)
	assert check_quota(regions, 0, 37, 1) == []
	assert len(check_quota(centre, 4, 4, 1)) == 1
	with pytest.raises(SelectionError):
		quota_for(nation, category, "Pemerintah Provinsi Nusa Tenggara Barat")


def test_one_provincial_secretary_of_38(nation: Scheme) -> None:
	"""Slide 1: '1 kandidat dari seluruh 38 Provinsi'; a second province's is one too many."""
	quota = quota_for(nation, "jpt_madya", "Musim", REGIONS)
	assert quota is not None and (quota.each, quota.total) == (1, 1)
	assert [problem.path for problem in check_quota(quota, 0, 1, 1)] == ["quotas.finalis_daerah_madya"]
	centre = quota_for(nation, "jpt_madya", "Musim", CENTRE)
	assert centre is not None and centre.each == 4


@pytest.mark.parametrize(
	("category", "proposer", "each"),
	[
		("dosen", EDUCATION, 3),
		("dosen", RELIGION, 3),
		("dosen", "Kementerian Perhubungan", 1),
		("dokter", HEALTH, 1),
		("perawat", HEALTH, 1),
		("bidan", HEALTH, 1),
		("guru", EDUCATION, 1),
		("guru_inklusi", RELIGION, 1),
	],
)
def test_straight_to_the_national_level(nation: Scheme, category: str, proposer: str, each: int) -> None:
	"""Slide 6: three from each of the two ministries, one from any other institution with a university.
	Slide 'Kategori': 'Diusulkan Kementerian Kesehatan', 'Diusulkan Kemendikbud dan Kementerian Agama' (how
	many is not said: one, assumed)."""
	quota = quota_for(nation, category, proposer)
	assert quota is not None and quota.each == each


@pytest.mark.parametrize(("category", "proposer"), [("dokter", EDUCATION), ("guru", HEALTH)])
def test_no_other_ministry_proposes(nation: Scheme, category: str, proposer: str) -> None:
	with pytest.raises(SelectionError):
		quota_for(nation, category, proposer)


@pytest.mark.parametrize(("code", "winners"), [(REGIONS, 1), (CENTRE, 4), (NATION, 1)])
def test_how_many_win(code: str, winners: int) -> None:
	"""Slides 1 to 5: one of a province, four of the centre; slide 5 shows '1 Best Employee' at the top."""
	scheme = scheme_of(code)
	assert (scheme.winners, scheme.stages[-1].advancement_n) == (winners, winners)


WEIGHTS = {
	"Berorientasi Pelayanan": ("Pelayanan Prima", 15, 20),
	"Akuntabel": ("Integritas (Disiplin dan Kejujuran)", 10, 10),
	"Kompeten": ("Kemampuan menyelesaikan tugas", 15, 15),
	"Harmonis": ("Toleransi terhadap perbedaan", 10, 10),
	"Loyal": ("Terjaganya nama baik Instansi dan Negara", 10, 10),
	"Adaptif": ("Inovasi yang Berdampak", 20, 20),
	"Kolaboratif": ("Membangun Jejaring Kolaborasi", 20, 15),
}


@pytest.mark.parametrize(("form", "column"), [("managerial", 1), ("non_managerial", 2)])
def test_two_columns_of_weights(each: Scheme, form: str, column: int) -> None:
	"""Instrumen Penilaian, 'Bobot Manajerial (%)' and 'Bobot Non Manajerial (%)', each 100 %."""
	rows = each.instrument("berakhlak").criteria_for(form)
	assert {row.title: row.weight for row in rows} == {
		title: Decimal(values[column]) for title, values in WEIGHTS.items()
	}
	assert [row.component for row in rows] == [values[0] for values in WEIGHTS.values()]
	assert sum(row.weight or 0 for row in rows) == 100
	assert all(row.description.startswith("1. ") and " 3. " in row.description for row in rows)


@pytest.mark.parametrize(
	("post", "form"),
	[("JPT Madya", "managerial"), ("Pengawas", "managerial"), ("Fungsional", "non_managerial")],
)
def test_the_post_chooses_the_column(each: Scheme, post: str, form: str) -> None:
	assert each.instrument("berakhlak").variant_for(Facts(post_type=post), CLOSING) == form


def test_evidence_of_each_value(each: Scheme) -> None:
	"""Instrumen Penilaian, 'Data Dukung'; every one is a document of the scheme."""
	evidence = {row.code: row.evidence for row in each.instrument("berakhlak").criteria}
	assert evidence == {
		"berorientasi_pelayanan": ("uraian_inovasi", "link_inovasi"),
		"akuntabel": ("surat_rekomendasi",),
		"kompeten": ("skp", "sertifikat", "surat_tugas"),
		"harmonis": ("surat_rekomendasi",),
		"loyal": ("link_media_sosial", "surat_rekomendasi"),
		"adaptif": ("produk_inovasi", "uraian_inovasi", "link_inovasi"),
		"kolaboratif": ("matriks_kolaborasi",),
	}
	asked = {row.code: row.requirement for row in each.document_requirements}
	assert set().union(*evidence.values()) <= set(asked)
	assert list(asked.values()).count("required") == 6


def test_two_bonuses_of_ten_points(each: Scheme) -> None:
	"""'Daerah Tertinggal (menjadi nilai tambah) 10%', 'ASN Inklusif/ASN Penyandang Disabilitas 10%', total
	120%. What is not on record earns nothing."""

	def earned(**facts: bool) -> list[tuple[str, Decimal]]:
		return [(row.code, row.points) for row in earned_bonuses(each, Facts(**facts), CLOSING)]

	far, inclusive = ("daerah_tertinggal", Decimal(10)), ("asn_inklusif", Decimal(10))
	assert earned() == []
	assert earned(underdeveloped_region=False, disability=True) == [inclusive]
	assert earned(underdeveloped_region=True, disability=True) == [far, inclusive]


def test_requirements_in_order(each: Scheme) -> None:
	"""Persyaratan 1 to 5, and the length that document 6 must have."""
	bases = [row.basis.partition(";")[0] for row in each.eligibility_rules if not row.categories]
	assert bases == [*(f"Persyaratan {number}" for number in range(1, 6)), "Persyaratan, berkas 6"]
	membership = {code for row in each.eligibility_rules for code in row.categories}
	assert membership == {row.code for row in each.categories}


def test_never_disciplined(each: Scheme) -> None:
	"""Persyaratan 2: 'tidak pernah melakukan pelanggaran disiplin', however long ago."""
	old = Record(kind="Disciplinary", status="Completed", level="Ringan", decided_on=date(1999, 1, 1))
	assert answer(each, "bebas_pelanggaran_disiplin", records=(old,)) == "not_met"
	assert answer(each, "bebas_pelanggaran_disiplin") == "needs_review"


def test_two_years_running(each: Scheme) -> None:
	"""Persyaratan 3: 'minimal kategori “Baik” selama 2 (dua) tahun sebelumnya secara berturut-turut'."""
	good = Rating(year=2022, predicate="Baik")
	assert answer(each, "penilaian_kinerja", ratings=(good, Rating(year=2021, predicate="Baik"))) == "met"
	assert (
		answer(each, "penilaian_kinerja", ratings=(good, Rating(year=2021, predicate="Kurang"))) == "not_met"
	)


def test_innovation_or_achievement(each: Scheme) -> None:
	"""Persyaratan 4: 'Memiliki inovasi atau prestasi yang berdampak'."""
	assert answer(each, "inovasi_atau_prestasi") == "not_met"
	assert answer(each, "inovasi_atau_prestasi", achievement="Juara") == "needs_review"
	assert answer(each, "inovasi_atau_prestasi", innovation_title="A") == "needs_review"


@pytest.mark.parametrize(
	("scheme", "rank", "expected"),
	[
		("anugerah_asn_2019", 1, "not_met"),
		("anugerah_asn_2021", 3, "not_met"),
		("anugerah_asn_2021", 4, "met"),
		(REGIONS, 1, "met"),
		("another_award", 1, "met"),
	],
)
def test_never_in_the_top_three(each: Scheme, scheme: str, rank: int, expected: str) -> None:
	"""Persyaratan 5: 'Belum pernah mendapatkan Anugerah ASN dan/atau masuk dalam Top 3 Anugerah ASN', which
	was held '2018 - 2021'. Having come through the level below is no Anugerah ASN."""
	awards = (Award(scheme=scheme, year=2021, rank=rank),)
	assert answer(each, "belum_pernah_anugerah", awards=awards) == expected


@pytest.mark.parametrize(("words", "expected"), [(199, "not_met"), (200, "met")])
def test_two_hundred_words(each: Scheme, words: int, expected: str) -> None:
	"""Berkas 6: 'Uraian Deskripsi Inovasi (minimal 200 kata)'."""
	assert answer(each, "uraian_inovasi", innovation_description="kata " * words) == expected


def test_rewards_and_printed_dates(nation: Scheme) -> None:
	"""Hadiah Pemenang; Timeline: '6 November - 13 Desember 2023', '18-22 Desember', '29 Desember'."""
	assert [row.title for row in nation.rewards] == [
		"Piala Adhigana & Sertifikat",
		"Kenaikan Pangkat Luar Biasa",
		"Uang",
		"Gala Dinner dengan Presiden",
	]
	for scheme in map(scheme_of, (REGIONS, CENTRE)):
		printed = [(row.starts_on, row.ends_on) for row in scheme.activities if row.basis == "Timeline"]
		assert printed == [
			(date(2023, 11, 6), CLOSING),
			(date(2023, 12, 18), date(2023, 12, 22)),
			(date(2023, 12, 29), date(2023, 12, 29)),
		]
	publication = nation.activities[1]
	assert (publication.kind, publication.starts_on) == ("announcement", date(2023, 12, 29))
