"""The NTB ASN Awards 2025 scheme against its rule document, read by hand, article by article.

The expected values are typed from the document (letter 800.1/4697/BKD/2025), never from the scheme file.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

import ntb_awards.selection
from ntb_awards.selection.checks import check_scheme
from ntb_awards.selection.facts import EDUCATION, PREDICATES, Facts
from ntb_awards.selection.scheme import ASSUMED, Scheme, load_scheme

FILE = Path(ntb_awards.selection.__file__).parent.parent / "schemes" / "ntb_asn_awards_2025.json"
TEMPLATES = "https://bkd.ntbprov.go.id/awards"
STRUCTURAL = ["jpt", "administrator", "pengawas"]
OTHERS = ["fungsional", "pelaksana", "pppk", "pengelola_keuangan_aset", "asn_inspiratif"]
CLOSING = date(2025, 11, 11)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
	return load_scheme(FILE)


def test_the_scheme_is_the_letter_s(scheme: Scheme) -> None:
	"""Letterhead: 'PEMERINTAH PROVINSI NUSA TENGGARA BARAT', 'Nomor : 800.1 / 4697 / BKD/2025'."""
	assert (scheme.code, scheme.version, scheme.year) == ("ntb_asn_awards_2025", 1, 2025)
	assert scheme.authority == "Pemerintah Provinsi Nusa Tenggara Barat"
	assert scheme.source_document == "ntb-asn-awards-2025.md"
	assert "800.1/4697/BKD/2025" in scheme.description
	assert check_scheme(scheme) == []


def test_eight_categories_and_who_recommends(scheme: Scheme) -> None:
	"""2.a: 'Gubernur untuk Kategori Jabatan Pimpinan Tinggi; dan Kepala Perangkat Daerah/Kepala Biro pada
	Sekretariat Daerah untuk selain kategori Jabatan Pimpinan Tinggi'. 2.b.11 names the eight."""
	assert [row.code for row in scheme.categories] == STRUCTURAL + OTHERS
	recommenders = {row.code: (row.recommender, row.recommender_title) for row in scheme.categories}
	assert recommenders.pop("jpt") == ("governor", "Gubernur")
	unit_head = ("unit_head", "Kepala Perangkat Daerah/Kepala Biro pada Sekretariat Daerah")
	assert set(recommenders.values()) == {unit_head}


def test_eleven_documents(scheme: Scheme) -> None:
	"""2.b: 1 to 11 in order; 9 and 10 '(jika ada)'; 10 'tahun berjalan dan 1 (satu) tahun sebelumnya';
	5 'khusus kategori Pegawai ASN Inspiratif'; '(format di tautan)' at 1 to 7 and 11."""
	rows = [row for row in scheme.document_requirements if row.stage is None]
	assert [row.basis for row in rows] == [f"2.b.{number}" for number in range(1, 12)]
	by_number = dict(enumerate(rows, start=1))
	assert [number for number, row in by_number.items() if row.requirement == "if_any"] == [9, 10]
	assert {number: row.recent_years for number, row in by_number.items() if row.recent_years} == {10: 2}
	assert {number: row.categories for number, row in by_number.items() if row.categories} == {
		5: ("asn_inspiratif",)
	}
	assert [number for number, row in by_number.items() if row.template_url == TEMPLATES] == [
		1,
		2,
		3,
		4,
		5,
		6,
		7,
		11,
	]
	assert [number for number, row in by_number.items() if row.kind == "feedback"] == [11]
	assert by_number[1].title == "Surat Rekomendasi Usulan Peserta ASN Berprestasi"


@pytest.mark.parametrize("category", STRUCTURAL + OTHERS)
def test_one_self_description_form_each(scheme: Scheme, category: str) -> None:
	"""2.b.4 and 2.b.5: the inspirational category has a form of its own, the others the ordinary one."""
	forms = [row.basis for row in scheme.documents_for(category) if row.code.startswith("deskripsi_diri")]
	assert forms == (["2.b.5"] if category == "asn_inspiratif" else ["2.b.4"])


def test_profile_video(scheme: Scheme) -> None:
	"""3.b.2: 'membuat video profil diri dengan durasi maksimal 3 (tiga) menit', after the FGD."""
	for category in scheme.categories:
		(video,) = scheme.documents_for(category.code, "public_test")
		assert (video.kind, video.requirement, video.max_minutes) == ("video", "required", Decimal(3))
		assert video.basis == "3.b.2"


@pytest.mark.parametrize("category", STRUCTURAL)
def test_contributors_of_structural_posts(scheme: Scheme, category: str) -> None:
	"""2.b.11: 'minimal dari 3 (tiga) kontributor'; 2.b.11.a: 'atasan langsung, 1 (satu) rekan kerja
	setingkat, dan 1 (satu) bawahan'."""
	rule = scheme.contributor_rule_of(category)
	counts = {row.relation: (row.min_count, row.max_count) for row in rule.relations}
	assert counts == {"superior": (1, 1), "peer": (1, 1), "subordinate": (1, 1)}
	assert (rule.minimum_contributors, rule.basis) == (3, "2.b.11.a")
	assert sum(row.weight for row in rule.relations) == 100


@pytest.mark.parametrize("category", OTHERS)
def test_contributors_of_the_other_categories(scheme: Scheme, category: str) -> None:
	"""2.b.11.b: 'kontributornya terdiri dari atasan langsung dan 2 (dua) rekan kerja'."""
	rule = scheme.contributor_rule_of(category)
	counts = {row.relation: (row.min_count, row.max_count) for row in rule.relations}
	assert counts == {"superior": (1, 1), "peer": (2, 2)}
	assert (rule.minimum_contributors, rule.basis) == (3, "2.b.11.b")
	assert sum(row.weight for row in rule.relations) == 100


def test_weights_of_the_four_stages(scheme: Scheme) -> None:
	"""4 table: 'Penilaian Administrasi 30%', 'Penilaian FGD dan Uji Publik 20%', 'Penilaian 360° 20%',
	'Penilaian presentasi dan wawancara 30%'."""
	assert scheme.stage("administration").weight == 30
	assert scheme.stage("fgd").weight + scheme.stage("public_test").weight == 20
	assert scheme.stage("feedback_360").weight == 20
	assert scheme.stage("presentation").weight == 30
	assert sum(stage.weight for stage in scheme.stages) == 100
	(group,) = scheme.weight_groups
	assert (group.weight, group.basis) == (20, "4 table")
	assert [stage.code for stage in scheme.stages if stage.weight_group == group.code] == [
		"fgd",
		"public_test",
	]
	by_table = {stage.code for stage in scheme.stages if stage.weight_basis == "4 table"}
	assert by_table == {"administration", "feedback_360", "presentation", "determination"}


def test_stages_in_the_document_s_order(scheme: Scheme) -> None:
	"""3.a, 3.b.1, 3.b.2, 3.c, 4; 3.b.1: 'Hasil FGD dan penilaian terhadap hasil umpan balik 360° dituangkan
	dalam Berita Acara Rapat Pleno Tim Penilai', so 360° is decided with the FGD."""
	gates = ["administration", "fgd", "public_test", "presentation", "determination"]
	assert [stage.code for stage in scheme.gates] == gates
	assert [stage.code for stage in scheme.stages_decided_at("fgd")] == ["feedback_360", "fgd"]
	assert [stage.basis for stage in scheme.gates] == ["3.a", "3.b.1", "3.b.2", "3.c", "4"]


FORMS = {
	"structural": ("15", "15", "5", "20", "25", "5", "5", "10"),
	"non_structural": ("15", "15", None, "25", "25", "5", "5", "10"),
}
INDICATORS = (
	("Kinerja", "kinerja"),
	("Kinerja", "penghargaan"),
	("Kompetensi", "kompetensi_manajerial"),
	("Kompetensi", "kompetensi_teknis"),
	("Inovasi", "inovasi"),
	("Disiplin", "rekam_jejak_disiplin"),
	("Disiplin", "kehadiran"),
	("Kualifikasi", "pendidikan"),
)


@pytest.mark.parametrize("form", FORMS)
def test_administrative_weights(scheme: Scheme, form: str) -> None:
	"""3.a table: 'Kinerja 30%: 15%, 15%', 'Kompetensi 25%: Jabatan Struktural 5% manajerial, 20% teknis;
	Jabatan Non-Struktural 25% teknis', 'Inovasi 25%', 'Disiplin 10%: 5%, 5%', 'Kualifikasi 10%'."""
	rows = scheme.instrument("administration").criteria_for(form)
	expected = [
		(*row, Decimal(weight)) for row, weight in zip(INDICATORS, FORMS[form], strict=True) if weight
	]
	assert [(row.component, row.code, row.weight) for row in rows] == expected
	assert sum(row.weight or 0 for row in rows) == 100
	components = {
		name: sum(row.weight or 0 for row in rows if row.component == name) for name, _ in INDICATORS
	}
	assert components == {"Kinerja": 30, "Kompetensi": 25, "Inovasi": 25, "Disiplin": 10, "Kualifikasi": 10}
	assert {row.basis for row in rows} == {"3.a table"}


@pytest.mark.parametrize(
	("post", "form"),
	[(post, "structural") for post in ("JPT Utama", "JPT Madya", "JPT Pratama", "Administrator", "Pengawas")]
	+ [(post, "non_structural") for post in ("Fungsional", "Pelaksana")],
)
def test_the_post_chooses_the_administrative_form(scheme: Scheme, post: str, form: str) -> None:
	"""3.a table: 'Jabatan Struktural', 'Jabatan Non-Struktural'."""
	assert scheme.instrument("administration").variant_for(Facts(post_type=post), CLOSING) == form


def test_suggestion_tables_know_every_recorded_value(scheme: Scheme) -> None:
	"""3.a table names the indicators; how a record becomes a score is assumed, but never has a hole."""
	rows = scheme.instrument("administration").criteria
	tables = {row.suggestion.source: row.suggestion.table for row in rows if row.suggestion}
	assert set(tables["performance"]) == set(PREDICATES)
	assert set(tables["education"]) == set(EDUCATION)
	assert set(tables["discipline"]) == {"none", "Ringan", "Sedang", "Berat"}
	assert tables["attendance"] == {}


def test_criteria_of_the_later_stages(scheme: Scheme) -> None:
	"""3.b.1 'kemampuannya dalam menyelesaikan permasalahan spesifik'; 3.b.2 'kredibilitas, keteladanan, dan
	dampak kinerja'; 3.c, five criteria. Every instrument totals 100 and every rubric level fits its range."""
	titles = {row.code: [criterion.title for criterion in row.criteria] for row in scheme.instruments}
	assert titles["fgd"] == ["Kemampuan menyelesaikan permasalahan spesifik"]
	assert titles["public_test"] == ["Kredibilitas", "Keteladanan", "Dampak Kinerja"]
	assert titles["presentation"] == [
		"Kualitas Presentasi",
		"Capaian Kinerja dan Praktik Terbaik",
		"Dampak Nyata",
		"Kepemimpinan dalam Tindakan",
		"Rencana Kontribusi ke Depan",
	]
	assert len(titles["feedback_360"]) == 7
	for instrument in scheme.instruments:
		if not instrument.variants:
			assert sum(row.weight or 0 for row in instrument.criteria) == 100
		ranges = {row.code: (row.minimum, row.maximum) for row in instrument.criteria}
		assert all(
			ranges[row.criterion][0] <= row.value <= ranges[row.criterion][1] for row in instrument.levels
		)


def test_top_three(scheme: Scheme) -> None:
	"""3.c: '3 (tiga) besar peserta terbaik pada setiap kategori'; 4: 'Terbaik I, II, dan III'."""
	assert (scheme.winners, scheme.winners_basis) == (3, "4")
	for code, basis in (("presentation", "3.c"), ("determination", "4")):
		stage = scheme.stage(code)
		assert (stage.advancement, stage.advancement_n, stage.advancement_basis) == ("top_n", 3, basis)


def test_twelve_activities(scheme: Scheme) -> None:
	"""Timeline 1 to 12 (columns 28 October to 15 December); letter: 'Semula : Dari tanggal 28 Oktober 2025
	s.d. 7 November 2025', the only dates the document states. The extension is the season's."""
	assert [row.title for row in scheme.activities] == [
		"Sosialisasi ASN Berprestasi ke OPD",
		"Penyampaian usulan ASN Berprestasi OPD",
		"Seleksi Administrasi",
		"Pengumuman seleksi administrasi",
		"Pelaksanaan FGD",
		"Pengumuman seleksi FGD",
		"Uji Publik",
		"Presentasi dan Wawancara",
		"Pengumuman 3 Besar",
		"Uji Publik Peserta dan Observasi lapangan",
		"Penetapan 3 Peringkat Terbaik",
		"Acara Penganugerahan ASN Award",
	]
	assert [row.number for row in scheme.activities] == list(range(1, 13))
	submission = scheme.activities[1]
	assert (submission.starts_on, submission.ends_on) == (date(2025, 10, 28), date(2025, 11, 7))
	assert [row.number for row in scheme.activities if row.basis != ASSUMED] == [2]
	assert all(
		date(2025, 10, 28) <= row.starts_on <= row.ends_on <= date(2025, 12, 15) for row in scheme.activities
	)
	later = scheme.activities[2:]
	assert later[0].starts_on > CLOSING
	assert all(one.ends_on < two.starts_on for one, two in pairwise(later))
