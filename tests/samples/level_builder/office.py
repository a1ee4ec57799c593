"""The people of a sample: invented, drawn with a seed, completed from what its cast says of them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

Row = dict[str, str]
POOL = json.loads((Path(__file__).parent / "names.json").read_text(encoding="utf-8"))
# Rank, education and age (years) by kind of post, where the cast says nothing else.
POSTS: dict[str, tuple[str, str, int]] = {
	"JPT Utama": ("IV/e", "S3", 56),
	"JPT Madya": ("IV/d", "S2", 55),
	"JPT Pratama": ("IV/c", "S2", 52),
	"Administrator": ("IV/a", "S2", 47),
	"Pengawas": ("III/d", "S1", 42),
	"Fungsional": ("III/c", "S1", 38),
	"Pelaksana": ("III/a", "S1", 33),
}
FIELDS = (
	"employee name gender birth_date nip employment_status post_type functional_level rank post_title unit "
	"reports_to service_since post_since seconded education organisation underdeveloped_region disability "
	"email"
).split()
RATING_FIELDS = (
	"employee year predicate score attendance_percent working_days absent_days late_days away_days "
	"early_leave_days"
).split()
RECORD_FIELDS = "employee kind status level decided_on ends_on decree_number description".split()


class Office:
	"""`cast`: {units, people: [{key?, unit, post_type, post_title, …}], year}; heads stand first."""

	def __init__(self, cast: dict[str, Any], random: Random) -> None:
		self.cast = cast
		self.random = random
		self.year: int = cast["year"]
		self.rows: list[Row] = []
		self.key: dict[str, str] = {}
		self.ratings: list[Row] = []
		self.records: list[Row] = []
		self.posts: list[Row] = []
		self.awards: list[Row] = []
		self._names: set[str] = set()
		for person in cast["people"]:
			for _copy in range(person.get("count", 1)):
				self._hire(person)
		self.units = [{**_unit(unit), "head": self._head(unit["code"])} for unit in cast["units"]]

	def of(self, employee: str) -> Row:
		return next(row for row in self.rows if row["employee"] == employee)

	def in_unit(self, unit: str) -> list[Row]:
		return [row for row in self.rows if row["unit"] == unit]

	def unit_name(self, code: str) -> str:
		return next(unit["name"] for unit in self.units if unit["code"] == code)

	def _head(self, unit: str) -> str:
		return next((row["employee"] for row in self.in_unit(unit)), "")

	def _hire(self, person: dict[str, Any]) -> None:
		employee = f"{self.cast['prefix']}{len(self.rows) + 1:03d}"
		if "key" in person:
			self.key[person["key"]] = employee
		gender = person.get("gender") or self._one(["Male", "Female"])
		rank, education, age = POSTS[person["post_type"]]
		status = person.get("employment_status", "PNS")
		born = self._day(person.get("birth_date"), self.year - age - self.random.randrange(4))
		since = self._day(person.get("service_since"), max(born.year + 24, self.year - 20))
		row = {
			"employee": employee,
			"name": person.get("name") or self._name(gender),
			"gender": gender,
			"birth_date": born.isoformat(),
			"nip": self._nip(born, since, gender, status),
			"employment_status": status,
			"post_type": person["post_type"],
			"functional_level": person.get("functional_level", ""),
			"rank": person.get("rank") or ("IX" if status == "PPPK" else rank),
			"post_title": person["post_title"],
			"unit": person.get("unit", ""),
			"reports_to": self._boss(person, employee),
			"service_since": since.isoformat(),
			"post_since": self._day(person.get("post_since"), self.year - 3).isoformat(),
			"seconded": str(person.get("seconded", 0)),
			"education": person.get("education", education),
			"organisation": str(person.get("organisation", 1)),
			"underdeveloped_region": str(person.get("underdeveloped_region", 0)),
			"disability": str(person.get("disability", 0)),
			"email": "",
		}
		self.rows.append({name: row[name] for name in FIELDS})
		self._history(employee, person)

	def _boss(self, person: dict[str, Any], employee: str) -> str:
		"""The head of the unit, unless the cast names somebody else, or nobody ("")."""
		if "reports_to" in person:
			return self.key.get(person["reports_to"], "")
		return self._head(person["unit"]) if person.get("unit") else ""

	def _history(self, employee: str, person: dict[str, Any]) -> None:
		self.ratings += [self._rating(employee, person, year) for year in (self.year - 2, self.year - 1)]
		for record in person.get("records", ()):
			blank = dict.fromkeys(RECORD_FIELDS, "")
			self.records.append({**blank, "employee": employee, **record})
		for post in person.get("posts", ()):
			self.posts.append({"employee": employee, "functional_level": "", "until": "", **post})
		for award in person.get("awards", ()):
			self.awards.append({"employee": employee, **{key: str(value) for key, value in award.items()}})

	def _rating(self, employee: str, person: dict[str, Any], year: int) -> Row:
		"""Attendance in days, as the register of a year has them."""
		given = person.get("ratings", {}).get(str(year), {})
		drawn = {
			"predicate": self._one(["Baik", "Baik", "Sangat Baik"]),
			"score": f"{self.random.randrange(8200, 9800) / 100:g}",
			"attendance_percent": "",
			"working_days": str(235 + self.random.randrange(8)),
			"absent_days": str(self.random.randrange(3)),
			"late_days": str(self.random.randrange(6)),
			"away_days": str(self.random.randrange(2)),
			"early_leave_days": str(self.random.randrange(3)),
		}
		return {"employee": employee, "year": str(year), **drawn, **given}

	def _name(self, gender: str) -> str:
		for _attempt in range(500):
			name = f"{self._one(POOL[gender])} {self._one(POOL['family'])}"
			if name not in self._names:
				break
		self._names.add(name)
		return name

	def _day(self, given: str | None, year: int) -> date:
		if given:
			return date.fromisoformat(given)
		return date(year, 1, 1) + timedelta(days=self.random.randrange(360))

	def _nip(self, born: date, since: date, gender: str, status: str) -> str:
		"""18 digits: birth date, appointment (PPPK: year and number of agreements), sex, serial of three."""
		appointed = f"{since:%Y}01" if status == "PPPK" else f"{since:%Y%m}"
		stem = f"{born:%Y%m%d}{appointed}{'1' if gender == 'Male' else '2'}"
		taken = {row["nip"] for row in self.rows}
		return next(nip for serial in range(1, 999) if (nip := f"{stem}{serial:03d}") not in taken)

	def _one(self, options: list[str]) -> str:
		return options[self.random.randrange(len(options))]


def _unit(unit: dict[str, Any]) -> Row:
	return {key: unit.get(key, "") for key in ("code", "name", "kind", "parent")}
