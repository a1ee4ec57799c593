"""What the app puts on a site, that it may be done again, and that all of it is taken away."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards import install
from ntb_awards.gateway.workflow_states import ACTIONS
from ntb_awards.hris.employee_fields import employee_fields


def fields_on_employee() -> set[str]:
	return set(frappe.get_all("Custom Field", {"dt": "Employee"}, pluck="fieldname", order_by="idx"))


def ours() -> set[str]:
	return {field["fieldname"] for field in employee_fields()}


def test_fields_on_employee() -> None:
	assert ours() <= fields_on_employee()
	meta = frappe.get_meta("Employee")
	ranks = meta.get_field("asn_rank").options.split("\n")
	assert ranks[0] == "" and "IV/e" in ranks and ranks[-1] == "XVII"
	assert meta.get_field("asn_nip").search_index


def test_the_tab_keeps_its_order() -> None:
	names = [field.fieldname for field in frappe.get_meta("Employee").fields]
	start = names.index("asn_tab")
	expected = [field["fieldname"] for field in employee_fields()]
	assert names[start : start + len(expected)] == expected


def test_fields_on_the_posts_held_before() -> None:
	fields = {field.fieldname: field for field in frappe.get_meta("Employee Internal Work History").fields}
	assert "Administrator" in fields["asn_post_type"].options.split("\n")
	assert "Ahli Madya" in fields["asn_functional_level"].options.split("\n")


def test_disability_stands_in_no_list_report_or_print() -> None:
	field = frappe.get_meta("Employee").get_field("asn_disability")
	assert field.report_hide and field.print_hide
	assert not (field.in_list_view or field.in_standard_filter or field.in_global_search)
	assert "asn_disability" not in frappe.get_meta("Employee").get_search_fields()


def test_all_of_it_may_be_done_again() -> None:
	before = _state()
	install.make_roles()
	install.make_base_workflow()
	assert install.import_schemes() is None
	assert _state() == before


def test_fields_are_written_only_where_they_changed() -> None:
	"""Writing a field rebuilds its table, which a migration should not do every time."""
	before = frappe.get_all("Custom Field", {"module": install.MODULE}, ["name", "modified"], order_by="name")
	install.make_custom_fields()
	after = frappe.get_all("Custom Field", {"module": install.MODULE}, ["name", "modified"], order_by="name")
	assert after == before


def _state() -> dict[str, list]:
	doctypes = (
		"Role",
		"Workflow",
		"Workflow State",
		"Workflow Action Master",
		"Award Scheme",
		"Custom Field",
	)
	return {
		doctype: frappe.get_all(doctype, fields=["name", "modified"], order_by="name") for doctype in doctypes
	}


def test_roles_that_were_changed_are_left_alone() -> None:
	frappe.db.set_value("Role", "Nominating Unit", "home_page", "/app/nomination")
	install.make_roles()
	assert frappe.db.get_value("Role", "Nominating Unit", "home_page") == "/app/nomination"


def test_a_workflow_that_was_changed_is_left_alone() -> None:
	workflow = frappe.get_doc("Workflow", {"document_type": "Nomination"})
	workflow.transitions = workflow.transitions[1:]
	workflow.save()
	install.make_base_workflow()
	stored = frappe.get_doc("Workflow", workflow.name)
	assert len(stored.transitions) == len(workflow.transitions)


def test_a_missing_workflow_is_made() -> None:
	frappe.db.delete("Workflow", {"document_type": "Nomination"})
	install.make_base_workflow()
	assert frappe.db.get_value("Workflow", {"document_type": "Nomination"}, "is_active")


def test_removal_leaves_nothing_of_ours() -> None:
	"""Everything but the columns, which are dropped for good after it (`drop_columns`)."""
	others = fields_on_employee() - ours()
	states = set(frappe.get_all("Workflow State", pluck="name", order_by="name"))
	_customise()
	install.remove_additions()
	assert fields_on_employee() == others
	assert install.additions() == []
	assert not frappe.db.exists("Role", {"name": ("in", install.DESK_ROLES)})
	assert not frappe.db.exists("Has Role", {"role": ("in", install.DESK_ROLES)})
	assert not frappe.db.exists("Workflow", {"document_type": "Nomination"})
	left = set(frappe.get_all("Workflow State", pluck="name", order_by="name"))
	assert {"Pending", "Approved", "Rejected"} <= left < states
	assert frappe.db.exists("Workflow", "Of Others") and "Submitted" in left
	actions = frappe.get_all("Workflow Action Master", pluck="name", order_by="name")
	assert not set(actions) & set(ACTIONS)
	for doctype in install.custom_fields():
		fields = frappe.get_meta(doctype, cached=False).fields
		assert not [field for field in fields if "asn_" in field.fieldname], doctype


def _customise() -> None:
	"""What people add with our roles, and another app's workflow that shares a state with ours."""
	frappe.get_doc(doctype="Custom DocPerm", parent="Employee", role="Awards Secretariat", read=1).db_insert()
	frappe.get_doc(
		doctype="Property Setter",
		doc_type="Employee",
		doctype_or_field="DocField",
		field_name="branch",
		property="hidden",
		value="1",
		module=install.MODULE,
	).insert()
	workflow = frappe.get_doc(doctype="Workflow", workflow_name="Of Others", document_type="ToDo")
	workflow.name = "Of Others"
	workflow.db_insert()
	row = {"parent": "Of Others", "parenttype": "Workflow", "parentfield": "states", "state": "Submitted"}
	frappe.get_doc(doctype="Workflow Document State", **row).db_insert()


@pytest.mark.parametrize(("version", "refused"), [("15.69.9", True), ("17.0.0", True), ("16.2.0", False)])
def test_versions(monkeypatch: pytest.MonkeyPatch, version: str, refused: bool) -> None:
	monkeypatch.setattr(frappe, "__version__", version)
	if not refused:
		install.before_install()
		return
	with pytest.raises(frappe.ValidationError, match=r"15\.70"):
		install.before_install()


def test_erpnext_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr(frappe, "get_installed_apps", lambda: ["frappe"])
	with pytest.raises(frappe.ValidationError, match="ERPNext"):
		install.check_versions()
