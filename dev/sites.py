"""The two sites of this app: made when missing or left half made, migrated when something changed."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from pathlib import Path
from typing import Any

import services
from bench import APP, Bench
from console import CHECKOUT, Trouble, home, quietly, run, say

DEMO = "ntb-awards.localhost"
TESTS = "ntb-awards.test"
# Files whose change a site learns of only by migrating; other Python is simply imported anew.
MIGRATED = {".json", ".txt", ".html", ".md", ".po", ".csv"}
MIGRATED_PYTHON = {"hooks.py", "install.py", "uninstall.py"}


def prepare(bench: Bench, site: str) -> None:
	"""Leave `site` with ERPNext, its company and this checkout of the app, as of its files today.

	What is done is noted in a file of the bench, so that an interrupted run is taken up where it can be,
	and a site that is half made is removed and made anew. Only sites noted there are ever removed.
	"""
	note = _Note(bench, site)
	ours = note.get("database")
	found = None if ours and not note.get("base") else _probe(bench, site)
	if found is None and ours:
		say(f"site {site}: left half made by an interrupted run, or gone; making it anew")
	elif found is None and (bench.sites / site).exists():
		raise Trouble(
			f"site {site} exists but cannot be used, and was not made by this command. "
			f"Remove {home(bench.sites / site)} and its database, then try again."
		)
	if found is None:
		_create(bench, site, note)
		found = _probe(bench, site)
	if found is None or "erpnext" not in found["apps"]:
		raise Trouble(f"site {site} has no ERPNext: install it there, or remove the site")
	if not found["company"]:
		_company(bench, site)
	_app(bench, site, note, installed=APP in found["apps"])


class _Note:
	"""What this command did to one site: database (its name), base, app and state (digest of what it has)."""

	def __init__(self, bench: Bench, site: str) -> None:
		self.file = bench.path / "config" / f"{APP}.{site}.json"
		self.entries: dict[str, Any] = json.loads(self.file.read_text()) if self.file.is_file() else {}

	def get(self, key: str) -> Any:
		return self.entries.get(key)

	def put(self, **entries: Any) -> None:
		self.entries.update(entries)
		part = self.file.with_suffix(".part")
		part.write_text(json.dumps(self.entries, indent=1))
		part.replace(self.file)


def _probe(bench: Bench, site: str) -> dict | None:
	"""The site's apps and whether it has a company; None when there is no such site with a database."""
	if not (bench.sites / site / "site_config.json").is_file():
		return None
	asked = quietly(bench.script("probe.py", site), cwd=bench.sites, env={**os.environ, **bench.env})
	if asked.returncode == 0:
		return json.loads(asked.stdout.splitlines()[-1])
	if asked.returncode == 3:
		return None
	raise Trouble(f"site {site} does not answer:\n{asked.stderr.strip()[-2000:]}")


def _create(bench: Bench, site: str, note: _Note) -> None:
	name = "ntb_" + hashlib.sha256(f"{bench.path}/{site}".encode()).hexdigest()[:12]
	password = secrets.token_hex(16)
	note.put(database=name, base=False, app=False, state="")
	shutil.rmtree(bench.sites / site, ignore_errors=True)
	create_database(bench, name, password)
	unix = services.database_socket(bench)
	at_socket = ["--db-socket", unix] if unix and Path(unix).exists() else []
	admin = "admin" if site == DEMO else secrets.token_hex(8)
	options = ["--no-setup-db", "--db-name", name, "--db-password", password, "--admin-password", admin]
	bench.frappe(f"site {site}: creating", "new-site", site, *options, *at_socket, log=site)
	settings = {"mute_emails": 1, "throttle_user_limit": 100000, "host_name": f"http://{site}:8000"}
	if site == TESTS:
		settings["allow_tests"] = 1
	configure(bench, site, **settings)
	bench.frappe(f"site {site}: installing ERPNext", "--site", site, "install-app", "erpnext", log=site)
	_company(bench, site)
	note.put(base=True)


def create_database(bench: Bench, name: str, password: str) -> None:
	people = [f"'{name}'@'{host}'" for host in ("localhost", "127.0.0.1", *(["%"] if _remote(bench) else []))]
	statements = [
		f"DROP DATABASE IF EXISTS `{name}`",
		f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
		*(f"CREATE OR REPLACE USER {who} IDENTIFIED BY '{password}'" for who in people),
		*(f"GRANT ALL PRIVILEGES ON `{name}`.* TO {who}" for who in people),
	]
	services.root_sql(bench, "; ".join(statements))


def _remote(bench: Bench) -> bool:
	return not services.database_socket(bench)


def configure(bench: Bench, site: str, **settings: Any) -> None:
	"""Set keys of the site's own configuration file."""
	file = bench.sites / site / "site_config.json"
	config = json.loads(file.read_text())
	if not settings.items() <= config.items():
		file.write_text(json.dumps({**config, **settings}, indent=1))


def _company(bench: Bench, site: str) -> None:
	command = bench.script("company.py", site)
	run(f"site {site}: setting up the company", command, log=bench.log(site), cwd=bench.sites, env=bench.env)


def _app(bench: Bench, site: str, note: _Note, *, installed: bool) -> None:
	state = _state(bench)
	compiled = _compile_translations(bench, site)
	if not installed or (note.get("database") and not note.get("app")):
		# Forced, because an interrupted installation leaves some of the app's records behind.
		bench.frappe(
			f"site {site}: installing {APP}", "--site", site, "install-app", APP, "--force", log=site
		)
	elif note.get("state") != state:
		bench.frappe(f"site {site}: migrating", "--site", site, "migrate", "--skip-search-index", log=site)
	else:
		if compiled:
			bench.frappe("clearing the cache of translations", "--site", site, "clear-cache", log=site)
		return
	note.put(app=True, state=state)


def _compile_translations(bench: Bench, site: str) -> bool:
	"""Compile the .po files, as `bench build` would, when the bench has not these; whether it was needed.

	What is compiled belongs to the bench, not to a site, so another checkout may have put its own there.
	"""
	files = sorted((CHECKOUT / APP / "locale").glob("*.po"))
	wanted = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
	stamp = bench.path / "config" / f"{APP}.translations"
	folder = bench.sites / "assets" / "locale"
	there = all((folder / file.stem / "LC_MESSAGES" / f"{APP}.mo").is_file() for file in files)
	if there and stamp.is_file() and stamp.read_text() == wanted:
		return False
	bench.frappe("compiling translations", "compile-po-to-mo", "--app", APP, "--force", log=site)
	stamp.write_text(wanted)
	return True


def _state(bench: Bench) -> str:
	"""Digest of everything whose change calls for a migration."""
	digest = hashlib.sha256()
	for app in ("frappe", "erpnext"):
		digest.update(f"{app} {bench.version(app)}\n".encode())
	for file in sorted((CHECKOUT / APP).rglob("*")):
		told = file.suffix in MIGRATED or file.name in MIGRATED_PYTHON or "patches" in file.parts
		if told and file.is_file() and "__pycache__" not in file.parts:
			digest.update(f"{file.relative_to(CHECKOUT)}\n".encode())
			digest.update(file.read_bytes())
	return digest.hexdigest()
