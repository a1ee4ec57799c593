"""Units, employees, their HR facts and the logins of the sample season. Safe to run again.

Companies and employees stand for an HRIS that was there before. They are validated, but stored without their
`on_update`: ERPNext clears every cache and renumbers the tree for each employee, minutes for two hundred.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe.utils.nestedset import rebuild_tree
from frappe.utils.password import update_password

from ntb_awards.selection.sample import SampleFiles

PASSWORD = "awards-demo"


class People:
	"""Makes what is missing and knows who is who: fixture id → Employee, unit code → Department."""

	def __init__(self, files: SampleFiles) -> None:
		self.header: dict[str, Any] = files.json("season")
		self.files = files
		self.company: str = self.header["organiser"]
		self.rows = {row["employee"]: row for row in files.rows("employees")}
		self.departments: dict[str, str] = {}
		self.employees: dict[str, str] = {}
		self.is_new = False

	def make(self) -> None:
		self._make_companies()
		self._make_departments()
		self._make_users()
		for employee in self.rows:  # superiors stand before their staff in the file
			self._make_employee(employee)
		self._number_tree()
		self._make_ratings()
		self._make_records()

	def _make_companies(self) -> None:
		self.other_company = f"{frappe.db.get_value('Company', self.company, 'company_name')} (instansi lain)"
		if not frappe.db.exists("Company", self.other_company):
			company = frappe.new_doc("Company")
			company.update(
				{
					"company_name": self.other_company,
					"abbr": "LAIN",
					"default_currency": "IDR",
					"country": "Indonesia",
				}
			)
			company.name = self.other_company
			company.db_insert()

	def _make_departments(self) -> None:
		for row in self.files.rows("units"):
			name = frappe.db.get_value(
				"Department", {"department_name": row["name"], "company": self.company}, "name"
			)
			if not name:
				department = frappe.new_doc("Department")
				department.update({"department_name": row["name"], "company": self.company})
				name = department.insert().name
			self.departments[row["code"]] = name

	def _make_users(self) -> None:
		for row in self.header["users"]:
			if frappe.db.exists("User", row["email"]):
				continue
			user = frappe.new_doc("User")
			user.update(
				{
					"email": row["email"],
					"first_name": row["name"],
					"send_welcome_email": 0,
					"language": "id",
					"roles": [{"role": row["role"]}],
				}
			)
			user.insert()
			update_password(user.name, PASSWORD)

	def _make_employee(self, employee: str) -> None:
		row = self.rows[employee]
		existing = frappe.db.get_value("Employee", {"employee_number": employee}, "name")
		self.employees[employee] = existing or self._insert_employee(row)

	def _insert_employee(self, row: dict[str, str]) -> str:
		here = row["organisation"] == "1"
		document = frappe.new_doc("Employee")
		document.update(
			{
				"employee_number": row["employee"],
				"first_name": row["name"],
				"gender": row["gender"],
				"date_of_birth": row["birth_date"],
				"date_of_joining": row["service_since"],
				"company": self.company if here else self.other_company,
				"department": self.departments.get(row["unit"]) if here else None,
				"status": "Active",
				"reports_to": self.employees.get(row["reports_to"]),
				"user_id": self._login_of(row["employee"]),
				"create_user_permission": 0,
				"asn_nip": row["nip"],
				"asn_employment_status": row["employment_status"],
				"asn_post_type": row["post_type"],
				"asn_functional_level": row["functional_level"],
				"asn_rank": row["rank"],
				"asn_post_title": row["post_title"],
				"asn_post_since": row["post_since"] or None,
				"asn_service_since": row["service_since"] or None,
				"asn_seconded": int(row["seconded"] or 0),
				"asn_education": row["education"],
			}
		)
		document.set_new_name()
		document.run_method("validate")
		document.db_insert()
		self.is_new = True
		return document.name

	def _number_tree(self) -> None:
		if self.is_new:
			rebuild_tree("Employee", "reports_to")
			frappe.clear_cache()

	def _login_of(self, employee: str) -> str | None:
		return next((row["email"] for row in self.header["users"] if row["employee"] == employee), None)

	def _make_ratings(self) -> None:
		known = set(
			frappe.get_all("Performance Rating", fields=["employee", "year"], as_list=True, order_by="name")
		)
		for row in self.files.rows("ratings"):
			employee = self.employees[row["employee"]]
			if (employee, int(row["year"])) in known:
				continue
			rating = frappe.new_doc("Performance Rating")
			rating.update(
				{
					"employee": employee,
					"year": int(row["year"]),
					"predicate": row["predicate"],
					"attendance_percent": float(row["attendance_percent"] or 0),
				}
			)
			rating.insert()

	def _make_records(self) -> None:
		known = set(frappe.get_all("Disciplinary Record", pluck="employee", order_by="name"))
		for row in self.files.rows("records"):
			employee = self.employees[row["employee"]]
			if employee in known:
				continue
			record = frappe.new_doc("Disciplinary Record")
			fields = "kind status level decided_on ends_on decree_number description".split()
			record.update({"employee": employee, **{field: row[field] or None for field in fields}})
			record.insert()
