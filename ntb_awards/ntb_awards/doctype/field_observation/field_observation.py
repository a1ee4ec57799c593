from frappe.model.document import Document


class FieldObservation(Document):
	"""What the committee saw when it visited a nominee at work."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		conclusion: DF.Literal["", "Confirms", "Does Not Confirm", "Inconclusive"]
		evidence: DF.Attach | None
		findings: DF.LongText
		nomination: DF.Link
		nominee_name: DF.Data | None
		observed_on: DF.Date
		observers: DF.SmallText | None
		place: DF.Data | None
		season: DF.Link | None
	# end: auto-generated types
