"""Levels, quotas, panels, groups, rewards and weights left to the panel: stored and read back."""

from __future__ import annotations

from typing import Any

import frappe
import pytest

from ntb_awards.gateway import schemes
from ntb_awards.ntb_awards.doctype.award_scheme import award_scheme as doors
from ntb_awards.selection.scheme import parse_scheme
from tests.site.builders_rules import make_award_scheme, make_award_season, refused, scheme_file
from tests.site.builders_schemes import ELEMENT, full_file


def test_every_part_is_read_back_as_it_was_given() -> None:
	data = full_file()
	name = schemes.import_scheme(data)
	assert schemes.load_scheme(name) == parse_scheme(data)
	exported = schemes.export_scheme(name)
	for part in ("quotas", "panel", "rewards", "level", "proposes_to", "participation", "notice_days"):
		assert exported[part] == data[part]
	assert exported["stages"][0].get("instrument") is None
	assert parse_scheme(exported) == parse_scheme(data)


def test_what_goes_without_saying_is_not_exported() -> None:
	exported = schemes.export_scheme(make_award_scheme().name)
	for part in ("panel", "quotas", "rewards", "level", "participation", "notice_days", "once_a_year"):
		assert part not in exported
	assert "set_by_panel" not in exported["stages"][0] and "groups" not in exported["stages"][0]
	assert "layout" not in exported["instruments"][0]
	assert "scope" not in exported["contributor_rules"][0]["relations"][0]


def test_false_in_a_condition_is_kept() -> None:
	condition = {"test": "compare", "fact": "seconded", "op": "is", "value": False}
	data = scheme_file(
		eligibility_rules=[{"code": "tetap", "title": "x", "condition": condition, "basis": "1"}]
	)
	assert (
		schemes.export_scheme(schemes.import_scheme(data))["eligibility_rules"][0]["condition"] == condition
	)


@pytest.mark.parametrize(
	("panel", "told"),
	[
		({"basis": "8"}, {"min_members": 1, "basis": "8"}),
		({"basis": "8", "elements": [ELEMENT]}, {"elements": [ELEMENT]}),
		(None, None),
	],
)
def test_a_panel_rule_is_there_when_anything_of_it_is(panel, told) -> None:
	scheme = schemes.load_scheme(make_award_scheme(panel=panel).name)
	if told is None:
		assert scheme.panel is None
	else:
		assert told.items() <= (scheme.panel.model_dump(mode="json", exclude={"elements"}) | panel).items()


def test_a_panel_rule_written_in_the_desk() -> None:
	doc = make_award_scheme()
	doc.update({"panel_odd": 1, "panel_elements": [{"title": "Unsur Praktisi"}]})
	doc.save()
	panel = schemes.load_scheme(doc.name).panel
	assert (panel.min_members, panel.max_members, panel.odd) == (1, None, True)
	assert [(one.title, one.required) for one in panel.elements] == [("Unsur Praktisi", True)]


def open_file(**changes: Any) -> dict[str, Any]:
	"""A scheme that leaves the weight of its second stage, and of its one criterion, to the panel."""
	data = scheme_file(**changes)
	data["stages"][0]["weight"] = "0"
	data["stages"][1]["weight"] = "0"
	for stage in data["stages"]:
		stage["set_by_panel"] = True
	row = data["instruments"][0]["criteria"][0]
	del row["weight"]
	row["set_by_panel"] = True
	return data


def test_open_weights_are_imported_told_and_refused_at_opening() -> None:
	name = schemes.import_scheme(open_file())
	criterion = schemes.load_scheme(name).instruments[0].criteria[0]
	assert (criterion.weight, criterion.set_by_panel) == (0, True)
	told = [problem["text"] for problem in doors.check(name)["problems"]]
	assert len([text for text in told if "has not set the weight" in text]) == 3
	season = make_award_season(name)
	season.status = "Open"
	assert "has not set the weight of 'Sidang'" in refused(season.save)


def test_weights_that_the_panel_has_set_open_the_season() -> None:
	name = schemes.import_scheme(open_file())
	doc = frappe.get_doc("Award Scheme", name)
	doc.stages[0].weight, doc.stages[1].weight = 60, 40
	doc.save()
	instrument = frappe.get_doc("Assessment Instrument", f"{name}-form")
	instrument.criteria[0].weight = 100
	instrument.save()
	season = make_award_season(name)
	season.status = "Open"
	season.save()
	assert frappe.db.get_value("Award Scheme", name, "status") == "In Use"


def test_other_faults_of_a_scheme_with_open_weights_are_still_refused() -> None:
	data = open_file()
	data["stages"][0]["instrument"] = "lain"
	message = refused(schemes.import_scheme, data)
	assert "Instrument 'lain' does not exist" in message
	assert "weight" not in message


@pytest.mark.parametrize(
	("field", "value"),
	[("proposes_to", "Tingkat Nasional"), ("level", None)],
)
def test_the_scheme_above_is_named_by_its_code(field, value) -> None:
	doc = make_award_scheme()
	doc.set(field, value)
	if value is None:
		doc.save()
		assert schemes.load_scheme(doc.name).level == ""
	else:
		assert "is not a code" in refused(doc.save)


def test_a_category_without_recommender() -> None:
	doc = frappe.get_doc(
		{"doctype": "Award Category", "scheme": make_award_scheme().name, "code": "bebas", "title": "Bebas"}
	).insert()
	assert schemes.load_scheme(doc.scheme).category("bebas").recommender is None
