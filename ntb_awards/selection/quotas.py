"""How many nominees a unit, or a season of the level below, may bring."""

from __future__ import annotations

from ntb_awards.selection.messages import Message, Problem, _, refuse
from ntb_awards.selection.scheme import Quota, Scheme


def quota_for(scheme: Scheme, category: str, proposer: str, through: str | None = None) -> Quota | None:
	"""The quota of a proposer (name of a unit or institution) in a category (code); None: no limit is set.

	`through`: code of the scheme of the level below, for a proposal of its winners. A quota that names the
	proposer goes before one that names nobody. Raises SelectionError if the category has quotas and none
	admits this proposer.
	"""
	own = scheme.category(category)
	rows = [quota for quota in scheme.quotas if own.is_among(quota.categories)]
	if not rows:
		return None
	fitting = [quota for quota in rows if _admits(quota, proposer, through)]
	if fitting:
		return sorted(fitting, key=lambda quota: not (quota.proposers or quota.through))[0]
	raise refuse(
		f"quotas.{category}",
		_("{proposer} does not propose in category {category}. The rules name: {known}"),
		proposer=proposer,
		category=own.title,
		known="; ".join(f"{quota.title} ({quota.basis})" for quota in rows),
	)


def _admits(quota: Quota, proposer: str, through: str | None) -> bool:
	if through is not None:
		return through in quota.through
	return not quota.through and (not quota.proposers or _same(proposer, quota.proposers))


def _same(proposer: str, names: tuple[str, ...]) -> bool:
	return " ".join(proposer.split()).casefold() in {" ".join(name.split()).casefold() for name in names}


def check_quota(quota: Quota, had: int, had_in_all: int, adding: int) -> list[Problem]:
	"""What keeps a proposer who brought `had` (all together brought `had_in_all`) from adding so many."""
	problems = []
	if had + adding > quota.each:
		text = _("{quota}: {each} for each proposer, {had} there already, {adding} more proposed ({basis})")
		problems.append(_over(quota, text, each=quota.each, had=had, adding=adding))
	if quota.total is not None and had_in_all + adding > quota.total:
		text = _("{quota}: {total} in all, {had} there already, {adding} more proposed ({basis})")
		problems.append(_over(quota, text, total=quota.total, had=had_in_all, adding=adding))
	return problems


def _over(quota: Quota, text: str, **values: object) -> Problem:
	return Problem(
		f"quotas.{quota.code}", Message(text, {"quota": quota.title, "basis": quota.basis, **values})
	)
