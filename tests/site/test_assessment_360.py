"""Assessment 360, the document: it is valued by its form, and nobody writes it through Frappe's own doors."""

from __future__ import annotations

import json
from collections.abc import Callable

import frappe
import frappe.client
import frappe.share
import pytest
from frappe.desk.form import assign_to
from frappe.desk.form.utils import add_comment
from frappe.model.document import Document

from tests.site.builders import make_user
from tests.site.builders_feedback import (
	answer,
	full_answers,
	make_feedback_season,
	make_requests,
	name_verifiers,
	set_of,
)
from tests.site.builders_scoring import Scoring
from tests.site.conftest import acting

DOCTYPE = "Assessment 360"


@pytest.fixture
def filed() -> tuple[Scoring, dict[str, Document]]:
	"""The season, and the requests to a superior and two peers; the superior has answered 4 throughout."""
	scoring, people = make_feedback_season()
	requests = make_requests(scoring.nominees[0], people)
	answer(requests["superior"], "4")
	return scoring, requests


@pytest.fixture
def sheet(filed: tuple[Scoring, dict[str, Document]]) -> Document:
	return set_of(filed[1]["superior"])


def test_valued_by_its_form(filed: tuple[Scoring, dict[str, Document]], sheet: Document) -> None:
	"""Seven values from 1 to 5, weights 14 × 5 + 15 × 2 = 100: all 4 give 4 ÷ 5 × 100 = 80."""
	scoring, requests = filed
	assert (sheet.value, sheet.season, sheet.nominee_name) == ("80.0000", scoring.season, "Peserta 1 Uji")
	assert (sheet.nomination, sheet.category) == (scoring.nominees[0], scoring.category)
	assert (sheet.relation, sheet.docstatus, sheet.validity) == ("superior", 1, "")
	answer(requests["peer"], {**full_answers(requests["peer"], "5"), "akuntabel": "2,5"})
	# 14 × 2.5 ÷ 5 + 86 × 5 ÷ 5 = 7 + 86
	other = set_of(requests["peer"])
	assert (other.value, json.loads(other.answers)["akuntabel"]) == ("93.0000", "2.5")


def test_it_has_no_field_that_could_name_the_contributor() -> None:
	links = {field.fieldname: field.options for field in frappe.get_meta(DOCTYPE).get_link_fields()}
	assert links == {
		"nomination": "Nomination",
		"season": "Award Season",
		"category": "Award Category",
		"verified_by": "User",
		"amended_from": DOCTYPE,
	}


DOORS: dict[str, Callable[[Document], object]] = {
	"insert": lambda sheet: frappe.copy_doc(sheet).insert(ignore_permissions=True),
	"insert without validation": lambda sheet: _unvalidated(frappe.copy_doc(sheet)).insert(),
	"save": lambda sheet: sheet.update({"value": "1"}).save(ignore_permissions=True),
	"cancel": lambda sheet: sheet.cancel(),
	"delete": lambda sheet: frappe.delete_doc(DOCTYPE, sheet.name, force=True),
	"rename": lambda sheet: frappe.rename_doc(DOCTYPE, sheet.name, "lain", force=True),
	"merge": lambda sheet: sheet.rename("lain", force=True),
	"share": lambda sheet: frappe.share.add(DOCTYPE, sheet.name, make_user("Employee")),
	"REST insert": lambda sheet: frappe.client.insert(frappe.copy_doc(sheet).as_dict()),
	"REST set_value": lambda sheet: frappe.client.set_value(DOCTYPE, sheet.name, "value", "1"),
	"REST cancel": lambda sheet: frappe.client.cancel(DOCTYPE, sheet.name),
	"REST delete": lambda sheet: frappe.client.delete(DOCTYPE, sheet.name),
	"comment": lambda sheet: add_comment(DOCTYPE, sheet.name, "Ini dari atasannya", "a@b.example", "a"),
	"comment by code": lambda sheet: sheet.add_comment("Comment", "Ini dari atasannya"),
}


def _unvalidated(sheet: Document) -> Document:
	sheet.flags.ignore_validate = sheet.flags.ignore_permissions = True
	return sheet


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("who", ["administrator", "verifier", "secretariat", "system manager"])
def test_nobody_writes_it_through_the_doors_of_frappe(
	filed: tuple[Scoring, dict[str, Document]], sheet: Document, door: str, who: str
) -> None:
	scoring, _requests = filed
	name_verifiers(scoring.season, scoring.assessors[0])
	users = {
		"administrator": "Administrator",
		"verifier": scoring.assessors[0],
		"secretariat": scoring.secretariat,
		"system manager": make_user("System Manager"),
	}
	before = frappe.get_all(DOCTYPE, {"season": scoring.season}, ["*"], order_by="name")
	# Frappe itself refuses to delete what was submitted.
	refusals = (frappe.PermissionError, frappe.ValidationError)
	with acting(users[who]), pytest.raises(refusals if "delete" in door else frappe.PermissionError):
		DOORS[door](sheet)
	assert frappe.get_all(DOCTYPE, {"season": scoring.season}, ["*"], order_by="name") == before
	for trace, field in (("Version", "docname"), ("Comment", "reference_name"), ("DocShare", "share_name")):
		assert not frappe.db.count(trace, {field: sheet.name})
	assert not frappe.db.count("Deleted Document", {"deleted_name": sheet.name})


@pytest.mark.parametrize("docstatus", [0, 2])
def test_neither_drafts_nor_former_answers_are_deleted(sheet: Document, docstatus: int) -> None:
	sheet.db_set("docstatus", docstatus, update_modified=False)
	with pytest.raises(frappe.PermissionError):
		frappe.delete_doc(DOCTYPE, sheet.name, force=True)
	assert frappe.db.exists(DOCTYPE, sheet.name)


def test_it_cannot_be_handed_to_others(filed: tuple[Scoring, dict[str, Document]], sheet: Document) -> None:
	"""Assigning shares a document with whoever may not see it."""
	scoring, _requests = filed
	verifier, other = scoring.assessors[:2]
	name_verifiers(scoring.season, verifier)
	with acting(verifier), pytest.raises(frappe.PermissionError):
		assign_to.add({"assign_to": frappe.as_json([other]), "doctype": DOCTYPE, "name": sheet.name})
	with acting(other):
		assert not frappe.has_permission(DOCTYPE, "read", sheet.name)
