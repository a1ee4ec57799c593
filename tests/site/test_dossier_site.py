"""Season Dossier: sealed from the season, accepted by the engine, and left as it is."""

from __future__ import annotations

import json
import re

import frappe
import pytest

from ntb_awards.gateway.redaction import Redactor
from ntb_awards.ntb_awards.doctype.season_dossier.season_dossier import seal_season
from ntb_awards.ntb_awards.report.weighted_ranking.weighted_ranking import execute
from ntb_awards.selection.dossier import read, verify
from tests.site.builders import make_user
from tests.site.builders_results import make_decided_season, make_nominees

pytestmark = pytest.mark.usefixtures("savepoint")


@pytest.fixture
def decided() -> tuple[str, list[str], list[str]]:
	"""Season, assessors, contributors."""
	return make_decided_season()


def content_of(dossier: str) -> bytes:
	file = frappe.get_doc("File", {"attached_to_doctype": "Season Dossier", "attached_to_name": dossier})
	content = file.get_content()
	return content.encode() if isinstance(content, str) else content


def test_the_sealed_file_verifies(decided):
	name = seal_season(decided[0])
	data = content_of(name)
	assert verify(data) == []
	stored = frappe.get_doc("Season Dossier", name)
	assert (stored.sha256, stored.size) == (json.loads(data)["sha256"], len(data))
	assert stored.nominees == 4


def test_any_changed_digit_is_found(decided):
	data = content_of(seal_season(decided[0]))
	at = re.search(rb'"raw":"|"kinerja":"(\d)', data).start(1)
	changed = data[:at] + (b"1" if data[at : at + 1] != b"1" else b"2") + data[at + 1 :]
	assert verify(changed)


def test_the_report_equals_the_sealed_results_cell_by_cell(decided):
	_content, dossier = read(content_of(seal_season(decided[0])))
	shown = {row["number"]: row for row in execute({"season": decided[0]})[1]}
	rows = [row for result in dossier.results for row in result.rows]
	assert len(rows) == len(shown) == 4
	for row in rows:
		cells = shown[row.nominee]
		for code, cell in row.stages.items():
			assert cells[f"stage_{code}"] == (None if cell.value is None else f"{cell.value:.4f}")
		assert (cells["rank"], cells["status_code"]) == (row.rank, row.status)
		assert cells["final"] == (None if row.final is None else f"{row.final:.2f}")


def test_nobody_stands_in_it_by_name(decided):
	season, assessors, contributors = decided
	text = content_of(seal_season(season)).decode()
	people = frappe.get_all("Nomination", filters={"season": season}, fields=["employee_name", "nip"])
	secret = [*assessors, *contributors, *(row.employee_name for row in people), *(row.nip for row in people)]
	assert not [one for one in secret if one in text]
	assert "No. 2 berhalangan" in text


def test_the_file_is_private(decided):
	name = seal_season(decided[0])
	assert frappe.db.get_value("Season Dossier", name, "file").startswith("/private/files/")


def test_what_a_client_sends_is_not_looked_at(decided):
	forged = frappe.get_doc(
		{
			"doctype": "Season Dossier",
			"season": decided[0],
			"sha256": "0" * 64,
			"file": "/files/x.json",
			"nominees": 9,
		}
	).insert()
	assert forged.sha256 != "0" * 64 and forged.nominees == 4 and "dossier-" in forged.file


def test_a_sealed_dossier_is_not_changed_or_deleted(decided):
	doc = frappe.get_doc("Season Dossier", seal_season(decided[0]))
	doc.sha256 = "0" * 64
	with pytest.raises(frappe.ValidationError, match="neither changed nor deleted"):
		doc.save()
	with pytest.raises(frappe.ValidationError, match="neither changed nor deleted"):
		frappe.delete_doc("Season Dossier", doc.name)


def test_its_file_is_not_changed_or_deleted(decided):
	name = seal_season(decided[0])
	file = frappe.get_doc("File", {"attached_to_name": name})
	with pytest.raises(frappe.ValidationError, match="It stays as it is"):
		frappe.delete_doc("File", file.name)
	assert verify(content_of(name)) == []
	file.reload()
	file.is_private = 0
	with pytest.raises(frappe.ValidationError, match="It stays as it is"):
		file.save()


def test_sealing_says_which_minutes_are_missing(decided):
	make_nominees(decided[0], 1, first=9, category="ntb_asn_awards_2025-v1-fungsional")
	with pytest.raises(
		frappe.ValidationError, match="1 nominees wait for the minutes of Seleksi Administrasi"
	):
		seal_season(decided[0])


@pytest.mark.parametrize("role", ["Awards Assessor", "Awards Auditor", "Nominating Unit", "Employee"])
def test_others_do_not_seal(decided, as_user, role):
	with as_user(make_user(role)), pytest.raises(frappe.PermissionError):
		seal_season(decided[0])


def test_the_secretariat_seals_and_the_auditor_reads(decided, as_user):
	with as_user(make_user("Awards Secretariat")):
		name = seal_season(decided[0])
	file = frappe.get_doc("File", {"attached_to_name": name})
	with as_user(make_user("Awards Auditor")):
		assert frappe.get_doc("File", file.name).has_permission("read")
	with as_user(make_user("Awards Assessor")):
		assert not frappe.get_doc("File", file.name).has_permission("read")


@pytest.mark.parametrize(
	("text", "published"),
	[
		("Budi Santoso unggul", "No. 3 unggul"),
		("BUDI  SANTOSO, S.Kom.", "No. 3, S.Kom."),
		("NIP 19680411 199303 1 009", "NIP No. 3"),
		("NIP 196804111993031009", "NIP No. 3"),
		("NIP 19700101 200001 2 001 lain", "NIP [NIP] lain"),
		("Budi Santosoputra", "Budi Santosoputra"),
		(None, ""),
	],
)
def test_names_are_replaced(text, published):
	redact = Redactor({"Drs. Budi Santoso, M.Si": "No. 3", "196804111993031009": "No. 3"})
	assert redact(text) == published
