"""hooks.py: every dotted path is something that exists, and the app is known to the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

import frappe

from ntb_awards import hooks

DOTTED = re.compile(r"^ntb_awards(\.\w+)+$")


def paths(value: object) -> Iterator[str]:
	if isinstance(value, str):
		if DOTTED.match(value):
			yield value
	elif isinstance(value, dict):
		for part in (*value.keys(), *value.values()):
			yield from paths(part)
	elif isinstance(value, list | tuple | set):
		for part in value:
			yield from paths(part)


def test_paths_exist() -> None:
	live = {key: value for key, value in vars(hooks).items() if not key.startswith("_")}
	found = {path: callable(frappe.get_attr(path)) for path in paths(live)}
	assert found and all(found.values()), found


def test_installed_after_what_it_needs() -> None:
	installed = frappe.get_installed_apps()
	assert installed.index("ntb_awards") > max(installed.index(app) for app in hooks.required_apps)


def test_every_live_key_has_a_value() -> None:
	empty = [key for key, value in vars(hooks).items() if not key.startswith("_") and value in ("", [], {})]
	assert not empty
