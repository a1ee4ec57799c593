"""`ntb-awards`: schemes, a sample season, rankings and the check of a dossier, without Frappe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from ntb_awards.selection.checks import assumed, draft_problems
from ntb_awards.selection.dossier import (
	CategoryResult,
	Dossier,
	compute_results,
	final_text,
	read,
	seal,
	stage_text,
	verify,
	weighted_text,
)
from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.numbers import decimal_text
from ntb_awards.selection.report import render_report
from ntb_awards.selection.sample import load_sample, sample_levels, sample_names
from ntb_awards.selection.scheme import Scheme, load_scheme, shipped_schemes
from ntb_awards.selection.weights import open_weights

console = Console()


@contextmanager
def reported() -> Iterator[None]:
	"""Show what the engine refuses as sentences, not as a traceback, and end with exit code 1."""
	try:
		yield
	except SelectionError as error:
		for problem in error.problems:
			click.echo(str(problem), err=True)
		sys.exit(1)


@click.group()
def main() -> None:
	"""Merit selections that anybody can recompute."""


@main.command()
def schemes() -> None:
	"""List the shipped schemes and check each; weights left to a panel are counted, not held against it."""
	failed = False
	with reported():
		for path in shipped_schemes():
			scheme = load_scheme(path)
			problems = draft_problems(scheme)
			failed = failed or bool(problems)
			left_open = sum(1 for _problem in open_weights(scheme))
			to_set = f", {left_open} weights for the panel to set" if left_open else ""
			click.echo(
				f"{scheme.code} v{scheme.version}  {scheme.title}  "
				f"({len(scheme.categories)} categories, {len(assumed(scheme))} values to confirm{to_set}): "
				f"{'sound' if not problems else f'{len(problems)} problems'}"
			)
			for problem in problems:
				click.echo(f"  {problem}")
	sys.exit(1 if failed else 0)


@main.command()
@click.argument("name", required=False)
@click.option(
	"--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True
)
def demo(name: str | None, out: Path) -> None:
	"""Run a sample through the engine: dossier.json and ranking.html of its season in --out.

	The seasons of its lower levels come first, each in a folder of its own in --out.
	"""
	name = name or next(iter(sample_names()), "-")
	for folder in sample_levels(name):
		_run_sample(name, folder, out / folder.name if folder.name != name else out)


def _run_sample(name: str, folder: Path, out: Path) -> None:
	with reported(), Progress(console=Console(stderr=True)) as progress:
		task = progress.add_task(folder.name, total=3)
		scheme, season, _names = load_sample(name, None if folder.name == name else folder)
		progress.advance(task)
		data = seal(scheme, season)
		progress.advance(task)
		_content, dossier = read(data)
		out.mkdir(parents=True, exist_ok=True)
		(out / "dossier.json").write_bytes(data)
		(out / "ranking.html").write_text(render_report(dossier), encoding="utf-8")
		progress.advance(task)
	console.print(f"[bold]{season.title}[/bold]")
	_print_ranking(dossier.scheme, dossier.results)
	click.echo(f"{out / 'dossier.json'}\n{out / 'ranking.html'}")


@main.command()
@click.argument("dossier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
def rank(dossier: Path, as_json: bool) -> None:
	"""Recompute the ranking of every category from a dossier's raw scores."""
	with reported():
		_content, sealed = read(dossier.read_bytes())
		results = compute_results(sealed.scheme, sealed.season)
	if as_json:
		click.echo(
			json.dumps([result.model_dump(mode="json") for result in results], indent=2, ensure_ascii=False)
		)
	else:
		_print_ranking(sealed.scheme, results)


@main.command(name="verify")
@click.argument("dossier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify_command(dossier: Path) -> None:
	"""Recompute everything; exit 0 only if digest and every number agree."""
	problems = verify(dossier.read_bytes())
	for problem in problems:
		click.echo(str(problem), err=True)
	if problems:
		sys.exit(1)
	click.echo(f"{dossier}: digest and every number agree")


@main.command()
def schema() -> None:
	"""Print the JSON Schema of a dossier."""
	click.echo(json.dumps(Dossier.model_json_schema(), indent=2))


def _print_ranking(scheme: Scheme, results: tuple[CategoryResult, ...]) -> None:
	for result in results:
		console.print(category_table(scheme, result))


def category_table(scheme: Scheme, result: CategoryResult) -> Table:
	"""One category's ranking; on a narrow terminal a heading or status folds, no number is cut short."""
	title = scheme.category(result.category).title
	table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=0, show_edge=False)
	stages = [stage for stage in scheme.stages if stage.is_scored]
	apart = ("Of 100", "Bonus") if scheme.bonuses else ()
	for heading in ("Rank", "Nominee", *(stage.title for stage in stages), *apart, "Final"):
		table.add_column(heading, justify="right", overflow="fold", min_width=min(len(heading), 7))
	table.add_column("Status", overflow="fold")
	for row in result.rows:
		values = [stage_text(scheme, row.stages.get(stage.code)) for stage in stages]
		tie = f" = {', '.join(str(other) for other in row.tied_with)}" if row.tied_with else ""
		table.add_row(
			f"{row.rank or '–'}{tie}",
			str(row.nominee),
			*(value or "–" for value in values),
			*((weighted_text(scheme, row) or "–", decimal_text(row.bonus)) if apart else ()),
			final_text(scheme, row) or "–",
			row.status.replace("_", " ") + (f" ({row.stopped_at})" if row.stopped_at else ""),
		)
	return table


if __name__ == "__main__":  # pragma: no cover
	main()
