from frappe.model.document import Document


class AssessmentPanel(Document):
	"""The assessors appointed by decree, and the categories they judge."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from ntb_awards.ntb_awards.doctype.panel_category.panel_category import PanelCategory
		from ntb_awards.ntb_awards.doctype.panel_member.panel_member import PanelMember

		categories: DF.TableMultiSelect[PanelCategory]
		decree_date: DF.Date
		decree_number: DF.Data
		level: DF.Data | None
		members: DF.Table[PanelMember]
		season: DF.Link
		title: DF.Data
	# end: auto-generated types
