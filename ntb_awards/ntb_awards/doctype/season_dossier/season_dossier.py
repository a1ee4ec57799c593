from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from ntb_awards.gateway import dossiers


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

	def before_insert(self) -> None:
		self.seal()

	def after_insert(self) -> None:
		self.attach_file()

	def validate(self) -> None:
		if not self.is_new():
			self.refuse_change()

	def on_trash(self) -> None:
		self.refuse_change()

	def seal(self) -> None:
		"""All of a dossier comes from the season; what a client sends besides it is not looked at."""
		self._sealed, self.sha256, self.nominees = dossiers.sealed(self.season)
		self.scheme = frappe.db.get_value("Award Season", self.season, "scheme")
		self.size = len(self._sealed)
		self.sealed_at = now_datetime()
		self.sealed_by = frappe.session.user
		self.file = None

	def attach_file(self) -> None:
		self.db_set("file", dossiers.attach(self, self._sealed), update_modified=False)

	def refuse_change(self) -> None:
		frappe.throw(
			_("A sealed dossier is neither changed nor deleted. Seal the season again."),
			title=_("Dossier Sealed"),
		)


@frappe.whitelist()
def seal_season(season: str) -> str:
	"""Seal a season as it stands; returns the name of its new Season Dossier."""
	frappe.has_permission("Season Dossier", "create", throw=True)
	frappe.has_permission("Award Season", "write", season, throw=True)
	return dossiers.seal_season(season)
