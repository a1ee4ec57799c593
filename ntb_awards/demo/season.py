"""The sample season lived through: nominations, decisions over rules, sheets, minutes, grants, dossier.

Nothing here writes a result: every number comes from what assessors and contributors enter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from io import BytesIO
from typing import Any

import frappe
import time_machine
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow
from PIL import Image, ImageDraw

from ntb_awards.demo.people import People
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.sheets import open_sheets
from ntb_awards.ntb_awards.doctype.award_grant.award_grant import create_grants
from ntb_awards.ntb_awards.doctype.season_dossier.season_dossier import seal_season
from ntb_awards.selection.sample import first_submission
from ntb_awards.selection.scheme import SHEET_KINDS, Stage

NOMINATION_TEXTS = (
	"recommender_name recommender_position recommendation_number recommendation_date innovation_title "
	"innovation_description self_description social_activity"
).split()
ACTIONS = {
	"submit": "Submit Nomination",
	"return": "Return for Completion",
	"accept": "Accept",
	"reject": "Reject as Ineligible",
	"withdraw": "Withdraw",
}
# Written and saved before the action, as the form does.
REASONS = {"return": "return_reason", "withdraw": "withdrawal_reason"}
Step = tuple[datetime, Callable[[], None]]


@contextmanager
def acting(user: str, at: datetime) -> Iterator[None]:
	"""Be that user at that moment of the season."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		with time_machine.travel(at, tick=True):
			yield
	finally:
		frappe.set_user(before)


class SeasonDriver:
	"""Drives one sample season on this site; `names` maps a nominee's fixture id to the Nomination."""

	def __init__(self, people: People, on_step: Callable[[str], None]) -> None:
		self.people = people
		self.files = people.files
		self.header = people.header
		self.on_step = on_step
		self.names: dict[str, str] = {}
		self.scheme_name: str = frappe.db.get_value("Award Scheme", {"code": self.header["scheme"]}, "name")
		self.scheme = load_scheme(self.scheme_name)

	@cached_property
	def secretariat(self) -> str:
		return self._user_with("Awards Secretariat")

	@cached_property
	def administrator(self) -> str:
		return self._user_with("Awards Administrator")

	def _user_with(self, role: str) -> str:
		return next(row["email"] for row in self.header["users"] if row["role"] == role)

	def drive(self) -> None:
		self.make_season()
		for at, step in sorted(self._nomination_steps(), key=lambda one: one[0]):
			step()
			self.on_step(f"{at:%d %b}")
		self.declare_conflicts()
		for minutes in self.files.json("minutes"):
			self.decide(minutes)
			self.on_step(f"{minutes['category']}: {minutes['stage']}")
		self.grant()
		self.seal()

	# --- the season -----------------------------------------------------------------------------

	def make_season(self) -> None:
		opens = _time(self.header["activities"][0]["starts_at"]) - timedelta(days=1)
		with acting(self.administrator, opens):
			season = frappe.new_doc("Award Season")
			season.update(
				{
					"code": self.header["code"],
					"title": self.header["title"],
					"scheme": self.scheme_name,
					"year": self.header["year"],
					"organiser": self.header["organiser"],
					"timezone": self.header["timezone"],
				}
			)
			for activity in self.scheme.activities:
				times = next(row for row in self.header["activities"] if row["number"] == activity.number)
				season.append(
					"activities",
					{
						"number": activity.number,
						"title": activity.title,
						"kind": activity.kind.capitalize(),
						"stage": activity.stage,
						"starts_at": _local(times["starts_at"]),
						"ends_at": _local(times["ends_at"]),
						"basis": activity.basis,
					},
				)
			season.insert()
			for panel in self.header["panels"]:
				self._make_panel(season.name, panel)
			season.reload()
			season.status = "Open"
			season.save()
		self.season: str = season.name

	def _make_panel(self, season: str, row: dict[str, Any]) -> None:
		panel = frappe.new_doc("Assessment Panel")
		panel.update({key: row[key] for key in ("title", "decree_number", "decree_date", "level")})
		panel.season = season
		for code in row["categories"]:
			panel.append("categories", {"category": self._category(code)})
		for member in row["members"]:
			panel.append("members", member)
		panel.insert()

	def _category(self, code: str) -> str:
		return f"{self.scheme_name}-{code}"

	def extend(self, row: dict[str, Any]) -> None:
		at = _time(row["letter_date"] + "T10:00:00+08:00")
		with acting(self.administrator, at):
			season = frappe.get_doc("Award Season", self.season)
			season.append(
				"extensions",
				{
					"activity_number": row["activity"],
					"new_end": _local(row["new_end"]),
					"letter_number": row["letter_number"],
					"letter_date": row["letter_date"],
					"reason": row["reason"],
				},
			)
			season.save()

	# --- nominations ----------------------------------------------------------------------------

	def _nomination_steps(self) -> Iterator[Step]:
		for row in self.header["extensions"]:
			yield _time(row["letter_date"] + "T10:00:00+08:00"), lambda row=row: self.extend(row)
		for entry in self.files.json("nominations"):
			submitted = first_submission(entry)
			drafted = (_time(submitted) if submitted else _time(self.header["activities"][1]["starts_at"])) - timedelta(
				minutes=10
			)
			yield drafted, lambda entry=entry, at=drafted: self.draft(entry, at)
			for event in entry["events"]:
				yield _time(event["at"]), lambda entry=entry, event=event: self.act(entry, event)

	def _filed_by(self, employee: str) -> str:
		"""The unit's operator where it has one, else the secretariat on its behalf."""
		row = self.people.rows[employee]
		unit = row["unit"] if row["organisation"] == "1" else None
		operators = [row for row in self.header["users"] if row["role"] == "Nominating Unit" and row["employee"]]
		return next(
			(row["email"] for row in operators if self.people.rows[row["employee"]]["unit"] == unit),
			self.secretariat,
		)

	def draft(self, entry: dict[str, Any], at: datetime) -> None:
		with acting(self._filed_by(entry["employee"]), at):
			nomination = frappe.new_doc("Nomination")
			nomination.update({field: entry.get(field) or None for field in NOMINATION_TEXTS})
			nomination.season = self.season
			nomination.category = self._category(entry["category"])
			nomination.employee = self.people.employees[entry["employee"]]
			self.names[entry["employee"]] = nomination.insert().name
			self._attach(entry, for_stage=None)
		with acting(self.secretariat, at + timedelta(minutes=5)):
			for row in self._feedback.get(entry["employee"], ()):
				self._enter_feedback(row)

	@cached_property
	def _feedback(self) -> dict[str, list[dict[str, Any]]]:
		grouped: dict[str, list[dict[str, Any]]] = {}
		for row in self.files.json("feedback"):
			grouped.setdefault(row["employee"], []).append(row)
		return grouped

	def _attach(self, entry: dict[str, Any], for_stage: str | None) -> None:
		wanted = {document.code for document in self.scheme.documents_for(entry["category"], for_stage)}
		for row in entry["documents"]:
			if row["requirement"] not in wanted:
				continue
			document = frappe.new_doc("Supporting Document")
			document.nomination = self.names[entry["employee"]]
			document.update({key: row.get(key) for key in ("requirement", "url", "minutes", "issued_on")})
			if row.get("file"):
				document.file = self._file(row["file"], row["requirement"])
			document.insert()

	def _file(self, name: str, requirement: str) -> str:
		upload = frappe.new_doc("File")
		upload.update({"file_name": name, "is_private": 1, "content": self._page(requirement)})
		return upload.insert().file_url

	def _page(self, requirement: str) -> bytes:
		"""A one-page PDF that says which document it stands for."""
		if requirement not in self._pages:
			title = next(row.title for row in self.scheme.document_requirements if row.code == requirement)
			page = Image.new("RGB", (595, 842), "white")
			ImageDraw.Draw(page).multiline_text((40, 60), f"CONTOH / SAMPLE\n\n{title[:80]}", fill="black")
			buffer = BytesIO()
			page.save(buffer, "PDF")
			self._pages[requirement] = buffer.getvalue()
		return self._pages[requirement]

	@cached_property
	def _pages(self) -> dict[str, bytes]:
		return {}

	def _enter_feedback(self, row: dict[str, Any]) -> None:
		sheet = frappe.new_doc("Assessment 360")
		sheet.nomination = self.names[row["employee"]]
		sheet.contributor = self.people.employees[row["contributor"]]
		sheet.relation = row["relation"]
		sheet.insert().reload()
		_fill(sheet.answers, row["answers"])
		sheet.submit()

	def act(self, entry: dict[str, Any], event: dict[str, Any]) -> None:
		user = self._filed_by(entry["employee"]) if event["do"] == "submit" else self.secretariat
		with acting(user, _time(event["at"])):
			nomination = self._nomination(entry["employee"])
			if event["do"] in ("accept", "reject"):
				self._decide_rules(nomination, entry.get("rule_decisions", {}))
			if event["do"] in REASONS:
				nomination.set(REASONS[event["do"]], event["reason"])
				nomination.save()
			apply_workflow(nomination, ACTIONS[event["do"]])

	def _nomination(self, employee: str) -> Document:
		return frappe.get_doc("Nomination", self.names[employee])

	def _decide_rules(self, nomination: Document, decisions: dict[str, dict[str, str]]) -> None:
		for row in nomination.eligibility:
			if row.rule in decisions:
				row.update(decisions[row.rule])
		nomination.save()

	# --- scoring and deciding -------------------------------------------------------------------

	def declare_conflicts(self) -> None:
		first = min(_time(row["held_on"] + "T08:00:00+08:00") for row in self.files.json("minutes"))
		for row in self.files.json("conflicts"):
			if row["source"] != "Declared":
				continue
			with acting(row["assessor"], first):
				conflict = frappe.new_doc("Conflict Declaration")
				conflict.update(
					{
						"season": self.season,
						"nomination": self.names[row["employee"]],
						"assessor": row["assessor"],
						"reason": row["reason"],
					}
				)
				conflict.insert()

	def decide(self, row: dict[str, Any]) -> None:
		at = _time(row["held_on"] + "T09:00:00+08:00")
		self._bring_stage_documents(row, at)
		for stage in self.scheme.stages_decided_at(row["stage"]):
			if stage.kind in SHEET_KINDS:
				self._score(stage, row, at)
		with acting(self.secretariat, at + timedelta(hours=3)):
			self._hold_plenary(row)

	def _bring_stage_documents(self, row: dict[str, Any], at: datetime) -> None:
		entries = {entry["employee"]: entry for entry in self.files.json("nominations")}
		with acting(self.secretariat, at - timedelta(hours=1)):
			for decision in row["decisions"]:
				self._attach(entries[decision["employee"]], for_stage=row["stage"])

	def _score(self, stage: Stage, row: dict[str, Any], at: datetime) -> None:
		with acting(self.secretariat, at):
			open_sheets(season=self.season, category=self._category(row["category"]), stage=stage.code)
		deciding = {decision["employee"] for decision in row["decisions"]}
		for entry in self.files.json("sheets"):
			if entry["stage"] == stage.code and entry["employee"] in deciding and entry["status"] == "submitted":
				self._enter_sheet(entry, at + timedelta(hours=1))

	def _enter_sheet(self, entry: dict[str, Any], at: datetime) -> None:
		with acting(entry["assessor"], at):
			key = {
				"nomination": self.names[entry["employee"]],
				"stage": entry["stage"],
				"assessor": entry["assessor"],
				"docstatus": 0,
			}
			sheet = frappe.get_doc("Stage Score", key)
			_fill(sheet.scores, entry["scores"])
			sheet.submit()

	def _hold_plenary(self, row: dict[str, Any]) -> None:
		minutes = frappe.new_doc("Plenary Minutes")
		minutes.update(
			{
				"season": self.season,
				"category": self._category(row["category"]),
				"stage": row["stage"],
				"minutes_number": row["number"],
				"held_on": row["held_on"],
				"place": row["place"],
				"notes": row["notes"],
			}
		)
		minutes.fetch_standings()
		self._take_decisions(minutes, row)
		minutes.insert()
		minutes.submit()

	def _take_decisions(self, minutes: Document, row: dict[str, Any]) -> None:
		taken = {self.names[decision["employee"]]: decision for decision in row["decisions"]}
		places = {
			self.names[employee]: place
			for order in row["tie_orders"]
			for place, employee in enumerate(order, start=1)
		}
		for line in minutes.decisions:
			decision = taken[line.nomination]
			line.decision = decision["decision"].capitalize()
			line.reason = decision["reason"]
			line.tie_order = places.get(line.nomination, 0)

	# --- the end --------------------------------------------------------------------------------

	def grant(self) -> None:
		decree = self.files.json("grants")
		with acting(self.secretariat, _time(decree["decree_date"] + "T09:00:00+08:00")):
			names = create_grants(
				season=self.season,
				decree_number=decree["decree_number"],
				decree_date=decree["decree_date"],
				rewards=[{"reward": reward} for reward in decree["rewards"]],
			)
			for name in names:
				frappe.get_doc("Award Grant", name).submit()

	def seal(self) -> None:
		decree = self.files.json("grants")
		with acting(self.administrator, _time(decree["decree_date"] + "T15:00:00+08:00")):
			seal_season(season=self.season)


def _fill(rows: list[Document], raw: dict[str, str]) -> None:
	for row in rows:
		row.raw = raw.get(row.criterion, "")


def _time(text: str) -> datetime:
	return datetime.fromisoformat(text)


def _local(text: str) -> str:
	"""The wall-clock time of the season's zone, as Datetime fields keep it."""
	return _time(text).replace(tzinfo=None).isoformat(sep=" ")
