"""A season shown to the public, its minutes and winners, stored past the rules that are tested elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import frappe
import time_machine
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from ntb_awards.awards_pages import cache
from ntb_awards.awards_pages.renderer import AwardsPages
from tests.site.builders_results import CATEGORY, make_nominees, make_open_season

WITA = ZoneInfo("Asia/Makassar")
# Of the shipped scheme: the stage before the public is asked, the first at which it is, and a day within.
BEFORE, ASKED = "fgd", "public_test"
IN_TEST = datetime(2025, 11, 26, 10, 0, tzinfo=WITA)
PUBLISHED = "2025-11-24 08:00:00"


@contextmanager
def at(moment: datetime) -> Iterator[time_machine.Coordinates]:
	"""The clock shows that moment, and stands still until it is moved."""
	with time_machine.travel(moment, tick=False) as clock:
		yield clock


@contextmanager
def settled(season: str, moment: datetime) -> Iterator[time_machine.Coordinates]:
	"""The same, some time after the season's pages were last cleared."""
	with at(moment) as clock:
		cache.clear(season)
		clock.shift(10)
		yield clock


def make_public_season(code: str = "PUBLIK-2025", **fields: Any) -> str:
	"""An open season of the shipped scheme, on the public pages."""
	season = make_open_season(code)
	values = {"is_public": 1, "public_contact": "Sekretariat, Jl. Uji 1", **fields}
	frappe.db.set_value("Award Season", season, values)
	cache.clear(season)
	return season


def make_published(
	season: str,
	passed: Sequence[str],
	stopped: Sequence[str] = (),
	stage: str = BEFORE,
	category: str = CATEGORY,
	**fields: Any,
) -> str:
	"""Submitted minutes, published unless told published_at=None, of nominations who passed or did not."""
	minutes = frappe.new_doc("Plenary Minutes")
	minutes.update(
		{
			"name": f"BA-{frappe.generate_hash(length=8)}",
			"season": season,
			"category": category,
			"stage": stage,
			"stage_title": "Tahap Uji",
			"held_on": "2025-11-21",
			"place": "Mataram",
			"minutes_number": "BA/7/2025",
			"published_at": PUBLISHED,
			"docstatus": 1,
			**fields,
		}
	)
	for decision, names in (("Advance", passed), ("Stop", stopped)):
		for name in names:
			person = frappe.db.get_value("Nomination", name, ["number", "employee_name"], as_dict=True)
			row = {"nomination": name, "number": person.number, "nominee_name": person.employee_name}
			minutes.append("decisions", {**row, "decision": decision, "score": "91.25", "rank": 1})
	minutes.db_insert()
	for row in minutes.decisions:
		row.update({"parent": minutes.name, "name": frappe.generate_hash(length=10)})
		row.db_insert()
	cache.clear(season)
	return minutes.name


def make_finalists(season: str, count: int = 2, published: bool = True) -> list[str]:
	"""Nominees at the stage at which the public is asked, their admission announced unless told otherwise."""
	names = make_nominees(season, count, stage=ASKED)
	make_published(season, names, published_at=PUBLISHED if published else None)
	return names


def make_grant(season: str, nomination: str, rank: int = 1, **fields: Any) -> str:
	grant = frappe.new_doc("Award Grant")
	grant.update(
		{
			"name": frappe.generate_hash(length=10),
			"season": season,
			"category": CATEGORY,
			"nomination": nomination,
			"employee_name": frappe.db.get_value("Nomination", nomination, "employee_name"),
			"rank": rank,
			"title": f"Terbaik {rank}",
			"final_score": "91.25",
			"decree_number": "800/7/2025",
			"decree_date": "2025-12-12",
			"docstatus": 1,
			**fields,
		}
	)
	grant.db_insert()
	cache.clear(season)
	return grant.name


def get(path: str, user: str = "Guest", headers: Mapping[str, str] | None = None, **query: str) -> Response:
	"""A public page as a citizen gets it; `query`: for example _lang="en"."""
	return _answer("GET", path, user, headers, query)


def post(path: str, user: str = "Guest") -> Response:
	return _answer("POST", path, user, None, {})


def _answer(
	method: str, path: str, user: str, headers: Mapping[str, str] | None, query: Mapping[str, str]
) -> Response:
	before = frappe.session.user, frappe.local.lang
	request = Request(EnvironBuilder(path, method=method, headers=headers, query_string=query).get_environ())
	frappe.set_user(user)
	frappe.local.request = request
	frappe.local.form_dict = frappe._dict(query)
	frappe.local.cookie_manager = frappe._dict(cookies={"full_name": "Guest"})
	try:
		page = AwardsPages(path)
		assert page.can_render()
		return page.render()
	finally:
		frappe.set_user(before[0])
		frappe.local.lang = before[1]
		del frappe.local.request


def read(path: str, **query: str) -> str:
	"""The text of a page that is there, in English unless told otherwise."""
	response = get(path, **{"_lang": "en", **query})
	assert response.status_code == 200, response.get_data(as_text=True)
	return response.get_data(as_text=True)


def every_address(season: str) -> list[str]:
	"""Of a season's own page, an announcement, the finalists and one of them, all made for it."""
	(nomination, *_rest) = make_finalists(season)
	number = frappe.db.get_value("Nomination", nomination, "number")
	(minutes,) = frappe.get_all("Plenary Minutes", {"season": season}, pluck="name", order_by="name")
	paths = ["", f"/pengumuman/{minutes}", "/uji-publik", f"/uji-publik/{number}"]
	return [f"/awards/{season}{path}" for path in paths]


def comments(doctype: str, name: str) -> list[str]:
	"""What was noted at a document."""
	about = {"reference_doctype": doctype, "reference_name": name, "comment_type": "Info"}
	return frappe.get_all("Comment", about, pluck="content", order_by="creation")
