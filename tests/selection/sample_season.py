"""The sample season NTB-2025 as the tests read it."""

from __future__ import annotations

from typing import Any

from ntb_awards.selection.records import Season
from ntb_awards.selection.results import Selection, Standing
from ntb_awards.selection.sample import FIXTURES, SampleFiles, load_sample
from ntb_awards.selection.scheme import Scheme

NAME = "ntb_asn_awards_2025"


class Sample:
	"""The files, the season the engine reads from them, and what follows from it."""

	def __init__(self) -> None:
		self.files = SampleFiles(FIXTURES / NAME)
		self.scheme: Scheme
		self.season: Season
		self.scheme, self.season, self.names = load_sample(NAME)
		self.selection = Selection(self.scheme, self.season)
		self.header = self.files.json("season")
		self.nominations = self.files.json("nominations")
		self.employees = {row["employee"]: row for row in self.files.rows("employees")}
		self.users = {user["email"]: user for user in self.header["users"]}
		submitted = [entry["employee"] for entry in self.nominations if entry["events"]]
		self.numbers = {employee: number for number, employee in enumerate(submitted, start=1)}

	def standings(self) -> list[Standing]:
		return [row for one in self.scheme.categories for row in self.selection.standings(one.code)]

	def events(self, do: str) -> list[tuple[dict[str, Any], dict[str, str]]]:
		events = [(entry, event) for entry in self.nominations for event in entry["events"]]
		return [pair for pair in events if pair[1]["do"] == do]

	def taking_part(self, gate: str) -> set[int]:
		rows = [self.selection.participants(one.code, gate) for one in self.scheme.categories]
		return {nominee.number for row in rows for nominee in row}
