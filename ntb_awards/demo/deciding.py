"""Sheets, plenary minutes, grants and the dossier of the sample season."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe.model.document import Document

from ntb_awards.demo.base import acting, fill
from ntb_awards.demo.recording import Recording
from ntb_awards.gateway.public_finalists import consultations
from ntb_awards.gateway.sheets import open_sheets
from ntb_awards.ntb_awards.doctype.award_grant.award_grant import create_grants
from ntb_awards.ntb_awards.doctype.season_dossier.season_dossier import seal_season
from ntb_awards.selection.scheme import ASSESSED_KINDS, RECORDED_KINDS, Stage


class Deciding(Recording):
	def declare_conflicts(self) -> None:
		first = min(self.at(row["held_on"], "08:00") for row in self.files.json("minutes"))
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
		at = self.at(row["held_on"], "09:00")
		self._bring_stage_documents(row, at)
		self._face_the_public(row)
		self._record_voices("Public Response", "responses", "received_on", row)
		self._record_voices("Field Observation", "observations", "observed_on", row)
		self._trace(row, at)
		for stage in self.scheme.stages_decided_at(row["stage"]):
			if stage.groups:
				self._draw_groups(stage, at)
			if stage.kind in ASSESSED_KINDS:
				self._score(stage, row, at)
			elif stage.kind in RECORDED_KINDS:
				self._record_scores(stage, row, at)
			elif stage.kind == "feedback_360":
				self.verify_feedback(row, at)
		with acting(self.secretariat, at + timedelta(hours=3)):
			minutes = self._hold_plenary(row)
		self.announce(minutes, row["stage"], at + timedelta(hours=4))

	def _face_the_public(self, row: dict[str, Any]) -> None:
		"""Those about whom the public is asked now are shown from the first minute on."""
		for asked in consultations(frappe.get_cached_doc("Award Season", self.season)):
			if asked.gate == row["stage"] and asked.stage.code == row["stage"]:
				for decision in row["decisions"]:
					self.present(decision["employee"], asked.window.opens)

	def _record_voices(self, doctype: str, file: str, day: str, minutes: dict[str, Any]) -> None:
		"""What the public said and observers saw of these nominees up to the day of the plenary."""
		deciding = {decision["employee"] for decision in minutes["decisions"]}
		for row in self.files.json(file):
			key = (doctype, row["employee"], row[day], str(row))
			if row["employee"] not in deciding or row[day] > minutes["held_on"] or key in self.recorded:
				continue
			self.recorded.add(key)
			if row.get("channel") == "Website" and self.speak(row):
				continue
			with acting(self.secretariat, self.at(row[day], "15:00")):
				document = frappe.new_doc(doctype)
				document.update({name: value for name, value in row.items() if name != "employee"})
				document.nomination = self.names[row["employee"]]
				document.insert()

	def _bring_stage_documents(self, row: dict[str, Any], at: datetime) -> None:
		entries = {entry["employee"]: entry for entry in self.files.json("nominations")}
		with acting(self.secretariat, at - timedelta(hours=1)):
			for decision in row["decisions"]:
				for stage in self.scheme.stages:
					if self.scheme.gate_of(stage).code == row["stage"]:
						self._attach(entries[decision["employee"]], for_stage=stage.code)

	def _score(self, stage: Stage, row: dict[str, Any], at: datetime) -> None:
		with acting(self.secretariat, at):
			open_sheets(season=self.season, category=self.category_name(row["category"]), stage=stage.code)
		deciding = {decision["employee"] for decision in row["decisions"]}
		for entry in self.files.json("sheets"):
			if (
				entry["stage"] == stage.code
				and entry["employee"] in deciding
				and entry["status"] == "submitted"
			):
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
			fill(sheet.scores, entry["scores"])
			sheet.submit()

	def _hold_plenary(self, row: dict[str, Any]) -> str:
		minutes = frappe.new_doc("Plenary Minutes")
		minutes.update(
			{
				"season": self.season,
				"category": self.category_name(row["category"]),
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
		for signatory in minutes.signatories:
			signatory.signed = 1
		return minutes.submit().name

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

	def grant(self) -> None:
		decree = self.files.json("grants")
		with acting(self.secretariat, self.at(decree["decree_date"], "09:00")):
			names = create_grants(
				season=self.season,
				decree_number=decree["decree_number"],
				decree_date=decree["decree_date"],
				rewards=[{"reward": reward} for reward in decree["rewards"]] or None,
			)
			for name in names:
				frappe.get_doc("Award Grant", name).submit()
		if names:
			self.publish_winners(self.at(decree["decree_date"], "10:00"))

	def seal(self) -> None:
		decree = self.files.json("grants")
		with acting(self.administrator, self.at(decree["decree_date"], "15:00")):
			seal_season(season=self.season)
