"""The samples with levels: built the same each time, sound, and every dossier verifies."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ntb_awards.selection.checks import check_scheme
from ntb_awards.selection.dossier import seal, verify
from ntb_awards.selection.results import WINNER, Selection
from ntb_awards.selection.sample import FIXTURES, load_sample, sample_levels, sample_names
from ntb_awards.selection.season_checks import check_season

ROOT = FIXTURES.parent
CASTS = sorted(path.stem for path in (ROOT / "tests" / "samples" / "casts").glob("*.json"))
SEASONS = [(name, folder) for name in sample_names() for folder in sample_levels(name)]


def files_of(folder: Path) -> dict[str, bytes]:
	return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", CASTS)
def test_builder_writes_the_same_bytes(name: str, tmp_path: Path) -> None:
	script = ROOT / "tests" / "samples" / "build_levels.py"
	env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "PYTHONDONTWRITEBYTECODE": "1"}
	command = [sys.executable, str(script), name, "--into", str(tmp_path)]
	subprocess.run(command, check=True, env=env, cwd=ROOT)
	assert files_of(tmp_path / name) == files_of(FIXTURES / name)


def test_every_document_has_a_sample_and_all_but_the_first_a_cast() -> None:
	assert len(sample_names()) == 5 and set(sample_names()[1:]) == set(CASTS)


@pytest.mark.parametrize(("name", "folder"), SEASONS, ids=lambda one: getattr(one, "name", None))
def test_season_is_sound_has_winners_and_its_dossier_verifies(name: str, folder: Path) -> None:
	scheme, season, _names = load_sample(name, None if folder.name == name else folder)
	assert check_scheme(scheme) == []
	check_season(scheme, season)
	selection = Selection(scheme, season)
	standings = [row for category in scheme.categories for row in selection.standings(category.code)]
	assert any(row.status == WINNER for row in standings)
	assert verify(seal(scheme, season)) == []
