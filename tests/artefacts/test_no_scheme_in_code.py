"""A selection is data: no code or title of a shipped scheme is written in Python or JavaScript."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.artefacts.files import APP, ROOT, doctypes, project_files

LISTS = (
	*("categories", "stages", "document_requirements", "instruments", "eligibility_rules", "bonuses"),
	*("quotas", "contributor_rules", "weight_groups", "rewards"),
)
# Names this long say what they say inside a longer sentence, too.
LONG = 12
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
		found |= set(institutions(scheme))
		for part in (part for key in LISTS for part in scheme.get(key, [])):
			found |= {part["title"], part.get("code") or part["title"]}
	return found - FRAPPE - vocabulary()


def institutions(scheme: dict) -> Iterator[str]:
	"""Who organises, proposes, recommends or chairs by the rules."""
	yield from (name for quota in scheme.get("quotas", ()) for name in quota.get("proposers", ()))
	yield from (row["recommender_title"] for row in scheme["categories"] if row.get("recommender_title"))
	yield from filter(None, [scheme.get("panel", {}).get("chair_post"), scheme.get("source_document")])


def samples() -> set[str]:
	"""Organisers and units of the sample seasons."""
	folder = ROOT / "fixtures"
	found = {json.loads(file.read_text())["organiser"] for file in folder.rglob("season.json")}
	for file in folder.rglob("units.csv"):
		found |= {row["name"] for row in csv.DictReader(file.read_text().splitlines())}
	return found


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


def says(text: str, name: str) -> bool:
	"""Whether a text is the name, or has it inside where the name is of several words."""
	if text == name:
		return True
	several = len(name) >= LONG and (" " in name or "_" in name)
	return several and name in text and re.search(rf"\b{re.escape(name)}\b", text) is not None


def test_no_scheme_names_in_code() -> None:
	"""No program outside the tests says a category, stage, document, institution or scheme."""
	code = [file for file in project_files() if file.suffix in {".py", ".js"}]
	ours = [file for file in code if file.relative_to(ROOT).parts[0] != "tests"]
	forbidden = names() | samples()
	found = [
		f"{file.relative_to(ROOT)}:{line}: {text!r} ({name})"
		for file in ours
		for line, text in literals(file)
		for name in sorted(forbidden)
		if says(text, name)
	]
	assert len(ours) > 100 and len(forbidden) > 200
	assert not found, "\n".join(found)


def test_a_name_is_found_alone_and_within_a_sentence() -> None:
	assert says("Uji Publik", "Uji Publik") and says("Hasil Seleksi Administrasi ini", "Seleksi Administrasi")
	assert not says("Hasil guru ini", "guru") and not says("PraSeleksi Administrasi", "Seleksi Administrasi")
