"""Making a bench where there is none, with PyPI's `frappe-bench`, as Frappe's own instructions have it."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import sys
from pathlib import Path

import local_env
from bench import shortcoming
from console import CHECKOUT, Trouble, home, quietly, run, say

FRAPPE = os.environ.get("FRAPPE_REPO", "https://github.com/frappe/frappe")
ERPNEXT = os.environ.get("ERPNEXT_REPO", "https://github.com/frappe/erpnext")
BRANCH = os.environ.get("FRAPPE_BRANCH", "version-15")
PROBE_SECONDS = 15
INIT_SECONDS = 45 * 60
# Program and the package of Debian that brings it.
NEEDED = {
	"git": "git",
	"mariadbd": "mariadb-server",
	"redis-server": "redis-server",
	"node": "nodejs",
	"npm": "npm",
	"cc": "build-essential",
	"pkg-config": "pkg-config",
}
PACKAGES_ALONG = ["libmariadb-dev", "python3-dev", "libffi-dev", "libssl-dev"]
LOG = CHECKOUT / "out" / "logs" / "bench.log"


def make(path: Path) -> str:
	"""Make a bench with ERPNext at `path`; why there is none afterwards, "" when there is one."""
	if path.exists() and any(path.iterdir()):
		return shortcoming(path)
	if not _reachable():
		return f"{shortcoming(path)}, and its upstream {FRAPPE} cannot be reached to make one"
	try:
		_programs()
		_init(path)
	except Trouble as trouble:
		say(str(trouble))
		return f"no bench could be made at {home(path)}"
	return shortcoming(path)


def _reachable() -> bool:
	quiet = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
	asked = quietly(["git", "ls-remote", "--heads", FRAPPE, BRANCH], timeout=PROBE_SECONDS, env=quiet)
	if asked.returncode == 127 and not shutil.which("git") and os.geteuid() == 0:
		_apt(["git"])
		asked = quietly(["git", "ls-remote", "--heads", FRAPPE, BRANCH], timeout=PROBE_SECONDS, env=quiet)
	return asked.returncode == 0 and BRANCH in asked.stdout


def _programs() -> None:
	missing = [package for name, package in NEEDED.items() if not shutil.which(name)]
	if missing:
		_apt([*missing, *PACKAGES_ALONG])
	if not shutil.which("yarn"):
		run("installing yarn", ["npm", "install", "--global", "yarn@1.22.22"], log=LOG)


def _apt(packages: list[str]) -> None:
	if os.geteuid() != 0 or not shutil.which("apt-get"):
		raise Trouble(f"to make a bench, install as root: {' '.join(packages)}")
	quiet = {"DEBIAN_FRONTEND": "noninteractive"}
	run("updating Debian's package lists", ["apt-get", "update"], log=LOG, env=quiet)
	run(f"installing {' '.join(packages)}", ["apt-get", "install", "-y", *packages], log=LOG, env=quiet)


def _init(path: Path) -> None:
	"""`bench init`, then ERPNext. What is half made when it fails or is interrupted is removed."""
	tool = local_env.add("frappe-bench", log=LOG)
	path.parent.mkdir(parents=True, exist_ok=True)
	beside = _folder_for_root()
	source = ["--frappe-path", FRAPPE, "--frappe-branch", BRANCH]
	init = [tool / "bench", "init", *source, "--python", sys.executable, "--no-backups", path]
	get = [tool / "bench", "get-app", "--branch", BRANCH, ERPNEXT]
	done = False
	try:
		run(f"making a bench at {home(path)}", init, log=LOG, cwd=beside, timeout=INIT_SECONDS)
		run("getting ERPNext", get, log=LOG, cwd=path, timeout=INIT_SECONDS)
		done = True
	finally:
		if not done:
			shutil.rmtree(path, ignore_errors=True)


def _folder_for_root() -> Path:
	"""A folder to start `bench init` in: run by root, it reads there that root is meant."""
	folder = LOG.parent / "bench-init"
	(folder / "sites").mkdir(parents=True, exist_ok=True)
	owner = json.dumps({"frappe_user": getpass.getuser()})
	(folder / "sites" / "common_site_config.json").write_text(owner)
	return folder
