"""Documents that belong to a scheme: frozen with it, and forgotten by its cache when they change."""

from __future__ import annotations

from frappe.model.document import Document

from ntb_awards.gateway import scheme_rules, schemes


class SchemePart(Document):
	"""Base of Award Category, Assessment Instrument and Contributor Rule."""

	scheme: str

	def validate(self) -> None:
		self.refuse_if_frozen()
		self.require_readable()

	def on_update(self) -> None:
		self.forget_schemes()

	def on_trash(self) -> None:
		self.refuse_if_frozen()

	def after_delete(self) -> None:
		self.forget_schemes()

	def refuse_if_frozen(self) -> None:
		scheme_rules.refuse_if_frozen(self.scheme)

	def require_readable(self) -> None:
		scheme_rules.require_readable(self)

	def forget_schemes(self) -> None:
		schemes.forget_schemes()
