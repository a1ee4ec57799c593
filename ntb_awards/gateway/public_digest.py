"""What citizens said about a nominee, for the panel: counted, averaged, read – and nobody's name.

Only approved responses count. What the secretariat entered from other channels has a tone, no ratings.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from ntb_awards import access
from ntb_awards.gateway.gates import scheme_of
from ntb_awards.gateway.public_response_form import Question, questions_of
from ntb_awards.gateway.public_response_states import APPROVED, DOCTYPE, PUBLIC_PAGE
from ntb_awards.predicates import Proposed, holds_for
from ntb_awards.selection.numbers import fixed_text, rounded

if TYPE_CHECKING:
	from ntb_awards.selection.scheme import Scheme, Stage

# Of a mean: two places tell five steps apart, answered by hundreds.
PLACES = 2
FIELDS = ("stage", "channel", "tone", "response", "answers", "received_on", "source_url")


@frappe.whitelist()
def digest(nomination: str, stage: str | None = None) -> dict[str, Any]:
	"""Approved responses about a nomination (name), up to a stage (code) of its scheme.

	{stages: [{stage, title, approved, questions: [{title, answered, mean, distribution: [{value, label,
	count}]}], texts: [{text, on}]}], channels: [{channel, count, tones: {tone: count}, texts}]}; numbers as
	text, `mean` None where nobody answered. For staff, auditors and the panel of its category; raises
	PermissionError.
	"""
	_require_sight(nomination)
	season = frappe.db.get_value("Nomination", nomination, "season")
	rows = _rows(nomination)
	return {
		"stages": [_stage_digest(season, one, rows) for one in _stages(scheme_of(season)[1], stage)],
		"channels": _channels([row for row in rows if row.channel != PUBLIC_PAGE]),
	}


def _require_sight(nomination: str) -> None:
	user = frappe.session.user
	approved = Proposed({"nomination": nomination, "status": APPROVED})
	if user != "Administrator" and not holds_for(access.RULES[DOCTYPE].look, user, approved):
		text = _("What the public said about this nominee is for the panel that judges this category.")
		frappe.throw(text, frappe.PermissionError, title=_("Not Permitted"))


def _rows(nomination: str) -> list[Any]:
	approved = {"nomination": nomination, "status": APPROVED}
	return frappe.get_all(DOCTYPE, approved, list(FIELDS), order_by="received_on desc, name")


def _stages(scheme: Scheme, until: str | None) -> list[Stage]:
	"""The stages at which the public is asked, of those up to the stage."""
	codes = [one.code for one in scheme.stages]
	last = codes.index(until) if until in codes else len(codes) - 1
	return [one for one in scheme.stages[: last + 1] if one.public_instrument]


def _stage_digest(season: str, stage: Stage, rows: Sequence[Any]) -> dict[str, Any]:
	here = [row for row in rows if row.channel == PUBLIC_PAGE and row.stage == stage.code]
	answers = [json.loads(row.answers or "{}") for row in here]
	return {
		"stage": stage.code,
		"title": stage.title,
		"approved": len(here),
		"questions": [_question(one, answers) for one in questions_of(season, stage)],
		"texts": _texts(here),
	}


def _question(question: Question, answers: Iterable[dict[str, str]]) -> dict[str, Any]:
	given = Counter(one[question.code] for one in answers if question.code in one)
	return {
		"title": question.title,
		"answered": given.total(),
		"mean": mean_text(given),
		"distribution": [
			{"value": one.value, "label": one.label, "count": given[one.value]} for one in question.choices
		],
	}


def mean_text(given: Counter[str]) -> str | None:
	"""The mean of what was chosen so often, exact until it is written; None of nothing."""
	if not given:
		return None
	points = sum((Fraction(Decimal(value)) * count for value, count in given.items()), Fraction(0))
	return fixed_text(rounded(points / given.total(), PLACES), PLACES)


def _texts(rows: Iterable[Any]) -> list[dict[str, str]]:
	return [{"text": row.response, "on": str(row.received_on)} for row in rows if row.response]


def _channels(rows: Sequence[Any]) -> list[dict[str, Any]]:
	channels = sorted({row.channel or "" for row in rows})
	return [_channel(one, [row for row in rows if (row.channel or "") == one]) for one in channels]


def _channel(channel: str, rows: Sequence[Any]) -> dict[str, Any]:
	return {
		"channel": channel,
		"count": len(rows),
		"tones": dict(Counter(row.tone or "" for row in rows)),
		"texts": _texts(rows),
	}
