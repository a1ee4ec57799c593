"""The setup wizard without a browser: language, country and the one company; in the bench's Python."""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path

import frappe
from frappe.desk.page.setup_wizard.setup_wizard import setup_complete
from frappe.utils import getdate

SETTINGS = Path(__file__).with_name("company.json")


def main(site: str) -> None:
	wanted = json.loads(SETTINGS.read_text())
	frappe.init(site=site)
	frappe.connect()
	frappe.set_user("Administrator")
	frappe.clear_cache()
	if not frappe.db.a_row_exists("Company"):
		year = getdate().year
		answer = setup_complete(
			{
				**wanted,
				"lang": wanted["language"],  # the wizard reads both
				"password": secrets.token_urlsafe(16),
				"fy_start_date": f"{year}-01-01",
				"fy_end_date": f"{year}-12-31",
			}
		)
		frappe.db.commit()
		print(answer)
	if not frappe.db.exists("Company", wanted["company_name"]):
		sys.exit(f"the setup wizard left the site without the company of {SETTINGS.name}")
	frappe.destroy()


if __name__ == "__main__":
	main(sys.argv[1])
