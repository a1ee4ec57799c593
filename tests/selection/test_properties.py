"""What must hold of every season, not only of the ones somebody thought of."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import ntb_awards
from ntb_awards.selection.dossier import compute_results, published, read, seal, verify
from ntb_awards.selection.records import Season
from ntb_awards.selection.results import Selection, Standing
from ntb_awards.selection.scheme import Instrument, Scheme
from ntb_awards.selection.scoring import instrument_value

from .builders import make_complete_season, make_instrument_data, make_scheme
from .strategies import scores, selections, shares

SEASONS = settings(max_examples=40)


def standing_of(scheme: Scheme, season: Season, number: int) -> Standing:
	selection = Selection(scheme, season)
	category = selection.nominees[number].category
	return next(row for row in selection.standings(category) if row.number == number)


def exact_values(scheme: Scheme, season: Season) -> dict[tuple[int, str], Fraction | None]:
	selection = Selection(scheme, season)
	return {
		(row.number, code): value.value
		for category in scheme.categories
		for row in selection.standings(category.code)
		for code, value in row.stages.items()
	}


@SEASONS
@given(st.data(), selections())
def test_the_order_of_records_changes_nothing(data: st.DataObject, drawn: tuple[Scheme, Season]) -> None:
	"""Sheets, answers, nominees and minutes in any order: the same results and the same bytes."""
	scheme, season = drawn
	lists = ("nominees", "sheets", "feedback", "minutes")
	shuffled = season.model_copy(
		update={name: tuple(data.draw(st.permutations(getattr(season, name)))) for name in lists}
	)
	assert compute_results(scheme, shuffled) == compute_results(scheme, season)
	assert seal(scheme, shuffled) == seal(scheme, season)


@SEASONS
@given(st.data(), selections())
def test_who_sits_in_which_assessor_s_chair_changes_nothing(
	data: st.DataObject, drawn: tuple[Scheme, Season]
) -> None:
	scheme, season = drawn
	chairs = ["A1", "A2", "A3", "A4", "K1", "K2", "K3"]
	new = dict(zip(chairs, data.draw(st.permutations(chairs)), strict=True))
	swapped = season.model_copy(
		update={
			"sheets": tuple(one.model_copy(update={"assessor": new[one.assessor]}) for one in season.sheets),
			"feedback": tuple(
				one.model_copy(update={"contributor": new[one.contributor]}) for one in season.feedback
			),
		}
	)
	assert compute_results(scheme, swapped) == compute_results(scheme, season)


@SEASONS
@given(selections(), st.integers(1, 50))
def test_weights_scale_out(drawn: tuple[Scheme, Season], factor: int) -> None:
	"""All stage, criterion and relation weights times the same number: the same values, scores, ranks."""
	scheme, season = drawn

	def scaled(rows: Any) -> tuple[Any, ...]:
		return tuple(row.model_copy(update={"weight": row.weight * factor}) for row in rows)

	forms = tuple(one.model_copy(update={"criteria": scaled(one.criteria)}) for one in scheme.instruments)
	rules = tuple(
		one.model_copy(update={"relations": scaled(one.relations)}) for one in scheme.contributor_rules
	)
	heavier = scheme.model_copy(
		update={"stages": scaled(scheme.stages), "instruments": forms, "contributor_rules": rules}
	)
	assert compute_results(heavier, season) == compute_results(scheme, season)


@SEASONS
@given(st.data(), selections())
def test_a_higher_raw_score_never_lowers_the_rank(data: st.DataObject, drawn: tuple[Scheme, Season]) -> None:
	scheme, season = drawn
	given = [position for position, sheet in enumerate(season.sheets) if sheet.scores]
	position = data.draw(st.sampled_from(given))
	sheet = season.sheets[position]
	code = data.draw(st.sampled_from(sorted(sheet.scores)))
	higher = data.draw(scores(step="0.01").filter(lambda raw: raw >= sheet.scores[code]))
	better = sheet.model_copy(update={"scores": {**sheet.scores, code: higher}})
	sheets = (*season.sheets[:position], better, *season.sheets[position + 1 :])
	before = standing_of(scheme, season, sheet.nominee)
	after = standing_of(scheme, season.model_copy(update={"sheets": sheets}), sheet.nominee)
	assert before.rank is not None and after.rank is not None
	assert after.rank <= before.rank
	assert after.final is not None and before.final is not None and after.final >= before.final


@SEASONS
@given(st.data(), selections())
def test_a_higher_360_answer_never_lowers_the_rank(data: st.DataObject, drawn: tuple[Scheme, Season]) -> None:
	scheme, season = drawn
	position = data.draw(st.integers(0, len(season.feedback) - 1))
	answers = season.feedback[position]
	better = answers.model_copy(update={"answers": {**answers.answers, "loyal": Fraction(5)}})
	feedback = (*season.feedback[:position], better, *season.feedback[position + 1 :])
	before = standing_of(scheme, season, answers.nominee)
	after = standing_of(scheme, season.model_copy(update={"feedback": feedback}), answers.nominee)
	assert before.rank is not None and after.rank is not None and after.rank <= before.rank


@SEASONS
@given(st.data(), selections())
def test_a_missing_score_is_never_a_zero(data: st.DataObject, drawn: tuple[Scheme, Season]) -> None:
	"""Without the score there is no stage value, no final score, no rank; stage, assessor and criterion are
	named; and nobody else's values change."""
	scheme, season = drawn
	given = [position for position, sheet in enumerate(season.sheets) if sheet.scores]
	position = data.draw(st.sampled_from(given))
	sheet = season.sheets[position]
	code = data.draw(st.sampled_from(sorted(sheet.scores)))
	less = sheet.model_copy(update={"scores": {key: raw for key, raw in sheet.scores.items() if key != code}})
	sheets = (*season.sheets[:position], less, *season.sheets[position + 1 :])
	gap = season.model_copy(update={"sheets": sheets})
	row = standing_of(scheme, gap, sheet.nominee)
	stage = scheme.stage(sheet.stage)
	assert row.stages[sheet.stage].value is None
	if stage.weight:
		assert (row.final, row.place) == (None, None)
	(missing,) = (str(message) for message in row.missing)
	assert missing == f"{stage.title}: {sheet.assessor} gave no score for {code.title()}"
	mine = (sheet.nominee, sheet.stage)
	full = exact_values(scheme, season)
	assert exact_values(scheme, gap) == {key: None if key == mine else value for key, value in full.items()}


@SEASONS
@given(st.data(), selections())
def test_a_missing_360_answer_or_contributor_is_never_a_zero(
	data: st.DataObject, drawn: tuple[Scheme, Season]
) -> None:
	scheme, season = drawn
	position = data.draw(st.integers(0, len(season.feedback) - 1))
	answers = season.feedback[position]
	kept = [answers.model_copy(update={"answers": {"adaptif": answers.answers["adaptif"]}})]
	rest = kept if data.draw(st.booleans()) else []
	feedback = (*season.feedback[:position], *rest, *season.feedback[position + 1 :])
	gap = season.model_copy(update={"feedback": feedback})
	for one in (gap, published(scheme, gap)):
		row = standing_of(scheme, one, answers.nominee)
		assert row.stages["feedback_360"].value is None
		assert len(row.missing) == 1 and str(row.missing[0]).startswith("Feedback 360: ")
		assert row.final is None or not scheme.stage("feedback_360").weight


@SEASONS
@given(selections())
def test_a_sealed_season_recomputes(drawn: tuple[Scheme, Season]) -> None:
	"""Blended for publication or not, the file gives the same values as the season itself, exactly."""
	scheme, season = drawn
	data = seal(scheme, season)
	assert verify(data) == []
	_content, dossier = read(data)
	assert dossier.results == compute_results(scheme, season)
	assert exact_values(dossier.scheme, dossier.season) == exact_values(scheme, season)


@given(shares(3), st.lists(scores(), min_size=3, max_size=3))
def test_a_form_lies_between_its_lowest_and_highest_score(weights: list[str], raws: list[Decimal]) -> None:
	rows = [
		{"code": code, "title": code, "weight": weight, "maximum": "100", "basis": "assumed"}
		for code, weight in zip("abc", weights, strict=True)
	]
	form = Instrument.model_validate(make_instrument_data("form", *rows))
	value = instrument_value(form, None, dict(zip("abc", raws, strict=True)))
	assert value is not None and min(raws) <= value <= max(raws)


RUN = """
import sys
from selection.builders import make_complete_season, make_scheme
from ntb_awards.selection.dossier import seal
scheme = make_scheme()
sys.stdout.buffer.write(seal(scheme, make_complete_season(scheme, {3: "80.5", 1: 80, 2: 80})))
"""


def test_two_runs_give_identical_bytes() -> None:
	"""Two processes with different hash seeds, so that no order of a set or dict can slip through."""
	root = Path(ntb_awards.__file__).parents[1]
	paths = os.pathsep.join([str(root), str(root / "tests")])
	runs = [
		subprocess.run(
			[sys.executable, "-c", RUN],
			env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed},
			capture_output=True,
			check=True,
		).stdout
		for seed in ("1", "2")
	]
	scheme = make_scheme()
	assert runs[0] == runs[1] == seal(scheme, make_complete_season(scheme, {3: "80.5", 1: 80, 2: 80}))
