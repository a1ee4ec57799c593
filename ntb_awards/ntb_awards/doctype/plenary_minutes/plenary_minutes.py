from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr

from ntb_awards.gateway import (
	announcements,
	berita_acara,
	minutes,
	moves,
	public_announcements,
	results,
	signatories,
	standings,
	track_records,
)
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.workflow import state_of_gate


class PlenaryMinutes(Document):
	"""The minutes of the meeting at which the committee decides who advances."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.minutes_decision.minutes_decision import MinutesDecision
		from ntb_awards.ntb_awards.doctype.minutes_signatory.minutes_signatory import MinutesSignatory

		amended_from: DF.Link | None
		announcement_note: DF.SmallText | None
		category: DF.Link
		decisions: DF.Table[MinutesDecision]
		held_on: DF.Date
		minutes_number: DF.Data | None
		naming_series: DF.Literal["BA-.YYYY.-.####"]
		notes: DF.SmallText | None
		panel: DF.Link | None
		place: DF.Data
		published_at: DF.Datetime | None
		season: DF.Link
		signatories: DF.Table[MinutesSignatory]
		stage: DF.Autocomplete
		stage_title: DF.Data | None
		standings: DF.Code | None
		standings_sha256: DF.Data | None
	# end: auto-generated types

	def validate(self) -> None:
		self.require_category_of_season()
		self.set_stage_title()
		self.require_one_row_each()
		self.show_track_records()
		minutes.require_first(self)
		self.keep_publication()

	def before_update_after_submit(self) -> None:
		self.keep_publication()

	def before_submit(self) -> None:
		results.lock_season(self.season)
		minutes.require_first(self)
		self.require_reason_of_amendment()
		self.freeze_standings()

	def on_submit(self) -> None:
		moves.move_nominees(self)
		results.store_results(self.season, self.category)

	def before_cancel(self) -> None:
		results.lock_season(self.season)
		moves.require_last(self)

	def on_cancel(self) -> None:
		moves.put_back(self)
		results.store_results(self.season, self.category)

	def before_print(self, settings: Any = None) -> None:
		self.berita_acara = berita_acara.contents(self)
		self.announcement = announcements.contents(self)

	def keep_publication(self) -> None:
		public_announcements.keep_publication(self)

	def require_category_of_season(self) -> None:
		scheme = frappe.get_cached_value("Award Season", self.season, "scheme")
		if frappe.get_cached_value("Award Category", self.category, "scheme") != scheme:
			frappe.throw(
				_("Category {0} does not belong to the scheme of this season. Choose one that does.").format(
					frappe.bold(self.category)
				)
			)

	def set_stage_title(self) -> None:
		scheme = load_scheme(frappe.get_cached_value("Award Season", self.season, "scheme"))
		gate = next((gate for gate in scheme.gates if gate.code == self.stage), None)
		if gate is None:
			frappe.throw(
				_("Stage {0} has no Plenary Minutes of its own. Choose one of: {1}").format(
					frappe.bold(self.stage), ", ".join(f"{one.code} ({one.title})" for one in scheme.gates)
				),
				title=_("No Such Stage"),
			)
		self.stage_title = gate.title

	def show_track_records(self) -> None:
		track_records.show(self, load_scheme(frappe.get_cached_value("Award Season", self.season, "scheme")))

	def require_one_row_each(self) -> None:
		names = [row.nomination for row in self.decisions]
		twice = next((row for row in self.decisions if names.count(row.nomination) > 1), None)
		if twice:
			frappe.throw(
				_("No. {0} {1} is decided twice. Remove one of the rows.").format(
					twice.number, twice.nominee_name
				)
			)

	def require_reason_of_amendment(self) -> None:
		if self.amended_from and not cstr(self.notes).strip():
			frappe.throw(
				_("These minutes amend {0}. Say in Notes why.").format(self.amended_from),
				frappe.MandatoryError,
			)

	def freeze_standings(self) -> None:
		loaded, record = minutes.require_decided(self)
		self.standings, self.standings_sha256 = standings.frozen(loaded, record, self.name)

	@frappe.whitelist()
	def fetch_standings(self) -> None:
		"""Fill the decisions with the standings of now and, while empty, the signatories with the panel."""
		self.check_permission("create" if self.is_new() else "write")
		if self.docstatus:
			frappe.throw(_("These minutes are submitted. Their standings are frozen."))
		self.require_category_of_season()
		minutes.fetch(self)
		self.show_track_records()
		signatories.fill(self)


@frappe.whitelist()
def gates(season: str) -> list[dict[str, str]]:
	"""The stages of a season that end in minutes, as choices: [{value, label}]."""
	frappe.has_permission("Award Season", "read", season, throw=True)
	scheme = frappe.get_cached_value("Award Season", season, "scheme")
	return [
		{"value": gate.code, "label": state_of_gate(scheme, gate.code)} for gate in load_scheme(scheme).gates
	]


@frappe.whitelist()
def preview(season: str, category: str, stage: str) -> dict[str, Any]:
	"""The standings as they are now, with the value of each stage; for those who may write minutes."""
	frappe.has_permission("Plenary Minutes", "create", throw=True)
	frappe.has_permission("Award Season", "read", season, throw=True)
	return standings.preview(season, category, stage)


@frappe.whitelist()
def frozen_preview(minutes: str) -> dict[str, Any]:
	"""The standings that these minutes froze, in the shape of `preview`."""
	doc = frappe.get_doc("Plenary Minutes", minutes)
	doc.check_permission("read")
	return standings.frozen_preview(doc)
