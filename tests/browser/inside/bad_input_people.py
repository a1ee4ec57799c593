"""A season that takes nominations now, two units, and everybody who might ask for a file or send bad input.

    python bad_input_people.py SITE '{"season": code, "domain": …, "unit": title, "password": …}'

`draft` is the nominee's own; `handed_in` is a colleague's, waits for the Secretariat and stands before the
recommender; `foreign` is that of the stranger, who works in another unit. All have one document.
Prints {"people": {who: email}, "season": name, "category": name, "employee": of the stranger, "draft",
"handed_in", "foreign": {"nomination", "document", "file": address}} on the last line.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

import frappe
from frappe.utils.password import update_password

from tests.browser.inside.filing_people import open_now
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_access import store
from tests.site.builders_nomination import (
	category,
	make_award_season,
	make_file,
	make_nomination,
	make_nominee,
	make_rating,
	make_supporting_document,
)

DOCUMENT, CATEGORY, OTHER_CATEGORY = "daftar_riwayat_hidup", "fungsional", "pelaksana"
ROLES = {
	"nominee": "Employee",
	"colleague": "Employee",
	"stranger": "Employee",
	"recommender": "Employee",
	"operator": "Nominating Unit",
	"other_operator": "Nominating Unit",
	"assessor": "Awards Assessor",
	"other_assessor": "Awards Assessor",
	"secretariat": "Awards Secretariat",
	"auditor": "Awards Auditor",
}


def make(wanted: dict[str, Any]) -> dict[str, Any]:
	people = {who: account(wanted, who, role) for who, role in ROLES.items()}
	unit, other_unit = make_unit(wanted["unit"]), make_unit(wanted["unit"] + " Lain")
	head = {"recommender": "unit_head", "unit": unit, "user": people["recommender"], "position": "Kepala"}
	year = datetime.now().year
	season = make_award_season(
		code=wanted["season"], title="ASN Awards Uji Masukan", year=year, recommenders=[head]
	)
	open_now(season)
	for who in ("operator", "recommender"):
		make_employee(f"Pegawai {who}", unit=unit, user=people[who])
	make_employee("Operator Lain", unit=other_unit, user=people["other_operator"])
	for who, code in (("assessor", CATEGORY), ("other_assessor", OTHER_CATEGORY)):
		seats = {"members": [{"user": people[who]}], "categories": [{"category": category(code)}]}
		store("Assessment Panel", season=season.name, name=f"{season.name}-{who}", **seats)
	made = {
		"draft": file_one(season.name, unit, people["nominee"], "Ayu Pertiwi", year),
		"handed_in": file_one(season.name, unit, people["colleague"], "Lalu Surya Wijaya", year),
		"foreign": file_one(season.name, other_unit, people["stranger"], "Baiq Nurhayati", year),
	}
	state = {"workflow_state": "Submitted", "number": 1, "recommendation_status": "Asked"}
	frappe.db.set_value("Nomination", made["handed_in"]["nomination"], state)
	made["employee"] = frappe.db.get_value("Employee", {"user_id": people["stranger"]})
	return {"people": people, "season": season.name, "category": category(CATEGORY), **made}


def account(wanted: dict[str, Any], who: str, role: str) -> str:
	email = f"{who}@{wanted['domain']}"
	make_user(role, email=email, first_name=who.title(), language="en")
	update_password(email, wanted["password"])
	return email


def file_one(season: str, unit: str, user: str, name: str, year: int) -> dict[str, str]:
	"""A draft with its texts and one document."""
	employee = make_nominee(unit=unit, first_name=name, user_id=user).name
	for back in (1, 2):
		if not frappe.db.exists("Performance Rating", {"employee": employee, "year": year - back}):
			make_rating(employee, year - back)
	nomination = make_nomination(season, employee, CATEGORY).name
	url = make_file(content=f"{season} {name}").file_url
	document = make_supporting_document(nomination, DOCUMENT, file=url)
	return {"nomination": nomination, "document": document.name, "file": document.file}


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	made = make(json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.destroy()
	print(json.dumps(made))
