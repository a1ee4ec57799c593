"""360 Summary and the nominee's own result: groups and aspects for whoever may see them, no contributor.

Five nominees of one category. About the first: the superior gave 5 throughout, the peers 3 and 4. With
weights of 40 and 60 per cent that is 0.4 × 5 + 0.6 × 3.5 = 4.1 for each aspect, and 4.1 ÷ 5 = 82 of 100. The
others were given 4, 3, 5 and 2 by everybody.
"""

from __future__ import annotations

from typing import Any

import frappe
import pytest
from frappe.desk.query_report import run

from ntb_awards.gateway.feedback_results import own_results
from ntb_awards.gateway.feedback_verification import mark_valid
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_feedback import (
	answer,
	make_requests,
	name_verifiers,
	open_window,
	set_of,
	set_rule,
)
from tests.site.builders_results import make_feedback, make_sheets
from tests.site.builders_scoring import Scoring, employee_of, make_people_around, make_scoring
from tests.site.conftest import acting
from tests.site.queries import queries_of

REPORT = "360 Summary"
OTHERS = (80, 60, 100, 40)
SCORES = {"superior": "5", "peer": "3", "second_peer": "4"}
ASPECTS = (
	*("berorientasi_pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif"),
	"kolaboratif",
)


@pytest.fixture
def scoring() -> Scoring:
	scoring = make_scoring(nominees=5).at("administration")
	open_window(scoring.season)
	# 3.b.1 asks for verification; it has cases of its own below.
	set_rule(scoring.season, verify=0, verify_basis="")
	return scoring


@pytest.fixture
def requests(scoring: Scoring) -> dict[str, Any]:
	"""The first nominee's; everybody else's answers are stored beside them."""
	people = make_people_around(scoring.nominees[0])
	requests = make_requests(scoring.nominees[0], people)
	for who, request in requests.items():
		answer(request, SCORES[who], comment=f"Catatan dari {who}")
	given = dict(zip(scoring.nominees[1:], OTHERS, strict=True))
	make_feedback(scoring.season, given, [make_employee().name for _ in range(3)])
	return requests


def rows_for(user: str, season: str, **filters: str) -> list[dict[str, Any]]:
	with acting(user):
		return run(REPORT, filters={"season": season, **filters}, ignore_prepared_report=True)["result"]


def row_of(scoring: Scoring, place: int, value: str | None, mean: str | None, **more: Any) -> dict[str, Any]:
	"""The whole row expected of a nominee; three were asked and answered."""
	nomination = scoring.nominees[place]
	return {
		"nomination": nomination,
		"number": place + 1,
		"nominee": f"Peserta {place + 1} Uji",
		"unit": None,
		"category": frappe.db.get_value("Award Category", scoring.category, "title"),
		"asked": 3,
		"answered": 3,
		"valid": None,
		"value": value,
		"groups": f"{frappe._('Direct superior')} + {frappe._('Peer')} (3): {value}",
		**{f"aspect_{code}": mean for code in ASPECTS},
		"missing": "",
		**more,
	}


def all_rows(scoring: Scoring) -> list[dict[str, Any]]:
	values = ("82.0000", "80.0000", "60.0000", "100.0000", "40.0000")
	means = ("4.10", "4.00", "3.00", "5.00", "2.00")
	return [row_of(scoring, place, *numbers) for place, numbers in enumerate(zip(values, means, strict=True))]


@pytest.mark.parametrize(
	"role", ["Awards Secretariat", "Awards Administrator", "System Manager", "Awards Auditor"]
)
def test_whoever_sees_everything(scoring: Scoring, requests: dict[str, Any], role: str) -> None:
	assert rows_for(make_user(role), scoring.season) == all_rows(scoring)


def test_the_columns_are_the_aspects_of_the_form(scoring: Scoring, requests: dict[str, Any]) -> None:
	with acting(scoring.secretariat):
		found = run(REPORT, filters={"season": scoring.season, "category": scoring.category})
	fields = [column["fieldname"] for column in found["columns"]]
	before = ["number", "nominee", "unit", "asked", "answered", "value", "groups"]
	assert fields == [*before, *(f"aspect_{code}" for code in ASPECTS), "missing", "nomination"]
	assert not found.get("prepared_report")


def test_nobody_sees_the_own_row(scoring: Scoring, requests: dict[str, Any]) -> None:
	user = make_user("Awards Secretariat")
	frappe.db.set_value("Employee", employee_of(scoring.nominees[0]), "user_id", user)
	assert rows_for(user, scoring.season) == all_rows(scoring)[1:]


def test_an_assessor_sees_it_with_the_own_sheets(scoring: Scoring, requests: dict[str, Any]) -> None:
	"""360° feedback is decided with the FGD: who has scored a nominee there sees it, of that nominee."""
	assessor = scoring.assessors[0]
	make_sheets(scoring.season, "fgd", {scoring.nominees[1]: [80]}, [assessor])
	expected = all_rows(scoring)
	common = ("nomination", "number", "nominee", "unit", "category")
	found = rows_for(assessor, scoring.season)
	assert found[1] == expected[1]
	for place in (0, 2, 3, 4):
		assert {field: found[place][field] for field in common} == {
			field: expected[place][field] for field in common
		}
		assert set(found[place]) == {*common, "missing"}
	assert rows_for(make_user("Awards Assessor"), scoring.season) == []


@pytest.mark.parametrize("role", ["Employee", "Nominating Unit"])
def test_closed_to_nominees_and_their_units(scoring: Scoring, role: str) -> None:
	with pytest.raises(frappe.PermissionError):
		rows_for(make_user(role), scoring.season)


def test_while_answers_are_open_they_are_counted_only(scoring: Scoring) -> None:
	"""A value that changed with each answer would show what the last one was."""
	people = make_people_around(scoring.nominees[0])
	requests = make_requests(scoring.nominees[0], people)
	answer(requests["superior"], "5")
	answer(requests["peer"], "3")
	(row, *_rest) = rows_for(scoring.secretariat, scoring.season)
	assert (row["asked"], row["answered"], row["value"]) == (3, 2, None)
	assert row["groups"] == f"{frappe._('Direct superior')} (1); {frappe._('Peer')} (1)"
	assert not [row[f"aspect_{code}"] for code in ASPECTS if row[f"aspect_{code}"]]
	assert row["missing"]


def test_with_verification_only_what_was_found_valid(scoring: Scoring, requests: dict[str, Any]) -> None:
	set_rule(scoring.season, verify=1, verify_basis="3.b.1")
	name_verifiers(scoring.season, scoring.assessors[0])
	(row, *rest) = rows_for(scoring.secretariat, scoring.season)
	assert (row["answered"], row["valid"], row["value"]) == (3, 0, None)
	assert [one["valid"] for one in rest] == [3, 3, 3, 3]
	with acting(scoring.assessors[0]):
		mark_valid([set_of(request).name for request in requests.values()])
	(row, *_rest) = rows_for(scoring.secretariat, scoring.season)
	assert row == row_of(scoring, 0, "82.0000", "4.10", valid=3)


def test_groups_too_small_are_not_shown(scoring: Scoring, requests: dict[str, Any]) -> None:
	"""The value stays, the ranking needs it; what makes it up does not show."""
	set_rule(scoring.season, min_group_size=4)
	(row, *_rest) = rows_for(scoring.secretariat, scoring.season)
	assert row["value"] == "82.0000"
	assert row["groups"] == f"{frappe._('Direct superior')} + {frappe._('Peer')} (3)"
	assert not [code for code in ASPECTS if row[f"aspect_{code}"]]


def test_as_many_queries_for_many(scoring: Scoring, requests: dict[str, Any]) -> None:
	user = scoring.secretariat
	few = queries_of(lambda: rows_for(user, scoring.season))
	given = dict.fromkeys(scoring.nominees, 70)
	make_feedback(scoring.season, given, [make_employee().name for _ in range(3)])
	assert queries_of(lambda: rows_for(user, scoring.season)) == few


def test_a_season_has_to_be_chosen(scoring: Scoring) -> None:
	with acting(scoring.secretariat), pytest.raises(frappe.ValidationError):
		run(REPORT, filters={})


def test_nothing_is_stored_for_others_to_open(scoring: Scoring, requests: dict[str, Any]) -> None:
	"""Frappe turns a slow report into a prepared one, whose results all who may open it can read."""
	frappe.db.set_value("Report", REPORT, "prepared_report", 1)
	prepared = frappe.new_doc("Prepared Report")
	prepared.update({"report_name": REPORT, "filters": frappe.as_json({"season": scoring.season})})
	with acting(scoring.secretariat), pytest.raises(frappe.ValidationError):
		prepared.insert(ignore_permissions=True)
	assert not frappe.db.get_value("Report", REPORT, "prepared_report")


# The nominee's own result


@pytest.fixture
def nominee(scoring: Scoring) -> str:
	user = make_user("Employee")
	frappe.db.set_value("Employee", employee_of(scoring.nominees[0]), "user_id", user)
	return user


def publish(season: str) -> None:
	frappe.db.set_value("Award Season", season, "feedback_published", 1)


def test_own_result(scoring: Scoring, requests: dict[str, Any], nominee: str) -> None:
	"""Category mean of (4.1 + 4 + 3 + 5 + 2) ÷ 5 = 3.62."""
	assert own_results(nominee) == []
	publish(scoring.season)
	(found,) = own_results(nominee)
	aspects = found.pop("aspects")
	assert found == {
		"season_title": frappe.db.get_value("Award Season", scoring.season, "title"),
		"category_title": frappe.db.get_value("Award Category", scoring.category, "title"),
		"nominee_name": "Peserta 1 Uji",
		"contributors": 3,
		"stage_value": "82.0000",
		"groups": [
			{
				"label": f"{frappe._('Direct superior')} + {frappe._('Peer')}",
				"contributors": 3,
				"value": "82.0000",
			}
		],
		"comments": [],
		"note": "",
	}
	assert len(aspects) == len(ASPECTS)
	for aspect in aspects:
		assert aspect.pop("title")
		assert aspect == {"own": "4.10", "category_mean": "3.62", "maximum": "5"}


def test_no_mean_of_too_few_others(scoring: Scoring, requests: dict[str, Any], nominee: str) -> None:
	publish(scoring.season)
	frappe.db.delete("Assessment 360", {"nomination": ("in", scoring.nominees[3:])})
	(found,) = own_results(nominee)
	assert {aspect["category_mean"] for aspect in found["aspects"]} == {None}
	assert {aspect["own"] for aspect in found["aspects"]} == {"4.10"}


def test_nothing_where_too_few_answered(scoring: Scoring, requests: dict[str, Any], nominee: str) -> None:
	publish(scoring.season)
	set_rule(scoring.season, min_group_size=4, show_comments=1)
	(found,) = own_results(nominee)
	assert (found["stage_value"], found["aspects"], found["groups"]) == (None, [], [])
	assert found["comments"] == [] and "4" in found["note"]


def test_comments_where_the_scheme_shows_them(
	scoring: Scoring, requests: dict[str, Any], nominee: str
) -> None:
	publish(scoring.season)
	set_rule(scoring.season, show_comments=1, comments_basis="3.b.1")
	written = {f"Catatan dari {who}" for who in SCORES}
	orders = set()
	for _ in range(40):
		(found,) = own_results(nominee)
		assert set(found["comments"]) == written
		orders.add(tuple(found["comments"]))
	# Another order each time, so that none of them tells anything.
	assert len(orders) > 1


def test_comments_of_sets_that_do_not_count_are_not_shown(
	scoring: Scoring, requests: dict[str, Any], nominee: str
) -> None:
	publish(scoring.season)
	set_rule(scoring.season, show_comments=1, verify=1)
	(found,) = own_results(nominee)
	assert found["comments"] == [] and found["note"]


def test_of_nobody_else(scoring: Scoring, requests: dict[str, Any]) -> None:
	publish(scoring.season)
	unit = make_unit()
	colleague = make_user("Nominating Unit")
	make_employee(unit=unit, user=colleague)
	assert own_results(colleague) == []
	assert own_results("Guest") == []
