"""patches.txt: each line names code that exists."""

from __future__ import annotations

import ast

from tests.artefacts.files import APP, ROOT

LINES = [
	line.split("#", 1)[0].strip()
	for line in (APP / "patches.txt").read_text().splitlines()
	if line.split("#", 1)[0].strip() and not line.startswith("[")
]


def _source(dotted: str) -> ast.Module | None:
	"""The parsed module a dotted path names, or None."""
	path = ROOT.joinpath(*dotted.split("."))
	for file in (path.with_suffix(".py"), path / "__init__.py"):
		if file.is_file():
			return ast.parse(file.read_text())
	return None


def test_both_sections_are_there() -> None:
	text = (APP / "patches.txt").read_text()
	assert "[pre_model_sync]" in text and "[post_model_sync]" in text


def test_no_line_stands_twice() -> None:
	text = [line.strip() for line in (APP / "patches.txt").read_text().splitlines() if line.strip()]
	assert len(text) == len(set(text))


def test_patches_name_existing_code() -> None:
	wrong = [line for line in LINES if not _exists(line)]
	assert not wrong, f"no such code: {wrong}"


def _exists(line: str) -> bool:
	if not line.startswith("execute:"):
		tree = _source(line)
		return tree is not None and any(
			isinstance(node, ast.FunctionDef) and node.name == "execute" for node in tree.body
		)
	nodes = list(ast.walk(ast.parse(line.removeprefix("execute:"))))
	modules = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
	modules += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
	return all(_source(name) for name in modules if name.startswith("ntb_awards"))
