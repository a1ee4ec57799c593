"""How far peers reach, who is kept out by discipline, and the form that fits the nominee's post."""

from __future__ import annotations

from itertools import count
from typing import Any

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.gateway.contributors import relation_of
from ntb_awards.gateway.feedback_forms import open_forms
from ntb_awards.gateway.feedback_issuing import asked_about
from ntb_awards.gateway.feedback_requests import confirm
from ntb_awards.hris.tree import relation, relations
from tests.site.builders import make_company, make_employee, make_unit, make_user
from tests.site.builders_access import store
from tests.site.builders_feedback import answer, make_request, open_window, set_of
from tests.site.builders_levels import make_level_season, make_own_nomination
from tests.site.builders_nomination import IN_WINDOW, make_nominee
from tests.site.builders_rules import CRITERION, SMALL, make_award_scheme, refused
from tests.site.conftest import acting
from tests.site.queries import queries_of

BASIS = "C.5.a.3; F.2.c"
MANAGERIAL = {"test": "compare", "fact": "post_type", "op": "in", "value": ["Administrator", "Pengawas"]}
_numbers = count(1)
OTHERS = {"test": "compare", "fact": "post_type", "op": "in", "value": ["Fungsional", "Pelaksana"]}


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


@pytest.fixture
def agency() -> dict[str, str]:
	"""A centre with two sections, each with a chief and a clerk under the head; a chief of another centre."""
	centre, other = make_unit(is_group=1), make_unit()
	one, two = (make_unit(parent_department=centre) for _ in range(2))
	head = make_employee(unit=centre, asn_post_type="Administrator").name
	chief = make_employee(unit=one, reports_to=head, asn_post_type="Pengawas").name
	second = make_employee(unit=two, reports_to=head, asn_post_type="Pengawas").name
	return {
		**{"centre": centre, "head": head, "chief": chief, "second": second},
		"clerk": make_employee(unit=one, reports_to=chief, asn_post_type="Pelaksana").name,
		"desk_mate": make_employee(unit=one, reports_to=chief, asn_post_type="Fungsional").name,
		"loner": make_employee(unit=one, asn_post_type="Fungsional").name,
		"other_clerk": make_employee(unit=two, reports_to=second, asn_post_type="Pelaksana").name,
		"far_chief": make_employee(unit=other, asn_post_type="Pengawas").name,
		"far_clerk": make_employee(unit=other, asn_post_type="Pelaksana").name,
	}


@pytest.mark.parametrize(
	("nominee", "contributor", "expected"),
	[
		("clerk", "desk_mate", ("peer", "peer", "peer", "peer")),
		("clerk", "loner", (None, "peer", "peer", "peer")),
		("clerk", "other_clerk", (None, None, "peer", None)),
		("clerk", "second", (None, None, "peer", None)),
		("clerk", "far_clerk", (None, None, None, None)),
		("chief", "far_chief", (None, None, None, "peer")),
		("chief", "far_clerk", (None, None, None, None)),
		("clerk", "head", (None, None, None, None)),
		("clerk", "chief", ("superior",) * 4),
		("head", "clerk", ("subordinate",) * 4),
	],
)
def test_reach(agency: dict[str, str], nominee: str, contributor: str, expected: tuple) -> None:
	"""In the team, the unit, the whole unit that holds the season, the organisation."""
	reaches = (("team", None), ("unit", None), ("unit", agency["centre"]), ("organisation", None))
	pair = (agency[nominee], agency[contributor])
	assert tuple(relation(*pair, peers, unit) for peers, unit in reaches) == expected


def test_as_many_queries_for_many(agency: dict[str, str]) -> None:
	people = [name for who, name in agency.items() if who != "centre"]
	one = queries_of(lambda: relations(agency["clerk"], people[:1], "organisation", agency["centre"]))
	many = queries_of(lambda: relations(agency["clerk"], people, "organisation", agency["centre"]))
	assert one == many == 2


def test_managers_of_another_company_are_no_peers(agency: dict[str, str]) -> None:
	stranger = make_employee(asn_post_type="Pengawas", company=make_company("Kementerian Lain Uji")).name
	assert relation(agency["chief"], stranger, "organisation") is None


# On a season where everybody in the unit rates everybody


def rows(scope: str) -> list[dict[str, Any]]:
	common = {"weight_basis": "1", "basis": BASIS}
	return [
		{"relation": "superior", "min_count": 1, "max_count": 1, "weight": "50", **common},
		{"relation": "peer", "min_count": 1, "weight": "50", "scope": scope, **common},
	]


def feedback_season(scope: str = "organisation", **fields: Any) -> Document:
	"""A 360° stage whose form has one set of questions for managers and one for the others."""
	form = {
		**{"code": "perilaku", "title": "Perilaku", "basis": "1"},
		"variants": [
			{"code": "manajerial", "title": "Manajerial", "condition": MANAGERIAL, "basis": "1"},
			{"code": "lainnya", "title": "Nonmanajerial", "condition": OTHERS, "basis": "1"},
		],
		"criteria": [
			{**CRITERION, "code": "adil", "title": "Adil", "variant": "manajerial"},
			{**CRITERION, "code": "kerja_sama", "title": "Kerja sama", "weight": "60", "variant": "lainnya"},
			{**CRITERION, "code": "layanan", "title": "Layanan", "weight": "40", "variant": "lainnya"},
		],
	}
	stages = [
		{**SMALL["stages"][0], "code": "umpan", "kind": "feedback_360", "instrument": "perilaku"},
		SMALL["stages"][1],
	]
	rule = {
		**{"code": "semua", "title": "Semua pegawai", "minimum_contributors": 2, "min_group_size": 1},
		**{"min_group_basis": "1", "basis": BASIS, "everyone": True, "exclude_disciplined": True},
		"relations": rows(scope),
	}
	categories = [{"code": "umum", "title": "Umum", "contributor_rule": "semua", "basis": "1"}]
	scheme = make_award_scheme(
		code=f"umpan{next(_numbers)}",
		categories=categories,
		stages=stages,
		instruments=[*SMALL["instruments"], form],
		contributor_rules=[rule],
	)
	return make_level_season(scheme.name, **fields)


def enter(nomination: Document, contributor: str, relation: str) -> Document:
	return make_request(nomination.name, contributor, relation)


def nominate(season: Document, **fields: Any) -> Document:
	return make_own_nomination(season, employee=make_nominee(**fields).name)


def test_the_rule_decides_how_far_peers_reach() -> None:
	unit = make_unit()
	colleague = make_employee(unit=unit, asn_post_type="Pelaksana").name
	wide, narrow = (
		nominate(feedback_season(scope), unit=unit, asn_post_type="Fungsional") for scope in ("unit", "team")
	)
	assert enter(wide, colleague, "peer").relation == "peer"
	assert relation_of(wide.name, colleague) == "peer"
	assert relation_of(narrow.name, colleague) is None
	assert frappe._("Peer") in refused(enter, narrow, colleague, "peer")


def test_the_parts_of_the_unit_that_holds_the_season_are_one_unit() -> None:
	unit = make_unit(is_group=1)
	one, two = (make_unit(parent_department=unit) for _ in range(2))
	colleague = make_employee(unit=two, asn_post_type="Pelaksana").name
	held, not_held = feedback_season("unit", unit=unit), feedback_season("unit")
	assert enter(nominate(held, unit=one), colleague, "peer").name
	assert refused(enter, nominate(not_held, unit=one), colleague, "peer")


@pytest.mark.parametrize("status", ["Under Examination", "Serving"])
@pytest.mark.parametrize("who", ["contributor", "nominee"])
def test_who_is_under_discipline_neither_rates_nor_is_rated(who: str, status: str) -> None:
	unit = make_unit()
	nomination = nominate(feedback_season("unit"), unit=unit)
	colleague = make_employee(unit=unit).name
	person = {"contributor": colleague, "nominee": nomination.employee}[who]
	record = store("Disciplinary Record", employee=person, kind="Disciplinary", status=status)
	message = refused(enter, nomination, colleague, "peer")
	assert BASIS in message and frappe._("correct the record") in message
	record.db_set("status", "Completed")
	assert enter(nomination, colleague, "peer").name


def test_a_criminal_case_is_judged_by_the_requirements_not_here() -> None:
	unit = make_unit()
	nomination = nominate(feedback_season("unit"), unit=unit)
	colleague = make_employee(unit=unit).name
	store("Disciplinary Record", employee=colleague, kind="Criminal", status="Serving")
	assert enter(nomination, colleague, "peer").name


def test_the_form_that_fits_the_post() -> None:
	"""60 × 80 + 40 × 90 = 84 for the others; managers have one question."""
	unit, season = make_unit(), feedback_season("unit")
	open_window(season.name)
	clerk = nominate(season, unit=unit)
	chief = nominate(season, unit=unit, asn_post_type="Pengawas", asn_functional_level="")
	colleague = make_employee(unit=unit).name
	request = enter(clerk, colleague, "peer")
	answer(request, {"kerja_sama": "80", "layanan": "90"})
	assert (request.variant, set_of(request).value) == ("lainnya", "84.0000")
	other = enter(chief, colleague, "peer")
	assert "layanan" in refused(answer, other, {"adil": "75", "layanan": "90"})
	answer(other, {"adil": "75"})
	assert (other.variant, set_of(other).value) == ("manajerial", "75.0000")


def test_a_question_of_the_other_form_is_refused() -> None:
	unit, season = make_unit(), feedback_season("unit")
	open_window(season.name)
	request = enter(nominate(season, unit=unit), make_employee(unit=unit).name, "peer")
	assert "adil" in refused(answer, request, {"kerja_sama": "80", "layanan": "90", "adil": "90"})


def test_a_suggestion_gets_its_form_when_it_is_confirmed() -> None:
	"""The nominee's suggestion is stored without one."""
	unit, season = make_unit(), feedback_season("unit")
	request = enter(nominate(season, unit=unit), make_employee(unit=unit).name, "peer")
	request.db_set({"status": "Proposed", "proposed_by": "Nominee", "variant": None})
	confirm([request.name])
	assert frappe.db.get_value("Feedback Request", request.name, ["status", "variant"]) == (
		"Pending",
		"lainnya",
	)


def test_a_post_for_which_there_is_no_form() -> None:
	unit = make_unit()
	nominee = nominate(
		feedback_season("unit"), unit=unit, asn_post_type="JPT Pratama", asn_functional_level=""
	)
	message = refused(enter, nominee, make_employee(unit=unit).name, "peer")
	assert "Perilaku" in message


def test_only_staff_enter_and_ask() -> None:
	unit = make_unit()
	clerk = nominate(feedback_season("unit"), unit=unit)
	colleague = make_employee(unit=unit).name
	for role in ("Awards Assessor", "Nominating Unit", "Awards Auditor"):
		with acting(make_user(role)):
			for action in (
				lambda: enter(clerk, colleague, "peer"),
				lambda: relation_of(clerk.name, colleague),
			):
				with pytest.raises(frappe.PermissionError):
					action()


# Forms for everybody, opened in one action


def hand_in(nomination: Document) -> Document:
	nomination.db_set({"workflow_state": "Submitted", "number": next(_numbers)})
	return nomination


def test_forms_for_everybody_who_rates_somebody() -> None:
	"""A chief and two clerks in one unit: each clerk is rated by the chief and the other clerk."""
	season, unit = feedback_season("unit"), make_unit()
	chief = make_employee(unit=unit, asn_post_type="Pengawas").name
	clerks = [hand_in(nominate(season, unit=unit, reports_to=chief)) for _ in range(2)]
	left = make_employee(unit=unit, status="Left", relieving_date="2025-01-01").name
	done = open_forms(season.name)
	assert (done["opened"], done["existing"], done["left_out"]) == (4, 0, [])
	asked = set(asked_about([one.name for one in clerks]))
	expected = {(one.name, chief, "superior") for one in clerks}
	expected |= {(clerks[0].name, clerks[1].employee, "peer"), (clerks[1].name, clerks[0].employee, "peer")}
	assert asked == expected
	assert left not in {employee for _nomination, employee, _relation in asked}
	open_window(season.name)
	request = frappe.get_last_doc("Feedback Request", {"nomination": clerks[0].name, "relation": "peer"})
	answer(request, "80")
	assert (set_of(request).value, request.variant, request.status) == ("80.0000", "lainnya", "Pending")
	assert (open_forms(season.name)["opened"], open_forms(season.name)["existing"]) == (0, 4)


def test_nobody_under_discipline_is_rated_or_rates() -> None:
	season, unit = feedback_season("unit"), make_unit()
	clean, barred = (hand_in(nominate(season, unit=unit)) for _ in range(2))
	store(
		"Disciplinary Record",
		employee=barred.employee,
		employee_name="Sedang Diperiksa",
		kind="Disciplinary",
		status="Serving",
	)
	done = open_forms(season.name)
	assert (done["opened"], done["left_out"]) == (0, ["Sedang Diperiksa"])
	colleague = make_employee(unit=unit).name
	assert open_forms(season.name)["opened"] == 1
	assert [employee for _nomination, employee, _relation in asked_about([clean.name])] == [colleague]


def test_forms_are_opened_by_staff_for_those_who_stand_in_the_season() -> None:
	season = feedback_season("unit")
	assert frappe._("Submit the nominations first") in refused(open_forms, season.name)
	hand_in(nominate(season, unit=make_unit()))
	for role in ("Awards Assessor", "Nominating Unit", "Employee", "Awards Auditor"):
		with acting(make_user(role)), pytest.raises(frappe.PermissionError):
			open_forms(season.name)
	with acting(make_user("Awards Secretariat")):
		assert open_forms(season.name)["opened"] == 0


def test_where_contributors_are_chosen_no_forms_are_opened() -> None:
	season = feedback_season("unit")
	hand_in(nominate(season, unit=make_unit()))
	frappe.db.set_value("Contributor Rule", {"scheme": season.scheme}, "everyone", 0)
	frappe.local.ntb_awards_schemes = {}
	frappe.clear_document_cache("Contributor Rule")
	assert frappe._("contributors are chosen") in refused(open_forms, season.name)
