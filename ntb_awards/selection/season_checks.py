"""What can be wrong with a season: records that contradict the scheme or one another. All at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from ntb_awards.selection.messages import Message, Problem, SelectionError, _
from ntb_awards.selection.records import Feedback, Season, range_problems
from ntb_awards.selection.scheme import SHEET_KINDS, ContributorRule, Scheme


def check_season(scheme: Scheme, season: Season) -> None:
	"""Raise SelectionError listing every record that contradicts the scheme or another record."""
	problems = [
		*_window_problems(season),
		*_nominee_problems(scheme, season),
		*_sheet_problems(scheme, season),
		*_feedback_problems(scheme, season),
		*_minutes_problems(scheme, season),
	]
	if problems:
		raise SelectionError(problems)


def _window_problems(season: Season) -> Iterable[Problem]:
	if season.submission_closes <= season.submission_opens:
		yield _problem(
			"season.submission_closes",
			_("The submission window ends before it begins. Correct one of its times"),
		)


def _nominee_problems(scheme: Scheme, season: Season) -> Iterable[Problem]:
	known = {category.code for category in scheme.categories}
	forms = {row.code: {variant.code for variant in row.variants} for row in scheme.instruments}
	for number in _repeated(nominee.number for nominee in season.nominees):
		yield _problem(
			"season.nominees", _("Nominee {number} stands there more than once. Keep one"), number=number
		)
	for nominee in season.nominees:
		path = f"season.nominees.{nominee.number}"
		if nominee.category not in known:
			yield _problem(path, _("Category '{code}' is not in the scheme"), code=nominee.category)
		for bonus in set(nominee.bonuses) - {bonus.code for bonus in scheme.bonuses}:
			yield _problem(path, _("Bonus '{code}' is not in the scheme"), code=bonus)
		for instrument, variant in nominee.variants.items():
			if variant not in forms.get(instrument, ()):
				yield _problem(
					path, _("'{instrument}' has no form '{code}'"), instrument=instrument, code=variant
				)


def _sheet_problems(scheme: Scheme, season: Season) -> Iterable[Problem]:
	nominees = {nominee.number: nominee for nominee in season.nominees}
	stages = {stage.code: stage for stage in scheme.stages if stage.kind in SHEET_KINDS}
	for key in _repeated((sheet.stage, sheet.nominee, sheet.assessor) for sheet in season.sheets):
		yield _problem(
			_path(*key), _("This assessor has two sheets for the same nominee and stage. Keep one")
		)
	for sheet in season.sheets:
		path = _path(sheet.stage, sheet.nominee, sheet.assessor)
		if sheet.nominee not in nominees:
			yield _problem(path, _("Nominee {number} is not in the season"), number=sheet.nominee)
		elif sheet.stage not in stages:
			yield _problem(path, _("Stage '{code}' takes no score sheets"), code=sheet.stage)
		elif sheet.status == "recused" and sheet.scores:
			yield _problem(
				path, _("A recused assessor's sheet has scores. Remove them or withdraw the recusal")
			)
		else:
			instrument = scheme.instrument(stages[sheet.stage].instrument)
			variant = nominees[sheet.nominee].variants.get(instrument.code)
			yield from range_problems(instrument, variant, sheet.scores, path)


def _feedback_problems(scheme: Scheme, season: Season) -> Iterable[Problem]:
	instruments = [
		scheme.instrument(stage.instrument) for stage in scheme.stages if stage.kind == "feedback_360"
	]
	nominees = {nominee.number: nominee for nominee in season.nominees}
	named = (one for one in season.feedback if one.contributor)
	for nominee, who in _repeated((one.nominee, one.contributor) for one in named):
		yield _problem(
			f"season.feedback.{nominee}",
			_("Contributor {who} answered twice for this nominee. Keep one"),
			who=who,
		)
	for one in season.feedback:
		path = f"season.feedback.{one.nominee}.{one.contributor or one.name}"
		if one.nominee not in nominees:
			yield _problem(path, _("Nominee {number} is not in the season"), number=one.nominee)
			continue
		for instrument in instruments:
			variant = nominees[one.nominee].variants.get(instrument.code)
			yield from range_problems(instrument, variant, one.answers, path)
	yield from _contributor_problems(scheme, season)


def _contributor_problems(scheme: Scheme, season: Season) -> Iterable[Problem]:
	"""Contributors against the rule of the nominee's category."""
	rules = {rule.code: rule for rule in scheme.contributor_rules}
	rule_of = {category.code: rules.get(category.contributor_rule or "") for category in scheme.categories}
	groups: dict[int, list[Feedback]] = defaultdict(list)
	for one in season.feedback:
		groups[one.nominee].append(one)
	for nominee in season.nominees:
		given, rule = groups[nominee.number], rule_of.get(nominee.category)
		path = f"season.feedback.{nominee.number}"
		if given and rule is None:
			yield _problem(
				path, _("Category '{code}' has no 360° feedback. Remove it"), code=nominee.category
			)
		elif len(given) > 1 and not all(one.relations for one in given):
			yield _problem(path, _("Blended answers stand beside others. Keep one or the other"))
		elif rule is not None:
			yield from _relation_problems(rule, given, path)


def _relation_problems(rule: ContributorRule, given: list[Feedback], path: str) -> Iterable[Problem]:
	"""Relations nobody asked for, in two groups at once, or with more contributors than the rule lets in."""
	counts: Counter[str] = Counter()
	for one in given:
		counts.update({one.relation: one.contributors} if one.relation else {})
	merged = [relation for one in given for relation in one.merged]
	asked = rule.asked({*counts, *merged})
	for relation in dict.fromkeys((*counts, *merged)):
		if relation not in asked:
			yield _problem(path, _("'{relation}' is not asked for in this category"), relation=relation)
		elif merged.count(relation) + (relation in counts) > 1:
			yield _problem(path, _("'{relation}' stands in two groups. Keep it in one"), relation=relation)
		elif (limit := asked[relation][1]) is not None and counts[relation] > limit:
			yield _problem(
				path,
				_("{count} contributors ({relation}), at most {most}. Remove the surplus"),
				count=counts[relation],
				relation=relation,
				most=limit,
			)


def _minutes_problems(scheme: Scheme, season: Season) -> Iterable[Problem]:
	gates = {gate.code for gate in scheme.gates}
	category_of = {nominee.number: nominee.category for nominee in season.nominees}
	for category, stage in _repeated((minutes.category, minutes.stage) for minutes in season.minutes):
		yield _problem(
			f"season.minutes.{category}.{stage}", _("There are two minutes for this category and stage")
		)
	for minutes in season.minutes:
		path = f"season.minutes.{minutes.category}.{minutes.stage}"
		if minutes.stage not in gates:
			yield _problem(path, _("Stage '{code}' has no Plenary Minutes"), code=minutes.stage)
		for number in _repeated(decision.nominee for decision in minutes.decisions):
			yield _problem(path, _("Nominee {number} is decided twice"), number=number)
		for decision in minutes.decisions:
			if category_of.get(decision.nominee) != minutes.category:
				yield _problem(path, _("Nominee {number} is not in this category"), number=decision.nominee)
		for order in minutes.tie_orders:
			for number in _repeated(order):
				yield _problem(path, _("Nominee {number} stands twice in one tie order"), number=number)
			for number in dict.fromkeys(order):
				if category_of.get(number) != minutes.category:
					yield _problem(
						path, _("Nominee {number} in a tie order is not in this category"), number=number
					)


def _repeated(keys: Iterable) -> list:
	return [key for key, count in Counter(keys).items() if count > 1]


def _path(stage: str, nominee: int, assessor: str) -> str:
	return f"season.sheets.{stage}.{nominee}.{assessor}"


def _problem(path: str, template: str, **values: object) -> Problem:
	return Problem(path, Message(template, values))
