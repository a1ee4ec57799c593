"""Who may propose how many: each proposer, all together; nobody where only others are named."""

from __future__ import annotations

from typing import Any

import pytest

from ntb_awards.selection.messages import SelectionError
from ntb_awards.selection.quotas import check_quota, quota_for
from ntb_awards.selection.scheme import Scheme

from .builders import make_scheme

MINISTRIES = ("Kementerian Pendidikan", "Kementerian Agama")


def quota(code: str, each: int, **more: Any) -> dict[str, Any]:
	return {"code": code, "title": code, "each": each, "basis": f"slide {code}", **more}


def scheme(*quotas: dict[str, Any]) -> Scheme:
	return make_scheme(("quotas", list(quotas)))


LECTURERS = (
	quota("ministries", 3, categories=["pengawas"], proposers=list(MINISTRIES)),
	quota("others", 1, categories=["pengawas"]),
	quota("province", 1, categories=["fungsional"], through=["daerah"]),
	quota("central", 4, categories=["fungsional"], through=["pusat"], total=4),
)


@pytest.mark.parametrize(
	("proposer", "expected"),
	[("Kementerian  agama", "ministries"), ("Lembaga Administrasi Negara", "others")],
)
def test_the_named_proposer_has_its_own_quota(proposer: str, expected: str) -> None:
	assert quota_for(scheme(*LECTURERS), "pengawas", proposer).code == expected


def test_seasons_of_a_lower_level_come_by_their_scheme() -> None:
	assert quota_for(scheme(*LECTURERS), "fungsional", "Prov. NTB", through="daerah").code == "province"
	assert quota_for(scheme(*LECTURERS), "fungsional", "Pusat", through="pusat").code == "central"


@pytest.mark.parametrize(("proposer", "through"), [("Dinas Kesehatan", None), ("Kota Bima", "kota")])
def test_nobody_else_proposes(proposer: str, through: str | None) -> None:
	with pytest.raises(SelectionError, match=f"{proposer} does not propose in category"):
		quota_for(scheme(*LECTURERS), "fungsional", proposer, through)


def test_without_quotas_there_is_no_limit() -> None:
	assert quota_for(scheme(), "pengawas", "Dinas Kesehatan") is None


@pytest.mark.parametrize(
	("had", "had_in_all", "adding", "problems"),
	[(0, 0, 4, 0), (3, 3, 1, 0), (4, 4, 1, 2), (0, 3, 2, 1), (2, 2, 3, 2)],
)
def test_each_and_all_together(had: int, had_in_all: int, adding: int, problems: int) -> None:
	central = quota_for(scheme(*LECTURERS), "fungsional", "Pusat", through="pusat")
	assert len(check_quota(central, had, had_in_all, adding)) == problems


def test_the_refusal_names_the_article() -> None:
	(problem,) = check_quota(quota_for(scheme(*LECTURERS), "pengawas", "Kota Bima"), 1, 9, 1)
	assert (
		str(problem.message) == "others: 1 for each proposer, 1 there already, 1 more proposed (slide others)"
	)
