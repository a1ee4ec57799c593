"""How long Weighted Ranking takes for 1,000 nominees, as a multiple of one plain read of them.

Run in the bench's folder `sites`:
`SITE=<site> ../env/bin/python <checkout>/benchmarks/ranking.py [nominees]`.
The nominees, three score sheets each at two stages, are written and rolled back: the site stays as it was.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

import frappe

ROUNDS = 5


def main(count: int) -> None:
	frappe.init(site=os.environ["SITE"])
	frappe.connect()
	try:
		frappe.set_user("Administrator")
		measure(count)
	finally:
		frappe.db.rollback()
		frappe.destroy()


def measure(count: int) -> None:
	from ntb_awards.ntb_awards.report.weighted_ranking.weighted_ranking import execute

	season = populated_season(count)
	report = seconds(lambda: execute({"season": season}))
	plain = seconds(lambda: plain_read(season))
	print(f"{count} nominees, {count * 6} score sheets")
	print(f"plain read of the nominations  {plain * 1000:8.1f} ms")
	print(f"Weighted Ranking               {report * 1000:8.1f} ms")
	print(f"ratio                          {report / plain:8.1f}")


def populated_season(count: int) -> str:
	from ntb_awards.gateway.gates import scheme_of
	from ntb_awards.selection.scheme import ASSESSED_KINDS
	from tests.site.builders_results import make_assessors, make_nominees, make_open_season, make_sheets

	season, assessors = make_open_season("BENCHMARK"), make_assessors(3)
	names = make_nominees(season, count, people=False)
	given = {name: [60 + place % 30, 61 + place % 25, 70] for place, name in enumerate(names)}
	scored = [stage.code for stage in scheme_of(season)[1].stages if stage.kind in ASSESSED_KINDS]
	for stage in scored[:2]:
		make_sheets(season, stage, given, assessors)
	return season


def plain_read(season: str) -> None:
	"""What a report without any scores would read."""
	fields = ["name", "number", "employee_name", "unit", "category_title", "workflow_state"]
	frappe.get_all("Nomination", filters={"season": season}, fields=fields, order_by="number")


def seconds(action: Callable[[], object]) -> float:
	"""The median of some rounds, after one that fills the caches."""
	action()
	taken = []
	for _round in range(ROUNDS):
		start = time.perf_counter()
		action()
		taken.append(time.perf_counter() - start)
	return median(taken)


if __name__ == "__main__":
	main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
