"""A small scheme whose stages the app fills in, draws or keeps in words, and a season under it."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import frappe
from frappe.model.document import Document
from openpyxl import Workbook

from ntb_awards.gateway.workflow import state_of_gate
from ntb_awards.selection.facts import Facts
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_access import store
from tests.site.builders_results import _insert, _meta, make_assessors, make_panel
from tests.site.builders_rules import BASES, SMALL, make_award_scheme, make_award_season
from tests.site.conftest import acting

RECORDS, TEST, LGD, TRACK = "rekaman", "tes", "lgd", "jejak"
# Attendance 290 of 300 days: 290/3 per cent, which no decimal can say.
RATING = {"year": 2024, "predicate": "Baik", "score": "88.5", "working_days": 300, "absent_days": 10}
STAGES = [
	{"code": RECORDS, "title": "Rekaman", "kind": "records", "instrument": "data", "weight": "30", **BASES},
	{
		**{"code": TEST, "title": "Tes Tertulis", "kind": "test_result", "instrument": "tes"},
		**{"weight": "30", **BASES},
	},
	{
		**{"code": TRACK, "title": "Rekam Jejak", "kind": "track_record", "weight": "0", **BASES},
		"decided_with": LGD,
	},
	{
		**{"code": LGD, "title": "Diskusi", "kind": "panel_score", "instrument": "form", "weight": "40"},
		**{"groups": True, **BASES},
	},
]
CRITERION = {"code": "isi", "title": "Isi", "weight": "100", "maximum": "100", "basis": "1"}
INSTRUMENTS = [
	{"code": "form", "title": "Formulir", "basis": "1", "criteria": [CRITERION]},
	{
		**{"code": "data", "title": "Data", "basis": "1"},
		"criteria": [
			{
				**{"code": "skp", "title": "SKP", "weight": "50", "maximum": "100", "basis": "1"},
				"suggestion": {"source": "performance_score", "basis": "1"},
			},
			{
				**{"code": "hadir", "title": "Kehadiran", "weight": "50", "maximum": "100", "basis": "1"},
				"suggestion": {"source": "attendance", "basis": "1"},
			},
		],
	},
	{
		**{"code": "tes", "title": "Tes", "basis": "1", "method": "points"},
		"criteria": [
			{"code": "wawasan", "title": "Wawasan", "maximum": "100", "basis": "1"},
			{"code": "esai", "title": "Esai", "minimum": "1", "maximum": "50", "basis": "1"},
		],
	},
]


@dataclass
class Recorded:
	"""`nominees`: nominations of the first category, numbered from 1, in units a, a, b, b …"""

	season: str
	scheme: str
	category: str
	secretariat: str
	assessors: list[str]
	nominees: list[str]
	people: list[str] = field(default_factory=list)

	def at(self, stage: str) -> Recorded:
		values = {"workflow_state": state_of_gate(self.scheme, stage), "stage": stage}
		for nominee in self.nominees:
			frappe.db.set_value("Nomination", nominee, values)
		return self

	def sheets(self, stage: str, **filters: Any) -> list[Document]:
		found = {"season": self.season, "stage": stage, "docstatus": 1, **filters}
		names = frappe.get_all("Stage Score", found, pluck="name", order_by="nominee_number")
		return [frappe.get_doc("Stage Score", name) for name in names]


def make_recorded(nominees: int = 3, stage: str = RECORDS, **changes: Any) -> Recorded:
	"""A season of a scheme of recorded stages, open, with nominees standing at a stage."""
	parts = {"stages": STAGES, "instruments": INSTRUMENTS, "activities": SMALL["activities"][:1]}
	scheme = make_award_scheme(**{**parts, **changes}).name
	season = make_award_season(scheme)
	season.status = "Open"
	season.save()
	assessors = make_assessors(2)
	make_panel(season.name, assessors)
	units = [make_unit(), make_unit()]
	people = [make_employee(unit=units[place // 2 % 2]).name for place in range(nominees)]
	category = f"{scheme}-umum"
	made = Recorded(season.name, scheme, category, make_user("Awards Secretariat"), assessors, [], people)
	made.nominees = [make_nomination(made, place, employee) for place, employee in enumerate(people, start=1)]
	return made.at(stage)


def make_nomination(made: Recorded, number: int, employee: str, **fields: Any) -> str:
	name = f"NOM-{made.season}-{number:05d}"
	row = {
		**_meta(name),
		"naming_series": "NOM-.YYYY.-.#####",
		"season": made.season,
		"scheme": made.scheme,
		"category": made.category,
		"category_title": "Umum",
		"workflow_state": "Draft",
		"stage": None,
		"number": number,
		"employee": employee,
		"employee_name": f"Peserta {number} Uji",
		"unit": frappe.db.get_value("Employee", employee, "department"),
		"nip": f"19850411201003{number:04d}",
		"facts_json": Facts(ratings=[RATING]).model_dump_json(),
		"eligibility_status": "Eligible",
		**fields,
	}
	_insert("Nomination", [row])
	return name


def make_upload(content: bytes, file_name: str = "hasil.xlsx", user: str = "Administrator") -> str:
	"""The address of a private file that the user has uploaded."""
	with acting(user):
		file = frappe.get_doc(doctype="File", file_name=file_name, content=content, is_private=1)
		return file.insert(ignore_permissions=True).file_url


def xlsx(*rows: list[Any]) -> bytes:
	book = Workbook()
	for row in rows:
		book.active.append(row)
	out = BytesIO()
	book.save(out)
	return out.getvalue()


def make_track_record(made: Recorded, nominee: int = 0, submit: bool = True, **fields: Any) -> Document:
	record = frappe.new_doc("Track Record")
	record.update(
		{
			"nomination": made.nominees[nominee],
			"traced_on": "2025-11-20",
			"from_superior": 1,
			"findings": "Bekerja baik dan jujur.",
			"conclusion": "No Objection",
			**fields,
		}
	)
	record.insert()
	return record.submit() if submit else record


def make_conflict(made: Recorded, assessor: str, nominee: int = 0) -> Document:
	values = {"season": made.season, "nomination": made.nominees[nominee], "assessor": assessor}
	return store("Conflict Declaration", **values, reason="Ipar", source="Declared")
