"""The texts of a nomination as its scheme asks for them: which ones, and with how many words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ntb_awards.gateway.eligibility import TEXTS
from ntb_awards.selection.conditions import AnyCondition, When
from ntb_awards.selection.fact_conditions import Present
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.scheme import EligibilityRule


@dataclass(frozen=True)
class AskedText:
	"""A text that requirements speak of. `least`, `most`: words, `most` None: no limit; `basis`: articles."""

	field: str
	least: int = 1
	most: int | None = None
	required: bool = False
	basis: tuple[str, ...] = ()


def asked_texts(rules: Iterable[EligibilityRule], facts: Facts, on: Any) -> dict[str, AskedText]:
	"""Fieldname → what the requirements ask of the text, in the order of the form.

	What several requirements say of one text holds together. A text that stands beside others in an "any" is
	not required: another one of them will do. A requirement for other people only is left out.
	"""
	found: dict[str, AskedText] = {}
	for rule in rules:
		for part, alone in _parts(rule.condition, True, facts, on):
			found[part.fact] = _both(found.get(part.fact) or AskedText(part.fact), part, alone, rule.basis)
	return {field: found[field] for field in TEXTS if field in found}


def _both(text: AskedText, part: Present, alone: bool, basis: str) -> AskedText:
	limits = [limit for limit in (text.most, part.max_words) if limit]
	return replace(
		text,
		least=max(text.least, part.words),
		most=min(limits, default=None),
		required=text.required or alone,
		basis=tuple(dict.fromkeys((*text.basis, basis))),
	)


def _parts(condition: AnyCondition, alone: bool, facts: Facts, on: Any) -> Iterator[tuple[Present, bool]]:
	"""(question about a text, whether nothing else can stand in its place)"""
	if isinstance(condition, Present):
		yield condition, alone
	elif isinstance(condition, When):
		if condition.applies.judge(facts, on).answer != "not_met":
			yield from _parts(condition.then, alone, facts, on)
	else:
		parts = getattr(condition, "of", ())
		for part in parts:
			yield from _parts(part, alone and (condition.test == "all" or len(parts) == 1), facts, on)


def words(text: str | None) -> int:
	"""As `Present` counts them."""
	return len((text or "").split())
