"""A second site for the tests, copied from the first, so that two processes can test at once."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess

import services
import sites
from bench import Bench
from console import say

TWIN = "ntb-awards-2.test"


def places(bench: Bench, site: str) -> list[str]:
	"""The sites to test on: `site`, and a fresh copy of it where there is a second core."""
	if (os.cpu_count() or 1) < 2 or not _runs_in_parallel(bench):
		return [site]
	say(f"site {TWIN}: copying {site}")
	_copy(bench, site)
	return [site, TWIN]


def _runs_in_parallel(bench: Bench) -> bool:
	return not subprocess.run([str(bench.python), "-c", "import xdist"], capture_output=True).returncode


def _copy(bench: Bench, site: str) -> None:
	"""The files and the database anew each time: quicker than to find out what has changed."""
	config = json.loads((bench.sites / site / "site_config.json").read_text())
	name, password = f"{config['db_name'][:56]}_twin", secrets.token_hex(16)
	shutil.rmtree(bench.sites / TWIN, ignore_errors=True)
	shutil.copytree(bench.sites / site, bench.sites / TWIN, symlinks=True)
	sites.create_database(bench, name, password)
	services.copy_database(bench, config["db_name"], name)
	host = f"http://{TWIN}:8000"
	sites.configure(bench, TWIN, db_name=name, db_password=password, host_name=host)
