"""What the engine finds wrong or missing, as messages of the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import frappe
from frappe.utils import escape_html

from ntb_awards.gateway.words import say
from ntb_awards.selection.messages import Message, SelectionError


def text_of(message: Message, names: Mapping[str, str] | None = None) -> str:
	"""The message translated; a value that is a pseudonym in `names` is given its name."""
	values = {key: (names or {}).get(str(value), value) for key, value in message.values.items()}
	return say(Message(message.template, values))


def throw_all(problems: Iterable[str], title: str, exception: type[Exception] | None = None) -> None:
	"""Refuse with every problem found, one below the other; passes if there is none."""
	found = [escape_html(problem) for problem in problems]
	if found:
		several = len(found) > 1
		frappe.throw(
			found if several else found[0],
			exc=exception or frappe.ValidationError,
			title=title,
			as_list=several,
		)


@contextmanager
def refusals(title: str) -> Iterator[Any]:
	"""Show what the engine refuses as a message of the desk."""
	try:
		yield
	except SelectionError as error:
		throw_all((f"{one.path}: {text_of(one.message)}" for one in error.problems), title)
