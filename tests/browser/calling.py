"""The endpoints of the 360° answers, called by plain HTTP as no browser would."""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import requests

METHODS = {
	"save": "ntb_awards.gateway.feedback_answers.save_answers",
	"submit": "ntb_awards.gateway.feedback_answers.submit_answers",
	"overview": "ntb_awards.gateway.feedback_page.overview",
	"revoke": "ntb_awards.gateway.feedback_links.revoke",
	"login": "login",
}
PATIENCE = 60

Answer = requests.Response
Person = dict[str, Any]
Inside = Callable[[str, dict[str, Any]], str]


class Server:
	"""The site as a program sees it that is no browser."""

	def __init__(self, address: str, inside: Inside, season: str) -> None:
		self.address, self.inside, self.season = address, inside, season
		# Each test comes from an address of its own, so that what one is refused does not count for the next.
		self.caller = f"2001:db8::{secrets.token_hex(2)}"
		self.session = requests.Session()

	def url(self, what: str) -> str:
		return f"{self.address}/api/method/{METHODS[what]}"

	def post(self, what: str, **values: Any) -> Answer:
		# A connection each: the server closes one left open in the very moment in which it is used again.
		headers = {"X-Forwarded-For": self.caller, "Connection": "close", "Accept-Language": "en"}
		return self.session.post(self.url(what), json=values, headers=headers, timeout=PATIENCE)

	def give(self, what: str, person: Person, answers: Any, place: int = 0, **more: Any) -> Answer:
		values = {"request": person["requests"][place], "answers": answers, "key": person["key"]}
		return self.post(what, **{**values, **more})

	def shown(self, person: Person, place: int = 0) -> dict[str, Any]:
		"""What the person's own page shows of a request."""
		(season,) = self.post("overview", key=person["key"]).json()["message"]["seasons"]
		(row,) = (row for row in season["requests"] if row["request"] == person["requests"][place])
		return row

	def stored(self, person: Person | None = None, found: list[str] | None = None) -> dict[str, Any]:
		request = person["requests"][0] if person else ""
		wanted = {"season": self.season, "request": request, "secrets": found or []}
		return json.loads(self.inside("feedback_rows.py", wanted))


def together(calls: list[Callable[[], Answer]]) -> list[Answer]:
	"""The answers to calls that are all sent at the same instant."""
	barrier = Barrier(len(calls))

	def send(call: Callable[[], Answer]) -> Answer:
		barrier.wait()
		return call()

	with ThreadPoolExecutor(len(calls)) as pool:
		return list(pool.map(send, calls))


def sentence(answer: Answer) -> str:
	"""The one message that a person reads."""
	(message,) = json.loads(answer.json()["_server_messages"])
	return json.loads(message)["message"]


def break_off(url: str, body: bytes) -> None:
	"""Send all of it but the last byte, and hang up."""
	parts = urlsplit(url)
	head = f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
	with socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE) as line:
		line.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:-1])
		line.shutdown(socket.SHUT_WR)
		line.recv(1000)
