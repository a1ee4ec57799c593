"""`make demo`, `make test` and `make lint`. Needs nothing but Python 3.10 and its standard library."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import bench as benches
import local_env
import new_bench
import services
import sites
import twin
from bench import Bench
from console import CHECKOUT, Trouble, die, say

COVERAGE = ["--cov=ntb_awards.selection", "--cov-branch", "--cov-fail-under=95", "--cov-report=term"]
# Those in a browser last: they store what they do, and take it out again.
SUITES = ["tests/selection", "tests/artefacts", "tests/site", "tests/browser"]


def find(skipped: str) -> tuple[Bench | None, str]:
	"""The bench, made if there is none; or None and why, said in one sentence naming what is `skipped`."""
	path = benches.place()
	why = benches.shortcoming(path)
	if why:
		why = new_bench.make(path)
	if why:
		say(f"{why[0].upper()}{why[1:]}: {skipped}.")
		return None, why
	return Bench(path), ""


def prepared(bench: Bench, site: str) -> None:
	services.start(bench)
	benches.link(bench)
	sites.prepare(bench, site)


def test() -> int:
	bench, why = find("the tests of a real site (tests/site, tests/browser) are skipped, all others run")
	if bench is None:
		return _pytest(local_env.python(), {"NTB_NO_BENCH": why.split(",")[0]})
	with benches.alone(bench):
		prepared(bench, sites.TESTS)
		arguments = shlex.split(os.environ.get("ARGS") or "")
		# A chosen part is quicker without making the second site first.
		places = [sites.TESTS] if arguments else twin.places(bench, sites.TESTS)
		where = {"NTB_BENCH": str(bench.path), "NTB_SITE": ",".join(places)}
		at_once = ["-n", str(len(places)), "--dist", "loadfile"] if len(places) > 1 else []
		return _pytest(bench.python, {**bench.env, **where}, at_once)


def _pytest(python: Path, env: dict[str, str], at_once: list[str] | None = None) -> int:
	arguments = [*(at_once or []), *shlex.split(os.environ.get("ARGS") or "")]
	# A chosen part of the tests says nothing about the coverage of the whole.
	words = [*arguments] if os.environ.get("ARGS") else [*arguments, *COVERAGE]
	command = [str(python), "-m", "pytest", *words, *([] if _names_files(arguments) else SUITES)]
	return subprocess.run(command, cwd=CHECKOUT, env={**os.environ, **env}).returncode


def _names_files(arguments: list[str]) -> bool:
	return any(word.startswith("tests") for word in arguments)


def demo() -> int:
	bench, _why = find("no site is made or served, the sample season runs through the engine alone")
	if bench is None:
		program = local_env.python().parent / "ntb-awards"
		sample = [os.environ["SCHEME"]] if os.environ.get("SCHEME") else []
		return subprocess.run([str(program), "demo", *sample, "--out", "out"], cwd=CHECKOUT).returncode
	serve = os.environ.get("SERVE", "1") != "0"
	wanted = int(os.environ.get("PORT") or 8000)
	port = services.next_free(wanted) if serve else wanted
	if port != wanted:
		say(f"port {wanted} is taken; the demo uses {port}")
	with benches.alone(bench):
		prepared(bench, sites.DEMO)
		sites.configure(bench, sites.DEMO, host_name=f"http://{sites.DEMO}:{port}")
		_build(bench)
		command = bench.script("demo.py", sites.DEMO, "1" if serve else "0", str(port))
		code = subprocess.run(command, cwd=bench.sites, env={**os.environ, **bench.env}).returncode
	if code or not serve:
		return code
	return _serve(bench, port)


def _build(bench: Bench) -> None:
	"""Build the app's bundles, when it ships any."""
	public = CHECKOUT / "ntb_awards" / "public"
	bundles = [file for kind in ("js", "css", "scss") for file in public.rglob(f"*.bundle.{kind}")]
	if not bundles:
		return
	if not shutil.which("yarn") or not shutil.which("node"):
		raise Trouble("the app's scripts need Node and yarn to be built: install them, then try again")
	bench.frappe("building the app's scripts", "build", "--app", "ntb_awards", log="build")


def _serve(bench: Bench, port: int) -> int:
	"""Serve the demo site on 127.0.0.1 until Ctrl-C."""
	say(f"serving http://{sites.DEMO}:{port} until Ctrl-C")
	server = [str(bench.python), "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
	options = ["--threads", "4", "--worker-class", "gthread", "--timeout", "120", "--log-level", "warning"]
	inside = ["--pythonpath", str(CHECKOUT / "dev" / "inside"), "wsgi:application"]
	env = {**os.environ, **bench.env, "NTB_SITE": sites.DEMO}
	process = subprocess.Popen([*server, *options, *inside], cwd=bench.sites, env=env)
	try:
		return process.wait()
	except KeyboardInterrupt:
		process.terminate()
		process.wait(timeout=30)
		say("stopped")
		return 0


def lint() -> int:
	path = benches.place()
	python = Bench(path).python if not benches.shortcoming(path) else local_env.python()
	if subprocess.run([str(python), "-m", "ruff", "--version"], capture_output=True).returncode:
		python = local_env.python()
	codes = [
		subprocess.run([str(python), "-m", "ruff", *words, "."], cwd=CHECKOUT).returncode
		for words in (["check", "--fix"], ["format"])
	]
	return max(codes)


COMMANDS: dict[str, Callable[[], int]] = {"test": test, "demo": demo, "lint": lint}


def main() -> None:
	if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
		die(Trouble(f"say one of: {', '.join(COMMANDS)}"))
	if sys.version_info < (3, 10):  # noqa: UP036 (the machine's own Python runs this)
		die(Trouble("Python 3.10 or newer is needed; name one with PYTHON=python3.x"))
	signal.signal(signal.SIGTERM, signal.default_int_handler)
	try:
		sys.exit(COMMANDS[sys.argv[1]]())
	except Trouble as trouble:
		die(trouble)
	except KeyboardInterrupt:
		sys.exit(130)


if __name__ == "__main__":
	main()
