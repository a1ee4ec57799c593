"""Tests that need a site are counted one by one among the skipped where there is none, with the reason."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

try:
	import frappe
except ImportError:
	frappe = None

# One site for each process that tests at once; pytest-xdist names them gw0, gw1.
_SITES = os.environ.get("NTB_SITE", "ntb-awards.test").split(",")
SITE = _SITES[int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % len(_SITES)]


def bench() -> Path | None:
	"""The bench whose Python runs these tests; None outside of one."""
	return Path(frappe.__file__).resolve().parents[3] if frappe else None


def no_site() -> str:
	"""Why there is no site to test; "" when there is one."""
	if told := os.environ.get("NTB_NO_BENCH"):
		return told
	if frappe is None:
		return "no bench: this Python has no Frappe"
	if not (bench() / "sites" / SITE / "site_config.json").is_file():
		return f"no site {SITE} in the bench: `make test` makes it"
	return ""


class Skipped(pytest.Item):
	"""Stands for one test of a module that cannot be imported here."""

	def reportinfo(self) -> tuple[Path, int, str]:
		return self.path, 0, self.name

	def runtest(self) -> None:
		raise AssertionError("skipped by its mark")


class SkippedModule(pytest.Module):
	"""A module whose tests are read, not imported, so that each is counted among the skipped."""

	def __init__(self, *, reason: str, **values: Any) -> None:
		super().__init__(**values)
		self.reason = reason

	def collect(self) -> Iterator[pytest.Item]:
		for node in ast.walk(ast.parse(self.path.read_text())):
			if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
				item = Skipped.from_parent(self, name=node.name)
				item.add_marker(pytest.mark.skip(reason=self.reason))
				yield item


def skipped_module(reason: str, module_path: Path, parent: pytest.Collector) -> SkippedModule | None:
	"""What `pytest_pycollect_makemodule` gives: None, the module as it is, when there is no reason."""
	return SkippedModule.from_parent(parent, path=module_path, reason=reason) if reason else None
