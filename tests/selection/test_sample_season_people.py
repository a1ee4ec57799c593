"""The people of the sample season NTB-2025 and what they handed in: every case it is meant to show."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime

import pytest

from tests.selection.sample_season import Sample

PNS_RANK = re.compile(r"(I|II|III)/[a-d]|IV/[a-e]")
PPPK_RANK = re.compile(r"I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII|XIII|XIV|XV|XVI|XVII")


@pytest.fixture(scope="module")
def sample() -> Sample:
	return Sample()


# --- people ---------------------------------------------------------------------------------------


def test_nips_are_valid_and_unique(sample: Sample) -> None:
	rows = list(sample.employees.values())
	for row in rows:
		nip, sex = row["nip"], "1" if row["gender"] == "Male" else "2"
		assert re.fullmatch(r"\d{18}", nip)
		assert nip[:8] == row["birth_date"].replace("-", "")
		assert nip[14] == sex and int(nip[15:]) >= 1
		if row["employment_status"] == "PPPK":
			assert nip[8:12] == row["service_since"][:4] and 1 <= int(nip[12:14]) <= 20
			assert PPPK_RANK.fullmatch(row["rank"])
		else:
			appointed = date(int(nip[8:12]), int(nip[12:14]), 1)
			assert appointed <= date.fromisoformat(row["service_since"])
			assert 18 <= appointed.year - int(nip[:4]) <= 35
			assert PNS_RANK.fullmatch(row["rank"])
	for name in ("nip", "name"):
		assert len({row[name] for row in rows}) == len(rows)
	emails = [row["email"] for row in rows if row["email"]]
	assert len(set(emails)) == len(emails) and set(emails) <= set(sample.users)
	assert all(email.endswith("@ntbprov.example") for email in sample.users)


def test_superiors_come_first_and_structural_posts_have_one_holder(sample: Sample) -> None:
	seen: set[str] = set()
	for employee, row in sample.employees.items():
		assert row["reports_to"] in seen or (row["reports_to"] == "" and not seen)
		seen.add(employee)
	others = ("Fungsional", "Pelaksana")
	structural = [row for row in sample.employees.values() if row["post_type"] not in others]
	assert set(Counter((row["unit"], row["post_title"]) for row in structural).values()) == {1}


def test_contributors_agree_with_the_employee_tree(sample: Sample) -> None:
	for sheet in sample.files.json("feedback"):
		nominee, other = sample.employees[sheet["employee"]], sample.employees[sheet["contributor"]]
		if sheet["relation"] == "superior":
			assert nominee["reports_to"] == other["employee"]
		elif sheet["relation"] == "subordinate":
			assert other["reports_to"] == nominee["employee"]
		else:
			same = ("reports_to", "post_type", "functional_level")
			assert [nominee[name] for name in same] == [other[name] for name in same]
			assert nominee["employee"] != other["employee"]
		assert all(raw in "12345" for raw in sheet["answers"].values())


# --- nominations ----------------------------------------------------------------------------------


def test_submissions_lie_in_the_window_and_some_in_the_extension(sample: Sample) -> None:
	(extension,) = sample.header["extensions"]
	assert extension["letter_number"] == "800.1 / 4697 / BKD/2025"
	assert extension["letter_date"] == "2025-11-06"
	assert sample.season.submission_closes == datetime.fromisoformat("2025-11-11T23:59:59+08:00")
	times = [datetime.fromisoformat(event["at"]) for _entry, event in sample.events("submit")]
	assert all(sample.season.submission_opens <= at <= sample.season.submission_closes for at in times)
	assert sum(at > datetime.fromisoformat(extension["previous_end"]) for at in times) >= 5
	for entry in sample.nominations:
		if entry["events"]:
			assert entry["recommendation_date"] <= entry["events"][0]["at"][:10]
	firsts = [entry["events"][0]["at"] for entry in sample.nominations if entry["events"]]
	assert firsts == sorted(set(firsts))


def test_documents_are_complete(sample: Sample) -> None:
	in_public = sample.taking_part("public_test")
	for entry in (entry for entry in sample.nominations if entry["events"]):
		category = sample.scheme.category(entry["category"])
		given = [row["requirement"] for row in entry["documents"]]
		requirements = sample.scheme.document_requirements
		applies = {row.code for row in requirements if row.applies_to(category)}
		needed = sample.scheme.documents_for(entry["category"])
		required = {row.code for row in needed if row.requirement == "required" and row.kind == "file"}
		assert required <= set(given)
		assert set(given) <= applies and len(set(given)) == len(given)
		assert ("video_profil" in given) == (sample.numbers[entry["employee"]] in in_public)
		recent = {row.code for row in needed if row.recent_years}
		assert all(row["issued_on"] >= "2024" for row in entry["documents"] if row["requirement"] in recent)
		assert all(row["minutes"] <= 3 for row in entry["documents"] if row["minutes"] is not None)


def test_every_requirement_has_someone_who_fails_it(sample: Sample) -> None:
	verdicts = [verdict for nominee in sample.season.nominees for verdict in nominee.eligibility]
	failed = {verdict.rule for verdict in verdicts if verdict.answer == "not_met"}
	assert failed == {rule.code for rule in sample.scheme.eligibility_rules}
	assert any(verdict.decision == "not_met" for verdict in verdicts)
	assert any(verdict.status == "not_met" for verdict in verdicts)
	for entry in sample.nominations:
		assert all(row["reason"] for row in entry["rule_decisions"].values())


def test_last_event_and_eligibility_agree(sample: Sample) -> None:
	for entry in (entry for entry in sample.nominations if entry["events"]):
		nominee = sample.selection.nominees[sample.numbers[entry["employee"]]]
		answers = {verdict.answer for verdict in nominee.eligibility}
		expected = {"reject": "ineligible", "withdraw": "withdrawn", "accept": "active"}
		assert nominee.status == expected[entry["events"][-1]["do"]]
		failed = [verdict.rule for verdict in nominee.eligibility if verdict.answer == "not_met"]
		assert len(failed) == (nominee.status == "ineligible")
		assert answers == {"met"} if nominee.status != "ineligible" else "not_met" in answers


def test_returned_withdrawn_and_draft(sample: Sample) -> None:
	returned = [entry for entry, event in sample.events("return") if event["reason"]]
	histories = [[event["do"] for event in entry["events"]] for entry in returned]
	assert histories and all(row == ["submit", "return", "submit", "accept"] for row in histories)
	withdrawn = [entry for entry, event in sample.events("withdraw") if event["reason"]]
	assert withdrawn and all(entry["events"][-2]["do"] == "accept" for entry in withdrawn)
	assert [entry["employee"] for entry in sample.nominations if not entry["events"]]
	times = [[event["at"] for event in entry["events"]] for entry in sample.nominations]
	assert all(row == sorted(row) for row in times)
