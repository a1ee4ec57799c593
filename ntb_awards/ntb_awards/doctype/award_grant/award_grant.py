from frappe.model.document import Document


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
