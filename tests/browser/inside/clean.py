"""Take out everything a browser test has stored, past the rules that keep a season from being deleted.

python clean.py SITE '{"season": code, "scheme": code, "unit": title, "domain": of the logins}'
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

import frappe
from frappe.model import table_fields

WAITING = "Workflow Action"
# Where Frappe notes what a person does, and by which field.
NOTED = {
	"__Auth": "name",
	"Activity Log": "user",
	"Comment": "owner",
	"DocShare": "user",
	"Notification Log": "for_user",
	"Notification Settings": "name",
	"Route History": "user",
	"Sessions": "user",
	"Version": "owner",
	"View Log": "viewed_by",
}


def main(what: dict[str, str]) -> None:
	season, scheme = what["season"], f"{what['scheme']}-v1"
	titles = frappe.get_all("Scheme Stage", {"parent": scheme}, pluck="title")
	for doctype in parts_of_app("season"):
		erase(doctype, {"season": season})
	erase("Award Season", {"name": season})
	for doctype in parts_of_app("scheme"):
		erase(doctype, {"scheme": scheme})
	erase("Award Scheme", {"name": scheme})
	take_out_of_workflow(scheme, titles)
	forget_people(what["domain"], what["unit"])


def parts_of_app(link: str) -> list[str]:
	"""The app's documents that name their season or scheme in a field `link`."""
	own = frappe.get_all("DocType", {"module": "NTB Awards", "istable": 0}, pluck="name")
	return frappe.get_all(
		"DocField", {"fieldname": link, "fieldtype": "Link", "parent": ("in", own)}, pluck="parent"
	)


def erase(doctype: str, filters: dict[str, Any]) -> None:
	"""The documents with their rows, files and history, without asking their controllers."""
	names = frappe.get_all(doctype, filters, pluck="name")
	if not names:
		return
	erase_rows(doctype, names)
	attached = {"attached_to_doctype": doctype, "attached_to_name": ("in", names)}
	for file in frappe.get_all("File", attached, pluck="name"):
		past_rules = {"force": True, "ignore_permissions": True, "flags": {"by_its_document": True}}
		frappe.delete_doc("File", file, delete_permanently=True, **past_rules)
	frappe.db.delete("Version", {"ref_doctype": doctype, "docname": ("in", names)})
	for kept in ("Comment", "Activity Log"):
		frappe.db.delete(kept, {"reference_doctype": doctype, "reference_name": ("in", names)})
	if doctype != WAITING:
		erase(WAITING, {"reference_doctype": doctype, "reference_name": ("in", names)})
	frappe.db.delete(doctype, {"name": ("in", names)})


def erase_rows(doctype: str, names: list[str]) -> None:
	for field in frappe.get_meta(doctype).get("fields", {"fieldtype": ("in", table_fields)}):
		frappe.db.delete(field.options, {"parent": ("in", names), "parenttype": doctype})


def take_out_of_workflow(scheme: str, titles: Iterable[str]) -> None:
	frappe.db.delete("Workflow Transition", {"condition": ("like", f"%{scheme}%")})
	for title in titles:
		if not frappe.db.exists("Workflow Transition", {"state": title}):
			frappe.db.delete("Workflow Document State", {"state": title})
			frappe.db.delete("Workflow State", {"name": title})


def forget_people(domain: str, unit: str) -> None:
	"""The logins with what Frappe has noted of them, the employees and their unit."""
	units = frappe.get_all("Department", {"department_name": unit}, pluck="name")
	users = frappe.get_all("User", {"name": ("like", f"%@{domain}")}, pluck="name")
	erase("Employee", {"department": ("in", units)})
	erase("Department", {"name": ("in", units)})
	erase("User", {"name": ("in", users)})
	frappe.db.delete("DefaultValue", {"parent": ("in", users)})
	for doctype, field in NOTED.items():
		frappe.db.delete(doctype, {field: ("in", users)})
	for doctype in ("Workflow", "Workflow Document State", "Workflow Transition"):
		mine = frappe.get_all(doctype, {"modified_by": ("in", users)}, pluck="name")
		frappe.db.set_value(
			doctype, {"name": ("in", mine)}, "modified_by", "Administrator", update_modified=False
		)


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	main(json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.clear_cache()
	frappe.destroy()
