"""What is stored of a season's 360° answers, and where a text has got to that should be nowhere.

    python feedback_rows.py SITE '{"season": code, "request": Feedback Request, "secrets": [texts]}'

Prints {"sets": rows of answers of the season, "own": those of the request [{docstatus, answers, comment}],
"status": of the request, "found": places with one of the secrets} on the last line.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import frappe
from frappe.deferred_insert import save_to_db

from ntb_awards.gateway.feedback_secrecy import answers_name

SETS = "Assessment 360"
# Where Frappe writes what a request sent, or who did what.
KEEPING = ("Error Log", "Activity Log", "Access Log", "Email Queue", "Comment", "Version")


def look(wanted: dict[str, Any]) -> dict[str, Any]:
	request = wanted.get("request", "")
	own = frappe.get_all(
		SETS, {"name": answers_name(request, 1)}, ["docstatus", "answers", "comment"], order_by="name"
	)
	return {
		"sets": frappe.db.count(SETS, {"season": wanted["season"]}),
		"own": [{**row, "answers": json.loads(row.answers)} for row in own],
		"status": frappe.db.get_value("Feedback Request", request, "status"),
		"found": sorted(place for place, text in kept() if any(one in text for one in wanted["secrets"])),
	}


def kept() -> Iterator[tuple[str, str]]:
	"""(place, text) of the logs in the database, and of of the names of what is counted in Redis."""
	# Else written by the scheduler, minutes later.
	save_to_db()
	for doctype in KEEPING:
		rows = frappe.get_all(doctype, fields=["*"], order_by="creation desc", limit=500)
		yield doctype, json.dumps(rows, default=str)
	for name in frappe.cache.scan_iter(match=f"{frappe.conf.db_name}*"):
		yield "Redis", text_of(name)


def text_of(stored: bytes | str) -> str:
	return stored.decode(errors="replace") if isinstance(stored, bytes) else stored


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	seen = look(json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.destroy()
	print(json.dumps(seen))
