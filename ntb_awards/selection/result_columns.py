"""The columns of a table of test results: what each heading means, and what is wrong with the headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ntb_awards.selection.messages import Message, _
from ntb_awards.selection.numbers import decimal_text
from ntb_awards.selection.scheme import Criterion

NUMBER, NIP = "number", "nip"
# Excel keeps 15 digits of a number; what stands behind them is noise.
EXCEL_DIGITS = ".15g"
SHOWN_LENGTH = 40


@dataclass(frozen=True)
class Formula:
	"""A cell that computes its value: what it would give elsewhere is not known."""

	text: str

	def __str__(self) -> str:
		return self.text


Cell = str | int | float | Decimal | Formula | object | None
Table = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Columns:
	"""What the columns mean. `headings`: number, nip and what is only read → the headings accepted for it."""

	criteria: tuple[Criterion, ...]
	headings: Mapping[str, tuple[str, ...]]


def headings_of(criteria: Sequence[Criterion]) -> dict[str, str]:
	"""Criterion code → heading with the range, each once: "Situational judgement (0 – 100)"."""
	twice = Counter(row.title for row in criteria)
	return {
		row.code: f"{row.title if twice[row.title] == 1 else f'{row.title} [{row.code}]'} ({range_text(row)})"
		for row in criteria
	}


def range_text(criterion: Criterion) -> str:
	return f"{decimal_text(criterion.minimum)}–{decimal_text(criterion.maximum)}"


def columns_of(
	heads: Sequence[Cell], lines: Sequence[tuple[int, Sequence[Cell]]], form: Columns
) -> tuple[dict[int, str], list[Message]]:
	"""Place of a column → what it means, and what is wrong with the headings."""
	known = _known_headings(form)
	keys: dict[int, str] = {}
	faults: list[Message] = []
	for place in range(max([len(heads), *(len(row) for _line, row in lines)])):
		head = _key(text_of(heads[place])) if place < len(heads) else ""
		key = known.get(head)
		if not head:
			is_used = any(place < len(row) and text_of(row[place]) for _line, row in lines)
			faults += [_without_heading(place)] if is_used else []
		elif key is None or key in keys.values():
			faults.append(_unwelcome(cut(heads[place]), twice=key is not None))
		else:
			keys[place] = key
	return keys, [*faults, *_missing_columns(set(keys.values()), form)]


def _without_heading(place: int) -> Message:
	return Message(_("Column {column} has no heading. Remove it"), {"column": _letters(place)})


def _unwelcome(heading: str, twice: bool) -> Message:
	if twice:
		return Message(_("Column '{heading}' stands there twice. Keep one"), {"heading": heading})
	return Message(_("Column '{heading}' is not in the template. Remove it"), {"heading": heading})


def _missing_columns(found: set[str], form: Columns) -> Iterable[Message]:
	wanted = {key: form.headings[key][0] for key in (NUMBER, NIP)} | headings_of(form.criteria)
	for key, heading in wanted.items():
		if key not in found:
			yield Message(
				_("Column '{heading}' is missing. Take it over from the template"), {"heading": heading}
			)


def _known_headings(form: Columns) -> dict[str, str]:
	"""A heading in plain letters → key. A criterion is also known by its code, and by its title alone."""
	known = {_key(text): key for key, texts in form.headings.items() for text in texts}
	titles = Counter(_key(row.title) for row in form.criteria)
	for row in form.criteria:
		known.setdefault(_key(row.code), row.code)
		if titles[_key(row.title)] == 1:
			known.setdefault(_key(row.title), row.code)
	return known | {_key(heading): code for code, heading in headings_of(form.criteria).items()}


def is_empty(row: Sequence[Cell]) -> bool:
	return not any(text_of(cell) for cell in row)


def text_of(cell: Cell) -> str:
	if cell is None:
		return ""
	if isinstance(cell, float):
		return format(cell, EXCEL_DIGITS)
	return str(cell).strip()


def cut(cell: Cell) -> str:
	return text_of(cell)[:SHOWN_LENGTH]


def _key(text: str) -> str:
	"""A heading without the differences that do not count: case, spaces, kinds of dashes."""
	return "".join(text.lower().replace("–", "-").replace("—", "-").split())


def _letters(place: int) -> str:
	"""The name of a column in a spreadsheet: 0 is A, 26 is AA."""
	name = ""
	place += 1
	while place:
		place, rest = divmod(place - 1, 26)
		name = chr(ord("A") + rest) + name
	return name
