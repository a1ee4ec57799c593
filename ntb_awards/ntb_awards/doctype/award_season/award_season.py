from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from ntb_awards.gateway import (
	feedback_asking,
	feedback_opening,
	feedback_windows,
	levels,
	recommenders,
	season_notices,
	season_opening,
	season_rules,
	windows,
)
from ntb_awards.gateway.season_timeline import timeline_rows
from ntb_awards.gateway.workflow import build_workflow


class AwardSeason(Document):
	"""One run of a scheme: its year, organiser and timeline."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.feedback_verifier.feedback_verifier import FeedbackVerifier
		from ntb_awards.ntb_awards.doctype.season_activity.season_activity import SeasonActivity
		from ntb_awards.ntb_awards.doctype.season_extension.season_extension import SeasonExtension
		from ntb_awards.ntb_awards.doctype.season_recommender.season_recommender import SeasonRecommender

		activities: DF.Table[SeasonActivity]
		code: DF.Data
		extensions: DF.Table[SeasonExtension]
		feedback_closes_at: DF.Datetime | None
		feedback_contact: DF.Data | None
		feedback_opens_at: DF.Datetime | None
		feedback_published: DF.Check
		feedback_reminders: DF.Data | None
		feedback_verifiers: DF.TableMultiSelect[FeedbackVerifier]
		is_public: DF.Check
		level: DF.Data | None
		notes: DF.SmallText | None
		organiser: DF.Link
		parent_season: DF.Link | None
		public_contact: DF.SmallText | None
		public_summary: DF.Text | None
		recommenders: DF.Table[SeasonRecommender]
		scheme: DF.Link
		status: DF.Literal["Draft", "Open", "Closed"]
		timezone: DF.Data
		title: DF.Data
		unit: DF.Link | None
		winners_published_at: DF.Datetime | None
		year: DF.Int
	# end: auto-generated types

	def onload(self) -> None:
		self.set_onload("deadlines", season_rules.deadlines(self))

	def before_insert(self) -> None:
		self.copy_timeline()

	def validate(self) -> None:
		self.require_timezone()
		self.require_usable_scheme()
		self.require_parent_above()
		self.require_unit_of_organiser()
		self.require_sound_activities()
		self.require_own_stages()
		self.keep_announced_windows()
		self.keep_earlier_extensions()
		self.chain_extensions()
		self.check_status_move()
		self.require_opening_rules()
		self.check_feedback_times()
		self.check_feedback_reminders()
		self.check_recommenders()

	def on_update(self) -> None:
		self.start_using_scheme()
		self.tell_nominees_of_results()
		self.give_role_to_recommenders()
		self.tell_of_extensions()

	def on_trash(self) -> None:
		self.refuse_deletion_once_open()

	@property
	def was_opened(self) -> bool:
		"""Whether people have been told of the windows that are stored."""
		before = self.get_doc_before_save()
		return bool(before and before.status != "Draft")

	@property
	def is_opening(self) -> bool:
		before = self.get_doc_before_save()
		return self.status == "Open" and (before is None or before.status == "Draft")

	def copy_timeline(self) -> None:
		"""A new season starts with the activities of its scheme, moved to the season's year."""
		if not self.activities and self.scheme:
			self.extend("activities", timeline_rows(self.scheme, self.year))

	def require_timezone(self) -> None:
		season_rules.require_timezone(self)

	def require_usable_scheme(self) -> None:
		season_rules.require_usable_scheme(self)

	def require_parent_above(self) -> None:
		season_rules.require_parent_above(self)

	def require_unit_of_organiser(self) -> None:
		levels.require_unit_of_organiser(self)

	def require_sound_activities(self) -> None:
		season_rules.require_sound_activities(self)

	def require_own_stages(self) -> None:
		season_rules.require_own_stages(self)

	def keep_announced_windows(self) -> None:
		if self.was_opened:
			season_rules.keep_announced_windows(self)

	def keep_earlier_extensions(self) -> None:
		if self.was_opened:
			season_rules.keep_earlier_extensions(self)

	def chain_extensions(self) -> None:
		season_rules.chain_extensions(self)

	def check_status_move(self) -> None:
		before = self.get_doc_before_save()
		season_rules.check_status_move(before.status if before else "Draft", self.status)
		if self.is_opening:
			windows.submission_activity(self)

	def require_opening_rules(self) -> None:
		"""On opening: enough notice, and no second season where the rules have one a year."""
		if self.is_opening:
			season_opening.require_notice(self)
			season_opening.require_only_season(self)

	def check_feedback_times(self) -> None:
		feedback_windows.check_times(self)

	def check_feedback_reminders(self) -> None:
		feedback_asking.check_reminders(self)

	def check_recommenders(self) -> None:
		recommenders.check(self)

	def give_role_to_recommenders(self) -> None:
		recommenders.give_role(self)

	def tell_of_extensions(self) -> None:
		season_notices.tell_of_extensions(self, self.get_doc_before_save())

	def start_using_scheme(self) -> None:
		"""On opening: the scheme must be sound and is frozen from now on; the workflow gets its stages."""
		if self.is_opening:
			frappe.get_doc("Award Scheme", self.scheme).start_use()
			build_workflow(self.scheme)

	def tell_nominees_of_results(self) -> None:
		feedback_opening.tell_once_opened(self, self.get_doc_before_save())

	def refuse_deletion_once_open(self) -> None:
		if self.status != "Draft":
			frappe.throw(
				_("Season {0} has been opened and cannot be deleted. Close it instead").format(self.title)
			)


@frappe.whitelist()
def timeline_of(scheme: str, year: int | None = None) -> list[dict[str, Any]]:
	"""The activities a new season gets from a scheme."""
	frappe.has_permission("Award Scheme", "read", scheme, throw=True)
	return timeline_rows(scheme, year)
