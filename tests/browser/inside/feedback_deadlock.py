"""Save answers by HTTP in the moment in which the database has to give up one of two transactions.

    python feedback_deadlock.py SITE '{"url": of save_answers, "values": {request, answers, key}}'

This script locks the set of answers first and the request second, the server the other way round; the
database gives up the server's transaction, which has changed less. Prints {"status": of HTTP, "body": …}
on the last line.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import frappe
import requests
from pypika import Table

from ntb_awards.gateway.feedback_secrecy import answers_name

SETS = "Assessment 360"
PATIENCE = 30


def collide(wanted: dict[str, Any]) -> dict[str, Any]:
	values = wanted["values"]
	frappe.db.set_value("Feedback Contributor", {"name": ("is", "set")}, "position", "Kepala Bidang")
	frappe.db.set_value(SETS, answers_name(values["request"], 1), "comment", "Tidak jadi")
	with ThreadPoolExecutor() as pool:
		options = {"json": values, "headers": {"Accept-Language": "en"}, "timeout": 2 * PATIENCE}
		call = pool.submit(requests.post, wanted["url"], **options)
		try:
			wait_until_the_server_waits(call)
			frappe.db.get_value("Feedback Request", values["request"], "name", for_update=True)
		finally:
			frappe.db.rollback()
		return {"status": call.result().status_code, "body": call.result().text}


def wait_until_the_server_waits(call: Future) -> None:
	running = Table("processlist", schema="information_schema")
	until = time.monotonic() + PATIENCE
	while time.monotonic() < until and not call.done():
		time.sleep(0.2)
		queries = frappe.qb.from_(running).select(running.info).run(pluck=True)
		if any(SETS in (query or "") for query in queries):
			return
	raise AssertionError("the server did not wait for the set of answers")


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	met = collide(json.loads(sys.argv[2]))
	frappe.destroy()
	print(json.dumps(met))
