"""The parts of a scheme, each with the article it comes from; `scheme.py` puts them together.

`basis` names the place in the rule document ("3.a table"); "assumed" marks what the document leaves open
and somebody has to confirm.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from ntb_awards.selection.conditions import AnyCondition
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.numbers import Number
from ntb_awards.selection.scheme_base import ASSUMED, Code, SchemeModel

StageKind = Literal[
	"records",
	"document_check",
	"panel_score",
	"feedback_360",
	"test_result",
	"public_response",
	"track_record",
	"decision",
]
# Stages whose values stand on score sheets: filled in by assessors, or by the app from records and files.
ASSESSED_KINDS: tuple[str, ...] = ("document_check", "panel_score", "public_response")
RECORDED_KINDS: tuple[str, ...] = ("records", "test_result")
SHEET_KINDS: tuple[str, ...] = (*ASSESSED_KINDS, *RECORDED_KINDS)
# Stages that never have a number: what is found is words, and weighed by people.
UNSCORED_KINDS: tuple[str, ...] = ("track_record", "decision")
# Kinds of files by what they contain, as people name them.
FileType = Literal["pdf", "image", "word", "spreadsheet", "slides", "video"]
Asked = Literal["required", "optional", "not_asked"]
Aggregation = Literal["mean", "median", "trimmed_mean", "sum"]
Relation = Literal["superior", "peer", "subordinate"]


class Category(SchemeModel):
	"""`group`: a name that rules may use for several categories at once. `condition`: who belongs here, asked
	when everybody takes part and when a winner of the level below is placed. Without `recommender` nobody
	has to recommend a nominee."""

	code: Code
	title: str = Field(min_length=1)
	recommender: Code | None = None
	recommender_title: str = ""
	group: Code | None = None
	condition: AnyCondition | None = None
	contributor_rule: Code | None = None
	description: str = ""
	basis: str

	def is_among(self, codes: tuple[str, ...]) -> bool:
		"""Whether a list of category and group codes means this one; an empty list means all."""
		return not codes or self.code in codes or self.group in codes


class RelationRule(SchemeModel):
	"""How many contributors of a relation, and its weight in per cent. `scope`: how far peers reach: the
	same team, the whole unit, or managers of the same kind anywhere in the organisation. `fallback`: the
	relation that answers where a nominee has nobody in this one; the weight goes along."""

	relation: Relation
	scope: Literal["team", "unit", "organisation"] = "team"
	min_count: int = Field(ge=0)
	max_count: int | None = Field(default=None, ge=1)
	weight: Number
	weight_basis: str
	fallback: Relation | None = None
	fallback_basis: str = ""
	basis: str


class ContributorRule(SchemeModel):
	"""`everyone`: all whom the relations reach rate one another. `exclude_disciplined`: who is under
	examination or serves a sanction neither rates nor is rated. `nominee_suggests`: the nominee may name
	peers. `verify`: only answers found valid count. `show_comments`: to the nominee, without names."""

	code: Code
	title: str
	minimum_contributors: int = Field(ge=1)
	min_group_size: int = Field(ge=1)
	min_group_basis: str
	everyone: bool = False
	exclude_disciplined: bool = False
	nominee_suggests: bool = False
	suggestion_basis: str = ""
	verify: bool = False
	verify_basis: str = ""
	show_comments: bool = False
	comments_basis: str = ""
	relations: tuple[RelationRule, ...] = Field(min_length=1)
	basis: str

	def asked(self, present: Collection[str]) -> dict[str, tuple[int, int | None]]:
		"""Relation → the least and the most contributors asked of a nominee who has people in `present`.

		A relation without people is left out where its fallback has some, which then gives as many more.
		"""
		found = {row.relation: (row.min_count, row.max_count) for row in self.relations}
		for row in self.relations:
			if row.relation not in present and row.fallback in present and row.fallback in found:
				least, most = found.pop(row.relation)
				more, limit = found[row.fallback]
				both = None if most is None or limit is None else most + limit
				found[row.fallback] = (least + more, both)
		return found

	def stand_ins(self, counts: Mapping[str, int]) -> dict[str, str]:
		"""Relation nobody answered for → the one that answers instead, having enough contributors for both.

		`counts`: relation → contributors who answered. One relation answers for several only if it has
		enough for all of them; the first in the rule go first.
		"""
		spare = {row.relation: counts.get(row.relation, 0) - row.min_count for row in self.relations}
		found = {}
		for row in self.relations:
			instead = row.fallback
			if instead is None or counts.get(row.relation) or not counts.get(instead):
				continue
			if spare.get(instead, -1) >= row.min_count:
				spare[instead] -= row.min_count
				found[row.relation] = instead
		return found


class WeightGroup(SchemeModel):
	"""A weight the document gives to several stages together."""

	code: Code
	title: str
	weight: Number
	basis: str


class Stage(SchemeModel):
	"""A step of the selection. A stage with `decided_with` shares that stage's Plenary Minutes.
	`set_by_panel`: the document leaves the weight to the panel. `groups`: nominees are drawn into groups.
	`public_instrument`: its criteria are asked of the public while this stage lasts; `public_name` and
	`public_contact`: what a citizen tells of himself besides a confirmed e-mail address."""

	code: Code
	title: str
	kind: StageKind
	instrument: Code | None = None
	weight: Number = Decimal(0)
	set_by_panel: bool = False
	weight_group: Code | None = None
	weight_basis: str
	aggregation: Aggregation = "mean"
	aggregation_basis: str = ASSUMED
	min_assessors: int = Field(default=1, ge=1)
	decided_with: Code | None = None
	advancement: Literal["all_eligible", "top_n", "threshold", "plenary"] = "plenary"
	advancement_n: int | None = Field(default=None, ge=1)
	advancement_value: Number | None = None
	advancement_scope: Literal["stage", "cumulative"] = "stage"
	advancement_basis: str
	blind: bool = False
	groups: bool = False
	public_instrument: Code | None = None
	public_name: Asked = "optional"
	public_contact: Asked = "not_asked"
	public_basis: str = ""
	basis: str

	@property
	def is_scored(self) -> bool:
		return self.kind not in UNSCORED_KINDS

	@property
	def is_gate(self) -> bool:
		return self.decided_with is None


class EligibilityRule(SchemeModel):
	"""A requirement. `categories` are codes of categories or groups; none means: for all."""

	code: Code
	title: str
	section: str = ""
	categories: tuple[Code, ...] = ()
	condition: AnyCondition
	basis: str


class DocumentRequirement(SchemeModel):
	"""A document a nominee brings: at submission, or for a later stage when `stage` is set. `condition`: whom
	it is asked of; who may or may not meet it is asked. `print_format`: the letter the app prints for it.
	`file_types`, `max_megabytes`: what is accepted; none: as usual for the kind."""

	code: Code
	title: str
	requirement: Literal["required", "if_any"] = "required"
	categories: tuple[Code, ...] = ()
	except_categories: tuple[Code, ...] = ()
	stage: Code | None = None
	kind: Literal["file", "link", "video", "feedback"] = "file"
	max_minutes: Number | None = None
	recent_years: int | None = None
	file_types: tuple[FileType, ...] = ()
	max_megabytes: Number | None = None
	template_url: str = ""
	print_format: str = ""
	condition: AnyCondition | None = None
	basis: str

	def applies_to(self, category: Category) -> bool:
		excepted = bool(self.except_categories) and category.is_among(self.except_categories)
		return category.is_among(self.categories) and not excepted

	def is_asked_of(self, facts: Facts, on: date) -> bool:
		"""Whether this person brings it; a fact that is not known asks for it."""
		return self.condition is None or self.condition.judge(facts, on).answer != "not_met"


class TieStep(SchemeModel):
	"""Nominees with the same final score are compared by this stage's value, higher first."""

	stage: Code
	basis: str


class Bonus(SchemeModel):
	"""Points added after the weighted total, shown apart from it."""

	code: Code
	title: str
	points: Number
	condition: AnyCondition
	basis: str


class Activity(SchemeModel):
	number: int = Field(ge=1)
	title: str
	kind: Literal["socialisation", "submission", "stage", "announcement", "award"]
	stage: Code | None = None
	starts_on: date
	ends_on: date
	basis: str


class Quota(SchemeModel):
	"""How many nominees a proposer may bring in a category: `each` of them, and `total` for all together.

	`proposers`: names of units or institutions; none: all that no other quota of the category names.
	`through`: codes of the schemes of the level below whose winners come by this quota; none: nominated by
	the unit itself.
	"""

	code: Code
	title: str
	categories: tuple[Code, ...] = ()
	proposers: tuple[str, ...] = ()
	through: tuple[Code, ...] = ()
	each: int = Field(ge=0)
	total: int | None = Field(default=None, ge=1)
	basis: str


class PanelElement(SchemeModel):
	"""A group that has to be on the panel ("unsur"), by the name members are entered with."""

	title: str = Field(min_length=1)
	required: bool = True
	basis: str


class PanelRule(SchemeModel):
	"""Who sits on the panel. `chair_post`: the post of the one who chairs it; `all_sign`: every member signs
	the minutes."""

	min_members: int = Field(default=1, ge=1)
	max_members: int | None = Field(default=None, ge=1)
	odd: bool = False
	chair_post: str = ""
	elements: tuple[PanelElement, ...] = ()
	all_sign: bool = False
	basis: str


class Reward(SchemeModel):
	title: str = Field(min_length=1)
	detail: str = ""
	basis: str
