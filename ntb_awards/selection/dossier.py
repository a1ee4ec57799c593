"""The dossier: a whole season as canonical JSON (RFC 8785) with its SHA-256, and the check of one.

Nominees stand in it by number, assessors by pseudonym, decimals as strings. Of 360° answers it holds the
means of groups of contributors, too small ones merged (`feedback.disclose`), so that it can be published.
Older dossiers have a record and a pseudonym for each contributor; they verify as before.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import Any, Literal

import rfc8785
from pydantic import BaseModel, ConfigDict, ValidationError

from ntb_awards.selection.checks import check_scheme
from ntb_awards.selection.feedback import disclose
from ntb_awards.selection.messages import Message, Problem, SelectionError, _, refuse
from ntb_awards.selection.numbers import Number, decimal_text, fixed_text, rounded
from ntb_awards.selection.records import Feedback, Season
from ntb_awards.selection.results import EXTRA_STAGE_PLACES, Selection, Standing
from ntb_awards.selection.scheme import Code, Scheme, problems_of
from ntb_awards.selection.season_checks import check_season

FORMAT = "ntb-awards-dossier/1"
NO_NUMBER = "{name} is not a number that a dossier may hold"


class ResultModel(BaseModel):
	model_config = ConfigDict(extra="forbid", frozen=True)


class StageCell(ResultModel):
	"""A stage's value to two places more than the final score, or what is missing for it."""

	value: Number | None
	missing: tuple[str, ...] = ()


class ResultRow(ResultModel):
	nominee: int
	status: Literal["active", "withdrawn", "ineligible", "not_advanced", "winner"]
	stopped_at: Code | None
	stages: dict[Code, StageCell]
	bonus: Number
	final: Number | None
	rank: int | None
	tied_with: tuple[int, ...]
	settled_by: str


class CategoryResult(ResultModel):
	category: Code
	rows: tuple[ResultRow, ...]


class Dossier(ResultModel):
	"""A sealed season."""

	format: Literal["ntb-awards-dossier/1"]
	scheme: Scheme
	season: Season
	results: tuple[CategoryResult, ...]
	sha256: str


def stage_text(scheme: Scheme, cell: StageCell | None) -> str | None:
	"""A stage's value as people read it, with all its places; None while something is missing."""
	return fixed_text(cell.value, scheme.places + EXTRA_STAGE_PLACES) if cell else None


def final_text(scheme: Scheme, row: ResultRow) -> str | None:
	return fixed_text(row.final, scheme.places)


def weighted_text(scheme: Scheme, row: ResultRow) -> str | None:
	"""The score of the 100 that the stages make, before any bonus: bonuses are shown apart from it."""
	return None if row.final is None else fixed_text(row.final - row.bonus, scheme.places)


def result_row(standing: Standing, places: int) -> ResultRow:
	"""A standing as it is shown everywhere: stage values to places + 2, the final score to places."""
	cells = {
		code: StageCell(
			value=None if value.value is None else rounded(value.value, places + EXTRA_STAGE_PLACES),
			missing=tuple(str(message) for message in value.missing),
		)
		for code, value in standing.stages.items()
	}
	place = standing.place
	return ResultRow(
		nominee=standing.number,
		status=standing.status,  # type: ignore[arg-type]
		stopped_at=standing.stopped_at,
		stages=cells,
		bonus=standing.bonus,
		final=standing.final,
		rank=standing.rank,
		tied_with=place.tied_with if place else (),
		settled_by=place.settled_by if place else "",
	)


def compute_results(scheme: Scheme, season: Season) -> tuple[CategoryResult, ...]:
	"""The results of every category in the scheme's order."""
	selection = Selection(scheme, season)
	return tuple(
		CategoryResult(
			category=category.code,
			rows=tuple(
				result_row(standing, scheme.places) for standing in selection.standings(category.code)
			),
		)
		for category in scheme.categories
	)


def published(scheme: Scheme, season: Season) -> Season:
	"""The season in a fixed order, 360° answers as they may be disclosed."""
	return season.model_copy(
		update={
			"nominees": tuple(sorted(season.nominees, key=lambda nominee: nominee.number)),
			"sheets": tuple(
				sorted(season.sheets, key=lambda sheet: (sheet.stage, sheet.nominee, sheet.assessor))
			),
			"feedback": _published_feedback(scheme, season),
			"minutes": tuple(sorted(season.minutes, key=lambda minutes: (minutes.category, minutes.stage))),
		}
	)


def _published_feedback(scheme: Scheme, season: Season) -> tuple[Feedback, ...]:
	category_of = {nominee.number: nominee.category for nominee in season.nominees}
	records: dict[int, list[Feedback]] = defaultdict(list)
	for one in season.feedback:
		records[one.nominee].append(one)
	return tuple(
		group
		for number, given in sorted(records.items())
		for group in disclose(scheme.contributor_rule_of(category_of[number]), given)
	)


def seal(scheme: Scheme, season: Season) -> bytes:
	"""The canonical bytes of a season's dossier. Raises SelectionError if scheme or season are unsound."""
	require_consistent(scheme, season)
	season = published(scheme, season)
	content = {
		"format": FORMAT,
		"scheme": scheme.model_dump(mode="json"),
		"season": season.model_dump(mode="json"),
		"results": [result.model_dump(mode="json") for result in compute_results(scheme, season)],
	}
	return rfc8785.dumps({**content, "sha256": digest(content)})


def require_consistent(scheme: Scheme, season: Season) -> None:
	problems = check_scheme(scheme)
	if problems:
		raise SelectionError(problems)
	check_season(scheme, season)


def digest(content: dict[str, Any]) -> str:
	"""SHA-256 (hex) of the canonical JSON of everything but the digest itself."""
	return hashlib.sha256(
		rfc8785.dumps({key: part for key, part in content.items() if key != "sha256"})
	).hexdigest()


def read(data: bytes) -> tuple[dict[str, Any], Dossier]:
	"""The raw content and the model of a dossier; raises SelectionError naming what does not fit."""
	try:
		content = json.loads(data.decode("utf-8"), **STRICT_JSON)
	except UnicodeDecodeError as error:
		raise refuse("file", _("The file is not text in UTF-8. Download it again")) from error
	except json.JSONDecodeError as error:
		raise refuse(
			"file",
			_("The file is not complete JSON (line {line}, column {column}). Download it again"),
			line=error.lineno,
			column=error.colno,
		) from error
	except RecursionError as error:
		raise refuse("file", _("The file is nested too deeply to be a dossier. Choose another")) from error
	if not isinstance(content, dict):
		raise refuse("file", _("The file is not a dossier. Choose a file that was sealed from a season"))
	try:
		dossier = Dossier.model_validate(content)
	except ValidationError as error:
		raise SelectionError(problems_of(error)) from error
	require_consistent(dossier.scheme, dossier.season)
	return content, dossier


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
	content = dict(pairs)
	if len(content) != len(pairs):
		names = [name for name, _value in pairs]
		twice = next(name for name in names if names.count(name) > 1)
		raise refuse("file", _("Field '{name}' stands twice in one object. Remove one"), name=twice)
	return content


def _no_constant(name: str) -> float:
	raise refuse("file", NO_NUMBER, name=name)


def _safe_int(digits: str) -> int:
	"""RFC 8785 knows whole numbers up to 2^53 - 1 only."""
	if len(digits) > 17 or abs(int(digits)) >= 2**53:
		raise refuse("file", NO_NUMBER, name=digits[:20])
	return int(digits)


STRICT_JSON: dict[str, Any] = {
	"object_pairs_hook": _no_repeats,
	"parse_constant": _no_constant,
	"parse_int": _safe_int,
}


def verify(data: bytes) -> list[Problem]:
	"""Recompute a dossier. Empty if the bytes, the digest and every number agree, else what differs:
	the digest first, then the first nominee, stage and number."""
	try:
		content, dossier = read(data)
	except SelectionError as error:
		return error.problems
	problems = []
	if digest(content) != dossier.sha256:
		problems.append(
			_problem("sha256", _("The digest does not fit the content: the file was changed after sealing"))
		)
	elif rfc8785.dumps(content) != data:
		problems.append(
			_problem("file", _("The file is not in canonical form: it was saved again after sealing"))
		)
	difference = first_difference(dossier.results, compute_results(dossier.scheme, dossier.season))
	return [*problems, difference] if difference else problems


def first_difference(
	stated: tuple[CategoryResult, ...], computed: tuple[CategoryResult, ...]
) -> Problem | None:
	"""The first nominee, stage and number in which stated results differ from recomputed ones."""
	if [result.category for result in stated] != [result.category for result in computed]:
		return _problem("results", _("The results do not list the scheme's categories in order"))
	for one, other in zip(stated, computed, strict=True):
		path = f"results.{one.category}"
		rows = {row.nominee: row for row in one.rows}
		for row in other.rows:
			found = _row_difference(path, rows.get(row.nominee), row)
			if found:
				return found
		if [row.nominee for row in one.rows] != [row.nominee for row in other.rows]:
			return _problem(path, _("The rows are not the category's nominees in the order of their ranks"))
	return None


def _row_difference(path: str, stated: ResultRow | None, computed: ResultRow) -> Problem | None:
	where = f"{path}.{computed.nominee}"
	if stated is None:
		return _problem(where, _("Nominee {number} is missing from the results"), number=computed.nominee)
	for code in sorted({*stated.stages, *computed.stages}):
		one, other = stated.stages.get(code), computed.stages.get(code)
		if one != other:
			return _differs(f"{where}.{code}", computed.nominee, code, _shown(one), _shown(other))
	for name in ResultRow.model_fields:
		one, other = getattr(stated, name), getattr(computed, name)
		if one != other:
			return _differs(f"{where}.{name}", computed.nominee, name, one, other)
	return None


def _shown(cell: StageCell | None) -> str | None:
	"""A cell's value, or what it says is missing."""
	if cell is None:
		return None
	return "; ".join([*([] if cell.value is None else [decimal_text(cell.value)]), *cell.missing]) or None


def _differs(path: str, nominee: int, what: str, stated: object, computed: object) -> Problem:
	return _problem(
		path,
		_("Nominee {nominee}, {what}: the file says {stated}, recomputed it is {computed}"),
		nominee=nominee,
		what=what,
		stated=stated,
		computed=computed,
	)


def _problem(path: str, template: str, **values: object) -> Problem:
	return Problem(path, Message(template, values))
