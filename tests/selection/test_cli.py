"""The command line: what each command prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from ntb_awards.selection import cli, sample
from ntb_awards.selection.cli import category_table, main
from ntb_awards.selection.dossier import CategoryResult, compute_results, read, seal, verify

from .builders import (
	GATES,
	STRUCTURAL,
	changed,
	make_complete_season,
	make_minutes,
	make_scheme,
	scheme_data,
)

SCHEME = make_scheme()
# Ranks 1, 2, 2; nominee 2 and 3 stay tied; nominee 4 is stopped before the last stage.
MINUTES = [make_minutes(STRUCTURAL, gate, [1, 2, 3, 4]) for gate in GATES[:2]]
MINUTES.append(make_minutes(STRUCTURAL, GATES[2], [1, 2, 3], [4]))
SEASON = make_complete_season(SCHEME, {1: "90.25", 2: 80, 3: 80, 4: 70}, minutes=MINUTES)


def run(*arguments: object) -> Result:
	return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
	path = tmp_path / "dossier.json"
	path.write_bytes(seal(SCHEME, SEASON))
	return path


def test_schemes_lists_and_checks_what_is_shipped() -> None:
	result = run("schemes")
	assert result.exit_code == 0
	assert "ntb_asn_awards_2025 v1  NTB ASN Awards 2025  (8 categories, " in result.output
	assert all(line.endswith(": sound") for line in result.output.splitlines())


def test_schemes_names_every_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
	good, bad = tmp_path / "a.json", tmp_path / "b.json"
	good.write_text(json.dumps(scheme_data()), encoding="utf-8")
	unsound = changed(scheme_data(), ("stages.0.weight", "29"), ("stages.2.instrument", None))
	bad.write_text(json.dumps(unsound), encoding="utf-8")
	monkeypatch.setattr(cli, "shipped_schemes", lambda: [bad, good])
	result = run("schemes")
	assert result.exit_code == 1
	lines = result.output.splitlines()
	assert lines[0].endswith(": 2 problems") and lines[3].endswith(": sound")
	assert lines[1] == "  stages.fgd.instrument: Stage 'Fgd' has no instrument. Choose one"
	assert lines[2].startswith("  stages: The stage weights total 99, not 100")


def test_a_scheme_that_cannot_be_read_is_said_not_shown_as_a_traceback(
	tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
	path = tmp_path / "a.json"
	path.write_text(json.dumps({**scheme_data(), "colour": "red"}), encoding="utf-8")
	monkeypatch.setattr(cli, "shipped_schemes", lambda: [path])
	result = run("schemes")
	assert (result.exit_code, result.stdout) == (1, "")
	assert result.stderr == "colour: Extra inputs are not permitted\n"


def test_demo_writes_dossier_and_page_and_prints_every_category(tmp_path: Path) -> None:
	result = run("demo", "--out", tmp_path / "new" / "folder")
	assert result.exit_code == 0, result.output
	data = (tmp_path / "new" / "folder" / "dossier.json").read_bytes()
	page = (tmp_path / "new" / "folder" / "ranking.html").read_text(encoding="utf-8")
	assert verify(data) == []
	_content, dossier = read(data)
	assert dossier.sha256 in page
	for category in dossier.scheme.categories:
		assert category.title in result.output and category.title in page
	again = run("demo", "ntb_asn_awards_2025", "--out", tmp_path / "new" / "folder")
	assert again.exit_code == 0
	assert (tmp_path / "new" / "folder" / "dossier.json").read_bytes() == data


def test_demo_of_an_unknown_season(tmp_path: Path) -> None:
	result = run("demo", "atlantis", "--out", tmp_path / "out")
	assert result.exit_code == 1
	assert "sample: There is no sample season 'atlantis'. Known: ntb_asn_awards_2025" in result.stderr
	assert not (tmp_path / "out").exists()


def test_demo_where_no_sample_is_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr(sample, "FIXTURES", tmp_path)
	result = run("demo", "--out", tmp_path / "out")
	assert (result.exit_code, type(result.exception)) == (1, SystemExit)
	assert "sample: There is no sample season '-'" in result.stderr


def test_rank_recomputes(sealed: Path) -> None:
	result = run("rank", sealed, "--json")
	assert result.exit_code == 0
	stated = tuple(CategoryResult.model_validate(row) for row in json.loads(result.stdout))
	assert stated == compute_results(SCHEME, SEASON)


def test_rank_does_not_believe_the_stated_results(sealed: Path) -> None:
	data = json.loads(sealed.read_bytes())
	data["results"][0]["rows"][0]["final"] = "99.99"
	sealed.write_text(json.dumps(data), encoding="utf-8")
	result = run("rank", sealed, "--json")
	assert json.loads(result.stdout)[0]["rows"][0]["final"] == "88.2"


@pytest.mark.parametrize("width", [80, 200])
def test_rank_prints_no_number_cut_short(sealed: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
	monkeypatch.setattr(cli, "console", Console(width=width))
	result = run("rank", sealed)
	assert result.exit_code == 0
	rows = [line.split() for line in result.output.splitlines()]
	assert ["1", "1", "90.2500", "80.0000", "90.2500", "90.2500", "90.2500", "88.20", "active"] in rows
	tied = ["2", "=", "3", "2", *["80.0000"] * 5, "80.00", "active"]
	assert tied in rows and ["2", "=", "2", "3", *tied[4:]] in rows
	assert "…" not in result.output


def test_who_is_not_ranked_has_a_dash_and_a_reason() -> None:
	table = category_table(SCHEME, compute_results(SCHEME, SEASON)[0])
	last = [list(column.cells)[-1] for column in table.columns]
	assert last == [
		"–",
		"4",
		*["70.0000", "80.0000", "70.0000", "70.0000"],
		"–",
		"–",
		"not advanced (public_test)",
	]


def test_verify_agrees(sealed: Path) -> None:
	result = run("verify", sealed)
	assert (result.exit_code, result.stderr) == (0, "")
	assert result.stdout == f"{sealed}: digest and every number agree\n"


def test_verify_names_what_differs(sealed: Path) -> None:
	sealed.write_bytes(sealed.read_bytes().replace(b'"final":"88.2"', b'"final":"88.3"'))
	result = run("verify", sealed)
	assert (result.exit_code, result.stdout) == (1, "")
	assert result.stderr.splitlines() == [
		"sha256: The digest does not fit the content: the file was changed after sealing",
		"results.pengawas.1.final: Nominee 1, final: the file says 88.3, recomputed it is 88.20",
	]


@pytest.mark.parametrize("command", ["rank", "verify"])
def test_a_file_that_is_no_dossier(tmp_path: Path, command: str) -> None:
	path = tmp_path / "dossier.json"
	path.write_text("{", encoding="utf-8")
	result = run(command, path)
	assert (result.exit_code, result.stdout) == (1, "")
	assert result.stderr.startswith("file: The file is not complete JSON")
	assert run(command, tmp_path / "missing.json").exit_code == 2


def test_schema_describes_a_dossier() -> None:
	schema = json.loads(run("schema").output)
	assert schema["title"] == "Dossier"
	assert set(schema["required"]) == {"format", "scheme", "season", "results", "sha256"}
	(scores,) = schema["$defs"]["Sheet"]["properties"]["scores"]["patternProperties"].values()
	assert scores["type"] == "string"
