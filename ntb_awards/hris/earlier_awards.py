"""The ranks people reached in earlier selections: awards recorded by hand, grants, and final standings.

Each source is one query, however many people are asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import frappe
from frappe.query_builder import DocType
from frappe.utils import cint
from pypika.queries import QueryBuilder

from ntb_awards.selection.facts import Award

SUBMITTED = 1
# Who came before the last plenary meeting: the winners, and those among whom they were chosen.
RANKED = ("Winner", "Finalist")


def awards_of(employees: Collection[str], season: str | None = None) -> dict[str, list[Award]]:
	"""Awards by Employee name, oldest first. `season`: the Award Season being judged.

	That season gives none, and neither do the levels below it: who was proposed by one has won there, and it
	is the same selection.
	"""
	found: dict[str, set[tuple[int, str, int]]] = defaultdict(set)
	if employees:
		left_out = _season_and_below(season) if season else set()
		for row in (*_recorded(employees), *_granted(employees), *_in_final_standings(employees)):
			if row.season not in left_out:
				found[row.employee].add((cint(row.year), row.scheme, cint(row.rank)))
	return defaultdict(
		list,
		{
			employee: [Award(scheme=scheme, year=year, rank=rank) for year, scheme, rank in sorted(rows)]
			for employee, rows in found.items()
		},
	)


def _recorded(employees: Collection[str]) -> Iterable[Any]:
	award = DocType("Earlier Award")
	return (
		frappe.qb.from_(award)
		.select(award.employee, award.scheme, award.year, award.rank)
		.where(award.employee.isin(list(employees)) & (award.rank > 0))
	).run(as_dict=True)


def _granted(employees: Collection[str]) -> Iterable[Any]:
	grant = DocType("Award Grant")
	query = _with_scheme(frappe.qb.from_(grant), grant).select(grant.employee, grant.rank)
	of_them = grant.employee.isin(list(employees)) & (grant.docstatus == SUBMITTED) & (grant.rank > 0)
	return query.where(of_them).run(as_dict=True)


def _in_final_standings(employees: Collection[str]) -> Iterable[Any]:
	"""Ranks without a grant count too: the rules ask who was among the best, awarded or not."""
	nominee, minutes = DocType("Nomination"), DocType("Plenary Minutes")
	query = (
		_with_scheme(frappe.qb.from_(nominee), nominee)
		.join(minutes)
		.on((minutes.name == nominee.decided_by_minutes) & (minutes.docstatus == SUBMITTED))
		.select(nominee.employee, nominee.final_rank.as_("rank"))
	)
	ranked = nominee.outcome.isin(list(RANKED)) & (nominee.final_rank > 0)
	return query.where(nominee.employee.isin(list(employees)) & ranked).run(as_dict=True)


def _with_scheme(query: QueryBuilder, table: Any) -> QueryBuilder:
	"""The season, its year and the code of its scheme, for a table that has a season."""
	season, scheme = DocType("Award Season"), DocType("Award Scheme")
	return (
		query.join(season)
		.on(season.name == table.season)
		.join(scheme)
		.on(scheme.name == season.scheme)
		.select(season.name.as_("season"), season.year, scheme.code.as_("scheme"))
	)


def _season_and_below(season: str) -> set[str]:
	parents = frappe.get_all(
		"Award Season",
		filters={"parent_season": ("is", "set")},
		fields=["name", "parent_season"],
		order_by="creation",
	)
	found, before = {season}, set()
	while found != before:
		before = set(found)
		found |= {row.name for row in parents if row.parent_season in found}
	return found
