"""Everybody who stands in a relation to a person, for many persons: the people of a company, read once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

import frappe

from ntb_awards.hris.tree import (
	FIELDS,
	Circle,
	Place,
	Reach,
	Relation,
	Span,
	circle_of,
	place_of,
	relation_between,
	same_unit,
)


class Surroundings:
	"""The active employees of a company with their places, and how far peers reach; two queries.

	Only those are compared with a person who can stand in a relation at all, so that a ministry costs as much
	for each pair as a unit does.
	"""

	def __init__(self, company: str, peers: Reach = "team", unit: str | None = None) -> None:
		rows = frappe.get_all(
			"Employee", filters={"company": company, "status": "Active"}, fields=FIELDS, order_by="name"
		)
		self._places: dict[str, Place] = {row.name: place_of(row) for row in rows}
		departments = {place.department for place in self._places.values() if place.department}
		self._circle: Circle = circle_of(peers, unit, departments)
		self._by: dict[tuple[str, str | None], list[str]] = defaultdict(list)
		for place in self._places.values():
			for key in ("department", "reports_to", "asn_appraiser", "asn_post_type"):
				self._by[key, getattr(place, key)].append(place.name)
		self._in_tree = sorted((place.lft, place.name) for place in self._places.values() if place.lft)
		self._near: dict[str, list[str]] = {}

	def of(self, employee: str) -> dict[str, Relation]:
		"""Employee → relation, as `tree.relation` tells it, of all around one; nobody around a stranger."""
		own = self._places.get(employee)
		if own is None:
			return {}
		found = {}
		for name in sorted({*self._candidates(own)}):
			if relation := relation_between(own, self._places.get(name), self._circle):
				found[name] = relation
		return found

	def _candidates(self, own: Place) -> Iterable[str]:
		yield from filter(None, (own.asn_appraiser, own.reports_to))
		yield from self._by["reports_to", own.name]
		yield from self._by["asn_appraiser", own.name]
		first = bisect_left(self._in_tree, (own.lft, ""))
		last = bisect_left(self._in_tree, (own.rgt, "")) if own.lft else first
		yield from (name for _lft, name in self._in_tree[first:last])
		if own.reports_to:
			yield from self._by["reports_to", own.reports_to]
		if own.department:
			yield from self._nearby(own.department)
		if self._circle.peers == "organisation":
			yield from self._by["asn_post_type", own.asn_post_type]

	def _nearby(self, department: str) -> list[str]:
		"""The people of the departments that count as one unit with this one."""
		if department not in self._near:
			own = self._circle.units.get(department)
			one_unit = {name for name, span in self._circle.units.items() if self._is_one_unit(own, span)}
			self._near[department] = [
				name for other in {department, *one_unit} for name in self._by["department", other]
			]
		return self._near[department]

	def _is_one_unit(self, one: Span | None, other: Span) -> bool:
		whole = self._circle.whole
		if whole and one and all(whole[0] <= span[0] and span[1] <= whole[1] for span in (one, other)):
			return True
		return same_unit(one, other)
