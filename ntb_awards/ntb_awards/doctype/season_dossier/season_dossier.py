from frappe.model.document import Document


class SeasonDossier(Document):
	"""The sealed result of a season. Anyone can recompute the ranking from it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		file: DF.Attach | None
		nominees: DF.Int
		scheme: DF.Link | None
		sealed_at: DF.Datetime | None
		sealed_by: DF.Link | None
		season: DF.Link
		sha256: DF.Data | None
		size: DF.Int
	# end: auto-generated types
