"""The 360° answers that a nominee needs before submitting, as if the contributors had given them.

python filing_feedback.py SITE '{"nomination": name}'
"""

from __future__ import annotations

import json
import sys

import frappe

from tests.site.builders_access import store

if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	nomination = json.loads(sys.argv[2])["nomination"]
	for number, relation in enumerate(("superior", "peer", "peer"), start=1):
		season = frappe.db.get_value("Nomination", nomination, "season")
		values = {"nomination": nomination, "season": season, "relation": relation, "docstatus": 1}
		store("Assessment 360", name=f"{nomination}-{number}", **values)
	frappe.db.commit()
	frappe.destroy()
