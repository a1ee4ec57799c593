"""Times, numbers and texts as the public pages write them, in the language that is being read."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import formatdate

from ntb_awards.gateway import windows
from ntb_awards.gateway.public_seasons import Progress
from ntb_awards.gateway.windows import Window
from ntb_awards.selection.numbers import decimal_text

DECIMAL_COMMA = ("id",)
LONG_DAY = "d MMMM yyyy"


def moment(at: datetime) -> str:
	"""`11 November 2025 23.59 WITA`"""
	return windows.moment_label(at)


def day(on: date) -> str:
	return formatdate(on, LONG_DAY)


def period(window: Window) -> str:
	"""From when until when, the zone named once; the day once where it is the same."""
	opens, closes = window.opens, window.closes
	if opens.date() == closes.date():
		return f"{day(opens.date())}, {opens:%H.%M} – {closes:%H.%M} {windows.zone_name(closes)}"
	return f"{day(opens.date())} {opens:%H.%M} – {moment(closes)}"


def number(value: Decimal | str) -> str:
	"""Without zeros that say nothing, with the comma of the language."""
	text = decimal_text(Decimal(value))
	return text.replace(".", ",") if frappe.local.lang in DECIMAL_COMMA else text


def progress_word(progress: Progress) -> str:
	words = {"done": _("Done"), "now": _("On now"), "to come": _("To come")}
	return words[progress]


def paragraphs(text: str | None) -> list[str]:
	"""The paragraphs of a plain text; a single line break stays one."""
	blocks = (text or "").replace("\r\n", "\n").split("\n\n")
	return [block.strip() for block in blocks if block.strip()]


def initials(name: str) -> str:
	"""What stands where there is no photo: the first letters of the first two names."""
	words = [word for word in name.split(",")[0].split() if word[:1].isalpha() and not word.endswith(".")]
	return "".join(word[0].upper() for word in words[:2])
