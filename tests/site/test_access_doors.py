"""The other doors: REST, report builder, export, rows of tables, search, print, files, links, names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import frappe
import frappe.client
import pytest
from frappe.desk import reportview
from frappe.desk.form import linked_with
from frappe.desk.form.load import getdoc
from frappe.desk.notifications import get_open_count
from frappe.desk.search import search_link
from frappe.utils.global_search import search as global_search

from ntb_awards import access, hooks
from tests.site.bad_files import pdf
from tests.site.builders_access import Season, grant, make_season, make_sheet, store

TABLES = {
	"Nomination": {"eligibility": [{"rule": "r"}], "stage_results": [{"stage": "s", "value": "81.20"}]},
	"Plenary Minutes": {"decisions": [{"number": 1}], "signatories": [{"signatory_name": "x"}]},
	"Award Grant": {"rewards": [{"reward": "x"}]},
	"Stage Score": {"scores": [{"criterion": "x", "raw": "90"}]},
}


@pytest.fixture
def season() -> Season:
	return make_season()


@pytest.fixture
def form() -> Iterator[Callable[..., list]]:
	"""Asks the report builder's own endpoint."""
	before = frappe.local.form_dict

	def ask(doctype: str, fields: list[str], **more: object) -> list:
		values = {"doctype": doctype, "fields": frappe.as_json(fields), "order_by": "creation", **more}
		frappe.local.form_dict = frappe._dict(values)
		answer = reportview.get()
		return answer["values"] if answer else []

	yield ask
	frappe.local.form_dict = before


def test_every_document_is_registered() -> None:
	assert set(hooks.has_permission) == {"File", *access.RULES}
	assert set(hooks.permission_query_conditions) == {"File", *access.RULES, *access.CHILDREN}


def test_every_document_and_table_that_speaks_of_people_has_a_rule() -> None:
	"""What stands in no rule is a rule document or a season's frame, which all who take part may read."""
	open_to_all = {
		"Award Scheme",
		"Award Category",
		"Assessment Instrument",
		"Contributor Rule",
		"Award Season",
		"Assessment Panel",
	}
	rows = frappe.get_all("DocType", {"module": "NTB Awards"}, ["name", "istable"], order_by="name")
	assert {row.name for row in rows if not row.istable} == set(access.RULES) | open_to_all
	parents = {row.name: _parents(row.name) for row in rows if row.istable}
	ruled = {name for name, of in parents.items() if of & set(access.RULES)}
	assert ruled == set(access.CHILDREN)
	assert all(set(access.CHILDREN[name]) == parents[name] for name in ruled)


def _parents(table: str) -> set[str]:
	fields = {"fieldtype": ("in", ("Table", "Table MultiSelect")), "options": table}
	return set(frappe.get_all("DocField", fields, pluck="parent", order_by="parent"))


def test_rest_read(season: Season, as_user: Callable) -> None:
	with as_user(season.other_unit_user), pytest.raises(frappe.PermissionError):
		frappe.client.get("Nomination", season.first.name)
	with as_user(season.unit_user):
		assert frappe.client.get("Nomination", season.first.name)["name"] == season.first.name


def test_rest_value_and_count(season: Season, as_user: Callable) -> None:
	"""get_value and get_count answer nothing about a foreign nomination."""
	with as_user(season.other_unit_user):
		name = season.first.name
		assert not frappe.client.get_value("Nomination", "employee", {"name": name})
		assert frappe.client.get_count("Nomination", {"name": name}) == 0


@pytest.mark.parametrize("who", ["other_unit_user", "nominee", "narrow", "auditor", "recommender"])
def test_rest_write(as_user: Callable, who: str) -> None:
	"""set_value, bulk update, delete: refused to whoever may not write the nomination."""
	season = make_season("Unit")
	with as_user(getattr(season, who)):
		for action in (
			lambda: frappe.client.set_value("Nomination", season.first.name, "self_description", "x"),
			lambda: frappe.client.delete("Nomination", season.first.name),
		):
			with pytest.raises(frappe.PermissionError):
				action()
	assert frappe.db.get_value("Nomination", season.first.name, "self_description") is None


def test_report_builder_and_export(season: Season, as_user: Callable, form: Callable) -> None:
	names = {season.first.name, season.second.name, season.draft.name}
	with as_user(season.unit_user):
		found = {row[0] for row in form("Nomination", ["name"])}
		assert found & names == {season.first.name, season.draft.name}
		grouped = form("Nomination", ["count(`tabNomination`.`name`) as n", "unit"], group_by="unit")
		assert season.other_unit not in {row[1] for row in grouped}
	with as_user(season.stranger):
		assert not {row[0] for row in form("Nomination", ["name"])} & names


@pytest.mark.parametrize("doctype", TABLES)
def test_rows_of_tables_are_not_listed_past_their_document(
	season: Season, as_user: Callable, doctype: str
) -> None:
	"""Frappe lets whoever may read some document of the kind list the rows of all of them."""
	values = {"season": season.season, "category": season.second.category, "stage": "s", **TABLES[doctype]}
	values |= {"nomination": season.second.name, "employee": season.second.employee}
	stored = store(doctype, **values)
	for row in stored.get_all_children():
		for who in ("nominee", "stranger", "unit_user", "narrow"):
			with as_user(getattr(season, who)):
				assert row.name not in _listed_rows(row.doctype, doctype), f"{row.doctype} to {who}"
		with as_user(season.secretariat):
			assert row.name in _listed_rows(row.doctype, doctype)


def _listed_rows(table: str, parent: str) -> list[str]:
	try:
		return frappe.get_list(
			table, parent_doctype=parent, pluck="name", order_by="creation", limit_page_length=0
		)
	except frappe.PermissionError:
		return []


def test_results_are_not_shown_to_those_who_take_part(season: Season, as_user: Callable) -> None:
	"""Running scores stand on the nomination, which its nominee, unit and assessors may open."""
	season.first.db_set({"final_score": "81.20", "final_rank": 1, "facts_json": "{}"})
	place = {"parent": season.first.name, "parenttype": "Nomination", "parentfield": "stage_results"}
	store("Stage Result", **place, value="81", missing="81", explanation="81")
	hidden = ("final_score", "final_rank", "stage_results", "facts_json")
	of_rows = [f"`tabStage Result`.`{field}`" for field in ("value", "missing", "explanation")]
	for who in ("nominee", "unit_user", "narrow"):
		with as_user(getattr(season, who)):
			document = frappe.client.get("Nomination", season.first.name)
			assert not [field for field in hidden if document.get(field)], who
			for field in ("final_score", *of_rows):
				assert "81" not in str(_fields(season.first.name, field)), who
	for who in ("secretariat", "administrator", "auditor"):
		with as_user(getattr(season, who)):
			document = frappe.client.get("Nomination", season.first.name)
			assert [field for field in hidden if document.get(field)] == list(hidden), who


def _fields(name: str, field: str) -> list:
	try:
		return frappe.get_list("Nomination", {"name": name}, [field], order_by="`tabNomination`.`creation`")
	except frappe.PermissionError:
		return []


def test_form_with_its_comments_and_versions(season: Season, as_user: Callable) -> None:
	with as_user(season.other_unit_user), pytest.raises(frappe.PermissionError):
		getdoc("Nomination", season.first.name)


def test_links_and_global_search_name_nobody_else(season: Season, as_user: Callable) -> None:
	with as_user(season.other_unit_user):
		found = {row["value"] for row in search_link("Nomination", "", page_length=1000)}
		assert season.first.name not in found
		assert not global_search("Calon", doctype="Nomination")
	assert not [field for field in frappe.get_meta("Nomination").fields if field.in_global_search]


def test_connections_show_no_confidential_answers(season: Season, as_user: Callable) -> None:
	answers = store("Assessment 360", nomination=season.first.name, docstatus=1)
	make_sheet(season, season.first, season.narrow, docstatus=1)
	with as_user(season.nominee):
		linked = linked_with.get("Nomination", season.first.name)
		assert answers.name not in str(linked)
		assert answers.name not in str(get_open_count("Nomination", season.first.name))


def test_print(season: Season, as_user: Callable) -> None:
	with as_user(season.other_unit_user), pytest.raises(frappe.PermissionError):
		frappe.get_print("Nomination", season.first.name)


@pytest.fixture
def attached(season: Season) -> Iterator[str]:
	"""A private file of a supporting document of `first`; its File name."""
	document = store("Supporting Document", nomination=season.first.name, requirement="x")
	file = frappe.get_doc(
		doctype="File",
		file_name=f"{document.name}.pdf",
		content=pdf(document.name),
		is_private=1,
		attached_to_doctype="Supporting Document",
		attached_to_name=document.name,
	).insert()
	yield file.name
	Path(file.get_full_path()).unlink(missing_ok=True)


@pytest.mark.parametrize(
	("who", "may"),
	[
		("unit_user", True),
		("narrow", True),
		("nominee", True),
		("recommender", True),
		("secretariat", True),
		("auditor", True),
		("other_recommender", False),
		("other_unit_user", False),
		("other_nominee", False),
		("stranger", False),
	],
)
def test_files_follow_their_document(
	season: Season, attached: str, as_user: Callable, who: str, may: bool
) -> None:
	frappe.db.set_value("File", attached, "owner", "Administrator")
	file = frappe.get_doc("File", attached)
	with as_user(getattr(season, who)):
		assert file.has_permission("read") is may
		assert (attached in frappe.get_list("File", pluck="name", limit_page_length=0)) is may
		assert file.has_permission("write") is (who in ("unit_user", "nominee", "secretariat"))


def test_files_are_closed_to_visitors(attached: str, as_user: Callable) -> None:
	with as_user("Guest"):
		assert not frappe.get_doc("File", attached).has_permission("read")


def test_a_share_is_not_given_by_those_who_only_read(season: Season, as_user: Callable) -> None:
	with as_user(season.unit_user), pytest.raises(frappe.PermissionError):
		frappe.share.add("Nomination", season.first.name, season.stranger, read=1)


def test_one_query_decides_about_a_list(season: Season) -> None:
	"""No condition holds names or numbers of rows: what may be seen is not read beforehand."""
	grant(season.narrow, "Nominating Unit")
	for doctype in access.RULES:
		condition = access.query_conditions(season.narrow, doctype)
		assert season.first.name not in condition and season.unit not in condition
