"""Sheets of a stage: assessors' scores, imported results, and what the records say."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any

from level_builder.feedback import office_people, scheme_day
from level_builder.office import Office
from ntb_awards.selection.numbers import exact_text
from ntb_awards.selection.results import Selection
from ntb_awards.selection.scheme import ASSESSED_KINDS, RECORDED_KINDS, Criterion, Scheme, Stage
from ntb_awards.selection.suggestions import recorded

Entry = dict[str, Any]


class Scores:
	def __init__(
		self, scheme: Scheme, spec: dict[str, Any], header: dict[str, Any], office: Office, random: Random
	) -> None:
		self.scheme, self.spec, self.office, self.random = scheme, spec, office, random
		panels = header["panels"]
		self.assessors = [member["user"] for panel in panels for member in panel["members"]]
		users = header["users"]
		self.secretariat = next(user["email"] for user in users if user["role"] == "Awards Secretariat")
		self.people = office_people(office)
		self.talent: dict[str, float] = {}

	def of(self, stage: Stage, entries: list[Entry], selection: Selection) -> Iterable[dict[str, Any]]:
		if stage.kind not in (*ASSESSED_KINDS, *RECORDED_KINDS):
			return
		instrument = self.scheme.instrument(stage.instrument)
		for entry in entries:
			variant = instrument.variant_for(self.people.facts(entry), scheme_day(self.scheme))
			if stage.kind == "records":
				yield self._recorded(stage, entry, variant)
				continue
			complete = stage.kind == "document_check"
			for assessor in self.assessors if stage.kind in ASSESSED_KINDS else [self.secretariat]:
				criteria = instrument.criteria_for(variant)
				scores = {row.code: self._score(entry, row, complete) for row in criteria}
				yield self._sheet(stage, entry, assessor, scores)

	def _recorded(self, stage: Stage, entry: Entry, variant: str | None) -> dict[str, Any]:
		instrument = self.scheme.instrument(stage.instrument)
		found = recorded(instrument, variant, self.people.facts(entry), scheme_day(self.scheme))
		scores = {code: exact_text(value.raw) for code, value in found.items()}
		return self._sheet(stage, entry, self.secretariat, scores)

	def _sheet(self, stage: Stage, entry: Entry, assessor: str, scores: dict[str, str]) -> dict[str, Any]:
		sheet = {"stage": stage.code, "employee": entry["employee"], "assessor": assessor}
		return {**sheet, "status": "submitted", "scores": scores}

	def _score(self, entry: Entry, row: Criterion, complete: bool) -> str:
		"""Around what the person is good for; the check of documents finds them complete."""
		talent = self.talent.setdefault(entry["employee"], 0.72 + self.random.random() * 0.2)
		span = float(row.maximum - row.minimum)
		part = (
			1.0 if complete and self.spec.get("complete", True) else talent + self.random.uniform(-0.07, 0.07)
		)
		return str(round(float(row.minimum) + span * min(part, 1.0)))
