"""One self-contained HTML page of a dossier's rankings, with a bar chart per category."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ntb_awards.selection.dossier import (
	CategoryResult,
	Dossier,
	ResultRow,
	final_text,
	stage_text,
	weighted_text,
)
from ntb_awards.selection.numbers import decimal_text
from ntb_awards.selection.scheme import Scheme, Stage

STATUS_LABELS = {
	"active": "dalam seleksi",
	"withdrawn": "mengundurkan diri",
	"ineligible": "tidak memenuhi syarat",
	"not_advanced": "tidak lolos",
	"winner": "pemenang",
}


def render_report(dossier: Dossier) -> str:
	"""The page as HTML; it loads nothing from anywhere."""
	environment = Environment(
		loader=PackageLoader("ntb_awards.selection"),
		autoescape=True,
		undefined=StrictUndefined,
		trim_blocks=True,
	)
	scheme = dossier.scheme
	stages = [stage for stage in scheme.stages if stage.is_scored]
	return environment.get_template("ranking.html").render(
		season=dossier.season,
		scheme=scheme,
		stages=stages,
		sha256=dossier.sha256,
		labels=STATUS_LABELS,
		categories=[_category(scheme, stages, result) for result in dossier.results],
	)


def _category(scheme: Scheme, stages: list[Stage], result: CategoryResult) -> dict[str, Any]:
	rows = [_row(scheme, stages, row) for row in result.rows]
	return {
		"title": scheme.category(result.category).title,
		"rows": rows,
		"bars": [row for row in rows if row["final"]],
	}


def _row(scheme: Scheme, stages: list[Stage], row: ResultRow) -> dict[str, Any]:
	cells = [row.stages.get(stage.code) for stage in stages]
	return {
		"number": row.nominee,
		"rank": row.rank,
		"tied_with": row.tied_with,
		"values": [stage_text(scheme, cell) for cell in cells],
		"missing": [text for cell in cells if cell is not None for text in cell.missing],
		"weighted": weighted_text(scheme, row),
		"bonus": decimal_text(row.bonus),
		"final": final_text(scheme, row),
		"status": row.status,
		"segments": _segments(stages, row) if row.final is not None else [],
	}


def _segments(stages: list[Stage], row: ResultRow) -> list[dict[str, str]]:
	"""The bar of a final score: each stage's contribution in points (0–100), for the chart only."""
	segments, offset = [], Fraction(0)
	for position, stage in enumerate(stages):
		cell = row.stages.get(stage.code)
		width = Fraction((cell and cell.value) or 0) * Fraction(stage.weight) / 100
		segments.append(
			{"x": f"{float(offset):.3f}", "width": f"{float(width):.3f}", "tone": str(position % 6)}
		)
		offset += width
	return segments
