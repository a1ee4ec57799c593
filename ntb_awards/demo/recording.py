"""What a sample season gets from records, files, draws and inquiries rather than from assessors' sheets."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import frappe
from openpyxl import load_workbook

from ntb_awards.demo.base import acting
from ntb_awards.demo.publishing import Publishing
from ntb_awards.demo.responding import Responding
from ntb_awards.gateway.discussion_groups import draw_groups
from ntb_awards.gateway.recorded_sheets import fill_from_records
from ntb_awards.gateway.result_imports import import_results, template
from ntb_awards.selection.scheme import Stage


class Recording(Responding, Publishing):
	def _record_scores(self, stage: Stage, row: dict[str, Any], at: datetime) -> None:
		with acting(self.secretariat, at):
			if stage.kind == "records":
				category = self.category_name(row["category"])
				fill_from_records(season=self.season, category=category, stage=stage.code)
			elif self._first_time("import", stage.code):
				self._import_results(stage)

	def _first_time(self, *what: str) -> bool:
		is_new = what not in self.recorded
		self.recorded.add(what)
		return is_new

	def _import_results(self, stage: Stage) -> None:
		"""The template as it is downloaded, filled in, and imported: all categories at once."""
		template(season=self.season, stage=stage.code)
		book = load_workbook(BytesIO(frappe.local.response.pop("filecontent")))
		sheet = book.active
		scores = {
			self._nip_of(row["employee"]): row["scores"]
			for row in self.files.json("sheets")
			if row["stage"] == stage.code
		}
		headings = [cell.value for cell in sheet[1]]
		criteria = [row.code for row in self.scheme.instrument(stage.instrument).criteria]
		first = len(headings) - len(criteria)
		nip = next(place for place, heading in enumerate(headings) if str(heading).upper().startswith("NIP"))
		for line in sheet.iter_rows(min_row=2):
			given = scores.get(str(line[nip].value or "").replace(" ", ""))
			for offset, code in enumerate(criteria if given else ()):
				line[first + offset].value = float(given[code])
		filled = BytesIO()
		book.save(filled)
		upload = frappe.new_doc("File")
		name = f"{self.season}-{stage.code}.xlsx"
		upload.update({"file_name": name, "is_private": 1, "content": filled.getvalue()})
		import_results(season=self.season, stage=stage.code, file_url=upload.insert().file_url)

	def _nip_of(self, employee: str) -> str:
		return self.people.rows[employee]["nip"]

	def _draw_groups(self, stage: Stage, at: datetime) -> None:
		wanted = self.header.get("groups")
		if not wanted or not self._first_time("groups", stage.code):
			return
		with acting(self.secretariat, at - timedelta(hours=2)):
			draw_groups(season=self.season, stage=stage.code, groups=wanted["count"], seed=wanted["seed"])
			names = frappe.get_all(
				"Discussion Group",
				{"season": self.season, "stage": stage.code},
				pluck="name",
				order_by="number",
			)
			for name, issue in zip(names, wanted["issues"], strict=True):
				group = frappe.get_doc("Discussion Group", name)
				group.issue = issue
				group.save()

	def _trace(self, row: dict[str, Any], at: datetime) -> None:
		"""The inquiry into everybody this plenary decides on, where the scheme has one."""
		stages = [stage for stage in self.scheme.stages if stage.kind == "track_record"]
		if not any(self.scheme.gate_of(stage).code == row["stage"] for stage in stages):
			return
		for decision in row["decisions"]:
			with acting(self.secretariat, at - timedelta(days=1)):
				record = frappe.new_doc("Track Record")
				record.update(
					{
						"nomination": self.names[decision["employee"]],
						"traced_on": (at - timedelta(days=1)).date(),
						"findings": "Keterangan atasan, rekan sejawat, dan staf di tempat kerja sejalan.",
						"conclusion": "No Objection",
						**self._sources(),
					}
				)
				record.insert()
				record.submit()

	@staticmethod
	def _sources() -> dict[str, Any]:
		"""Every source the form offers as a check box."""
		fields = frappe.get_meta("Track Record").get("fields", {"fieldtype": "Check"})
		return {field.fieldname: 1 for field in fields}
