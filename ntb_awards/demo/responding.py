"""360° feedback of a sample season: people are asked, and answer themselves through the site's endpoints."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import frappe

from ntb_awards.demo.base import Part, acting
from ntb_awards.demo.calling import post
from ntb_awards.gateway import states
from ntb_awards.gateway.contributors import feedback_stage_of
from ntb_awards.gateway.feedback_forms import open_forms
from ntb_awards.gateway.feedback_links import issue
from ntb_awards.gateway.feedback_requests import confirm
from ntb_awards.gateway.feedback_roster import enlist
from ntb_awards.gateway.feedback_verification import mark_valid
from ntb_awards.gateway.feedback_windows import feedback_window

ENDPOINT = "ntb_awards.gateway.feedback_answers."


class Responding(Part):
	def ask_named_contributors(self, employee: str, at: datetime) -> None:
		"""The secretariat asks those whom the files name about a nominee; they answer an hour later."""
		rows = self._feedback.get(employee, ())
		if not rows or self._everybody_rates:
			return
		with acting(self.secretariat, at):
			people = enlist(self.season, [self.people.employees[row["contributor"]] for row in rows])
			for row in rows:
				request = frappe.new_doc("Feedback Request")
				request.nomination = self.names[employee]
				request.contributor = people[self.people.employees[row["contributor"]]]
				request.relation = row["relation"]
				request.insert()
				confirm(requests=[request.name])
		for row in rows:
			self._answer(row, at + timedelta(hours=1))

	def ask_everybody(self) -> None:
		"""Where everybody rates everybody: all are asked in one action, and answer on the last morning."""
		if not self._feedback or not self._everybody_rates:
			return
		closes = feedback_window(self.season).closes
		with acting(self.secretariat, closes - timedelta(days=10)):
			open_forms(season=self.season)
		for employee, rows in self._feedback.items():
			# Nobody is asked about those who were not admitted.
			if frappe.db.get_value("Nomination", self.names[employee], "workflow_state") in states.ENDED:
				continue
			for row in rows:
				self._answer(row, closes - timedelta(hours=14))

	def _answer(self, row: dict[str, Any], at: datetime) -> None:
		"""By the own account where there is one, else by a personal link; half is saved first."""
		contributor = frappe.db.get_value(
			"Feedback Contributor",
			{"season": self.season, "employee": self.people.employees[row["contributor"]]},
			["name", "employee"],
			as_dict=True,
		)
		request = frappe.db.get_value(
			"Feedback Request",
			{"nomination": self.names[row["employee"]], "contributor": contributor.name},
			"name",
		)
		user = frappe.db.get_value("Employee", contributor.employee, "user_id")
		key = None if user else self._key_of(contributor.name)
		values = {"request": request, "key": key}
		half = dict(list(row["answers"].items())[: len(row["answers"]) // 2])
		with acting(self.secretariat, at):
			post(ENDPOINT + "save_answers", {**values, "answers": half}, user or "Guest")
			post(ENDPOINT + "submit_answers", {**values, "answers": row["answers"]}, user or "Guest")

	def _key_of(self, contributor: str) -> str:
		"""The personal link as the contributor has it from the e-mail."""
		if contributor not in self._keys:
			self._keys[contributor] = issue(contributor)
		return self._keys[contributor]

	def verify_feedback(self, row: dict[str, Any], at: datetime) -> None:
		"""Where the rules ask for it, the verifiers look at every set of the category before the plenary."""
		category = self.category_name(row["category"])
		if not feedback_stage_of(self.season, category).rule.verify:
			return
		for user in self.verifiers:
			with acting(user, at):
				sets = frappe.get_list(
					"Assessment 360",
					{"category": category, "docstatus": 1, "validity": ("!=", "Valid")},
					pluck="name",
					order_by="name",
					limit_page_length=0,
				)
				if sets:
					mark_valid(sets=sets)

	@property
	def verifiers(self) -> list[str]:
		"""The members of the first panel; one who is recused leaves the set to another."""
		panels = self.header["panels"]
		return [member["user"] for member in panels[0]["members"]] if panels else []

	@cached_property
	def _keys(self) -> dict[str, str]:
		return {}

	@cached_property
	def _everybody_rates(self) -> bool:
		return any(rule.everyone for rule in self.scheme.contributor_rules)

	@cached_property
	def _feedback(self) -> dict[str, list[dict[str, Any]]]:
		grouped: dict[str, list[dict[str, Any]]] = {}
		for row in self.files.json("feedback"):
			grouped.setdefault(row["employee"], []).append(row)
		return grouped
