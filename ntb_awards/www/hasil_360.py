"""The nominee's own 360° result, to be read and printed once the season has opened it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway import portal
from ntb_awards.gateway.feedback_results import own_results

no_cache = 1
PATH = "/hasil-360"


def get_context(context: frappe._dict) -> None:
	portal.require_login(PATH)
	portal.prepare(context, PATH, _("Your 360° Result"))
	context.results = [_with_bars(result) for result in own_results(frappe.session.user)]


def _with_bars(result: dict[str, Any]) -> dict[str, Any]:
	"""Each aspect with the length of its bars, in per cent of the scale."""
	aspects = [
		{
			**aspect,
			"own_bar": _share(aspect["own"], aspect["maximum"]),
			"mean_bar": _share(aspect["category_mean"], aspect["maximum"]),
		}
		for aspect in result["aspects"]
	]
	return {**result, "aspects": aspects}


def _share(value: object, maximum: object) -> str | None:
	"""`value` as a share of `maximum` in whole per cent, None for no value. Decimal commas are read, too."""
	try:
		share = _number(value) / _number(maximum) * 100
	except (InvalidOperation, ZeroDivisionError):
		return None
	return str(round(min(max(share, Decimal(0)), Decimal(100))))


def _number(value: object) -> Decimal:
	return Decimal(str(value).replace(",", "."))
