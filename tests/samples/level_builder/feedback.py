"""360° answers where everybody in a unit rates everybody."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any

from level_builder.office import Office, Row
from ntb_awards.selection.sample_people import SamplePeople
from ntb_awards.selection.scheme import Scheme

MANAGERIAL = ("JPT Utama", "JPT Madya", "JPT Pratama", "Administrator", "Pengawas")
OPEN = ("Under Examination", "Serving")
Entry = dict[str, Any]


def everybody_rates_everybody(
	scheme: Scheme, office: Office, entries: list[Entry], random: Random
) -> list[dict[str, Any]]:
	"""One form for each nominee and each colleague whom the relations reach; nothing without a 360° stage."""
	stage = next((stage for stage in scheme.stages if stage.kind == "feedback_360"), None)
	if stage is None:
		return []
	instrument = scheme.instrument(stage.instrument)
	barred = {row["employee"] for row in office.records if row["status"] in OPEN}
	forms = []
	for entry in entries:
		nominee = office.of(entry["employee"])
		if nominee["employee"] in barred:
			continue
		facts, on = office_people(office).facts(entry), scheme_day(scheme)
		variant = instrument.variant_for(facts, on)
		for contributor, relation in _contributors(scheme, entry["category"], office, nominee, barred):
			answers = {
				row.code: str(_answer(row.minimum, row.maximum, random))
				for row in instrument.criteria_for(variant)
			}
			form = {"employee": nominee["employee"], "contributor": contributor, "relation": relation}
			forms.append({**form, "answers": answers})
	return forms


def _answer(minimum: Any, maximum: Any, random: Random) -> int:
	"""In the upper half of the scale."""
	low = int((minimum + maximum) // 2)
	return low + random.randrange(int(maximum) - low + 1)


def _contributors(
	scheme: Scheme, category: str, office: Office, nominee: Row, barred: set[str]
) -> Iterable[tuple[str, str]]:
	asked = {row.relation: row for row in scheme.contributor_rule_of(category).relations}
	for row in office.rows:
		relation = _relation(nominee, row, asked["peer"].scope if "peer" in asked else "unit")
		if relation in asked and row["employee"] not in barred:
			yield row["employee"], relation


def _relation(nominee: Row, other: Row, scope: str) -> str | None:
	if other["employee"] == nominee["employee"]:
		return None
	if nominee["reports_to"] == other["employee"]:
		return "superior"
	if other["reports_to"] == nominee["employee"]:
		return "subordinate"
	same_unit = other["unit"] == nominee["unit"]
	same_post = nominee["post_type"] in MANAGERIAL and other["post_type"] == nominee["post_type"]
	return "peer" if same_unit or (scope == "organisation" and same_post) else None


def office_people(office: Office) -> SamplePeople:
	"""The office as the engine reads it from the files."""
	return SamplePeople(_InMemory(office))  # type: ignore[arg-type]


class _InMemory:
	def __init__(self, office: Office) -> None:
		self._tables = {
			**{"employees": office.rows, "ratings": office.ratings, "records": office.records},
			**{"posts": office.posts, "awards": office.awards},
		}

	def rows(self, name: str) -> list[Row]:
		return self._tables[name]


def scheme_day(scheme: Scheme) -> Any:
	"""The reference date: the last day of the submission window."""
	return next(activity.ends_on for activity in scheme.activities if activity.kind == "submission")
