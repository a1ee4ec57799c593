"""The files of the project, found once for the tests that read them."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "ntb_awards"
MODULE = APP / "ntb_awards"
NOT_OURS = {".git", ".venv", "out", "build", "dist", "node_modules", "__pycache__"}
CACHES = {".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache"}


@cache
def project_files() -> tuple[Path, ...]:
	"""Every file that is, or would be, committed; every file at all where there is no git."""
	command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
	try:
		listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
		names = [ROOT / name for name in listed.split("\0") if name]
	except (OSError, subprocess.CalledProcessError):
		names = [file for file in ROOT.rglob("*") if not {*NOT_OURS, *CACHES} & set(file.parts)]
	return tuple(sorted(file for file in names if file.is_file()))


@cache
def doctypes() -> dict[str, dict]:
	"""The shipped DocTypes: name → the content of the JSON file."""
	found = {}
	for file in sorted((MODULE / "doctype").glob("*/*.json")):
		content = json.loads(file.read_text())
		if content.get("doctype") == "DocType":
			found[content["name"]] = content
	return found
