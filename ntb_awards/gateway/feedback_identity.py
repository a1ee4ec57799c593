"""Who is calling the page of the contributors: the holder of a personal link, or a user who is logged in."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.query_builder import DocType

from ntb_awards.gateway import feedback_windows
from ntb_awards.gateway.feedback_people import ACTIVE, whom_to_ask
from ntb_awards.gateway.feedback_secrecy import hash_of
from ntb_awards.gateway.rate_counters import one_more

MINUTE = 60
WRONG_KEYS_A_MINUTE = 20
CALLS_A_MINUTE = 120
# 32 bytes in URL-safe Base64.
FORM_OF_A_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
NO_KEY = "-" * 43


class UnknownCallerError(frappe.AuthenticationError):
	"""Status 401. A class of its own, because Frappe logs the browser out on AuthenticationError itself."""


@dataclass(frozen=True)
class Caller:
	"""`contributors`: names of the Feedback Contributor rows that are this person."""

	contributors: tuple[str, ...]
	by_link: bool


def caller(key: str | None) -> Caller:
	"""Who is calling. Counts attempts.

	Raises UnknownCallerError (an AuthenticationError) for a wrong key, in one sentence that tells a guesser
	nothing; ValidationError with the date for a link that is known but no longer works, and for whoever has
	left; TooManyRequestsError.
	"""
	# Frappe writes what a request sent into its logs when something fails later.
	frappe.local.form_dict.pop("key", None)
	if frappe.session.user != "Guest" and not key:
		return _user(frappe.session.user)
	if key is None:
		text = _("Log in, or open the personal link from your e-mail.")
		frappe.throw(text, UnknownCallerError, title=_("Who Are You?"))
	return _holder(key)


# By personal link


def _holder(key: str) -> Caller:
	fingerprint = hash_of(key if isinstance(key, str) and FORM_OF_A_KEY.fullmatch(key) else NO_KEY)
	row = frappe.db.get_value(
		"Feedback Contributor",
		{"link_hash": fingerprint},
		["name", "season", "employee", "link_hash", "link_revoked"],
		as_dict=True,
	)
	# The same steps for every wrong key, whatever is wrong with it.
	if not hmac.compare_digest(row.link_hash if row else NO_KEY, fingerprint):
		_refuse_unknown()
	_count("link", fingerprint, CALLS_A_MINUTE)
	if row.link_revoked:
		frappe.throw(
			_("This personal link has been revoked.") + " " + whom_to_ask(row.season), title=_("Link Revoked")
		)
	_require_still_here(row.employee, row.season)
	feedback_windows.require_answerable(row.season, _longest_time(row.name))
	return Caller(contributors=(row.name,), by_link=True)


def _refuse_unknown() -> None:
	"""Only wrong keys are counted by address: behind one address may sit a whole office with good ones."""
	_count("wrong key", frappe.local.request_ip or "", WRONG_KEYS_A_MINUTE)
	frappe.throw(
		_("This link is not valid. Open it as it stands in your newest e-mail, or ask the secretariat."),
		UnknownCallerError,
		title=_("Not Valid"),
	)


def _longest_time(contributor: str) -> datetime | None:
	"""The latest time given to this person alone; also of what was answered in it, so that it can be seen."""
	given = frappe.get_all(
		"Feedback Request",
		filters={"contributor": contributor, "status": ("!=", "Withdrawn"), "answer_until": ("is", "set")},
		pluck="answer_until",
		order_by="answer_until desc",
		limit=1,
	)
	return given[0] if given else None


def _count(what: str, whom: str, limit: int) -> None:
	"""One attempt more in this minute; raises TooManyRequestsError above the limit."""
	fingerprint = hashlib.sha256(whom.encode()).hexdigest()
	count, seconds = one_more(f"feedback {what} {fingerprint}", MINUTE)
	if count > limit:
		frappe.throw(
			_("Too many requests. Please try again in {0} seconds.").format(max(seconds, 1)),
			frappe.TooManyRequestsError,
			title=_("Too Many Requests"),
		)


# By account


def _user(user: str) -> Caller:
	rows = _rows_of(user)
	if not all(row.enabled for row in rows):
		frappe.throw(_("Your account is disabled.") + " " + whom_to_ask(None), title=_("Account Disabled"))
	for row in rows:
		_require_active(row.status, row.season)
	return Caller(contributors=tuple(row.name for row in rows), by_link=False)


def _rows_of(user: str) -> list[Any]:
	"""The user's contributor rows in seasons that are open, the newest season first."""
	contributor, employee = DocType("Feedback Contributor"), DocType("Employee")
	season, account = DocType("Award Season"), DocType("User")
	return (
		frappe.qb.from_(contributor)
		.join(employee)
		.on(employee.name == contributor.employee)
		.join(account)
		.on(account.name == employee.user_id)
		.join(season)
		.on(season.name == contributor.season)
		.select(contributor.name, contributor.season, employee.status, account.enabled)
		.where((employee.user_id == user) & (season.status == "Open"))
		.orderby(season.creation, order=frappe.qb.desc)
		.orderby(contributor.name)
		.run(as_dict=True)
	)


def _require_still_here(employee: str | None, season: str) -> None:
	if employee:
		_require_active(frappe.db.get_value("Employee", employee, "status"), season)


def _require_active(status: str | None, season: str) -> None:
	if status != ACTIVE:
		frappe.throw(
			_("By your employee record you no longer work here, so no assessments are asked of you.")
			+ " "
			+ whom_to_ask(season),
			title=_("No Longer Here"),
		)
