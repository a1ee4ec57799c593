"""Who sees and changes nominations and what belongs to them: lists and single documents, user by user."""

from __future__ import annotations

from collections.abc import Callable

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.access import may_file, may_recommend, visible_nominations
from tests.site.builders_access import Season, grant, make_season, store, store_employee, store_user

ALL = {"first", "second", "draft"}
SEEN = {
	"administrator": ALL,
	"secretariat": ALL,
	"auditor": ALL,
	"unit_user": {"first", "draft"},
	"other_unit_user": {"second"},
	"narrow": {"first"},
	"wide": {"first", "second"},
	"nominee": {"first"},
	"other_nominee": {"second"},
	"recommender": {"first"},
	"other_recommender": set(),
	"stranger": set(),
}
CHANGED = {
	"administrator": ALL,
	"secretariat": ALL,
	"unit_user": {"first", "draft"},
	"other_unit_user": {"second"},
	"nominee": {"first"},
	"other_nominee": {"second"},
}
# Who fills a nomination in, where the scheme says that only one of them does.
FILED_BY = {"Unit": ("unit_user", "nominee"), "Employee": ("nominee", "unit_user")}


@pytest.fixture
def season() -> Season:
	return make_season()


def listed(season: Season, doctype: str = "Nomination", key: str = "name") -> set[str]:
	"""Which of the season's nominations the list shows to the user at work."""
	names = {getattr(season, name).name: name for name in ALL}
	rows = frappe.get_list(doctype, pluck=key, order_by="creation", limit_page_length=0)
	return {names[row] for row in rows if row in names}


def allowed(season: Season, ptype: str, documents: dict[str, Document] | None = None) -> set[str]:
	documents = documents or {name: getattr(season, name) for name in ALL}
	return {name for name, doc in documents.items() if doc.has_permission(ptype)}


@pytest.mark.parametrize("who", SEEN)
def test_lists_and_forms_agree(season: Season, as_user: Callable, who: str) -> None:
	with as_user(getattr(season, who)):
		assert listed(season) == SEEN[who]
		assert allowed(season, "read") == SEEN[who]
		assert allowed(season, "print") == SEEN[who]
		assert allowed(season, "write") == CHANGED.get(who, set())


@pytest.mark.parametrize("who", SEEN)
def test_reports_use_the_same_rule(season: Season, who: str) -> None:
	table = frappe.qb.DocType("Nomination").as_("n")
	condition = visible_nominations(getattr(season, who), table)
	query = frappe.qb.from_(table).select(table.name).where(table.season == season.season)
	rows = (query.where(condition) if condition else query).run(pluck=True)
	assert set(rows) == {getattr(season, name).name for name in SEEN[who]}


@pytest.mark.parametrize("who", SEEN)
def test_documents_follow_their_nomination(season: Season, as_user: Callable, who: str) -> None:
	documents = {
		name: store("Supporting Document", nomination=getattr(season, name).name, requirement="x")
		for name in ALL
	}
	with as_user(getattr(season, who)):
		assert listed(season, "Supporting Document", "nomination") == SEEN[who]
		assert allowed(season, "read", documents) == SEEN[who]
		assert allowed(season, "write", documents) == CHANGED.get(who, set())


@pytest.mark.parametrize("filing", FILED_BY)
def test_the_scheme_says_who_fills_in(as_user: Callable, filing: str) -> None:
	season = make_season(filing)
	one, other = FILED_BY[filing]
	with as_user(getattr(season, one)):
		assert "first" in allowed(season, "write")
	with as_user(getattr(season, other)):
		assert allowed(season, "write") == set()
		assert "first" in allowed(season, "read")


@pytest.mark.parametrize(
	("filing", "who", "whom", "may"),
	[
		("Either", "nominee", "first", True),
		("Either", "nominee", "draft", False),
		("Employee", "nominee", "first", True),
		("Unit", "nominee", "first", False),
		("Unit", "unit_user", "first", True),
		("Either", "unit_user", "second", False),
		("Employee", "unit_user", "first", False),
		("Either", "stranger", "first", False),
		("Either", "wide", "first", False),
		("Unit", "secretariat", "first", True),
	],
)
def test_who_may_begin_a_nomination(filing: str, who: str, whom: str, may: bool) -> None:
	season = make_season(filing)
	assert may_file(getattr(season, who), season.season, getattr(season, whom).employee) is may


def test_a_recommender_sees_what_was_put_to_him_alone(season: Season, as_user: Callable) -> None:
	assert may_recommend(season.recommender, season.first.name)
	assert not may_recommend(season.recommender, season.draft.name)
	season.draft.db_set("recommendation_status", "Asked")
	with as_user(season.recommender):
		assert listed(season) == {"first", "draft"}
		assert allowed(season, "write") == set()
	assert not may_recommend(season.other_recommender, season.first.name)


def test_nobody_recommends_himself(season: Season) -> None:
	frappe.db.set_value("Season Recommender", {"user": season.recommender}, "user", season.nominee)
	assert not may_recommend(season.nominee, season.first.name)


def test_a_returned_nomination_is_back_with_its_unit(season: Season, as_user: Callable) -> None:
	season.first.db_set("workflow_state", "Returned")
	with as_user(season.narrow):
		assert not season.first.has_permission("read")
	with as_user(season.unit_user):
		assert season.first.has_permission("write")


def test_a_panel_of_another_season_sees_nothing(season: Season, as_user: Callable) -> None:
	assessor = store_user("Awards Assessor")
	store("Assessment Panel", season=make_season().season, members=[{"user": assessor}])
	with as_user(assessor):
		assert listed(season) == set()
		assert not season.first.has_permission("read")


def test_somebody_who_left_nominates_no_more(season: Season, as_user: Callable) -> None:
	frappe.db.set_value("Employee", {"user_id": season.unit_user}, "status", "Left")
	with as_user(season.unit_user):
		assert listed(season) == set()


def test_several_roles_see_the_union(season: Season, as_user: Callable) -> None:
	grant(season.narrow, "Nominating Unit")
	store_employee(season.other_unit, season.narrow)
	with as_user(season.narrow):
		assert listed(season) == {"first", "second"}
		assert allowed(season, "write") == {"second"}


def test_an_auditor_with_another_role_changes_only_by_that_role(season: Season, as_user: Callable) -> None:
	grant(season.unit_user, "Awards Auditor")
	with as_user(season.unit_user):
		assert allowed(season, "read") == ALL
		assert allowed(season, "write") == CHANGED["unit_user"]


def test_a_unit_nominates_its_own_people_only(season: Season, as_user: Callable) -> None:
	own, other = store_employee(season.part), store_employee(season.other_unit)

	def may_create(employee: str, **more: str) -> bool:
		new = frappe.new_doc("Nomination", season=season.season, employee=employee, **more)
		return new.has_permission("create")

	with as_user(season.unit_user):
		assert may_create(own)
		assert not may_create(other)
		assert not may_create(other, unit=season.part)
	with as_user(season.nominee):
		assert may_create(season.first.employee)
		assert not may_create(own)


def test_a_nomination_is_not_handed_to_a_stranger(season: Season, as_user: Callable) -> None:
	"""Neither by giving one's own away nor by claiming a foreign one in the copy that is sent."""
	with as_user(season.unit_user):
		season.draft.employee = season.second.employee
		assert not season.draft.has_permission("write")
		season.second.unit = season.unit
		assert not season.second.has_permission("write")
		assert not season.second.has_permission("read")


def test_documents_are_handed_in_for_the_own_unit_only(season: Season, as_user: Callable) -> None:
	with as_user(season.unit_user):
		for nomination, may in ((season.draft, True), (season.second, False)):
			document = frappe.new_doc("Supporting Document", nomination=nomination.name)
			assert document.has_permission("create") is may


def test_an_employee_who_leaves_the_unit_stays_nominated_by_it(season: Season, as_user: Callable) -> None:
	frappe.db.set_value("Employee", season.draft.employee, "department", season.other_unit)
	with as_user(season.unit_user):
		assert season.draft.has_permission("write")
	with as_user(season.other_unit_user):
		assert not season.draft.has_permission("read")


@pytest.mark.parametrize("who", SEEN)
def test_responses_and_observations_are_for_the_committee(
	season: Season, as_user: Callable, who: str
) -> None:
	expected = SEEN[who] if who in ("administrator", "secretariat", "auditor", "narrow", "wide") else set()
	for doctype in ("Public Response", "Field Observation"):
		documents = {name: store(doctype, nomination=getattr(season, name).name) for name in ALL}
		with as_user(getattr(season, who)):
			assert allowed(season, "read", documents) == expected


def test_an_assessor_changes_own_observations(season: Season, as_user: Callable) -> None:
	mine = store("Field Observation", nomination=season.first.name)
	mine.db_set("owner", season.narrow)
	with as_user(season.narrow):
		assert mine.has_permission("write")
		assert frappe.new_doc("Field Observation", nomination=season.first.name).has_permission("create")
		assert not frappe.new_doc("Field Observation", nomination=season.second.name).has_permission("create")
	with as_user(season.narrow_too):
		assert mine.has_permission("read") and not mine.has_permission("write")


@pytest.mark.parametrize("who", SEEN)
def test_grants_are_for_the_committee_and_then_for_the_winner(
	season: Season, as_user: Callable, who: str
) -> None:
	staff = who in ("administrator", "secretariat", "auditor")
	values = {"nomination": season.first.name, "employee": season.first.employee}
	draft, given = store("Award Grant", **values), store("Award Grant", docstatus=1, **values)
	with as_user(getattr(season, who)):
		assert draft.has_permission("read") is staff
		assert given.has_permission("read") is (staff or who == "nominee")


@pytest.mark.parametrize("who", SEEN)
def test_dossiers_and_disciplinary_records(season: Season, as_user: Callable, who: str) -> None:
	staff = who in ("administrator", "secretariat", "auditor")
	dossier = store("Season Dossier", season=season.season)
	record = store("Disciplinary Record", employee=season.first.employee, kind="Disciplinary")
	rating = store("Performance Rating", employee=season.first.employee, year=2024, predicate="Baik")
	with as_user(getattr(season, who)):
		assert dossier.has_permission("read") is staff
		assert record.has_permission("read") is staff
		assert rating.has_permission("read") is (staff or who == "nominee")
		writer = who in ("administrator", "secretariat")
		assert dossier.has_permission("write") is writer
		assert record.has_permission("write") is writer
		assert rating.has_permission("write") is writer
