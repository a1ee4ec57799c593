"""A selection is data: no code or title of a shipped scheme is written in Python or JavaScript."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.artefacts.files import APP, ROOT, doctypes, project_files

LISTS = ("categories", "stages", "document_requirements", "instruments", "eligibility_rules", "bonuses")
# Frappe's own user, whatever a scheme calls its parts.
FRAPPE = {"Administrator"}
LITERAL = re.compile(r"""(["'`])((?:\\.|(?!\1).)*)\1""")


@cache
def names() -> set[str]:
	"""Codes and titles of the schemes and their parts."""
	found: set[str] = set()
	for file in (APP / "schemes").glob("*.json"):
		scheme = json.loads(file.read_text())
		found |= {scheme["code"], scheme["title"], scheme.get("authority") or scheme["title"]}
		for part in (part for key in LISTS for part in scheme.get(key, [])):
			found |= {part["code"], part["title"]}
	return found - FRAPPE - vocabulary()


def vocabulary() -> set[str]:
	"""The words of the app itself, which a scheme may use as codes: field names and the options of fields."""
	fields = [field for content in doctypes().values() for field in content["fields"]]
	words = {field["fieldname"] for field in fields}
	for field in fields:
		if field["fieldtype"] == "Select":
			options = (field.get("options") or "").split("\n")
			words |= {*options, *(option.lower().replace(" ", "_") for option in options)}
	return words


def literals(file: Path) -> Iterator[tuple[int, str]]:
	"""The strings written in a file, with their lines. Docstrings are prose and do not count."""
	text = file.read_text()
	if file.suffix == ".js":
		for number, line in enumerate(text.splitlines(), 1):
			yield from ((number, match.group(2)) for match in LITERAL.finditer(line))
		return
	for node in ast.walk(ast.parse(text)):
		if isinstance(node, ast.Constant) and isinstance(node.value, str):
			yield node.lineno, node.value


def test_no_scheme_names_in_code() -> None:
	code = [file for file in project_files() if file.suffix in {".py", ".js"}]
	ours = [file for file in code if file.relative_to(ROOT).parts[0] in {"ntb_awards", "dev"}]
	found = [
		f"{file.relative_to(ROOT)}:{line}: {text!r}"
		for file in ours
		for line, text in literals(file)
		if text in names()
	]
	assert ours and names()
	assert not found, "\n".join(found)
