"""A mail server of the tests' own, and the site's outgoing account that uses it."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import frappe
from aiosmtpd.controller import Controller

SENDER = "sekretariat@ntb-awards.example"
LINK = re.compile(r"#k=([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])")


class _Server(Controller):
	def _trigger_server(self) -> None:
		"""Port 0 means: one that is free. Which one it became is known now."""
		self.port = self.server.sockets[0].getsockname()[1]
		super()._trigger_server()


class PostOffice:
	"""What arrived, in order. `refused`: addresses the server does not know."""

	def __init__(self) -> None:
		self.received: list[tuple[str, EmailMessage]] = []
		self.refused: set[str] = set()
		self.port = 0

	async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
		if address in self.refused:
			return "550 no such mailbox"
		envelope.rcpt_tos.append(address)
		return "250 OK"

	async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
		letter = message_from_bytes(envelope.content, policy=policy.default)
		self.received += [(address, letter) for address in envelope.rcpt_tos]
		return "250 OK"

	def addresses(self) -> list[str]:
		"""Who got a letter, in order; then they are forgotten."""
		found = sorted(address for address, _letter in self.received)
		self.received.clear()
		return found

	def to(self, address: str) -> EmailMessage:
		"""The newest letter to the address."""
		return [letter for to, letter in self.received if to == address][-1]

	def text(self, address: str, kind: str = "plain") -> str:
		return self.to(address).get_body((kind,)).get_content()

	def key(self, address: str) -> str:
		"""The key of the personal link in the newest letter."""
		return LINK.search(self.text(address)).group(1)


@contextmanager
def post_office() -> Iterator[PostOffice]:
	"""A server that listens, an outgoing account that uses it, and e-mails switched on."""
	office = PostOffice()
	server = _Server(office, hostname="127.0.0.1", port=0)
	server.start()
	office.port = server.port
	muted = frappe.conf.pop("mute_emails", None)
	frappe.local.outgoing_email_account = {}
	make_account(office.port)
	try:
		yield office
	finally:
		frappe.local.outgoing_email_account = {}
		if muted is not None:
			frappe.conf.mute_emails = muted
		server.stop()


def make_account(port: int) -> str:
	account = frappe.new_doc("Email Account")
	account.update(
		{
			"email_id": SENDER,
			"email_account_name": "Sekretariat ASN Awards",
			"enable_outgoing": 1,
			"default_outgoing": 1,
			"smtp_server": "127.0.0.1",
			"smtp_port": port,
			"no_smtp_authentication": 1,
		}
	)
	return account.insert().name


def remove_accounts() -> None:
	frappe.db.delete("Email Account")
	frappe.local.outgoing_email_account = {}


@contextmanager
def a_line_that_breaks() -> Iterator[SimpleNamespace]:
	"""A server that hangs up on everybody: its `port`, and how many `calls` there were."""
	line = SimpleNamespace(port=0, calls=0)

	def hang_up(listening: socket.socket) -> None:
		while True:
			try:
				connection, _address = listening.accept()
			except OSError:
				return
			line.calls += 1
			connection.close()

	with socket.create_server(("127.0.0.1", 0)) as listening:
		line.port = listening.getsockname()[1]
		threading.Thread(target=hang_up, args=(listening,), daemon=True).start()
		yield line
		# Wakes the thread, which closing alone does not.
		listening.shutdown(socket.SHUT_RDWR)
