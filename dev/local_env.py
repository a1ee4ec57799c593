"""The checkout's own Python environment `.venv`, for everything that needs no bench."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

from console import CHECKOUT, Trouble, quietly, run, say

FOLDER = CHECKOUT / ".venv"
LOG = CHECKOUT / "out" / "logs" / "venv.log"


def python() -> Path:
	"""The environment's Python, with the app and its development tools installed in it."""
	own = FOLDER / "bin" / "python"
	stamp = FOLDER / ".ntb_awards"
	wanted = hashlib.sha256((CHECKOUT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
	if (
		stamp.is_file()
		and stamp.read_text() == wanted
		and quietly([own, "-c", "import pytest"]).returncode == 0
	):
		return own
	_make(own)
	spec = f"{CHECKOUT}[dev]"
	run(
		"installing the app and its tools in .venv",
		[*_installer(own), "--quiet", "--editable", spec],
		log=LOG,
	)
	stamp.write_text(wanted)
	return own


def add(package: str, *, log: Path) -> Path:
	"""Install one more package from PyPI; the folder of the environment's programs."""
	own = python()
	run(f"installing {package}", [*_installer(own), "--quiet", package], log=log)
	return own.parent


def _installer(own: Path) -> list[str | Path]:
	if quietly([own, "-m", "pip", "--version"]).returncode == 0:
		return [own, "-m", "pip", "install"]
	return ["uv", "pip", "install", "--python", own]


def _make(own: Path) -> None:
	"""Make the environment anew, or raise Trouble saying what is missing for it."""
	shutil.rmtree(FOLDER, ignore_errors=True)
	say("making a Python environment in .venv")
	if _has_pip_after([sys.executable, "-m", "venv", FOLDER], own):
		return
	# Debian keeps the part of `venv` that brings pip in a package of its own.
	uv = shutil.which("uv")
	if uv and quietly([uv, "venv", "--clear", "--python", sys.executable, FOLDER]).returncode == 0:
		return
	if os.geteuid() == 0 and shutil.which("apt-get"):
		run("installing Debian's python3-venv", ["apt-get", "install", "-y", "python3-venv"], log=LOG)
		if _has_pip_after([sys.executable, "-m", "venv", "--clear", FOLDER], own):
			return
	raise Trouble(
		"Python cannot make an environment here: install Debian's package python3-venv, then try again"
	)


def _has_pip_after(command: list[str | Path], own: Path) -> bool:
	made = quietly(command, timeout=300)
	return made.returncode == 0 and quietly([own, "-m", "pip", "--version"]).returncode == 0
