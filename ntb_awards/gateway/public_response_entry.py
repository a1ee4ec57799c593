"""What a citizen sent, read field by field: an entry that can be stored, or what is wrong, for each field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frappe import _

from ntb_awards.gateway.texts import MARK_UP

if TYPE_CHECKING:
	from ntb_awards.gateway.public_response_form import Question
	from ntb_awards.selection.scheme import Stage

TOKEN, TEXT, NAME, CONTACT, EMAIL, RATING = "token", "text", "name", "contact", "email", "rating-"
# A field that people do not see: programs that fill in everything give themselves away.
HONEYPOT = "website"
CSRF = "csrf_token"
TEXT_LENGTH, NAME_LENGTH = 2000, 140
NOT_ASKED, REQUIRED = "not_asked", "required"

# One address, as mail servers take it; nothing that a mail header or a list could be made of.
ADDRESS = re.compile(
	r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
	r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([A-Za-z]{2,63}|xn--[A-Za-z0-9-]{2,59})"
)
LOCAL_LENGTH = 64
PHONE = re.compile(r"\+?[0-9][0-9 ().-]{5,29}")
# Letters of any script, and what stands between the parts of a name and its degrees.
NOT_IN_A_NAME = re.compile(r"[^\w\s.,'’`´()/-]|[\d_]|--|/\*")
CONTROL = {"Cc", "Cs"}
# Turn the direction of what follows.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@dataclass(frozen=True)
class Entry:
	"""A response that can be stored. `answers`: criterion (code) → value chosen."""

	answers: dict[str, str]
	text: str
	name: str
	contact: str
	email: str


Fields = Mapping[str, Sequence[str]]


def typed_of(fields: Fields, questions: Sequence[Question]) -> dict[str, str]:
	"""What was typed into the fields of the form, to be shown again; cut where it is far too long."""
	known = [TEXT, NAME, CONTACT, EMAIL, *(question.field for question in questions)]
	return {name: fields[name][0][: 10 * TEXT_LENGTH] for name in known if fields.get(name)}


def unknown_fields(fields: Fields, stage: Stage, questions: Sequence[Question]) -> list[str]:
	"""Fields that the form does not offer, or offers once and that were sent several times."""
	offered = {TOKEN, HONEYPOT, CSRF, TEXT, EMAIL, *(question.field for question in questions)}
	offered |= {name for name, asked in _particulars(stage) if asked != NOT_ASKED}
	return [name for name, values in fields.items() if name not in offered or len(values) > 1]


def read(fields: Fields, stage: Stage, questions: Sequence[Question]) -> tuple[Entry, dict[str, str]]:
	"""The entry, and what is wrong with it: name of the field → sentence."""
	given = {name: values[0] for name, values in fields.items() if values}
	entry = Entry(
		answers={one.code: given[one.field] for one in questions if given.get(one.field)},
		text=given.get(TEXT, "").replace("\r\n", "\n").replace("\r", "\n").strip(),
		name=" ".join(given.get(NAME, "").split()),
		contact=" ".join(given.get(CONTACT, "").split()),
		email=given.get(EMAIL, "").strip(),
	)
	return entry, dict(_problems(entry, stage, questions))


def _problems(entry: Entry, stage: Stage, questions: Sequence[Question]) -> Iterator[tuple[str, str]]:
	for question in questions:
		value = entry.answers.get(question.code)
		if value and value not in {choice.value for choice in question.choices}:
			yield question.field, _("Choose one of the answers shown.")
	if problem := _text_problem(entry):
		yield TEXT, problem
	for name, asked in _particulars(stage):
		value = entry.name if name == NAME else entry.contact
		if problem := _particular_problem(name, value, asked):
			yield name, problem
	if problem := _address_problem(entry.email):
		yield EMAIL, problem


def _particulars(stage: Stage) -> tuple[tuple[str, str], ...]:
	return ((NAME, stage.public_name), (CONTACT, stage.public_contact))


def _text_problem(entry: Entry) -> str:
	if not entry.text and not entry.answers:
		return _("Answer at least one question, or write a few words here.")
	if len(entry.text) > TEXT_LENGTH:
		return _("The text has {0} characters; at most {1} are taken. Shorten it.").format(
			len(entry.text), TEXT_LENGTH
		)
	if MARK_UP.search(entry.text):
		return _("Plain text, please. A “<” directly before a letter or a slash is read as HTML mark-up.")
	if any(_is_control(sign) for sign in entry.text):
		return _("The text contains characters that cannot be shown. Type that part again.")
	return ""


def _particular_problem(name: str, value: str, asked: str) -> str:
	if asked == NOT_ASKED:
		return ""
	if not value:
		if asked != REQUIRED:
			return ""
		return _("Enter your name.") if name == NAME else _("Enter a telephone number or an e-mail address.")
	if len(value) > NAME_LENGTH:
		return _("At most {0} characters, please.").format(NAME_LENGTH)
	if name == NAME:
		wrong = NOT_IN_A_NAME.search(value) or not any(sign.isalpha() for sign in value)
		return _("Enter a name: letters, spaces and the usual signs of a name only.") if wrong else ""
	if PHONE.fullmatch(value) or _is_address(value):
		return ""
	return _("Enter a telephone number, for example 0812 3456 7890, or an e-mail address.")


def _address_problem(address: str) -> str:
	if not address:
		return _("Enter your e-mail address. The feedback counts once it is confirmed from there.")
	if not _is_address(address):
		return _("This is not an e-mail address that can be written to. Enter one, for example name@mail.id.")
	return ""


def _is_address(address: str) -> bool:
	if len(address) > NAME_LENGTH or len(address.rpartition("@")[0]) > LOCAL_LENGTH:
		return False
	return bool(ADDRESS.fullmatch(address))


def _is_control(sign: str) -> bool:
	return sign in TURNING or (unicodedata.category(sign) in CONTROL and sign not in "\n\t")
