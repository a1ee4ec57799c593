"""A sample season from plain files (`fixtures/<name>/`), run through the engine alone.

The same files drive a real site; here people become numbers and pseudonyms at once. A sample with levels has
a folder inside for each season of a lower level, which shares the people of the folder above.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ntb_awards.selection.eligibility import earned_bonuses, judge, overall
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.feedback import gather
from ntb_awards.selection.messages import _, refuse
from ntb_awards.selection.numbers import parse_decimal
from ntb_awards.selection.pseudonyms import pseudonyms
from ntb_awards.selection.records import (
	Decision,
	Extension,
	Feedback,
	Minutes,
	Nominee,
	Season,
	Sheet,
	Verdict,
)
from ntb_awards.selection.sample_people import SampleFiles, SamplePeople, day_of
from ntb_awards.selection.scheme import Scheme, load_scheme, shipped_schemes
from ntb_awards.selection.weights import with_panel_weights

FIXTURES = Path(__file__).parents[2] / "fixtures"


def sample_names() -> list[str]:
	"""The samples shipped; the one for the demo first."""
	names = sorted(path.parent.name for path in FIXTURES.glob("*/season.json"))
	return sorted(names, key=lambda name: not SampleFiles(FIXTURES / name).json("season").get("first"))


def sample_levels(name: str) -> list[Path]:
	"""The folders of a sample's seasons, the lower levels first, the named sample last."""
	folder = FIXTURES / name
	return [*sorted(path.parent for path in folder.glob("*/season.json")), folder]


def load_sample(name: str, folder: Path | None = None) -> tuple[Scheme, Season, dict[int, str]]:
	"""Scheme, season and nominee number → name of a sample season."""
	if folder is None and name not in sample_names():
		raise refuse(
			"sample",
			_("There is no sample season '{name}'. Known: {known}"),
			name=name,
			known=", ".join(sample_names()),
		)
	files = SampleFiles(folder or FIXTURES / name)
	scheme = season_scheme(files.json("season"))
	return scheme, *_Loader(files, scheme).load()


def season_scheme(header: dict[str, Any]) -> Scheme:
	"""The scheme of a sample season, with the weights its panel has set."""
	scheme = shipped_scheme(header["scheme"])
	if weights := header.get("panel_weights"):
		decided = {path: parse_decimal(weight) for path, weight in weights.items()}
		return with_panel_weights(scheme, decided, header["panel_weights_basis"])
	return scheme


def shipped_scheme(code: str) -> Scheme:
	path = next((path for path in shipped_schemes() if path.stem == code), None)
	if path is None:
		known = ", ".join(path.stem for path in shipped_schemes())
		raise refuse("scheme", _("There is no scheme '{code}'. Known: {known}"), code=code, known=known)
	return load_scheme(path)


class _Loader:
	def __init__(self, files: SampleFiles, scheme: Scheme) -> None:
		self.files = files
		self.scheme = scheme
		self.header = files.json("season")
		self.people = SamplePeople(files)
		self.employees = self.people.rows
		# Nominee numbers follow the first submission, as on a site.
		entries = [entry for entry in files.json("nominations") if first_submission(entry)]
		self.entries = sorted(entries, key=lambda entry: (first_submission(entry), entry["employee"]))
		self.number = {entry["employee"]: place for place, entry in enumerate(self.entries, start=1)}
		self.closes = max(
			[*(self._window()[1:]), *(_time(row["new_end"]) for row in self._submission_extensions())]
		)

	def load(self) -> tuple[Season, dict[int, str]]:
		season = Season(
			code=self.header["code"],
			title=self.header["title"],
			year=self.header["year"],
			organiser=self.header["organiser"],
			timezone=self.header["timezone"],
			submission_opens=self._window()[0],
			submission_closes=self.closes,
			extensions=tuple(Extension.model_validate(row) for row in self.header["extensions"]),
			nominees=tuple(self._nominee(entry) for entry in self.entries),
			sheets=tuple(self._sheets()),
			feedback=tuple(self._feedback()),
			minutes=tuple(self._minutes()),
		)
		return season, {number: self.employees[employee]["name"] for employee, number in self.number.items()}

	def _window(self) -> tuple[datetime, datetime]:
		number = next(activity.number for activity in self.scheme.activities if activity.kind == "submission")
		window = next(row for row in self.header["activities"] if row["number"] == number)
		return _time(window["starts_at"]), _time(window["ends_at"])

	def _submission_extensions(self) -> list[dict[str, Any]]:
		number = next(activity.number for activity in self.scheme.activities if activity.kind == "submission")
		return [row for row in self.header["extensions"] if row["activity"] == number]

	def _nominee(self, entry: dict[str, Any]) -> Nominee:
		facts = self.people.facts(entry)
		on = self.closes.date()
		verdicts = tuple(
			Verdict(
				rule=one.rule.code,
				status=one.answer,
				decision=_decision(entry.get("rule_decisions", {}).get(one.rule.code)),
			)
			for one in judge(self.scheme, entry["category"], facts, on)
		)
		last = entry["events"][-1]["do"]
		status = "withdrawn" if last == "withdraw" else "active"
		if status == "active" and overall(verdict.answer for verdict in verdicts) == "ineligible":
			status = "ineligible"
		return Nominee(
			number=self.number[entry["employee"]],
			category=entry["category"],
			status=status,
			variants=chosen_variants(self.scheme, facts, on),
			eligibility=verdicts,
			bonuses=tuple(bonus.code for bonus in earned_bonuses(self.scheme, facts, on)),
		)

	def _sheets(self) -> Iterable[Sheet]:
		rows = self.files.json("sheets")
		assessors = pseudonyms("A", self.header["code"], (row["assessor"] for row in rows))
		for row in rows:
			yield Sheet(
				stage=row["stage"],
				nominee=self.number[row["employee"]],
				assessor=assessors[row["assessor"]],
				status=row["status"],
				scores=row["scores"],
			)

	def _feedback(self) -> list[Feedback]:
		return gather(
			Feedback(nominee=self.number[row["employee"]], relation=row["relation"], answers=row["answers"])
			for row in self.files.json("feedback")
		)

	def _minutes(self) -> Iterable[Minutes]:
		for row in self.files.json("minutes"):
			yield Minutes(
				category=row["category"],
				stage=row["stage"],
				held_on=day_of(row["held_on"]),
				decisions=tuple(
					Decision(
						nominee=self.number[decision["employee"]],
						decision=decision["decision"],
						reason=decision["reason"],
					)
					for decision in row["decisions"]
				),
				tie_orders=tuple(
					tuple(self.number[employee] for employee in order) for order in row["tie_orders"]
				),
			)


def chosen_variants(scheme: Scheme, facts: Facts, on: date) -> dict[str, str]:
	"""Instrument code → the form that fits this person."""
	chosen = {instrument.code: instrument.variant_for(facts, on) for instrument in scheme.instruments}
	return {code: variant for code, variant in chosen.items() if variant is not None}


def first_submission(entry: dict[str, Any]) -> str | None:
	return next((event["at"] for event in entry["events"] if event["do"] == "submit"), None)


def _decision(row: dict[str, str] | None) -> str | None:
	return row["decision"].lower().replace(" ", "_") if row else None


def _time(text: str) -> datetime:
	return datetime.fromisoformat(text)
