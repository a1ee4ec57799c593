"""What the app adds to a site and takes away again: fields on Employee, roles, the workflow, the schemes.

Everything here may run any number of times. What an administrator has changed is left alone.
"""

from __future__ import annotations

from collections.abc import Collection

import frappe
from frappe import _
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields
from frappe.utils import cint

from ntb_awards.hris.employee_fields import employee_fields, work_history_fields

MODULE = "NTB Awards"
OLDEST, TOO_NEW = (15, 70), (17, 0)
DESK_ROLES = (
	"Awards Administrator",
	"Awards Secretariat",
	"Awards Assessor",
	"Nominating Unit",
	"Awards Auditor",
)
# Reads what is put to him on a page of his own, and never opens the desk.
PORTAL_ROLES = ("Awards Recommender",)
ROLES = (*DESK_ROLES, *PORTAL_ROLES)
# Workflow states and actions of a new Frappe site.
SHIPPED_WITH_FRAPPE = {"Pending", "Approved", "Rejected", "Approve", "Reject", "Review"}


def before_install() -> None:
	"""Refuse sites this version was not written for, before anything is changed."""
	check_versions()


def after_install() -> None:
	set_up()


def after_migrate() -> None:
	set_up()


def set_up() -> None:
	"""Everything the app needs on a site besides its own DocTypes; each step may be repeated."""
	make_roles()
	make_custom_fields()
	make_base_workflow()
	import_schemes()


def check_versions() -> None:
	"""Raise unless Frappe is 15.70 or later and below 17, and ERPNext is installed."""
	version = tuple(cint(part) for part in frappe.__version__.split(".")[:2])
	if not OLDEST <= version < TOO_NEW:
		frappe.throw(
			_("This app needs Frappe 15.70 or later and earlier than 17; this is {0}.").format(
				frappe.__version__
			)
		)
	if "erpnext" not in frappe.get_installed_apps():
		frappe.throw(_("This app needs ERPNext. Install it on this site first: bench install-app erpnext"))


def before_uninstall() -> None:
	"""Take back everything the app added to documents of other apps; its own DocTypes Frappe removes."""
	fields = own_custom_fields()
	remove_additions()
	drop_columns(fields)


def remove_additions() -> None:
	"""Delete our custom fields, property setters, workflow, permissions and roles, and their use."""
	for doctype, name in additions():
		frappe.delete_doc(doctype, name, force=True, ignore_permissions=True, ignore_missing=True)
	frappe.db.delete("Has Role", {"role": ("in", ROLES)})
	for role in ROLES:
		frappe.delete_doc("Role", role, force=True, ignore_permissions=True, ignore_missing=True)
	frappe.clear_cache()


def additions() -> list[tuple[str, str]]:
	"""(DocType, name) of what is ours among records of other apps, in the order of deletion."""
	from ntb_awards.gateway import workflow_states as flow

	doctypes = frappe.get_all("DocType", {"module": MODULE}, pluck="name", order_by="name")
	on_ours = {"document_type": ("in", doctypes)}
	workflows = frappe.get_all("Workflow", on_ours, pluck="name", order_by="name")
	permissions = [
		*_names("Custom DocPerm", {"role": ("in", ROLES)}),
		*_names("Custom DocPerm", {"parent": ("in", doctypes)}),
	]
	return [
		*_names("Custom Field", {"module": MODULE}),
		*_names("Property Setter", {"module": MODULE}),
		*dict.fromkeys(permissions),
		*(("Workflow", name) for name in workflows),
		*_only_in("Workflow Document State", "state", "Workflow State", workflows, flow.BASE_STATES),
		*_only_in("Workflow Transition", "action", "Workflow Action Master", workflows, flow.ACTIONS),
	]


def own_custom_fields() -> list[tuple[str, str]]:
	"""(DocType, fieldname) of every custom field of this app."""
	rows = frappe.get_all("Custom Field", {"module": MODULE}, ["dt", "fieldname"], order_by="dt, idx")
	return [(row.dt, row.fieldname) for row in rows]


def drop_columns(fields: list[tuple[str, str]]) -> None:
	"""Drop the columns that deleted custom fields leave behind, with the personal data in them."""
	for doctype, fieldname in fields:
		if frappe.db.has_column(doctype, fieldname):
			frappe.db.sql_ddl(f"alter table `tab{doctype}` drop column `{fieldname}`")


def _names(doctype: str, filters: dict) -> list[tuple[str, str]]:
	return [(doctype, name) for name in frappe.get_all(doctype, filters, pluck="name", order_by="name")]


def _only_in(
	child: str, field: str, doctype: str, workflows: list[str], made: Collection[str]
) -> list[tuple[str, str]]:
	"""States or actions that we made or these workflows use, and nobody else."""
	used = set(frappe.get_all(child, {"parent": ("in", workflows)}, pluck=field, order_by="name"))
	elsewhere = set(frappe.get_all(child, {"parent": ("not in", workflows)}, pluck=field, order_by="name"))
	names = (used | set(made)) - elsewhere - SHIPPED_WITH_FRAPPE
	return [(doctype, name) for name in sorted(names) if frappe.db.exists(doctype, name)]


def make_roles() -> None:
	"""Create the roles that are missing. Existing ones are never written (it would sign people out)."""
	for role in ROLES:
		if not frappe.db.exists("Role", role):
			values = {"role_name": role, "desk_access": int(role in DESK_ROLES)}
			frappe.get_doc({"doctype": "Role", **values}).insert(ignore_permissions=True)


def make_custom_fields() -> None:
	create_custom_fields(custom_fields(), ignore_validate=True, update=True)


def make_base_workflow() -> None:
	"""Create the workflow on Nomination where there is none; one that is there belongs to the site."""
	from ntb_awards.gateway.workflow import ensure_base_workflow

	if not frappe.db.exists("Workflow", {"document_type": "Nomination"}):
		ensure_base_workflow()


def import_schemes() -> None:
	"""Import the schemes shipped with the app that the site does not have yet."""
	from ntb_awards.gateway.schemes import import_shipped_schemes

	import_shipped_schemes()


def custom_fields() -> dict[str, list[dict]]:
	"""Fields by DocType that the app adds to other apps' documents."""
	fields = {"Employee": employee_fields(), "Employee Internal Work History": work_history_fields()}
	return {doctype: [{**field, "module": MODULE} for field in rows] for doctype, rows in fields.items()}
