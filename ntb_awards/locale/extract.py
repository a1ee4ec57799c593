"""What translators get to read: the extractors that `bench generate-pot-file --app ntb_awards` runs.

They are named in `babel_extractors.csv` and need Babel but no Frappe: a test can repeat them anywhere.
A message is (line, function, text or (context, text), comments), as Babel wants it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import IO, Any

from babel.messages.extract import extract_python

Found = tuple[int | None, str, Any, list[str]]

# Words that other apps use in another sense. On our forms they are translated by DocType, the context that
# Frappe's forms ask for, and what the others made of them stays as it is.
IN_CONTEXT = {
	"Attendance",
	"Content",
	"Level",
	"Missing",
	"Open",
	"Position",
	"Records",
	"Remark",
	"Score",
	"Stop",
	"Template",
	"Timeline",
	"Unit",
	"Weight",
}
# The same for words that mean two things within this app.
IN_CONTEXT_OF = {("Nomination", "Rank"), ("Public Response", "Pending")}

JS_CALL = re.compile(r'\b__\(\s*(?=["\'`])')
JS_TEXT = re.compile(r'("(?:[^"\\\n]|\\.)*")\s*(?:,\s*null\s*,\s*("(?:[^"\\\n]|\\.)*")\s*)?(?=[,)])')


def python(
	fileobj: IO[bytes], keywords: Any, comment_tags: Collection[str], options: dict
) -> Iterator[Found]:
	"""`_("text")` and `_("text", context="context")`."""
	for line, function, texts, comments in extract_python(fileobj, keywords, comment_tags, options):
		if function == "_" and isinstance(texts, tuple) and len(texts) > 1:
			function, texts = "pgettext", (texts[-1], texts[0])
		yield line, function, texts, comments


def javascript(fileobj: IO[bytes], *_rest: Any, **_options: Any) -> Iterator[Found]:
	"""`__("text")`, `__("text {0}", [values])` and `__("text", null, "context")`, also in template strings.

	Raises ValueError for a text that is put together or not in double quotes.
	"""
	code = fileobj.read().decode("utf-8")
	for call in JS_CALL.finditer(code):
		line = code.count("\n", 0, call.start()) + 1
		found = JS_TEXT.match(code, call.end())
		if not found:
			raise ValueError(
				f"{getattr(fileobj, 'name', 'script')}, line {line}: give __() one text in double quotes"
			)
		text, context = (json.loads(part) if part else "" for part in found.groups())
		if text:
			yield _found(line, text, context)


def doctype(fileobj: IO[bytes], *_rest: Any, **_options: Any) -> Iterator[Found]:
	"""Names, labels, descriptions, options and roles of a DocType."""
	content = json.load(fileobj)
	if not isinstance(content, dict) or content.get("doctype") != "DocType":
		return
	name = content["name"]
	yield _plain(name, "Name of a DocType")
	if content.get("description"):
		yield _plain(content["description"], f"Description of the DocType '{name}'")
	for field in content["fields"]:
		for text, comment in _of_field(field):
			yield _of_doctype(name, text, f"{comment} in DocType '{name}'")
	for link in content.get("links", []):
		if link.get("group"):
			yield _plain(link["group"], f"Group in the connections of '{name}'")
	for permission in content.get("permissions", []):
		yield _plain(permission["role"], "Name of a role")


def _of_field(field: dict) -> Iterator[tuple[str, str]]:
	what = f"the {field['fieldtype']} field '{field['fieldname']}'"
	if field.get("label"):
		yield field["label"], f"Label of {what}"
	if field.get("description"):
		yield field["description"], f"Description of {what}"
	if field["fieldtype"] == "Select" and field["fieldname"] != "naming_series":
		for option in (field.get("options") or "").split("\n"):
			if option and not option.isdigit():
				yield option, f"Option of {what}"
	if field["fieldtype"] == "HTML" and field.get("options"):
		yield field["options"], f"Content of {what}"


def workspace(fileobj: IO[bytes], *_rest: Any, **_options: Any) -> Iterator[Found]:
	"""Labels of a workspace and of a workspace sidebar (Frappe 16)."""
	content = json.load(fileobj)
	name = content.get("label") or content.get("title") or content["name"]
	yield _plain(name, "Name of a workspace")
	for table in ("charts", "number_cards", "links", "shortcuts", "quick_lists", "items"):
		for row in content.get(table, []):
			for field in ("label", "description", "format"):
				if row.get(field):
					yield _plain(row[field], f"{field.capitalize()} in the workspace '{name}'")
	for block in json.loads(content.get("content") or "[]"):
		if block["type"] in ("header", "paragraph"):
			yield _plain(block["data"]["text"], f"{block['type'].capitalize()} in the workspace '{name}'")


def report(fileobj: IO[bytes], *_rest: Any, **_options: Any) -> Iterator[Found]:
	content = json.load(fileobj)
	yield _plain(content["report_name"], "Name of a report")


def words(fileobj: IO[bytes], *_rest: Any, **_options: Any) -> Iterator[Found]:
	"""A list of words, one a line: `text` or `text | context`; lines that begin with # are remarks."""
	for number, line in enumerate(fileobj.read().decode("utf-8").splitlines(), 1):
		if line and not line.startswith("#"):
			text, _bar, context = line.partition(" | ")
			yield _found(number, text, context, "Word of Frappe or ERPNext on our screens")


def _of_doctype(doctype: str, text: str, comment: str) -> Found:
	in_context = text in IN_CONTEXT or (doctype, text) in IN_CONTEXT_OF
	return _found(None, text, doctype if in_context else "", comment)


def _plain(text: str, comment: str) -> Found:
	return _found(None, text, "", comment)


def _found(line: int | None, text: str, context: str, comment: str = "") -> Found:
	comments = [comment] if comment else []
	return (line, "pgettext", (context, text), comments) if context else (line, "gettext", text, comments)
