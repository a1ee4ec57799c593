"""A season in its public test, whose finalists citizens are asked about, and a member of the secretariat.

    python response_people.py SITE '{"season": code, "domain": …, "unit": title, "password": …,
                                     "finalists": how many}'

Prints {"staff": email, "nominations": [names, numbered from 1]} on the last line.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import frappe
from frappe.utils.password import update_password

from tests.site.builders import make_unit, make_user
from tests.site.builders_responses import make_asking_season

NAMES = ("Baiq Nurhayati", "Lalu Surya Wijaya", "Ni Made Ayu Pertiwi")
PROFILE = "Melayani pengurusan dokumen warga di desa terpencil sejak 2012, setiap hari pasar."


def make(wanted: dict[str, Any]) -> dict[str, Any]:
	_season, nominations = make_asking_season(
		wanted["finalists"], wanted["season"], public_contact="Sekretariat, (0370) 123456"
	)
	unit = make_unit(wanted["unit"])
	for nomination, name in zip(nominations, NAMES, strict=False):
		introduce(nomination, name, unit)
	staff = f"sekretariat@{wanted['domain']}"
	make_user("Awards Secretariat", email=staff, language="en")
	update_password(staff, wanted["password"])
	return {"staff": staff, "nominations": nominations}


def introduce(nomination: str, name: str, unit: str) -> None:
	employee = frappe.db.get_value("Nomination", nomination, "employee")
	frappe.db.set_value("Employee", employee, {"employee_name": name, "department": unit})
	shown = {"employee_name": name, "unit": unit, "post_title": "Petugas Layanan", "public_profile": PROFILE}
	frappe.db.set_value("Nomination", nomination, shown)


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	made = make(json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.clear_cache()
	frappe.destroy()
	print(json.dumps(made))
