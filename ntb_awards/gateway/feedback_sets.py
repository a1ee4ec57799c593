"""One set of 360° answers as a verifier reads it: aspects with their titles and scores, nobody's name."""

from __future__ import annotations

import json
from typing import Any

import frappe

from ntb_awards.gateway import feedback_windows
from ntb_awards.gateway.contributors import FeedbackStage, feedback_stage_of, relation_label
from ntb_awards.gateway.gates import deciding_minutes
from ntb_awards.selection.numbers import decimal_text


@frappe.whitelist()
def contents(set_name: str) -> dict[str, Any]:
	"""A set of answers (Assessment 360, name), for whoever may read it.

	{relation, aspects: [{component, title, description, minimum, maximum, score}], verified: whether its
	rule asks for verification, decided: the minutes after which nothing changes, needs_end: the time for
	answers is over, so that asking again needs a new end, timezone: in which that end is meant}
	"""
	frappe.has_permission("Assessment 360", "read", set_name, throw=True)
	row = frappe.get_doc("Assessment 360", set_name)
	stage = feedback_stage_of(row.season, row.category)
	season = frappe.get_cached_doc("Award Season", row.season)
	return {
		"relation": relation_label(row.relation),
		"aspects": _aspects(stage, row.variant, json.loads(row.answers or "{}")),
		"verified": stage.rule.verify,
		"decided": deciding_minutes(row.season, row.category, stage.gate.code),
		"needs_end": feedback_windows.is_over(season),
		"timezone": season.timezone,
	}


def _aspects(
	stage: FeedbackStage, variant: str | None, scores: dict[str, str]
) -> list[dict[str, str | None]]:
	instrument = stage.scheme.instrument(stage.stage.instrument)
	return [
		{
			"component": row.component,
			"title": row.title,
			"description": row.description,
			"minimum": decimal_text(row.minimum),
			"maximum": decimal_text(row.maximum),
			"score": scores.get(row.code),
		}
		for row in instrument.criteria_for(variant or None)
	]
