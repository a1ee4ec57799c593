"""Rendered pages kept in Redis, for everybody: they do not depend on who reads them.

A page is kept until the next moment at which it says something else by itself, at most KEPT_SECONDS. What
people change clears the season: its pages stand under the season's current mark, and clearing gives a new
one. A page that was begun before and stored after would be old, so that for a moment after clearing pages
are kept only for a second.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import frappe
from frappe.model.document import Document

from ntb_awards.gateway.public_seasons import next_change, public_names

KEPT_SECONDS = 60
UNSETTLED_SECONDS, BRIEFLY = 3, 1
# The page of all seasons shows something of each.
ALL = ""


@dataclass(frozen=True)
class Kept:
	"""A page as it is kept. `until`: seconds since 1970."""

	body: bytes
	tag: str
	until: float

	def seconds_left(self, most: int) -> int:
		return max(0, min(most, int(self.until - time.time())))


def find(season: str, what: str) -> Kept | None:
	"""`what`: the address and the language."""
	kept = frappe.cache.get_value(_key(season, what), expires=True)
	return kept if kept and kept.until > time.time() else None


def keep(season: str, what: str, html: str, moments: Iterable[datetime | None]) -> Kept:
	"""Keep a page. `moments`: those at which it changes by itself."""
	now = time.time()
	mark, cleared = _mark(season)
	longest = BRIEFLY if now - cleared < UNSETTLED_SECONDS else KEPT_SECONDS
	until = min([now + longest, *(one.timestamp() for one in moments if one)])
	body = html.encode()
	kept = Kept(body, hashlib.sha256(body).hexdigest()[:32], until)
	seconds = int(until - now) + 1
	frappe.cache.set_value(_key(season, what, mark), kept, expires_in_sec=seconds)
	return kept


def clear(season: str) -> None:
	"""Forget the pages of a season and the list of seasons: now, and again once the change is committed."""
	for name in (season, ALL):
		_renew(name)
		frappe.db.after_commit.add(partial(_renew, name))


def _renew(season: str) -> None:
	frappe.cache.set_value(_mark_key(season), (frappe.generate_hash(length=10), time.time()))


def _mark(season: str) -> tuple[str, float]:
	# What another process has cleared in the meantime has to be seen: nothing of it is remembered here.
	return frappe.cache.get_value(_mark_key(season), expires=True) or ("", 0.0)


def _mark_key(season: str) -> str:
	return f"ntb_awards_pages_mark::{season}"


def _key(season: str, what: str, mark: str | None = None) -> str:
	return f"ntb_awards_pages::{season}::{_mark(season)[0] if mark is None else mark}::{what}"


# ── what clears them (hooks.py, doc_events) ───────────────────────────────────────────────────────────


def season_changed(doc: Document, event: str | None = None) -> None:
	"""A season was saved, taken out or shown."""
	clear(doc.name)


def part_changed(doc: Document, event: str | None = None) -> None:
	"""Minutes or grants, which its season's pages may show, have changed."""
	if doc.season and frappe.get_cached_value("Award Season", doc.season, "is_public"):
		clear(doc.season)


def nomination_changed(doc: Document, event: str | None = None) -> None:
	"""Whoever is not accepted yet is on no page: filling in a nomination clears nothing."""
	before = doc.get_doc_before_save()
	if doc.stage or (before and before.stage):
		part_changed(doc)


def document_changed(doc: Document, event: str | None = None) -> None:
	"""A Supporting Document, which may be the video of a finalist."""
	if frappe.db.get_value("Nomination", doc.nomination, "stage"):
		part_changed(doc)


def next_change_of(season: str) -> datetime | None:
	"""When a page of this season, or of all of them (ALL), says something else by itself."""
	names = [season] if season else public_names()
	seasons = [frappe.get_cached_doc("Award Season", name) for name in names]
	return next_change(seasons, datetime.now().astimezone())
