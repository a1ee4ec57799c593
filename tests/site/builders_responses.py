"""A season in its public test, and citizens who send the form by HTTP, for the tests of their feedback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

import frappe
from frappe.auth import CookieManager
from frappe.utils import now
from frappe.website.serve import get_response_without_exception_handling as get_response
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from ntb_awards.awards_pages import cache
from ntb_awards.demo.calling import as_caller
from ntb_awards.gateway.public_finalists import Finalist, finalist
from ntb_awards.gateway.public_response_keys import address_key, confirmation_key, network_key
from tests.site.builders_access import store
from tests.site.builders_results import CATEGORY, make_nominees, make_open_season

STAGE, LATER_STAGE = "public_test", "determination"
WIDE = ("2020-01-01 00:00:00", "2099-12-31 23:59:00")
SITI = "siti@warga.example"
TEXT = "Petugas ini melayani kami dengan sabar sampai malam."
RATINGS = {"rating-kredibilitas": "4", "rating-keteladanan": "5", "rating-dampak_kinerja": "3"}
TOKEN = re.compile(r'name="token" value="([^"]+)"')
SHOWN = re.compile(r'name="shown" value="([^"]+)"')
ENGLISH = "en"
FORM = "application/x-www-form-urlencoded"
_networks = count(1)


def make_asking_season(nominees: int = 2, code: str = "", **fields: Any) -> tuple[str, list[str]]:
	"""A public season whose nominees are asked about: (season, nominations, numbered from 1)."""
	# Another each time: pages are kept for a minute, also after the test.
	season = make_open_season(code or f"UJI-{frappe.generate_hash(length=6)}", is_public=1, **fields)
	open_window(season, STAGE)
	publish(season)
	return season, make_nominees(season, nominees, stage=STAGE)


def open_window(season: str, stage: str, opens: str = WIDE[0], closes: str = WIDE[1]) -> None:
	"""The first activity of the stage takes place then, in the season's zone."""
	of_stage = {"parent": season, "stage": stage, "kind": "Stage"}
	first = frappe.get_all("Season Activity", of_stage, pluck="name", order_by="number", limit=1)[0]
	frappe.db.set_value("Season Activity", first, {"starts_at": opens, "ends_at": closes})
	forget(season)


def forget(season: str) -> None:
	"""What is kept of the season and its pages."""
	frappe.clear_document_cache("Award Season", season)
	cache.clear(season)


def forget_letters() -> None:
	"""How many letters went to which address in this hour."""
	frappe.cache.delete_keys("public response letter")


def publish(season: str, category: str = CATEGORY, before: str = "fgd") -> None:
	"""The minutes that admit to the public test are published."""
	values = {"season": season, "category": category, "stage": before, "docstatus": 1}
	values |= {"name": f"BA-{frappe.generate_hash(length=8)}", "held_on": "2025-11-22"}
	store("Plenary Minutes", published_at="2025-11-24 08:00:00", **values)


def change_stage(season: str, stage: str = STAGE, **values: Any) -> None:
	"""What the scheme says of the stage, for this test."""
	scheme = frappe.db.get_value("Award Season", season, "scheme")
	frappe.db.set_value("Scheme Stage", {"parent": scheme, "code": stage}, values)
	frappe.clear_document_cache("Award Scheme", scheme)
	frappe.local.ntb_awards_schemes = {}
	cache.clear(season)


def finalist_of(season: str, number: int = 1) -> Finalist:
	found = finalist(season, number)
	assert found, f"no finalist {number} is shown"
	return found


def response_of(nomination: str, address: str = SITI, stage: str = STAGE) -> Any:
	"""The stored response of an address, or None."""
	key = address_key(stage, nomination, address)
	name = frappe.db.get_value("Public Response", {"address_key": key})
	return frappe.get_doc("Public Response", name) if name else None


def new_network() -> str:
	"""An address from which nothing was sent in the last hour."""
	return f"2001:db8:{frappe.generate_hash(length=4)}:{next(_networks) % 9999}::1"


@dataclass
class Citizen:
	"""Somebody at a browser without scripts: opens pages and sends forms from one network."""

	season: str
	number: Any = 1
	language: str = ENGLISH
	ip: str = field(default_factory=new_network)
	user: str = "Guest"

	@property
	def page(self) -> str:
		return f"/awards/{self.season}/uji-publik/{self.number}"

	def open(self, path: str = "", **headers: str) -> Response:
		return self._call("GET", path or self.page, headers=headers)

	def token(self) -> str:
		return TOKEN.search(text_of(self.open())).group(1)

	def send(self, *, token: Any = None, **fields: Any) -> Response:
		"""The form, filled in; None for a field leaves it out."""
		values = {
			"token": self.token() if token is None else token,
			"website": "",
			"email": SITI,
			"text": TEXT,
		}
		values |= {**RATINGS, **fields}
		return self.post(self.page, {name: value for name, value in values.items() if value is not None})

	def post(self, path: str, values: Any, content_type: str = FORM) -> Response:
		body = values if isinstance(values, bytes) else urlencode(values, doseq=True).encode()
		return self._call("POST", path, data=body, content_type=content_type)

	def confirm(self, response: str) -> Response:
		"""Open the link of the letter and press the button."""
		path = f"/awards/konfirmasi/{confirmation_key(response)}"
		return self.post(path, {"shown": SHOWN.search(text_of(self.open(path))).group(1)})

	def _call(self, method: str, path: str, **options: Any) -> Response:
		path, _mark, query = path.partition("?")
		query = query or f"_lang={self.language}"
		environ = EnvironBuilder(path=path, query_string=query, method=method, **options).get_environ()
		with as_caller(self.user, Request(environ), self.ip), own_language():
			frappe.local.cookie_manager = CookieManager()
			return get_response()


@contextmanager
def own_language() -> Iterator[None]:
	before = frappe.local.lang
	try:
		yield
	finally:
		frappe.local.lang = before


def text_of(response: Response) -> str:
	return response.get_data(as_text=True)


def problems_in(html: str) -> dict[str, str]:
	"""Name of the field → problem shown at it; "" → that of the whole form, from the summary."""
	found = dict(re.findall(r'<p class="problem" id="response-([^"]+)-problem">([^<]+)</p>', html))
	if whole := re.search(r"<ul>\s*<li>([^<]+)</li>", html.partition('id="response-problems"')[2]):
		found[""] = whole.group(1)
	return found


def make_response(nomination: str, address: str = "", status: str = "Approved", **fields: Any) -> str:
	"""A stored response of a citizen, past the form; its name."""
	season, nominee = frappe.db.get_value("Nomination", nomination, ["season", "employee_name"])
	address = address or f"{frappe.generate_hash(length=8)}@warga.example"
	values = {
		"name": frappe.generate_hash(length=12),
		"season": season,
		"stage": STAGE,
		"nominee_name": nominee,
		"channel": "Public Page",
		"response": TEXT,
		"answers": '{"kredibilitas": "4"}',
		"received_on": "2025-11-26",
		"submitted_at": now(),
		"confirmed_at": None if status == "Unconfirmed" else now(),
		"respondent_email": address,
		"network_key": network_key(season, new_network()),
		**fields,
	}
	key = address_key(values["stage"], nomination, address)
	return store("Public Response", nomination=nomination, status=status, address_key=key, **values).name
