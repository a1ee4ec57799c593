"""Nominations of the sample season: drafted, documented, submitted, returned, accepted, withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from io import BytesIO
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow
from PIL import Image, ImageDraw

from ntb_awards.demo.base import acting, time_of
from ntb_awards.demo.responding import Responding
from ntb_awards.selection.sample import first_submission

NOMINATION_TEXTS = (
	"recommender_name recommender_position recommendation_number recommendation_date innovation_title "
	"innovation_description achievement self_description social_activity"
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


class Filing(Responding):
	def nomination_steps(self) -> Iterator[Step]:
		for entry in self.files.json("nominations"):
			submitted = first_submission(entry)
			if entry["employee"] in self.names:
				yield from self._later_steps(entry)
				continue
			drafted = (time_of(submitted) if submitted else self._window_opens()) - timedelta(minutes=10)
			yield drafted, lambda entry=entry, at=drafted: self.draft(entry, at)
			for event in entry["events"]:
				yield time_of(event["at"]), lambda entry=entry, event=event: self.act(entry, event)

	def _later_steps(self, entry: dict[str, Any]) -> Iterator[Step]:
		"""Of a nomination that is there already, proposed by the level below or entered for everybody."""
		submitted = time_of(first_submission(entry)) - timedelta(minutes=10)
		yield submitted, lambda: self.complete(entry, submitted)
		for event in entry["events"]:
			yield time_of(event["at"]), lambda event=event: self.act(entry, event)

	def complete(self, entry: dict[str, Any], at: datetime) -> None:
		"""The texts and documents that the nomination does not have yet."""
		with acting(self.secretariat, at):
			nomination = self._nomination(entry["employee"])
			nomination.update(
				{field: entry.get(field) or nomination.get(field) for field in NOMINATION_TEXTS}
			)
			nomination.save()
			has = frappe.get_all(
				"Supporting Document",
				{"nomination": nomination.name},
				pluck="requirement",
				order_by="creation",
			)
			missing = [row for row in entry["documents"] if row["requirement"] not in has]
			self._attach({**entry, "documents": missing}, for_stage=None)
		self.ask_named_contributors(entry["employee"], at + timedelta(minutes=5))

	def _window_opens(self) -> datetime:
		return time_of(self._window()["starts_at"])

	def _window_ends(self) -> datetime:
		return time_of(self._window()["ends_at"])

	def _window(self) -> dict[str, Any]:
		number = next(one.number for one in self.scheme.activities if one.kind == "submission")
		return next(row for row in self.header["activities"] if row["number"] == number)

	def _filed_by(self, employee: str) -> str:
		"""The unit's operator where it has one, else the secretariat on its behalf."""
		row = self.people.rows[employee]
		unit = row["unit"] if row["organisation"] == "1" else None
		operators = [
			row for row in self.header["users"] if row["role"] == "Nominating Unit" and row["employee"]
		]
		return next(
			(row["email"] for row in operators if self.people.rows[row["employee"]]["unit"] == unit),
			self.secretariat,
		)

	def draft(self, entry: dict[str, Any], at: datetime) -> None:
		with acting(self._filed_by(entry["employee"]), at):
			nomination = frappe.new_doc("Nomination")
			nomination.update({field: entry.get(field) or None for field in NOMINATION_TEXTS})
			nomination.season = self.season
			nomination.category = self.category_name(entry["category"])
			nomination.employee = self.people.employees[entry["employee"]]
			self.names[entry["employee"]] = nomination.insert().name
			self._attach(entry, for_stage=None)
		self.ask_named_contributors(entry["employee"], at + timedelta(minutes=5))

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

	def act(self, entry: dict[str, Any], event: dict[str, Any]) -> None:
		user = self._filed_by(entry["employee"]) if event["do"] == "submit" else self.secretariat
		with acting(user, time_of(event["at"])):
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
