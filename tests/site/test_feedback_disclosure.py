"""Who gave a set of 360° answers: told to a verifier who says why, and on record; and what verifiers read."""

from __future__ import annotations

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.gateway.feedback_sets import contents
from ntb_awards.gateway.feedback_verification import mark_invalid, who_gave
from tests.site.builders import make_user
from tests.site.builders_feedback import (
	Filed,
	make_filed,
	name_verifiers,
)
from tests.site.conftest import acting

REASON = "Seluruh nilai sama tanpa penjelasan"


@pytest.fixture
def filed() -> Filed:
	return make_filed()


def stored(name: str) -> Document:
	return frappe.get_doc("Assessment 360", name)


# Who gave a set


def test_who_gave_a_set_is_told_and_kept(filed: Filed) -> None:
	with acting(filed.verifier):
		person = who_gave(filed.set_of("superior"), REASON)
	expected = frappe.db.get_value("Employee", filed.people["superior"], "employee_name")
	assert person["full_name"] == expected
	(log,) = frappe.get_all("Feedback Disclosure", {"season": filed.scoring.season}, ["*"], order_by="name")
	assert (log.verifier, log.reason, log.assessment) == (filed.verifier, REASON, filed.set_of("superior"))
	assert (log.nomination, log.nominee_name) == (filed.scoring.nominees[0], "Peserta 1 Uji")
	# It does not say whom the verifier found.
	assert expected not in str(log) and filed.requests["superior"].contributor not in str(log)


def test_of_a_former_round_too(filed: Filed) -> None:
	name = filed.set_of("second_peer")
	with acting(filed.verifier):
		mark_invalid(name, REASON)
		person = who_gave(name, REASON)
	assert person["full_name"] == filed.requests["second_peer"].contributor_name


@pytest.mark.parametrize("reason", ["", "  ", "curiga saja"])
def test_no_name_without_a_reason_in_words(filed: Filed, reason: str) -> None:
	with acting(filed.verifier), pytest.raises(frappe.MandatoryError):
		who_gave(filed.set_of("superior"), reason)
	assert not frappe.db.count("Feedback Disclosure", {"season": filed.scoring.season})


def test_who_sees_the_requests_and_marks_invalid_is_on_record(filed: Filed) -> None:
	"""Such a verifier sees whose request is open again; others do not, and leave no entry."""
	with acting(filed.verifier):
		mark_invalid(filed.set_of("peer"), REASON)
	assert not frappe.db.count("Feedback Disclosure", {"season": filed.scoring.season})
	staff = filed.scoring.secretariat
	name_verifiers(filed.scoring.season, staff)
	with acting(staff):
		mark_invalid(filed.set_of("superior"), REASON)
	(log,) = frappe.get_all(
		"Feedback Disclosure", {"season": filed.scoring.season}, ["verifier", "reason"], order_by="name"
	)
	assert log.verifier == staff and REASON not in log.reason


def test_the_log_is_never_changed_made_or_deleted(filed: Filed) -> None:
	with acting(filed.verifier):
		who_gave(filed.set_of("superior"), REASON)
	log = frappe.get_last_doc("Feedback Disclosure")
	values = log.as_dict() | {"name": None, "flags": {"recorded_by_the_app": True}}
	for user in ("Administrator", filed.scoring.secretariat, make_user("System Manager")):
		with acting(user):
			for action in (
				lambda: log.update({"reason": "lain"}).save(ignore_permissions=True),
				lambda: frappe.delete_doc(
					"Feedback Disclosure", log.name, ignore_permissions=True, force=True
				),
				lambda: frappe.rename_doc("Feedback Disclosure", log.name, "lain", force=True),
				lambda: frappe.get_doc(values).insert(ignore_permissions=True),
				lambda: frappe.client.delete("Feedback Disclosure", log.name),
				lambda: frappe.client.set_value("Feedback Disclosure", log.name, "reason", "lain"),
			):
				with pytest.raises(frappe.PermissionError):
					action()
				log.reload()
	assert log.reason == REASON


# What the verifier reads


def test_a_set_as_it_is_read(filed: Filed) -> None:
	with acting(filed.verifier):
		found = contents(filed.set_of("superior"))
		form = frappe.get_doc("Assessment 360", filed.set_of("superior")).as_dict()
	assert {row["score"] for row in found["aspects"]} == {"4"}
	assert len(found["aspects"]) == 7
	assert all(row["title"] and row["maximum"] == "5" for row in found["aspects"])
	assert (found["verified"], found["decided"], found["needs_end"]) == (True, None, False)
	person = filed.requests["superior"]
	for text in (str(found), str(form)):
		assert (
			person.contributor not in text and person.contributor_name not in text and person.name not in text
		)


def test_drafts_are_not_read(filed: Filed) -> None:
	name = filed.set_of("peer")
	frappe.db.set_value("Assessment 360", name, "docstatus", 0)
	with acting(filed.verifier), pytest.raises(frappe.PermissionError):
		contents(name)
