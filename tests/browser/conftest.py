"""Tests in a real browser: the site served by this checkout, and headless Chromium as the people use it.

Nothing here connects to the database in this process. What has to be there beforehand, or gone afterwards, is
done by the scripts in `inside/`, each with a short connection of its own.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.without_bench import SITE, bench, no_site, skipped_module

CHECKOUT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
STEP_MILLISECONDS = 60_000


def chromium() -> str | None:
	return shutil.which("chromium") or shutil.which("chromium-browser")


def missing() -> str:
	"""Why there is nothing to test with; "" when there is all."""
	if why := no_site():
		return why
	if not (bench() / "sites" / "assets" / "assets.json").is_file():
		return "the desk's scripts are not built: run `bench build` in the bench"
	if importlib.util.find_spec("playwright") is None:
		return "no Playwright in the bench: `make test` installs it"
	if not chromium():
		return "no Chromium on this machine: install the package chromium"
	return ""


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
	return skipped_module(missing(), module_path, parent)


if not missing():
	from playwright.sync_api import Browser, sync_playwright

	from tests.browser.desk import Desk

	@pytest.fixture(scope="session")
	def inside() -> Callable[[str, dict[str, Any]], str]:
		"""`inside("clean.py", {...})` runs a script of `inside/`; gives the last line it printed."""

		def run(script: str, values: dict[str, Any]) -> str:
			command = [
				sys.executable,
				str(CHECKOUT / "tests/browser/inside" / script),
				SITE,
				json.dumps(values),
			]
			env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
			done = subprocess.run(command, cwd=bench() / "sites", env=env, capture_output=True, text=True)
			assert done.returncode == 0, done.stdout + done.stderr
			return (done.stdout.strip().splitlines() or [""])[-1]

		return run

	@pytest.fixture(scope="session")
	def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
		"""Where the site is served while the tests run: http://127.0.0.1:<a free port>."""
		port = free_port()
		log = tmp_path_factory.mktemp("server") / "gunicorn.log"
		with log.open("w") as out:
			server = subprocess.Popen(
				serve_command(port),
				cwd=bench() / "sites",
				env={**os.environ, "NTB_SITE": SITE},
				stdout=out,
				stderr=out,
			)
		try:
			url = f"http://127.0.0.1:{port}"
			wait_until_served(url, server, log)
			yield url
		finally:
			server.terminate()
			server.wait(timeout=30)

	@pytest.fixture(scope="session")
	def browser() -> Iterator[Browser]:
		with sync_playwright() as playwright:
			browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
			yield browser
			browser.close()

	@pytest.fixture
	def open_desk(
		browser: Browser, address: str, tmp_path: Path, request: pytest.FixtureRequest
	) -> Iterator[Callable[[str, str], Desk]]:
		"""`open_desk(email, password)` logs in and gives that person's desk; one login for each person.

		When the test fails, a picture of every open desk is kept.
		"""
		desks: dict[str, Desk] = {}

		def sign_in(email: str, password: str) -> Desk:
			if email not in desks:
				context = browser.new_context(
					base_url=address, viewport={"width": 1400, "height": 1000}, timezone_id="Asia/Makassar"
				)
				context.set_default_timeout(STEP_MILLISECONDS)
				desks[email] = Desk(context.new_page())
				desks[email].log_in(email, password)
			return desks[email]

		yield sign_in
		for email, desk in desks.items():
			if request.node.stash.get(FAILED, False):
				picture = tmp_path / f"{email.split('@')[0]}.png"
				desk.page.screenshot(path=picture)
				print(f"{email} at {desk.page.url}: {picture}")
			desk.page.context.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
	"""Tells the fixtures of a test that it has failed."""
	report = yield
	if report.when == "call":
		item.stash[FAILED] = report.failed
	return report


def free_port() -> int:
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


def serve_command(port: int) -> list[str]:
	"""As `make demo` serves its site, with two workers that answer several requests at once."""
	server = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
	options = ["--threads", "4", "--worker-class", "gthread", "--timeout", "120", "--log-level", "warning"]
	return [*server, *options, "--pythonpath", str(CHECKOUT / "dev" / "inside"), "wsgi:application"]


def wait_until_served(url: str, server: subprocess.Popen, log: Path) -> None:
	until = time.monotonic() + START_SECONDS
	while time.monotonic() < until:
		assert server.poll() is None, f"the server has stopped:\n{log.read_text()[-2000:]}"
		try:
			with urlopen(f"{url}/api/method/ping", timeout=5):
				return
		except (URLError, OSError):
			time.sleep(0.2)
	raise AssertionError(f"the site is not served after {START_SECONDS} s:\n{log.read_text()[-2000:]}")
