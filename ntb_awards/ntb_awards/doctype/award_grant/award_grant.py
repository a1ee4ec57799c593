from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from ntb_awards.gateway import grants
from ntb_awards.gateway.results import lock_season


class AwardGrant(Document):
	"""The award given to one winner, by decree."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.grant_reward.grant_reward import GrantReward

		amended_from: DF.Link | None
		category: DF.Link
		decree_date: DF.Date
		decree_number: DF.Data
		employee: DF.Link | None
		employee_name: DF.Data | None
		final_score: DF.Data | None
		minutes: DF.Link | None
		nomination: DF.Link
		rank: DF.Int
		rewards: DF.Table[GrantReward]
		season: DF.Link
		title: DF.Data | None
	# end: auto-generated types

	def validate(self) -> None:
		grants.check(self)
		grants.require_only(self)

	def before_submit(self) -> None:
		lock_season(self.season)
		grants.require_only(self)
		self.require_rewards()

	def require_rewards(self) -> None:
		if not self.rewards:
			frappe.throw(
				_("Rewards: name at least one reward before submitting."),
				frappe.MandatoryError,
				title=_("Rewards Missing"),
			)


@frappe.whitelist()
def create_grants(
	season: str,
	decree_number: str | None = None,
	decree_date: str | None = None,
	rewards: list[dict[str, Any]] | str | None = None,
) -> list[str]:
	"""Draft grants for all winners of a season who have none yet; returns their names.

	`rewards`: [{reward, detail}] that every winner receives; left out: those of the scheme.
	"""
	frappe.has_permission("Award Grant", "create", throw=True)
	frappe.has_permission("Award Season", "write", season, throw=True)
	lock_season(season)
	decree = {"decree_number": decree_number, "decree_date": decree_date}
	given = frappe.parse_json(rewards) if isinstance(rewards, str) else rewards
	return grants.create_grants(season, decree, given)


@frappe.whitelist()
def rewards_of(season: str) -> list[dict[str, str]]:
	"""The rewards that the scheme of a season gives every winner, to begin with: [{reward, detail}]."""
	frappe.has_permission("Award Grant", "create", throw=True)
	frappe.has_permission("Award Season", "read", season, throw=True)
	return grants.rewards_of(season)
