"""Feedback of citizens on finalists (NTB 3.b.2): taken from the public form, confirmed by e-mail, once each.

A response is stored Unconfirmed; only who reads the e-mail address can make it count. It then waits, Pending,
for the secretariat (public_moderation). One response for an address, finalist and stage: the database's
unique key decides, however many are sent at once. Nobody learns from the answer who has taken part.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import frappe
from frappe import _

from ntb_awards.gateway import public_response_limits as limits
from ntb_awards.gateway import public_response_mail as mail
from ntb_awards.gateway import windows
from ntb_awards.gateway.feedback_todo import now_stored
from ntb_awards.gateway.gates import scheme_of
from ntb_awards.gateway.public_response_entry import HONEYPOT, TOKEN, Entry, Fields, read, unknown_fields
from ntb_awards.gateway.public_response_form import WHOLE_FORM, form_of, is_open, questions_of, until_of
from ntb_awards.gateway.public_response_keys import (
	address_key,
	digest_of,
	network_key,
	response_of,
	token_state,
)
from ntb_awards.gateway.public_response_states import DOCTYPE, PENDING, PUBLIC_PAGE, UNCONFIRMED

if TYPE_CHECKING:
	from ntb_awards.gateway.public_finalists import Finalist
	from ntb_awards.selection.scheme import Stage

__all__ = ["confirm", "form_of", "receive", "standing"]

WRITTEN_BY = "Guest"
TRIES = 4
CHANGED_MEANWHILE = 1020
T = TypeVar("T")


class NotAskedError(frappe.ValidationError):
	"""The public is not asked about this finalist at this moment. Nothing was stored."""


@dataclass(frozen=True)
class Receipt:
	"""What became of a post: taken, or refused with `problems` (name of the field, "" for all → sentence)."""

	problems: dict[str, str] = field(default_factory=dict)

	@property
	def is_taken(self) -> bool:
		return not self.problems


# ── taking ────────────────────────────────────────────────────────────────────────────────────────────


def receive(finalist: Finalist, fields: Fields, ip: str, language: str) -> Receipt:
	"""Store what was sent from the form of this finalist, and write to the address given.

	`fields`: name → values as sent; `ip`: where from; `language`: of the page. Raises NotAskedError outside
	the window, TooManyResponsesError.
	"""
	network = network_key(finalist.season, ip)
	limits.count_attempt(network)
	if not is_open(finalist):
		raise NotAskedError
	if any(value.strip() for value in fields.get(HONEYPOT, ())):
		return Receipt()
	stage, questions = finalist.stage, questions_of(finalist.season, finalist.stage)
	entry, problems = read(fields, stage, questions)
	if problem := _problem_with_form(fields, finalist, unknown_fields(fields, stage, questions)):
		problems[WHOLE_FORM] = problem
	if problems:
		return Receipt(problems)
	limits.count_post(network)
	_store(finalist, stage, entry, network, language)
	return Receipt()


def _problem_with_form(fields: Fields, finalist: Finalist, unknown: list[str]) -> str:
	if unknown:
		return _("Something was sent that this form does not ask for. Please fill in the form on this page.")
	token = next(iter(fields.get(TOKEN, ())), "")
	state = token_state(token, finalist.season, finalist.nomination, finalist.stage.code)
	if state == "old":
		return _("This page was open for more than a day. What you entered is still here: send it again.")
	if state == "forged":
		return _("This was not sent from the page of this finalist. Look through it and send it again.")
	return ""


def _store(finalist: Finalist, stage: Stage, entry: Entry, network: str, language: str) -> None:
	values = {
		"season": finalist.season,
		"stage": stage.code,
		"nomination": finalist.nomination,
		"nominee_name": finalist.name,
		"channel": PUBLIC_PAGE,
		"status": UNCONFIRMED,
		"address_key": address_key(stage.code, finalist.nomination, entry.email),
		"network_key": network,
		"received_on": windows.now_in(finalist.season).date(),
		"submitted_at": now_stored(finalist.season),
		"response": entry.text,
		"answers": json.dumps(entry.answers),
		"respondent_name": entry.name or None,
		"respondent_contact": entry.contact or None,
		"respondent_email": entry.email,
	}
	name, is_open_still = again_if_others_write(lambda: _put(values))
	mail.write(name, entry.email, language, "confirm" if is_open_still else "known")


def _put(values: dict[str, Any]) -> tuple[str, bool]:
	"""(name, whether it still waits to be confirmed) of the one response with this key."""
	key = values["address_key"]
	name = frappe.db.get_value(DOCTYPE, {"address_key": key}, "name")
	if not name:
		return _insert(values), True
	status = frappe.db.get_value(DOCTYPE, name, "status", for_update=True)
	if status == UNCONFIRMED:
		frappe.db.set_value(DOCTYPE, name, values)
	return name, status == UNCONFIRMED


def _insert(values: dict[str, Any]) -> str:
	"""One row, past the document's own rules, which are those of entries of the secretariat."""
	doc = frappe.new_doc(DOCTYPE)
	moment = frappe.utils.now()
	# Never the name of whoever happens to be logged in.
	doc.update(
		{**values, "owner": WRITTEN_BY, "modified_by": WRITTEN_BY, "creation": moment, "modified": moment}
	)
	doc.name = frappe.generate_hash(length=12)
	doc.db_insert()
	return doc.name


def again_if_others_write(action: Callable[[], T]) -> T:
	"""The action, done again from the start where somebody else wrote the same row at the same instant.

	All of the transaction so far is given up then, so it has to be the first thing that writes.
	"""
	for left in reversed(range(TRIES)):
		shown = list(frappe.local.message_log)
		try:
			return action()
		except Exception as error:
			if not left or not _is_passing(error):
				raise
			frappe.local.message_log = shown
			frappe.db.rollback()
	raise AssertionError


def _is_passing(error: Exception) -> bool:
	if isinstance(error, (frappe.UniqueValidationError, frappe.QueryDeadlockError, frappe.QueryTimeoutError)):
		return True
	return bool(error.args) and error.args[0] == CHANGED_MEANWHILE


# ── confirming ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Standing:
	"""What a link from a letter leads to. Only a response that waits is shown again, to whoever has its link.

	`shown`: says what was shown, to be sent back when it is confirmed.
	"""

	state: Literal["waiting", "confirmed", "late", "unknown"]
	nominee: str = ""
	until: str = ""
	answers: tuple[tuple[str, str], ...] = ()
	text: str = ""
	name: str = ""
	contact: str = ""
	shown: str = ""
	# Confirmed by this very call.
	is_new: bool = False


SHOWN = (
	*("name", "status", "season", "stage", "nominee_name", "submitted_at"),
	*("response", "answers", "respondent_name", "respondent_contact"),
)


def standing(key: str) -> Standing:
	"""What would be confirmed by this link; changes nothing, because mail scanners follow links."""
	return _standing(_row(key))


def confirm(key: str, shown: str) -> Standing:
	"""Make the response count that the link speaks of, if it is the one that was `shown`."""
	return again_if_others_write(lambda: _confirm(key, shown))


def _confirm(key: str, shown: str) -> Standing:
	row = _row(key, for_update=True)
	found = _standing(row)
	if found.state != "waiting" or found.shown != shown:
		return found
	moment = now_stored(row.season)
	values = {"status": PENDING, "confirmed_at": moment, "mail_problem": None}
	frappe.db.set_value(DOCTYPE, row.name, values)
	look_for_the_unusual(row.season)
	return Standing("confirmed", nominee=row.nominee_name, is_new=True)


def look_for_the_unusual(season: str) -> None:
	"""Have the flags of a season's responses made anew, once what is written now is stored."""
	frappe.enqueue(
		"ntb_awards.gateway.public_response_flags.refresh",
		queue="long",
		enqueue_after_commit=True,
		job_id=f"public-response-flags-{season}",
		deduplicate=True,
		season=season,
	)


def _row(key: str, for_update: bool = False) -> Any:
	name = response_of(key)
	return frappe.db.get_value(DOCTYPE, name, SHOWN, as_dict=True, for_update=for_update) if name else None


def _standing(row: Any) -> Standing:
	if not row:
		return Standing("unknown")
	if row.status != UNCONFIRMED:
		return Standing("confirmed", nominee=row.nominee_name)
	until = until_of(row)
	if windows.now_in(row.season) > until:
		return Standing("late", nominee=row.nominee_name)
	given = json.loads(row.answers or "{}")
	return Standing(
		state="waiting",
		nominee=row.nominee_name,
		until=windows.moment_label(until),
		answers=tuple(labelled(row.season, row.stage, given)),
		text=row.response or "",
		name=row.respondent_name or "",
		contact=row.respondent_contact or "",
		shown=digest_of(*(str(row[name] or "") for name in SHOWN if name != "status")),
	)


def labelled(season: str, stage: str, answers: dict[str, str]) -> list[tuple[str, str]]:
	"""(question, answer in words) for what was answered, in the order of the form."""
	asked = questions_of(season, _stage(season, stage))
	return [(one.title, one.label_of(answers[one.code])) for one in asked if one.code in answers]


def _stage(season: str, code: str) -> Stage:
	return scheme_of(season)[1].stage(code)
