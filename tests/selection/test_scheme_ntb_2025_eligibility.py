"""Requirements 1.a and 1.b of the NTB ASN Awards 2025 rule document, judged for people at their limits.

The day of judging is the last day of the extended submission window, 11 November 2025.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import ntb_awards.selection
from ntb_awards.selection.facts import Facts, Rating, Record
from ntb_awards.selection.scheme import Scheme, load_scheme

FILE = Path(ntb_awards.selection.__file__).parent.parent / "schemes" / "ntb_asn_awards_2025.json"
STRUCTURAL = ["jpt", "administrator", "pengawas"]
OTHERS = ["fungsional", "pelaksana", "pppk", "pengelola_keuangan_aset", "asn_inspiratif"]
CLOSING = date(2025, 11, 11)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
	return load_scheme(FILE)


def answer(scheme: Scheme, rule: str, **facts: Any) -> str:
	found = next(row for row in scheme.eligibility_rules if row.code == rule)
	return found.condition.judge(Facts(**facts), CLOSING).answer


def test_requirements_by_article(scheme: Scheme) -> None:
	"""1.a.1 to 1.b.6.b, each once; 1.b.6 'Khusus kategori Pegawai ASN Inspiratif'."""
	general = ["1.a.1", "1.a.2", "1.a.3", "1.b.1", "1.b.2", "1.b.3", "1.b.4", "1.b.5"]
	for category in STRUCTURAL + OTHERS:
		bases = [row.basis for row in scheme.rules_for(category) if row.basis.startswith("1.")]
		assert bases == general + (["1.b.6.a", "1.b.6.b"] if category == "asn_inspiratif" else [])
		membership = [row for row in scheme.rules_for(category) if row.section == "Kategori"]
		assert len(membership) == (0 if category == "asn_inspiratif" else 1)


def test_general_requirements(scheme: Scheme) -> None:
	"""1.a.1 'Pegawai ASN di lingkup Pemerintah Provinsi'; 1.a.3 'sekurang-kurangnya 1 (satu) tahun'."""
	assert answer(scheme, "asn_of_province", in_organisation=True, employment_status="PPPK") == "met"
	assert answer(scheme, "asn_of_province", in_organisation=False, employment_status="PNS") == "not_met"
	assert answer(scheme, "integrity") == "needs_review"
	assert answer(scheme, "years_of_service", service_since=date(2024, 11, 11)) == "met"
	assert answer(scheme, "years_of_service", service_since=date(2024, 11, 12)) == "not_met"


def test_performance_and_innovation(scheme: Scheme) -> None:
	"""1.b.1 'predikat kinerja minimal "Baik" selama 2 (dua) tahun terakhir'; 1.b.2 'Memiliki Inovasi'."""
	good = Rating(year=2024, predicate="Baik")
	assert answer(scheme, "performance", ratings=(good, Rating(year=2023, predicate="Sangat Baik"))) == "met"
	assert (
		answer(scheme, "performance", ratings=(good, Rating(year=2023, predicate="Butuh Perbaikan")))
		== "not_met"
	)
	assert answer(scheme, "performance", ratings=(good,)) == "needs_review"
	assert answer(scheme, "innovation") == "not_met"
	assert answer(scheme, "innovation", innovation_title="A", innovation_description="B") == "needs_review"


@pytest.mark.parametrize(
	("status", "post", "since", "expected"),
	[
		("PNS", "Administrator", date(2024, 11, 11), "met"),
		("PNS", "Pengawas", date(2024, 11, 12), "not_met"),
		("PNS", "Pelaksana", date(2025, 10, 1), "met"),
		("PPPK", "Pengawas", date(2025, 10, 1), "met"),
		("PNS", "Pengawas", None, "needs_review"),
	],
)
def test_time_in_post(scheme: Scheme, status: str, post: str, since: date | None, expected: str) -> None:
	"""1.b.3: 'Khusus kandidat PNS dari unsur jabatan Administrator dan Pengawas …
	sekurang-kurangnya selama 1 (satu) tahun'."""
	assert (
		answer(scheme, "time_in_post", employment_status=status, post_type=post, post_since=since) == expected
	)


@pytest.mark.parametrize(("rule", "kind"), [("no_discipline", "Disciplinary"), ("no_criminal", "Criminal")])
def test_clean_record(scheme: Scheme, rule: str, kind: str) -> None:
	"""1.b.4 and 1.b.5: not serving, not under examination, none imposed
	'dalam kurun waktu 2 (dua) tahun terakhir'."""

	def judged(status: str, decided_on: date | None = None) -> str:
		return answer(scheme, rule, records=(Record(kind=kind, status=status, decided_on=decided_on),))

	assert answer(scheme, rule) == "met"
	assert judged("Serving", date(2020, 1, 1)) == "not_met"
	assert judged("Under Examination") == "not_met"
	assert judged("Completed", date(2023, 11, 12)) == "not_met"
	assert judged("Completed", date(2023, 11, 11)) == "met"


@pytest.mark.parametrize(
	("rule", "facts", "expected"),
	[
		("category_jpt", {"post_type": "JPT Madya"}, "met"),
		("category_jpt", {"post_type": "Administrator"}, "not_met"),
		("category_administrator", {"post_type": "Administrator"}, "met"),
		("category_pengawas", {"post_type": "Pelaksana"}, "not_met"),
		("category_fungsional", {"post_type": "Fungsional"}, "met"),
		("category_pelaksana", {}, "needs_review"),
		("category_pppk", {"employment_status": "PPPK"}, "met"),
		("category_pppk", {"employment_status": "PNS"}, "not_met"),
		("category_pengelola_keuangan_aset", {"post_type": "Pelaksana"}, "needs_review"),
	],
)
def test_membership_of_a_category(scheme: Scheme, rule: str, facts: dict[str, str], expected: str) -> None:
	"""2.b.11.a and 2.b.11.b: the categories are named after posts, a status and a task."""
	assert answer(scheme, rule, **facts) == expected


def test_the_inspirational_category(scheme: Scheme) -> None:
	"""1.b.6.a 'Memiliki kegiatan sosial'; 1.b.6.b 'kondisi dan lokasi kerja dengan keterbatasan akses'."""
	assert answer(scheme, "social_activity") == "not_met"
	assert answer(scheme, "social_activity", social_activity="Rumah baca") == "needs_review"
	assert answer(scheme, "limited_access") == "needs_review"
