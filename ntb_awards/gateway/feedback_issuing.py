"""Feedback Requests made many at a time: rows for the database, without a document for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.utils import now

from ntb_awards.gateway.contributors import OPEN_CASES, FeedbackStage, reach_of_peers
from ntb_awards.gateway.feedback_roster import enlist
from ntb_awards.gateway.feedback_states import WITHDRAWN
from ntb_awards.gateway.fitting_forms import fitting
from ntb_awards.gateway.gates import unit_of
from ntb_awards.gateway.problems import throw_all
from ntb_awards.hris.surroundings import Surroundings
from ntb_awards.hris.tree import Reach
from ntb_awards.selection.scheme import ContributorRule

COLUMNS = (
	*("name", "creation", "modified", "owner", "modified_by", "docstatus", "idx"),
	*("nomination", "nominee_name", "season", "category", "contributor", "contributor_name"),
	*("relation", "status", "proposed_by", "variant", "round"),
)


@dataclass(frozen=True)
class Pair:
	"""Somebody (Employee) to be asked about a nominee. `row`: as `season_rows.nominations` gives it."""

	stage: FeedbackStage
	row: Mapping[str, Any]
	employee: str
	relation: str


def issue(season: str, pairs: Collection[Pair], status: str) -> None:
	"""Insert a request for each pair. The caller has checked who may be asked, and has locked the season.

	As many queries for a thousand pairs as for one, but for the inserts. Raises ValidationError naming the
	nominees whom no form fits.
	"""
	if not pairs:
		return
	people = enlist(season, {pair.employee for pair in pairs})
	names = _names(season)
	variants = _variants(season, pairs)
	values = (_values(season, status, pair, people, names, variants) for pair in pairs)
	frappe.db.bulk_insert("Feedback Request", list(COLUMNS), values, chunk_size=2_000)


def _values(
	season: str,
	status: str,
	pair: Pair,
	people: Mapping[str, str],
	names: Mapping[str, str],
	variants: Mapping[str, str | None],
) -> tuple[Any, ...]:
	at, user, person = now(), frappe.session.user, people[pair.employee]
	return (
		*(frappe.generate_hash(length=10), at, at, user, user, 0, 0),
		*(pair.row["name"], pair.row["employee_name"], season, pair.row["category"], person, names[person]),
		*(pair.relation, status, "Rule", variants[pair.row["name"]], 1),
	)


def _names(season: str) -> dict[str, str]:
	rows = frappe.get_all("Feedback Contributor", {"season": season}, ["name", "full_name"], order_by="name")
	return {row.name: row.full_name for row in rows}


def _variants(season: str, pairs: Collection[Pair]) -> dict[str, str | None]:
	# One stage asks for feedback, whatever the category: all have its instrument.
	stage = next(iter(pairs)).stage
	nominees = {pair.row["name"]: pair.row for pair in pairs}
	found, unclear = fitting(stage.scheme.instrument(stage.stage.instrument), nominees, season)
	text = _("No form fits {0}. Complete the post type on the Employee record.")
	throw_all((text.format(nominees[name]["employee_name"]) for name in unclear), _("Form Not Clear"))
	return found


def asked_about(nominations: Collection[str]) -> Iterator[tuple[str, str | None, str]]:
	"""(nomination, Employee, relation) of everybody who is asked about them, or is proposed to be."""
	request, person = frappe.qb.DocType("Feedback Request"), frappe.qb.DocType("Feedback Contributor")
	query = (
		frappe.qb.from_(request)
		.join(person)
		.on(person.name == request.contributor)
		.select(request.nomination, person.employee, request.relation)
		.where(request.nomination.isin(list(nominations)) & (request.status != WITHDRAWN))
		.orderby(request.name)
	)
	return iter(query.run() if nominations else ())


def surroundings(season: str, rules: Iterable[ContributorRule]) -> dict[Reach, Surroundings]:
	"""How far peers reach by the rules → everybody around the people of the season's organiser, read once."""
	organiser = frappe.get_cached_value("Award Season", season, "organiser")
	reaches = {reach_of_peers(rule) for rule in rules}
	return {reach: Surroundings(organiser, reach, unit_of(season)) for reach in reaches}


def under_discipline() -> dict[str, str]:
	"""Employee → name of everybody with a disciplinary case that is not over."""
	open_cases = {"kind": "Disciplinary", "status": ("in", OPEN_CASES)}
	rows = frappe.get_all(
		"Disciplinary Record", filters=open_cases, fields=["employee", "employee_name"], order_by="creation"
	)
	return {row.employee: row.employee_name or row.employee for row in rows}
