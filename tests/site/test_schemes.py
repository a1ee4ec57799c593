"""Schemes: file to documents and back, and what a draft may lack."""

from __future__ import annotations

import json

import frappe
import pytest

from ntb_awards.gateway import schemes
from ntb_awards.ntb_awards.doctype.award_scheme import award_scheme as doors
from ntb_awards.selection.scheme import parse_scheme, shipped_schemes
from tests.site.builders_rules import HUMAN, make_award_scheme, refused, scheme_file

PARTS = {"Award Category": 2, "Assessment Instrument": 1, "Contributor Rule": 1}


def counts(scheme: str) -> dict[str, int]:
	return {doctype: frappe.db.count(doctype, {"scheme": scheme}) for doctype in PARTS}


def problems(scheme: str) -> str:
	return "\n".join(problem["text"] for problem in doors.check(scheme)["problems"])


# ── file → documents → file ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", shipped_schemes(), ids=lambda path: path.stem)
def test_shipped_scheme_comes_out_as_it_went_in(path) -> None:
	data = json.loads(path.read_text(encoding="utf-8")) | {"code": "salinan"}
	name = schemes.import_scheme(data)
	assert schemes.export_scheme(name) == data
	assert schemes.load_scheme(name) == parse_scheme(data)


def test_everything_a_scheme_can_say_survives() -> None:
	"""Blind scoring, points, variants, bonuses, thresholds, limits: nothing is lost on the way."""
	data = scheme_file()
	data["stages"][0] |= {"aggregation": "trimmed_mean", "min_assessors": 3, "decided_with": "sidang"}
	data["stages"][1] |= {"blind": True, "advancement": "threshold", "advancement_value": "60.123456"}
	data["instruments"][0] |= {
		"method": "points",
		"variants": [{"code": "semua", "title": "Semua", "condition": HUMAN, "basis": "1"}],
		"levels": [{"criterion": "isi", "value": "0.5", "label": "Kurang", "basis": "assumed"}],
	}
	data["instruments"][0]["criteria"][0] |= {
		"variant": "semua",
		"suggestion": {"source": "education", "table": {"S1": "80"}, "basis": "assumed"},
	}
	data["bonuses"] = [{"code": "lebih", "title": "Lebih", "points": "2.5", "condition": HUMAN, "basis": "1"}]
	data["document_requirements"] = [
		{
			**{"code": "video", "title": "Video", "kind": "video", "max_minutes": "3", "recent_years": 2},
			**{"categories": ["umum"], "except_categories": ["khusus"], "stage": "sidang", "basis": "1"},
		}
	]
	data["tie_steps"] = [{"stage": "sidang", "basis": "1"}]
	name = schemes.import_scheme(data)
	assert schemes.load_scheme(name) == parse_scheme(data)
	assert parse_scheme(schemes.export_scheme(name)) == parse_scheme(data)


def test_import_lists_every_problem_and_stores_nothing() -> None:
	data = scheme_file()
	data["stages"][0] |= {"weight": "50", "instrument": "lain"}
	message = refused(schemes.import_scheme, data)
	assert "total 90, not 100" in message and "Instrument 'lain' does not exist" in message
	assert not frappe.db.exists("Award Scheme", "kecil-v1")


@pytest.mark.parametrize("weight", [None, "berat", "NaN", "Infinity", 60.0])
def test_import_refuses_what_is_not_a_decimal(weight) -> None:
	data = scheme_file()
	data["stages"][0]["weight"] = weight
	assert "Stages › 0 › Weight" in refused(schemes.import_scheme, data)


def test_import_that_fails_half_way_leaves_nothing() -> None:
	"""A weight with more decimals than a document holds is found when the documents are read back."""
	data = scheme_file()
	data["stages"][0]["weight"], data["stages"][1]["weight"] = "59.99999999999", "40.00000000001"
	assert "stages" in refused(schemes.import_scheme, data)
	assert not frappe.db.exists("Award Scheme", "kecil-v1")
	assert counts("kecil-v1") == dict.fromkeys(PARTS, 0)


def test_import_never_overwrites() -> None:
	make_award_scheme()
	assert "higher version number" in refused(schemes.import_scheme, scheme_file(title="Lain"))
	assert frappe.db.get_value("Award Scheme", "kecil-v1", "title") == "Penghargaan Kecil"


def test_shipped_schemes_are_imported_once() -> None:
	schemes.import_shipped_schemes()
	name = frappe.get_all("Award Scheme", {"code": "ntb_asn_awards_2025"}, pluck="name", order_by="name")[0]
	frappe.db.set_value("Award Scheme", name, "title", "Diubah")
	assert schemes.import_shipped_schemes() == []
	assert frappe.db.get_value("Award Scheme", name, "title") == "Diubah"


def test_loading_is_remembered_until_a_part_changes() -> None:
	scheme = make_award_scheme()
	assert schemes.load_scheme(scheme.name) is schemes.load_scheme(scheme.name)
	category = frappe.get_doc("Award Category", f"{scheme.name}-umum")
	category.title = "Lain"
	category.save()
	assert schemes.load_scheme(scheme.name).category("umum").title == "Lain"
	frappe.delete_doc("Award Category", f"{scheme.name}-khusus")
	assert [one.code for one in schemes.load_scheme(scheme.name).categories] == ["umum"]


# ── drafts and checks ─────────────────────────────────────────────────────────────────────────────────


def test_a_draft_may_be_incomplete_and_check_tells_all_at_once() -> None:
	scheme = frappe.new_doc("Award Scheme")
	scheme.update({"code": "baru", "title": "Baru", "version": 1, "winners": 0})
	scheme.append("stages", {"code": "sidang", "title": "Sidang", "kind": "Panel Score", "weight": 90})
	scheme.append("activities", {"number": 1, "title": "Usulan", "kind": "Submission"})
	scheme.insert()
	for gap in ("no category", "how many winners", "no dates", "has no instrument", "total 90, not 100"):
		assert gap in problems(scheme.name)
	assert "nobody" not in problems(scheme.name)
	assert "no category" in refused(schemes.load_scheme, scheme.name)


def test_check_tells_gaps_of_instruments_and_contributor_rules() -> None:
	scheme = make_award_scheme()
	instrument = frappe.get_doc("Assessment Instrument", f"{scheme.name}-form")
	instrument.criteria = []
	instrument.append("variants", {"code": "semua", "title": "Semua"})
	instrument.save()
	rule = frappe.get_doc("Contributor Rule", f"{scheme.name}-atasan")
	rule.update({"relations": [], "minimum_contributors": 0, "min_group_size": 0})
	rule.save()
	for gap in (
		"has no criteria",
		"for whom it is",
		"names no relation",
		"how many contributors",
		"smallest group",
	):
		assert gap in problems(scheme.name)


def test_check_names_wrong_shapes_by_code() -> None:
	scheme = make_award_scheme()
	scheme.places = 9
	scheme.save()
	assert problems(scheme.name).startswith("Decimal Places: ")
	frappe.db.set_value("Scheme Stage", {"parent": scheme.name, "code": "sidang"}, "kind", "Lain")
	assert "Stages › sidang › Kind" in problems(scheme.name)


def test_stage_titles_must_do_as_workflow_states() -> None:
	scheme = make_award_scheme()
	scheme.stages[1].title = scheme.stages[0].title
	scheme.save()
	assert "Two stages are called 'Berkas'" in problems(scheme.name)
	scheme.stages[1].title = "Winner"
	scheme.save()
	assert "name of a workflow state" in problems(scheme.name)


def test_check_lists_what_is_ours() -> None:
	found = doors.check(make_award_scheme().name)
	rows = {(row["section"], row["item"], row["what"], row["value"]) for row in found["assumed"]}
	assert found["problems"] == []
	assert found["total"] == sum(row["count"] for row in found["assumed"])
	assert (frappe._("Stages"), "Berkas", frappe._("Advancement"), "plenary") in rows


def test_the_form_is_told_how_many_values_are_ours() -> None:
	scheme = make_award_scheme()
	scheme.run_method("onload")
	assert scheme.get_onload("assumed") == doors.check(scheme.name)["total"] > 0


@pytest.mark.parametrize(
	("table", "field", "value", "told"),
	[
		("eligibility_rules", "condition", "{", "not valid JSON"),
		("eligibility_rules", "condition", '{"test": "lain"}', "not a condition"),
		(
			"eligibility_rules",
			"condition",
			'{"test": "compare", "fact": "x", "op": "is", "value": "y"}',
			"not a condition",
		),
		("eligibility_rules", "code", "Dengan Spasi", "is not a code"),
		("eligibility_rules", "categories", "umum, B@d", "is not a code"),
		("stages", "decided_with", "FGD", "is not a code"),
		("stages", "weight", float("inf"), "is not a number"),
		("stages", "weight", float("nan"), "is not a number"),
	],
)
def test_what_can_never_be_right_is_refused_at_once(table, field, value, told) -> None:
	scheme = make_award_scheme()
	scheme.get(table)[0].set(field, value)
	message = refused(scheme.save)
	assert told in message
	assert "row 1" in message


@pytest.mark.parametrize(
	("table", "told"),
	[('["S1"]', "pairs of fact and score"), ('{"S1": "baik"}', "score of 'S1'"), ("{", "not valid JSON")],
)
def test_suggestion_table_must_be_scores(table, told) -> None:
	instrument = frappe.get_doc("Assessment Instrument", f"{make_award_scheme().name}-form")
	instrument.criteria[0].update({"suggest_source": "education", "suggest_table": table})
	assert told in refused(instrument.save)


def test_parts_of_another_scheme_are_refused() -> None:
	one, other = make_award_scheme(), make_award_scheme(code="lain")
	one.stages[0].instrument = f"{other.name}-form"
	assert "another scheme" in refused(one.save)
	category = frappe.get_doc("Award Category", f"{one.name}-umum")
	category.contributor_rule = f"{other.name}-atasan"
	assert "another scheme" in refused(category.save)
