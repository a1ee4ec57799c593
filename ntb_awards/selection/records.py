"""What happened in a season, without names: nominees by number, assessors and contributors by pseudonym."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from ntb_awards.selection.fact_conditions import Answer
from ntb_awards.selection.messages import Message, Problem, SelectionError, _
from ntb_awards.selection.numbers import Exact, exact_text
from ntb_awards.selection.scheme import SHEET_KINDS, Code, ContributorRule, Instrument, Relation, Scheme

Pseudonym = str
Outcome = Literal["advance", "stop"]


class RecordModel(BaseModel):
	model_config = ConfigDict(extra="forbid", frozen=True)


class Verdict(RecordModel):
	"""The answer to one requirement; `decision` is a person's, and then counts instead of `status`."""

	rule: Code
	status: Answer
	decision: Literal["met", "not_met"] | None = None

	@property
	def answer(self) -> Answer:
		return self.decision or self.status


class Nominee(RecordModel):
	"""`variants`: instrument code → the form of it that fits this person's post."""

	number: int = Field(ge=1)
	category: Code
	status: Literal["active", "withdrawn", "ineligible"] = "active"
	variants: dict[Code, Code] = Field(default_factory=dict)
	eligibility: tuple[Verdict, ...] = ()
	bonuses: tuple[Code, ...] = ()


class Sheet(RecordModel):
	"""Raw scores (criterion code → raw score) for one nominee at one stage: an assessor's, or what records or
	imported results say (those may be fractions, "290/3")."""

	stage: Code
	nominee: int
	assessor: Pseudonym
	status: Literal["submitted", "open", "recused"] = "submitted"
	scores: dict[Code, Exact] = Field(default_factory=dict)


class Feedback(RecordModel):
	"""One contributor's answers, or, where the groups are too small to show apart, `relation` None and
	the answers of all contributors blended with the relations' weights (exact, "11/3")."""

	nominee: int
	contributor: Pseudonym
	relation: Relation | None
	answers: dict[Code, Exact]


class Decision(RecordModel):
	nominee: int
	decision: Outcome
	reason: str = ""


class Minutes(RecordModel):
	"""Plenary Minutes of a category at a gate; `tie_orders` settles ties the written rule left."""

	category: Code
	stage: Code
	held_on: date
	decisions: tuple[Decision, ...]
	tie_orders: tuple[tuple[int, ...], ...] = ()


class Extension(RecordModel):
	activity: int
	previous_end: AwareDatetime
	new_end: AwareDatetime
	letter_number: str
	letter_date: date
	reason: str


class Season(RecordModel):
	"""Everything that happened; times carry their zone's offset."""

	code: str
	title: str
	year: int
	organiser: str
	timezone: str
	submission_opens: AwareDatetime
	submission_closes: AwareDatetime
	extensions: tuple[Extension, ...] = ()
	nominees: tuple[Nominee, ...]
	sheets: tuple[Sheet, ...] = ()
	feedback: tuple[Feedback, ...] = ()
	minutes: tuple[Minutes, ...] = ()


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


def range_problems(
	instrument: Instrument, variant: str | None, scores: dict[str, object], path: str
) -> Iterable[Problem]:
	"""Raw scores (decimals or fractions) that are of no criterion of the form, or outside its range."""
	criteria = {row.code: row for row in instrument.criteria_for(variant)}
	for code, raw in scores.items():
		row = criteria.get(code)
		if row is None:
			yield _problem(f"{path}.{code}", _("'{code}' is not a criterion of this form"), code=code)
		elif not row.minimum <= raw <= row.maximum:  # type: ignore[operator]
			yield _problem(
				f"{path}.{code}",
				_("{criterion}: {raw} is outside {minimum}–{maximum}. Enter a score within the range"),
				criterion=row.title,
				raw=exact_text(Fraction(raw)),  # type: ignore[arg-type]
				minimum=row.minimum,
				maximum=row.maximum,
			)


def _feedback_problems(scheme: Scheme, season: Season) -> Iterable[Problem]:
	instruments = [
		scheme.instrument(stage.instrument) for stage in scheme.stages if stage.kind == "feedback_360"
	]
	nominees = {nominee.number: nominee for nominee in season.nominees}
	for nominee, who in _repeated((sheet.nominee, sheet.contributor) for sheet in season.feedback):
		yield _problem(
			f"season.feedback.{nominee}",
			_("Contributor {who} answered twice for this nominee. Keep one"),
			who=who,
		)
	for sheet in season.feedback:
		path = f"season.feedback.{sheet.nominee}.{sheet.contributor}"
		if sheet.nominee not in nominees:
			yield _problem(path, _("Nominee {number} is not in the season"), number=sheet.nominee)
			continue
		for instrument in instruments:
			variant = nominees[sheet.nominee].variants.get(instrument.code)
			yield from range_problems(instrument, variant, sheet.answers, path)
	yield from _contributor_problems(scheme, season)


def _contributor_problems(scheme: Scheme, season: Season) -> Iterable[Problem]:
	"""Contributors against the rule of the nominee's category."""
	rules = {rule.code: rule for rule in scheme.contributor_rules}
	rule_of = {category.code: rules.get(category.contributor_rule or "") for category in scheme.categories}
	relations: dict[int, list[str | None]] = defaultdict(list)
	for sheet in season.feedback:
		relations[sheet.nominee].append(sheet.relation)
	for nominee in season.nominees:
		given, rule = Counter(relations[nominee.number]), rule_of.get(nominee.category)
		path = f"season.feedback.{nominee.number}"
		if given and rule is None:
			yield _problem(
				path, _("Category '{code}' has no 360° feedback. Remove it"), code=nominee.category
			)
		elif given[None] and given.total() > 1:
			yield _problem(path, _("Blended answers stand beside others. Keep one or the other"))
		elif rule is not None and not given[None]:
			yield from _relation_problems(rule, given, path)


def _relation_problems(rule: ContributorRule, given: Counter, path: str) -> Iterable[Problem]:
	most = {row.relation: row.max_count for row in rule.relations}
	for relation, count in given.items():
		if relation not in most:
			yield _problem(path, _("'{relation}' is not asked for in this category"), relation=relation)
		elif (limit := most[relation]) is not None and count > limit:
			yield _problem(
				path,
				_("{count} contributors ({relation}), at most {most}. Remove the surplus"),
				count=count,
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
