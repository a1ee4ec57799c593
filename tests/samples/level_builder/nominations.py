"""Nominations of a season: filed by units, proposed by lower levels, or everybody of a unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from level_builder.feedback import office_people, scheme_day
from level_builder.office import Office
from ntb_awards.selection.eligibility import Judgement, judge, overall
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.sample_people import FACT_TEXTS
from ntb_awards.selection.scheme import DocumentRequirement, Scheme

Entry = dict[str, Any]
RECOMMENDATION = (
	*("recommender_name", "recommender_position"),
	*("recommendation_number", "recommendation_date"),
)
SENTENCE = "Saya bersama rekan kerja memperbaiki layanan agar lebih cepat, mudah, dan dapat diperiksa publik."


class Desk:
	"""Makes the entries of nominations.json."""

	def __init__(
		self, scheme: Scheme, spec: dict[str, Any], cast: dict[str, Any], office: Office, random: Random
	) -> None:
		self.scheme, self.spec, self.cast, self.office, self.random = scheme, spec, cast, office, random
		self.people = office_people(office)
		self.on = scheme_day(scheme)
		self.window = next(row for row in scheme.activities if row.kind == "submission")
		self.filed = 0

	def entries(self, winners: list[tuple[dict[str, Any], Entry]]) -> Iterable[Entry]:
		for season, entry in winners:
			yield self._proposed(season, entry)
		for nominee in self._nominees():
			yield self._filed(nominee)

	def _nominees(self) -> Iterable[dict[str, Any]]:
		if self.scheme.participation != "everyone":
			yield from self.spec.get("nominees", ())
			return
		said = {self.office.key[one["key"]]: one for one in self.spec.get("nominees", ())}
		for row in self.office.in_unit(self.spec["unit"]):
			nominee = {"employee": row["employee"], **said.get(row["employee"], {})}
			if category := self._category(nominee):
				yield {**nominee, "category": category}

	def _category(self, nominee: dict[str, Any]) -> str | None:
		facts = self.people.facts({"employee": nominee["employee"]})
		if found := self.scheme.category_for(facts, self.on):
			return found.code
		only = self.scheme.categories
		return only[0].code if len(only) == 1 and not only[0].condition else None

	def _filed(self, nominee: dict[str, Any]) -> Entry:
		employee = nominee.get("employee") or self.office.key[nominee["key"]]
		entry = self._texts(employee, nominee)
		entry["category"] = nominee["category"]
		return self._completed(entry, nominee)

	def _proposed(self, season: dict[str, Any], entry: Entry) -> Entry:
		"""A winner of a lower level: its texts and recommendation are copied by the proposal."""
		kept = ("employee", *RECOMMENDATION, *FACT_TEXTS)
		proposed = {key: entry[key] for key in kept}
		known = {category.code for category in self.scheme.categories}
		facts = self.people.facts(proposed)
		same = entry["category"] in known
		proposed["category"] = entry["category"] if same else self.scheme.category_for(facts, self.on).code
		proposed["proposed_from"] = season["code"]
		more = self.spec.get("said", {})
		said = next((more[key] for key in more if self.office.key[key] == entry["employee"]), {})
		return self._completed(proposed, said)

	def _texts(self, employee: str, nominee: dict[str, Any]) -> Entry:
		row = self.office.of(employee)
		head = self.office.of(self._head_of(row["unit"]) or employee)
		start = self.window.starts_on
		title = nominee.get("innovation") or f"SIAP {row['post_title'].split()[-1].upper()}"
		entry = {
			"employee": employee,
			"recommender_name": head["name"],
			"recommender_position": head["post_title"],
			"recommendation_number": f"800/{int(employee[2:])}/{self.spec['code']}",
			"recommendation_date": start.isoformat(),
			"innovation_title": title,
			"innovation_description": self._words(f"{title} dibangun oleh {row['name']}.", 215),
			"achievement": self._words("Penghargaan tertulis diterima atas capaian kerja.", 40),
			"self_description": self._words(f"Saya bertugas sebagai {row['post_title']}.", 520),
			"social_activity": "",
		}
		return {**entry, **{key: nominee[key] for key in FACT_TEXTS if key in nominee}}

	def _head_of(self, unit: str) -> str:
		return next((one["head"] for one in self.office.units if one["code"] == unit), "")

	@staticmethod
	def _words(beginning: str, count: int) -> str:
		words = beginning.split()
		while len(words) < count:
			words += SENTENCE.split()
		return " ".join(words[:count]).rstrip(".,") + "."

	def _completed(self, entry: Entry, said: dict[str, Any]) -> Entry:
		"""Documents, the committee's decisions on what only people can answer, and the events."""
		facts = self.people.facts(entry)
		judgements = judge(self.scheme, entry["category"], facts, self.on)
		decisions = {
			one.rule.code: self._decision(one, said) for one in judgements if self._is_open(one, said)
		}
		entry["documents"] = list(self._documents(entry, facts))
		entry["rule_decisions"] = decisions
		entry["events"] = self._events(entry, judgements, decisions, said)
		return entry

	def _is_open(self, judgement: Judgement, said: dict[str, Any]) -> bool:
		return judgement.answer == "needs_review" or judgement.rule.code in said.get("not_met", {})

	def _decision(self, judgement: Judgement, said: dict[str, Any]) -> dict[str, str]:
		if reason := said.get("not_met", {}).get(judgement.rule.code):
			return {"decision": "Not Met", "reason": reason}
		reason = said.get("met", {}).get(judgement.rule.code, "Diperiksa dari dokumen yang dilampirkan.")
		return {"decision": "Met", "reason": reason}

	def _documents(self, entry: Entry, facts: Facts) -> Iterable[dict[str, Any]]:
		for stage in (None, *(stage.code for stage in self.scheme.stages)):
			for requirement in self.scheme.documents_for(entry["category"], stage):
				wanted = requirement.requirement == "required" and requirement.is_asked_of(facts, self.on)
				if wanted and requirement.kind != "feedback":
					yield self._document(entry["employee"], requirement)

	def _document(self, employee: str, requirement: DocumentRequirement) -> dict[str, Any]:
		name = f"{employee.lower()}-{requirement.code.replace('_', '-')}"
		is_file = requirement.kind == "file"
		return {
			"requirement": requirement.code,
			"file": f"{name}.pdf" if is_file else None,
			"url": None if is_file else f"https://media.example/{name}",
			"minutes": 2.5 if requirement.kind == "video" else None,
			"issued_on": None,
		}

	def _events(
		self,
		entry: Entry,
		judgements: list[Judgement],
		decisions: dict[str, dict[str, str]],
		said: dict[str, Any],
	) -> list[dict[str, str]]:
		answers = [
			decisions[one.rule.code]["decision"].lower().replace(" ", "_")
			if one.rule.code in decisions
			else one.answer
			for one in judgements
		]
		submitted = self._submitted_last() if "proposed_from" in entry else self._submitted_at()
		events = [{"at": submitted, "do": "submit", "reason": ""}]
		checked = self._at(self.window.ends_on + timedelta(days=1), self.filed * 3)
		if overall(answers) == "ineligible":
			return [*events, {"at": checked, "do": "reject", "reason": "Persyaratan tidak terpenuhi."}]
		events.append({"at": checked, "do": "accept", "reason": ""})
		if reason := said.get("withdraw"):
			later = self._at(self.window.ends_on + timedelta(days=1), 400)
			events.append({"at": later, "do": "withdraw", "reason": reason})
		return events

	def _submitted_at(self) -> str:
		"""One after another over the last days of the window."""
		self.filed += 1
		days = max((self.window.ends_on - self.window.starts_on).days, 1)
		day = self.window.ends_on - timedelta(days=days // 2) + timedelta(days=self.filed % (days // 2 + 1))
		return self._at(day, self.filed * 4)

	def _submitted_last(self) -> str:
		"""On the afternoon of the last day: by then the level below has decided."""
		self.filed += 1
		return self._at(self.window.ends_on, 300 + self.filed * 4)

	def _at(self, day: date, minutes: int) -> str:
		at = datetime(day.year, day.month, day.day, 8) + timedelta(minutes=minutes)
		return f"{at:%Y-%m-%dT%H:%M:%S}{self.cast['offset']}"
