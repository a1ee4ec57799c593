"""What the app asks of an Employee: a number that agrees with the record, a rank on the right scale."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, formatdate, getdate

from ntb_awards.hris import nip
from ntb_awards.selection.facts import RANKS_PNS, RANKS_PPPK
from ntb_awards.selection.messages import Message

# Employment status → form of the number, and scale of the rank. A CPNS carries the number of a PNS.
KINDS: dict[str, nip.Kind] = {"PNS": "PNS", "CPNS": "PNS", "PPPK": "PPPK"}
GENDER_WORDS: dict[str, nip.Gender] = {
	"male": "Male",
	"pria": "Male",
	"laki-laki": "Male",
	"female": "Female",
	"wanita": "Female",
	"perempuan": "Female",
}
SCALES = {"PNS": RANKS_PNS, "CPNS": RANKS_PNS, "PPPK": RANKS_PPPK}


def validate(doc: Document, method: str | None = None) -> None:
	"""Hook of Employee. Fields that are empty are not judged here; a nomination asks for what it needs."""
	normalise(doc)
	validate_dates(doc)
	validate_work_history(doc)
	validate_nip(doc)
	validate_unique_nip(doc)
	validate_rank(doc)


def normalise(doc: Document) -> None:
	doc.asn_nip = nip.normalise(doc.asn_nip or "") or None
	if doc.asn_post_type != "Fungsional":
		doc.asn_functional_level = None
	for row in doc.internal_work_history:
		if row.asn_post_type != "Fungsional":
			row.asn_functional_level = None


def validate_nip(doc: Document) -> None:
	"""Raise when the number is not one, or disagrees with date of birth, gender or dates of service."""
	if not doc.asn_nip:
		return
	problems = nip.check_nip(
		doc.asn_nip,
		kind=KINDS.get(doc.asn_employment_status or ""),
		birth_date=_date(doc.date_of_birth),
		gender=gender_of(doc.gender),
		in_service_by=_in_service_by(doc),
	)
	if problems:
		_refuse("asn_nip", *(_say(problem) for problem in problems))


def validate_unique_nip(doc: Document) -> None:
	"""One number, one active employee; the records of people who left may keep theirs."""
	if not doc.asn_nip or doc.status != "Active":
		return
	others = {"asn_nip": doc.asn_nip, "status": "Active", "name": ("!=", doc.name or "")}
	if other := frappe.db.get_value("Employee", others, ["name", "employee_name"]):
		_refuse(
			"asn_nip",
			_("Employee {0} ({1}) has the same number. Correct one of them.").format(*other),
		)


def validate_rank(doc: Document) -> None:
	"""Raise when the rank is not on the scale of the employment status."""
	scale = SCALES.get(doc.asn_employment_status or "")
	if doc.asn_rank and scale and doc.asn_rank not in scale:
		_refuse(
			"asn_rank",
			_("{0} is not a rank of {1}; those go from {2} to {3}. Choose one of them.").format(
				doc.asn_rank, doc.asn_employment_status, scale[0], scale[-1]
			),
		)


def validate_dates(doc: Document) -> None:
	"""Raise when a date of the civil service tab lies before the birth of the person."""
	born, service, post = (
		_date(doc.get(field)) for field in ("date_of_birth", "asn_service_since", "asn_post_since")
	)
	if service and born and service <= born:
		_refuse("asn_service_since", _("This lies before the date of birth. Correct one of the two dates."))
	if post and born and post <= born:
		_refuse("asn_post_since", _("This lies before the date of birth. Correct one of the two dates."))


def validate_work_history(doc: Document) -> None:
	"""Raise when a post of a known kind has no first day, or ends before it begins: nobody could count it."""
	problems = [
		_spell_problem(row.idx, _date(row.from_date), _date(row.to_date))
		for row in doc.internal_work_history
		if row.asn_post_type
	]
	if any(problems):
		_refuse("internal_work_history", *filter(None, problems))


def _spell_problem(number: int, since: date | None, until: date | None) -> str | None:
	if since is None:
		return _("Row {0}: enter From Date, the day on which this post was taken up.").format(number)
	if until and until < since:
		return _("Row {0}: To Date lies before From Date. Correct one of them.").format(number)
	return None


def gender_of(gender: str | None) -> nip.Gender | None:
	"""Male or Female for the site's own word, which the setup wizard writes in the site's language."""
	return GENDER_WORDS.get((gender or "").casefold())


def _in_service_by(doc: Document) -> date | None:
	"""Civil service on record. Joining may be earlier (an honorary post), so it counts only without that."""
	return _date(doc.asn_service_since or doc.date_of_joining)


def _date(value: str | date | None) -> date | None:
	return getdate(value) if value else None


def _say(message: Message) -> str:
	"""The message in the user's language, dates as the user writes them."""
	values = {
		key: formatdate(value) if isinstance(value, date) else value for key, value in message.values.items()
	}
	return _(message.template).format(**values)


def _refuse(fieldname: str, *problems: str) -> None:
	label = frappe.get_meta("Employee").get_label(fieldname)
	frappe.throw(
		"<br>".join(f"<b>{_(label)}</b>: {escape_html(problem)}" for problem in problems),
		title=_("Civil Service"),
	)
