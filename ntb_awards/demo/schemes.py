"""The scheme a sample season runs under: the shipped one, or its next version with the panel's weights."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document

from ntb_awards.gateway.scheme_versions import make_new_version, next_version
from ntb_awards.gateway.schemes import scheme_name
from ntb_awards.selection.sample import season_scheme, shipped_scheme
from ntb_awards.selection.scheme import Scheme


def scheme_in_force(header: dict[str, Any]) -> str:
	"""Name of the Award Scheme, made if the season's panel sets weights. `header`: season.json."""
	shipped = shipped_scheme(header["scheme"])
	if "panel_weights" not in header:
		return scheme_name(shipped.code, shipped.version)
	settled = season_scheme(header)
	source = frappe.get_doc("Award Scheme", scheme_name(shipped.code, shipped.version))
	if next_version(shipped.code) > settled.version:
		return scheme_name(settled.code, settled.version)
	name = make_new_version(source)
	_enter_weights(name, settled, header["panel_weights_basis"])
	return name


def _enter_weights(name: str, settled: Scheme, basis: str) -> None:
	"""What the administrator types into the draft after the panel's decision."""
	document = frappe.get_doc("Award Scheme", name)
	_fill(document.stages, {stage.code: float(stage.weight) for stage in settled.stages}, basis)
	document.save()
	for instrument in settled.instruments:
		form = frappe.get_doc("Assessment Instrument", {"scheme": name, "code": instrument.code})
		_fill(form.criteria, {row.code: float(row.weight or 0) for row in instrument.criteria}, basis)
		form.save()


def _fill(rows: list[Document], weights: dict[str, float], basis: str) -> None:
	for row in rows:
		if row.set_by_panel:
			row.weight, row.weight_basis = weights[row.code], basis
