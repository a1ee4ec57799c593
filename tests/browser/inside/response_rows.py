"""What is stored of citizens' responses; the letters about them; and what a test changes meanwhile.

    python response_rows.py SITE '{"season": code, "window": [opens, closes], "public": 0 or 1,
                                   "letters": true, "secrets": [texts], "forget": true, "opens_in": seconds}'

All but the season may be left out. Prints {"rows": [{name, nomination, status, response, answers, address,
confirmed}], "links": {address: path of the link in its letter}, "found": places with one of the secrets,
"opens": when the window opens}.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import timedelta
from typing import Any

import frappe
from frappe.utils.background_jobs import get_queues

from ntb_awards.awards_pages import cache
from ntb_awards.gateway import windows
from ntb_awards.gateway.public_response_mail import send
from tests.browser.inside.feedback_rows import kept
from tests.site.builders_responses import STAGE, open_window
from tests.site.post_office import post_office

DOCTYPE = "Public Response"
LINK = re.compile(r"https?://[^/\s]+(/awards/konfirmasi/\S+)")
JOB = "public_response"


def main(wanted: dict[str, Any]) -> dict[str, Any]:
	season, secrets = wanted["season"], wanted.get("secrets", [])
	opens = change(season, wanted)
	frappe.db.commit()
	frappe.clear_document_cache("Award Season", season)
	cache.clear(season)
	places = kept() if secrets else []
	return {
		"found": sorted({place for place, text in places if any(one in text for one in secrets)}),
		"links": letters(season) if wanted.get("letters") else {},
		"opens": opens,
		"rows": rows(season),
	}


def change(season: str, wanted: dict[str, Any]) -> str | None:
	"""When the window opens, where that was asked for."""
	opens = windows.now_in(season).replace(microsecond=0) + timedelta(seconds=wanted.get("opens_in", 0))
	if "window" in wanted:
		open_window(season, STAGE, *wanted["window"])
	if "opens_in" in wanted:
		open_window(season, STAGE, f"{opens:%Y-%m-%d %H:%M:%S}")
	if "public" in wanted:
		frappe.db.set_value("Award Season", season, "is_public", wanted["public"])
	if wanted.get("forget"):
		forget(season)
	return opens.isoformat() if "opens_in" in wanted else None


def rows(season: str) -> list[dict[str, Any]]:
	fields = [
		*("name", "nomination", "status", "response", "answers"),
		*("respondent_email as address", "confirmed_at as confirmed"),
	]
	found = frappe.get_all(DOCTYPE, {"season": season}, fields, order_by="creation, name")
	return [{**row, "confirmed": bool(row.confirmed)} for row in found]


def letters(season: str) -> dict[str, str]:
	"""Sent now, as the job would, to a mail server of its own."""
	waiting = {"season": season, "status": "Unconfirmed"}
	with post_office() as office:
		for name in frappe.get_all(DOCTYPE, waiting, pluck="name", order_by="name"):
			send(name)
		texts = {address: letter.get_body(("plain",)).get_content() for address, letter in office.received}
	frappe.db.rollback()
	return {address: LINK.search(text).group(1) for address, text in texts.items()}


def forget(season: str) -> None:
	"""All responses of the season, and the jobs that nobody works off while tests run."""
	frappe.db.delete(DOCTYPE, {"season": season})
	for queue in get_queues():
		for job in queue.get_jobs():
			if job.kwargs.get("site") == frappe.local.site and JOB in str(job.kwargs.get("method")):
				job.delete()


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	seen = main(json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.destroy()
	print(json.dumps(seen))
