"""The papers of a selection: score forms as their documents print them, letters, and the announcement."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import frappe
import pytest
from frappe.www.printview import get_html_and_style

from ntb_awards.gateway import announcements
from ntb_awards.gateway.recorded_sheets import fill_from_records
from ntb_awards.gateway.sheets import open_sheets
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.scheme import load_scheme as read_scheme
from ntb_awards.selection.scheme import shipped_schemes
from tests.site.builders import make_user
from tests.site.builders_access import store
from tests.site.builders_nomination import RECOMMENDATION, make_award_season, make_nominee
from tests.site.builders_recorded import (
	INSTRUMENTS,
	LGD,
	RECORDS,
	STAGES,
	Recorded,
	make_nomination,
	make_recorded,
)
from tests.site.builders_results import SCHEME
from tests.site.conftest import acting

# Three criteria in two components; the second has no "Narasi".
MATRIX = {
	**{"code": "form", "title": "Formulir Penilaian Uraian", "basis": "1"},
	**{"method": "points", "layout": "matrix"},
	"criteria": [
		*(
			{
				**{"code": f"{code}_{part}", "title": title, "component": component, "basis": "1"},
				**{"minimum": "1", "maximum": maximum},
			}
			for part, component in enumerate(("Pemahaman tugas", "Gagasan"), start=1)
			for code, title, maximum in (("asli", "Orisinalitas", "15"), ("isi", "Substansi", "15"))
		),
		{
			**{"code": "narasi_1", "title": "Narasi", "component": "Pemahaman tugas", "basis": "1"},
			**{"minimum": "1", "maximum": "10"},
		},
	],
}
LIST = {
	**{"code": "form", "title": "Wawancara", "basis": "1", "method": "points"},
	"criteria": [
		{
			**{"code": "waktu", "title": "Manajemen waktu", "component": "Presentasi", "basis": "1"},
			**{"minimum": "1", "maximum": "5"},
		},
		{
			**{"code": "motivasi", "title": "Motivasi kerja", "component": "Wawancara", "basis": "1"},
			**{"minimum": "1", "maximum": "95"},
		},
	],
}


def paper(doctype: str, name: str, form: str) -> str:
	return get_html_and_style(doctype, name, form)["html"]


def printed(doctype: str, name: str, form: str) -> str:
	"""The paper's text, words apart by one space."""
	html = paper(doctype, name, form)
	html = re.sub(r"<style.*?</style>|<script.*?</script>", " ", html, flags=re.S)
	return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def lines_of(doctype: str, name: str, form: str) -> list[list[str]]:
	"""The rows of the paper's first framed table, cell by cell."""
	html = paper(doctype, name, form)
	table = re.search(r'<table class="grid">.*?</table>', html, flags=re.S).group()
	return [
		[
			" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split())
			for cell in re.findall(r"<t[hd].*?</t[hd]>", row, flags=re.S)
		]
		for row in re.findall(r"<tr.*?</tr>", table, flags=re.S)
	]


def sheet_of(form: dict[str, Any] | None = None, **stage: Any) -> frappe.model.document.Document:
	stages = [{**one, **stage} if one["code"] == LGD else one for one in STAGES]
	instruments = [form or INSTRUMENTS[0], *INSTRUMENTS[1:]]
	made: Recorded = make_recorded(nominees=1, stage=LGD, stages=stages, instruments=instruments)
	frappe.db.set_value("Nomination", made.nominees[0], "post_title", "Widyabasa <Ahli> Muda")
	with acting(made.secretariat):
		open_sheets(made.season, made.category, LGD)
	return frappe.get_last_doc("Stage Score", {"season": made.season, "assessor": made.assessors[0]})


def scored(sheet: frappe.model.document.Document, *raws: str) -> None:
	for row, raw in zip(sheet.scores, raws, strict=True):
		row.raw = raw
	with acting(sheet.assessor):
		sheet.save()


# --- score forms ----------------------------------------------------------------------------------


def test_a_matrix_form_has_a_row_for_each_component() -> None:
	"""15 + 12,5 + 8 = 35,5 and 10 + 9 = 19; 54,5 of the 70 possible points are 77,8571."""
	sheet = sheet_of(MATRIX)
	scored(sheet, "15", "12.5", "10", "9", "8")
	rows = lines_of("Stage Score", sheet.name, "Formulir Penilaian")
	assert rows == [
		["No", "Aspek Penilaian", "Kriteria", "Jumlah Skor"],
		["Orisinalitas", "Substansi", "Narasi"],
		["Skor (1—15)", "Skor (1—15)", "Skor (1—10)"],
		["1", "Pemahaman tugas", "15", "12,5", "8", "35,5"],
		["2", "Gagasan", "10", "9", "–", "19"],
		["Total Skor", "54,5"],
		["Nilai", "77,8571"],
	]


def test_a_list_form_has_a_row_for_each_criterion() -> None:
	sheet = sheet_of(LIST)
	scored(sheet, "4", "80.5")
	assert lines_of("Stage Score", sheet.name, "Formulir Penilaian") == [
		["No", "Unsur Penilaian", "Batasan Skor", "Skor Perolehan", "Keterangan"],
		["1", "Manajemen waktu", "1—5", "4", "Presentasi"],
		["2", "Motivasi kerja", "1—95", "80,5", "Wawancara"],
		["Nilai (total skor)", "84,5", ""],
	]
	text = printed("Stage Score", sheet.name, "Formulir Penilaian")
	assert "Formulir Penilaian Wawancara" in text
	assert "Nama : Peserta 1 Uji NIP : 19850411 201003 0 001 Jabatan : Widyabasa <Ahli> Muda" in text
	assert "Penilai, " + frappe.utils.get_fullname(sheet.assessor) in text


def test_a_weighted_form_shows_its_weights() -> None:
	sheet = sheet_of()
	scored(sheet, "80")
	assert lines_of("Stage Score", sheet.name, "Formulir Penilaian")[1:] == [
		["1", "Isi", "100", "0—100", "80"],
		["Nilai (rata-rata tertimbang, 0—100)", "80"],
	]


@pytest.mark.parametrize("form", [MATRIX, LIST])
def test_an_open_sheet_prints_as_an_empty_form(form: dict) -> None:
	sheet = sheet_of(form)
	rows = lines_of("Stage Score", sheet.name, "Formulir Penilaian")
	scores = [cell for row in rows[-3:] for cell in row[2 if form is MATRIX else 3 :]]
	assert not any(re.fullmatch(r"[\d,]+", cell) for cell in scores)


def test_a_form_in_progress_has_no_sum() -> None:
	sheet = sheet_of(LIST)
	scored(sheet, "4", "")
	assert lines_of("Stage Score", sheet.name, "Formulir Penilaian")[-1] == ["Nilai (total skor)", "", ""]


def test_a_blind_stage_names_the_number_only() -> None:
	sheet = sheet_of(blind=True)
	text = printed("Stage Score", sheet.name, "Formulir Penilaian")
	assert "Nomor Peserta : 1" in text
	for secret in ("Peserta 1 Uji", "19850411", "Widyabasa"):
		assert secret not in text


def test_what_the_app_filled_in_names_its_source_and_no_assessor() -> None:
	made = make_recorded(nominees=1)
	with acting(made.secretariat):
		fill_from_records(made.season, made.category, RECORDS)
	text = printed("Stage Score", made.sheets(RECORDS)[0].name, "Formulir Penilaian")
	assert "96,67" in text and "Sumber:" in text and "Penilai," not in text


def test_only_who_sees_the_sheet_prints_it() -> None:
	sheet = sheet_of()
	for user in (make_user("Awards Assessor"), make_user("Nominating Unit")):
		with acting(user), pytest.raises(frappe.PermissionError):
			frappe.get_doc("Stage Score", sheet.name).check_permission("print")


# --- letters --------------------------------------------------------------------------------------


@pytest.fixture
def nomination() -> str:
	season = make_award_season()
	people = Recorded(season.name, SCHEME, f"{SCHEME}-fungsional", "", [], [])
	facts = Facts(employment_status="PNS", post_type="Fungsional").model_dump_json()
	return make_nomination(
		people,
		7,
		make_nominee().name,
		category_title="Jabatan Fungsional",
		recommender="Kepala Perangkat Daerah",
		rank="III/d",
		service_since="2010-03-01",
		submitted_at="2025-11-03 09:00:00",
		facts_json=facts,
		**RECOMMENDATION,
	)


def test_the_recommendation_names_recommender_nominee_and_requirements(nomination: str) -> None:
	text = printed("Nomination", nomination, "Surat Rekomendasi")
	for part in (
		"Nomor : 800/112/2025",
		"Nama : Drs. H. Lalu Mahrup, M.Si. Jabatan : Kepala Dinas",
		"Nama : Peserta 7 Uji",
		"Pangkat/Golongan : III/d",
		"untuk Kategori Jabatan Fungsional",
		"memiliki rekam jejak jabatan, integritas dan moralitas yang baik;",
		"tidak sedang menjalani hukuman disiplin",
		"1 November 2025 Kepala Dinas,",
	):
		assert part in text, part


def test_requirements_for_other_posts_are_left_out(nomination: str) -> None:
	assert "Administrator dan Pengawas" not in printed("Nomination", nomination, "Surat Rekomendasi")
	frappe.db.set_value("Nomination", nomination, "facts_json", Facts().model_dump_json())
	assert "Administrator dan Pengawas" in printed("Nomination", nomination, "Surat Rekomendasi")


def test_the_office_named_by_the_category_writes_on_its_own_paper(nomination: str) -> None:
	unit = frappe.db.get_value("Nomination", nomination, "unit")
	head = frappe.db.get_value("Department", unit, "department_name")
	assert printed("Nomination", nomination, "Surat Rekomendasi").count(head) == 2
	frappe.db.set_value(
		"Nomination", nomination, {"recommender": "Gubernur", "recommender_position": "Gubernur NTB"}
	)
	assert printed("Nomination", nomination, "Surat Rekomendasi").count(head) == 1


def test_the_statement_of_integrity_is_about_conduct(nomination: str) -> None:
	text = printed("Nomination", nomination, "Surat Pernyataan Integritas")
	for part in (
		"saya: memiliki rekam jejak jabatan, integritas dan moralitas yang baik;",
		"tidak sedang menjalani hukuman disiplin",
		"tidak sedang menjalani hukuman pidana",
		"Meterai Peserta 7 Uji",
	):
		assert part in text, part
	for other in ("masa kerja", "predikat kinerja", "inovasi"):
		assert other not in text.split("menyatakan")[1], other


def test_the_self_description_prints_the_text_or_the_questions(nomination: str) -> None:
	empty = printed("Nomination", nomination, "Formulir Deskripsi Diri")
	assert "Masa Kerja Keseluruhan : 15 tahun (sejak 1 Maret 2010)" in empty
	assert "Pendidikan Terakhir : S2" in empty and "Uraikan rincian tugas" in empty
	frappe.db.set_value("Nomination", nomination, "self_description", "Saya <b>mengabdi</b> sejak 2010.")
	text = printed("Nomination", nomination, "Formulir Deskripsi Diri")
	assert "(4 kata)" in text and "Saya <b>mengabdi</b> sejak 2010." in text
	assert "Uraikan rincian tugas" not in text


def test_a_draft_prints_with_blanks() -> None:
	season = make_award_season()
	people = Recorded(season.name, SCHEME, f"{SCHEME}-fungsional", "", [], [])
	name = make_nomination(people, 1, make_nominee().name, facts_json=None)
	for form in ("Surat Rekomendasi", "Surat Pernyataan Integritas", "Formulir Deskripsi Diri"):
		text = printed("Nomination", name, form)
		assert "None" not in text and "...." in text


def test_the_letters_that_shipped_schemes_name_are_there() -> None:
	documents = [one for path in shipped_schemes() for one in read_scheme(path).document_requirements]
	named = {one.print_format for one in documents if one.print_format}
	of_nominations = frappe.get_all("Print Format", {"doc_type": "Nomination"}, pluck="name")
	assert {"Surat Rekomendasi", "Surat Pernyataan Integritas"} <= named <= set(of_nominations)


# --- announcement ---------------------------------------------------------------------------------


def minutes(docstatus: int, stage: str = "fgd") -> str:
	season = make_award_season()
	rows = [(9, "Advance", "91.25", 1), (4, "Advance", "88.10", 2), (6, "Stop", "60.00", 3)]
	return store(
		"Plenary Minutes",
		season=season.name,
		category=f"{SCHEME}-fungsional",
		stage=stage,
		stage_title="Tahap Uji",
		held_on="2025-11-18",
		place="Mataram",
		minutes_number="BA/7/2025",
		docstatus=docstatus,
		signatories=[{"signatory_name": "Dr. H. Ketua, M.Si.", "role": "Chair"}],
		decisions=[
			{
				**{"nomination": f"n{number}", "number": number, "nominee_name": f"Peserta {number} Uji"},
				**{
					"decision": decision,
					"score": score,
					"rank": rank,
					"track_record": "Clarification Needed",
				},
			}
			for number, decision, score, rank in rows
		],
	).name


def test_the_announcement_names_who_passed_by_number_without_scores() -> None:
	name = minutes(1)
	text = printed("Plenary Minutes", name, "Pengumuman Hasil")
	assert "tanggal 18 November 2025" in text and "BA/7/2025" in text and "lolos" in text
	rows = lines_of("Plenary Minutes", name, "Pengumuman Hasil")
	assert [row[:3] for row in rows[1:]] == [["1", "4", "Peserta 4 Uji"], ["2", "9", "Peserta 9 Uji"]]
	for secret in ("91", "88", "Peserta 6", "Clarification"):
		assert secret not in text.replace("BA/7/2025", "")


def test_the_last_stage_announces_who_is_best() -> None:
	assert "ditetapkan sebagai terbaik" in printed(
		"Plenary Minutes", minutes(1, "determination"), "Pengumuman Hasil"
	)


def test_minutes_that_are_not_submitted_announce_nothing() -> None:
	"""Frappe prints no cancelled document; asked for its contents, there are none either."""
	draft, cancelled = minutes(0), minutes(2)
	text = printed("Plenary Minutes", draft, "Pengumuman Hasil")
	assert "Belum ada pengumuman" in text
	assert "Peserta" not in text
	assert announcements.contents(frappe.get_doc("Plenary Minutes", cancelled)) is None
