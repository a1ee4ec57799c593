"""The identity number of a civil servant: NIP of a PNS, NI PPPK of a contract employee. 18 digits.

PNS:  birth date YYYYMMDD, first appointment YYYYMM, 1 man or 2 woman, serial of three.
PPPK: birth date YYYYMMDD, year of appointment YYYY, number of work agreements (two digits), 1 man or 2 woman,
      serial of three.

Written with spaces in print (19680411 199303 1 009), stored without. Nothing here knows of documents or of
Frappe; messages are templates that the desk translates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ntb_awards.selection.messages import Message

Kind = Literal["PNS", "PPPK"]
Gender = Literal["Male", "Female"]

LENGTH = 18
GENDERS: dict[str, Gender] = {"1": "Male", "2": "Female"}
YOUNGEST = 15  # years of age at a first appointment below which a digit must be wrong

_ = str  # marks a template for the translators; the desk translates it
NOT_A_NUMBER = _(
	"The number must have 18 digits; this one has {count} characters. Compare it with the appointment decree."
)
NO_BIRTH_DATE = _(
	"Digits 1 to 8 must be the date of birth as year, month and day, not {digits}. Correct them."
)
NO_MONTH = _(
	"Digits 9 to 14 must be the year and month in which a PNS was first appointed, not {digits}."
	" Correct them, or the employment status."
)
NO_AGREEMENT = _(
	"Digits 9 to 14 must be the year in which a PPPK was appointed and the number of work agreements from 01,"
	" not {digits}. Correct them, or the employment status."
)
TOO_YOUNG = _(
	"Digits 9 to 12 give an appointment in {year}, too early for somebody born in {birth_year}. Correct them."
)
NO_GENDER = _("Digit 15 must be 1 for a man or 2 for a woman, not {digit}. Correct it.")
OTHER_BIRTH_DATE = _(
	"Digits 1 to 8 give {nip_date} as date of birth, the record says {record_date}. Correct one of them."
)
OTHER_GENDER = _(
	"Digit 15 is {digit} (1 for a man, 2 for a woman), which is not the gender on the record."
	" Correct one of them."
)
APPOINTED_TOO_LATE = _(
	"Digits 9 to 14 give a first appointment in {nip_month}, later than {record_date}, when the person was in"
	" service according to the record. Correct one of them."
)


class NipError(ValueError):
	"""A number that cannot be an identity number; `message` says what is wrong with it and what to do."""

	def __init__(self, template: str, **values: object) -> None:
		self.message = Message(template, values)
		super().__init__(str(self.message))


@dataclass(frozen=True)
class Nip:
	"""The parts of a number. `appointed` is the first day of the month (PNS) or of the year (PPPK).

	`agreements`: number of work agreements, for PPPK only.
	"""

	digits: str
	kind: Kind
	birth_date: date
	appointed: date
	gender: Gender
	serial: str
	agreements: int | None = None


def normalise(text: str) -> str:
	"""The number without the spaces, dots and dashes it is printed with."""
	return re.sub(r"[\s.\-]", "", text)


def format_nip(text: str) -> str:
	"""The number as it is printed: 19680411 199303 1 009. What is no such number comes back as it is."""
	digits = normalise(text)
	if not _is_number(digits):
		return text
	return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def parse_nip(text: str, kind: Kind | None = None) -> Nip:
	"""Take a number apart. Without `kind`, digits 13 and 14 decide: a month (01 to 12) means PNS.

	Raises NipError on the first thing that is wrong.
	"""
	digits = normalise(text)
	if not _is_number(digits):
		raise NipError(NOT_A_NUMBER, count=len(digits))
	kind = kind or ("PNS" if 1 <= int(digits[12:14]) <= 12 else "PPPK")
	birth_date = _birth_date(digits)
	appointed, agreements = _appointment_pns(digits) if kind == "PNS" else _appointment_pppk(digits)
	if appointed.year - birth_date.year < YOUNGEST:
		raise NipError(TOO_YOUNG, year=appointed.year, birth_year=birth_date.year)
	if digits[14] not in GENDERS:
		raise NipError(NO_GENDER, digit=digits[14])
	return Nip(digits, kind, birth_date, appointed, GENDERS[digits[14]], digits[15:], agreements)


def check_nip(
	text: str,
	*,
	kind: Kind | None = None,
	birth_date: date | None = None,
	gender: Gender | None = None,
	in_service_by: date | None = None,
) -> list[Message]:
	"""Everything in which the number disagrees with itself or with the record; what is None is not compared.

	in_service_by: a day on which the person was in service already. Service at one government may start long
	after the first appointment (a transfer), but never before it, so an appointment later than this day is
	a disagreement and an earlier one is not.
	"""
	try:
		nip = parse_nip(text, kind)
	except NipError as error:
		return [error.message]
	problems = [
		_birth_problem(nip, birth_date),
		_gender_problem(nip, gender),
		_appointment_problem(nip, in_service_by),
	]
	return [problem for problem in problems if problem]


def _is_number(digits: str) -> bool:
	return len(digits) == LENGTH and digits.isascii() and digits.isdigit()


def _birth_date(digits: str) -> date:
	try:
		return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
	except ValueError:
		raise NipError(NO_BIRTH_DATE, digits=digits[:8]) from None


def _appointment_pns(digits: str) -> tuple[date, None]:
	try:
		return date(int(digits[8:12]), int(digits[12:14]), 1), None
	except ValueError:
		raise NipError(NO_MONTH, digits=digits[8:14]) from None


def _appointment_pppk(digits: str) -> tuple[date, int]:
	agreements = int(digits[12:14])
	if agreements and int(digits[8:12]):
		return date(int(digits[8:12]), 1, 1), agreements
	raise NipError(NO_AGREEMENT, digits=digits[8:14])


def _birth_problem(nip: Nip, birth_date: date | None) -> Message | None:
	if not birth_date or nip.birth_date == birth_date:
		return None
	return Message(OTHER_BIRTH_DATE, {"nip_date": nip.birth_date, "record_date": birth_date})


def _gender_problem(nip: Nip, gender: Gender | None) -> Message | None:
	if not gender or nip.gender == gender:
		return None
	return Message(OTHER_GENDER, {"digit": nip.digits[14]})


def _appointment_problem(nip: Nip, in_service_by: date | None) -> Message | None:
	if not in_service_by or nip.appointed <= in_service_by:
		return None
	return Message(APPOINTED_TOO_LATE, {"nip_month": f"{nip.appointed:%Y-%m}", "record_date": in_service_by})
