"""What taking citizens' feedback costs, as multiples of plain inserts of the same rows, in one run.

Run in the bench's folder `sites`, on a site that nothing else uses:
`SITE=<site> ../env/bin/python <checkout>/benchmarks/public_responses.py`.

A server of its own (two workers of four threads) takes 500 posts from 50 connections to 127.0.0.1; then each
of the rows stored is inserted again by itself, in a transaction of its own, as the least that storing them
can cost. Measured as well: the posts within one process, without a server, one after the other. The flags of
2,000 responses are made once. What was stored is removed at the end.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import frappe

POSTS, CONNECTIONS, FINALISTS, FLAGGED = 500, 50, 3, 2000
SEASON, UNIT, DOMAIN = "UKUR-WARGA", "Dinas Ukur Warga", "ukur.ntb-awards.example"
DOCTYPE = "Public Response"
TAKEN = 303


def main() -> None:
	site = os.environ["SITE"]
	frappe.init(site=site)
	frappe.connect()
	frappe.set_user("Administrator")
	clean(site)
	try:
		make_scene()
		crowd = by_http(site)
		rows = stored()
		plain = insert_plainly(rows)
		alone = in_process()
		flags = make_flags()
	finally:
		frappe.db.rollback()
		clean(site)
		frappe.destroy()
	show(crowd, plain, alone, flags, len(rows))


def make_scene() -> None:
	from tests.browser.inside.response_people import make

	password = secrets.token_urlsafe(16)
	make({"season": SEASON, "unit": UNIT, "domain": DOMAIN, "password": password, "finalists": FINALISTS})
	frappe.db.commit()
	frappe.clear_cache()


def clean(site: str) -> None:
	from tests.browser.inside import clean, response_rows

	response_rows.forget(SEASON)
	clean.main({"season": SEASON, "scheme": "none", "domain": DOMAIN, "unit": UNIT})
	frappe.db.commit()
	frappe.clear_cache()


# 500 posts from 50 connections


def by_http(site: str) -> float:
	"""Seconds for all of them."""
	from tests.browser import conftest

	port = conftest.free_port()
	log = Path(frappe.get_site_path("logs", "benchmark.log"))
	with log.open("w") as out:
		environment = {**os.environ, "NTB_SITE": site}
		server = subprocess.Popen(conftest.serve_command(port), env=environment, stdout=out, stderr=out)
	try:
		conftest.wait_until_served(f"http://127.0.0.1:{port}", server, log)
		return post_all(f"http://127.0.0.1:{port}")
	finally:
		server.terminate()
		server.wait(timeout=30)
		log.unlink()


def post_all(address: str) -> float:
	from tests.browser.test_public_responses_http import Citizen

	forms = [Citizen(address, number, SEASON).filled() for number in range(1, FINALISTS + 1)]
	people = [Citizen(address, 1, SEASON) for _connection in range(CONNECTIONS)]
	barrier = Barrier(CONNECTIONS + 1)

	def send(place: int) -> None:
		barrier.wait()
		for turn in range(POSTS // CONNECTIONS):
			number = turn % FINALISTS
			values = {**forms[number], "email": f"warga{place}-{turn}@{DOMAIN}"}
			answer = people[place].post(values, f"/awards/{SEASON}/uji-publik/{number + 1}")
			assert answer.status_code == TAKEN, answer.text

	with ThreadPoolExecutor(CONNECTIONS) as pool:
		sent = [pool.submit(send, place) for place in range(CONNECTIONS)]
		barrier.wait()
		start = time.perf_counter()
		for one in sent:
			one.result()
		return time.perf_counter() - start


def stored() -> list[dict[str, Any]]:
	frappe.db.rollback()
	rows = frappe.get_all(DOCTYPE, {"season": SEASON}, ["*"], order_by="name")
	assert len(rows) == POSTS, f"{len(rows)} of {POSTS} are stored"
	return rows


# Compared to


def insert_plainly(rows: list[dict[str, Any]]) -> float:
	"""The same rows, each in a transaction of its own, by the shortest way Frappe has."""
	columns = list(rows[0])
	frappe.db.delete(DOCTYPE, {"season": SEASON})
	frappe.db.commit()
	start = time.perf_counter()
	for row in rows:
		frappe.db.bulk_insert(DOCTYPE, columns, [list(row.values())])
		frappe.db.commit()
	return time.perf_counter() - start


def in_process() -> float:
	"""Seconds of 100 posts, one after the other, each from its request to its answer."""
	from tests.site.builders_responses import Citizen

	token = Citizen(SEASON).token()
	people = [Citizen(SEASON) for _one in range(100)]
	start = time.perf_counter()
	for place, one in enumerate(people):
		# Each request reads the scheme anew.
		frappe.local.ntb_awards_schemes = {}
		assert one.send(token=token, email=f"sendiri{place}@{DOMAIN}").status_code == TAKEN
		frappe.db.commit()
	return time.perf_counter() - start


def make_flags() -> float:
	"""Seconds to compare the texts of so many responses with one another, and the rest."""
	from ntb_awards.gateway.public_response_flags import refresh
	from tests.site.builders_responses import make_response

	nomination = frappe.db.get_value("Nomination", {"season": SEASON, "number": 1})
	words = "sabar cepat ramah jujur tekun rapi tepat cermat tangguh bersih santun adil".split()
	for place in range(FLAGGED):
		text = " ".join(words[(place * (step + 3) + step * step) % len(words)] for step in range(30))
		make_response(nomination, status="Pending", response=f"{text} {place}")
	start = time.perf_counter()
	refresh(SEASON)
	return time.perf_counter() - start


def show(crowd: float, plain: float, alone: float, flags: float, rows: int) -> None:
	print("| what | posts a second | plain inserts a second | ratio of the times |")
	print("|---|---:|---:|---:|")
	lines = (
		(f"{POSTS} posts from {CONNECTIONS} connections, over HTTP", crowd, POSTS),
		("100 posts in one process, one after the other", alone, 100),
	)
	for what, seconds, posts in lines:
		ratio = (seconds / posts) / (plain / rows)
		print(f"| {what} | {posts / seconds:.0f} | {rows / plain:.0f} | {ratio:.1f} |")
	print(f"\nThe flags of {FLAGGED:,} responses: {flags:.1f} s.")
	print(json.dumps({"crowd": crowd, "plain": plain, "alone": alone, "flags": flags}))


if __name__ == "__main__":
	main()
