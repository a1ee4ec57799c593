from decimal import Decimal
from fractions import Fraction
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, get_fullname, get_link_to_form

from ntb_awards.gateway import forms, recusals, score_prints, season_rows
from ntb_awards.gateway.fitting_forms import variant_of
from ntb_awards.gateway.gates import (
	assessed_stage,
	instrument_name,
	require_at_gate,
	require_undecided,
	scheme_of,
	sheet_stage,
)
from ntb_awards.gateway.results import enqueue_results
from ntb_awards.gateway.windows import reference_date
from ntb_awards.selection.scheme import Instrument, Scheme, Stage
from ntb_awards.selection.suggestions import suggestions
from ntb_awards.who import is_staff

# Who filled the sheet in: an assessor, or the app from the records or from a file.
ASSESSOR = "Assessor"
OPEN, SUBMITTED, RECUSED = "Open", "Submitted", "Recused"
# What the app writes on a sheet when it is opened; what a browser sends for these is put back.
KEPT = ("panel", "stage_title", "nominee_number", "nominee_name", "status", "recusal", "entry", "source")


class StageScore(Document):
	"""The score sheet of one assessor for one nominee at one stage."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.criterion_score.criterion_score import CriterionScore

		amended_from: DF.Link | None
		amendment_reason: DF.SmallText | None
		assessor: DF.Link
		category: DF.Link
		entry: DF.Literal["Assessor", "Record", "Import"]
		instrument: DF.Link
		nomination: DF.Link
		nominee_name: DF.Data | None
		nominee_number: DF.Int
		panel: DF.Link | None
		recusal: DF.Link | None
		remark: DF.SmallText | None
		scores: DF.Table[CriterionScore]
		season: DF.Link
		source: DF.SmallText | None
		stage: DF.Data
		stage_title: DF.Data | None
		status: DF.Literal["Open", "Submitted", "Recused"]
		value: DF.Data | None
		variant: DF.Data | None
	# end: auto-generated types

	def before_insert(self) -> None:
		self.require_opener()
		self.take_from_nomination()
		self.require_only_sheet()
		recusals.refuse_recused(self.nomination, self.assessor)

	def before_validate(self) -> None:
		self.keep_what_the_app_wrote()

	def validate(self) -> None:
		self.require_assessor()
		self.require_not_recused()
		self.require_open_stage()
		self.lay_out_form()
		self.value_the_scores()

	def before_submit(self) -> None:
		recusals.refuse_recused(self.nomination, self.assessor)
		self.require_seat()
		self.require_complete()
		self.status = SUBMITTED

	def on_submit(self) -> None:
		enqueue_results(self.season, self.category)

	def before_cancel(self) -> None:
		self.require_canceller()
		self.require_undecided()
		forms.refuse_changes(self)

	def on_cancel(self) -> None:
		enqueue_results(self.season, self.category)

	def on_trash(self) -> None:
		self.require_deletable()

	def before_print(self, settings: Any = None) -> None:
		self.printed_form = score_prints.contents(self)

	@property
	def is_recorded(self) -> bool:
		"""Whether the app filled the sheet in."""
		return self.entry in recusals.RECORDED

	# --- opening --------------------------------------------------------------------------------

	def require_opener(self) -> None:
		"""The secretariat opens sheets, without scores; an assessor only amends an own one, with a reason."""
		if self.amended_from:
			self.require_amendable()
		elif not is_staff.ask(frappe.session.user, self) or any(row.raw for row in self.scores):
			frappe.throw(
				_("Score sheets are opened empty by the secretariat, and only their assessor fills them in."),
				frappe.PermissionError,
			)

	def require_amendable(self) -> None:
		former = frappe.get_doc("Stage Score", self.amended_from)
		same = all(self.get(field) == former.get(field) for field in ("nomination", "stage", "assessor"))
		if former.docstatus != 2 or not same:
			frappe.throw(
				_("Only the cancelled sheet of the same assessor, nominee and stage can be amended.")
			)
		if not cstr(self.amendment_reason).strip():
			frappe.throw(
				_("Give the reason for the amendment. The former sheet stays on record beside this one."),
				frappe.MandatoryError,
				title=_("Reason Missing"),
			)

	def take_from_nomination(self) -> None:
		"""Everything on the sheet that follows from nominee and stage, whatever was sent for it."""
		nominee = frappe.db.get_value(
			"Nomination", self.nomination, ["season", "category", "number", "employee_name"], as_dict=True
		)
		self.season, self.category, self.nominee_number = nominee.season, nominee.category, nominee.number
		scheme_name, scheme = scheme_of(self.season)
		stage = assessed_stage(scheme, self.stage)
		self.entry, self.source = ASSESSOR, None
		self.stage_title = stage.title
		self.nominee_name = None if stage.blind else nominee.employee_name
		self.instrument = instrument_name(scheme_name, scheme.instrument(stage.instrument).code)
		self.panel = self.require_seat()
		self.status, self.recusal, self.value = OPEN, None, None

	def require_seat(self) -> str:
		"""The panel on which the assessor sits for this category; raises ValidationError if on none."""
		panel = recusals.panel_of(self.season, self.category, self.assessor).get(self.assessor)
		if not panel:
			frappe.throw(
				_(
					"{0} sits on no panel for this category. Enter the member on the Assessment Panel first."
				).format(frappe.bold(get_fullname(self.assessor)))
			)
		return panel

	def require_only_sheet(self) -> None:
		key = {"nomination": self.nomination, "stage": self.stage, "assessor": self.assessor}
		existing = frappe.db.get_value("Stage Score", {**key, "docstatus": ("<", 2)}, "name")
		if existing:
			frappe.throw(
				_("This assessor has {0} for this nominee and stage already.").format(
					get_link_to_form("Stage Score", existing)
				),
				frappe.DuplicateEntryError,
			)

	# --- writing --------------------------------------------------------------------------------

	def keep_what_the_app_wrote(self) -> None:
		stored = self.get_doc_before_save()
		if stored and not self.flags.by_the_app:
			for field in KEPT:
				self.set(field, stored.get(field))

	def require_assessor(self) -> None:
		"""Nobody else writes, submits or cancels a sheet, whatever their role."""
		opening = self.is_new() and not self.amended_from
		assessor = (self.get_doc_before_save() or self).assessor
		if not opening and not self.flags.by_the_app and frappe.session.user != assessor:
			frappe.throw(
				_("Only {0} can write on this score sheet.").format(frappe.bold(get_fullname(assessor))),
				frappe.PermissionError,
			)

	def require_canceller(self) -> None:
		"""An assessor cancels the own sheet; one that the app filled in is cancelled by staff."""
		if not self.is_recorded:
			self.require_assessor()
		elif not self.flags.by_the_app:
			frappe.throw(
				_("The app filled this sheet in. The secretariat cancels it with the button {0}.").format(
					frappe.bold(_("Cancel Sheet"))
				),
				frappe.PermissionError,
			)

	def require_not_recused(self) -> None:
		if self.status == RECUSED and not self.flags.by_the_app:
			frappe.throw(
				_("This assessor is recused from the nominee: the sheet stays empty and does not count."),
				title=_("Assessor Recused"),
			)

	def require_open_stage(self) -> None:
		self.require_undecided()
		if not self.flags.by_the_app:
			scheme_name, scheme = scheme_of(self.season)
			require_at_gate(scheme_name, self.nomination, scheme.gate_of(self.get_stage(scheme)))

	def require_undecided(self) -> None:
		_name, scheme = scheme_of(self.season)
		require_undecided(self.season, self.category, scheme.gate_of(self.get_stage(scheme)))

	def get_stage(self, scheme: Scheme) -> Stage:
		return sheet_stage(scheme, self.stage)

	def get_instrument(self) -> Instrument:
		_name, scheme = scheme_of(self.season)
		return scheme.instrument(self.get_stage(scheme).instrument)

	def lay_out_form(self) -> None:
		"""The form's rows with the assessor's scores and notes; all else comes from the scheme."""
		if self.status == RECUSED:
			self.set("scores", [])
			return
		instrument = self.get_instrument()
		self.variant = self.get_variant(instrument)
		forms.lay_out(self, "scores", self.get_rows(instrument))

	def get_variant(self, instrument: Instrument) -> str | None:
		return variant_of(self.nomination, instrument)

	def get_rows(self, instrument: Instrument) -> list[dict[str, Any]]:
		"""The form's rows, with the suggestions made when the sheet was opened, else with today's."""
		stored = self.get_doc_before_save()
		if not stored or stored.variant != self.variant or not stored.scores:
			return forms.blank_rows(instrument, self.variant, self.get_suggestions(instrument))
		kept = {row.criterion: row for row in stored.scores}
		return [
			{**row, **{field: kept[row["criterion"]].get(field) for field in ("suggested", "suggested_from")}}
			if row["criterion"] in kept
			else row
			for row in forms.blank_rows(instrument, self.variant)
		]

	def get_suggestions(self, instrument: Instrument) -> dict[str, Any]:
		employee = frappe.db.get_value("Nomination", self.nomination, "employee")
		facts = season_rows.facts_today([employee], self.season).get(employee)
		return suggestions(instrument, self.variant, facts, reference_date(self.season)) if facts else {}

	def value_the_scores(self) -> None:
		scores = self.read_scores()
		_name, scheme = scheme_of(self.season)
		self.value = (
			forms.value_text(self.get_instrument(), self.variant, scores, scheme.places) if scores else None
		)

	def read_scores(self) -> dict[str, Decimal] | dict[str, Fraction]:
		if self.is_recorded:
			return forms.exact_scores(self.scores)
		return forms.read_scores(self.get_instrument(), self.variant, self.scores)

	def require_complete(self) -> None:
		forms.require_complete(self.get_instrument(), self.variant, self.read_scores())

	# --- recusal and deletion -------------------------------------------------------------------

	def recuse(self, declaration: str) -> None:
		"""Take the sheet out of the count; scores entered so far are removed. The change stays on record."""
		self.flags.by_the_app = True
		self.update({"status": RECUSED, "recusal": declaration, "value": None})
		self.save(ignore_permissions=True)

	def reopen(self) -> None:
		"""Give a recused sheet back to its assessor, empty."""
		self.flags.by_the_app = True
		self.update({"status": OPEN, "recusal": None})
		self.save(ignore_permissions=True)

	def require_deletable(self) -> None:
		"""A sheet that was submitted stays, cancelled or not; so does a recusal."""
		if self.docstatus == 2 or self.status != OPEN:
			frappe.throw(
				_("Submitted, cancelled and recused score sheets stay on record and cannot be deleted.")
			)
