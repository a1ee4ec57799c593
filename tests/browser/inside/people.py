"""What an HRIS would hold before the selection: a unit, its staff, and the logins of those who take part.

    python people.py SITE '{"password": …, "domain": …, "unit": title,
                            "users": {part of the email: role}, "staff": [[name, part of the email]]}'

Prints {"unit": Department, "employees": {name: Employee}} on the last line.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import frappe
from frappe.utils.password import update_password

from tests.site.builders import make_employee, make_unit, make_user


def make(wanted: dict[str, Any]) -> dict[str, Any]:
	emails = {part: f"{part}@{wanted['domain']}" for part in wanted["users"]}
	for part, role in wanted["users"].items():
		make_user(role, email=emails[part], first_name=part.title(), language="en")
		update_password(emails[part], wanted["password"])
	unit = make_unit(wanted["unit"])
	employees = {}
	for number, (name, part) in enumerate(wanted["staff"], start=1):
		employees[name] = make_employee(
			name,
			unit=unit,
			user=emails.get(part or ""),
			asn_nip=f"199003052015032{900 + number}",
			date_of_birth="1990-03-05",
			date_of_joining="2015-03-01",
			asn_employment_status="PNS",
			asn_post_type="Pelaksana",
			asn_rank="II/d",
			asn_post_title="Petugas Terminal",
			asn_post_since="2019-02-01",
			asn_service_since="2015-03-01",
		).name
	return {"unit": unit, "employees": employees}


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	made = make(json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.destroy()
	print(json.dumps(made))
