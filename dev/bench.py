"""Finding the bench, linking this checkout into it, and running Frappe's commands there."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from console import CHECKOUT, Trouble, home, quietly, run, say

APP = "ntb_awards"
OLDEST = (15, 70)
LOCK_WAIT = 30 * 60


@dataclass
class Bench:
	"""A bench on this machine. `env` holds what its processes must be told, such as another Redis port."""

	path: Path
	env: dict[str, str] = field(default_factory=dict)

	@property
	def python(self) -> Path:
		return self.path / "env" / "bin" / "python"

	@property
	def sites(self) -> Path:
		return self.path / "sites"

	@property
	def link(self) -> Path:
		return self.path / "apps" / APP

	def log(self, name: str) -> Path:
		return self.path / "logs" / f"{APP}-{name}.log"

	def config(self) -> dict:
		file = self.sites / "common_site_config.json"
		return json.loads(file.read_text()) if file.is_file() else {}

	def version(self, app: str) -> str:
		"""The version an app's own code gives, "" when the app is not there."""
		file = self.path / "apps" / app / app / "__init__.py"
		found = re.search(r'__version__\s*=\s*["\']([^"\']+)', file.read_text()) if file.is_file() else None
		return found.group(1) if found else ""

	def frappe(self, what: str, *arguments: str, log: str) -> None:
		"""One command of Frappe (what `bench` runs), in the folder and with the settings it expects."""
		command = [self.python, "-m", "frappe.utils.bench_helper", "frappe", *arguments]
		run(what, command, log=self.log(log), cwd=self.sites, env=self.env)

	def script(self, name: str, *arguments: str) -> list[str]:
		"""The command line of a script of `dev/inside`, which runs in the bench's Python."""
		return [str(self.python), str(CHECKOUT / "dev" / "inside" / name), *arguments]


def place() -> Path:
	"""Where the bench is, or would be: $BENCH, else ~/frappe-bench."""
	return Path(os.environ.get("BENCH") or "~/frappe-bench").expanduser().absolute()


def shortcoming(path: Path) -> str:
	"""Why `path` cannot serve as the bench; "" when it can."""
	bench = Bench(path)
	if not (path / "apps" / "frappe").is_dir() or not bench.sites.is_dir():
		return f"no bench at {home(path)}"
	if not bench.python.exists():
		return f"the bench at {home(path)} has no Python environment"
	if not bench.version("erpnext"):
		return f"the bench at {home(path)} has no ERPNext"
	version = bench.version("frappe")
	if tuple(int(part) for part in re.findall(r"\d+", version)[:2]) < OLDEST:
		return f"the bench at {home(path)} has Frappe {version}, older than {'.'.join(map(str, OLDEST))}"
	return ""


@contextmanager
def alone(bench: Bench) -> Iterator[None]:
	"""Hold the bench's lock: two checkouts may not link themselves and migrate at once."""
	file = bench.path / "config" / f"{APP}.lock"
	file.parent.mkdir(exist_ok=True)
	with file.open("w") as lock:
		waited = 0
		while True:
			try:
				fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
				break
			except BlockingIOError:
				if not waited:
					say("another run is using the bench; waiting for it to end")
				if waited >= LOCK_WAIT:
					raise Trouble(
						"another run has held the bench for half an hour; end it, then try again"
					) from None
				time.sleep(1)
				waited += 1
		yield


def link(bench: Bench) -> None:
	"""Make this checkout the bench's app `ntb_awards`: folder, import path, dependencies, list of apps."""
	_link_folder(bench)
	_install(bench)
	_list_app(bench)
	_link_assets(bench)


def _link_folder(bench: Bench) -> None:
	if bench.link.is_symlink():
		if bench.link.resolve() == CHECKOUT:
			return
		bench.link.unlink()
	elif bench.link.exists():
		if bench.link.resolve() == CHECKOUT:
			return  # the app was cloned by `bench get-app`, and this is that clone
		raise Trouble(
			f"{home(bench.link)} is a folder of its own, not a link to this checkout. "
			"Move it away, or run the command there."
		)
	bench.link.symlink_to(CHECKOUT)
	say(f"linked this checkout into the bench at {home(bench.path)}")


def _install(bench: Bench) -> None:
	"""Editable installation through the link, so that linking another checkout needs no new one."""
	stamp = bench.path / "env" / f".{APP}"
	wanted = hashlib.sha256((CHECKOUT / "pyproject.toml").read_bytes()).hexdigest()
	if stamp.is_file() and stamp.read_text() == wanted and _imports_from_here(bench):
		return
	spec = f"{bench.link}[dev]"
	pip = [bench.python, "-m", "pip", "install", "--quiet", "--editable", spec]
	if quietly([bench.python, "-m", "pip", "--version"]).returncode:
		pip = ["uv", "pip", "install", "--quiet", "--python", bench.python, "--editable", spec]
	run(
		"installing the app's Python dependencies in the bench", pip, log=bench.log("install"), cwd=bench.path
	)
	_write_path_file(bench)
	stamp.write_text(wanted)


def _imports_from_here(bench: Bench) -> bool:
	asked = quietly([bench.python, "-c", f"import {APP}; print({APP}.__file__)"], cwd=bench.sites)
	return asked.returncode == 0 and Path(asked.stdout.strip()).resolve().parent == CHECKOUT / APP


def _write_path_file(bench: Bench) -> None:
	"""Put the link on the import path, where the installer wrote down what the link pointed to."""
	code = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
	folder = Path(quietly([bench.python, "-c", code]).stdout.strip())
	(folder / f"{APP}.pth").write_text(f"{bench.link}\n")
	if not _imports_from_here(bench):
		raise Trouble(f"the bench's Python does not import {APP} from {home(CHECKOUT)}; see {home(folder)}")


def _list_app(bench: Bench) -> None:
	file = bench.sites / "apps.txt"
	apps = [line.strip() for line in file.read_text().splitlines() if line.strip()]
	if APP not in apps:
		file.write_text("\n".join([*apps, APP]) + "\n")


def _link_assets(bench: Bench) -> None:
	"""What `bench build` would link, so that the app's static files are served without a build."""
	assets = bench.sites / "assets" / APP
	if not (CHECKOUT / APP / "public").is_dir() or not assets.parent.is_dir():
		return
	if assets.is_symlink() and not assets.exists():
		assets.unlink()
	if not assets.exists():
		assets.symlink_to(bench.link / APP / "public")
