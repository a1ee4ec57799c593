"""One season of a sample, lived through by the engine: filed, judged, scored and decided, gate after gate."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from texts import records_text, tree_text, write

from level_builder.feedback import everybody_rates_everybody
from level_builder.nominations import Desk
from level_builder.office import Office
from level_builder.scores import Scores
from ntb_awards.selection.results import GateRow, Selection
from ntb_awards.selection.sample import load_sample, season_scheme, shipped_scheme
from ntb_awards.selection.scheme import Scheme, Stage

Entry = dict[str, Any]


class SeasonBuilder:
	"""`cast`: the sample's; `spec`: of this season; `winners`: (season spec, entry) of the levels below."""

	def __init__(
		self, cast: dict[str, Any], spec: dict[str, Any], office: Office, shared: dict[str, str]
	) -> None:
		self.cast, self.spec, self.office, self.shared = cast, spec, office, shared
		self.random = Random(spec["code"])
		self.header = self._header()
		self.scheme: Scheme = season_scheme(self.header)
		self.entries: list[Entry] = []
		self.minutes: list[dict[str, Any]] = []
		self.feedback: list[dict[str, Any]] = []
		self.sheets: list[dict[str, Any]] = []

	def build(self, winners: list[tuple[dict[str, Any], Entry]]) -> None:
		desk = Desk(self.scheme, self.spec, self.cast, self.office, self.random)
		self.entries = sorted(desk.entries(winners), key=lambda entry: entry["events"][0]["at"])
		numbered = [entry["employee"] for entry in self.entries]
		self.feedback = everybody_rates_everybody(self.scheme, self.office, self.entries, self.random)
		scores = Scores(self.scheme, self.spec, self.header, self.office, self.random)
		for gate in self.scheme.gates:
			for stage in self.scheme.stages_decided_at(gate.code):
				selection = self.selection()
				for category in self.scheme.categories:
					taking_part = selection.participants(category.code, gate.code)
					entries = [self.entries[nominee.number - 1] for nominee in taking_part]
					self.sheets += scores.of(stage, entries, selection)
			selection = self.selection()
			for category in self.scheme.categories:
				self._decide(category.code, gate, selection, numbered)

	def _decide(self, category: str, gate: Stage, selection: Selection, numbered: list[str]) -> None:
		"""The plenary follows the rules: every tie gets an order, incomplete nominees are stopped."""
		rows = selection.at_gate(category, gate.code)
		if not rows:
			return
		paper = self._paper(category, gate)
		paper["tie_orders"] = [[numbered[number - 1] for number in tie] for tie in _ties(rows)]
		if paper["tie_orders"]:
			paper["notes"] = "Urutan nilai yang sama ditetapkan melalui musyawarah rapat pleno."
		self.minutes.append(paper)
		settled = self.selection().at_gate(category, gate.code)
		last = gate.code == self.scheme.gates[-1].code
		for place, row in enumerate(settled):
			advances = self._advances(row, place, last)
			reason = "" if row.place else "Penilaian belum lengkap sampai dengan rapat pleno."
			decision = {"employee": numbered[row.number - 1], "decision": "advance" if advances else "stop"}
			paper["decisions"].append({**decision, "reason": reason})

	def _advances(self, row: GateRow, place: int, last: bool) -> bool:
		if row.place is None:
			return False
		if row.proposed is None:
			return place < self.scheme.winners if last else True
		return row.proposed == "advance" and (not last or place < self.scheme.winners)

	def _paper(self, category: str, gate: Stage) -> dict[str, Any]:
		return {
			"category": category,
			"stage": gate.code,
			"number": f"BA-{len(self.minutes) + 1:02d}/{self.spec['code']}",
			"held_on": self.held_on(gate).isoformat(),
			"place": self.spec.get("place", self.cast["place"]),
			"decisions": [],
			"tie_orders": [],
			"notes": "",
		}

	def held_on(self, gate: Stage) -> date:
		"""The last day of the gate's stage, and never before an earlier gate's minutes."""
		day = max(activity.ends_on for activity in self.scheme.activities if activity.kind == "submission")
		for one in self.scheme.gates:
			own = {one.code, *(stage.code for stage in self.scheme.stages_decided_at(one.code))}
			ends = [row.ends_on for row in self.scheme.activities if row.stage in own and row.kind == "stage"]
			day = max([day + timedelta(days=1), *ends])
			if one.code == gate.code:
				break
		return day

	def winners(self) -> list[Entry]:
		"""Who won, by category and rank."""
		last = self.scheme.gates[-1].code
		won = [
			decision["employee"]
			for paper in self.minutes
			if paper["stage"] == last
			for decision in paper["decisions"]
			if decision["decision"] == "advance"
		]
		return [next(entry for entry in self.entries if entry["employee"] == one) for one in won]

	def decided_on(self) -> date:
		return max(date.fromisoformat(paper["held_on"]) for paper in self.minutes)

	def selection(self) -> Selection:
		with tempfile.TemporaryDirectory() as folder:
			write({**self.shared, **self.files()}, Path(folder))
			scheme, season, _names = load_sample(self.spec["code"], Path(folder))
		return Selection(scheme, season)

	def files(self) -> dict[str, str]:
		order = {stage.code: position for position, stage in enumerate(self.scheme.stages)}
		number = {entry["employee"]: place for place, entry in enumerate(self.entries)}
		sheets = sorted(self.sheets, key=lambda row: (order[row["stage"]], number[row["employee"]]))
		decree = self.spec["decree"]
		return {
			"season.json": tree_text(self.header),
			"nominations.json": records_text(self.entries),
			"feedback.json": records_text(self.feedback),
			"sheets.json": records_text(sheets),
			"minutes.json": records_text(self.minutes),
			"grants.json": tree_text(
				{
					"decree_number": decree["number"],
					"decree_date": decree["date"],
					"rewards": decree.get("rewards", []) if self.scheme.rewards else self._no_rewards(),
				}
			),
		}

	def _no_rewards(self) -> list[str]:
		"""What a winner gets where the rules name no reward: the way up, or the post."""
		return self.spec["decree"].get("rewards", ["Ditetapkan sebagai wakil pada jenjang berikutnya"])

	def _header(self) -> dict[str, Any]:
		spec, cast = self.spec, self.cast
		chosen = ("scheme", "code", "title", "year", "unit", "parent", "groups", "track_records")
		header = {key: spec[key] for key in chosen if key in spec} | _panel_weights(spec)
		header |= {"organiser": cast["organiser"], "organiser_abbr": cast["organiser_abbr"]}
		header |= {"timezone": cast["timezone"], "offset": cast["offset"]}
		scheme = season_scheme(header)
		header["activities"] = [
			{
				"number": activity.number,
				"starts_at": f"{activity.starts_on}T00:00:00{cast['offset']}",
				"ends_at": f"{activity.ends_on}T23:59:59{cast['offset']}",
			}
			for activity in scheme.activities
		]
		header["extensions"] = []
		header["panels"] = [self._panel()] if spec.get("panel") else []
		header["users"] = list(self._users())
		return header

	def _panel(self) -> dict[str, Any]:
		panel = self.spec["panel"]
		given = {key: panel[key] for key in ("title", "decree_number", "decree_date")}
		members = [
			{"user": self._mail(member["key"]), "role": member["role"], "element": member.get("element", "")}
			for member in panel["members"]
		]
		return {**given, "level": self.spec.get("level", ""), "categories": [], "members": members}

	def _users(self) -> Iterable[dict[str, Any]]:
		for role in ("Awards Administrator", "Awards Secretariat", "Awards Auditor"):
			name = {"Awards Administrator": "Admin", "Awards Secretariat": "Sekretariat"}.get(role, "Auditor")
			mail = f"{name.lower()}@{self.cast['mail']}"
			yield {
				"email": mail,
				"name": f"{name} {self.cast['organiser_abbr']}",
				"role": role,
				"employee": None,
			}
		for member in self.spec.get("panel", {}).get("members", ()):
			employee = self.office.key[member["key"]]
			name = self.office.of(employee)["name"]
			yield {
				"email": self._mail(member["key"]),
				"name": name,
				"role": "Awards Assessor",
				"employee": employee,
			}

	def _mail(self, key: str) -> str:
		name = self.office.of(self.office.key[key])["name"]
		return f"{'.'.join(name.lower().split())}@{self.cast['mail']}"


def _ties(rows: list[GateRow]) -> list[list[int]]:
	"""Groups of nominees who share a rank."""
	groups = {
		tuple(sorted((row.number, *row.place.tied_with))) for row in rows if row.place and row.place.tied_with
	}
	return [list(group) for group in sorted(groups)]


def _panel_weights(spec: dict[str, Any]) -> dict[str, Any]:
	"""The panel's weights: of the stages as the cast says, within each form as even as can be."""
	if "weights" not in spec:
		return {}
	weights = {f"stages.{code}": str(weight) for code, weight in spec["weights"]["stages"].items()}
	for instrument in shipped_scheme(spec["scheme"]).instruments:
		rows = [row for row in instrument.criteria if row.set_by_panel]
		for place, row in enumerate(rows):
			share = 100 // len(rows) + (place < 100 % len(rows))
			weights[f"instruments.{instrument.code}.criteria.{row.code}"] = str(share)
	return {"panel_weights": weights, "panel_weights_basis": spec["weights"]["basis"]}
