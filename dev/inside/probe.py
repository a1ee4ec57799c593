"""What a site has, as one line of JSON; runs in the bench's Python, in its folder `sites`.

Exit 3: the site has no database, or an empty one. The site's caches are cleared on the way, so that hooks
and DocTypes of a checkout linked since are not remembered from the one before.
"""

from __future__ import annotations

import json
import sys

import frappe

# Access denied, unknown database, no such table.
ABSENT = {1044, 1045, 1049, 1146}


def main(site: str) -> int:
	frappe.init(site=site)
	try:
		frappe.connect()
		apps = [row.app_name for row in frappe.get_all("Installed Application", "app_name", order_by="idx")]
		frappe.clear_cache()
		company = "erpnext" in apps and bool(frappe.db.a_row_exists("Company"))
	except Exception as error:
		# Frappe tells a missing table by its own error, MariaDB the rest by number.
		if isinstance(error, frappe.db.TableMissingError) or (error.args and error.args[0] in ABSENT):
			return 3
		raise
	print(json.dumps({"apps": apps, "company": company}))
	return 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1]))
