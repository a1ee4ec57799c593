"""The shipped DocTypes agree with one another, with their folders, and with what Frappe 15 and 16 ask."""

from __future__ import annotations

import json

import pytest

from tests.artefacts.files import APP, MODULE, doctypes

# DocTypes of Frappe and ERPNext that ours link to.
OUTSIDE = {
	*("Company", "Department", "DocType", "Employee", "Language", "Print Format", "Role", "User"),
	*("Workflow", "Workflow State"),
}
HOLDS_NO_VALUE = {"Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold", "Image"}
TABLES = {"Table", "Table MultiSelect"}
NAMES = sorted(doctypes())


def test_every_json_of_the_app_is_json() -> None:
	for file in APP.rglob("*.json"):
		json.loads(file.read_text())


def test_modules_are_listed() -> None:
	listed = set((APP / "modules.txt").read_text().split("\n")) - {""}
	assert {content["module"] for content in doctypes().values()} <= listed


@pytest.mark.parametrize("name", NAMES)
def test_files_are_where_frappe_looks(name: str) -> None:
	slug = name.replace(" ", "_").replace("-", "_").lower()
	folder = MODULE / "doctype" / slug
	assert (folder / f"{slug}.json").is_file() and (folder / "__init__.py").is_file()
	klass = name.replace(" ", "").replace("-", "")
	assert f"class {klass}(" in (folder / f"{slug}.py").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_fields(name: str) -> None:
	content = doctypes()[name]
	fields = {field["fieldname"]: field for field in content["fields"]}
	assert len(fields) == len(content["fields"]), "a fieldname stands twice"
	assert content.get("field_order", list(fields)) == list(fields), "field_order and fields differ"
	for field in fields.values():
		target, kind = field.get("options", ""), field["fieldtype"]
		if kind in TABLES:
			assert doctypes()[target].get("istable"), f"{field['fieldname']}: {target} is no table"
		elif kind == "Link":
			assert target in doctypes() or target in OUTSIDE, f"{field['fieldname']} links to {target}"
			assert not doctypes().get(target, {}).get("istable"), f"{field['fieldname']} links to a table"
		elif kind not in HOLDS_NO_VALUE:
			assert field.get("label"), f"{field['fieldname']} has no label"


@pytest.mark.parametrize("name", NAMES)
def test_settings(name: str) -> None:
	"""Order as Frappe 16 has it; a title and searched fields that exist; a naming rule."""
	content = doctypes()[name]
	names = {field["fieldname"] for field in content["fields"]} | {"name", "modified", "creation", "owner"}
	assert (content["sort_field"], content["sort_order"]) == ("creation", "DESC")
	told = [content.get("title_field"), *(content.get("search_fields") or "").split(",")]
	assert {field.strip() for field in told if field and field.strip()} <= names
	if not content.get("istable") and not content.get("issingle"):
		assert content.get("autoname") or content.get("naming_rule"), "no naming rule"
		assert content.get("permissions"), "nobody may read it"
