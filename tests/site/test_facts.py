"""Facts about a nominee from the personnel records, in bulk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import frappe
import pytest

from ntb_awards.hris import facts as hris_facts
from ntb_awards.hris.facts import facts_of, snapshots_of
from ntb_awards.selection.facts import Facts, Rating, Record
from tests.site.builders import COMPANY, make_employee, make_unit
from tests.site.builders_access import store
from tests.site.queries import queries_of

_serials = count(700)


def employee(**fields: Any) -> str:
	"""A woman born on 11 April 1985, appointed in March 2010."""
	nip = f"198504112010032{next(_serials):03}"
	return make_employee(unit=make_unit(), asn_nip=nip, **fields).name


def test_everything_on_record() -> None:
	name = employee(
		asn_employment_status="PNS",
		asn_post_type="Fungsional",
		asn_functional_level="Ahli Muda",
		asn_rank="III/c",
		asn_post_since="2021-05-01",
		asn_service_since="2012-01-01",
		asn_education="S2",
		asn_seconded=1,
		asn_underdeveloped_region=1,
	)
	store("Performance Rating", employee=name, year=2024, predicate="Baik", attendance_percent=97.5)
	store("Performance Rating", employee=name, year=2023, predicate="Sangat Baik")
	store("Disciplinary Record", employee=name, kind="Criminal", status="Cleared", decided_on="2020-02-01")
	assert facts_of([name], COMPANY)[name] == Facts(
		in_organisation=True,
		employment_status="PNS",
		post_type="Fungsional",
		functional_level="Ahli Muda",
		rank="III/c",
		education="S2",
		birth_date=date(1985, 4, 11),
		service_since=date(2012, 1, 1),
		post_since=date(2021, 5, 1),
		seconded=True,
		underdeveloped_region=True,
		disability=False,
		ratings=(
			Rating(year=2023, predicate="Sangat Baik"),
			Rating(year=2024, predicate="Baik", attendance_percent=Decimal("97.50")),
		),
		records=(Record(kind="Criminal", status="Cleared", decided_on=date(2020, 2, 1)),),
	)


def test_what_is_not_on_record_is_not_known() -> None:
	name = make_employee().name
	facts = facts_of([name], COMPANY)[name]
	assert facts.model_dump(exclude={"birth_date", "service_since"}) == Facts(
		in_organisation=True, seconded=False, underdeveloped_region=False, disability=False
	).model_dump(exclude={"birth_date", "service_since"})
	assert facts.service_since == date(2010, 3, 1), "the day of joining stands in"


def test_in_the_organisation_means_active_and_in_its_company() -> None:
	name = employee()
	assert facts_of([name], "Another Company")[name].in_organisation is False
	assert facts_of([name], None)[name].in_organisation is None
	frappe.db.set_value("Employee", name, "status", "Inactive")
	assert facts_of([name], COMPANY)[name].in_organisation is False


def test_unknown_employees_are_left_out() -> None:
	assert facts_of(["no such employee"], COMPANY) == {}
	assert facts_of([], COMPANY) == {}


def test_snapshot() -> None:
	name = employee(asn_employment_status="PNS", asn_post_title="Analis")
	row = snapshots_of([name])[name]
	assert row["post_title"] == "Analis"
	assert row["service_since"] == date(2010, 3, 1)
	assert row["nip"] == frappe.db.get_value("Employee", name, "asn_nip")
	assert row["unit"] == frappe.db.get_value("Employee", name, "department")
	fields = {field.fieldname for field in frappe.get_meta("Nomination").fields}
	assert set(row) <= fields


def test_queries_do_not_grow_with_the_number_of_people() -> None:
	names = [employee() for _ in range(12)]
	for name in names:
		store("Performance Rating", employee=name, year=2024, predicate="Baik")
		store("Earlier Award", employee=name, scheme="uji", year=2020, rank=1)
	one = queries_of(lambda: facts_of(names[:1], COMPANY))
	assert queries_of(lambda: facts_of(names, COMPANY)) == one <= 8


def test_a_score_and_days_of_attendance() -> None:
	"""240 working days less 3 absent, 5 late, 1 away, 3 left early: 228 of 240 = 95 %."""
	name = employee()
	days = {"working_days": 240, "absent_days": 3, "late_days": 5, "away_days": 1, "early_leave_days": 3}
	store("Performance Rating", employee=name, year=2024, predicate="Baik", score=91.25, **days)
	rating = facts_of([name], COMPANY)[name].ratings[0]
	assert (rating.score, rating.attendance, rating.attendance_percent) == (Decimal("91.25"), 95, None)


def test_a_score_of_zero_is_not_known() -> None:
	name = employee()
	store("Performance Rating", employee=name, year=2024, predicate="Baik", score=0, working_days=0)
	rating = facts_of([name], COMPANY)[name].ratings[0]
	assert (rating.score, rating.working_days, rating.attendance) == (None, None, None)


def test_attendance_of_frappe_hr_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
	"""Only where the rating has none."""
	one, two = employee(), employee()
	recorded = {(one, 2024): Decimal("91.25"), (two, 2024): Decimal("50.00")}
	monkeypatch.setattr(hris_facts, "_attendance", lambda employees: recorded)
	store("Performance Rating", employee=one, year=2024, predicate="Baik")
	store("Performance Rating", employee=one, year=2023, predicate="Baik")
	store("Performance Rating", employee=two, year=2024, predicate="Baik", attendance_percent=88)
	facts = facts_of([one, two], COMPANY)
	assert [rating.attendance_percent for rating in facts[one].ratings] == [None, Decimal("91.25")]
	assert facts[two].ratings[0].attendance_percent == Decimal("88.00")


def test_days_attended() -> None:
	"""180 present, 20 at home, 10 half days, 10 absent: (180 + 20 + 5) ÷ 220 = 93.18 %."""
	days = {"Present": 180, "Work From Home": 20, "Half Day": 10, "Absent": 10}
	assert hris_facts._per_cent(days) == Decimal("93.18")


def test_attendance_is_read_from_frappe_hr() -> None:
	"""Two days present, half a one, one absent; leave and drafts do not count: 2.5 of 4."""
	if "hrms" not in frappe.get_installed_apps():
		pytest.skip("Frappe HR is not installed on this site")
	name = employee()
	for day, status in ((3, "Present"), (4, "Present"), (5, "Half Day"), (6, "Absent"), (7, "On Leave")):
		store("Attendance", employee=name, attendance_date=f"2024-06-{day:02}", status=status, docstatus=1)
	store("Attendance", employee=name, attendance_date="2024-06-10", status="Absent", docstatus=0)
	assert hris_facts._attendance([name]) == {(name, 2024): Decimal("62.50")}
