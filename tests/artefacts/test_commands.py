"""`make test` and `make demo`: what they find out about a machine before they do anything."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.artefacts.files import ROOT

sys.path.append(str(ROOT / "dev"))

import bench as benches
import services
import twin
from console import Trouble, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
	"""A bench as far as its files tell, with Frappe 15.105 and ERPNext."""
	for app, version in (("frappe", "15.105.0"), ("erpnext", "15.104.3")):
		package = tmp_path / "apps" / app / app
		package.mkdir(parents=True)
		(package / "__init__.py").write_text(f'__version__ = "{version}"\n')
	for name in ("sites", "config", "env/bin"):
		(tmp_path / name).mkdir(parents=True)
	(tmp_path / "sites" / "apps.txt").write_text("frappe\nerpnext")
	(tmp_path / "env" / "bin" / "python").symlink_to(sys.executable)
	return tmp_path


@pytest.fixture
def stranger() -> Iterator[int]:
	"""A port something listens on that is no service of ours."""
	with socket.create_server(("127.0.0.1", 0)) as server:
		yield server.getsockname()[1]


def test_ci_calls_make_test_and_nothing_else() -> None:
	lines = (ROOT / ".ci" / "run").read_text().splitlines()
	assert [line for line in lines if not line.startswith("#!")] == [
		'cd "$(dirname "${BASH_SOURCE[0]}")/.." && exec make test'
	]


def test_a_whole_bench_will_do(folder: Path) -> None:
	assert benches.shortcoming(folder) == ""


@pytest.mark.parametrize(
	("file", "text", "said"),
	[
		("apps/frappe/frappe/__init__.py", '__version__ = "15.69.2"', "older than 15.70"),
		("apps/erpnext/erpnext/__init__.py", "", "has no ERPNext"),
	],
)
def test_what_is_wrong_with_a_bench_is_said(folder: Path, file: str, text: str, said: str) -> None:
	(folder / file).write_text(text)
	assert said in benches.shortcoming(folder)


def test_no_bench_is_said() -> None:
	assert benches.shortcoming(Path("/nonexistent")) == "no bench at /nonexistent"


def test_the_bench_is_the_one_told(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setenv("BENCH", "/srv/bench")
	assert benches.place() == Path("/srv/bench")
	monkeypatch.setenv("BENCH", "")
	assert benches.place() == Path.home() / "frappe-bench"


def test_linking_replaces_a_link_to_a_checkout_that_is_gone(folder: Path) -> None:
	bench = benches.Bench(folder)
	bench.link.symlink_to(folder / "gone")
	benches._link_folder(bench)
	assert bench.link.resolve() == ROOT
	for _twice in range(2):
		benches._list_app(bench)
	assert (folder / "sites" / "apps.txt").read_text().split() == ["frappe", "erpnext", "ntb_awards"]


def test_a_folder_that_is_not_ours_is_left_alone(folder: Path) -> None:
	bench = benches.Bench(folder)
	bench.link.mkdir()
	with pytest.raises(Trouble, match="not a link to this checkout"):
		benches._link_folder(bench)


def test_ports_in_use_are_passed_over(stranger: int) -> None:
	assert not services.free(stranger)
	assert services.next_free(stranger) > stranger


def test_a_failing_command_shows_its_end(tmp_path: Path) -> None:
	code = "print('first'); print('the reason'); raise SystemExit(3)"
	with pytest.raises(Trouble, match=r"(?s)trying: failed \(exit 3\).*the reason"):
		run("trying", [sys.executable, "-c", code], log=tmp_path / "log")
	assert "first" in (tmp_path / "log").read_text()


def test_one_core_tests_on_one_site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("os.cpu_count", lambda: 1)
	assert twin.places(benches.Bench(folder), "own.test") == ["own.test"]
	assert not (folder / "sites" / twin.TWIN).exists()


def test_processes_that_test_at_once_have_a_site_each() -> None:
	script = "from tests.without_bench import SITE; print(SITE)"
	for worker, site in (("gw0", "one.test"), ("gw1", "two.test"), ("gw2", "one.test")):
		env = {**os.environ, "NTB_SITE": "one.test,two.test", "PYTEST_XDIST_WORKER": worker}
		told = subprocess.run(
			[sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True
		)
		assert told.stdout.splitlines()[-1:] == [site], told.stderr
