"""Letters that carry a personal link or name who assesses whom: sent at once, kept nowhere.

Frappe's Email Queue keeps the text of every e-mail where staff can read it. A personal link in it could be
used by whoever reads the queue, and the letters together are the list of who assesses whom. So these letters
go straight through the connection of the site's own outgoing Email Account, and leave no Email Queue,
Communication or Comment behind.
"""

from __future__ import annotations

import smtplib
from dataclasses import dataclass, field
from email.utils import make_msgid
from typing import Any

import frappe
from frappe import _
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.email.email_body import get_email
from frappe.utils import cint, strip_html, validate_email_address

# Somebody may be waiting for the answer in the desk; Frappe's own limit is two minutes.
SECONDS_TO_WAIT = 20


@dataclass(frozen=True)
class Letter:
	"""A letter ready to be sent. Its text never shows in a traceback, since it may hold a personal link."""

	address: str
	subject: str
	html: str = field(repr=False)
	text: str = field(repr=False)


class Postman:
	"""Sends letters one by one over one connection; `with Postman() as postman:` closes it."""

	def __init__(self) -> None:
		self._account: Any = None
		# Why no letter at all can be sent; then the others are not tried, each to wait in vain.
		self._trouble = ""

	def __enter__(self) -> Postman:
		return self

	def __exit__(self, *_error: object) -> None:
		if self._account:
			self._account.get_smtp_server().quit()

	def send(self, letter: Letter) -> str:
		"""Send it. Returns why it was not sent, in the reader's language, or nothing. Never raises."""
		shown = list(frappe.local.message_log)
		try:
			if not validate_email_address(letter.address):
				return _("There is no valid e-mail address on record.")
			return self._trouble or self._send(letter)
		# Whatever goes wrong: the traceback of an error left alone would hold the letter and its link.
		except Exception as error:
			return _("The e-mail could not be sent: {0}").format(_words(error))
		finally:
			# Frappe's own messages about the connection are for a person who set it up.
			frappe.local.message_log = shown

	def _send(self, letter: Letter) -> str:
		session = self._session()
		if session is None:
			return self._trouble
		mail = get_email(
			[letter.address],
			subject=letter.subject,
			content=letter.html,
			formatted=letter.html,
			text_content=letter.text,
			email_account=self._account,
			expose_recipients="header",
		)
		mail.set_header("Message-Id", make_msgid(domain=frappe.local.site))
		# Keeps absence notices from answering.
		mail.set_header("Auto-Submitted", "auto-generated")
		try:
			session.sendmail(self._account.email_id, [letter.address], mail.as_string().encode())
		except smtplib.SMTPRecipientsRefused as refusal:
			reply = next(iter(refusal.recipients.values()))
			return _("The mail server refused the address {0}: {1}").format(letter.address, _reply(reply))
		return ""

	def _session(self) -> Any:
		"""The open connection, made again where it was lost; None if there can be none."""
		try:
			self._account = self._account or self._find_account()
			return self._account.get_smtp_server().session if self._account else None
		except Exception as error:
			self._trouble = _("The mail server could not be reached: {0}").format(_words(error))
		return None

	def _find_account(self) -> Any:
		if frappe.are_emails_muted() or cint(frappe.db.get_default("suspend_email_queue")):
			self._trouble = _("Sending e-mails is switched off on this site.")
			return None
		account = EmailAccount.find_outgoing()
		if not account:
			self._trouble = _("The site has no outgoing e-mail account. Set one up under Email Account.")
			return None
		account.get_smtp_server().timeout = SECONDS_TO_WAIT
		return account


def _words(error: Exception) -> str:
	if isinstance(error, smtplib.SMTPResponseException):
		return _reply((error.smtp_code, error.smtp_error))
	return strip_html(str(error)).strip() or type(error).__name__


def _reply(reply: tuple[int, bytes | str]) -> str:
	code, text = reply
	return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
