"""A DocType of one table, without any code of its own: what Frappe itself costs."""

from __future__ import annotations

import frappe

NAME = "Bare Assessment"
SCORES = [f"score_{place}" for place in range(1, 10)]


def make() -> None:
	remove()
	links = [
		{"fieldname": "nomination", "fieldtype": "Data", "label": "Nomination"},
		{"fieldname": "relation", "fieldtype": "Data", "label": "Relation"},
		{"fieldname": "season", "fieldtype": "Data", "label": "Season"},
	]
	scores = [{"fieldname": name, "fieldtype": "Data", "label": name.title()} for name in SCORES]
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": NAME,
			"module": "Custom",
			"custom": 1,
			"is_submittable": 1,
			"autoname": "hash",
			"fields": [*links, *scores],
			"permissions": [{"role": "System Manager", "read": 1, "write": 1, "create": 1, "submit": 1}],
		}
	).insert(ignore_permissions=True)
	frappe.db.commit()


def remove() -> None:
	if frappe.db.exists("DocType", NAME):
		frappe.set_user("Administrator")
		frappe.delete_doc("DocType", NAME, force=True)
		frappe.db.commit()
		frappe.db.sql_ddl(f"drop table if exists `tab{NAME}`")


def drafts(count: int) -> list[str]:
	frappe.set_user("Administrator")
	values = {"doctype": NAME, "nomination": "NOM-1", "relation": "peer", "season": "UKUR"}
	return [frappe.get_doc(values).insert().name for _ in range(count)]


def submit(names: list[str]) -> None:
	"""As somebody does who opens a draft, fills it in and submits it; each in a request of its own."""
	for name in names:
		frappe.set_user("Administrator")
		doc = frappe.get_doc(NAME, name)
		doc.update(dict.fromkeys(SCORES, "80"))
		doc.submit()
