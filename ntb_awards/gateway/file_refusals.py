"""How a file is refused: one exception, one sentence with what to do about it."""

from __future__ import annotations

from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import escape_html


class FileRefusedError(frappe.ValidationError):
	"""A file that is not taken, whatever door it came by."""


# No file name is longer on the disk.
MOST_SHOWN = 80


def refuse(name: str, reason: str, *values: str | int) -> NoReturn:
	"""`reason`: what is the matter and what to do: a sentence with {0} for the name, {1} … for values."""
	frappe.throw(reason.format(shown(name), *values), FileRefusedError, title=_("File Not Accepted"))


def shown(name: str) -> str:
	"""The name as a message may carry it: no mark-up, nothing unprintable, not endless."""
	printable = "".join(one for one in name if one.isprintable())
	text = printable if len(printable) <= MOST_SHOWN else printable[:MOST_SHOWN] + "…"
	return frappe.bold(escape_html(text))
