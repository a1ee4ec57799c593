from frappe.model.document import Document

from ntb_awards.gateway import evidence, files


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

	def validate(self) -> None:
		self.check_nominee()
		self.check_date()
		self.keep_file_private()

	def on_change(self) -> None:
		self.settle_file()

	def check_nominee(self) -> None:
		evidence.require_accepted(self)

	def check_date(self) -> None:
		evidence.refuse_future(self, "observed_on")

	def keep_file_private(self) -> None:
		files.keep_private(self, "evidence")

	def settle_file(self) -> None:
		files.settle(self)
