"""Winners of a season become nominees of the season above it: one action, all or nothing."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr, escape_html

from ntb_awards.gateway.levels import Level, level_of, season_problems
from ntb_awards.gateway.proposal_checks import COPIED, Candidate, judged, refuse, within_quota
from ntb_awards.gateway.proposed_documents import take_over
from ntb_awards.gateway.results import lock_season
from ntb_awards.gateway.words import kept_for_all
from ntb_awards.who import STAFF_ROLES


@frappe.whitelist()
def winners_to_propose(season: str) -> dict[str, Any]:
	"""For the dialog: what keeps the season as a whole from proposing, and every winner with what keeps them.

	{parent_title, problems, winners: [{nomination, employee_name, category, rank, score, to_category,
	reasons, chosen}]}; `chosen` fills the quotas, best rank first. For staff alone.
	"""
	frappe.only_for(STAFF_ROLES)
	level = level_of(season)
	candidates = judged(level, None)
	chosen = within_quota(level, candidates)
	return {
		"parent_title": level.parent.title,
		"problems": season_problems(level),
		"winners": [_shown(one, one.nomination.name in chosen) for one in candidates],
	}


def _shown(one: Candidate, chosen: bool) -> dict[str, Any]:
	return {
		"nomination": one.nomination.name,
		"employee_name": one.nomination.employee_name,
		"category": one.nomination.category_title,
		"to_category": one.category.title if one.category else None,
		"rank": one.winner.rank,
		"score": one.winner.score,
		"reasons": one.reasons,
		"chosen": chosen,
	}


@frappe.whitelist(methods=["POST"])
def propose_winners(season: str, nominations: str | list[str] | None = None) -> dict[str, Any]:
	"""Make the winners of a season nominees of its parent season, as drafts to be completed and submitted.

	`nominations`: the chosen winners (Nomination names), none: all. Refused as a whole, every reason at once.
	Returns {created: [{nomination, employee_name, documents, left_out}], message}. For staff alone.
	"""
	frappe.only_for(STAFF_ROLES)
	level = level_of(season)
	for name in sorted((level.season.name, level.parent.name)):
		lock_season(name)
	candidates = judged(level, frappe.parse_json(nominations) if nominations else None)
	refuse(level, candidates)
	created = [_create(level, one) for one in candidates]
	text = _("{0} proposed to {1}. Complete the drafts there and submit them.")
	return {"created": created, "message": text.format(len(created), level.parent.title)}


def _create(level: Level, one: Candidate) -> dict[str, Any]:
	"""One draft above, with the texts, the letter, the documents, and where it comes from."""
	category = {"scheme": level.parent.scheme, "code": one.category.code}
	draft = frappe.new_doc("Nomination")
	draft.update({field: one.nomination[field] for field in COPIED})
	draft.update(
		{
			"season": level.parent.name,
			"category": frappe.db.get_value("Award Category", category),
			"employee": one.nomination.employee,
			"proposed_from": one.nomination.name,
			"proposed_by": level.season.name,
		}
	)
	draft.flags.is_proposal = True
	draft.insert()
	copied, left_out = take_over(one.nomination.name, draft)
	_tell(level, one, draft.name)
	return {
		"nomination": draft.name,
		"employee_name": draft.employee_name,
		"documents": copied,
		"left_out": left_out,
	}


def _tell(level: Level, one: Candidate, draft: str) -> None:
	"""The way up on both timelines, in the language the site keeps.

	Without the score: assessors, the unit and the nominee read a timeline. Whoever may see scores finds it on
	the nomination below.
	"""
	granted = {"nomination": one.nomination.name, "docstatus": 1}
	decree = frappe.db.get_value("Award Grant", granted, "decree_number")
	values = (level.season.title, one.winner.rank, one.winner.minutes_number, decree or "–")
	with kept_for_all():
		came = _("proposed by {0}: rank {1}, minutes {2}, decree {3}")
		went = _("proposed to {0}: {1}").format(escape_html(level.parent.title), draft)
		came = came.format(*(escape_html(cstr(value)) for value in values))
	frappe.get_doc("Nomination", draft).add_comment("Info", came)
	frappe.get_doc("Nomination", one.nomination.name).add_comment("Info", went)
