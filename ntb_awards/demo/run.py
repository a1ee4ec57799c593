"""`make demo` on a site: the sample season, its rankings, the address and a login for each role."""

from __future__ import annotations

from collections.abc import Callable

import frappe
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from ntb_awards.demo.open_season import open_now
from ntb_awards.demo.people import PASSWORD, People
from ntb_awards.demo.season import SeasonDriver
from ntb_awards.gateway.seasons import load_season
from ntb_awards.selection.cli import category_table
from ntb_awards.selection.dossier import compute_results
from ntb_awards.selection.sample import FIXTURES, sample_levels, sample_names
from ntb_awards.selection.sample_people import SampleFiles

console = Console()
LANGUAGE = "id"


def load(name: str | None, commit: Callable[[], None]) -> str:
	"""The sample `name` (the first one shipped) on this site, driven unless it is there; its top season.

	The seasons are one transaction: interrupted, they leave nothing behind and can be run again.
	"""
	_speak_indonesian()
	seasons = drive_sample(name or sample_names()[0], when_staffed=commit)
	if any("recommends" in row for row in seasons[-1].header["users"]):
		open_now(seasons[-1])
	commit()
	return seasons[-1].season


def _speak_indonesian() -> None:
	"""What guests read and what is kept for all is in the site's language."""
	frappe.db.set_single_value("System Settings", "language", LANGUAGE)
	frappe.db.set_default("lang", LANGUAGE)
	frappe.local.lang = LANGUAGE


def drive_sample(name: str, when_staffed: Callable[[], None] = lambda: None) -> list[SeasonDriver]:
	"""Every season of a sample, the levels below first, and their winners proposed upwards.

	The season of a level stands before those below it, which name it as their parent. `when_staffed`: called
	when the people are there. Seasons that are there already are left alone.
	"""
	folders = sample_levels(name)
	top = SampleFiles(folders[-1])
	headers = [SampleFiles(folder).json("season") for folder in folders]
	people = People(top)
	people.make(headers)
	when_staffed()  # a script, not a request: people stay even if a season is interrupted
	drivers = [SeasonDriver(people, SampleFiles(folder), lambda label: None) for folder in folders]
	*lower, highest = drivers
	if frappe.db.exists("Award Season", headers[-1]["code"]):
		for driver, header in zip(drivers, headers, strict=True):
			driver.season = header["code"]
		return drivers
	highest.make_season()
	for driver in lower:
		driver.parent = highest.season
		_drive(driver)
	highest.below = tuple(lower)
	_drive(highest)
	return drivers


def _drive(driver: SeasonDriver) -> None:
	files = driver.files
	entries, minutes = files.json("nominations"), files.json("minutes")
	total = sum(len(entry["events"]) + 1 for entry in entries) + len(minutes)
	total += len(driver.header["extensions"])
	with Progress(console=console) as progress:
		task = progress.add_task(driver.header["title"], total=total)
		driver.on_step = lambda label: progress.advance(task)
		driver.drive()


def show(season: str, address: str) -> None:
	"""Print the ranking of every category, the address and a login for each role."""
	below = frappe.get_all("Award Season", {"parent_season": season}, pluck="name", order_by="creation")
	for name in (*below, season):
		loaded = load_season(name)
		console.print(f"\n[bold]{loaded.season.title}[/bold]")
		for result in compute_results(loaded.scheme, loaded.season):
			if result.rows:
				console.print(category_table(loaded.scheme, result))
	table = Table(title=f"{address}  (password: {PASSWORD})", title_justify="left")
	table.add_column("Role")
	table.add_column("Login")
	for role, email in logins(season):
		table.add_row(role, email)
	console.print(table)


def logins(season: str) -> list[tuple[str, str]]:
	header = next(
		header
		for path in FIXTURES.glob("*/season.json")
		if (header := SampleFiles(path.parent).json("season"))["code"] == season
	)
	first: dict[str, str] = {}
	for row in header["users"]:
		first.setdefault(row["role"], row["email"])
	return sorted(first.items())
