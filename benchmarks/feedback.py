"""What 360° feedback costs where everybody rates everybody, as multiples of what is plain, in one run.

Run in the bench's folder `sites`, on a site that nothing else uses:
`SITE=<site> ../env/bin/python <checkout>/benchmarks/feedback.py`.

A unit of 120 people is 14,280 assessments of nine aspects. Measured, each against a plain thing of the same
run: asking them all against one multi-row insert of the same rows; adding the answers up against one SQL
aggregate of them; submitting 200 assessments against submitting 200 documents of a bare DocType with the same
fields, and against Frappe HR's Employee Performance Feedback where that is installed. Then the peak of
Python's memory for one unit and for ten. All is rolled back; the bare DocType is removed at the end.
"""

from __future__ import annotations

import os
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import frappe

from benchmarks import bare_doctype, performance_feedback
from benchmarks.units import ASPECTS, Units

PEOPLE, SUBMITTED, ROUNDS = 120, 200, 5


def main() -> None:
	frappe.init(site=os.environ["SITE"])
	frappe.connect()
	frappe.set_user("Administrator")
	bare_doctype.make()
	try:
		rows = [*issuing_and_adding(), *submitting()]
		memory = [(count, *peaks(count)) for count in (1, 10)]
	finally:
		frappe.db.rollback()
		bare_doctype.remove()
		frappe.destroy()
	show(rows, memory)


Row = tuple[str, float, str, float]


def issuing_and_adding() -> list[Row]:
	from ntb_awards.gateway.feedback_forms import open_in_background
	from ntb_awards.gateway.feedback_sums import feedback_groups
	from ntb_awards.gateway.gates import scheme_of

	with rolled_back():
		units = Units.make(1, PEOPLE)
		season = units.seasons[0]
		open_in_background(season)
		rows = units.requests(season)
		issue, plain = alternating(
			lambda: open_in_background(season),
			lambda: units.insert_plainly(rows),
			before=lambda: units.forget(season),
		)
	# A transaction of its own: the rows that were deleted above would still be read over.
	with rolled_back():
		units = Units.make(1, PEOPLE)
		season = units.seasons[0]
		open_in_background(season)
		units.answer_everything(season)
		scheme, nominees = scheme_of(season)[1], units.nominees(season)
		assert sum(one.contributors for one in feedback_groups(scheme, season, None, nominees)) == len(rows)
		add, aggregate = alternating(
			lambda: list(feedback_groups(scheme, season, None, nominees)),
			lambda: units.aggregate_plainly(season),
		)
	many = f"{len(rows):,}"
	return [
		(f"ask for {many} assessments", issue, "multi-row insert of the same rows", plain),
		(f"add up {many} × {ASPECTS} answers", add, "one SQL aggregate of the same rows", aggregate),
	]


def submitting() -> list[Row]:
	what = f"submit {SUBMITTED} assessments"
	with rolled_back():
		units = Units.make(1, PEOPLE)
		units.ask(units.seasons[0])
		calls = units.submissions(units.seasons[0])
		drafts = iter([bare_doctype.drafts(SUBMITTED) for _round in range(ROUNDS + 1)])
		own, plain = alternating(
			lambda: [next(calls)() for _each in range(SUBMITTED)],
			lambda: bare_doctype.submit(next(drafts)),
		)
	rows: list[Row] = [(what, own, "submit as many documents of a bare DocType", plain)]
	if "hrms" in frappe.get_installed_apps():
		with rolled_back():
			theirs = performance_feedback.seconds_for(SUBMITTED)
		rows.append((what, own, "Frappe HR's Employee Performance Feedback", theirs))
	return rows


def peaks(units: int) -> tuple[int, float, float]:
	"""(assessments, peak of asking for them, peak of adding them up), the peaks in MiB."""
	from ntb_awards.gateway.feedback_forms import open_in_background
	from ntb_awards.gateway.feedback_sums import feedback_groups
	from ntb_awards.gateway.gates import scheme_of

	with rolled_back():
		made = Units.make(units, PEOPLE)
		season = made.seasons[0]
		asking = peak(lambda: open_in_background(season))
		made.answer_everything(season)
		scheme, nominees = scheme_of(season)[1], made.nominees(season)
		adding = peak(lambda: list(feedback_groups(scheme, season, None, nominees)))
		count = frappe.db.count("Assessment 360", {"season": season})
	return count, asking, adding


class rolled_back:
	def __enter__(self) -> None:
		frappe.db.rollback()

	def __exit__(self, *_: object) -> None:
		frappe.db.rollback()
		frappe.clear_cache()


def once(action: Callable[[], object]) -> float:
	start = time.perf_counter()
	action()
	return time.perf_counter() - start


def alternating(
	own: Callable[[], object], plain: Callable[[], object], before: Callable[[], object] = lambda: None
) -> tuple[float, float]:
	"""The medians of some rounds in turn, after one that fills the caches, in seconds, without `before`."""
	taken: dict[Callable[[], object], list[float]] = {own: [], plain: []}
	for _round in range(ROUNDS + 1):
		for action, times in taken.items():
			before()
			times.append(once(action))
	return median(taken[own][1:]), median(taken[plain][1:])


def peak(action: Callable[[], object]) -> float:
	tracemalloc.start()
	action()
	_now, most = tracemalloc.get_traced_memory()
	tracemalloc.stop()
	return most / 2**20


def show(rows: list[Row], memory: list[tuple[Any, ...]]) -> None:
	print("| what | seconds | compared to | seconds | ratio |")
	print("|---|---:|---|---:|---:|")
	for what, own, other, plain in rows:
		print(f"| {what} | {own:.2f} | {other} | {plain:.2f} | {own / plain:.2f} |")
	print("\n| assessments in one season | peak while asking, MiB | peak while adding up, MiB |")
	print("|---:|---:|---:|")
	for _units, count, asking, adding in memory:
		print(f"| {count:,} | {asking:.1f} | {adding:.1f} |")


if __name__ == "__main__":
	main()
