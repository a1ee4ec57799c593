"""Award Grants: the winners of the last gate's minutes, as drafts for the decree."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from ntb_awards.gateway import states
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.words import kept_for_all

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_grant.award_grant import AwardGrant

SUBMITTED = 1
CANCELLED = 2
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# What one decree says for all winners of a season.
DECREE = ("decree_number", "decree_date")


def last_gate(season: str) -> str:
	scheme = load_scheme(frappe.get_cached_value("Award Season", season, "scheme"))
	return scheme.gates[-1].code


def determination(season: str, category: str) -> str | None:
	"""The submitted minutes that determine the winners of an Award Category (name)."""
	return frappe.db.get_value(
		"Plenary Minutes",
		{"season": season, "category": category, "stage": last_gate(season), "docstatus": SUBMITTED},
		"name",
		order_by="creation",
	)


def final_ranks(standings: str) -> dict[int, tuple[int, str]]:
	"""Nominee number → (final rank, final score) of those who advance in frozen standings (JSON)."""
	return {
		row["nominee"]: (row["final_rank"], row["score"])
		for row in json.loads(standings)["rows"]
		if row["decision"] == "advance"
	}


def rewards_of(season: str) -> list[dict[str, str]]:
	"""What the scheme gives every winner: [{reward, detail}]."""
	scheme = load_scheme(frappe.get_cached_value("Award Season", season, "scheme"))
	return [{"reward": reward.title, "detail": reward.detail} for reward in scheme.rewards]


def create_grants(
	season: str,
	decree: Mapping[str, Any] | None = None,
	rewards: Iterable[Mapping[str, Any]] | None = None,
) -> list[str]:
	"""Draft a grant for every winner who has none. Returns the new drafts, by category and rank.

	`rewards`: what every winner receives; None: what the scheme gives, an empty list: nothing yet.
	"""
	rewards = rewards_of(season) if rewards is None else list(rewards)
	lock = {"season": season, "docstatus": ("<", CANCELLED)}
	granted = set(frappe.get_all("Award Grant", filters=lock, pluck="nomination", order_by="creation"))
	created = []
	for winner in winners_of(season):
		if winner.nomination not in granted:
			created.append(_draft(season, winner, decree or {}, rewards))
	return created


@dataclass(frozen=True)
class Winner:
	"""One who won a category: the minutes (name and number) that say so, the rank and final score in them."""

	minutes: str
	minutes_number: str
	nomination: str
	rank: int
	score: str


def winners_of(season: str) -> list[Winner]:
	"""Every winner of a season's submitted last minutes, by category and rank."""
	papers = frappe.get_all(
		"Plenary Minutes",
		filters={"season": season, "stage": last_gate(season), "docstatus": SUBMITTED},
		fields=["name", "minutes_number", "standings"],
		order_by="category",
	)
	rows = frappe.get_all(
		"Minutes Decision",
		filters={"parent": ("in", [paper.name for paper in papers]), "decision": "Advance"},
		fields=["parent", "number", "nomination"],
		order_by="parent, idx",
	)
	nominations = {(row.parent, row.number): row.nomination for row in rows}
	return [
		Winner(paper.name, paper.minutes_number or paper.name, nominations[paper.name, number], rank, score)
		for paper in papers
		for number, (rank, score) in sorted(final_ranks(paper.standings).items(), key=lambda item: item[1][0])
	]


def _draft(
	season: str,
	winner: Winner,
	decree: Mapping[str, Any],
	rewards: Iterable[Mapping[str, Any]],
) -> str:
	grant = frappe.new_doc("Award Grant")
	category = frappe.db.get_value("Nomination", winner.nomination, "category")
	grant.update({"season": season, "category": category, "nomination": winner.nomination})
	grant.update({"minutes": winner.minutes, "rank": winner.rank})
	grant.update({field: decree.get(field) for field in DECREE})
	for row in rewards:
		grant.append("rewards", {"reward": row.get("reward"), "detail": row.get("detail")})
	# The decree may come later: a draft without it is kept, a submission is refused.
	grant.flags.ignore_mandatory = True
	return grant.insert().name


def check(grant: AwardGrant) -> None:
	"""The grant must be that of a winner, with the rank of the minutes. Fills in minutes, score and title."""
	nominee = frappe.db.get_value(
		"Nomination",
		grant.nomination,
		["season", "category", "number", "workflow_state", "employee_name"],
		as_dict=True,
	)
	if not nominee or (nominee.season, nominee.category) != (grant.season, grant.category):
		frappe.throw(
			_("Nomination {0} does not belong to this season and category.").format(grant.nomination)
		)
	if nominee.workflow_state != states.WINNER:
		frappe.throw(
			_("{0} is not a winner: the nomination stands at {1}.").format(
				nominee.employee_name, _(nominee.workflow_state)
			),
			title=_("Not a Winner"),
		)
	grant.minutes = determination(grant.season, grant.category)
	ranks = (
		final_ranks(frappe.db.get_value("Plenary Minutes", grant.minutes, "standings"))
		if grant.minutes
		else {}
	)
	rank, score = ranks.get(nominee.number, (None, None))
	if rank is None:
		frappe.throw(_("No submitted minutes make {0} a winner.").format(nominee.employee_name))
	if grant.rank != rank:
		frappe.throw(
			_("{0} has rank {1} in {2}, not {3}. Correct the rank.").format(
				nominee.employee_name, rank, grant.minutes, grant.rank
			),
			title=_("Rank Differs"),
		)
	grant.final_score = score
	with kept_for_all():
		grant.title = grant.title or _("Best {0}").format(ROMAN[rank] if rank < len(ROMAN) else rank)


def require_only(grant: AwardGrant) -> None:
	"""One grant for a nomination, and one for a rank of a category; cancelled ones do not count."""
	alive = {"docstatus": ("<", CANCELLED), "name": ("!=", grant.name or "")}
	same_person = {**alive, "nomination": grant.nomination}
	same_rank = {**alive, "season": grant.season, "category": grant.category, "rank": grant.rank}
	for filters in (same_person, same_rank):
		other = frappe.db.get_value("Award Grant", filters, ["name", "employee_name", "rank"], as_dict=True)
		if other:
			frappe.throw(
				_("Rank {0} is already granted to {1} in {2}. Cancel or delete that grant first.").format(
					other.rank, other.employee_name, other.name
				),
				frappe.DuplicateEntryError,
				title=_("Already Granted"),
			)
