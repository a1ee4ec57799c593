"""The form on a finalist's page: what citizens are asked, and whether what they sent can be taken.

Its questions are the criteria of the instrument that the stage names for the public (NTB 3.b.2). Frappe's
Web Forms are not used: they show the options of links to everybody and take fields the form does not offer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import get_datetime, get_system_timezone

from ntb_awards.gateway import portal, windows
from ntb_awards.gateway.public_response_entry import (
	CONTACT,
	EMAIL,
	HONEYPOT,
	NAME,
	NAME_LENGTH,
	RATING,
	TEXT,
	TEXT_LENGTH,
	TOKEN,
)
from ntb_awards.gateway.public_response_keys import form_token
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.selection.numbers import decimal_text

if TYPE_CHECKING:
	from ntb_awards.gateway.public_finalists import Finalist
	from ntb_awards.selection.scheme import Criterion, Instrument, Stage

# Up to so many steps are offered one by one; a wider range by its rubric levels, else in tenths.
MOST_STEPS = 10
# What stands at no field of its own.
WHOLE_FORM = ""
# Who sends before the window ends still has this long to confirm, also after its end.
HOURS_TO_CONFIRM = 48


@dataclass(frozen=True)
class Choice:
	value: str
	label: str


@dataclass(frozen=True)
class Question:
	"""A criterion as citizens see it. `field`: its name in the form."""

	code: str
	field: str
	title: str
	description: str
	choices: tuple[Choice, ...]

	def label_of(self, value: str) -> str:
		"""What was chosen, in words: "4 – Setuju"."""
		label = next((one.label for one in self.choices if one.value == value), "")
		return f"{value} – {label}" if label else value


@dataclass(frozen=True)
class Form:
	"""What `templates/awards/response_form.html` shows. `typed`, `problems`: by name of the field."""

	finalist: str
	token: str
	csrf: str
	questions: tuple[Question, ...]
	name_asked: str
	contact_asked: str
	until: str
	typed: Mapping[str, str]
	problems: Mapping[str, str]
	names: Mapping[str, str] = field(default_factory=lambda: NAMES_OF_FIELDS)
	hours_to_confirm: int = HOURS_TO_CONFIRM
	text_length: int = TEXT_LENGTH
	name_length: int = NAME_LENGTH

	@property
	def summary(self) -> list[tuple[str, str, str]]:
		"""(id of the field or nothing, its label, problem) in the order of the page."""
		labels = {WHOLE_FORM: "", **{one.field: one.title for one in self.questions}, **_labels()}
		return [
			(self.anchor(name), label, self.problems[name])
			for name, label in labels.items()
			if name in self.problems
		]

	def anchor(self, name: str) -> str:
		"""The id of the element to which the summary leads."""
		return f"response-{name}" if name else ""


def _labels() -> dict[str, str]:
	return {
		TEXT: _("What you want to tell the panel"),
		NAME: _("Your name"),
		CONTACT: _("Telephone number or another e-mail address"),
		EMAIL: _("Your e-mail address"),
	}


NAMES_OF_FIELDS = {
	"token": TOKEN,
	"honeypot": HONEYPOT,
	"text": TEXT,
	"name": NAME,
	"contact": CONTACT,
	"email": EMAIL,
}


def form_of(
	finalist: Finalist, typed: Mapping[str, str] | None = None, problems: Mapping[str, str] | None = None
) -> Form | None:
	"""The form for a finalist's page, the same for all guests for an hour; None while nobody is asked."""
	if not is_open(finalist):
		return None
	stage = finalist.stage
	return Form(
		finalist=finalist.name,
		token=form_token(finalist.season, finalist.nomination, stage.code),
		csrf=portal.csrf_token(),
		questions=questions_of(finalist.season, stage),
		name_asked=stage.public_name,
		contact_asked=stage.public_contact,
		until=windows.label(finalist.window),
		typed=dict(typed or {}),
		problems=dict(problems or {}),
	)


def is_open(finalist: Finalist) -> bool:
	"""Whether feedback on this finalist is taken at this very moment."""
	status = frappe.db.get_value("Award Season", finalist.season, "status")
	return status == "Open" and bool(finalist.stage.public_instrument) and finalist.is_open


def questions_of(season: str, stage: Stage) -> tuple[Question, ...]:
	scheme = load_scheme(frappe.get_cached_value("Award Season", season, "scheme"))
	instrument = scheme.instrument(stage.public_instrument)
	return tuple(_question(row, instrument) for row in instrument.criteria_for(None))


def _question(row: Criterion, instrument: Instrument) -> Question:
	levels = {level.value: level.label for level in instrument.levels if level.criterion == row.code}
	choices = tuple(Choice(decimal_text(step), levels.get(step, "")) for step in _steps(row, levels))
	return Question(row.code, f"{RATING}{row.code}", row.title, row.description, choices)


def _steps(row: Criterion, levels: Iterable[Decimal]) -> Sequence[Decimal]:
	"""What can be chosen, the least first."""
	width = row.maximum - row.minimum
	whole = row.minimum == int(row.minimum)
	if whole and width <= MOST_STEPS:
		found = [row.minimum + step for step in range(int(width) + 1)]
		return sorted({*found, row.maximum, *levels})
	if given := sorted(levels):
		return given
	return [row.minimum + width * step / MOST_STEPS for step in range(MOST_STEPS + 1)]


def until_of(row: Any) -> datetime:
	"""Until when a response can be confirmed, in the season's zone. `row`: has season and submitted_at."""
	zone = frappe.get_cached_value("Award Season", row.season, "timezone")
	sent = get_datetime(row.submitted_at).replace(tzinfo=ZoneInfo(get_system_timezone()))
	return (sent + timedelta(hours=HOURS_TO_CONFIRM)).astimezone(ZoneInfo(zone))
