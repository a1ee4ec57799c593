"""A season that waits for 360° answers: three nominees, their superior with an account, and one with a link.

    python feedback_people.py SITE '{"season": code, "domain": …, "unit": title, "password": …}'

Prints {"account": email, "key": of the link, "english_key": of somebody who reads English} on the last line.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import frappe
from frappe.utils.password import update_password

from ntb_awards.gateway.feedback_links import issue
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_access import store
from tests.site.builders_feedback import make_request, open_window
from tests.site.builders_nomination import category, make_award_season

NOMINEES = ("Ayu Pertiwi", "Baiq Nurhayati", "Lalu Surya Wijaya")
POSTS = ("Analis Kebijakan Ahli Muda", "Pranata Komputer Ahli Muda", "Perencana Ahli Muda")


def make(wanted: dict[str, Any]) -> dict[str, Any]:
	season = make_award_season(code=wanted["season"], title="ASN Awards Uji Umpan Balik").name
	open_window(season)
	contact = "Sekretariat, (0370) 123456"
	frappe.db.set_value("Award Season", season, "feedback_contact", contact)
	account = f"atasan@{wanted['domain']}"
	make_user("Employee", email=account, first_name="Haji Mahrup", language="id")
	update_password(account, wanted["password"])
	unit = make_unit(wanted["unit"])
	superior = make_employee("Lalu Mahrup", unit=unit, user=account, asn_post_type="Administrator").name
	nominations = [nominate(season, unit, superior, place) for place in range(len(NOMINEES))]
	for nomination in nominations:
		make_request(nomination, superior, "superior")
	domain = wanted["domain"]
	return {
		"account": account,
		"key": ask_by_link(season, nominations[0], "Dr. Siti Rahmawati", f"siti@{domain}", "id"),
		"english_key": ask_by_link(season, nominations[1], "Dr. Ann Carter", f"ann@{domain}", "en"),
	}


def nominate(season: str, unit: str, superior: str, place: int) -> str:
	"""A nominee who has been handed in, stored past the rules of nominations."""
	post = {
		"asn_post_type": "Fungsional",
		"asn_functional_level": "Ahli Muda",
		"asn_post_title": POSTS[place],
	}
	employee = make_employee(NOMINEES[place], unit=unit, reports_to=superior, **post)
	values = {"season": season, "category": category("fungsional"), "unit": unit, "post_title": POSTS[place]}
	return store(
		"Nomination",
		name=f"{season}-{place + 1}",
		employee=employee.name,
		employee_name=employee.employee_name,
		workflow_state="Submitted",
		number=place + 1,
		**values,
	).name


def ask_by_link(season: str, nomination: str, name: str, email: str, language: str) -> str:
	"""Somebody of another institution, who has no account; the key of the personal link."""
	person = frappe.new_doc("Feedback Contributor")
	person.update(
		{
			"season": season,
			"full_name": name,
			"position": "Kepala Pusat",
			"institution": "Lembaga Administrasi Uji",
			"email": email,
			"language": language,
		}
	)
	person.insert()
	request = frappe.new_doc("Feedback Request")
	request.update({"nomination": nomination, "contributor": person.name, "relation": "peer"})
	request.insert()
	request.db_set("status", "Pending")
	return issue(person.name)


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	made = make(json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.destroy()
	print(json.dumps(made))
