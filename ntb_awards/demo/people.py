"""Units, employees and the logins of a sample; its levels share the people. Safe to run again.

Companies and employees stand for an HRIS that was there before. They are validated, but stored without their
`on_update`: ERPNext clears every cache and renumbers the tree for each employee, minutes for two hundred.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import frappe
from frappe.utils.nestedset import rebuild_tree
from frappe.utils.password import update_password

from ntb_awards.demo import hr_records
from ntb_awards.selection.sample_people import SampleFiles, by_employee

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
		self._logins: dict[str | None, str] = {}
		self._posts = by_employee(files.rows("posts"))
		self.is_new = False

	def make(self, headers: Iterable[dict[str, Any]] = ()) -> None:
		"""`headers`: season.json of every season of the sample, for their logins."""
		self._make_companies()
		self._make_departments()
		for header in headers or [self.header]:
			self._make_users(header)
		for employee in self.rows:  # superiors stand before their staff in the file
			self._make_employee(employee)
		self._number_tree()
		for header in headers or [self.header]:
			self._restore_employee_role(header)
		hr_records.make(self.files, self.employees, self.company)

	def _make_companies(self) -> None:
		abbr = self.header["organiser_abbr"]
		_make_company(self.company, abbr)
		self.other_company = f"{frappe.db.get_value('Company', self.company, 'company_name')} (instansi lain)"
		_make_company(self.other_company, f"{abbr}-L")

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

	def _make_users(self, header: dict[str, Any]) -> None:
		for row in header["users"]:
			self._logins.setdefault(row["employee"], row["email"])
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
				"user_id": self._logins.get(row["employee"]),
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
				"asn_underdeveloped_region": int(row.get("underdeveloped_region") or 0),
				"asn_disability": int(row.get("disability") or 0),
			}
		)
		for post in self._posts[row["employee"]]:
			document.append("internal_work_history", _work_history(post))
		document.set_new_name()
		document.run_method("validate")
		document.db_insert()
		document.set_parent_in_children()
		for post in document.internal_work_history:
			post.db_insert()
		self.is_new = True
		return document.name

	@staticmethod
	def _restore_employee_role(header: dict[str, Any]) -> None:
		"""ERPNext takes the role Employee from a user who has no employee record yet; now they have one."""
		for row in header["users"]:
			if row["role"] == "Employee":
				frappe.get_doc("User", row["email"]).add_roles("Employee")

	def _number_tree(self) -> None:
		if self.is_new:
			rebuild_tree("Employee", "reports_to")
			frappe.clear_cache()


def _work_history(post: dict[str, str]) -> dict[str, str | None]:
	return {
		"asn_post_type": post["post_type"],
		"asn_functional_level": post["functional_level"] or None,
		"from_date": post["since"],
		"to_date": post["until"] or None,
	}


def _make_company(name: str, abbr: str) -> None:
	if frappe.db.exists("Company", name):
		return
	company = frappe.new_doc("Company")
	company.update({"company_name": name, "abbr": abbr, "default_currency": "IDR", "country": "Indonesia"})
	company.name = name
	company.db_insert()
