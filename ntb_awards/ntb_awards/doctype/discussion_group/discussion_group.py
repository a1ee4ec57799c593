from frappe.model.document import Document

from ntb_awards.gateway import discussion_group_rules


class DiscussionGroup(Document):
	"""Nominees who discuss one issue together, drawn at random."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.discussion_group_member.discussion_group_member import (
			DiscussionGroupMember,
		)

		category: DF.Link | None
		drawn_at: DF.Datetime | None
		drawn_by: DF.Link | None
		issue: DF.SmallText | None
		members: DF.Table[DiscussionGroupMember]
		number: DF.Int
		season: DF.Link
		seed: DF.Data | None
		stage: DF.Data
		stage_title: DF.Data | None
		title: DF.Data
	# end: auto-generated types

	def validate(self) -> None:
		discussion_group_rules.keep_the_draw(self)
		discussion_group_rules.require_once(self)

	def on_trash(self) -> None:
		discussion_group_rules.refuse_deletion(self)
