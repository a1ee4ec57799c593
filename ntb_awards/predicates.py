"""Predicates about a user and a row, joined with `|`, `&` and `~`, and how to ask them.

A predicate answers with True, False or a database condition about the row. The row is a table, and the
condition then filters a query; or a document that is not stored, and the condition then speaks of its values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.query_builder import DocType
from frappe.query_builder.terms import ParameterizedValueWrapper, SubQuery
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, ExistsCriterion, Not

Row = Any  # has the columns of the DocType as attributes: a table, or a `Proposed` row
Answer = Criterion | bool


@dataclass(frozen=True)
class Who:
	"""One answer to "who?": a user name and a row in, True, False or a database condition out."""

	ask: Callable[[str, Row], Answer]

	def __or__(self, other: Who) -> Who:
		return Who(lambda user, row: _either(self.ask(user, row), lambda: other.ask(user, row)))

	def __and__(self, other: Who) -> Who:
		return Who(lambda user, row: _both(self.ask(user, row), lambda: other.ask(user, row)))

	def __invert__(self) -> Who:
		return Who(lambda user, row: _opposite(self.ask(user, row)))


def _either(one: Answer, other: Callable[[], Answer]) -> Answer:
	if isinstance(one, bool):
		return True if one else other()
	second = other()
	return (second or one) if isinstance(second, bool) else one | second


def _both(one: Answer, other: Callable[[], Answer]) -> Answer:
	if isinstance(one, bool):
		return other() if one else False
	second = other()
	return (second and one) if isinstance(second, bool) else one & second


def _opposite(answer: Answer) -> Answer:
	return not answer if isinstance(answer, bool) else Not(answer)


class Proposed:
	"""A row that is not stored, or not yet so: each column is the value it would have."""

	def __init__(self, values: Document | Mapping[str, Any]) -> None:
		self._values = values

	def __getattr__(self, column: str) -> ParameterizedValueWrapper:
		return ParameterizedValueWrapper(self._values.get(column))


def exists(query: QueryBuilder) -> Criterion:
	"""Whether the query finds anything; it may speak of columns of the row it is asked about."""
	return ExistsCriterion(SubQuery(query))


def holds_in_store(who: Who, user: str, doc: Document) -> bool:
	"""Whether the predicate applies to the document as it is stored, whatever the copy in hand says."""
	table = DocType(doc.doctype)
	answer = who.ask(user, table)
	return answer if isinstance(answer, bool) else _found(table, (table.name == doc.name) & answer)


def holds_for(who: Who, user: str, row: Proposed) -> bool:
	"""Whether the predicate applies to a row that is not stored; the database answers that, too."""
	answer, any_table = who.ask(user, row), DocType("DocType")
	return answer if isinstance(answer, bool) else _found(any_table, (any_table.name == "DocType") & answer)


def _found(table: Row, condition: Criterion) -> bool:
	return bool(frappe.qb.from_(table).select(table.name).where(condition).limit(1).run())
