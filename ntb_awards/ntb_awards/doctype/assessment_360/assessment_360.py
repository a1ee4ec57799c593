import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr

from ntb_awards.gateway import forms, states
from ntb_awards.gateway.contributors import (
	FeedbackStage,
	check_contributor,
	check_number,
	feedback_stage_of,
)
from ntb_awards.gateway.fitting_forms import variant_of
from ntb_awards.gateway.gates import require_undecided, unit_of
from ntb_awards.gateway.results import enqueue_results
from ntb_awards.selection.scheme import Instrument


class Assessment360(Document):
	"""The confidential feedback of one contributor on one nominee."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.criterion_score.criterion_score import CriterionScore

		amended_from: DF.Link | None
		amendment_reason: DF.SmallText | None
		answers: DF.Table[CriterionScore]
		category: DF.Link | None
		comment: DF.SmallText | None
		contributor: DF.Link
		contributor_name: DF.Data | None
		nomination: DF.Link
		nominee_name: DF.Data | None
		relation: DF.Literal["", "superior", "peer", "subordinate"]
		season: DF.Link | None
		value: DF.Data | None
		variant: DF.Data | None
	# end: auto-generated types

	def before_insert(self) -> None:
		self.require_amendment_reason()

	def validate(self) -> None:
		self.take_from_nomination()
		self.require_open_stage()
		self.require_contributor()
		self.lay_out_form()
		self.value_the_answers()

	def before_submit(self) -> None:
		self.require_complete()

	def on_submit(self) -> None:
		enqueue_results(self.season, self.category)

	def before_cancel(self) -> None:
		self.require_open_stage()
		forms.refuse_changes(self)

	def on_cancel(self) -> None:
		enqueue_results(self.season, self.category)

	def on_trash(self) -> None:
		self.require_never_submitted()

	def require_amendment_reason(self) -> None:
		if self.amended_from and not cstr(self.amendment_reason).strip():
			frappe.throw(
				_("Give the reason for the amendment. The former answers stay on record beside these."),
				frappe.MandatoryError,
				title=_("Reason Missing"),
			)

	def take_from_nomination(self) -> None:
		"""Season, category and name follow from the nomination, whatever was sent for them."""
		fields = ["season", "category", "employee_name"]
		self.season, self.category, self.nominee_name = frappe.db.get_value(
			"Nomination", self.nomination, fields
		)

	def get_feedback_stage(self) -> FeedbackStage:
		return feedback_stage_of(self.season, self.category)

	def get_instrument(self) -> Instrument:
		found = self.get_feedback_stage()
		return found.scheme.instrument(found.stage.instrument)

	def require_open_stage(self) -> None:
		require_undecided(self.season, self.category, self.get_feedback_stage().gate)
		state = frappe.db.get_value("Nomination", self.nomination, "workflow_state")
		if state in states.ENDED:
			frappe.throw(
				_("This nomination is {0}. Its 360° feedback can no longer change.").format(
					frappe.bold(_(state))
				)
			)

	def require_contributor(self) -> None:
		rule = self.get_feedback_stage().rule
		nominee = frappe.db.get_value("Nomination", self.nomination, "employee")
		check_contributor(rule, nominee, self.contributor, self.relation, unit_of(self.season))
		check_number(rule, self.nomination, self.contributor, self.relation, self.name)

	def lay_out_form(self) -> None:
		"""The rows of the form for this nominee with the answers given; all else comes from the scheme."""
		instrument = self.get_instrument()
		self.variant = variant_of(self.nomination, instrument)
		forms.lay_out(self, "answers", forms.blank_rows(instrument, self.variant))

	def value_the_answers(self) -> None:
		instrument = self.get_instrument()
		answers = forms.read_scores(instrument, self.variant, self.answers)
		places = self.get_feedback_stage().scheme.places
		self.value = forms.value_text(instrument, self.variant, answers, places) if answers else None

	def require_complete(self) -> None:
		instrument = self.get_instrument()
		answers = forms.read_scores(instrument, self.variant, self.answers)
		forms.require_complete(instrument, self.variant, answers)

	def require_never_submitted(self) -> None:
		if self.docstatus == 2:
			frappe.throw(_("Cancelled 360° feedback stays on record and cannot be deleted."))
