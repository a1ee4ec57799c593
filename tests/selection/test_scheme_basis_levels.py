"""Where the numbers of the other four rule documents' schemes come from: a place of the document, or
"assumed"; and what exactly is assumed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import ntb_awards.selection
from ntb_awards.selection.checks import assumed, check_scheme
from ntb_awards.selection.scheme import ASSUMED, Scheme, load_scheme

from .test_scheme_ntb_2025_basis import bases, numbers

FOLDER = Path(ntb_awards.selection.__file__).parent.parent / "schemes"
DOCUMENTS = {
	"pergub-asn-berprestasi-2025-draft.md": ("asn_berprestasi_2025", "asn_berprestasi_2025_unit"),
	"anugerah-asn-2023.md": ("anugerah_asn_2023", "anugerah_asn_2023_daerah", "anugerah_asn_2023_pusat"),
	"pergub-1-2017-open-selection.md": ("seleksi_jpt_2017",),
	"badan-bahasa-2024.md": ("badan_bahasa_2024", "badan_bahasa_2024_satker"),
}
# Every place of a document that a basis may name, as the document numbers it.
PLACES = {
	"pergub-asn-berprestasi-2025-draft.md": (
		r"Pasal (1 angka 8|3 \([56]\)|4 \([1-7]\)|6 [a-h]|7 \(([1-9]|1[0-2])\)|8( [a-f])?|10 \([23]\)"
		r"|13 \(1\)|13 \(2\) [a-d]|14 \([1-4]\)|15 \([12]\)|16 [a-e])"
	),
	"anugerah-asn-2023.md": (
		r"Latar Belakang|Timeline|Hadiah Pemenang|Mekanisme Berjenjang|Kategori Anugerah ASN 2023"
		r"|1 Kategori JPT Madya Terbaik|2 Kategori JPT Pratama Terbaik|3 Kategori Administrator Terbaik"
		r"|4 Kategori Pengawas Terbaik|5 Kategori Best Employee|6 Kategori Dosen Terbaik"
		r"|Persyaratan( [1-5]|, berkas [1-6])?"
		r"|Instrumen Penilaian(, baris ([1-7]|Daerah Tertinggal|ASN Inklusif))?"
		r"|Instrumen Penilaian, kolom Bobot (Non )?Manajerial"
	),
	"pergub-1-2017-open-selection.md": (
		r"Pasal (1 angka 11|6 \(2\) [a-f]|6 \(3\) [a-e]|6 \(4\)|11 \(2\)|11 \(4\) b angka [1-6]|13 \(2\)"
		r"|15 \([1457]\)|18 \([1-35-7]\))"
	),
	"badan-bahasa-2024.md": (
		r"C\.1\.b|C\.2(\.b)?|C\.3\.[a-eg]|C\.4\.[a-d]|C\.5\.a\.[1-3]|C\.5\.a\.3\.[abc]"
		r"|C\.5\.a\.3 (manajerial( [a-e])?|nonmanajerial( [a-i])?)|C\.5\.b\.[1-4]|D\.1\.a|D\.1\.b\.4|D\.2\.a"
		r"|F\.2\.[a-f]|F\.2\.f\.[34]|Lampiran A(\.[23])?|Lampiran B\.[1-5]|Lampiran B\.1\.c( baris [1-5])?"
		r"|Lampiran B\.2\.c( baris ([1-9]|10))?|Lampiran B\.3\.d|Lampiran B\.5\.[bc]"
	),
}
CASES = [(document, code) for document, codes in DOCUMENTS.items() for code in codes]


def scheme_of(code: str) -> Scheme:
	return load_scheme(FOLDER / f"{code}.json")


@pytest.mark.parametrize(("document", "code"), CASES)
def test_a_scheme_is_sound_and_names_its_document(document: str, code: str) -> None:
	"""Only the weights that pergub-1-2017 leaves to the panel are still to be entered."""
	scheme = scheme_of(code)
	assert (scheme.code, scheme.source_document, scheme.version) == (code, document, 1)
	open_parts = {problem.path.rpartition(".")[2] for problem in check_scheme(scheme)}
	assert open_parts == ({"weight"} if code == "seleksi_jpt_2017" else set())


@pytest.mark.parametrize(("document", "code"), CASES)
def test_every_number_has_a_basis(document: str, code: str) -> None:
	"""Only the version and the year of a scheme stand for themselves; the days of notice have a basis of
	another name."""
	data = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))
	found = dict(numbers(data))
	assert len(found) > 20
	without = [path for path, has_basis in found.items() if not has_basis and path != "notice_days"]
	assert without == ["version", "year"]
	assert bool(data.get("notice_days")) == bool(data.get("notice_basis"))


@pytest.mark.parametrize(("document", "code"), CASES)
def test_every_basis_is_a_place_of_the_document_or_assumed(document: str, code: str) -> None:
	"""A basis may name several places, parted by "; "; each must exist."""
	data = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))
	places = {part for basis in bases(data) if basis != ASSUMED for part in basis.split("; ")}
	assert [place for place in sorted(places) if not re.fullmatch(PLACES[document], place)] == []


@pytest.mark.parametrize("code", [code for codes in DOCUMENTS.values() for code in codes])
def test_levels_propose_to_a_shipped_scheme_that_takes_them(code: str) -> None:
	"""A level below names the one above, and the one above has a quota for the winners of each category."""
	scheme = scheme_of(code)
	if scheme.proposes_to is None:
		return
	above = scheme_of(scheme.proposes_to)
	assert above.source_document == scheme.source_document
	through = [quota for quota in above.quotas if code in quota.through]
	shared = {row.code for row in scheme.categories} & {row.code for row in above.categories}
	for category in shared or {row.code for row in above.categories}:
		assert any(above.category(category).is_among(quota.categories) for quota in through)


FORM = "instruments.{}.criteria.{}.weight_basis"
ALWAYS = {"places_basis", "tie_basis"}
JUDGED = "reference_date_basis"
COMPLETENESS = {
	"stages.seleksi_administrasi.weight_basis",
	"stages.seleksi_administrasi.advancement_basis",
	FORM.format("kelengkapan_dokumen", "kelengkapan"),
}
MERIT = ("prestasi", "inovasi", "pengabdian", "keteladanan")
ANUGERAH = {
	*COMPLETENESS,
	"stages.penilaian_berakhlak.advancement_basis",
	"stages.penetapan.weight_basis",
}
OPEN = {
	"asn_berprestasi_2025": {
		JUDGED,
		*COMPLETENESS,
		"categories.jpt.basis",
		*(f"stages.{stage}.weight_basis" for stage in ("seleksi_tertulis", "wawancara", "final_pemilihan")),
		*(f"stages.{stage}.advancement_basis" for stage in ("seleksi_tertulis", "wawancara")),
		FORM.format("tes_tertulis", "nilai_tes"),
		*(FORM.format("wawancara", row) for row in MERIT),
	},
	"asn_berprestasi_2025_unit": {
		JUDGED,
		"stages.seleksi_internal.weight_basis",
		"stages.seleksi_internal.advancement_basis",
		"stages.penetapan_wakil.weight_basis",
		*(FORM.format("seleksi_internal", row) for row in MERIT),
	},
	"anugerah_asn_2023": {
		*ANUGERAH,
		"quotas.guru_kementerian.basis",
		"quotas.kesehatan_kementerian.basis",
	},
	"anugerah_asn_2023_daerah": ANUGERAH,
	"anugerah_asn_2023_pusat": ANUGERAH,
	"badan_bahasa_2024": {
		JUDGED,
		"winners_basis",
		*(
			f"stages.{stage}.weight_basis"
			for stage in ("deskripsi_diri", "presentasi_wawancara", "lgd", "prediksi_kompetensi")
		),
		"stages.rapat_pleno.advancement_basis",
		FORM.format("lgd", "peran_aktif"),
		FORM.format("lgd", "kontribusi"),
		FORM.format("prediksi_kompetensi", "nilai_prediksi"),
	},
	"badan_bahasa_2024_satker": {
		JUDGED,
		"contributor_rules.seluruh_pegawai.min_group_basis",
		*(f"contributor_rules.seluruh_pegawai.relations.{place}.weight_basis" for place in range(3)),
	},
}


@pytest.mark.parametrize("code", OPEN)
def test_exactly_this_is_assumed(code: str) -> None:
	"""Besides rounding, the tie rule, how assessors are aggregated, ranges, rubric levels and dates, which no
	document fixes throughout: what each one leaves open. The 2017 regulation leaves all weights open and is
	tested by itself."""
	everywhere = re.compile(r"activities\.|tie_steps\.|.*(\.levels\.|aggregation_basis|range_basis)")
	assert {path for path in assumed(scheme_of(code)) if not everywhere.match(path)} == ALWAYS | OPEN[code]
