"""Every sample shipped, driven on the site from nomination to grant, level by level, as people would do it.

What the site computes must be what the engine computes from the same files without a site.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import frappe
import pytest

from ntb_awards.demo.run import drive_sample
from ntb_awards.demo.season import SeasonDriver
from ntb_awards.gateway.seasons import load_season
from ntb_awards.selection.dossier import compute_results, verify
from ntb_awards.selection.sample import load_sample, sample_levels, sample_names

NAMES = sample_names()


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
	"""The people of the samples read Indonesian; the test goes on in its own language."""
	before = frappe.local.lang
	yield
	frappe.local.lang = before


def engine_results(name: str, folder: Path) -> list[dict]:
	scheme, season, _names = load_sample(name, None if folder.name == name else folder)
	return [result.model_dump(mode="json") for result in compute_results(scheme, season)]


def site_results(season: str) -> list[dict]:
	loaded = load_season(season)
	return [result.model_dump(mode="json") for result in compute_results(loaded.scheme, loaded.season)]


@pytest.mark.parametrize("name", NAMES)
def test_sample_runs_from_nomination_to_grant(name: str) -> None:
	drivers = drive_sample(name)
	folders = sample_levels(name)
	assert [driver.header["scheme"] for driver in drivers][-1] == name
	for driver, folder in zip(drivers, folders, strict=True):
		assert site_results(driver.season) == engine_results(name, folder), folder.name
		require_granted(driver)
	require_proposed(drivers)


def require_granted(driver: SeasonDriver) -> None:
	"""Every winner has a submitted grant with the rank of the minutes, and the sealed dossier verifies."""
	winners = frappe.get_all("Nomination", {"season": driver.season, "outcome": "Winner"}, pluck="name")
	grants = frappe.get_all("Award Grant", {"season": driver.season, "docstatus": 1}, pluck="nomination")
	assert winners and sorted(grants) == sorted(winners)
	dossier = frappe.get_doc("Season Dossier", {"season": driver.season})
	content = frappe.get_doc("File", {"file_url": dossier.file}).get_content()
	assert verify(content if isinstance(content, bytes) else content.encode()) == []


def require_proposed(drivers: list[SeasonDriver]) -> None:
	"""The winners of the levels below stand at the top, each with where it came from."""
	*lower, highest = drivers
	if not lower:
		return
	below = [driver.season for driver in lower]
	came = frappe.get_all(
		"Nomination",
		{"season": highest.season, "proposed_by": ("in", below)},
		["proposed_from", "number"],
	)
	won = frappe.get_all("Nomination", {"season": ("in", below), "outcome": "Winner"}, pluck="name")
	assert sorted(row.proposed_from for row in came) == sorted(won)
	assert all(row.number for row in came)
