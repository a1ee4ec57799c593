from frappe.model.document import Document


class Nomination(Document):
	"""The candidacy of one employee in one category of a season."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.eligibility_result.eligibility_result import EligibilityResult
		from ntb_awards.ntb_awards.doctype.stage_result.stage_result import StageResult

		category: DF.Link
		category_title: DF.Data | None
		decided_by_minutes: DF.Link | None
		eligibility: DF.Table[EligibilityResult]
		eligibility_status: DF.Literal["Not Checked", "Eligible", "Needs Review", "Ineligible"]
		employee: DF.Link
		employee_name: DF.Data | None
		employment_status: DF.Data | None
		facts_json: DF.Code | None
		facts_on: DF.Date | None
		final_rank: DF.Int
		final_score: DF.Data | None
		innovation_description: DF.LongText | None
		innovation_title: DF.Data | None
		minutes_decision: DF.Literal["", "Advance", "Stop"]
		naming_series: DF.Literal["NOM-.YYYY.-.#####"]
		nip: DF.Data | None
		number: DF.Int
		outcome: DF.Literal["", "Withdrawn", "Ineligible", "Not Advanced", "Winner", "Finalist"]
		post_since: DF.Date | None
		post_title: DF.Data | None
		post_type: DF.Data | None
		rank: DF.Data | None
		recommendation_date: DF.Date | None
		recommendation_number: DF.Data | None
		recommender: DF.Data | None
		recommender_name: DF.Data | None
		recommender_position: DF.Data | None
		return_reason: DF.SmallText | None
		scheme: DF.Link | None
		season: DF.Link
		self_description: DF.LongText | None
		service_since: DF.Date | None
		social_activity: DF.LongText | None
		stage: DF.Data | None
		stage_results: DF.Table[StageResult]
		submitted_at: DF.Datetime | None
		submitted_by: DF.Link | None
		unit: DF.Link | None
		withdrawal_reason: DF.SmallText | None
		workflow_state: DF.Link | None
	# end: auto-generated types
