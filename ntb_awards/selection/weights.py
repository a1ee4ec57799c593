"""Weights the rule document leaves to the panel: which are still open, and a scheme with them filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ntb_awards.selection.messages import Message, Problem, _, refuse
from ntb_awards.selection.numbers import decimal_text
from ntb_awards.selection.scheme import Criterion, Instrument, Scheme, Stage


def is_open(part: Stage | Criterion) -> bool:
	"""Whether the panel still has to set this weight."""
	return part.set_by_panel and not part.weight


def open_weights(scheme: Scheme) -> Iterable[Problem]:
	"""One problem for each weight that is still open; where only some are, also what they total so far."""
	text = _("The panel has not set the weight of '{title}'. Enter it before a season is opened")
	for path, part in _weighted(scheme):
		if is_open(part):
			yield Problem(f"{path}.weight", Message(text, {"title": part.title}))
	yield from _short_total("stages", scheme.stages)
	for instrument in scheme.instruments:
		if instrument.method == "weighted":
			yield from _short_total(f"instruments.{instrument.code}", instrument.criteria)


def _short_total(path: str, parts: Iterable[Stage | Criterion]) -> Iterable[Problem]:
	parts = tuple(parts)
	total = sum((part.weight or Decimal(0) for part in parts), Decimal(0))
	if total and any(is_open(part) for part in parts):
		text = _("The weights set so far total {total}. They must total 100 with those still to be set")
		yield Problem(path, Message(text, {"total": decimal_text(total)}))


def _weighted(scheme: Scheme) -> Iterable[tuple[str, Stage | Criterion]]:
	for stage in scheme.stages:
		yield f"stages.{stage.code}", stage
	for instrument in scheme.instruments:
		for row in instrument.criteria:
			yield f"instruments.{instrument.code}.criteria.{row.code}", row


def with_panel_weights(scheme: Scheme, weights: Mapping[str, Decimal], basis: str) -> Scheme:
	"""The next version of a scheme with the panel's weights: path as in `open_weights` without `.weight`.

	`basis` names the panel's decision. Raises SelectionError for a path that is no weight left to the panel.
	"""
	known = {path for path, part in _weighted(scheme) if part.set_by_panel}
	for path in weights:
		if path not in known:
			raise refuse(path, _("'{part}' is not a weight that the panel sets"), part=path)
	stages = tuple(_filled(row, weights.get(f"stages.{row.code}"), basis) for row in scheme.stages)
	instruments = tuple(_with_criteria(row, weights, basis) for row in scheme.instruments)
	changes = {"version": scheme.version + 1, "stages": stages, "instruments": instruments}
	return scheme.model_copy(update=changes)


def _with_criteria(instrument: Instrument, weights: Mapping[str, Decimal], basis: str) -> Instrument:
	path = f"instruments.{instrument.code}.criteria"
	rows = tuple(_filled(row, weights.get(f"{path}.{row.code}"), basis) for row in instrument.criteria)
	return instrument.model_copy(update={"criteria": rows})


def _filled(part: Stage | Criterion, weight: Decimal | None, basis: str) -> Stage | Criterion:
	return part if weight is None else part.model_copy(update={"weight": weight, "weight_basis": basis})
