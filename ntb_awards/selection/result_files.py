"""Results of a test read from a table: every row with its values, and every fault explained.

The table is what a spreadsheet holds: rows of cells, the first row with the headings. Nothing here knows
files. A reading without faults can be taken over as it stands; with one fault nothing is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ntb_awards.selection.messages import Message, _
from ntb_awards.selection.numbers import parse_typed
from ntb_awards.selection.result_columns import (
	NIP,
	NUMBER,
	Cell,
	Columns,
	Formula,
	Table,
	columns_of,
	cut,
	is_empty,
	range_text,
	text_of,
)
from ntb_awards.selection.scheme import Criterion

LONGEST_NUMBER = 9


# Why a nominee takes no result: said by who knows the site, shown beside the row of the file.
NOT_AT_STAGE = _("Nominee {number}, {name}, does not stand at {stage}")
HAS_RESULT = _("Nominee {number}, {name}, has a result already. Cancel that sheet first")
OWN_NOMINATION = _("This is your own nomination. Ask a colleague to import it")


@dataclass(frozen=True)
class Candidate:
	"""A nominee of the season. `criteria`: codes of the form that fits; `refusal`: why no result is taken for
	this nominee now."""

	number: int
	name: str
	nip: str = ""
	criteria: frozenset[str] = frozenset()
	refusal: Message | None = None


@dataclass(frozen=True)
class ResultRow:
	"""A row as it was read. `line`: its line in the file; `shown`: column key → text of the cell."""

	line: int
	number: int | None
	name: str
	shown: dict[str, str]
	scores: dict[str, Decimal]
	faults: tuple[Message, ...]


@dataclass(frozen=True)
class Reading:
	"""`columns`: (key, heading) in the order of the file; `faults` are those of the whole file."""

	columns: tuple[tuple[str, str], ...] = ()
	rows: tuple[ResultRow, ...] = ()
	faults: tuple[Message, ...] = ()
	warnings: tuple[Message, ...] = ()

	@property
	def is_sound(self) -> bool:
		return bool(self.rows) and not self.faults and not any(row.faults for row in self.rows)


@dataclass(frozen=True)
class Form(Columns):
	"""The columns, and who may have a result: nominee number → nominee."""

	candidates: Mapping[int, Candidate] = field(default_factory=dict)


def read_results(table: Table, form: Form) -> Reading:
	"""Read the whole table; what is wrong is told for every row at once."""
	lines = [(line, row) for line, row in enumerate(table, start=1) if not is_empty(row)]
	if not lines:
		return Reading(faults=(Message(_("The file is empty. Download the template and fill it in")),))
	keys, faults = columns_of(lines[0][1], lines[1:], form)
	columns = tuple((key, text_of(lines[0][1][place])) for place, key in keys.items())
	if faults:
		return Reading(columns=columns, faults=tuple(faults))
	if not lines[1:]:
		return Reading(
			columns=columns, faults=(Message(_("The file has headings only. Enter the results below them")),)
		)
	rows = tuple(_rows(lines[1:], keys, form))
	return Reading(columns=columns, rows=rows, warnings=tuple(_left_out(rows, form)))


def _rows(
	lines: Sequence[tuple[int, Sequence[Cell]]], keys: dict[int, str], form: Form
) -> Iterable[ResultRow]:
	first: dict[int, int] = {}
	for line, cells in lines:
		given = {key: cells[place] if place < len(cells) else None for place, key in keys.items()}
		number, faults = _number(given[NUMBER])
		candidate = form.candidates.get(number or 0)
		if number is not None and number in first:
			faults.append(
				Message(
					_("Nominee number {number} stands in row {line} already. Keep one of the rows"),
					{"number": number, "line": first[number]},
				)
			)
		elif number is not None:
			first[number] = line
			faults += _person_faults(number, given[NIP], candidate)
		scores, wrong = _scores(given, form, candidate)
		yield ResultRow(
			line=line,
			number=number,
			name=candidate.name if candidate else "",
			shown={key: text_of(cell) for key, cell in given.items()},
			scores=scores,
			faults=(*faults, *wrong),
		)


def _number(cell: Cell) -> tuple[int | None, list[Message]]:
	if isinstance(cell, Formula):
		return None, [_formula(_("Nominee number"))]
	text = text_of(cell)
	if not text:
		return None, [Message(_("The nominee number is missing. Take it over from the template"))]
	if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
		return None, [Message(_("'{text}' is not a nominee number"), {"text": cut(cell)})]
	return int(text), []


def _person_faults(number: int, nip: Cell, candidate: Candidate | None) -> list[Message]:
	if candidate is None:
		return [
			Message(_("Nobody has the nominee number {number} in this season"), {"number": number}),
		]
	found = [candidate.refusal] if candidate.refusal else []
	if isinstance(nip, Formula):
		return [*found, _formula("NIP")]
	digits = "".join(text_of(nip).replace("'", "").split())
	if candidate.nip and digits != candidate.nip:
		found.append(_wrong_nip(nip, digits, candidate))
	return found


def _wrong_nip(cell: Cell, digits: str, candidate: Candidate) -> Message:
	values = {"number": candidate.number, "name": candidate.name}
	if not digits:
		return Message(
			_("The NIP is missing. Take over that of nominee {number}, {name}, from the template"), values
		)
	if isinstance(cell, int | float) or "E+" in digits.upper():
		return Message(
			_("The NIP is stored as a number and has lost digits. Give its column the format Text"), values
		)
	return Message(_("The NIP is not that of nominee {number}, {name}. Check the row"), values)


def _scores(
	given: Mapping[str, Cell], form: Form, candidate: Candidate | None
) -> tuple[dict[str, Decimal], list[Message]]:
	scores: dict[str, Decimal] = {}
	faults: list[Message] = []
	for row in form.criteria:
		cell = given[row.code]
		belongs = candidate is None or row.code in candidate.criteria
		if not belongs and not text_of(cell):
			continue
		fault = _not_on_form(row) if not belongs else _score_fault(row, cell)
		if fault:
			faults.append(fault)
		else:
			scores[row.code] = read_number(cell)
	return scores, faults


def _not_on_form(criterion: Criterion) -> Message:
	return Message(
		_("{criterion} is not on the form for this nominee's post. Leave it empty"),
		{"criterion": criterion.title},
	)


def _score_fault(criterion: Criterion, cell: Cell) -> Message | None:
	values = {"criterion": criterion.title, "text": cut(cell), "range": range_text(criterion)}
	if isinstance(cell, Formula):
		return _formula(criterion.title)
	if not text_of(cell):
		return Message(
			_("{criterion} is empty. Enter the score, or remove the row of who did not take the test"), values
		)
	try:
		score = read_number(cell)
	except ValueError:
		return Message(_("{criterion}: '{text}' is not a number. Enter one from {range}"), values)
	if not criterion.minimum <= score <= criterion.maximum:
		return Message(_("{criterion}: {text} is outside {range}"), values)
	return None


def read_number(cell: Cell) -> Decimal:
	"""A score as people type it, with a decimal comma or point. Raises ValueError."""
	if isinstance(cell, bool):
		raise ValueError("not a number")
	return parse_typed(text_of(cell))


def _formula(column: str) -> Message:
	return Message(
		_("{criterion} holds a formula. Paste the value in its place"),
		{"criterion": column},
	)


def _left_out(rows: Iterable[ResultRow], form: Form) -> Iterable[Message]:
	there = {row.number for row in rows}
	for number, candidate in sorted(form.candidates.items()):
		if candidate.refusal is None and number not in there:
			yield Message(
				_("Nominee {number}, {name}, is not in the file and stays without a result"),
				{"number": number, "name": candidate.name},
			)
