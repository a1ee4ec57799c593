"""What can be wrong with a scheme whose shape is right: weights, references, ranges, windows. All at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from ntb_awards.selection.checks_levels import (
	category_names,
	evidence_problems,
	level_problems,
	panel_rule_problems,
	reach_problems,
	track_record_problems,
)
from ntb_awards.selection.messages import Message, Problem, SelectionError, _
from ntb_awards.selection.scheme import ASSUMED, HUNDRED, ContributorRule, Instrument, Scheme, Stage
from ntb_awards.selection.weights import is_open, open_weights


def check_scheme(scheme: Scheme) -> list[Problem]:
	"""Every problem that keeps a scheme from being used; empty if there is none."""
	return [*draft_problems(scheme), *open_weights(scheme)]


def draft_problems(scheme: Scheme) -> list[Problem]:
	"""What is wrong with a scheme, apart from the weights that are still the panel's to set."""
	return [
		*_duplicates(scheme),
		*_stage_problems(scheme),
		*_weight_problems(scheme),
		*(problem for instrument in scheme.instruments for problem in _instrument_problems(instrument)),
		*_contributor_problems(scheme),
		*_reference_problems(scheme),
		*_activity_problems(scheme),
		*reach_problems(scheme),
		*level_problems(scheme),
		*panel_rule_problems(scheme),
	]


def require_sound(scheme: Scheme) -> None:
	problems = check_scheme(scheme)
	if problems:
		raise SelectionError(problems)


def assumed(node: Any, path: str = "") -> list[str]:
	"""The paths of everything a scheme marks as "assumed": to be confirmed by the panel."""
	if isinstance(node, BaseModel):
		fields = {name: getattr(node, name) for name in type(node).model_fields}
		here = [f"{path}.{name}".lstrip(".") for name, value in fields.items() if _is_assumed(name, value)]
		return here + [found for name, value in fields.items() for found in assumed(value, f"{path}.{name}")]
	if isinstance(node, tuple):
		keys = [
			getattr(item, "code", getattr(item, "number", position)) for position, item in enumerate(node)
		]
		return [
			found for key, item in zip(keys, node, strict=True) for found in assumed(item, f"{path}.{key}")
		]
	return []


def _is_assumed(name: str, value: object) -> bool:
	return value == ASSUMED and (name == "basis" or name.endswith("_basis"))


def _duplicates(scheme: Scheme) -> Iterable[Problem]:
	for name in [
		"categories",
		"stages",
		"weight_groups",
		"instruments",
		"contributor_rules",
		"eligibility_rules",
		"document_requirements",
		"bonuses",
		"quotas",
	]:
		for code, count in Counter(item.code for item in getattr(scheme, name)).items():
			if count > 1:
				yield _problem(
					f"{name}.{code}",
					_("Code '{code}' is used {count} times. Give each its own"),
					code=code,
					count=count,
				)


def _stage_problems(scheme: Scheme) -> Iterable[Problem]:
	instruments = {instrument.code for instrument in scheme.instruments}
	gates = {stage.code for stage in scheme.stages if stage.is_gate}
	for stage in scheme.stages:
		path = f"stages.{stage.code}"
		if stage.kind == "track_record":
			yield from track_record_problems(stage)
		elif stage.is_scored and stage.instrument is None:
			yield _problem(
				f"{path}.instrument", _("Stage '{title}' has no instrument. Choose one"), title=stage.title
			)
		elif stage.instrument is not None and stage.instrument not in instruments:
			yield _problem(
				f"{path}.instrument", _("Instrument '{code}' does not exist"), code=stage.instrument
			)
		if stage.public_instrument is not None and stage.public_instrument not in instruments:
			yield _problem(
				f"{path}.public_instrument",
				_("Instrument '{code}' does not exist"),
				code=stage.public_instrument,
			)
		if stage.decided_with is not None and stage.decided_with not in gates:
			yield _problem(
				f"{path}.decided_with",
				_("'{code}' is not a stage with minutes of its own"),
				code=stage.decided_with,
			)
		if stage.weight < 0 or (stage.weight and not stage.is_scored):
			yield _problem(
				f"{path}.weight",
				_("Stage '{title}' cannot weigh {weight}: scored stages weigh 0 or more, a decision 0"),
				title=stage.title,
				weight=stage.weight,
			)
		yield from _advancement_problems(stage, path)


def _advancement_problems(stage: Stage, path: str) -> Iterable[Problem]:
	if stage.is_gate and stage.advancement == "top_n" and stage.advancement_n is None:
		yield _problem(f"{path}.advancement_n", _("Stage '{title}': say how many advance"), title=stage.title)
	if stage.is_gate and stage.advancement == "threshold" and stage.advancement_value is None:
		yield _problem(
			f"{path}.advancement_value", _("Stage '{title}': say from which score on"), title=stage.title
		)


def _weight_problems(scheme: Scheme) -> Iterable[Problem]:
	text = _("The stage weights total {total}, not 100. Correct them until they do")
	if not any(is_open(stage) for stage in scheme.stages):
		yield from _must_total("stages", text, (stage.weight for stage in scheme.stages))
	groups = {group.code: group for group in scheme.weight_groups}
	for stage in scheme.stages:
		if stage.weight_group is not None and stage.weight_group not in groups:
			yield _problem(
				f"stages.{stage.code}.weight_group",
				_("Weight group '{code}' does not exist"),
				code=stage.weight_group,
			)
	for group in scheme.weight_groups:
		total = sum((s.weight for s in scheme.stages if s.weight_group == group.code), Decimal(0))
		if total != group.weight:
			yield _problem(
				f"weight_groups.{group.code}",
				_("The stages of '{title}' weigh {total} together, not {weight}. Correct their shares"),
				title=group.title,
				total=total,
				weight=group.weight,
			)


def _must_total(path: str, text: str, weights: Iterable[Decimal], **values: str) -> Iterable[Problem]:
	total = sum(weights, Decimal(0))
	if total != HUNDRED:
		yield _problem(path, text, total=total, **values)


def _instrument_problems(instrument: Instrument) -> Iterable[Problem]:
	path = f"instruments.{instrument.code}"
	variants = [variant.code for variant in instrument.variants] or [None]
	for row in instrument.criteria:
		where = f"{path}.criteria.{row.code}"
		if row.variant is not None and row.variant not in variants:
			yield _problem(where, _("Variant '{code}' does not exist in this instrument"), code=row.variant)
		if row.maximum <= 0 or row.minimum < 0 or row.minimum >= row.maximum:
			yield _problem(
				where, _("{title}: the range must go from 0 or more up to a larger maximum"), title=row.title
			)
		unweighted = row.weight is None or row.weight <= 0
		if instrument.method == "weighted" and unweighted and not is_open(row):
			yield _problem(where, _("{title} has no weight. Enter one"), title=row.title)
	for variant in variants:
		rows = instrument.criteria_for(variant)
		for code, count in Counter(row.code for row in rows).items():
			if count > 1:
				yield _problem(
					f"{path}.criteria.{code}", _("Criterion '{code}' stands twice in one form"), code=code
				)
		if instrument.method == "weighted" and not any(is_open(row) for row in rows):
			form = f"{instrument.title}{f' ({variant})' if variant else ''}"
			text = _("{form}: the criterion weights total {total}, not 100. Correct them until they do")
			yield from _must_total(path, text, (row.weight or Decimal(0) for row in rows), form=form)
	for code, count in Counter(variants).items():
		if count > 1:
			yield _problem(
				f"{path}.variants", _("Variant '{code}' stands twice in this instrument"), code=code
			)
	known = {row.code for row in instrument.criteria}
	for level in instrument.levels:
		if level.criterion not in known:
			yield _problem(
				f"{path}.levels", _("Rubric level for unknown criterion '{code}'"), code=level.criterion
			)


def _contributor_problems(scheme: Scheme) -> Iterable[Problem]:
	rules = {rule.code: rule for rule in scheme.contributor_rules}
	for rule in scheme.contributor_rules:
		path = f"contributor_rules.{rule.code}"
		text = _("{rule}: the relation weights total {total}, not 100. Correct them until they do")
		yield from _must_total(path, text, (row.weight for row in rule.relations), rule=rule.title)
		for row in rule.relations:
			if row.max_count is not None and row.max_count < row.min_count:
				yield _problem(
					path,
					_("{relation}: at most {most} is less than at least {least}"),
					relation=row.relation,
					most=row.max_count,
					least=row.min_count,
				)
			if row.weight <= 0:
				yield _problem(path, _("{relation} has no weight. Enter one"), relation=row.relation)
		for relation, count in Counter(row.relation for row in rule.relations).items():
			if count > 1:
				yield _problem(path, _("{relation} stands there twice. Keep one"), relation=relation)
		yield from _fallback_problems(rule, path)
	if not any(stage.kind == "feedback_360" for stage in scheme.stages):
		return
	for category in scheme.categories:
		if category.contributor_rule not in rules:
			yield _problem(
				f"categories.{category.code}.contributor_rule",
				_("Category '{title}' does not say who gives 360° feedback. Choose a contributor rule"),
				title=category.title,
			)


def _fallback_problems(rule: ContributorRule, path: str) -> Iterable[Problem]:
	fallbacks = {row.relation: row.fallback for row in rule.relations}
	for position, row in enumerate(rule.relations):
		where = f"{path}.relations.{position}.fallback"
		values = {"relation": row.relation, "instead": row.fallback}
		if row.fallback is None:
			continue
		if row.fallback == row.relation or row.fallback not in fallbacks:
			text = _("{relation}: '{instead}' cannot answer instead. Choose another relation of this rule")
			yield _problem(where, text, **values)
		elif fallbacks[row.fallback] is not None:
			text = _("{relation}: others may answer instead of '{instead}', too. Choose one without that")
			yield _problem(where, text, **values)


def _reference_problems(scheme: Scheme) -> Iterable[Problem]:
	categories = category_names(scheme)
	stages = {stage.code for stage in scheme.stages}
	yield from evidence_problems(scheme)
	for step in scheme.tie_steps:
		if step.stage not in stages:
			yield _problem(
				"tie_steps", _("The tie rule names stage '{code}', which does not exist"), code=step.stage
			)
	for rule in scheme.eligibility_rules:
		for code in set(rule.categories) - categories:
			yield _problem(f"eligibility_rules.{rule.code}", _("Category '{code}' does not exist"), code=code)
	for document in scheme.document_requirements:
		path = f"document_requirements.{document.code}"
		for code in (set(document.categories) | set(document.except_categories)) - categories:
			yield _problem(path, _("Category '{code}' does not exist"), code=code)
		if document.stage is not None and document.stage not in stages:
			yield _problem(path, _("Stage '{code}' does not exist"), code=document.stage)


def _activity_problems(scheme: Scheme) -> Iterable[Problem]:
	stages = {stage.code for stage in scheme.stages}
	for activity in scheme.activities:
		path = f"activities.{activity.number}"
		if activity.ends_on < activity.starts_on:
			yield _problem(
				path, _("'{title}' ends before it begins. Correct one of its dates"), title=activity.title
			)
		if activity.stage is not None and activity.stage not in stages:
			yield _problem(path, _("Stage '{code}' does not exist"), code=activity.stage)
	for number, count in Counter(activity.number for activity in scheme.activities).items():
		if count > 1:
			yield _problem(f"activities.{number}", _("Activity number {number} is used twice"), number=number)


def _problem(path: str, template: str, **values: object) -> Problem:
	return Problem(path, Message(template, values))
