from __future__ import annotations

from frappe.model.document import Document

from ntb_awards.gateway import scheme_rules, schemes


class AssessmentInstrument(Document):
	"""A score form: its criteria, weights and rubric."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.instrument_criterion.instrument_criterion import (
			InstrumentCriterion,
		)
		from ntb_awards.ntb_awards.doctype.instrument_variant.instrument_variant import InstrumentVariant
		from ntb_awards.ntb_awards.doctype.rubric_level.rubric_level import RubricLevel

		basis: DF.SmallText | None
		code: DF.Data
		criteria: DF.Table[InstrumentCriterion]
		levels: DF.Table[RubricLevel]
		method: DF.Literal["weighted", "points"]
		scheme: DF.Link
		title: DF.Data
		variants: DF.Table[InstrumentVariant]
	# end: auto-generated types

	def validate(self) -> None:
		self.refuse_if_frozen()
		self.require_readable()

	def on_update(self) -> None:
		schemes.forget_schemes()

	def on_trash(self) -> None:
		self.refuse_if_frozen()

	def after_delete(self) -> None:
		schemes.forget_schemes()

	def refuse_if_frozen(self) -> None:
		scheme_rules.refuse_if_frozen(self.scheme)

	def require_readable(self) -> None:
		scheme_rules.require_readable(self)
