"""Which form of an instrument fits a nominee's post: for one nominee, or for many at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway import season_rows
from ntb_awards.gateway.eligibility import TEXTS
from ntb_awards.gateway.windows import reference_date
from ntb_awards.gateway.words import say
from ntb_awards.selection.messages import Message, SelectionError
from ntb_awards.selection.scheme import Instrument


def fitting(
	instrument: Instrument, nominees: Mapping[str, Mapping[str, Any]], season: str
) -> tuple[dict[str, str | None], dict[str, Message]]:
	"""Nomination → variant (None where all have the same form), and why none fits the others.

	`nominees`: nomination → row as `season_rows.nominations` gives it.
	"""
	facts, on = season_rows.facts(list(nominees.values()), season), reference_date(season)
	found: dict[str, str | None] = {}
	unclear: dict[str, Message] = {}
	for name in nominees:
		try:
			found[name] = instrument.variant_for(facts[name], on)
		except SelectionError as error:
			unclear[name] = error.problems[0].message
	return found, unclear


def variant_of(nomination: str, instrument: Instrument) -> str | None:
	"""The form that fits one nominee; None if all have the same.

	Raises ValidationError if there are several and none fits.
	"""
	if not instrument.variants:
		return None
	fields = ["name", "employee", "season", "facts_json", *TEXTS]
	row = frappe.db.get_value("Nomination", nomination, fields, as_dict=True)
	found, unclear = fitting(instrument, {nomination: row}, row.season)
	if unclear:
		frappe.throw(say(unclear[nomination]), title=_("Form Not Clear"))
	return found[nomination]
