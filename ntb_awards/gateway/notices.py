"""Telling people something: a line among their notifications and an e-mail, in each one's own language.

The e-mails wait in Frappe's Email Queue, where staff can read them: nothing secret goes this way. Letters
with personal links go past it, see `feedback_postman.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import frappe
from frappe import _
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.utils import escape_html, get_url

from ntb_awards.gateway.words import in_language

# A sentence, or what says it: called once for each person, in that person's language.
Text = str | Callable[[], str]
NOBODY = ("Administrator", "Guest")
TEMPLATE = "season_notice"


def tell(
	users: Iterable[str], subject: Text, message: Text, link: str, season: str, once: bool = False
) -> list[str]:
	"""Tell each user (name) who can log in; returns who was told.

	`subject`: one line. `message`: plain text, one paragraph a line. `link`: where it goes on, a path of the
	site. `season`: Award Season (name). `once`: leave out who was told the same before. Without an outgoing
	Email Account the line on the desk is all, and the Error Log says so.
	"""
	people = _reachable(users)
	by_mail = bool(people) and _can_mail()
	told_before = _told_before(people, link) if once else frozenset()
	organiser = frappe.db.get_value("Award Season", season, "organiser")
	told = []
	for person in people:
		with in_language(person.language):
			title = " ".join(_said(subject).split())
			if (person.name, escape_html(title)) in told_before:
				continue
			paragraphs = [line.strip() for line in _said(message).splitlines() if line.strip()]
			_notify(person, title, paragraphs, link)
			if by_mail:
				_mail(person, title, paragraphs, link, organiser)
		told.append(person.name)
	return told


def _said(text: Text) -> str:
	return text if isinstance(text, str) else text()


def _reachable(users: Iterable[str]) -> list[frappe._dict]:
	names = sorted({user for user in users if user} - set(NOBODY))
	return frappe.get_all(
		"User",
		filters={"name": ("in", names or [""]), "enabled": 1},
		fields=["name", "email", "full_name", "language"],
		order_by="name",
	)


def _told_before(people: Collection[frappe._dict], link: str) -> set[tuple[str, str]]:
	"""(User, subject as stored) of the notices they have got about this page."""
	rows = frappe.get_all(
		"Notification Log",
		filters={"for_user": ("in", [person.name for person in people] or [""]), "link": link},
		fields=["for_user", "subject"],
		order_by="creation",
	)
	return {(row.for_user, row.subject) for row in rows}


def _can_mail() -> bool:
	if EmailAccount.find_outgoing():
		return True
	message = "There is no outgoing Email Account: people were told on the desk only."
	frappe.log_error(title="Notices: no e-mail", message=message)
	return False


def _notify(person: frappe._dict, title: str, paragraphs: list[str], link: str) -> None:
	# An Alert is the one type that Frappe sends no e-mail about.
	values = {"for_user": person.name, "from_user": person.name, "type": "Alert", "link": link}
	values["subject"] = escape_html(title)
	values["email_content"] = "".join(f"<p>{escape_html(line)}</p>" for line in paragraphs)
	frappe.get_doc({"doctype": "Notification Log", **values}).insert(ignore_permissions=True)


def _mail(person: frappe._dict, title: str, paragraphs: list[str], link: str, organiser: str) -> None:
	frappe.sendmail(
		recipients=[person.email],
		subject=title,
		template=TEMPLATE,
		args={
			"greeting": _("Dear {0},").format(person.full_name or person.name),
			"paragraphs": paragraphs,
			"invitation": _("See here:"),
			"address": get_url(link),
			"organiser": organiser,
		},
		add_unsubscribe_link=0,
	)
