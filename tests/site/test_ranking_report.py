"""Weighted Ranking: the engine's numbers, for the eyes that may see them, in a constant number of queries."""

from __future__ import annotations

import json

import frappe
import pytest
from frappe.desk.query_report import run

from ntb_awards.gateway.seasons import load_season
from ntb_awards.ntb_awards.report.weighted_ranking.weighted_ranking import execute, explain
from ntb_awards.selection.dossier import compute_results
from ntb_awards.selection.numbers import decimal_text
from tests.site.builders import make_employee, make_user
from tests.site.builders_results import (
	CATEGORY,
	SCHEME,
	make_assessors,
	make_feedback,
	make_minutes,
	make_nominees,
	make_open_season,
	make_panel,
	make_sheets,
)
from tests.site.queries import queries_of

pytestmark = pytest.mark.usefixtures("savepoint")
OTHER = f"{SCHEME}-fungsional"


@pytest.fixture
def season() -> str:
	return make_open_season()


@pytest.fixture
def assessors(season: str) -> list[str]:
	users = make_assessors(3)
	make_panel(season, users, categories=[{"category": CATEGORY}])
	return users


def bulk(season: str, count: int, first: int, assessors: list[str]) -> list[str]:
	names = make_nominees(season, count, first=first, people=False)
	given = {name: [60 + place % 30, 61 + place % 25, 70] for place, name in enumerate(names)}
	make_sheets(season, "administration", given, assessors)
	make_sheets(season, "fgd", given, assessors)
	return names


def rows_of(season: str, **filters: str) -> list[dict]:
	return execute({"season": season, **filters})[1]


def test_a_thousand_nominations_take_as_many_queries_as_ten(season, assessors):
	bulk(season, 10, 1, assessors)
	few = queries_of(lambda: execute({"season": season}))
	bulk(season, 990, 11, assessors)
	assert len(rows_of(season)) == 1000
	assert queries_of(lambda: execute({"season": season})) == few


def test_for_an_assessor_the_number_of_queries_is_constant_too(season, assessors, as_user):
	bulk(season, 5, 1, assessors)
	with as_user(assessors[0]):
		few = queries_of(lambda: execute({"season": season}))
	bulk(season, 60, 6, assessors)
	with as_user(assessors[0]):
		assert queries_of(lambda: execute({"season": season})) == few


def test_every_cell_is_the_engines(season, assessors):
	names = bulk(season, 5, 1, assessors)
	make_feedback(season, dict.fromkeys(names, 80), [make_employee().name for _ in range(3)])
	loaded = load_season(season)
	found = {row["number"]: row for row in rows_of(season)}
	for result in compute_results(loaded.scheme, loaded.season):
		for row in result.rows:
			shown = found[row.nominee]
			for code, cell in row.stages.items():
				expected = None if cell.value is None else f"{cell.value:.4f}"
				assert shown[f"stage_{code}"] == expected
			assert (shown["rank"], shown["bonus"]) == (row.rank, decimal_text(row.bonus))
			assert shown["final"] == (None if row.final is None else f"{row.final:.2f}")
			assert (shown["status_code"], shown["stopped_at"]) == (row.status, row.stopped_at)


def test_a_missing_sheet_is_named_and_leaves_the_nominee_unranked(season, assessors):
	frappe.db.set_value("User", assessors[2], "full_name", "Penilai Ketiga")
	(name,) = make_nominees(season, 1, people=False)
	make_sheets(season, "administration", {name: [80, 80, None]}, assessors)
	(row,) = rows_of(season, category=CATEGORY)
	assert (row["rank"], row["final"], row["stage_administration"]) == (None, None, None)
	assert "Penilai Ketiga" in row["missing"]


def test_the_columns_are_the_stages_of_the_scheme(season):
	columns = execute({"season": season})[0]
	stages = [column["fieldname"] for column in columns if column["fieldname"].startswith("stage_")]
	assert stages == [f"stage_{stage.code}" for stage in load_season(season).scheme.stages if stage.is_scored]


def test_a_season_has_to_be_chosen():
	with pytest.raises(frappe.ValidationError, match="Choose an Award Season"):
		execute({})


@pytest.mark.parametrize("role", ["Nominating Unit", "Employee"])
def test_the_report_is_closed_to_nominees_and_their_units(season, assessors, as_user, role):
	(name,) = bulk(season, 1, 1, assessors)
	with as_user(make_user(role)):
		with pytest.raises(frappe.PermissionError):
			run("Weighted Ranking", filters={"season": season})
		with pytest.raises(frappe.PermissionError):
			explain(name)


@pytest.mark.parametrize("role", ["Awards Secretariat", "Awards Auditor", "Awards Administrator"])
def test_managers_and_auditors_see_all(season, assessors, as_user, role):
	bulk(season, 3, 1, assessors)
	with as_user(make_user(role)):
		found = run("Weighted Ranking", filters={"season": season})
	assert len(found["result"]) == 3
	assert not found.get("prepared_report")


def test_an_assessor_sees_the_own_categories_only(season, assessors, as_user):
	bulk(season, 2, 1, assessors)
	make_nominees(season, 2, category=OTHER, first=3, people=False)
	with as_user(assessors[0]):
		assert {row["number"] for row in rows_of(season)} == {1, 2}
		assert rows_of(season, category=OTHER) == []
	with as_user(make_user("Awards Assessor")):
		assert rows_of(season) == []


def test_an_assessor_sees_a_stage_after_submitting_the_own_sheet(season, assessors, as_user):
	(name,) = make_nominees(season, 1, people=False)
	make_sheets(season, "administration", {name: [80, 70]}, assessors)
	make_sheets(season, "administration", {name: [None]}, assessors[2:])
	with as_user(assessors[2]):
		(row,) = rows_of(season)
		assert row["stage_administration"] is None
		assert "Not shown to you" in row["missing"]
		assert explain(name)["stages"] == []
	with as_user(assessors[0]):
		assert [stage["stage"] for stage in explain(name)["stages"]] == ["administration"]


def test_the_final_score_is_hidden_while_a_stage_is(season, assessors, as_user):
	names = bulk(season, 1, 1, assessors)
	frappe.db.set_value("Stage Score", {"stage": "fgd", "assessor": assessors[0]}, "docstatus", 0)
	make_minutes(season, "administration")
	with as_user(assessors[0]):
		assert explain(names[0]).get("rank") is None
		assert "final" not in rows_of(season)[0] or rows_of(season)[0]["final"] is None


def test_nobody_sees_the_own_result(season, assessors, as_user):
	names = make_nominees(season, 1)
	make_sheets(season, "administration", {names[0]: [80, 80, 80]}, assessors)
	user = make_user("Awards Secretariat")
	frappe.db.set_value("Employee", frappe.db.get_value("Nomination", names[0], "employee"), "user_id", user)
	with as_user(user):
		assert rows_of(season)[0]["stage_administration"] is None
		assert explain(names[0])["stages"] == []


def test_the_explanation_goes_down_to_raw_scores_and_names_no_contributor(season, assessors):
	names = bulk(season, 1, 1, assessors)
	people = [make_employee(first_name=f"Kontributor{place}") for place in range(3)]
	make_feedback(season, dict.fromkeys(names, 80), [person.name for person in people])
	found = explain(names[0])
	# Assessors stand in the order of their pseudonyms, which tells nothing of their names.
	raws = [form["criteria"][0]["raw"] for form in found["stages"][0]["forms"]]
	assert sorted(raws) == ["60", "61", "70"]
	told = json.dumps(found)
	assert not any(person.name in told or person.employee_name in told for person in people)
	make_minutes(season, "administration").insert()


def test_small_groups_of_contributors_are_blended(season, assessors):
	names = make_nominees(season, 1)
	make_sheets(season, "administration", {names[0]: [80] * 3}, assessors)
	make_minutes(season, "administration").insert().submit()
	make_feedback(season, dict.fromkeys(names, 80), [make_employee().name for _ in range(3)])
	stage = next(stage for stage in explain(names[0])["stages"] if stage["stage"] == "feedback_360")
	assert [form["relation"] for form in stage["forms"]] == [None]
	assert stage["parts"] == {"merged": stage["value"]}


def test_a_recused_sheet_and_a_cancelled_one_do_not_count(season, assessors):
	(name,) = make_nominees(season, 1, people=False)
	fourth = make_user("Awards Assessor")
	make_sheets(season, "administration", {name: [80, 80, 80, 10]}, [*assessors, fourth])
	frappe.db.set_value("Stage Score", {"assessor": fourth}, {"docstatus": 2})
	assert rows_of(season)[0]["stage_administration"] == "80.0000"
	frappe.db.set_value("Stage Score", {"assessor": fourth}, {"docstatus": 0, "status": "Recused"})
	assert rows_of(season)[0]["stage_administration"] == "80.0000"


def test_stored_results_are_hidden_from_nominees(season, assessors, as_user):
	from ntb_awards.gateway.results import store_results

	names = make_nominees(season, 1)
	make_sheets(season, "administration", {names[0]: [80, 80, 80]}, assessors)
	store_results(season, CATEGORY)
	user = make_user("Employee")
	frappe.db.set_value("Employee", frappe.db.get_value("Nomination", names[0], "employee"), "user_id", user)
	with as_user(user):
		shown = frappe.get_doc("Nomination", names[0])
		shown.apply_fieldlevel_read_permissions()
		assert not shown.get("stage_results") and not shown.get("final_score")


def test_a_running_total_is_in_the_report_alone(season, assessors):
	"""A list can be sorted by a field one may not read: rank and final score wait for the last minutes."""
	from ntb_awards.gateway.results import store_results

	(name,) = make_nominees(season, 1)
	for stage in ("administration", "fgd", "public_test", "presentation"):
		make_sheets(season, stage, {name: [80, 80, 80]}, assessors)
	make_feedback(season, {name: 80}, [make_employee().name for _ in range(3)])
	for gate in ("administration", "fgd", "public_test"):
		make_minutes(season, gate).insert().submit()
	store_results(season, CATEGORY)
	assert rows_of(season)[0]["final"] == "80.00"
	assert frappe.db.count("Stage Result", {"parent": name, "status": "Complete"}) > 0
	stored = frappe.db.get_value("Nomination", name, ["final_score", "final_rank"])
	assert stored == (None, 0)
