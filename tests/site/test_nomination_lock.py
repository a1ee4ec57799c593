"""Outside Draft and Returned nothing a person entered can be changed, by whatever door."""

from __future__ import annotations

import json

import frappe
import pytest
from frappe.client import bulk_update, set_value
from frappe.desk.doctype.bulk_update.bulk_update import submit_cancel_or_update_docs
from frappe.desk.form.save import savedocs
from frappe.desk.reportview import delete_items
from frappe.model.document import Document
from frappe.model.workflow import WorkflowPermissionError, WorkflowTransitionError

from tests.site.builders import make_unit, make_user
from tests.site.builders_nomination import (
	IN_WINDOW,
	act,
	category,
	decide_open_rules,
	make_accepted,
	make_award_season,
	make_documents,
	make_nomination,
	make_nominee,
	make_submitted,
	make_unit_user,
)

NOMINATION = "Nomination"
FIRST_STATE, NEXT_STATE = "Seleksi Administrasi", "Focus Group Discussion (FGD)"


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


@pytest.fixture
def season() -> str:
	return make_award_season().name


@pytest.fixture
def submitted(season: str) -> Document:
	return make_submitted(season)


def stored(nomination: Document, field: str) -> object:
	return frappe.db.get_value(NOMINATION, nomination.name, field)


@pytest.mark.parametrize(
	("field", "value"),
	[
		("self_description", "Diubah"),
		("innovation_title", ""),
		("recommender_name", "Orang Lain"),
		("recommendation_date", "2025-11-02"),
		("nip", "198504112010032999"),
		("post_type", "Pelaksana"),
	],
)
def test_set_value_over_rest(submitted: Document, as_user, field: str, value: str) -> None:
	"""As the unit, and as the Secretariat: submitted is submitted."""
	before = stored(submitted, field)
	for user in (make_unit_user(submitted.unit), make_user("Awards Secretariat")):
		with as_user(user), pytest.raises(frappe.ValidationError, match="return the nomination"):
			set_value(NOMINATION, submitted.name, field, value)
	assert stored(submitted, field) == before


def test_the_message_names_every_changed_field(submitted: Document) -> None:
	submitted.update({"category": category("pelaksana"), "social_activity": "Baru"})
	with pytest.raises(frappe.ValidationError, match=r"Award Category.*Social Activity"):
		submitted.save()


def test_the_form_of_the_unit(submitted: Document, as_user) -> None:
	sent = submitted.as_dict(convert_dates_to_str=True)
	sent["self_description"] = "Diubah"
	with (
		as_user(make_unit_user(submitted.unit)),
		pytest.raises(frappe.ValidationError, match="Self-Description"),
	):
		savedocs(json.dumps(sent), "Save")


@pytest.fixture
def rollback_to_here(submitted: Document, monkeypatch: pytest.MonkeyPatch) -> None:
	"""Actions on lists roll the whole transaction back when one document fails; here only to this point."""
	rollback = frappe.db.rollback
	frappe.db.savepoint("here")
	monkeypatch.setattr(frappe.db, "rollback", lambda **_ignored: rollback(save_point="here"))
	monkeypatch.setattr(frappe.db, "commit", lambda: None)


@pytest.mark.usefixtures("rollback_to_here")
def test_bulk_edit_of_the_list(submitted: Document, as_user) -> None:
	with as_user(make_user("Awards Secretariat")):
		submit_cancel_or_update_docs(
			NOMINATION, json.dumps([submitted.name]), "update", {"recommender_name": "Orang Lain"}
		)
	assert stored(submitted, "recommender_name") == submitted.recommender_name


def test_bulk_update_over_rest(submitted: Document, as_user) -> None:
	change = {"doctype": NOMINATION, "docname": submitted.name, "self_description": "Diubah"}
	with as_user(make_unit_user(submitted.unit)):
		failed = bulk_update(json.dumps([change]))["failed_docs"]
	assert len(failed) == 1
	assert stored(submitted, "self_description") == submitted.self_description


@pytest.mark.parametrize("state", [FIRST_STATE, NEXT_STATE, "Winner", "Not Advanced", "Draft", "Returned"])
def test_a_forged_state(submitted: Document, as_user, state: str) -> None:
	"""The workflow state as a plain field: what the actions do not allow is refused."""
	for user in (make_unit_user(submitted.unit), make_user("Awards Secretariat")):
		with as_user(user), pytest.raises(frappe.ValidationError):
			set_value(NOMINATION, submitted.name, "workflow_state", state)
	assert stored(submitted, "workflow_state") == "Submitted"


def test_a_state_of_the_next_gate_without_minutes(season: str, as_user) -> None:
	accepted = make_accepted(season)
	with (
		as_user(make_user("Awards Secretariat")),
		pytest.raises(frappe.ValidationError, match="Plenary Minutes"),
	):
		set_value(NOMINATION, accepted.name, "workflow_state", NEXT_STATE)


def test_the_unit_accepts_nobody(season: str, as_user) -> None:
	eligible = decide_open_rules(make_submitted(season))
	with as_user(make_unit_user(eligible.unit)):
		with pytest.raises(WorkflowTransitionError):
			act(eligible, "Accept")
		with pytest.raises(WorkflowPermissionError):
			set_value(NOMINATION, eligible.name, "workflow_state", FIRST_STATE)


def test_a_nomination_is_not_born_submitted(season: str) -> None:
	for state in ("Submitted", FIRST_STATE, "Winner"):
		with pytest.raises(frappe.ValidationError, match="begins as a draft"):
			make_nomination(season, workflow_state=state)


@pytest.mark.parametrize(
	("field", "value"),
	[
		("number", 99),
		("final_score", "100"),
		("final_rank", 1),
		("stage", "presentation"),
		("outcome", "Winner"),
		("minutes_decision", "Advance"),
		("eligibility_status", "Eligible"),
		("facts_json", "{}"),
		("submitted_by", "Guest"),
	],
)
def test_what_the_app_writes_is_put_back(submitted: Document, field: str, value: object) -> None:
	before = stored(submitted, field)
	set_value(NOMINATION, submitted.name, field, value)
	assert stored(submitted, field) == before


def test_results_written_meanwhile_survive_an_open_form(submitted: Document) -> None:
	"""The ranking job writes without touching `modified`; a form opened before must not undo it."""
	form = frappe.get_doc(NOMINATION, submitted.name)
	frappe.db.set_value(NOMINATION, submitted.name, "final_score", "87.50", update_modified=False)
	form.withdrawal_reason = "Pindah tugas"
	form.save()
	assert stored(submitted, "final_score") == "87.50"


def test_reasons_belong_to_their_actions(season: str, as_user) -> None:
	"""Only the Secretariat writes a reason for return, and neither is open in a draft."""
	draft = make_nomination(season, return_reason="x", withdrawal_reason="x")
	assert not draft.return_reason and not draft.withdrawal_reason
	submitted = make_submitted(season)
	with as_user(make_unit_user(submitted.unit)):
		with pytest.raises(frappe.ValidationError, match="Reason for Return"):
			set_value(NOMINATION, submitted.name, "return_reason", "x")
		set_value(NOMINATION, submitted.name, "withdrawal_reason", "Pindah tugas")
		assert act(submitted, "Withdraw").outcome == "Withdrawn"


def test_an_ended_nomination_is_fixed(season: str) -> None:
	submitted = make_submitted(
		season,
	)
	set_value(NOMINATION, submitted.name, "withdrawal_reason", "Pindah tugas")
	act(submitted, "Withdraw")
	for field in ("withdrawal_reason", "self_description"):
		with pytest.raises(frappe.ValidationError):
			set_value(NOMINATION, submitted.name, field, "Diubah")


def test_a_returned_nomination_keeps_its_nominee(submitted: Document) -> None:
	set_value(NOMINATION, submitted.name, "return_reason", "Lengkapi")
	returned = act(submitted, "Return for Completion")
	returned.employee = make_nominee().name
	with pytest.raises(frappe.ValidationError, match="cannot be changed after submission"):
		returned.save()


def test_units_touch_only_their_own(season: str, as_user) -> None:
	draft, stranger = make_nomination(season), make_unit_user(make_unit())
	with as_user(stranger):
		for forged in ({}, {"unit": frappe.db.get_value("Employee", {"user_id": stranger}, "department")}):
			doc = frappe.get_doc(NOMINATION, draft.name)
			doc.update({"self_description": "Diubah", **forged})
			with pytest.raises(frappe.PermissionError):
				doc.save()
		with pytest.raises(frappe.PermissionError):
			make_nomination(season, draft.employee, unit=stranger)


@pytest.mark.parametrize("role", ["Awards Assessor", "Awards Auditor", "Employee"])
def test_who_only_reads_changes_nothing(season: str, as_user, role: str) -> None:
	draft = make_nomination(season)
	with as_user(make_user(role)):
		with pytest.raises(frappe.PermissionError):
			set_value(NOMINATION, draft.name, "self_description", "Diubah")
		with pytest.raises(frappe.PermissionError):
			make_nomination(season, draft.employee)


def test_only_drafts_are_deleted(season: str) -> None:
	draft, submitted = make_nomination(season), make_submitted(season)
	make_documents(draft)
	frappe.db.delete("Assessment 360", {"nomination": draft.name})
	frappe.delete_doc(NOMINATION, draft.name)
	assert not frappe.db.exists("Supporting Document", {"nomination": draft.name})
	with pytest.raises(frappe.ValidationError, match="stays on record"):
		frappe.delete_doc(NOMINATION, submitted.name)


@pytest.mark.usefixtures("rollback_to_here")
def test_bulk_deletion_of_the_list(submitted: Document, monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setitem(frappe.form_dict, "items", json.dumps([submitted.name]))
	monkeypatch.setitem(frappe.form_dict, "doctype", NOMINATION)
	delete_items()
	assert frappe.db.exists(NOMINATION, submitted.name)


def test_a_returned_nomination_is_not_deleted(submitted: Document) -> None:
	set_value(NOMINATION, submitted.name, "return_reason", "Lengkapi")
	act(submitted, "Return for Completion")
	with pytest.raises(frappe.ValidationError, match="stays on record"):
		frappe.delete_doc(NOMINATION, submitted.name)
