"""Everybody takes part: one draft for each active employee of the unit, nobody lost without being named."""

from __future__ import annotations

import frappe
import pytest
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow

from ntb_awards.gateway import enrolment
from ntb_awards.gateway.enrolment import enter_all_employees
from tests.site.builders import make_unit, make_user
from tests.site.builders_levels import make_level_season
from tests.site.builders_nomination import IN_WINDOW, make_nip, make_nominee
from tests.site.builders_rules import make_award_scheme, make_award_season, refused
from tests.site.conftest import acting
from tests.site.queries import queries_of

ONE = [{"code": "pegawai", "title": "Pegawai Berprestasi", "basis": "C.1"}]


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


def everybody_season(categories: list | None = None, **fields: object) -> Document:
	scheme = make_award_scheme(
		code="semua",
		participation="everyone",
		participation_basis="F.2",
		categories=categories or ONE,
		eligibility_rules=[],
	)
	fields.setdefault("unit", make_unit(is_group=1))
	return make_level_season(scheme.name, **fields)


def entered(season: Document) -> set[str]:
	return set(frappe.get_all("Nomination", {"season": season.name}, pluck="employee", order_by="creation"))


def test_the_unit_and_its_parts() -> None:
	season = everybody_season()
	part = make_unit(parent_department=season.unit)
	inside = {make_nominee(unit=season.unit).name, make_nominee(unit=part).name}
	make_nominee(unit=make_unit())
	left = make_nominee(unit=part, status="Left", relieving_date="2025-01-01").name
	done = enter_all_employees(season.name)
	assert entered(season) == inside and left not in entered(season)
	assert (done["entered"], done["existing"], done["queued"]) == (2, 0, False)
	drafts = frappe.get_all("Nomination", {"season": season.name}, ["workflow_state", "category"])
	assert {row.workflow_state for row in drafts} == {"Draft"}
	assert {row.category for row in drafts} == {f"{season.scheme}-pegawai"}


def test_again_enters_only_who_is_new() -> None:
	"""Also after somebody withdrew: the person is not entered a second time."""
	season = everybody_season()
	first = make_nominee(unit=season.unit).name
	enter_all_employees(season.name)
	frappe.db.set_value("Nomination", {"employee": first}, "workflow_state", "Withdrawn")
	make_nominee(unit=season.unit)
	done = enter_all_employees(season.name)
	assert (done["entered"], done["existing"]) == (1, 1)
	assert enter_all_employees(season.name)["entered"] == 0
	assert frappe.db.count("Nomination", {"season": season.name}) == 2


def test_who_has_no_nip_or_fits_no_category_is_named() -> None:
	manager = {"test": "compare", "fact": "post_type", "op": "in", "value": ["Administrator", "Pengawas"]}
	categories = [{"code": "manajerial", "title": "Manajerial", "condition": manager, "basis": "C.1.a"}]
	season = everybody_season(categories)
	make_nominee(unit=season.unit, first_name="Tanpa Nomor", asn_nip="")
	make_nominee(unit=season.unit, first_name="Tanpa Kategori")
	chief = make_nominee(unit=season.unit, asn_post_type="Pengawas").name
	done = enter_all_employees(season.name)
	assert entered(season) == {chief}
	assert (done["without_nip"], done["without_category"]) == (["Tanpa Nomor"], ["Tanpa Kategori"])
	assert "Tanpa Nomor" in done["message"] and "Tanpa Kategori" in done["message"]


def test_they_are_submitted_by_the_usual_workflow() -> None:
	"""No recommender is asked for where everybody takes part."""
	season = everybody_season()
	for _person in range(2):
		make_nominee(unit=season.unit)
	enter_all_employees(season.name)
	names = frappe.get_all("Nomination", {"season": season.name}, pluck="name", order_by="creation")
	for name in names:
		apply_workflow(frappe.get_doc("Nomination", name), "Submit Nomination")
	numbers = frappe.get_all("Nomination", {"season": season.name}, pluck="number", order_by="number")
	assert numbers == [1, 2]


def test_many_go_to_a_background_job(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr(enrolment, "IN_BACKGROUND_ABOVE", 1)
	season = everybody_season()
	for _person in range(3):
		make_nominee(unit=season.unit)
	done = enter_all_employees(season.name)
	assert (done["queued"], done["entered"]) == (True, 3)
	assert len(entered(season)) == 3, "the test runs jobs at once"


def test_planning_takes_as_many_queries_for_many() -> None:
	season = everybody_season()
	make_nominee(unit=season.unit)
	one = queries_of(lambda: enrolment._plan(season.name))
	for _person in range(4):
		make_nominee(unit=season.unit)
	assert queries_of(lambda: enrolment._plan(season.name)) == one


def test_refused_where_people_are_nominated_or_the_season_is_not_open() -> None:
	nominated = make_level_season(make_award_scheme(code="biasa").name)
	assert frappe._("Enter them as nominations") in refused(enter_all_employees, nominated.name)
	closed = everybody_season()
	closed.status = "Closed"
	closed.save()
	assert frappe._("Open it first") in refused(enter_all_employees, closed.name)
	draft = make_award_season(closed.scheme)
	assert frappe._("Open it first") in refused(enter_all_employees, draft.name)


def test_only_staff() -> None:
	season = everybody_season()
	make_nominee(unit=season.unit, asn_nip=make_nip())
	for role in ("Awards Assessor", "Nominating Unit", "Employee", "Awards Auditor"):
		with acting(make_user(role)), pytest.raises(frappe.PermissionError):
			enter_all_employees(season.name)
	assert not entered(season)
	with acting(make_user("Awards Secretariat")):
		assert enter_all_employees(season.name)["entered"] == 1
