"""A season in which many are asked by personal links, all about the same nominees.

    python feedback_crowd.py SITE '{"season": code, "domain": …, "unit": title, "password": …,
                                    "people": how many}'

Prints {"staff": email, "people": [{"contributor": …, "key": of the link, "requests": […]}]} on the last line.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import frappe
from frappe.utils.password import update_password

from ntb_awards.gateway.feedback_links import issue
from tests.browser.inside.feedback_people import NOMINEES, nominate
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_feedback import ask_about, make_contributor, open_window
from tests.site.builders_nomination import make_award_season


def make(wanted: dict[str, Any]) -> dict[str, Any]:
	season = make_award_season(code=wanted["season"], title="ASN Awards Uji Serentak").name
	open_window(season)
	staff = f"sekretariat@{wanted['domain']}"
	make_user("Awards Secretariat", email=staff, language="en")
	update_password(staff, wanted["password"])
	unit = make_unit(wanted["unit"])
	superior = make_employee("Lalu Mahrup", unit=unit, asn_post_type="Administrator").name
	nominations = [nominate(season, unit, superior, place) for place in range(len(NOMINEES))]
	emails = [f"rekan{number}@{wanted['domain']}" for number in range(wanted["people"])]
	return {"staff": staff, "people": [invite(season, nominations, email) for email in emails]}


def invite(season: str, nominations: list[str], email: str) -> dict[str, Any]:
	person = make_contributor(season, email, full_name=email.split("@")[0].title(), language="en")
	requests = [ask_about(nomination, person) for nomination in nominations]
	return {"contributor": person, "key": issue(person), "requests": requests}


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	made = make(json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.destroy()
	print(json.dumps(made))
