"""The rewards of a grant begin with those the scheme gives every winner."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.ntb_awards.doctype.award_grant.award_grant import create_grants, rewards_of
from tests.site.builders import make_user
from tests.site.builders_access import store
from tests.site.builders_recorded import LGD, RECORDS, TEST, Recorded, make_recorded, make_track_record
from tests.site.builders_results import make_decided_season
from tests.site.conftest import acting
from tests.site.test_track_records import minutes_of, scored

REWARDS = [
	{"title": "Piagam", "detail": "ditandatangani Gubernur", "basis": "1"},
	{"title": "Uang pembinaan", "basis": "2"},
]


@pytest.fixture
def made() -> Recorded:
	made = make_recorded(nominees=2, stage=LGD, rewards=REWARDS)
	scored(made)
	for nominee in range(2):
		make_track_record(made, nominee)
	_fill_in(made)
	minutes_of(made).submit()
	return made


def _fill_in(made: Recorded) -> None:
	"""The earlier stages' sheets, past their own rules: here only the winner has to be there."""
	for stage, scores in ((RECORDS, ("skp", "hadir")), (TEST, ("wawasan", "esai"))):
		for number, nominee in enumerate(made.nominees, start=1):
			store(
				"Stage Score",
				season=made.season,
				category=made.category,
				stage=stage,
				nomination=nominee,
				nominee_number=number,
				assessor=made.secretariat,
				status="Submitted",
				entry="Record",
				docstatus=1,
				scores=[{"criterion": code, "raw": "40"} for code in scores],
			)


def given(name: str) -> list[tuple[str, str]]:
	return [(row.reward, row.detail or "") for row in frappe.get_doc("Award Grant", name).rewards]


def test_the_schemes_rewards_unless_others_are_given(made: Recorded) -> None:
	assert rewards_of(made.season) == [
		{"reward": "Piagam", "detail": "ditandatangani Gubernur"},
		{"reward": "Uang pembinaan", "detail": ""},
	]
	grant = create_grants(made.season)[0]
	assert given(grant) == [("Piagam", "ditandatangani Gubernur"), ("Uang pembinaan", "")]


def test_others_in_their_place(made: Recorded) -> None:
	grant = create_grants(made.season, rewards=frappe.as_json([{"reward": "Tugas belajar"}]))[0]
	assert given(grant) == [("Tugas belajar", "")]


def test_an_empty_list_gives_none_yet(made: Recorded) -> None:
	assert given(create_grants(made.season, rewards=[])[0]) == []


def test_a_scheme_without_rewards_gives_none() -> None:
	season = make_decided_season()[0]
	assert rewards_of(season) == []
	assert given(create_grants(season)[0]) == []


def test_asked_only_by_those_who_grant(made: Recorded) -> None:
	with acting(make_user("Awards Assessor")), pytest.raises(frappe.PermissionError):
		rewards_of(made.season)
