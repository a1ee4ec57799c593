"""The head of a unit, with a login, who recommends its nominees in a season.

python filing_head.py SITE '{"season": name, "unit": title, "domain": …, "password": …}'

Prints the e-mail address.
"""

from __future__ import annotations

import json
import sys

import frappe
from frappe.utils.password import update_password

from tests.site.builders import make_employee, make_user
from tests.site.builders_recommending import HEAD, UNIT_HEAD


def make(wanted: dict[str, str]) -> str:
	email = f"kepala@{wanted['domain']}"
	make_user("Employee", email=email, first_name="Lalu Mahrup", language="id")
	update_password(email, wanted["password"])
	unit = frappe.db.get_value("Department", {"department_name": wanted["unit"]}, "name")
	make_employee("Lalu Mahrup", unit=unit, user=email, **HEAD)
	season = frappe.get_doc("Award Season", wanted["season"])
	named = {"recommender": UNIT_HEAD, "unit": unit, "user": email, "position": "Kepala Dinas Uji"}
	season.append("recommenders", named)
	season.save()
	return email


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	frappe.set_user("Administrator")
	made = make(json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.destroy()
	print(made)
