"""A small season seen by many people, for the tests of who may see what.

Its documents are stored as they are, past the rules of their own controllers: what a document must fulfil is
tested elsewhere, here it only has to exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

import frappe
from frappe.model.document import Document

from tests.site.builders import make_unit

STAGE, OTHER_STAGE = "stage-one", "stage-two"
_numbers = count(1)


def store(doctype: str, **values: Any) -> Document:
	"""A stored document with its rows, without validation."""
	doc = frappe.new_doc(doctype)
	doc.update(values)
	doc.name = values.get("name") or f"access-{next(_numbers)}"
	doc.set_docstatus()
	doc.db_insert()
	for row in doc.get_all_children():
		row.update({"parent": doc.name, "name": f"access-row-{next(_numbers)}", "docstatus": doc.docstatus})
		row.db_insert()
	return frappe.get_doc(doctype, doc.name)


def store_user(*roles: str) -> str:
	"""A user of the desk with these roles."""
	email = f"access{next(_numbers)}@ntb-awards.example"
	granted = [{"role": role} for role in roles]
	return store("User", name=email, email=email, user_type="System User", enabled=1, roles=granted).name


def grant(user: str, role: str) -> None:
	"""One role more for a user."""
	values = {"parent": user, "parenttype": "User", "parentfield": "roles", "role": role}
	store("Has Role", **values)
	frappe.clear_cache(user=user)


def store_employee(unit: str = "", user: str = "") -> str:
	"""An active employee of the unit; Employee name."""
	values = {"department": unit or None, "user_id": user or None, "status": "Active"}
	return store("Employee", **values, employee_name=f"Pegawai {next(_numbers)}").name


@dataclass
class Season:
	"""Two units; `unit` has a `part`. Two categories; `narrow` panel judges the first, `wide` judges all.

	Nominations: `first` (of the part, first category) and `second` (other unit, second category), both handed
	in; `draft` (of the unit, first category). Employees and units file. `recommender` is named for the first
	category in `unit` and was asked about `first`; `other_recommender` for another unit.
	"""

	season: str
	categories: tuple[str, str]
	unit: str
	part: str
	other_unit: str
	first: Document
	second: Document
	draft: Document
	nominee: str  # user who is nominated in `first`
	other_nominee: str
	unit_user: str
	other_unit_user: str
	narrow: str  # assessors
	narrow_too: str
	wide: str
	secretariat: str
	administrator: str
	auditor: str
	recommender: str
	other_recommender: str
	stranger: str  # an employee who has no part in the season


def make_season(filing: str = "Either") -> Season:
	unit = make_unit(is_group=1)
	part, other_unit = make_unit(parent_department=unit), make_unit()
	roles = {
		"nominee": "Employee",
		"other_nominee": "Employee",
		"unit_user": "Nominating Unit",
		"other_unit_user": "Nominating Unit",
		"narrow": "Awards Assessor",
		"narrow_too": "Awards Assessor",
		"wide": "Awards Assessor",
		"secretariat": "Awards Secretariat",
		"administrator": "Awards Administrator",
		"auditor": "Awards Auditor",
		"recommender": "Awards Recommender",
		"other_recommender": "Awards Recommender",
		"stranger": "Employee",
	}
	users = {who: store_user(role) for who, role in roles.items()}
	season = f"access-season-{next(_numbers)}"
	categories = tuple(
		store("Award Category", title=f"Kategori {code}", code=code, recommender="head").name for code in "ab"
	)
	recommenders = [
		{"recommender": "head", "user": users["recommender"], "unit": unit},
		{"recommender": "head", "user": users["other_recommender"], "unit": other_unit},
		{"recommender": "other", "user": users["other_recommender"]},
	]
	values = {"scheme": store("Award Scheme", filing=filing).name, "recommenders": recommenders}
	store("Award Season", name=season, code=season, title=season, status="Open", **values)
	_store_panels(season, categories, users)
	employees = {
		"first": store_employee(part, users["nominee"]),
		"second": store_employee(other_unit, users["other_nominee"]),
		"draft": store_employee(unit),
	}
	store_employee(unit, users["unit_user"])
	store_employee(other_unit, users["other_unit_user"])
	store_employee(other_unit, users["stranger"])
	return Season(
		season=season,
		categories=categories,
		unit=unit,
		part=part,
		other_unit=other_unit,
		first=_nomination(season, categories[0], employees["first"], part, "Submitted", "Asked"),
		second=_nomination(season, categories[1], employees["second"], other_unit, "Submitted"),
		draft=_nomination(season, categories[0], employees["draft"], unit, "Draft"),
		**users,
	)


def _store_panels(season: str, categories: tuple[str, ...], users: dict[str, str]) -> None:
	narrow = [{"user": users["narrow"]}, {"user": users["narrow_too"]}]
	store("Assessment Panel", season=season, members=narrow, categories=[{"category": categories[0]}])
	store("Assessment Panel", season=season, members=[{"user": users["wide"]}])


def _nomination(
	season: str, category: str, employee: str, unit: str, state: str, recommendation: str = ""
) -> Document:
	values = {"season": season, "category": category, "employee": employee, "unit": unit}
	values["recommendation_status"] = recommendation
	return store("Nomination", **values, workflow_state=state, employee_name=f"Calon {employee}")


def make_sheet(season: Season, nomination: Document, assessor: str, **values: Any) -> Document:
	"""A sheet of one row at STAGE; submitted if told docstatus=1."""
	submitted = values.get("docstatus") == 1
	return store(
		"Stage Score",
		**{
			"season": season.season,
			"category": nomination.category,
			"stage": STAGE,
			"nomination": nomination.name,
			"assessor": assessor,
			"status": "Submitted" if submitted else "Open",
			"scores": [{"criterion": "x", "raw": "80"}],
			**values,
		},
	)
