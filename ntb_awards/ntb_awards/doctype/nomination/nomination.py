from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from ntb_awards.gateway import (
	documents,
	eligibility,
	file_photos,
	files,
	letters,
	locks,
	nomination_notices,
	nominations,
	receipts,
	recommendations,
	states,
	texts,
	transitions,
)
from ntb_awards.who import is_staff


class Nomination(Document):
	"""The candidacy of one employee in one category of a season."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.eligibility_result.eligibility_result import EligibilityResult
		from ntb_awards.ntb_awards.doctype.stage_result.stage_result import StageResult

		achievement: DF.LongText | None
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
		photo: DF.AttachImage | None
		post_since: DF.Date | None
		post_title: DF.Data | None
		post_type: DF.Data | None
		proposed_by: DF.Link | None
		proposed_from: DF.Link | None
		public_profile: DF.SmallText | None
		rank: DF.Data | None
		recommendation_date: DF.Date | None
		recommendation_number: DF.Data | None
		recommendation_reason: DF.SmallText | None
		recommendation_status: DF.Literal["", "Asked", "Confirmed", "Declined"]
		recommended_at: DF.Datetime | None
		recommended_by: DF.Link | None
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

	def validate(self) -> None:
		self.protect_own_fields()
		self.refuse_changes_when_closed()
		self.check_texts()
		self.take_photo()
		self.check_nominee()
		self.judge_eligibility()
		self.check_transition()

	def on_update(self) -> None:
		self.note_reason()
		self.tell_of_move()

	def on_change(self) -> None:
		self.settle_photo()

	def on_trash(self) -> None:
		self.refuse_deletion()
		self.delete_documents()

	def before_print(self, settings: Any = None) -> None:
		self.letter = letters.contents(self)
		self.receipt = receipts.contents(self)

	@property
	def stored(self) -> "Nomination | None":
		"""The document as it is in the database; None while it is new."""
		return self.get_doc_before_save()

	@property
	def is_open(self) -> bool:
		"""Whether the nomination was open for editing before this save."""
		return not self.stored or self.stored.workflow_state in states.OPEN

	def protect_own_fields(self) -> None:
		locks.restore_own_fields(self, self.stored)
		if self.stored:
			recommendations.keep_decision(self)

	def refuse_changes_when_closed(self) -> None:
		if not self.is_open:
			locks.refuse_changes_when_closed(self, self.stored)
		elif self.stored:
			locks.refuse_changes_when_numbered(self, self.stored)

	def check_texts(self) -> None:
		texts.check_texts(self)

	def check_nominee(self) -> None:
		"""Asked while the nomination is open; afterwards nothing of it can change."""
		if self.is_open:
			nominations.check_season(self)
			nominations.check_employee(self)
			nominations.refuse_second_nomination(self)

	def take_photo(self) -> None:
		file_photos.take(self)

	def settle_photo(self) -> None:
		files.settle(self)

	def judge_eligibility(self) -> None:
		"""Take over the decisions entered; read the facts again while open, or on request."""
		eligibility.take_decisions(self, self.stored, allowed=self.may_be_decided())
		if self.is_open or self.flags.refresh_facts:
			self.flags.facts_changed = eligibility.judge_nomination(self)

	def may_be_decided(self) -> bool:
		"""Staff decide on requirements once the nomination is submitted, until its outcome.

		Also at a stage: a matter that comes to light there is decided as not met before the nominee is
		rejected as ineligible.
		"""
		is_live = bool(self.stored) and states.is_live(self.stored.workflow_state)
		return is_live and is_staff.ask(frappe.session.user, self) is True

	def check_transition(self) -> None:
		transitions.apply_transition(self, self.stored)

	def note_reason(self) -> None:
		nominations.note_reason(self, self.stored)

	def tell_of_move(self) -> None:
		nomination_notices.tell_later(self, self.stored)

	def refuse_deletion(self) -> None:
		nominations.refuse_deletion(self)

	def delete_documents(self) -> None:
		nominations.delete_documents(self)


@frappe.whitelist()
def checklist(nomination: str) -> list[dict[str, Any]]:
	"""The documents of a nomination (name) for its form; see gateway.documents.checklist."""
	doc = frappe.get_doc("Nomination", nomination)
	doc.check_permission("read")
	return documents.checklist(doc)


@frappe.whitelist()
def preview(season: str, category: str, employee: str, texts: str | dict | None = None) -> dict[str, Any]:
	"""What a nomination of this employee would show: nominee fields, eligibility rows, documents.

	`texts`: the nomination's texts by fieldname. Nothing is stored. Only for those who may nominate the
	employee; raises the ValidationError that saving would.
	"""
	frappe.has_permission("Nomination", "create", throw=True)
	doc = frappe.new_doc("Nomination", season=season, category=category, employee=employee)
	doc.check_permission("create")
	given = frappe.parse_json(texts) or {}
	doc.update({field: given.get(field) for field in eligibility.TEXTS})
	nominations.check_season(doc)
	nominations.check_employee(doc)
	eligibility.judge_nomination(doc)
	return {
		"values": nominations.shown_values(doc),
		"eligibility": [row.as_dict(no_nulls=True) for row in doc.eligibility],
		"documents": documents.checklist(doc),
	}


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def employees_to_nominate(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict | None
) -> list[tuple[str, str, str]]:
	"""Link query: active employees with a NIP whom the user may nominate, by name or NIP.

	`filters`: {"season": Award Season}, whose organiser employs them. (name, employee's name, NIP and post).
	"""
	frappe.has_permission("Nomination", "create", throw=True)
	return nominations.employees_to_nominate(txt, start, page_len, (filters or {}).get("season"))


@frappe.whitelist(methods=["POST"])
def refresh_facts(nomination: str) -> list[str]:
	"""Read the facts of a submitted nomination again and judge its requirements on them; decisions are kept.

	Returns the titles of decided requirements whose fact has changed, for the Secretariat to look at again.
	Raises PermissionError for others than staff, ValidationError in another state than Submitted.
	"""
	doc = frappe.get_doc("Nomination", nomination)
	doc.check_permission("write")
	if is_staff.ask(frappe.session.user, doc) is not True:
		frappe.throw(_("Only the Secretariat reads the facts again."), frappe.PermissionError)
	if doc.workflow_state != states.SUBMITTED:
		frappe.throw(
			_("Facts are read again only while a nomination is {0}: a draft reads them on saving.").format(
				frappe.bold(_(states.SUBMITTED))
			)
		)
	doc.flags.refresh_facts = True
	doc.save()
	return doc.flags.facts_changed
