"""What a season asks and how it decides, in the words of its rules, for the public page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ntb_awards.selection.scheme import DocumentRequirement, EligibilityRule, Scheme, Stage

OPTIONAL, FEEDBACK = "if_any", "feedback"


@dataclass(frozen=True)
class Requirement:
	"""A requirement. `categories`: titles of those it concerns; none: all."""

	title: str
	categories: tuple[str, ...]


@dataclass(frozen=True)
class Section:
	title: str
	requirements: list[Requirement]


@dataclass(frozen=True)
class BroughtDocument:
	"""A document to bring. `only`, `without`: titles of categories; `stage`: title of the one it is due at;
	`template`: address of a form to fill in; `minutes`: the longest a video may be."""

	title: str
	is_optional: bool
	only: tuple[str, ...]
	without: tuple[str, ...]
	stage: str | None
	template: str
	minutes: Decimal | None


@dataclass(frozen=True)
class Step:
	"""A stage. `weight`: per cent of the final score, None where it gives no score or the panel has yet to
	set it; `open_weight`: whether the latter; `asks_public`: whether citizens are asked."""

	title: str
	weight: Decimal | None
	open_weight: bool
	asks_public: bool


def requirements(scheme: Scheme) -> list[Section]:
	"""The requirements by the sections of the rule document, in its order."""
	sections: dict[str, list[Requirement]] = {}
	for rule in scheme.eligibility_rules:
		sections.setdefault(rule.section, []).append(_requirement(scheme, rule))
	return [Section(title, rows) for title, rows in sections.items()]


def _requirement(scheme: Scheme, rule: EligibilityRule) -> Requirement:
	return Requirement(rule.title, _titles(scheme, rule.categories))


def documents(scheme: Scheme) -> list[BroughtDocument]:
	"""What a nominee hands in, first what is due on submission."""
	own = [one for one in scheme.document_requirements if one.kind != FEEDBACK]
	return [_document(scheme, one) for one in sorted(own, key=lambda one: one.stage is not None)]


def _document(scheme: Scheme, one: DocumentRequirement) -> BroughtDocument:
	return BroughtDocument(
		title=one.title,
		is_optional=one.requirement == OPTIONAL,
		only=_titles(scheme, one.categories),
		without=_titles(scheme, one.except_categories),
		stage=scheme.stage(one.stage).title if one.stage else None,
		template=one.template_url if one.template_url.startswith(("http://", "https://", "/")) else "",
		minutes=one.max_minutes,
	)


def _titles(scheme: Scheme, codes: tuple[str, ...]) -> tuple[str, ...]:
	"""Titles of the categories that a list of category and group codes means; none for no codes."""
	if not codes:
		return ()
	return tuple(one.title for one in scheme.categories if one.is_among(codes))


def steps(scheme: Scheme) -> list[Step]:
	return [_step(stage) for stage in scheme.stages]


def _step(stage: Stage) -> Step:
	is_open = stage.set_by_panel and not stage.weight
	return Step(
		title=stage.title,
		weight=stage.weight if stage.is_scored and stage.weight else None,
		open_weight=is_open,
		asks_public=bool(stage.public_instrument),
	)


def bonuses(scheme: Scheme) -> Iterable[tuple[str, Decimal]]:
	"""Points on top of the weighted total: (title, points)."""
	return [(one.title, one.points) for one in scheme.bonuses]


def weight_groups(scheme: Scheme) -> list[tuple[str, Decimal, tuple[str, ...]]]:
	"""Weights that the rules give to several stages together: (title, per cent, titles of the stages)."""
	return [
		(
			group.title,
			group.weight,
			tuple(stage.title for stage in scheme.stages if stage.weight_group == group.code),
		)
		for group in scheme.weight_groups
	]
