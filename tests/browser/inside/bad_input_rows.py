"""What is stored of a season's nominations: their values, documents, files, and what lies on the disk.

    python bad_input_rows.py SITE '{"season": code}'

Prints {"nominations": [values], "documents": [values], "files": [values], "disk": [names of files], "errors":
number of entries in the Error Log} on the last line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import frappe
from frappe.utils import get_files_path

PARTS = ("Nomination", "Supporting Document")


def look(wanted: dict[str, Any]) -> dict[str, Any]:
	nominations = rows("Nomination", {"season": wanted["season"]})
	names = [row["name"] for row in nominations] or [""]
	documents = rows("Supporting Document", {"nomination": ("in", names)})
	return {
		"nominations": nominations,
		"documents": documents,
		"files": rows("File", {}),
		"disk": sorted(path.name for path in on_disk()),
		"errors": frappe.db.count("Error Log"),
	}


def rows(doctype: str, filters: dict[str, Any]) -> list[dict[str, Any]]:
	return frappe.get_all(doctype, filters, ["*"], order_by="name")


def on_disk() -> list[Path]:
	folders = (Path(get_files_path(is_private=private)) for private in (0, 1))
	return [path for folder in folders for path in folder.iterdir() if path.is_file()]


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	seen = look(json.loads(sys.argv[2]))
	frappe.destroy()
	print(json.dumps(seen, default=str))
