"""The sample season NTB-2025: sound, reproducible, and decided as it is meant to show."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from ntb_awards.selection.checks import check_scheme
from ntb_awards.selection.dossier import seal, verify
from ntb_awards.selection.sample import FIXTURES
from ntb_awards.selection.season_checks import check_season
from tests.selection.sample_season import NAME, Sample

GATES = ["administration", "fgd", "public_test", "presentation", "determination"]
LIMIT_BYTES = 2_000_000


@pytest.fixture(scope="module")
def sample() -> Sample:
	return Sample()


def build(into: Path, seed: str) -> dict[str, bytes]:
	"""Run the builder in a process of its own, with another hash seed each time."""
	root = FIXTURES.parent
	script = root / "tests" / "samples" / f"build_{NAME}.py"
	env = {**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"}
	subprocess.run([sys.executable, str(script), "--into", str(into)], check=True, env=env, cwd=root)
	return {path.name: path.read_bytes() for path in into.iterdir()}


def test_builder_writes_the_same_bytes_each_time(tmp_path: Path) -> None:
	committed = {path.name: path.read_bytes() for path in (FIXTURES / NAME).iterdir()}
	assert build(tmp_path / "one", "1") == build(tmp_path / "two", "2") == committed
	assert sum(map(len, committed.values())) < LIMIT_BYTES


def test_season_is_sound_and_its_dossier_verifies(sample: Sample) -> None:
	assert check_scheme(sample.scheme) == []
	check_season(sample.scheme, sample.season)
	assert verify(seal(sample.scheme, sample.season)) == []


def test_size(sample: Sample) -> None:
	per_category = Counter(nominee.category for nominee in sample.season.nominees)
	assert len(sample.season.nominees) >= 48 and len(per_category) == 8 and min(per_category.values()) >= 6
	units = sample.files.rows("units")
	assert len(units) == 16 and {row["kind"] for row in units} == {"Dinas", "Badan", "Biro", "Sekretariat"}
	assert all(sample.employees[row["head"]]["unit"] == row["code"] for row in units)


def test_panels_and_users(sample: Sample) -> None:
	assessors = [email for email, user in sample.users.items() if user["role"] == "Awards Assessor"]
	first, second = sample.header["panels"]
	assert len(assessors) == 5
	assert not set(first["categories"]) & set(second["categories"])
	assert len(first["categories"] + second["categories"]) == 8
	for panel in (first, second):
		assert sorted(row["user"] for row in panel["members"]) == sorted(assessors)
		assert Counter(row["role"] for row in panel["members"]) == {"Chair": 1, "Secretary": 1, "Member": 3}
	roles = Counter(user["role"] for user in sample.users.values())
	assert roles["Awards Administrator"] == roles["Awards Secretariat"] == roles["Awards Auditor"] == 1
	assert roles["Nominating Unit"] == roles["Employee"] == 2


# --- scores and conflicts -------------------------------------------------------------------------


def test_conflicts_are_recused_and_the_tree_hides_none(sample: Sample) -> None:
	conflicts = {(row["employee"], row["assessor"]): row for row in sample.files.json("conflicts")}
	assert {row["source"] for row in conflicts.values()} == {"Declared", "Employee Tree"}
	sheets = sample.files.json("sheets")
	recused = {(row["employee"], row["assessor"]) for row in sheets if row["status"] == "recused"}
	assert recused == set(conflicts)
	for row in sheets:
		assessor = sample.users[row["assessor"]]["employee"]
		pair = (row["employee"], row["assessor"])
		assert (row["status"] == "recused") == (pair in conflicts) == (not row["scores"])
		if assessor is not None and pair not in conflicts:
			one, other = sample.employees[row["employee"]], sample.employees[assessor]
			assert one["unit"] != other["unit"]
			assert one["reports_to"] != other["employee"] and other["reports_to"] != one["employee"]


def test_only_participants_are_scored_and_all_of_them(sample: Sample) -> None:
	for stage in ("administration", "fgd", "public_test", "presentation"):
		scored = {sheet.nominee for sheet in sample.season.sheets if sheet.stage == stage}
		assert scored == sample.taking_part(stage)
		given = [row for row in sample.season.sheets if (row.stage, row.status) == (stage, "submitted")]
		counts = Counter(sheet.nominee for sheet in given)
		assert min(counts.values()) >= 3
	raw = [value for sheet in sample.season.sheets for value in sheet.scores.values()]
	assert all(value * 2 == int(value * 2) for value in raw)


def test_variants_cover_both_forms(sample: Sample) -> None:
	used = {nominee.variants["administration"] for nominee in sample.season.nominees}
	assert used == {"structural", "non_structural"}


# --- plenary --------------------------------------------------------------------------------------


def test_minutes_of_every_category_and_gate(sample: Sample) -> None:
	stages = [row for row in sample.scheme.activities if row.kind == "stage"]
	windows = {row.stage: (row.starts_on, row.ends_on) for row in stages}
	assert [gate.code for gate in sample.scheme.gates] == GATES
	held = Counter((row.category, row.stage) for row in sample.season.minutes)
	assert set(held) == {(one.code, gate) for one in sample.scheme.categories for gate in GATES}
	for minutes in sample.season.minutes:
		starts, ends = windows[minutes.stage]
		assert starts <= minutes.held_on <= ends
		decided = {row.nominee: row for row in minutes.decisions}
		rows = sample.selection.at_gate(minutes.category, minutes.stage)
		assert set(decided) == {row.number for row in rows}
		for row in rows:
			decision = decided[row.number]
			assert decision.decision == row.proposed or decision.reason


def test_departure_and_incomplete_nominee(sample: Sample) -> None:
	departures, incomplete = [], []
	for minutes in sample.season.minutes:
		rows = {row.number: row for row in sample.selection.at_gate(minutes.category, minutes.stage)}
		for one in minutes.decisions:
			proposed = rows[one.nominee].proposed
			if proposed is None:
				incomplete.append((minutes.stage, one.nominee, one.decision))
				assert rows[one.nominee].missing and one.reason
			elif proposed != one.decision:
				departures.append((minutes.stage, one.decision))
	assert sorted(departures) == [("fgd", "advance"), ("fgd", "stop")]
	assert [(stage, decision) for stage, _number, decision in incomplete] == [("fgd", "stop")]
	contributors: Counter[int] = Counter()
	for group in sample.season.feedback:
		contributors[group.nominee] += group.contributors
	assert {number for number, count in contributors.items() if count == 2} == {incomplete[0][1]}


def test_three_winners_without_an_open_tie_in_each_category(sample: Sample) -> None:
	for category in sample.scheme.categories:
		rows = sample.selection.standings(category.code)
		winners = [row for row in rows if row.status == "winner"]
		assert [row.rank for row in winners] == [1, 2, 3]
		assert not any(row.place.tied_with for row in winners if row.place)


def test_one_tie_settled_by_the_rule_and_one_by_the_plenary(sample: Sample) -> None:
	settled = [row for row in sample.standings() if row.place and row.place.settled_by]
	by_rule = [row for row in settled if row.place and row.place.settled_by == "1"]
	by_plenary = [row for row in settled if row.place and row.place.settled_by == "plenary"]
	assert len(by_rule) == len(by_plenary) == 2 and len(settled) == 4
	for pair in (by_rule, by_plenary):
		assert pair[0].category == pair[1].category and pair[0].final == pair[1].final
	steps = [step.stage for step in sample.scheme.tie_steps]
	first, second = by_rule
	assert steps[0] == "presentation"
	assert first.stages["presentation"].value > second.stages["presentation"].value
	assert all(by_plenary[0].stages[step].value == by_plenary[1].stages[step].value for step in steps)
	ordered = [row for row in sample.files.json("minutes") if row["tie_orders"]]
	assert [(row["stage"], bool(row["notes"])) for row in ordered] == [("determination", True)]
	assert [sample.numbers[one] for one in ordered[0]["tie_orders"][0]] == [row.number for row in by_plenary]


def test_public_responses_and_observations_are_of_participants(sample: Sample) -> None:
	in_public = {one for one, number in sample.numbers.items() if number in sample.taking_part("public_test")}
	responses = sample.files.json("responses")
	assert {row["employee"] for row in responses} == in_public
	assert all("2025-11-25" <= row["received_on"] <= "2025-12-01" for row in responses)
	assert {row["tone"] for row in responses} == {"Supportive", "Neutral", "Critical"}
	winners = {row.number for row in sample.standings() if row.status == "winner"}
	observations = sample.files.json("observations")
	assert observations and {sample.numbers[row["employee"]] for row in observations} <= winners
	assert all("2025-12-06" <= row["observed_on"] <= "2025-12-10" for row in observations)
