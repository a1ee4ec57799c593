"""The public face of a sample season: what is announced when, who the finalists are, what citizens say."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import frappe
from PIL import Image, ImageDraw

from ntb_awards.demo.base import Part, acting
from ntb_awards.gateway import windows
from ntb_awards.gateway.public_announcements import publish
from ntb_awards.gateway.public_finalists import Finalist, finalist
from ntb_awards.gateway.public_moderation import approve
from ntb_awards.gateway.public_response_entry import EMAIL, TEXT, TOKEN
from ntb_awards.gateway.public_response_form import form_of
from ntb_awards.gateway.public_response_keys import confirmation_key
from ntb_awards.gateway.public_response_states import DOCTYPE, PUBLIC_PAGE
from ntb_awards.gateway.public_responses import confirm, receive, standing
from ntb_awards.gateway.public_winners import publish_winners

# Which choice of the form a citizen of this tone takes, counted from the lowest.
RATINGS = {"Supportive": 4, "Neutral": 2, "Critical": 1}
COLOURS = ("#0d3b66", "#14592f", "#7a4300", "#4a3068", "#7a1f3d")


class Publishing(Part):
	citizens = 0

	def announce(self, minutes: str, stage: str, decided: datetime) -> None:
		"""On the morning of the day the timeline announces this stage, else once it is decided."""
		with acting(self.secretariat, decided):
			publish(minutes=minutes, at=self._announcement_of(stage, decided))

	def _announcement_of(self, stage: str, decided: datetime) -> str | None:
		season = frappe.get_cached_doc("Award Season", self.season)
		rows = [row for row in season.activities if row.kind == "Announcement" and row.stage == stage]
		if not rows:
			return None
		at = windows.in_zone(rows[0].starts_at, season.timezone) + timedelta(hours=9)
		return at.replace(tzinfo=None).isoformat(sep=" ") if at > decided else None

	def present(self, employee: str, at: datetime) -> None:
		"""The finalist's profile and a drawn picture, before citizens are asked."""
		with acting(self.secretariat, at):
			nomination = frappe.get_doc("Nomination", self.names[employee])
			nomination.public_profile = self._profile(nomination)
			nomination.photo = self._picture(nomination.employee_name)
			nomination.save()
			self._find_valid(nomination.name)

	def _find_valid(self, nomination: str) -> None:
		"""The videos: the secretariat is the one that publishes them."""
		codes = [one.code for one in self.scheme.document_requirements if one.kind == "video"]
		given = {"nomination": nomination, "requirement": ("in", codes or [""])}
		for name in frappe.get_all("Supporting Document", given, pluck="name", order_by="creation"):
			document = frappe.get_doc("Supporting Document", name)
			document.verified = "Valid"
			document.save()

	@staticmethod
	def _profile(nomination: Any) -> str:
		post = f"{nomination.employee_name}, {nomination.post_title}."
		return f"{post} {nomination.innovation_title}: {nomination.innovation_description}"[:500]

	@staticmethod
	def _picture(name: str) -> str:
		"""Initials on a plain ground: a sample shows no real face."""
		initials = "".join(word[0] for word in name.split()[:2]).upper()
		image = Image.new("RGB", (480, 480), COLOURS[sum(map(ord, name)) % len(COLOURS)])
		ImageDraw.Draw(image).text((240, 240), initials, fill="white", anchor="mm", font_size=180)
		buffer = BytesIO()
		image.save(buffer, "JPEG")
		upload = frappe.new_doc("File")
		upload.update({"file_name": "foto.jpg", "is_private": 1, "content": buffer.getvalue()})
		return upload.insert().file_url

	def speak(self, row: dict[str, Any]) -> bool:
		"""A citizen's response from the page of the finalist; False if the public is not asked then.

		Taken, confirmed from the letter's link, and let through by the secretariat on the same day.
		"""
		nomination = frappe.db.get_value(
			"Nomination", self.names[row["employee"]], ["name", "number"], as_dict=True
		)
		at = self.at(row["received_on"], "15:00")
		with acting("Guest", at):
			asked = finalist(self.season, nomination.number)
			if asked is None or not asked.is_open:
				return False
			receive(asked, self._typed(asked, row), f"192.0.2.{self.citizens}", "id")
			key = confirmation_key(self._latest(nomination.name))
			confirm(key, standing(key).shown)
		with acting(self.secretariat, at + timedelta(hours=1)):
			approve([self._latest(nomination.name)])
		return True

	def _typed(self, asked: Finalist, row: dict[str, Any]) -> dict[str, list[str]]:
		self.citizens += 1
		form = form_of(asked)
		typed = {TOKEN: form.token, TEXT: row["response"], EMAIL: f"warga{self.citizens}@contoh.example"}
		typed |= {one.field: one.choices[RATINGS[row["tone"]]].value for one in form.questions}
		return {name: [value] for name, value in typed.items()}

	@staticmethod
	def _latest(nomination: str) -> str:
		given = {"nomination": nomination, "channel": PUBLIC_PAGE}
		return frappe.db.get_value(DOCTYPE, given, "name", order_by="creation desc, name desc")

	def publish_winners(self, at: datetime) -> None:
		with acting(self.secretariat, at):
			publish_winners(season=self.season)
