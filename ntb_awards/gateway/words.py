"""The engine's sentences in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.utils import formatdate

from ntb_awards.selection.messages import Message

DEFAULT_LANGUAGE = "id"


def say(message: Message) -> str:
	"""The template, which the engine marks where it writes it, translated and with its values filled in."""
	values = {name: say_value(name, value) for name, value in message.values.items()}
	return _(message.template).format(**values)


def say_all(messages: Iterable[Message]) -> str:
	"""One line a sentence."""
	return "\n".join(say(message) for message in messages)


@contextmanager
def kept_for_all() -> Iterator[None]:
	"""Say in the site's language what a document keeps, whoever saves it and whatever job writes it."""
	with in_language(frappe.db.get_default("lang") or frappe.local.lang):
		yield


@contextmanager
def in_language(language: str | None) -> Iterator[None]:
	"""Say in a person's language, else in the site's, else in Indonesian, whoever says it."""
	reader = frappe.local.lang
	frappe.local.lang = language or frappe.db.get_default("lang") or DEFAULT_LANGUAGE
	try:
		yield
	finally:
		frappe.local.lang = reader


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
		"rank": _("Rank", context="Nomination"),
		"education": _("Education"),
		"birth_date": _("Date of birth"),
		"service_since": _("In continuous service since"),
		"post_since": _("In this post since"),
		"seconded": _("Seconded"),
		"underdeveloped_region": _("Serves in an underdeveloped region"),
		"disability": _("Has a disability"),
		"posts": _("Posts held"),
		"achievement": _("Achievement"),
		"innovation_title": _("Innovation title"),
		"innovation_description": _("Innovation description"),
		"self_description": _("Self-description"),
		"social_activity": _("Social activity"),
	}
	return labels.get(fact) or frappe.unscrub(fact)
