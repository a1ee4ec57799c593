"""What every part of the sample season needs: who acts when, and the names of things on this site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property

import frappe
import time_machine
from frappe.model.document import Document

from ntb_awards.demo.people import People
from ntb_awards.demo.schemes import scheme_in_force
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.selection.sample_people import SampleFiles


@contextmanager
def acting(user: str, at: datetime) -> Iterator[None]:
	"""Be that user at that moment of the season."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		with time_machine.travel(at, tick=True):
			yield
	finally:
		frappe.set_user(before)


class Part:
	"""One part of a sample season on this site; `names` maps a nominee's fixture id to the Nomination."""

	season: str

	def __init__(self, people: People, files: SampleFiles, on_step: Callable[[str], None]) -> None:
		self.people = people
		self.files = files
		self.header = files.json("season")
		self.on_step = on_step
		self.names: dict[str, str] = {}
		self.recorded: set[tuple[str, ...]] = set()
		self.scheme_name: str = scheme_in_force(self.header)
		self.scheme = load_scheme(self.scheme_name)

	def at(self, day: str, clock: str) -> datetime:
		"""A time of day (HH:MM) at the organiser's place."""
		return time_of(f"{day}T{clock}:00{self.header.get('offset', '+08:00')}")

	@cached_property
	def secretariat(self) -> str:
		return self._user_with("Awards Secretariat")

	@cached_property
	def administrator(self) -> str:
		return self._user_with("Awards Administrator")

	def _user_with(self, role: str) -> str:
		return next(row["email"] for row in self.header["users"] if row["role"] == role)

	def category_name(self, code: str) -> str:
		return f"{self.scheme_name}-{code}"


def fill(rows: list[Document], raw: dict[str, str]) -> None:
	for row in rows:
		row.raw = raw.get(row.criterion, "")


def time_of(text: str) -> datetime:
	return datetime.fromisoformat(text)


def wall_clock(text: str) -> str:
	"""The wall-clock time of the season's zone, as Datetime fields keep it."""
	return time_of(text).replace(tzinfo=None).isoformat(sep=" ")
