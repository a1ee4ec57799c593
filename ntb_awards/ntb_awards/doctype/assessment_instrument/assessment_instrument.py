from __future__ import annotations

from ntb_awards.ntb_awards.scheme_part import SchemePart


class AssessmentInstrument(SchemePart):
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
		layout: DF.Literal["list", "matrix"]
		levels: DF.Table[RubricLevel]
		method: DF.Literal["weighted", "points"]
		scheme: DF.Link
		title: DF.Data
		variants: DF.Table[InstrumentVariant]
	# end: auto-generated types
