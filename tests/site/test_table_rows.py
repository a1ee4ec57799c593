"""A row of a table addressed by its own name, as the REST API allows."""

from __future__ import annotations

import frappe
import pytest
from frappe.client import set_value
from frappe.model.base_document import get_controller

from ntb_awards.ntb_awards.table_row import TableRow
from tests.site.builders_nomination import IN_WINDOW, make_award_season, make_submitted, make_unit_user

TABLES = "Eligibility Result", "Stage Result"


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


def test_every_table_of_the_app_is_guarded() -> None:
	tables = frappe.get_all("DocType", {"module": "NTB Awards", "istable": 1}, pluck="name", order_by="name")
	assert set(TABLES) <= set(tables)
	assert [name for name in tables if not issubclass(get_controller(name), TableRow)] == []


def test_a_row_is_not_saved_deleted_or_added_by_itself(as_user) -> None:
	nomination = make_submitted(make_award_season().name)
	row = next(row for row in nomination.eligibility if row.rule == "integrity")
	for user in ("Administrator", make_unit_user(nomination.unit)):
		with as_user(user):
			forged = frappe.get_doc("Eligibility Result", row.name)
			forged.update({"decision": "Met", "reason": "palsu"})
			with pytest.raises(frappe.PermissionError):
				forged.save()
			with pytest.raises(frappe.PermissionError):
				frappe.delete_doc("Eligibility Result", row.name)
			of_it = {"parent": nomination.name, "parenttype": "Nomination", "parentfield": "stage_results"}
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc({"doctype": "Stage Result", "stage": "fgd", "value": "100", **of_it}).insert()
	assert not frappe.db.get_value("Eligibility Result", row.name, "decision")


def test_by_way_of_its_document_the_rules_apply(as_user) -> None:
	nomination = make_submitted(make_award_season().name)
	row = next(row for row in nomination.eligibility if row.rule == "integrity")
	decision = {"decision": "Met", "reason": "Diperiksa."}
	with as_user(make_unit_user(nomination.unit)), pytest.raises(frappe.PermissionError):
		set_value("Eligibility Result", row.name, decision)
	set_value("Eligibility Result", row.name, decision)
	assert frappe.db.get_value("Eligibility Result", row.name, "decided_by") == "Administrator"
