"""Award Grants: for winners, with the rank the minutes gave them, once."""

from __future__ import annotations

import frappe
import pytest
from frappe import _

from ntb_awards.gateway.words import kept_for_all
from ntb_awards.ntb_awards.doctype.award_grant.award_grant import create_grants
from tests.site.builders import make_user
from tests.site.builders_results import CATEGORY, make_decided_season

pytestmark = pytest.mark.usefixtures("savepoint")
DECREE = {"decree_number": "SK/1/2025", "decree_date": "2025-12-12"}


@pytest.fixture
def season() -> str:
	return make_decided_season()[0]


def granted(season: str) -> list[tuple[int, str, int]]:
	rows = frappe.get_all(
		"Award Grant", filters={"season": season}, fields=["`rank`", "title", "docstatus"], order_by="`rank`"
	)
	return [(row.rank, row.title, row.docstatus) for row in rows]


def test_drafts_for_all_winners_in_the_order_of_the_minutes(season):
	create_grants(season)
	with kept_for_all():
		titles = [_("Best {0}").format(roman) for roman in ("I", "II", "III")]
	assert granted(season) == [(rank, title, 0) for rank, title in enumerate(titles, start=1)]


def test_creating_again_adds_nothing(season):
	create_grants(season)
	assert create_grants(season) == []


def test_a_grant_without_decree_stays_a_draft(season):
	name = create_grants(season, rewards=[{"reward": "Piagam"}])[0]
	grant = frappe.get_doc("Award Grant", name)
	with pytest.raises(frappe.MandatoryError):
		grant.submit()


def test_a_grant_without_rewards_stays_a_draft(season):
	grant = frappe.get_doc("Award Grant", create_grants(season, **DECREE)[0])
	with pytest.raises(frappe.MandatoryError, match="name at least one reward"):
		grant.submit()


def test_a_grant_with_decree_and_rewards_is_submitted(season):
	name = create_grants(season, **DECREE, rewards=[{"reward": "Piagam"}])[0]
	grant = frappe.get_doc("Award Grant", name)
	grant.submit()
	assert (grant.docstatus, grant.rank, grant.final_score) == (1, 1, "82.00")


def test_the_rank_is_that_of_the_minutes(season):
	grant = frappe.get_doc("Award Grant", create_grants(season)[0])
	grant.rank = 2
	grant.update(DECREE)
	with pytest.raises(frappe.ValidationError, match=r"has rank 1 in .*, not 2"):
		grant.save()


def test_one_grant_for_a_nomination(season):
	first = frappe.get_doc("Award Grant", create_grants(season)[0])
	second = frappe.copy_doc(first)
	second.update(DECREE)
	with pytest.raises(frappe.DuplicateEntryError, match="already granted"):
		second.insert()


def test_only_winners_are_granted(season):
	loser = frappe.db.get_value("Nomination", {"season": season, "workflow_state": "Not Advanced"}, "name")
	grant = frappe.get_doc(
		{
			"doctype": "Award Grant",
			"season": season,
			"category": CATEGORY,
			"nomination": loser,
			"rank": 1,
			**DECREE,
		}
	)
	with pytest.raises(frappe.ValidationError, match="is not a winner"):
		grant.insert()


def test_minutes_with_grants_are_not_cancelled(season):
	create_grants(season)
	minutes = frappe.get_doc("Plenary Minutes", {"season": season, "stage": "determination"})
	with pytest.raises(frappe.ValidationError, match=r"Award grants .* rest on these"):
		minutes.cancel()


@pytest.mark.parametrize("role", ["Awards Assessor", "Awards Auditor", "Nominating Unit", "Employee"])
def test_others_create_no_grants(season, as_user, role):
	with as_user(make_user(role)), pytest.raises(frappe.PermissionError):
		create_grants(season)


def test_the_secretariat_creates_grants(season, as_user):
	with as_user(make_user("Awards Secretariat")):
		assert len(create_grants(season)) == 3
