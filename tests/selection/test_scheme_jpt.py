"""The scheme of the open selection (governor regulation 1/2017) against its rule document, read by hand.

The expected values are typed from the document, never from the scheme file. Facts are judged on the closing
day of the sample timeline, 28 February 2017.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import ntb_awards.selection
from ntb_awards.selection.calendar_days import earliest_end
from ntb_awards.selection.checks import check_scheme
from ntb_awards.selection.facts import Facts, Post, Rating
from ntb_awards.selection.scheme import Scheme, load_scheme

FILE = Path(ntb_awards.selection.__file__).parent.parent / "schemes" / "seleksi_jpt_2017.json"
MADYA, IIA, IIB = "sekretaris_daerah", "kepala_dinas_kesehatan", "kepala_biro_organisasi"
CLOSING = date(2017, 2, 28)
# Somebody whose whole history is known, and holds no high post.
PENGAWAS = Post(post_type="Pengawas", since=date(2010, 1, 1))
# Held JPT Pratama from 2012 to 2014.
FORMER_PRATAMA = Post(post_type="JPT Pratama", since=date(2012, 3, 1), until=date(2014, 3, 1))


@pytest.fixture(scope="module")
def scheme() -> Scheme:
	return load_scheme(FILE)


def answer(scheme: Scheme, rule: str, **facts: Any) -> str:
	found = next(row for row in scheme.eligibility_rules if row.code == rule)
	return found.condition.judge(Facts(**facts), CLOSING).answer


def test_vacancies_as_categories(scheme: Scheme) -> None:
	"""Pasal 6 (1): 'Pimpinan Tinggi Madya; Pimpinan Tinggi Pratama'; (3) b parts the latter by echelon. The
	vacancies are samples, so they are marked as assumed."""
	assert {row.group for row in scheme.categories} == {"jpt_madya", "jpt_pratama_iia", "jpt_pratama_iib"}
	assert {row.basis for row in scheme.categories} == {"assumed"}
	assert {row.recommender for row in scheme.categories} == {None}


@pytest.mark.parametrize(
	("category", "articles"),
	[
		(MADYA, [f"Pasal 6 (2) {letter}" for letter in "abcdef"]),
		(IIA, ["Pasal 6 (3) a", *["Pasal 6 (3) b"] * 2, *(f"Pasal 6 (3) {x}" for x in "cde"), "Pasal 6 (4)"]),
		(IIB, ["Pasal 6 (3) a", *["Pasal 6 (3) b"] * 2, *(f"Pasal 6 (3) {x}" for x in "cde"), "Pasal 6 (4)"]),
	],
)
def test_requirements_by_kind_of_post(scheme: Scheme, category: str, articles: list[str]) -> None:
	assert [row.basis for row in scheme.rules_for(category)] == articles


@pytest.mark.parametrize("rule", ["pns_madya", "pns_pratama"])
def test_civil_servants_of_the_province_and_its_districts(scheme: Scheme, rule: str) -> None:
	"""Pasal 6 (2) a, (3) a: PNS 'di wilayah Provinsi', so a district's is for a person to see."""
	assert answer(scheme, rule, employment_status="PNS", in_organisation=True) == "met"
	assert answer(scheme, rule, employment_status="PNS", in_organisation=False) == "needs_review"
	assert answer(scheme, rule, employment_status="PPPK", in_organisation=True) == "not_met"


@pytest.mark.parametrize(
	("rule", "rank", "expected"),
	[
		("pangkat_madya", "IV/c", "met"),
		("pangkat_madya", "IV/b", "not_met"),
		("pangkat_pratama_iia", "IV/b", "met"),
		("pangkat_pratama_iia", "IV/a", "not_met"),
		("pangkat_pratama_iib", "IV/a", "met"),
		("pangkat_pratama_iib", "III/d", "not_met"),
		("pangkat_pratama_iib", None, "needs_review"),
	],
)
def test_lowest_rank(scheme: Scheme, rule: str, rank: str | None, expected: str) -> None:
	"""Pasal 6 (2) b 'IV/c'; (3) b 'IV/b … Eselon II.a', 'IV/a … Eselon II.b'."""
	assert answer(scheme, rule, rank=rank) == expected


@pytest.mark.parametrize(
	("post", "level", "rank", "expected"),
	[
		("Fungsional", "Ahli Madya", "IV/b", "met"),
		("Fungsional", "Ahli Madya", "IV/a", "not_met"),
		("Fungsional", "Ahli Muda", "IV/b", "not_met"),
		("Administrator", None, "IV/a", "met"),
	],
)
def test_applicants_from_functional_posts(
	scheme: Scheme, post: str, level: str | None, rank: str, expected: str
) -> None:
	"""Pasal 6 (3) b: 'Khusus untuk pelamar dari jabatan fungsional tertentu, paling rendah … ahli madya
	dengan Pangkat … (IV/b)', for an Eselon II.b post too."""
	facts = {"post_type": post, "functional_level": level, "rank": rank}
	assert answer(scheme, "jabatan_fungsional_pratama", **facts) == expected


def test_two_years_as_jpt_pratama(scheme: Scheme) -> None:
	"""Pasal 6 (2) c: 'paling kurang pernah menduduki 2 (dua) tahun dalam Jabatan Pimpinan Tinggi Pratama'.

	By hand: 1 March 2012 to 1 June 2014 is two years and three months; to 31 January 2014 it is a month
	short of two years. Without any history on record a person has to look.
	"""
	enough = Post(post_type="JPT Pratama", since=date(2012, 3, 1), until=date(2014, 6, 1))
	short = Post(post_type="JPT Pratama", since=date(2012, 3, 1), until=date(2014, 1, 31))
	assert answer(scheme, "riwayat_jabatan_madya", post_type="Administrator", posts=(enough,)) == "met"
	assert answer(scheme, "riwayat_jabatan_madya", post_type="Administrator", posts=(short,)) == "not_met"
	assert answer(scheme, "riwayat_jabatan_madya", post_type="Administrator") == "needs_review"


def test_post_history_met_only_through_the_senior_functional_post(scheme: Scheme) -> None:
	"""Pasal 6 (2) c: '… khusus untuk pelamar dari jabatan fungsional tertentu paling rendah menduduki Jabatan
	Fungsional Jenjang Utama'. No JPT post was ever held; the present post alone meets the rule."""
	never = (PENGAWAS.model_copy(update={"until": date(2012, 1, 1)}),)
	held = {"post_type": "Fungsional", "post_since": date(2012, 1, 1), "posts": never}
	assert answer(scheme, "riwayat_jabatan_madya", **held, functional_level="Ahli Utama") == "met"
	assert answer(scheme, "riwayat_jabatan_madya", **held, functional_level="Ahli Madya") == "not_met"
	assert answer(scheme, "riwayat_jabatan_madya", post_type="Pengawas", posts=(PENGAWAS,)) == "not_met"


@pytest.mark.parametrize("rule", ["pendidikan_madya", "pendidikan_pratama"])
@pytest.mark.parametrize(("education", "expected"), [("S1", "met"), ("D4", "met"), ("D3", "not_met")])
def test_first_degree_or_its_equal(scheme: Scheme, rule: str, education: str, expected: str) -> None:
	"""Pasal 6 (2) d, (3) c: 'Ijazah Sarjana Strata 1 (S-1) atau yang sederajat'."""
	assert answer(scheme, rule, education=education) == expected


@pytest.mark.parametrize(
	("birth", "expected"),
	[(date(1959, 2, 28), "met"), (date(1959, 2, 27), "not_met"), (None, "needs_review")],
)
def test_age_for_madya(scheme: Scheme, birth: date | None, expected: str) -> None:
	"""Pasal 6 (2) e: 'paling tinggi 58 (lima puluh delapan) tahun': the 58th birthday is the last day; who
	had it the day before is one day too old."""
	assert answer(scheme, "usia_madya", birth_date=birth) == expected


@pytest.mark.parametrize(
	("birth", "posts", "expected"),
	[
		(date(1960, 2, 28), (PENGAWAS,), "met"),
		(date(1960, 2, 27), (PENGAWAS,), "not_met"),
		(date(1959, 8, 15), (PENGAWAS,), "not_met"),
		(date(1959, 8, 15), (FORMER_PRATAMA, PENGAWAS), "met"),
		(date(1959, 8, 15), (), "needs_review"),
		(date(1959, 2, 28), (FORMER_PRATAMA,), "met"),
		(date(1959, 2, 27), (FORMER_PRATAMA,), "not_met"),
	],
)
def test_age_for_pratama(scheme: Scheme, birth: date, posts: tuple[Post, ...], expected: str) -> None:
	"""Pasal 6 (3) d: 57, 'dikecualikan bagi yang pernah menduduki Jabatan Tinggi Pratama/setara eselon II,
	berusia paling tinggi 58'.

	By hand, on 28 February 2017: born 28 February 1960 is 57 that day; born a day earlier is one day too old.
	Born 15 August 1959 is 57 years, 6 months and 13 days: only a former JPT Pratama may apply, up to 58.
	"""
	assert answer(scheme, "usia_pratama", birth_date=birth, post_type="Pengawas", posts=posts) == expected


@pytest.mark.parametrize("rule", ["prestasi_kerja_madya", "prestasi_kerja_pratama"])
def test_ratings(scheme: Scheme, rule: str) -> None:
	"""Pasal 6 (2) f, (3) e: 'bernilai baik dalam 2 (dua) tahun terakhir'."""
	good, weak = Rating(year=2016, predicate="Baik"), Rating(year=2015, predicate="Kurang")
	assert answer(scheme, rule, ratings=(good, Rating(year=2015, predicate="Baik"))) == "met"
	assert answer(scheme, rule, ratings=(good, weak)) == "not_met"


def test_permit_of_a_sitting_jpt_pratama(scheme: Scheme) -> None:
	"""Pasal 6 (4): 'harus mendapat ijin dari pejabat Pembina Kepegawaian': a question, and the letter."""
	assert answer(scheme, "izin_pembina_kepegawaian", post_type="JPT Pratama") == "needs_review"
	assert answer(scheme, "izin_pembina_kepegawaian", post_type="Administrator") == "met"
	for category, post, asked in ((IIA, "JPT Pratama", True), (IIA, "Administrator", False)):
		letters = [row for row in scheme.documents_for(category) if row.basis == "Pasal 6 (4)"]
		assert [row.is_asked_of(Facts(post_type=post), CLOSING) for row in letters] == [asked]
	assert "Pasal 6 (4)" not in {row.basis for row in scheme.documents_for(MADYA)}


def test_administrative_documents(scheme: Scheme) -> None:
	"""Pasal 11 (4) b 1 to 6; 6 'persyaratan lain sesuai pengumuman' only where the announcement asks."""
	rows = [row for row in scheme.document_requirements if row.basis.startswith("Pasal 11")]
	assert [row.basis for row in rows] == [f"Pasal 11 (4) b angka {number}" for number in range(1, 7)]
	assert [row.requirement for row in rows] == ["required"] * 5 + ["if_any"]


def test_fifteen_working_days_of_notice(scheme: Scheme) -> None:
	"""Pasal 11 (2): 'paling kurang 15 (lima) belas hari kerja, sebelum batas akhir'.

	By hand from Wednesday 1 February 2017: 1 2 3 | 6 7 8 9 10 | 13 14 (15 is a holiday) 16 17 | 20 21 22: the
	22nd is the fifteenth working day, so that the last day may be the 23rd at the earliest.
	"""
	announcement, submission = scheme.activities[:2]
	assert (announcement.kind, announcement.stage) == ("announcement", None)
	assert scheme.notice_days == 15
	weekends = {date(2017, 2, day) for day in (4, 5, 11, 12, 18, 19, 25, 26)}
	end = earliest_end(announcement.starts_on, 15, weekends | {date(2017, 2, 15)})
	assert end == date(2017, 2, 23)
	assert submission.ends_on == CLOSING >= end


def test_five_aspects_and_the_track_record(scheme: Scheme) -> None:
	"""Pasal 18 (1): 'aspek Administratif, Wawasan, Kompetensi dan Psikologi, Pemaparan Visi dan Misi dan
	Wawancara'; 15 (7): the track record 'bersifat kualitatif', so it never has a number."""
	assert [(stage.code, stage.kind) for stage in scheme.stages] == [
		("administratif", "document_check"),
		("wawasan", "panel_score"),
		("kompetensi", "test_result"),
		("visi_misi", "panel_score"),
		("rekam_jejak", "track_record"),
		("wawancara_akhir", "panel_score"),
		("penetapan", "decision"),
	]
	track = scheme.stage("rekam_jejak")
	assert (track.is_scored, track.instrument, track.weight) == (False, None, 0)
	assert track.decided_with == "wawancara_akhir"


def test_sub_aspects(scheme: Scheme) -> None:
	"""Pasal 18 (2), (3), (5), (6), (7), as listed; (4) is deleted."""
	rows = {row.code: [criterion.title for criterion in row.criteria] for row in scheme.instruments}
	assert [len(titles) for titles in rows.values()] == [9, 4, 8, 4, 3]
	assert rows["kompetensi"][:4] == ["Kecerdasan", "Kerja", "Kepribadian", "Kepemimpinan"]
	assert rows["kompetensi"][4:] == ["Personal", "Kerja", "Interpersonal", "Manajerial"]
	assert rows["wawancara_akhir"] == [
		"Kemampuan terhadap jabatan yang dilamar",
		"Motivasi",
		"Perilaku dan karakter",
	]


def test_weights_are_the_panel_s(scheme: Scheme) -> None:
	"""The document fixes no weight: five of stages and 28 of sub-aspects are open, and nothing else is."""
	open_stages = [stage.code for stage in scheme.stages if stage.set_by_panel]
	assert open_stages == ["administratif", "wawasan", "kompetensi", "visi_misi", "wawancara_akhir"]
	criteria = [row for form in scheme.instruments for row in form.criteria]
	assert all(row.set_by_panel and row.weight == Decimal(0) for row in criteria)
	problems = [problem.path for problem in check_scheme(scheme)]
	assert len(problems) == 5 + 28
	assert all(path.endswith(".weight") for path in problems)
