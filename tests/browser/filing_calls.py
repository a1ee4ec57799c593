"""The endpoints of filing, called by plain HTTP as no browser would; and who the callers are."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import requests

PATIENCE = 120
GATEWAY = "/api/method/ntb_awards.gateway."
TOKEN = re.compile(r'"csrf"\s*:\s*"([0-9a-f]{20,})"')

Answer = requests.Response
Inside = Callable[[str, dict[str, Any]], str]
Scene = dict[str, Any]


class Caller:
	"""One person, or nobody (`email` ""), with a session of his own and the token that goes with it."""

	def __init__(self, address: str, email: str, password: str) -> None:
		self.address, self.token = address, ""
		self.session = requests.Session()
		self.session.headers.update({"Connection": "close", "Accept-Language": "en"})
		if email:
			self.log_in(email, password)

	def log_in(self, email: str, password: str) -> None:
		values = {"usr": email, "pwd": password}
		answer = self.session.post(f"{self.address}/api/method/login", data=values, timeout=PATIENCE)
		assert answer.ok, answer.text[:500]
		# Frappe asks for the token only once a page has made one.
		page = self.get("/umpan-balik")
		found = TOKEN.search(page.text)
		assert page.ok and found, page.text[:500]
		self.token = found.group(1)

	def get(self, path: str, **more: Any) -> Answer:
		return self.session.get(self.address + path, timeout=PATIENCE, **more)

	def send(self, path: str, *, token: str | None = None, method: str = "POST", **more: Any) -> Answer:
		headers = {"X-Frappe-CSRF-Token": self.token if token is None else token, **more.pop("headers", {})}
		headers = {name: value for name, value in headers.items() if value}
		url = self.address + path
		return self.session.request(method, url, headers=headers, timeout=PATIENCE, **more)

	def call(self, what: str, *, token: str | None = None, **values: Any) -> Answer:
		"""`what`: module and function of the gateway, `filing.save`."""
		return self.send(GATEWAY + what, token=token, json=values)

	def upload(
		self, name: str, content: bytes, what: str = "uploads.upload", token: str | None = None, **values: Any
	) -> Answer:
		files = {"file": (name, content)}
		return self.send(GATEWAY + what, token=token, data=values, files=files)


@contextmanager
def world_of(address: str, inside: Inside, code: str, domain: str) -> Iterator[World]:
	"""The people and their nominations, in a season and units of their own; gone again afterwards."""
	unit = f"Dinas {code.title()}"
	password = secrets.token_urlsafe(16)
	of_season = {"season": code, "scheme": "none", "domain": domain}
	traces = [{**of_season, "unit": title} for title in (unit, f"{unit} Lain")]
	clean(inside, traces)
	wanted = {"season": code, "unit": unit, "domain": domain, "password": password}
	yield World(address, inside, json.loads(inside("bad_input_people.py", wanted)), password)
	clean(inside, traces)


def clean(inside: Inside, traces: list[dict[str, str]]) -> None:
	for one in traces:
		inside("clean.py", one)


class World:
	"""The site with the people of `inside/bad_input_people.py`; each logs in once."""

	def __init__(self, address: str, inside: Inside, scene: Scene, password: str) -> None:
		self.address, self.inside, self.scene, self.password = address, inside, scene, password
		self.callers: dict[str, Caller] = {}

	def __getitem__(self, who: str) -> Caller:
		if who not in self.callers:
			email = self.scene["people"][who] if who != "guest" else ""
			self.callers[who] = Caller(self.address, email, self.password)
		return self.callers[who]

	def stored(self) -> dict[str, Any]:
		return json.loads(self.inside("bad_input_rows.py", {"season": self.scene["season"]}))


def sentence(answer: Answer) -> str:
	"""All that a person reads."""
	messages = json.loads(answer.json().get("_server_messages") or "[]")
	said = [json.loads(message)["message"] for message in messages]
	return " ".join(" ".join(one) if isinstance(one, list) else one for one in said)


def problems(answer: Answer) -> dict[str, str]:
	return answer.json().get("problems") or {}
