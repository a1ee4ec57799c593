"""Posts held before, in ERPNext's internal work history: what counts as one, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import frappe
import pytest

from ntb_awards.hris.facts import facts_of
from ntb_awards.selection.fact_conditions import HeldPost
from ntb_awards.selection.facts import Post
from tests.site.builders import COMPANY, make_employee


def with_posts(*rows: dict[str, Any]) -> str:
	return make_employee(internal_work_history=list(rows)).name


def spell(post_type: str, since: str | None, until: str | None = None, **more: Any) -> dict[str, Any]:
	return {"asn_post_type": post_type, "from_date": since, "to_date": until, **more}


def test_posts_oldest_first() -> None:
	name = with_posts(
		spell("Fungsional", "2019-02-01", asn_functional_level="Ahli Madya"),
		spell("Pengawas", "2013-03-01", "2019-01-31"),
	)
	assert facts_of([name], COMPANY)[name].posts == (
		Post(post_type="Pengawas", since=date(2013, 3, 1), until=date(2019, 1, 31)),
		Post(post_type="Fungsional", functional_level="Ahli Madya", since=date(2019, 2, 1)),
	)


def test_a_row_of_erpnext_that_names_no_kind_of_post_does_not_count() -> None:
	name = with_posts({"branch": None, "from_date": "2015-01-01"})
	assert facts_of([name], COMPANY)[name].posts == ()


def test_a_level_belongs_to_a_functional_post() -> None:
	name = with_posts(spell("Pengawas", "2013-03-01", asn_functional_level="Ahli Muda"))
	assert facts_of([name], COMPANY)[name].posts[0].functional_level == ""


@pytest.mark.parametrize(
	("row", "message"),
	[
		(spell("Pengawas", None), "Row 1: enter From Date"),
		(spell("Pengawas", "2019-01-01", "2018-12-31"), "Row 1: To Date lies before From Date"),
	],
)
def test_refused(row: dict[str, Any], message: str) -> None:
	with pytest.raises(frappe.ValidationError, match=message):
		with_posts(row)


def test_a_rule_about_posts_held_before() -> None:
	"""Two years as Administrator: the last day is served, too, so 1 January 2016 to 31 December 2017."""
	rule = HeldPost(test="held_post", post_types=("Administrator",), years=2)
	enough = with_posts(spell("Administrator", "2016-01-01", "2017-12-31"))
	short = with_posts(spell("Administrator", "2016-01-01", "2017-12-30"))
	facts = facts_of([enough, short], COMPANY)
	on = date(2025, 11, 7)
	assert [rule.judge(facts[name], on).answer for name in (enough, short)] == ["met", "not_met"]
