"""The rounds of the post: who of a list gets a letter now, and what is noted when it went out or did not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Literal

import frappe
from frappe import _

from ntb_awards.gateway.feedback_mail import letter_for, notify_on_desk
from ntb_awards.gateway.feedback_people import link_values
from ntb_awards.gateway.feedback_postman import Postman
from ntb_awards.gateway.feedback_secrecy import new_key
from ntb_awards.gateway.feedback_todo import Person, claimed, now_stored, today
from ntb_awards.gateway.words import kept_for_all

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

Occasion = Literal["ask", "remind", "again"]
# What one job mails: if it breaks off, at most so many letters went out that nothing was noted of.
BATCH = 20


def send_in_background(season: str, names: Sequence[str], occasion: Occasion) -> None:
	"""Jobs that send the letters once this transaction is stored, and not at all if it is not."""
	for start in range(0, len(names), BATCH):
		frappe.enqueue(
			send_batch,
			queue="long",
			enqueue_after_commit=True,
			season=season,
			names=list(names[start : start + BATCH]),
			occasion=occasion,
			done=min(start + BATCH, len(names)),
			total=len(names),
		)


def send_batch(season: str, names: list[str], occasion: Occasion, done: int, total: int) -> None:
	"""Job: one batch, with the progress of all; the last one says who could not be reached."""
	send(season, names, occasion)
	if total > BATCH:
		frappe.publish_progress(done * 100 / total, title=_("Sending E-mails"), doctype="Award Season")
	if done == total:
		frappe.publish_realtime("msgprint", _result(season), user=frappe.session.user)


def _result(season: str) -> str:
	missed = frappe.db.count("Feedback Contributor", {"season": season, "mail_problem": ("is", "set")})
	if missed:
		return _("All e-mails were tried. Could not be reached: {0}. Their records say why.").format(missed)
	return _("All e-mails were sent.")


def send(season: str, names: Collection[str], occasion: Occasion) -> list[tuple[Person, str]]:
	"""One letter to each of them who is due; (person, why it was not sent or nothing)."""
	doc = frappe.get_cached_doc("Award Season", season)
	due = [person for person in claimed(season, names) if is_due(person, doc, occasion)]
	with Postman() as postman:
		return [(person, _send_to(person, doc, occasion, postman)) for person in due]


def is_due(person: Person, season: AwardSeason, occasion: Occasion) -> bool:
	"""Asked once for everything that is open; reminded at most once a day, and only of what was asked."""
	if occasion == "ask":
		return person.is_unasked
	if occasion == "remind":
		return person.was_asked and person.last_mailed != today(season.name)
	return True


def _send_to(person: Person, season: AwardSeason, occasion: Occasion, postman: Postman) -> str:
	with kept_for_all():
		problem = _hindrance(person, occasion)
	if not problem and person.user:
		notify_on_desk(person, season)
	# Made for this letter alone; its fingerprint is stored once it is sent, so that a letter that stays away
	# does not take the earlier link away.
	key = None if person.user else new_key()
	if not problem:
		with kept_for_all():
			problem = postman.send(letter_for(person, season, key, reminder=occasion == "remind"))
	_note(person, season.name, occasion, key, problem)
	return problem


def _hindrance(person: Person, occasion: Occasion) -> str:
	"""Why this person is not written to, or nothing."""
	if person.has_left:
		return _("By the employee record this person no longer works here.")
	if person.is_revoked and not person.user and occasion != "again":
		return _("The personal link was revoked. Send it again from this record if it should work.")
	return ""


def _note(person: Person, season: str, occasion: Occasion, key: str | None, problem: str) -> None:
	"""Written past the document's own saving: nobody's open form becomes outdated, and no version is kept."""
	values: dict[str, Any] = {"mail_problem": problem or None}
	if not problem:
		moment = now_stored(season)
		values["asked_for"] = " ".join(task.mark for task in person.tasks)
		values["reminded_on" if occasion == "remind" else "asked_on"] = moment
		values |= link_values(key, moment) if key else {}
	frappe.db.set_value("Feedback Contributor", person.name, values, update_modified=False)
