"""What an unfinished scheme still lacks, told together with everything else that is wrong with it.

The engine refuses a scheme with a gap (no categories, a timeline without dates) before it looks at weights
and references. Here every gap is named and filled for the moment, so that one look finds all problems.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from frappe import _

from ntb_awards.gateway.problems import text_of, throw_all
from ntb_awards.gateway.scheme_labels import told_place
from ntb_awards.gateway.workflow_states import BASE_STATES
from ntb_awards.selection.checks import check_scheme
from ntb_awards.selection.messages import Message, Problem, SelectionError
from ntb_awards.selection.scheme import Scheme, parse_scheme

Data = dict[str, Any]
NOBODY = "nobody"
ANY_CONDITION = {"test": "human", "question": "-"}
FILLING: Data = {
	"categories": {
		"code": NOBODY,
		"title": "-",
		"recommender": NOBODY,
		"recommender_title": "-",
		"basis": "",
	},
	"stages": {
		**{"code": NOBODY, "title": "-", "kind": "decision", "weight": "0"},
		**{"weight_basis": "", "advancement_basis": "", "basis": ""},
	},
	"criteria": {"code": NOBODY, "title": "-", "weight": "100", "maximum": "1", "basis": ""},
	"relations": {"relation": "peer", "min_count": 0, "weight": "100", "weight_basis": "", "basis": ""},
}
FILLED_WHERE = {"categories.nobody", "stages.nobody"}


def all_problems(data: Data) -> list[Problem]:
	"""Gaps, wrong shapes and everything `check_scheme` finds, in this order; empty if the scheme is sound."""
	whole, problems = filled(data)
	try:
		scheme = parse_scheme(whole)
	except SelectionError as error:
		return [*problems, *(_named(problem, whole) for problem in error.problems)]
	found = [problem for problem in check_scheme(scheme) if not _is_filling(problem)]
	return [*problems, *found, *_title_problems(scheme)]


def tell_problem(problem: Problem) -> str:
	"""A problem with its place, in the reader's language: `Stages › fgd › Weight (%): …`."""
	return f"{told_place(problem.path)}: {text_of(problem.message)}"


def refuse_all(problems: list[Problem], title: str) -> None:
	"""Raise one ValidationError that lists every problem; nothing happens if there is none."""
	throw_all(map(tell_problem, problems), title)


def filled(data: Data) -> tuple[Data, list[Problem]]:
	"""A copy of the dictionary with its gaps filled, and the gaps."""
	problems = list(_gaps(data))
	whole = {**data, "winners": data["winners"] or 1}
	for field in ("categories", "stages"):
		whole[field] = data[field] or [FILLING[field]]
	whole["activities"] = [row for row in data["activities"] if row["starts_on"] and row["ends_on"]]
	whole["instruments"] = [_filled_instrument(row) for row in data["instruments"]]
	whole["contributor_rules"] = [_filled_rule(row) for row in data["contributor_rules"]]
	for field in ("eligibility_rules", "bonuses"):
		whole[field] = [row | {"condition": row["condition"] or ANY_CONDITION} for row in data[field]]
	return whole, problems


def _filled_instrument(record: Data) -> Data:
	variants = [row | {"condition": row["condition"] or ANY_CONDITION} for row in record["variants"]]
	return record | {"criteria": record["criteria"] or [FILLING["criteria"]], "variants": variants}


def _filled_rule(record: Data) -> Data:
	numbers = {field: record[field] or 1 for field in ("minimum_contributors", "min_group_size")}
	return record | numbers | {"relations": record["relations"] or [FILLING["relations"]]}


def _gaps(data: Data) -> Iterator[Problem]:
	if not data["categories"]:
		yield _gap("categories", _("There is no category. Add at least one Award Category"))
	if not data["stages"]:
		yield _gap("stages", _("There is no stage. Add at least one"))
	if not data["winners"]:
		yield _gap("winners", _("Say how many winners each category has"))
	for row in data["activities"]:
		if not (row["starts_on"] and row["ends_on"]):
			yield _gap(
				f"activities.{row['number']}", _("'{title}' has no dates. Enter both"), title=row["title"]
			)
	for record in data["instruments"]:
		yield from _instrument_gaps(record)
	for record in data["contributor_rules"]:
		yield from _rule_gaps(record)
	for row in data["eligibility_rules"]:
		if not row["condition"]:
			yield _gap(
				f"eligibility_rules.{row['code']}", _("'{title}' has no condition"), title=row["title"]
			)


def _instrument_gaps(record: Data) -> Iterator[Problem]:
	path = f"instruments.{record['code']}"
	if not record["criteria"]:
		yield _gap(path, _("'{title}' has no criteria. Add at least one"), title=record["title"])
	for row in record["variants"]:
		if not row["condition"]:
			text = _("Variant '{title}' does not say for whom it is. Enter its condition")
			yield _gap(f"{path}.variants.{row['code']}", text, title=row["title"])


def _rule_gaps(record: Data) -> Iterator[Problem]:
	path = f"contributor_rules.{record['code']}"
	if not record["relations"]:
		yield _gap(path, _("'{title}' names no relation. Add at least one"), title=record["title"])
	if not record["minimum_contributors"]:
		yield _gap(path, _("'{title}' does not say how many contributors are needed"), title=record["title"])
	if not record["min_group_size"]:
		yield _gap(path, _("'{title}' does not say the smallest group shown"), title=record["title"])


def _title_problems(scheme: Scheme) -> Iterator[Problem]:
	"""The title of a stage with minutes of its own becomes the name of a workflow state."""
	for title, count in Counter(stage.title for stage in scheme.gates).items():
		if count > 1:
			yield _gap("stages", _("Two stages are called '{title}'. Give each its own title"), title=title)
		if title in BASE_STATES:
			text = _("'{title}' is the name of a workflow state. Give the stage another title")
			yield _gap("stages", text, title=title)


def _gap(path: str, text: str, **values: object) -> Problem:
	return Problem(path, Message(text, values))


def _is_filling(problem: Problem) -> bool:
	return any(problem.path.startswith(place) for place in FILLED_WHERE)


def _named(problem: Problem, data: Data) -> Problem:
	"""Positions in the path (`stages.0.title`) become codes (`stages.fgd.title`)."""
	node: Any = data
	parts = []
	for part in problem.path.split("."):
		if isinstance(node, list) and part.isdigit() and int(part) < len(node):
			node = node[int(part)]
			parts.append(str(node.get("code") or node.get("number") or part))
		else:
			node = node.get(part) if isinstance(node, dict) else None
			parts.append(part)
	return Problem(".".join(parts), problem.message)
