"""A scheme of the engine as plain data, and as its JSON file says it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from ntb_awards.selection.scheme import Scheme

# What a part is unless the file says otherwise, apart from flags that are not set.
UNSAID: dict[str, Any] = {
	"filing": "unit",
	"decision_detail": "decision",
	"asked_per_unit": 0,
	"public_name": "optional",
	"public_contact": "not_asked",
	"participation": "nomination",
	"notice_days": 0,
	"scope": "team",
	"layout": "list",
	"min_members": 1,
	"min_assessors": 1,
	"advancement_scope": "stage",
}
# Flags that stand in the file either way.
ALWAYS_SAID = ("required",)


def as_data(scheme: Scheme) -> dict[str, Any]:
	"""The scheme as plain data, its conditions as short as people write them."""
	data = scheme.model_dump(mode="json")
	_shorten_conditions(scheme, data)
	return data


def _shorten_conditions(node: Any, data: Any) -> None:
	"""Write each condition of a part, and of the parts inside it, without what goes without saying."""
	if isinstance(node, tuple):
		for item, record in zip(node, data, strict=True):
			_shorten_conditions(item, record)
	elif isinstance(node, BaseModel):
		for name in type(node).model_fields:
			value = getattr(node, name)
			if name == "condition" and value is not None:
				data[name] = value.model_dump(mode="json", exclude_defaults=True)
			else:
				_shorten_conditions(value, data[name])


def file_data(scheme: Scheme) -> dict[str, Any]:
	"""The scheme as its file says it: what is empty or goes without saying is left out."""
	return _spoken(as_data(scheme))


def _spoken(value: Any) -> Any:
	if isinstance(value, list):
		return [_spoken(item) for item in value]
	if isinstance(value, dict):
		return {
			key: item if key == "condition" else _spoken(item)
			for key, item in value.items()
			if not _goes_without_saying(key, item)
		}
	return value


def _goes_without_saying(key: str, value: Any) -> bool:
	if key in UNSAID:
		return value == UNSAID[key]
	if key in ALWAYS_SAID:
		return False
	return value is False or value in (None, "", [], {})
