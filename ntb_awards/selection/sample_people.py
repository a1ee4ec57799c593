"""The plain files of a sample season, and the facts about its people."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ntb_awards.selection.facts import Award, Facts, Post, Rating, Record

FACT_TEXTS = (
	"innovation_title",
	"innovation_description",
	"self_description",
	"social_activity",
	"achievement",
)
DAYS_LOST = ("absent_days", "late_days", "away_days", "early_leave_days")
Row = dict[str, str]


@dataclass(frozen=True)
class SampleFiles:
	"""The files of one sample season, read but not interpreted. A season of a lower level reads what it does
	not have itself in the folder above; a file that is nowhere is empty."""

	folder: Path

	def json(self, name: str) -> Any:
		path = self._find(f"{name}.json")
		return json.loads(path.read_text(encoding="utf-8")) if path else []

	def rows(self, name: str) -> list[Row]:
		path = self._find(f"{name}.csv")
		if path is None:
			return []
		with path.open(encoding="utf-8", newline="") as handle:
			return list(csv.DictReader(handle))

	def _find(self, name: str) -> Path | None:
		"""What happened in a season (.json) is its own; people (.csv) are shared."""
		places = [self.folder] if name.endswith(".json") else [self.folder, self.folder.parent]
		return next((place / name for place in places if (place / name).is_file()), None)


class SamplePeople:
	"""`rows`: employee id → row of employees.csv."""

	def __init__(self, files: SampleFiles) -> None:
		self.rows = {row["employee"]: row for row in files.rows("employees")}
		self._ratings = by_employee(files.rows("ratings"))
		self._records = by_employee(files.rows("records"))
		self._posts = by_employee(files.rows("posts"))
		self._awards = by_employee(files.rows("awards"))

	def facts(self, entry: dict[str, Any]) -> Facts:
		"""Of the person an entry of nominations.json is about, and the entry's texts."""
		employee = entry["employee"]
		row = self.rows[employee]
		return Facts(
			in_organisation=row["organisation"] == "1",
			seconded=row["seconded"] == "1",
			underdeveloped_region=row.get("underdeveloped_region") == "1",
			disability=row.get("disability") == "1",
			**{
				name: row[name] or None
				for name in ["employment_status", "post_type", "functional_level", "rank", "education"]
			},
			**{name: day_of(row[name]) for name in ("birth_date", "service_since", "post_since")},
			**{name: entry.get(name) or None for name in FACT_TEXTS},
			ratings=tuple(_rating(row) for row in self._ratings[employee]),
			records=tuple(_record(row) for row in self._records[employee]),
			posts=tuple(_post(row) for row in self._posts[employee]),
			awards=tuple(_award(row) for row in self._awards[employee]),
		)


def by_employee(rows: Iterable[Row]) -> dict[str, list[Row]]:
	grouped: dict[str, list[Row]] = defaultdict(list)
	for row in rows:
		grouped[row["employee"]].append(row)
	return grouped


def _rating(row: Row) -> Rating:
	return Rating(
		year=int(row["year"]),
		predicate=row["predicate"],
		score=row.get("score") or None,
		attendance_percent=row["attendance_percent"] or None,
		working_days=int(row["working_days"]) if row.get("working_days") else None,
		**{name: int(row.get(name) or 0) for name in DAYS_LOST},
	)


def _record(row: Row) -> Record:
	return Record(
		kind=row["kind"],
		status=row["status"],
		level=row["level"],
		decided_on=day_of(row["decided_on"]),
		ends_on=day_of(row["ends_on"]),
	)


def _post(row: Row) -> Post:
	return Post(
		post_type=row["post_type"],
		functional_level=row["functional_level"],
		since=day_of(row["since"]),
		until=day_of(row["until"]),
	)


def _award(row: Row) -> Award:
	return Award(scheme=row["scheme"], year=int(row["year"]), rank=int(row["rank"]))


def day_of(text: str) -> date | None:
	return date.fromisoformat(text) if text else None
