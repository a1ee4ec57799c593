"""`make demo` on a site: the sample season, its rankings, the address and a login for each role."""

from __future__ import annotations

import frappe
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from ntb_awards.demo.people import PASSWORD, People
from ntb_awards.demo.season import SeasonDriver
from ntb_awards.gateway.seasons import load_season
from ntb_awards.selection.cli import category_table
from ntb_awards.selection.dossier import compute_results
from ntb_awards.selection.sample import FIXTURES, SampleFiles, sample_names

console = Console()


def load(name: str | None = None) -> str:
	"""The sample season `name` (the first one shipped) on this site, driven unless it is there; its name.

	The season is one transaction: interrupted, it leaves nothing behind and can be run again.
	"""
	files = SampleFiles(FIXTURES / (name or sample_names()[0]))
	people = People(files)
	people.make()
	frappe.db.commit()  # a script, not a request: people stay even if the season is interrupted
	code = people.header["code"]
	if not frappe.db.exists("Award Season", code):
		_drive(people)
		frappe.db.commit()
	return code


def _drive(people: People) -> None:
	files = people.files
	total = sum(len(entry["events"]) + 1 for entry in files.json("nominations")) + len(files.json("minutes"))
	total += len(people.header["extensions"])
	with Progress(console=console) as progress:
		task = progress.add_task(people.header["title"], total=total)
		SeasonDriver(people, lambda label: progress.advance(task)).drive()


def show(season: str, address: str) -> None:
	"""Print the ranking of every category, the address and a login for each role."""
	loaded = load_season(season)
	for result in compute_results(loaded.scheme, loaded.season):
		console.print(category_table(loaded.scheme, result))
	table = Table(title=f"{address}  (password: {PASSWORD})", title_justify="left")
	table.add_column("Role")
	table.add_column("Login")
	for role, email in logins(season):
		table.add_row(role, email)
	console.print(table)


def logins(season: str) -> list[tuple[str, str]]:
	header = next(
		SampleFiles(path.parent).json("season")
		for path in FIXTURES.glob("*/season.json")
		if SampleFiles(path.parent).json("season")["code"] == season
	)
	first: dict[str, str] = {}
	for row in header["users"]:
		first.setdefault(row["role"], row["email"])
	return sorted(first.items())
