"""The patch that takes names out of 360° answers entered in the desk before."""

from __future__ import annotations

import json

import frappe
import pytest

from ntb_awards.gateway.feedback_secrecy import answers_name, stamp
from ntb_awards.patches import keep_contributors_apart as patch
from tests.site.builders_access import store
from tests.site.builders_feedback import make_feedback_season
from tests.site.builders_scoring import Scoring

ANSWERS = {"akuntabel": "4", "harmonis": "5"}


@pytest.fixture
def season() -> tuple[Scoring, dict[str, str]]:
	return make_feedback_season()


def former(scoring: Scoring, name: str, contributor: str, docstatus: int) -> dict:
	"""A row as it was: with the name of its contributor."""
	about = {"nomination": scoring.nominees[0], "season": scoring.season, "category": scoring.category}
	store("Assessment 360", name=name, **about, relation="superior", docstatus=docstatus)
	person = {"contributor": contributor, "contributor_name": f"Nama {contributor}"}
	return {**about, **person, "name": name, "nominee_name": "Peserta 1 Uji", "relation": "superior"} | {
		"variant": None,
		"docstatus": docstatus,
	}


def test_the_name_leaves_the_row(season: tuple[Scoring, dict[str, str]]) -> None:
	"""Cancelled and entered again: two rounds of one request, found by the site's key alone."""
	scoring, people = season
	rows = [
		former(scoring, "lama-1", people["superior"], 2),
		former(scoring, "lama-2", people["superior"], 1),
		former(scoring, "lama-3", people["peer"], 0),
	]
	patch._separate(scoring.season, rows, {"lama-2": ANSWERS})
	found = frappe.get_all(
		"Feedback Request",
		{"nomination": scoring.nominees[0]},
		["name", "status", "round", "contributor_name"],
		order_by="status desc",
	)
	assert [(row.status, row.round) for row in found] == [("Submitted", 2), ("Pending", 1)]
	request = found[0]
	assert request.contributor_name == f"Nama {people['superior']}"
	first, second = (frappe.get_doc("Assessment 360", answers_name(request.name, place)) for place in (1, 2))
	assert (first.docstatus, second.docstatus, json.loads(second.answers)) == (2, 1, ANSWERS)
	assert second.creation == second.modified == stamp(scoring.season)
	assert not frappe.db.exists("Assessment 360", {"name": ("like", "lama-%")})


def test_a_site_without_the_column_is_left_alone() -> None:
	before = frappe.db.count("Assessment 360")
	assert not frappe.db.has_column("Assessment 360", "contributor")
	patch.execute()
	assert frappe.db.count("Assessment 360") == before
