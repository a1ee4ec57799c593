"""Awards of earlier selections: entered by hand, granted here, or reached in final standings."""

from __future__ import annotations

from typing import Any

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.hris.earlier_awards import awards_of
from ntb_awards.selection.facts import Award
from tests.site.builders import make_employee, make_user
from tests.site.builders_access import store, store_user
from tests.site.conftest import acting
from tests.site.queries import queries_of


@pytest.fixture
def employee() -> str:
	return make_employee().name


def make_earlier_award(employee: str, **fields: Any) -> Document:
	award = frappe.new_doc("Earlier Award")
	award.update({"employee": employee, "scheme": "piala_lama", "year": 2019, "rank": 2, **fields})
	return award.insert()


def store_season(code: str, year: int, parent: str | None = None) -> str:
	scheme = store("Award Scheme", code=f"skema_{code}", title=code, version=1).name
	return store("Award Season", code=code, title=code, scheme=scheme, year=year, parent_season=parent).name


def store_ranked(season: str, employee: str, rank: int, outcome: str, docstatus: int = 1) -> str:
	"""A nomination decided by last minutes, which are submitted, drafts or cancelled."""
	minutes = store("Plenary Minutes", season=season, docstatus=docstatus).name
	values = {"season": season, "employee": employee, "final_rank": rank, "outcome": outcome}
	return store("Nomination", **values, decided_by_minutes=minutes).name


def test_entered_by_hand(employee: str) -> None:
	make_earlier_award(employee, scheme=" Piala_Lama ", title="Piala Lama")
	make_earlier_award(employee, year=2017, rank=1)
	assert awards_of([employee])[employee] == [
		Award(scheme="piala_lama", year=2017, rank=1),
		Award(scheme="piala_lama", year=2019, rank=2),
	]


@pytest.mark.parametrize(
	("fields", "message"),
	[({"year": 2999}, "from 1960"), ({"rank": 0}, "rank 1"), ({"scheme": " "}, "scheme")],
)
def test_refused(employee: str, fields: dict[str, Any], message: str) -> None:
	with pytest.raises(frappe.ValidationError, match=message):
		make_earlier_award(employee, **fields)


def test_once_for_a_scheme_and_year(employee: str) -> None:
	first = make_earlier_award(employee)
	with pytest.raises(frappe.DuplicateEntryError, match=first.name):
		make_earlier_award(employee, rank=1)


def test_ranks_reached_in_this_system(employee: str) -> None:
	"""A grant, and the same rank in the standings, are one award; a finalist without a grant has one too."""
	won, close = store_season("menang", 2022), store_season("hampir", 2023)
	store_ranked(won, employee, 1, "Winner")
	store("Award Grant", season=won, employee=employee, rank=1, docstatus=1)
	store_ranked(close, employee, 4, "Finalist")
	assert awards_of([employee])[employee] == [
		Award(scheme="skema_menang", year=2022, rank=1),
		Award(scheme="skema_hampir", year=2023, rank=4),
	]


def test_what_is_not_decided_does_not_count(employee: str) -> None:
	season = store_season("berjalan", 2024)
	store_ranked(season, employee, 1, "Winner", docstatus=2)
	store_ranked(season, employee, 1, "Not Advanced")
	store_ranked(season, employee, 0, "Finalist")
	store("Award Grant", season=season, employee=employee, rank=1, docstatus=0)
	assert awards_of([employee])[employee] == []


def test_the_selection_being_judged_and_its_lower_levels_do_not_count(employee: str) -> None:
	nation = store_season("nasional", 2025)
	province = store_season("provinsi", 2025, parent=nation)
	unit = store_season("unit", 2025, parent=province)
	for season in (nation, province, unit):
		store_ranked(season, employee, 1, "Winner")
	assert awards_of([employee], nation)[employee] == []
	at_unit = awards_of([employee], unit)[employee]
	assert [award.scheme for award in at_unit] == ["skema_nasional", "skema_provinsi"]


def test_as_many_queries_for_many(employee: str) -> None:
	season = store_season("lama", 2020)
	employees = [employee, *(make_employee().name for _ in range(3))]
	for rank, name in enumerate(employees, start=1):
		make_earlier_award(name)
		store_ranked(season, name, rank, "Winner")
	one = queries_of(lambda: awards_of([employee], season))
	assert queries_of(lambda: awards_of(employees, season)) == one <= 4


def test_who_sees_and_writes_them(employee: str) -> None:
	award = make_earlier_award(employee)
	person, stranger = store_user("Employee"), store_user("Employee")
	frappe.db.set_value("Employee", employee, "user_id", person)
	readers = {person: True, stranger: False}
	readers |= {make_user("Awards Assessor"): False, make_user("Nominating Unit"): False}
	readers |= {make_user("Awards Auditor"): True, make_user("Awards Secretariat"): True}
	for user, may in readers.items():
		with acting(user):
			assert bool(frappe.has_permission("Earlier Award", "read", award.name)) is may
			assert (award.name in listed()) is may
	for user in (person, stranger):
		with acting(user), pytest.raises(frappe.PermissionError):
			frappe.get_doc("Earlier Award", award.name).save()
		with acting(user), pytest.raises(frappe.PermissionError):
			make_earlier_award(employee, year=2015)


def listed() -> list[str]:
	try:
		return frappe.get_list("Earlier Award", pluck="name", order_by="creation")
	except frappe.PermissionError:
		return []
