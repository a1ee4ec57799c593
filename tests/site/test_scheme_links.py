"""Check tells of each problem, and of each value to be confirmed, where in the desk it stands."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.gateway.scheme_places import Place, place_of
from ntb_awards.gateway.scheme_reading import scheme_data
from ntb_awards.gateway.schemes import import_scheme
from ntb_awards.ntb_awards.doctype.award_scheme import award_scheme as doors
from ntb_awards.selection.scheme import shipped_schemes
from tests.site.builders_rules import HUMAN, make_award_scheme, make_user, scheme_file
from tests.site.builders_schemes import PANEL, QUOTAS

SCHEME, CATEGORY, INSTRUMENT, RULE = (
	"Award Scheme",
	"Award Category",
	"Assessment Instrument",
	"Contributor Rule",
)
NAME = "kecil-v1"


def place(path: str) -> Place:
	return place_of(NAME, scheme_data(NAME), path)


def make_rich_scheme() -> None:
	data = scheme_file(panel=PANEL, quotas=QUOTAS, tie_steps=[{"stage": "sidang", "basis": "1"}])
	data["categories"][0]["group"] = "tenaga"
	import_scheme(data)
	instrument = frappe.get_doc(INSTRUMENT, f"{NAME}-form")
	instrument.append("variants", {"code": "semua", "title": "Semua", "condition": frappe.as_json(HUMAN)})
	instrument.criteria[0].update({"suggest_source": "education", "suggest_table": "{}"})
	instrument.append("levels", {"criterion": "isi", "value": 1, "label": "Kurang"})
	instrument.save()


@pytest.mark.parametrize(
	("path", "expected"),
	[
		("places", Place(SCHEME, NAME, fieldname="places")),
		("stages", Place(SCHEME, NAME, "stages")),
		("stages.sidang", Place(SCHEME, NAME, "stages", 2)),
		("stages.sidang.weight", Place(SCHEME, NAME, "stages", 2, "weight")),
		("stages.sidang.unknown", Place(SCHEME, NAME, "stages", 2)),
		("stages.hilang.weight", Place(SCHEME, NAME, "stages")),
		("activities.2", Place(SCHEME, NAME, "activities", 2)),
		("tie_steps.0.basis", Place(SCHEME, NAME, "tie_steps", 1, "basis")),
		(
			"eligibility_rules.pantas.condition.question",
			Place(SCHEME, NAME, "eligibility_rules", 1, "condition"),
		),
		("quotas.daerah.each", Place(SCHEME, NAME, "quotas", 2, "each")),
		("panel", Place(SCHEME, NAME)),
		("panel.max_members", Place(SCHEME, NAME, fieldname="panel_max_members")),
		("panel.elements", Place(SCHEME, NAME, "panel_elements")),
		("panel.elements.1.basis", Place(SCHEME, NAME, "panel_elements", 2, "basis")),
		("categories", Place(SCHEME, NAME, fieldname="categories_html")),
		("categories.hilang", Place(SCHEME, NAME, fieldname="categories_html")),
		(
			"categories.khusus.contributor_rule",
			Place(CATEGORY, f"{NAME}-khusus", fieldname="contributor_rule"),
		),
		("instruments.form", Place(INSTRUMENT, f"{NAME}-form")),
		("instruments.form.criteria.isi.weight", Place(INSTRUMENT, f"{NAME}-form", "criteria", 1, "weight")),
		(
			"instruments.form.criteria.isi.suggestion.basis",
			Place(INSTRUMENT, f"{NAME}-form", "criteria", 1, "suggest_basis"),
		),
		(
			"instruments.form.criteria.isi.suggestion",
			Place(INSTRUMENT, f"{NAME}-form", "criteria", 1, "suggest_source"),
		),
		("instruments.form.levels", Place(INSTRUMENT, f"{NAME}-form", "levels")),
		("instruments.form.levels.0.basis", Place(INSTRUMENT, f"{NAME}-form", "levels", 1, "basis")),
		(
			"contributor_rules.atasan.relations.0.weight_basis",
			Place(RULE, f"{NAME}-atasan", "relations", 1, "weight_basis"),
		),
	],
)
def test_every_path_leads_to_its_row(path, expected) -> None:
	make_rich_scheme()
	assert place(path) == expected


def test_check_gives_each_problem_its_row() -> None:
	doc = make_award_scheme()
	doc.stages[1].update({"weight": 30, "instrument": None})
	doc.append("stages", {"code": "jejak", "title": "Rekam Jejak", "kind": "Track Record"})
	doc.save()
	instrument = frappe.get_doc(INSTRUMENT, f"{NAME}-form")
	instrument.append("criteria", {"code": "gaya", "title": "Gaya", "maximum": 10})
	instrument.save()
	found = {problem["text"]: problem for problem in doors.check(NAME)["problems"]}
	where = [
		(one["doctype"], one["name"], one["table"], one["row"], one["fieldname"]) for one in found.values()
	]
	assert (SCHEME, NAME, "stages", None, None) in where
	assert (SCHEME, NAME, "stages", 2, "instrument") in where
	assert (SCHEME, NAME, "stages", 3, "decided_with") in where
	assert (INSTRUMENT, f"{NAME}-form", "criteria", 2, None) in where
	assert any("total 90, not 100" in text for text in found)


def test_check_names_gaps_where_they_are() -> None:
	doc = make_award_scheme()
	doc.append("activities", {"number": 3, "title": "Pengumuman", "kind": "Announcement"})
	doc.winners = 0
	doc.save()
	places = [(one["table"], one["row"], one["fieldname"]) for one in doors.check(NAME)["problems"]]
	assert places == [(None, None, "winners"), ("activities", 3, None)]


def test_check_tells_of_stages_that_nobody_reaches() -> None:
	doc = make_award_scheme()
	doc.stages[0].update({"advancement": "threshold", "advancement_value": 101})
	doc.save()
	(problem,) = doors.check(NAME)["problems"]
	assert "nobody gets past it" in problem["text"]
	assert (problem["table"], problem["row"], problem["fieldname"]) == ("stages", 1, "advancement_value")


def test_a_wrong_shape_is_found_by_its_row() -> None:
	make_award_scheme()
	frappe.db.set_value("Scheme Stage", {"parent": NAME, "code": "sidang"}, "kind", "Lain")
	problem = doors.check(NAME)["problems"][0]
	assert (problem["table"], problem["row"], problem["fieldname"]) == ("stages", 2, "kind")


def test_assumed_values_have_their_place() -> None:
	make_award_scheme(
		**{"participation_basis": "assumed", "notice_days": 5, "notice_basis": "assumed"},
		panel={"basis": "assumed"},
	)
	rows = {row["what"] or row["section"]: row for row in doors.check(NAME)["assumed"]}
	advancement = rows["Advancement"]
	assert (advancement["item"], advancement["table"], advancement["row"]) == ("Sidang", "stages", 2)
	assert advancement["fieldname"] == "advancement_basis"
	assert (rows["Participation"]["section"], rows["Participation"]["value"]) == ("Levels", "nomination")
	notice = rows["Working days of notice"]
	assert (notice["section"], notice["value"], notice["fieldname"]) == ("Timeline", "5", "notice_basis")
	assert rows["Panel"]["fieldname"] == "panel_basis"
	assert rows["Range"]["doctype"] == INSTRUMENT


def test_what_a_contributor_rule_assumes_and_who_cannot_answer_instead_have_their_place() -> None:
	data = scheme_file()
	data["contributor_rules"][0] |= {"show_comments": True, "comments_basis": "assumed"}
	data["contributor_rules"][0] |= {"nominee_suggests": True, "suggestion_basis": "assumed"}
	import_scheme(data)
	rule = frappe.get_doc(RULE, f"{NAME}-atasan")
	rule.relations[0].update({"fallback": "peer", "fallback_basis": "assumed"})
	rule.save()
	found = doors.check(NAME)
	(problem,) = found["problems"]
	assert "'peer' cannot answer instead" in problem["text"]
	assert (problem["doctype"], problem["row"], problem["fieldname"]) == (RULE, 1, "fallback")
	rows = {row["what"]: (row["value"], row["fieldname"]) for row in found["assumed"]}
	assert rows["Who answers instead"] == ("peer", "fallback_basis")
	assert rows["Comments Are Shown"] == ("", "comments_basis")
	assert rows["Nominee May Suggest Peers"] == ("", "suggestion_basis")


@pytest.mark.parametrize("path", shipped_schemes(), ids=lambda path: path.stem)
def test_every_value_to_confirm_of_a_shipped_scheme_is_found(path) -> None:
	"""No link leads nowhere: each names a document that is there, and a field of it."""
	data = frappe.parse_json(path.read_text(encoding="utf-8"))
	name = frappe.db.exists(SCHEME, f"{data['code']}-v{data['version']}")
	if not name:
		name = import_scheme(data)
	for row in doors.check(name)["assumed"]:
		assert frappe.db.exists(row["doctype"], row["name"])
		meta = frappe.get_meta(row["doctype"])
		assert row["table"] is None or meta.has_field(row["table"])
		assert row["fieldname"], row


def test_who_may_not_read_the_scheme_is_not_told(as_user) -> None:
	make_award_scheme()
	with as_user(make_user("Employee")), pytest.raises(frappe.PermissionError):
		doors.check(NAME)
