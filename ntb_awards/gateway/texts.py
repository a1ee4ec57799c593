"""What may stand in the texts of a nomination: plain text of a sensible length, whatever door it comes by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import cstr

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

TEXT_LENGTH = 20_000
PROFILE_LENGTH = 2_000
# Field → the most characters it takes.
TEXTS = {
	"innovation_title": 255,
	"innovation_description": TEXT_LENGTH,
	"self_description": TEXT_LENGTH,
	"achievement": TEXT_LENGTH,
	"social_activity": TEXT_LENGTH,
	"public_profile": PROFILE_LENGTH,
	"return_reason": PROFILE_LENGTH,
	"withdrawal_reason": PROFILE_LENGTH,
}
# Names and numbers: here, what no name or letter number contains is refused, too.
NAMES = {
	"recommender_name": 255,
	"recommender_position": 255,
	"recommendation_number": 140,
}
ONE_LINE = {"innovation_title", *NAMES}
MARK_UP = re.compile(r"<[a-zA-Z/!?]")
NOT_IN_A_NAME = re.compile(r"[^\w\s.,:'’`´()/&°–—+-]|--|/\*")
LINE_BREAKS = "\t\n\r"


def check_texts(doc: Nomination) -> None:
	"""Each text that this save changes is plain text of at most so many characters.

	Raises ValidationError with every text that is not; in the response they stand under `problems`,
	fieldname → sentence, so that a page can show each at its field.
	"""
	stored = doc.get_doc_before_save()
	problems = {
		field: problem
		for field in (*TEXTS, *NAMES)
		if cstr(doc.get(field)) != cstr(stored.get(field) if stored else "")
		if (problem := next(_problems(doc, field, cstr(doc.get(field))), None))
	}
	refuse(problems)


def refuse(problems: dict[str, str]) -> None:
	"""Raise ValidationError if there are problems; `problems`: fieldname → sentence."""
	if problems:
		frappe.local.response["problems"] = problems
		frappe.throw(list(problems.values()), title=_("Texts to Correct"), as_list=True)


def _problems(doc: Nomination, field: str, text: str) -> Iterator[str]:
	label = _(doc.meta.get_label(field), context=doc.doctype)
	most = {**TEXTS, **NAMES}[field]
	if len(text) > most:
		yield _("{0}: {1} characters; at most {2} are taken. Shorten it.").format(label, len(text), most)
	if MARK_UP.search(text):
		yield _(
			"{0}: plain text, please. A “<” directly before a letter or a slash is read as HTML mark-up."
		).format(label)
	if any(_is_control(character, field) for character in text):
		yield _("{0}: it contains characters that cannot be shown. Type that part again.").format(label)
	if field in NAMES and NOT_IN_A_NAME.search(text):
		yield _("{0}: letters, digits and the usual signs of a name or number only, please.").format(label)


def _is_control(character: str, field: str) -> bool:
	"""Control characters, and those that turn the direction of what follows."""
	if character in LINE_BREAKS:
		return field in ONE_LINE
	return unicodedata.category(character) == "Cc" or "\u202a" <= character <= "\u202e"
