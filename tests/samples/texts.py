"""How the files of a sample are written: the same bytes each time, one record a line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any


def tree_text(content: dict[str, Any]) -> str:
	return json.dumps(content, ensure_ascii=False, indent="\t") + "\n"


def records_text(rows: list[dict[str, Any]]) -> str:
	"""One record a line, so that a change is one changed line."""
	lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
	return f"[\n{lines}\n]\n" if rows else "[]\n"


def table_text(rows: list[dict[str, str]]) -> str:
	text = io.StringIO()
	writer = csv.DictWriter(text, rows[0], lineterminator="\n")
	writer.writeheader()
	writer.writerows(rows)
	return text.getvalue()


def write(files: dict[str, str], folder: Path) -> None:
	folder.mkdir(parents=True, exist_ok=True)
	for name, content in files.items():
		(folder / name).write_text(content, encoding="utf-8", newline="\n")
