"""What the commands say, and how they run others: one plain line at a time, details in a log."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


class Trouble(Exception):
	"""Something the person at the keyboard must know or mend; its text is the whole message."""


def say(text: str) -> None:
	print(f"[ntb_awards] {text}", flush=True)


def home(path: Path) -> str:
	"""`path` as a person would write it, with ~ for the home directory."""
	try:
		return f"~/{path.relative_to(Path.home())}"
	except ValueError:
		return str(path)


def run(
	what: str,
	command: Sequence[str | Path],
	*,
	log: Path,
	cwd: Path | None = None,
	env: Mapping[str, str] | None = None,
	timeout: float | None = None,
) -> None:
	"""Run `command` with its output appended to `log`; say `what` and how long it took.

	Raises Trouble with the end of the output when the command fails or takes longer than `timeout` seconds.
	"""
	log.parent.mkdir(parents=True, exist_ok=True)
	say(f"{what} ...")
	started = time.monotonic()
	with log.open("ab") as out:
		begin = out.tell()
		out.write(f"\n$ {' '.join(map(str, command))}\n".encode())
		out.flush()
		try:
			code = subprocess.run(
				[str(part) for part in command],
				cwd=cwd,
				env={**os.environ, **(env or {})},
				stdin=subprocess.DEVNULL,
				stdout=out,
				stderr=subprocess.STDOUT,
				timeout=timeout,
			).returncode
		except subprocess.TimeoutExpired:
			raise Trouble(f"{what}: not done after {timeout:.0f} seconds. Log: {home(log)}") from None
		except FileNotFoundError as error:
			raise Trouble(f"{what}: {error.filename} is not installed") from None
	if code:
		raise Trouble(f"{what}: failed (exit {code}). Log: {home(log)}\n{_tail(log, begin)}")
	say(f"{what}: done in {time.monotonic() - started:.0f} s")


def quietly(command: Sequence[str | Path], *, timeout: float = 60, **options) -> subprocess.CompletedProcess:
	"""Run `command` and hand back its result whatever it is; a missing or slow program counts as failed."""
	words = [str(part) for part in command]
	try:
		return subprocess.run(
			words, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=timeout, **options
		)
	except (FileNotFoundError, PermissionError, subprocess.TimeoutExpired) as error:
		return subprocess.CompletedProcess(words, 127, "", str(error))


def _tail(log: Path, begin: int, lines: int = 25) -> str:
	with log.open("rb") as file:
		file.seek(begin)
		text = file.read().decode(errors="replace").replace("\r", "\n")
	return "\n".join([line for line in text.splitlines() if line.strip()][-lines:])


def die(trouble: Trouble) -> None:
	print(f"[ntb_awards] {trouble}", file=sys.stderr, flush=True)
	sys.exit(1)
