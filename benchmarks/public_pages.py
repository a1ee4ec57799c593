"""What the public pages bear, as multiples of the same site's plain login page, in one run.

Run on a site that nothing else uses: `SITE=<site> <bench>/env/bin/python benchmarks/public_pages.py`. Needs
`wrk` (Debian's package). The site is served as the browser tests serve it; `WORKERS` says by how many
processes. All traffic stays on this machine.

A season with finalists is put on the site and taken out again. Measured in turn, each for SECONDS from
CONNECTIONS connections: /login, /awards, the season's page and a finalist's page with its form, as guests
get them; then the same pages while the secretariat clears them once a second.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))
BENCH_SITES = Path(sys.executable).parents[2] / "sites"
SITE = os.environ.get("SITE", "")
SECONDS, CONNECTIONS, THREADS = 8, 32, 2
SEASON, UNIT, DOMAIN = "TOLOK-UKUR-PUBLIK", "Dinas Tolok Ukur", "tolok.ntb-awards.example"
TRACES = {"season": SEASON, "scheme": "none", "unit": UNIT, "domain": DOMAIN}
PLAIN = "/login"
PAGES = {
	"/awards": "/awards",
	"a season's page": f"/awards/{SEASON}",
	"a finalist's page": f"/awards/{SEASON}/uji-publik/1",
}
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
FAILED = re.compile(r"Non-2xx or 3xx responses:\s+(\d+)")


def main() -> None:
	os.environ["NTB_SITE"] = SITE
	inside("clean.py", TRACES)
	inside("public_season.py", {**TRACES, "password": "x" * 24})
	try:
		with served() as address:
			for path in (PLAIN, *PAGES.values()):
				once(f"{address}{path}")
			plain = rate(f"{address}{PLAIN}")
			quiet = {what: rate(f"{address}{path}") for what, path in PAGES.items()}
			with clearing():
				busy = {what: rate(f"{address}{path}") for what, path in PAGES.items()}
			plain = (plain + rate(f"{address}{PLAIN}")) / 2
	finally:
		inside("clean.py", TRACES)
	show(plain, quiet, busy)


def inside(script: str, values: dict[str, str]) -> str:
	"""Run a script of the browser tests on the site."""
	command = [sys.executable, str(CHECKOUT / "tests/browser/inside" / script), SITE, json.dumps(values)]
	environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
	done = subprocess.run(command, cwd=BENCH_SITES, env=environment, capture_output=True, text=True)
	if done.returncode:
		raise SystemExit(done.stdout + done.stderr)
	return done.stdout


@contextmanager
def served() -> Iterator[str]:
	"""The site as the browser tests serve it, with as many processes as WORKERS says."""
	from tests.browser.conftest import free_port, serve_command, wait_until_served

	port = free_port()
	command = serve_command(port)
	command[command.index("--workers") + 1] = os.environ.get("WORKERS", "2")
	with tempfile.NamedTemporaryFile("w+", suffix=".log") as log:
		server = subprocess.Popen(command, cwd=BENCH_SITES, stdout=log, stderr=log)
		try:
			address = f"http://127.0.0.1:{port}"
			wait_until_served(address, server, Path(log.name))
			yield address
		finally:
			server.terminate()
			server.wait(timeout=30)


@contextmanager
def clearing() -> Iterator[None]:
	"""Meanwhile the pages are cleared once a second, as if the secretariat published all the time."""
	command = [sys.executable, "-c", CLEAR_ONCE_A_SECOND, SITE, SEASON]
	process = subprocess.Popen(command, cwd=BENCH_SITES)
	try:
		yield
	finally:
		process.terminate()
		process.wait(timeout=30)


CLEAR_ONCE_A_SECOND = """
import sys, time, frappe
frappe.init(site=sys.argv[1])
frappe.connect()
from ntb_awards.awards_pages import cache
while True:
	cache.clear(sys.argv[2])
	time.sleep(1)
"""


def once(url: str) -> None:
	"""The first answer fills the caches of templates and translations."""
	with urlopen(url, timeout=60) as answer:
		assert answer.status == 200, url
	time.sleep(4)


def rate(url: str) -> float:
	"""Requests per second."""
	options = [f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
	said = subprocess.run(["wrk", *options, url], capture_output=True, text=True, check=True).stdout
	if failed := FAILED.search(said):
		raise SystemExit(f"{url}: {failed[0]}")
	return float(RATE.search(said)[1])


def show(plain: float, quiet: dict[str, float], busy: dict[str, float]) -> None:
	print(f"{CONNECTIONS} connections, {SECONDS} s each, {os.environ.get('WORKERS', '2')} processes\n")
	print(f"| page | requests/s | ratio to {PLAIN} | cleared every second | ratio |")
	print("|---|---:|---:|---:|---:|")
	print(f"| {PLAIN} | {plain:.0f} | 1.00 | | |")
	for what in quiet:
		ratios = quiet[what] / plain, busy[what] / plain
		print(f"| {what} | {quiet[what]:.0f} | {ratios[0]:.2f} | {busy[what]:.0f} | {ratios[1]:.2f} |")


if __name__ == "__main__":
	main()
