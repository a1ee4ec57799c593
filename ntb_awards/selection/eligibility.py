"""Requirements against facts: met, not met, or needs a human look, with the article and the fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ntb_awards.selection.fact_conditions import Answer
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.messages import Message
from ntb_awards.selection.scheme import Bonus, EligibilityRule, Scheme

Eligibility = Literal["eligible", "needs_review", "ineligible"]


@dataclass(frozen=True)
class Judgement:
	"""One requirement, the answer and the facts it was judged on."""

	rule: EligibilityRule
	answer: Answer
	facts: tuple[Message, ...]


def judge(scheme: Scheme, category: str, facts: Facts, on: date) -> list[Judgement]:
	"""Judge every requirement of a category, in the scheme's order, on the reference date."""
	judgements = []
	for rule in scheme.rules_for(category):
		finding = rule.condition.judge(facts, on)
		judgements.append(Judgement(rule, finding.answer, finding.facts))
	return judgements


def overall(answers: Iterable[Answer]) -> Eligibility:
	"""One requirement not met makes ineligible; one open keeps the case open; else eligible."""
	given = set(answers)
	if "not_met" in given:
		return "ineligible"
	return "needs_review" if "needs_review" in given else "eligible"


def earned_bonuses(scheme: Scheme, facts: Facts, on: date) -> list[Bonus]:
	return [bonus for bonus in scheme.bonuses if bonus.condition.judge(facts, on).answer == "met"]
