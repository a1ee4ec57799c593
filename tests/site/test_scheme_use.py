"""Schemes in use: frozen, versioned, deleted or not, and who may do what with them."""

from __future__ import annotations

import json

import frappe
import pytest

from ntb_awards.gateway import schemes
from ntb_awards.ntb_awards.doctype.award_scheme import award_scheme as doors
from tests.site.builders import make_user
from tests.site.builders_rules import make_award_scheme, make_award_season, refused, scheme_file

PARTS = {"Award Category": 2, "Assessment Instrument": 1, "Contributor Rule": 1}


def counts(scheme: str) -> dict[str, int]:
	return {doctype: frappe.db.count(doctype, {"scheme": scheme}) for doctype in PARTS}


# ── in use ────────────────────────────────────────────────────────────────────────────────────────────


def in_use() -> str:
	scheme = make_award_scheme()
	scheme.start_use()
	return scheme.name


@pytest.mark.parametrize(
	"change",
	[
		lambda scheme: scheme.set("title", "Lain"),
		lambda scheme: scheme.stages[0].set("weight", 61),
		lambda scheme: scheme.stages[0].set("blind", 1),
		lambda scheme: scheme.set("stages", scheme.stages[:1]),
		lambda scheme: scheme.append("tie_steps", {"stage": "sidang"}),
		lambda scheme: scheme.activities[0].set("ends_on", "2025-11-08"),
	],
)
def test_a_scheme_in_use_is_frozen(change) -> None:
	scheme = frappe.get_doc("Award Scheme", in_use())
	change(scheme)
	assert "Make a new version" in refused(scheme.save)


def test_a_scheme_in_use_may_be_saved_unchanged() -> None:
	"""Values that come from a form as text are the same values."""
	stored = frappe.get_doc("Award Scheme", in_use())
	form = frappe.get_doc(json.loads(stored.as_json()))
	form.stages[0].weight = "60"
	form.save()


@pytest.mark.parametrize("doctype", PARTS)
def test_parts_of_a_scheme_in_use_are_frozen(doctype) -> None:
	scheme = in_use()
	part = frappe.get_doc(
		doctype, frappe.get_all(doctype, {"scheme": scheme}, pluck="name", order_by="name")[0]
	)
	part.title = "Lain"
	assert "Make a new version" in refused(part.save)
	assert "Make a new version" in refused(frappe.delete_doc, doctype, part.name)
	copy = frappe.copy_doc(part)
	copy.code = "tambahan"
	assert "Make a new version" in refused(copy.insert)


def test_an_unsound_scheme_cannot_come_into_use() -> None:
	scheme = make_award_scheme()
	scheme.stages[0].update({"weight": 50, "instrument": None})
	scheme.save()
	message = refused(scheme.start_use)
	assert "total 90, not 100" in message and "has no instrument" in message
	assert frappe.db.get_value("Award Scheme", scheme.name, "status") == "Draft"


def test_status_and_rules_do_not_change_together() -> None:
	"""Else soundness would be judged on what is stored, and something else be put in use."""
	scheme = make_award_scheme()
	scheme.stages[0].weight = 1
	scheme.status = "In Use"
	assert "Save your changes" in refused(scheme.save)


def test_no_way_back_from_use() -> None:
	scheme = frappe.get_doc("Award Scheme", in_use())
	scheme.status = "Draft"
	assert "new version" in refused(scheme.save)
	doors.retire(scheme.name)
	scheme.reload()
	scheme.status = "In Use"
	assert "new version" in refused(scheme.save)


def test_a_new_scheme_begins_as_draft() -> None:
	scheme = frappe.new_doc("Award Scheme")
	scheme.update({"code": "baru", "title": "Baru", "version": 1, "status": "In Use", "workflow": None})
	assert scheme.insert().status == "Draft"


def test_deleting_takes_the_parts_along_unless_used() -> None:
	scheme = make_award_scheme()
	frappe.delete_doc("Award Scheme", scheme.name)
	assert counts(scheme.name) == dict.fromkeys(PARTS, 0)
	used = make_award_scheme()
	make_award_season(used.name)
	assert "cannot be deleted" in refused(frappe.delete_doc, "Award Scheme", used.name)
	assert counts(used.name) == PARTS


def test_deleting_in_use_is_refused() -> None:
	assert "cannot be deleted" in refused(frappe.delete_doc, "Award Scheme", in_use())


# ── versions and doors ────────────────────────────────────────────────────────────────────────────────


def test_a_new_version_has_everything_and_may_be_changed() -> None:
	source = in_use()
	category = frappe.db.get_value("Award Category", {"scheme": source}, "name")
	frappe.db.set_value("Award Category", category, "contributor_rule", f"{source}-atasan")
	schemes.forget_schemes()
	name = doors.new_version(source)
	assert name == "kecil-v2"
	assert counts(name) == PARTS
	old, new = schemes.export_scheme(source), schemes.export_scheme(name)
	assert new == old | {"version": 2}
	copy = frappe.get_doc("Award Scheme", name)
	assert copy.status == "Draft" and copy.stages[0].instrument == f"{name}-form"
	copy.title = "Versi Kedua"
	copy.save()
	assert doors.new_version(source) == "kecil-v3"


def test_import_door_reads_what_export_gave() -> None:
	exported = doors.export_json(make_award_scheme().name)
	assert doors.import_json(json.dumps(exported | {"version": 7})) == "kecil-v7"
	assert "not JSON" in refused(doors.import_json, "{")
	assert "not a scheme" in refused(doors.import_json, "[]")


READ_ONLY = ("Awards Secretariat", "Awards Assessor", "Awards Auditor", "Nominating Unit")


@pytest.mark.parametrize("role", READ_ONLY)
def test_only_administrators_change_schemes(role, as_user) -> None:
	scheme = make_award_scheme()
	with as_user(make_user(role)):
		assert doors.check(scheme.name)["problems"] == []
		for action in (
			lambda: doors.new_version(scheme.name),
			lambda: doors.build_workflow(scheme.name, overwrite=True),
			lambda: doors.retire(scheme.name),
			lambda: doors.import_json(json.dumps(scheme_file(version=9))),
			lambda: frappe.get_doc("Award Scheme", scheme.name).save(),
			lambda: frappe.delete_doc("Award Scheme", scheme.name),
		):
			with pytest.raises(frappe.PermissionError):
				action()


@pytest.mark.parametrize("method", ["check", "export_json", "new_version", "build_workflow", "retire"])
def test_outsiders_get_nothing(method, as_user) -> None:
	scheme = make_award_scheme()
	with as_user(make_user("Employee")), pytest.raises(frappe.PermissionError):
		getattr(doors, method)(scheme.name)


def test_assessors_do_not_export(as_user) -> None:
	scheme = make_award_scheme()
	with as_user(make_user("Awards Assessor")), pytest.raises(frappe.PermissionError):
		doors.export_json(scheme.name)


def test_an_administrator_may(as_user) -> None:
	scheme = make_award_scheme()
	with as_user(make_user("Awards Administrator")):
		assert doors.new_version(scheme.name) == "kecil-v2"
		assert doors.export_json(scheme.name)["code"] == "kecil"
		assert doors.build_workflow(scheme.name) == "Nomination"
		assert doors.import_json(json.dumps(scheme_file(version=9))) == "kecil-v9"
