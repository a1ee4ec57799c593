"""Checks of what reaches over single parts: levels, quotas, panels, and stages nobody could get past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ntb_awards.selection.messages import Message, Problem, _
from ntb_awards.selection.scheme import HUNDRED, Scheme, Stage


def category_names(scheme: Scheme) -> set[str]:
	"""The codes and groups by which rules may speak of categories."""
	groups = {category.group for category in scheme.categories if category.group}
	return {category.code for category in scheme.categories} | groups


def track_record_problems(stage: Stage) -> Iterable[Problem]:
	"""A track record is words: no form, no weight, and the minutes of another stage weigh it."""
	path = f"stages.{stage.code}"
	if stage.instrument is not None:
		text = _("Stage '{title}' is a track record: it has no score form. Remove the instrument")
		yield _problem(f"{path}.instrument", text, title=stage.title)
	if stage.decided_with is None:
		text = _("Stage '{title}' is a track record: name the stage whose minutes weigh it in Decided With")
		yield _problem(f"{path}.decided_with", text, title=stage.title)


def reach_problems(scheme: Scheme) -> Iterable[Problem]:
	"""Stages that nobody reaches: after a threshold above what can be scored, or decided too early."""
	positions = {stage.code: place for place, stage in enumerate(scheme.stages)}
	for stage in scheme.stages:
		path = f"stages.{stage.code}"
		if stage.is_gate and stage.advancement == "threshold" and (stage.advancement_value or 0) > HUNDRED:
			text = _("Stage '{title}' asks for {value}; no score is above 100, so nobody gets past it")
			yield _problem(
				f"{path}.advancement_value", text, title=stage.title, value=stage.advancement_value
			)
		if stage.decided_with in positions and positions[stage.decided_with] < positions[stage.code]:
			text = _(
				"Stage '{title}' is decided with '{gate}', which stands before it: nobody reaches it in "
				"time. Move it before that stage, or give it minutes of its own"
			)
			gate = scheme.stage(stage.decided_with).title
			yield _problem(f"{path}.decided_with", text, title=stage.title, gate=gate)


def level_problems(scheme: Scheme) -> Iterable[Problem]:
	if scheme.proposes_to == scheme.code:
		yield _problem(
			"proposes_to", _("A scheme cannot propose to itself. Name the scheme of the level above")
		)
	known = category_names(scheme)
	for quota in scheme.quotas:
		path = f"quotas.{quota.code}"
		for code in sorted(set(quota.categories) - known):
			yield _problem(f"{path}.categories", _("Category '{code}' does not exist"), code=code)
		if quota.total is not None and quota.total < quota.each:
			text = _("Quota '{title}': {total} in all is less than {each} for each. Correct one of them")
			yield _problem(f"{path}.total", text, title=quota.title, total=quota.total, each=quota.each)
		if quota.proposers and quota.through:
			text = _("Quota '{title}' names units and lower levels. Make two quotas of it")
			yield _problem(path, text, title=quota.title)


def panel_rule_problems(scheme: Scheme) -> Iterable[Problem]:
	rule = scheme.panel
	if rule is None:
		return
	if rule.max_members is not None and rule.max_members < rule.min_members:
		text = _("Panel: at most {most} members is less than at least {least}. Correct one of them")
		yield _problem("panel.max_members", text, most=rule.max_members, least=rule.min_members)
	if rule.odd and rule.min_members == rule.max_members and rule.min_members % 2 == 0:
		text = _("Panel: {count} members are never an odd number. Correct the size")
		yield _problem("panel.max_members", text, count=rule.min_members)
	for title, count in Counter(element.title for element in rule.elements).items():
		if count > 1:
			text = _("Panel element '{title}' stands there {count} times. Keep one")
			yield _problem("panel.elements", text, title=title, count=count)


def evidence_problems(scheme: Scheme) -> Iterable[Problem]:
	"""Criteria judged by documents that nobody is asked for."""
	known = {document.code for document in scheme.document_requirements}
	for instrument in scheme.instruments:
		for row in instrument.criteria:
			for code in sorted(set(row.evidence) - known):
				yield _problem(
					f"instruments.{instrument.code}.criteria.{row.code}.evidence",
					_("'{title}' is judged by document '{code}', which does not exist. Add it to Documents"),
					title=row.title,
					code=code,
				)


def _problem(path: str, template: str, **values: object) -> Problem:
	return Problem(path, Message(template, values))
