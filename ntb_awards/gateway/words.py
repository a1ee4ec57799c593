"""The engine's sentences in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import formatdate

from ntb_awards.selection.messages import Message


def say(message: Message) -> str:
	"""The translated template, filled with values as people write them."""
	template = _templates().get(message.template) or _(message.template)
	return template.format(**{name: say_value(name, value) for name, value in message.values.items()})


def say_all(messages: Iterable[Message]) -> str:
	"""One line a sentence."""
	return "\n".join(say(message) for message in messages)


def say_value(name: str, value: object) -> str:
	"""`name`: the placeholder it fills; days are ISO dates, facts are field names of Facts."""
	if isinstance(value, bool):
		return _("Yes") if value else _("No")
	if name == "fact":
		return fact_label(str(value))
	if name in ("day", "since") and value not in (None, "", "-"):
		return formatdate(str(value))
	return _(value) if isinstance(value, str) and value else str(value)


def fact_label(fact: str) -> str:
	labels = {
		"in_organisation": _("Works for the organiser"),
		"employment_status": _("Employment status"),
		"post_type": _("Post type"),
		"functional_level": _("Functional level"),
		"rank": _("Rank"),
		"education": _("Education"),
		"birth_date": _("Date of birth"),
		"service_since": _("In continuous service since"),
		"post_since": _("In this post since"),
		"seconded": _("Seconded"),
		"innovation_title": _("Innovation title"),
		"innovation_description": _("Innovation description"),
		"self_description": _("Self-description"),
		"social_activity": _("Social activity"),
	}
	return labels.get(fact) or frappe.unscrub(fact)


def _templates() -> dict[str, str]:
	"""Every template of the conditions, spelled out so that translators find it."""
	return {
		"{fact} is not on record": _("{fact}: not on record"),
		"{fact}: {value}": _("{fact}: {value}"),
		"{fact}: {since}, {years} full years on {day}": _("{fact}: {since}, {years} full years on {day}"),
		"Performance {year} is not on record": _("Performance {year}: not on record"),
		"Performance {year}: {predicate}": _("Performance {year}: {predicate}"),
		"No {kind} record that counts on {day}": _("No {kind} record that counts on {day}"),
		"{kind} record {level}: {status}, {day}": _("{kind} record, level {level}: {status}, {day}"),
		"{fact}: {count} words": _("{fact}: {count} words"),
		"Does not apply": _("Does not apply"),
		"Attendance {year}: {percent} %": _("Attendance {year}: {percent} %"),
		"Education: {education}": _("Education: {education}"),
		"No disciplinary record": _("No disciplinary record"),
		"Disciplinary sanction: {level}, {day}": _("Disciplinary sanction: {level}, {day}"),
		"{criterion}: {raw} is outside {minimum}–{maximum}. Enter a score within the range": _(
			"{criterion}: {raw} is outside {minimum}–{maximum}. Enter a score within the range"
		),
	}
