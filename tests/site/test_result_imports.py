"""Results of a test from a spreadsheet: template, preview, all or nothing."""

from __future__ import annotations

from io import BytesIO

import frappe
import pytest
from openpyxl import load_workbook

from ntb_awards.gateway import recorded_sheets
from ntb_awards.gateway.recorded_sheets import cancel_sheets
from ntb_awards.gateway.result_imports import import_results, preview, template
from ntb_awards.gateway.seasons import load_season
from tests.site.builders import make_user
from tests.site.builders_recorded import (
	LGD,
	RECORDS,
	TEST,
	Recorded,
	make_recorded,
	make_upload,
	xlsx,
)
from tests.site.builders_rules import refused
from tests.site.conftest import acting

HEADS = ["Nominee Number", "NIP", "Name", "Award Category", "Wawasan (0–100)", "Esai (1–50)"]


@pytest.fixture
def made() -> Recorded:
	return make_recorded(stage=TEST)


def nip(number: int) -> str:
	return f"19850411201003{number:04d}"


def row(number: int, wawasan: object = 80, esai: object = 40, **changes: object) -> list:
	return [number, changes.get("nip", nip(number)), f"Peserta {number} Uji", "Umum", wawasan, esai]


def upload(made: Recorded, content: bytes, name: str = "hasil.xlsx") -> str:
	return make_upload(content, name, made.secretariat)


def take(made: Recorded, *rows: list, stage: str = TEST) -> dict:
	url = upload(made, xlsx(HEADS, *rows))
	with acting(made.secretariat):
		return import_results(made.season, stage, url)


def look(made: Recorded, content: bytes, name: str = "hasil.xlsx") -> dict:
	url = upload(made, content, name)
	with acting(made.secretariat):
		return preview(made.season, TEST, url)


def filled_template(made: Recorded) -> bytes:
	with acting(made.secretariat):
		template(made.season, TEST)
	return frappe.response["filecontent"]


# --- template -------------------------------------------------------------------------------------


def test_the_template_waits_for_everybody_at_the_stage(made: Recorded) -> None:
	frappe.db.set_value("Nomination", made.nominees[2], {"workflow_state": "Withdrawn", "stage": None})
	sheet = load_workbook(BytesIO(filled_template(made))).active
	rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
	assert rows[0][4:] == ["Wawasan (0–100)", "Esai (1–50)"]
	assert [line[:4] for line in rows[1:]] == [
		[1, nip(1), "Peserta 1 Uji", "Umum"],
		[2, nip(2), "Peserta 2 Uji", "Umum"],
	]
	assert (sheet["B2"].data_type, sheet["B2"].number_format) == ("s", "@")
	assert frappe.response["type"] == "binary" and frappe.response["filename"].endswith(".xlsx")
	limits = sheet.data_validations.dataValidation
	ranges = sorted((str(one.sqref), one.formula1, one.formula2) for one in limits)
	assert ranges == [("E2:E3", "0.0", "100.0"), ("F2:F3", "1.0", "50.0")]


def test_the_template_filled_in_is_taken_in(made: Recorded) -> None:
	book = load_workbook(BytesIO(filled_template(made)))
	for line in (2, 3, 4):
		book.active.cell(line, 5).value, book.active.cell(line, 6).value = "87,5", 40.5
	out = BytesIO()
	book.save(out)
	found = look(made, out.getvalue())
	assert (found["sound"], found["warnings"], len(found["rows"])) == (True, [], 3)


def test_a_name_is_never_a_formula_in_the_template(made: Recorded) -> None:
	frappe.db.set_value("Nomination", made.nominees[0], "employee_name", "=1+1")
	sheet = load_workbook(BytesIO(filled_template(made))).active
	assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")


# --- preview --------------------------------------------------------------------------------------


def test_the_preview_explains_every_row_and_stores_nothing(made: Recorded) -> None:
	content = xlsx(HEADS, row(1), row(2, "x", 51), row(9), row(1), row(3, nip=nip(2)), row(3, "=1+1"))
	found = look(made, content)
	assert not found["sound"]
	assert [(one["line"], one["number"], one["name"]) for one in found["rows"]][:2] == [
		(2, 1, "Peserta 1 Uji"),
		(3, 2, "Peserta 2 Uji"),
	]
	told = [" | ".join(one["faults"]) for one in found["rows"]]
	for text, part in zip(
		told, ("", "not a number", "number 9", "row 2 already", "NIP is not", "formula"), strict=True
	):
		assert part in text and bool(part) == bool(text)
	assert "51 is outside 1–50" in told[1]
	assert "5 of 6" in found["message"]
	assert made.sheets(TEST) == [] and not frappe.db.count("Result Import", {"season": made.season})


def test_csv_with_semicolons_and_decimal_commas(made: Recorded) -> None:
	lines = [HEADS, *([str(cell) for cell in row(number, "87,5", "40,25")] for number in (1, 2, 3))]
	content = "\r\n".join(";".join(line) for line in lines).encode("utf-8-sig")
	found = look(made, content, "hasil.csv")
	assert (found["sound"], found["faults"]) == (True, [])
	assert found["rows"][0]["cells"]["esai"] == "40,25"


def test_formulas_in_a_csv_are_faults_too(made: Recorded) -> None:
	content = "\n".join(",".join(map(str, line)) for line in (HEADS, row(1, "=2+2"))).encode()
	assert "formula" in look(made, content, "hasil.csv")["rows"][0]["faults"][0]


def test_the_headings_of_the_site_and_of_the_reader_are_both_known(made: Recorded) -> None:
	frappe.local.lang = "id"
	try:
		assert look(made, xlsx(HEADS, row(1)))["sound"]
		content = filled_template(made)
	finally:
		frappe.local.lang = "en"
	book = load_workbook(BytesIO(content))
	book.active["E2"], book.active["F2"] = 50, 50
	book.active.delete_rows(3, 2)
	out = BytesIO()
	book.save(out)
	assert look(made, out.getvalue())["sound"]


def test_who_is_left_out_is_a_warning(made: Recorded) -> None:
	found = look(made, xlsx(HEADS, row(1)))
	assert found["sound"] and len(found["warnings"]) == 2
	assert "Peserta 2 Uji" in found["warnings"][0]


@pytest.mark.parametrize(
	("name", "content", "told"),
	[
		("hasil.txt", b"teks", "neither an XLSX nor a CSV"),
		("hasil.xls", b"\xd0\xcf\x11\xe0", "neither an XLSX nor a CSV"),
		("hasil.xlsx", b"this is no workbook", "cannot be read as XLSX"),
		("hasil.csv", b"a,b\x00c", "cannot be read as CSV"),
		("besar.csv", b"a," * 3_000_000, "larger than 5 MB"),
		("panjang.csv", b"a,b\n" * 6000, "more than 5000 rows"),
	],
)
def test_what_is_no_table_is_refused(made: Recorded, name: str, content: bytes, told: str) -> None:
	assert told in refused(look, made, content, name)


def test_an_empty_file(made: Recorded) -> None:
	assert look(made, xlsx())["faults"] == ["The file is empty. Download the template and fill it in"]


# --- import ---------------------------------------------------------------------------------------


def test_the_import_submits_a_sheet_for_every_row_and_keeps_the_file(made: Recorded) -> None:
	done = take(made, row(1, "87,5", 50), row(2), row(3))
	assert done["imported"] == 3
	sheets = made.sheets(TEST)
	assert [(sheet.entry, sheet.assessor, sheet.status) for sheet in sheets] == [
		("Import", made.secretariat, "Submitted")
	] * 3
	first = sheets[0]
	assert [line.raw for line in first.scores] == ["87.5", "50"]
	# Points: (87.5 + 50) of 150
	assert first.value == "91.6667"
	assert "hasil.xlsx" in first.source and "2" in first.source
	kept = frappe.get_doc("Result Import", done["document"])
	assert (kept.nominees, kept.imported_by, kept.stage) == (3, made.secretariat, TEST)
	file = frappe.get_doc("File", {"file_url": kept.file, "attached_to_name": kept.name})
	assert file.is_private and file.file_url.startswith("/private/files/")
	loaded = load_season(made.season)
	assert len([one for one in loaded.season.sheets if one.status == "submitted"]) == 3


def test_one_fault_and_nothing_is_stored(made: Recorded) -> None:
	url = upload(made, xlsx(HEADS, row(1), row(2, 101)))
	with acting(made.secretariat):
		told = refused(import_results, made.season, TEST, url)
	assert "Row 3" in told and "101" in told
	assert made.sheets(TEST) == [] and not frappe.db.count("Result Import", {"season": made.season})


def test_an_error_on_the_way_leaves_nothing(made: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
	"""The caller's transaction is one: what fails takes the import's own record with it."""

	def fail(*_args: object) -> None:
		raise frappe.ValidationError("disk full")

	monkeypatch.setattr(recorded_sheets, "bulk_insert", fail)
	frappe.db.savepoint("before_import")
	assert "disk full" in refused(take, made, row(1))
	frappe.db.rollback(save_point="before_import")
	assert not frappe.db.count("Result Import", {"season": made.season})


def test_not_twice(made: Recorded) -> None:
	take(made, row(1))
	told = refused(take, made, row(1), row(2))
	assert "has a result already" in told
	with acting(made.secretariat):
		cancel_sheets([made.sheets(TEST)[0].name], "Salah berkas")
	assert take(made, row(1), row(2))["imported"] == 2


def test_only_who_stands_there_and_only_such_stages(made: Recorded) -> None:
	made.at(RECORDS)
	assert "does not stand at" in refused(take, made, row(1))
	assert "Tes Tertulis" in refused(take, made, row(1), stage=LGD)


def test_a_nominee_imports_no_own_result(made: Recorded) -> None:
	frappe.db.set_value("Employee", made.people[0], "user_id", made.secretariat)
	assert "own nomination" in refused(take, made, row(1), row(2))
	assert take(made, row(2))["imported"] == 1


def test_only_staff(made: Recorded) -> None:
	for user in (made.assessors[0], make_user("Awards Auditor"), make_user("Nominating Unit")):
		url = make_upload(xlsx(HEADS, row(1)), user=user)
		with acting(user):
			for action in (preview, import_results):
				with pytest.raises(frappe.PermissionError):
					action(made.season, TEST, url)
			with pytest.raises(frappe.PermissionError):
				template(made.season, TEST)


def test_only_a_file_one_may_read(made: Recorded) -> None:
	url = make_upload(xlsx(HEADS, row(1)), user=make_user("Awards Secretariat"))
	with acting(made.secretariat):
		assert "not found" in refused(import_results, made.season, TEST, url)
		assert "not found" in refused(import_results, made.season, TEST, "https://example.org/hasil.xlsx")


def test_the_kept_file_is_for_staff_and_auditors(made: Recorded) -> None:
	done = take(made, row(1))
	kept = frappe.get_doc("Result Import", done["document"])
	file = frappe.get_doc("File", {"attached_to_name": kept.name})
	allowed = {
		made.assessors[0]: False,
		make_user("Nominating Unit"): False,
		make_user("Awards Secretariat"): True,
		make_user("Awards Auditor"): True,
	}
	for user, may in allowed.items():
		with acting(user):
			assert (bool(file.has_permission("read")), bool(kept.has_permission("read"))) == (may, may)


def test_the_record_of_an_import_stays_as_it_is(made: Recorded) -> None:
	kept = frappe.get_doc("Result Import", take(made, row(1))["document"])
	kept.nominees = 9
	for action in (kept.save, kept.delete, frappe.copy_doc(kept).insert):
		with pytest.raises(frappe.PermissionError):
			action()
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("File", frappe.db.get_value("File", {"attached_to_name": kept.name}))
