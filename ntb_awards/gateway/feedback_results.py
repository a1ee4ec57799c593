"""360° results as people may see them: groups and aspects, never one contributor."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import frappe
from frappe import _

from ntb_awards.gateway import feedback_counts
from ntb_awards.gateway.contributors import relation_label
from ntb_awards.gateway.problems import text_of
from ntb_awards.gateway.seasons import LoadedSeason, load_season
from ntb_awards.gateway.sight import Sight, sight_of
from ntb_awards.selection.feedback import shown_groups, together
from ntb_awards.selection.numbers import decimal_text, fixed_text, mean, rounded
from ntb_awards.selection.records import Feedback
from ntb_awards.selection.results import EXTRA_STAGE_PLACES
from ntb_awards.selection.scheme import ContributorRule, Criterion, Instrument, Stage
from ntb_awards.selection.scoring import StageValue, instrument_value
from ntb_awards.who import employees_of

ASPECT_PREFIX = "aspect_"


@dataclass(frozen=True)
class Board:
	"""A season's 360° stage, ready to be asked about one nominee after the other."""

	loaded: LoadedSeason
	stage: Stage
	instrument: Instrument

	@property
	def places(self) -> int:
		return self.loaded.scheme.places

	def rule(self, number: int) -> ContributorRule:
		return self.loaded.scheme.contributor_rule_of(self._nominee(number).category)

	def criteria(self, number: int) -> list[Criterion]:
		return list(self.instrument.criteria_for(self._variant(number)))

	def value(self, number: int) -> StageValue:
		return self.loaded.selection.stage_value(self.stage, self._nominee(number))

	def contributors(self, number: int) -> int:
		return sum(one.contributors for one in self._records(number))

	def groups(self, number: int) -> list[Feedback]:
		return shown_groups(self.rule(number), self._records(number))

	def means(self, number: int) -> dict[str, Fraction]:
		"""Criterion code → mean answer of all, with the relations' weights; {} where it is not shown."""
		return self._means.get(number, {})

	def value_of(self, number: int, group: Feedback) -> str | None:
		value = instrument_value(self.instrument, self._variant(number), group.answers)
		return self.text(value, self.places + EXTRA_STAGE_PLACES)

	def text(self, value: Fraction | None, places: int) -> str | None:
		return None if value is None else fixed_text(rounded(value, places), places)

	@cached_property
	def _means(self) -> dict[int, dict[str, Fraction]]:
		found = {number: together(self.rule(number), self._records(number)) for number in self._with_rule}
		return {number: one.answers for number, one in found.items() if one}

	@property
	def _with_rule(self) -> list[int]:
		ruled = {one.code for one in self.loaded.scheme.categories if one.contributor_rule}
		return [number for number, one in self.loaded.selection.nominees.items() if one.category in ruled]

	def has(self, number: int) -> bool:
		return number in self._with_rule

	def category_mean(self, number: int, criterion: str) -> Fraction | None:
		"""Of all nominees of the category, if enough others than this one are behind it."""
		category = self._nominee(number).category
		behind = [
			answers[criterion]
			for other, answers in self._means.items()
			if self._nominee(other).category == category and criterion in answers
		]
		others = len(behind) - (criterion in self.means(number))
		return mean(behind) if others >= max(self.rule(number).min_group_size, 1) else None

	def _nominee(self, number: int) -> Any:
		return self.loaded.selection.nominees[number]

	def _variant(self, number: int) -> str | None:
		return self._nominee(number).variants.get(self.instrument.code)

	def _records(self, number: int) -> list[Feedback]:
		return self.loaded.selection.feedback_of(number)


def board_of(season: str, category: str | None = None) -> Board:
	"""`category`: Award Category (name). Raises ValidationError if the scheme has no 360° feedback."""
	loaded = load_season(season, category)
	stage = next((one for one in loaded.scheme.stages if one.kind == "feedback_360"), None)
	if stage is None:
		frappe.throw(_("Scheme {0} has no 360° feedback.").format(frappe.bold(loaded.scheme.title)))
	return Board(loaded, stage, loaded.scheme.instrument(stage.instrument))


# For the report


def summary(season: str, category: str | None, user: str) -> tuple[Board, list[dict[str, Any]]]:
	"""Rows of 360 Summary for a user, by category and number; nobody sees the row about oneself.

	A row has: nomination, number, nominee, unit, category, missing, and where the user may see the stage:
	asked, answered, valid (None where answers are not verified), value, groups, aspect_<code> …. Values are
	text as the engine makes them.
	"""
	board = board_of(season, category)
	sight = sight_of(user, season, category)
	counts = feedback_counts.of_season(season)
	return board, [
		_summary_row(board, sight, number, counts)
		for number in _in_order(board)
		if board.loaded.nominations[number]["name"] in sight.nominations - sight.about_me
	]


def _in_order(board: Board) -> Iterable[int]:
	place = {one.code: position for position, one in enumerate(board.loaded.scheme.categories)}
	rows = board.loaded.nominations
	ruled = (number for number in rows if board.has(number))
	return sorted(ruled, key=lambda number: (place[rows[number]["category_code"]], number))


def _summary_row(board: Board, sight: Sight, number: int, counts: feedback_counts.Counts) -> dict[str, Any]:
	nomination = board.loaded.nominations[number]
	seen = sight.sees_stage(board.loaded.scheme, nomination["name"], board.stage.code)
	return {
		"nomination": nomination["name"],
		"number": number,
		"nominee": nomination["employee_name"],
		"unit": nomination["unit"],
		"category": nomination["category_title"],
		**(_seen(board, number, counts) if seen else {"missing": _hidden(board)}),
	}


def _hidden(board: Board) -> str:
	return _("Not shown to you before your own sheet is submitted: {0}").format(board.stage.title)


def _seen(board: Board, number: int, counts: feedback_counts.Counts) -> dict[str, Any]:
	name = board.loaded.nominations[number]["name"]
	value = board.value(number)
	means = board.means(number)
	return {
		"asked": counts.asked[name],
		"answered": counts.answered[name],
		"valid": counts.valid[name] if board.rule(number).verify else None,
		"value": board.text(value.value, board.places + EXTRA_STAGE_PLACES),
		"groups": "; ".join(_group_texts(board, number)),
		**{
			ASPECT_PREFIX + row.code: board.text(means.get(row.code), board.places)
			for row in board.criteria(number)
		},
		"missing": "; ".join(text_of(message) for message in value.missing),
	}


def _group_texts(board: Board, number: int) -> Iterator[str]:
	for group in board.groups(number):
		value = board.value_of(number, group)
		text = _("{0} ({1}): {2}") if value else _("{0} ({1})")
		yield text.format(group_label(group), group.contributors, value)


def group_label(group: Feedback) -> str:
	"""The relations of a group; of all contributors where there are no relations to name."""
	return " + ".join(relation_label(one) for one in group.relations) or _("All contributors")


# For the nominee


def own_results(user: str) -> list[dict[str, Any]]:
	"""What a nominee may see of the own 360° results, newest season first: of seasons that opened them.

	[{season_title, category_title, nominee_name, contributors, stage_value, aspects: [{title, own,
	category_mean, maximum}], groups: [{label, contributors, value}], comments: [text], note}]
	"""
	nomination, season = frappe.qb.DocType("Nomination"), frappe.qb.DocType("Award Season")
	query = (
		frappe.qb.from_(nomination)
		.join(season)
		.on(season.name == nomination.season)
		.select(nomination.name, nomination.season, nomination.category, nomination.number)
		.select(season.title.as_("season_title"))
		.where((season.feedback_published == 1) & (nomination.number > 0))
		.where(nomination.employee.isin(employees_of(user)))
		.orderby(season.year, order=frappe.qb.desc)
		.orderby(nomination.creation, order=frappe.qb.desc)
	)
	rows = query.run(as_dict=True)
	boards = {row.name: board_of(row.season, row.category) for row in rows}
	return [_own(boards[row.name], row) for row in rows if boards[row.name].has(row.number)]


def _own(board: Board, row: frappe._dict) -> dict[str, Any]:
	number, nomination = row.number, board.loaded.nominations[row.number]
	means = board.means(number)
	enough = bool(means)
	value = board.value(number).value if enough else None
	return {
		"season_title": row.season_title,
		"category_title": nomination["category_title"],
		"nominee_name": nomination["employee_name"],
		"contributors": board.contributors(number),
		"stage_value": board.text(value, board.places + EXTRA_STAGE_PLACES),
		"aspects": [_aspect(board, number, one, means) for one in board.criteria(number)] if enough else [],
		"groups": _own_groups(board, number) if enough else [],
		"comments": _comments(board, number) if enough and board.rule(number).show_comments else [],
		"note": "" if enough else _note(board, number),
	}


def _aspect(board: Board, number: int, row: Criterion, means: dict[str, Fraction]) -> dict[str, Any]:
	return {
		"title": row.title,
		"own": board.text(means[row.code], board.places),
		"category_mean": board.text(board.category_mean(number, row.code), board.places),
		"maximum": decimal_text(row.maximum),
	}


def _own_groups(board: Board, number: int) -> list[dict[str, Any]]:
	return [
		{
			"label": group_label(group),
			"contributors": group.contributors,
			"value": board.value_of(number, group),
		}
		for group in board.groups(number)
	]


def _comments(board: Board, number: int) -> list[str]:
	"""Of the sets that count, in an order that is another one each time."""
	counting = {"nomination": board.loaded.nominations[number]["name"], "docstatus": 1}
	if board.rule(number).verify:
		counting["validity"] = "Valid"
	rows = frappe.get_all("Assessment 360", counting, pluck="comment", order_by="name")
	comments = [text.strip() for text in rows if text and text.strip()]
	random.SystemRandom().shuffle(comments)
	return comments


def _note(board: Board, number: int) -> str:
	"""Why nothing is shown; not who is still missing, which would tell who has answered."""
	least, answered = board.rule(number).min_group_size, board.contributors(number)
	if not answered:
		return _("Nobody has answered.")
	if answered < least:
		text = _("Fewer than {0} contributors answered, so that what they answered is not shown.")
		return text.format(least)
	return _("The answers are not complete, or not verified yet, so that nothing is shown.")
