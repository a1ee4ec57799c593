"""Sealing a season: its dossier as a private file that anybody can recompute and nobody can change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from ntb_awards.gateway.problems import refusals, throw_all
from ntb_awards.gateway.results import lock_season
from ntb_awards.gateway.seasons import LoadedSeason, load_season
from ntb_awards.selection.dossier import read, seal

if TYPE_CHECKING:
	from frappe.core.doctype.file.file import File

	from ntb_awards.ntb_awards.doctype.season_dossier.season_dossier import SeasonDossier

DOCTYPE = "Season Dossier"
TEST_IMPORT = "Result Import"


def seal_season(season: str) -> str:
	"""Seal a season as it stands; returns the name of its new Season Dossier."""
	return frappe.get_doc({"doctype": DOCTYPE, "season": season}).insert().name


def sealed(season: str) -> tuple[bytes, str, int]:
	"""Dossier, its SHA-256 and the number of nominees. Throws what still has to be decided."""
	lock_season(season)
	loaded = load_season(season)
	throw_all(open_ends(loaded), _("Season Not Decided"))
	with refusals(_("The season cannot be sealed")):
		data = seal(loaded.scheme, loaded.season)
		_content, dossier = read(data)
	return data, dossier.sha256, len(loaded.season.nominees)


def open_ends(loaded: LoadedSeason) -> list[str]:
	"""Every category and stage where nominees still wait for minutes."""
	if not loaded.season.nominees:
		return [_("The season has no submitted nominations.")]
	held = {(minutes.category, minutes.stage) for minutes in loaded.season.minutes}
	found = []
	for category in loaded.scheme.categories:
		for gate in loaded.scheme.gates:
			waiting = loaded.selection.participants(category.code, gate.code)
			if waiting and (category.code, gate.code) not in held:
				found.append(
					_("{0}: {1} nominees wait for the minutes of {2}. Submit them.").format(
						category.title, len(waiting), gate.title
					)
				)
				break
	return found


def attach(doc: SeasonDossier, data: bytes) -> str:
	"""Store the dossier as a private file of the document; returns its address."""
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"dossier-{frappe.scrub(doc.season)}-{doc.sha256[:12]}.json",
			"attached_to_doctype": DOCTYPE,
			"attached_to_name": doc.name,
			"attached_to_field": "file",
			"is_private": 1,
			"content": data,
		}
	)
	file.insert(ignore_permissions=True)
	# Without a hash Frappe leaves the file on the disk until `keep_sealed_file` has refused its deletion.
	frappe.db.set_value("File", file.name, "content_hash", None, update_modified=False)
	return file.file_url


def keep_sealed_file(file: File, method: str | None = None) -> None:
	"""Hook on File (before_validate, on_trash): a file that proves a result is not changed or deleted."""
	if file.is_new():
		return
	stored: dict[str, Any] = frappe.db.get_value(
		"File", file.name, ["attached_to_doctype", "attached_to_name", "file_url"], as_dict=True
	)
	if not stored or stored.attached_to_doctype not in (DOCTYPE, TEST_IMPORT):
		return
	if frappe.db.get_value(stored.attached_to_doctype, stored.attached_to_name, "file") == stored.file_url:
		if stored.attached_to_doctype == TEST_IMPORT:
			frappe.throw(
				_("Results were imported from this file. It stays as it is."), title=_("File in Use")
			)
		frappe.throw(
			_("This file is the sealed dossier of a season. It stays as it is."), title=_("Dossier Sealed")
		)
