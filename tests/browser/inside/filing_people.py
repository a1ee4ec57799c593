"""A season that takes nominations at this moment, an employee with a login, and the operator of the unit.

    python filing_people.py SITE '{"season": code, "domain": …, "unit": title, "password": …}'

Prints {"employee": email, "operator": email, "stranger": email, "season": name} on the last line.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils.password import update_password

from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_nomination import make_award_season, make_nominee, make_rating

NOMINEE, NIP = "Ayu Pertiwi", "198504112010032901"


def make(wanted: dict[str, Any]) -> dict[str, Any]:
	year = datetime.now().year
	season = make_award_season(code=wanted["season"], title="ASN Awards Uji Usulan", year=year)
	open_now(season)
	unit = make_unit(wanted["unit"])
	people = {
		part: f"{part}@{wanted['domain']}" for part in ("employee", "operator", "stranger", "secretariat")
	}
	for part, email in people.items():
		roles = {"operator": ("Nominating Unit",), "secretariat": ("Awards Secretariat",)}.get(
			part, ("Employee",)
		)
		language = "en" if part == "secretariat" else "id"
		make_user(*roles, email=email, first_name=part.title(), language=language)
		update_password(email, wanted["password"])
	nominee = make_nominee(unit=unit, first_name=NOMINEE, user_id=people["employee"], asn_nip=NIP)
	for back in (1, 2):
		if not frappe.db.exists("Performance Rating", {"employee": nominee.name, "year": year - back}):
			make_rating(nominee.name, year - back)
	make_nominee(unit=unit, first_name="Dewi Putri Anjani", asn_nip="198504112010032902")
	make_employee("Lalu Operator", unit=unit, user=people["operator"])
	make_nominee(
		unit=unit, first_name="Baiq Orang Lain", user_id=people["stranger"], asn_nip="198504112010032903"
	)
	return {**people, "season": season.name}


def open_now(season: Document) -> None:
	"""The whole timeline moved, so that nominations are taken since yesterday."""
	submission = next(row for row in season.activities if row.kind == "Submission")
	shift = datetime.now() - timedelta(days=1) - frappe.utils.get_datetime(submission.starts_at)
	for row in season.activities:
		for field in ("starts_at", "ends_at"):
			moved = frappe.utils.get_datetime(row.get(field)) + timedelta(days=shift.days)
			frappe.db.set_value("Season Activity", row.name, field, moved)
	frappe.clear_document_cache("Award Season", season.name)


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	made = make(json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.destroy()
	print(json.dumps(made))
