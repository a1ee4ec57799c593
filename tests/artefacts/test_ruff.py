"""Style: what `make lint` would change or complain of."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.artefacts.files import ROOT


@pytest.mark.parametrize("words", [["check"], ["format", "--check"]], ids=["check", "format"])
def test_ruff(words: list[str]) -> None:
	command = [sys.executable, "-m", "ruff", *words, "--quiet", "."]
	done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
	assert done.returncode == 0, f"`make lint` mends most of this:\n{done.stdout[-4000:]}{done.stderr}"
