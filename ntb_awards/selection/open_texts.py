"""Requirements that can still be met by writing: texts are completed after a proposal, facts are not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ntb_awards.selection.fact_conditions import Condition, Present
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.scheme import EligibilityRule


def can_still_be_written(rule: EligibilityRule, facts: Facts, on: date) -> bool:
	"""Whether the requirement would no longer fail if every text it asks for were as long as it asks."""
	written = {one.fact: "x " * one.words for one in _texts_asked(rule.condition)}
	complete = facts.model_copy(update=written)
	return bool(written) and rule.condition.judge(complete, on).answer != "not_met"


def _texts_asked(condition: Condition) -> Iterator[Present]:
	if isinstance(condition, Present):
		yield condition
	for part in (*getattr(condition, "of", ()), getattr(condition, "then", None)):
		if part is not None:
			yield from _texts_asked(part)
