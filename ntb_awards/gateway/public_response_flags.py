"""What looks unusual among citizens' responses: the same text, many at once, several from one place.

Flags are hints for the secretariat, which decides; nobody is turned away by them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_datetime
from rapidfuzz import fuzz, process

from ntb_awards.gateway.public_response_states import CONFIRMED, DOCTYPE, PENDING, PUBLIC_PAGE
from ntb_awards.gateway.words import kept_for_all

ALIKE_PER_CENT = 90
# The ratio is that of the letters in common to the letters of both, so that one text is at least this share
# of the other in length.
LEAST_SHARE = ALIKE_PER_CENT / (200 - ALIKE_PER_CENT)
# Shorter texts are alike by chance.
SHORTEST_TEXT = 20
BURST, BURST_TIME = 10, timedelta(minutes=10)
SAME_NETWORK = 5
FIELDS = (
	*("name", "nomination", "response", "respondent_name", "network_key", "confirmed_at", "status"),
	*("unusual", "creation"),
)
WORDS = re.compile(r"\w+")


@dataclass
class Findings:
	"""What was found about one response."""

	same_nominee: int = 0
	other_nominees: set[str] = field(default_factory=set)
	burst: int = 0
	network: int = 0
	names: int = 0

	def sentences(self) -> Iterator[str]:
		if self.same_nominee:
			text = _("Other responses on this nominee with nearly the same text: {0}.")
			yield text.format(self.same_nominee)
		if self.other_nominees:
			text = _("Nearly the same text was sent about other nominees: {0}.")
			yield text.format(len(self.other_nominees))
		if self.names:
			yield _("Other responses on this nominee under the same name: {0}.").format(self.names)
		if self.burst:
			yield _("Many at once: {0} on this nominee within {1} minutes.").format(
				self.burst, BURST_TIME.seconds // 60
			)
		if self.network:
			yield _("Sent from one network: {0} in this season.").format(self.network)


def refresh(season: str) -> int:
	"""Job: make the flags of all responses of the season that wait for a decision. How many changed."""
	rows = _rows(season)
	found = findings(rows)
	changed: dict[str, list[str]] = defaultdict(list)
	with kept_for_all():
		for row in rows:
			unusual = "\n".join(found[row.name].sentences())
			if row.status == PENDING and unusual != (row.unusual or ""):
				changed[unusual].append(row.name)
	for unusual, names in changed.items():
		which = {"name": ("in", names)}
		frappe.db.set_value(DOCTYPE, which, "unusual", unusual or None, update_modified=False)
	return sum(map(len, changed.values()))


def refresh_all() -> None:
	"""Job, every few minutes: what was confirmed while flags were being made is found as well."""
	waiting = {"status": PENDING, "channel": PUBLIC_PAGE}
	for season in frappe.get_all(DOCTYPE, waiting, pluck="season", distinct=True, order_by="season"):
		refresh(season)


def _rows(season: str) -> list[Any]:
	confirmed = {"season": season, "channel": PUBLIC_PAGE, "status": ("in", CONFIRMED)}
	return frappe.get_all(DOCTYPE, confirmed, list(FIELDS), order_by="confirmed_at, name")


def findings(rows: Sequence[Any]) -> dict[str, Findings]:
	"""Name → what is unusual about it. `rows`: confirmed responses of one season, by the time confirmed."""
	found = {row.name: Findings() for row in rows}
	_find_copies(rows, found)
	for group in _grouped(rows, lambda row: (row.nomination, _plain(row.respondent_name or ""))):
		if _plain(group[0].respondent_name or "") and len(group) > 1:
			for row in group:
				found[row.name].names = len(group) - 1
	for group in _grouped(rows, lambda row: row.network_key):
		if group[0].network_key and len(group) >= SAME_NETWORK:
			for row in group:
				found[row.name].network = len(group)
	for group in _grouped(rows, lambda row: row.nomination):
		_find_bursts(group, found)
	return found


def _grouped(rows: Iterable[Any], key: Any) -> Iterable[list[Any]]:
	groups: dict[Any, list[Any]] = defaultdict(list)
	for row in rows:
		groups[key(row)].append(row)
	return groups.values()


def _plain(text: str) -> str:
	"""The words alone: capitals, punctuation and blanks make no other text."""
	return " ".join(WORDS.findall(text.casefold()))


# Copied texts


def _find_copies(rows: Sequence[Any], found: dict[str, Findings]) -> None:
	by_text: dict[str, list[Any]] = defaultdict(list)
	for row in rows:
		text = _plain(row.response or "")
		if len(text) >= SHORTEST_TEXT:
			by_text[text].append(row)
	sought = [text for text, like in by_text.items() if any(row.status == PENDING for row in like)]
	for text, like in _alike(by_text, sought):
		copies = [row for one in like for row in by_text[one]]
		for row in by_text[text]:
			others = [other for other in copies if other.name != row.name]
			found[row.name].same_nominee = sum(other.nomination == row.nomination for other in others)
			found[row.name].other_nominees = {
				other.nomination for other in others if other.nomination != row.nomination
			}


def _alike(texts: Iterable[str], sought: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
	"""Each text sought with those like it, itself included. Only texts of about one length can be alike."""
	ordered = sorted(texts, key=len)
	lengths = [len(text) for text in ordered]
	for text in sought:
		first = bisect_left(lengths, len(text) * LEAST_SHARE)
		past = bisect_right(lengths, len(text) / LEAST_SHARE)
		near = ordered[first:past]
		like = process.extract(text, near, scorer=fuzz.ratio, score_cutoff=ALIKE_PER_CENT, limit=None)
		yield text, [other for other, _score, _place in like]


# Many at once


def _find_bursts(rows: Sequence[Any], found: dict[str, Findings]) -> None:
	"""Each response within a stretch of time in which so many were confirmed; the busiest one counts."""
	times = [_moment(row) for row in rows]
	first = 0
	for last in range(len(rows)):
		while times[last] - times[first] > BURST_TIME:
			first += 1
		size = last - first + 1
		if size >= BURST:
			for row in rows[first : last + 1]:
				found[row.name].burst = max(found[row.name].burst, size)


def _moment(row: Any) -> datetime:
	return get_datetime(row.confirmed_at or row.creation)
