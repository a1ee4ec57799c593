"""Random but sound schemes and seasons for the property tests.

A drawn scheme keeps the shape of the rule document and varies what numbers can: stage, criterion and
relation weights, aggregation, places, the tie rule's order, the minimum group size.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from ntb_awards.selection.records import Feedback, Minutes, Nominee, Season, Sheet
from ntb_awards.selection.scheme import Scheme

from .builders import (
	ASSESSORS,
	CONTRIBUTORS,
	FORMS,
	GATES,
	SHEET_STAGES,
	filled,
	make_feedback,
	make_minutes,
	make_nominee,
	make_scheme,
	make_season,
	make_sheet,
)

STAGE_CODES = ("administration", "feedback_360", "fgd", "public_test", "presentation")
Draw = Any


def scores(low: int = 0, high: int = 100, step: str = "0.25") -> st.SearchStrategy[Decimal]:
	"""Decimals from low to high; coarse, so that ties happen."""
	unit = Decimal(step)
	return st.integers(int(low / unit), int(high / unit)).map(lambda count: count * unit)


@st.composite
def shares(draw: Draw, count: int, least: int = 1) -> list[str]:
	"""Whole weights that total 100."""
	cuts = sorted(draw(st.lists(st.integers(0, 100 - least * count), min_size=count - 1, max_size=count - 1)))
	edges = [0, *cuts, 100 - least * count]
	return [str(after - before + least) for before, after in pairwise(edges)]


@st.composite
def schemes(draw: Draw) -> Scheme:
	weights = draw(shares(5, least=0))
	group = str(int(weights[2]) + int(weights[3]))
	superior, peer, subordinate = draw(shares(3))
	steps = [{"stage": code, "basis": "assumed"} for code in draw(st.permutations(STAGE_CODES))]
	loyal, adaptif = draw(shares(2))
	how = st.sampled_from(["mean", "median", "trimmed_mean", "sum"])
	group_size = draw(st.integers(1, 3))
	return make_scheme(
		*((f"stages.{place}.weight", weight) for place, weight in enumerate(weights)),
		*((f"stages.{place}.aggregation", draw(how)) for place in (0, 2, 3, 4)),
		("weight_groups.0.weight", group),
		("contributor_rules.0.relations.0.weight", superior),
		("contributor_rules.0.relations.1.weight", peer),
		("contributor_rules.0.relations.2.weight", subordinate),
		("contributor_rules.1.relations.0.weight", superior),
		("contributor_rules.1.relations.1.weight", str(100 - int(superior))),
		*((f"contributor_rules.{place}.min_group_size", group_size) for place in (0, 1)),
		("instruments.1.criteria.0.weight", loyal),
		("instruments.1.criteria.1.weight", adaptif),
		("tie_steps", steps[: draw(st.integers(0, 5))]),
		("places", draw(st.integers(0, 3))),
	)


@st.composite
def sheets_of(draw: Draw, scheme: Scheme, nominee: Nominee) -> list[Sheet]:
	"""A full set of three sheets for each stage; now and then a fourth assessor stands aside."""
	rows = []
	for stage in SHEET_STAGES:
		for assessor in ASSESSORS:
			raw = {code: draw(scores()) for code in filled(scheme, stage, nominee, 0)}
			rows.append(make_sheet(stage, nominee.number, assessor, raw))
		if draw(st.booleans()):
			rows.append(make_sheet(stage, nominee.number, "A4", status="recused"))
	return rows


@st.composite
def feedback_of(draw: Draw, nominee: Nominee) -> list[Feedback]:
	return [
		make_feedback(
			nominee.number, who, relation, {code: draw(scores(1, 5)) for code in ("loyal", "adaptif")}
		)
		for who, relation in CONTRIBUTORS[nominee.category]
	]


@st.composite
def minutes_of(draw: Draw, category: str, numbers: list[int]) -> list[Minutes]:
	"""Everybody reaches the presentation; there and at the last gate the plenary decides as it likes."""
	rows = [make_minutes(category, gate, numbers) for gate in GATES[:3]]
	orders = draw(st.lists(st.permutations(numbers), max_size=1))
	going = [number for number in numbers if draw(st.booleans())]
	stopped = [number for number in numbers if number not in going and draw(st.booleans())]
	rows.append(make_minutes(category, "presentation", going, stopped, orders))
	return rows


@st.composite
def seasons(draw: Draw, scheme: Scheme) -> Season:
	"""A complete season: nobody lacks a score."""
	categories = draw(st.lists(st.sampled_from(sorted(FORMS)), min_size=1, max_size=4))
	nominees = [make_nominee(number, category) for number, category in enumerate(categories, start=1)]
	numbers = {code: [one.number for one in nominees if one.category == code] for code in categories}
	return make_season(
		nominees,
		sheets=[sheet for one in nominees for sheet in draw(sheets_of(scheme, one))],
		feedback=[answers for one in nominees for answers in draw(feedback_of(one))],
		minutes=[row for code in sorted(numbers) for row in draw(minutes_of(code, numbers[code]))],
	)


@st.composite
def selections(draw: Draw) -> tuple[Scheme, Season]:
	scheme = draw(schemes())
	return scheme, draw(seasons(scheme))
