"""Small makers of contributor rules and of groups of contributors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ntb_awards.selection.records import Feedback
from ntb_awards.selection.scheme import ContributorRule


def make_rule(
	*relations: tuple[str, int, str],
	minimum: int = 3,
	group: int = 3,
	most: int | None = None,
	fallback: Mapping[str, str] | None = None,
) -> ContributorRule:
	"""A contributor rule of relations as (relation, at least, weight). `fallback`: relation → who answers
	instead."""
	rows = [
		{
			**{"relation": name, "min_count": least, "max_count": most, "weight": weight},
			**{"fallback": (fallback or {}).get(name), "weight_basis": "assumed", "basis": "2.b.11"},
		}
		for name, least, weight in relations
	]
	head = {"code": "rule", "title": "Rule", "min_group_basis": "assumed", "basis": "2.b.11"}
	counts = {"minimum_contributors": minimum, "min_group_size": group}
	return ContributorRule.model_validate({**head, **counts, "relations": rows})


def make_group(
	relation: str | tuple[str, ...],
	contributors: int,
	answers: Mapping[str, Any],
	nominee: int = 1,
) -> Feedback:
	"""The mean answers of several contributors of a relation, or of several relations merged."""
	merged = relation if isinstance(relation, tuple) else ()
	return Feedback.model_validate(
		{
			"nominee": nominee,
			"relation": None if merged else relation,
			"contributors": contributors,
			"answers": dict(answers),
			"merged": merged,
		}
	)
