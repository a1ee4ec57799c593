"""Winners become nominees of the season above: with their evidence, within the quota, all or nothing."""

from __future__ import annotations

from datetime import datetime

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.gateway.levels import level_of
from ntb_awards.gateway.proposal_board import proposal_board
from ntb_awards.gateway.proposal_checks import judged
from ntb_awards.gateway.proposals import propose_winners, winners_to_propose
from tests.site.builders import make_company, make_unit, make_user
from tests.site.builders_levels import (
	BASIS,
	LOWER,
	make_level_season,
	make_levels,
	make_own_nomination,
	make_upper_scheme,
	make_winners,
	quota,
)
from tests.site.builders_nomination import (
	IN_WINDOW,
	WITA,
	act,
)
from tests.site.builders_rules import refused
from tests.site.conftest import acting
from tests.site.queries import queries_of


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


def proposed(season: Document, *names: str) -> list[Document]:
	done = propose_winners(season.name, list(names) or None)
	return [frappe.get_doc("Nomination", one["nomination"]) for one in done["created"]]


def test_a_winner_goes_up_with_texts_and_provenance() -> None:
	child, parent = make_levels()
	texts = {"achievement": "Juara nasional", "self_description": "Mengabdi"}
	winner = frappe.get_doc("Nomination", make_winners(child, **texts)[0])
	(draft,) = proposed(child)
	assert (draft.season, draft.category, draft.workflow_state) == (
		parent.name,
		f"{parent.scheme}-umum",
		"Draft",
	)
	assert (draft.proposed_from, draft.proposed_by) == (winner.name, child.name)
	for field in (*texts, "employee", "recommender_name", "recommendation_number", "recommendation_date"):
		assert draft.get(field) == winner.get(field), field
	assert not draft.number and not draft.final_score


def test_both_timelines_tell_of_it() -> None:
	child, parent = make_levels()
	(winner,) = make_winners(child)
	(draft,) = proposed(child)
	number = frappe.db.get_value("Plenary Minutes", {"season": child.name}, "minutes_number")
	came, went = (comment_on(name) for name in (draft.name, winner))
	assert child.title in came and number in came
	assert "89.50" not in came + went, "those who take part read the timeline, too"
	assert parent.title in went and draft.name in went


def comment_on(nomination: str) -> str:
	filters = {"reference_name": nomination, "comment_type": "Info"}
	return " ".join(frappe.get_all("Comment", filters=filters, pluck="content", order_by="creation"))


def test_it_is_completed_and_submitted_there_without_a_quota_of_its_own() -> None:
	"""Only lower seasons propose in this category, so a nomination of the unit itself would be refused."""
	child, _parent = make_levels()
	make_winners(child)
	(draft,) = proposed(child)
	assert act(draft, "Submit Nomination").number == 1


def test_provenance_is_not_written_by_hand() -> None:
	child, parent = make_levels()
	(winner,) = make_winners(child)
	own = make_own_nomination(
		parent, "khusus", unit=make_unit(), proposed_from=winner, proposed_by=child.name
	)
	assert not (own.proposed_from or own.proposed_by)
	own.proposed_by = child.name
	assert not own.save().proposed_by


def test_twice_is_refused_until_the_first_is_withdrawn() -> None:
	child, _parent = make_levels(quota(through=[LOWER], each=2))
	make_winners(child)
	(draft,) = proposed(child)
	message = refused(propose_winners, child.name)
	assert draft.name in message and frappe._("Leave this winner out") in message
	draft.db_set("workflow_state", "Withdrawn")
	assert proposed(child)[0].name != draft.name


def test_whoever_stands_there_otherwise_is_refused() -> None:
	child, parent = make_levels()
	(winner,) = make_winners(child)
	employee = frappe.db.get_value("Nomination", winner, "employee")
	own = make_own_nomination(parent, "khusus", employee=employee)
	assert own.name in refused(propose_winners, child.name)


def test_over_quota_names_the_article_and_proposes_nobody() -> None:
	child, parent = make_levels()
	names = make_winners(child, 2)
	message = refused(propose_winners, child.name)
	assert "Kuota wakil" in message and BASIS in message and frappe._("Choose fewer winners.") in message
	assert not frappe.db.exists("Nomination", {"season": parent.name})
	assert len(proposed(child, names[1])) == 1
	assert "Kuota wakil" in refused(propose_winners, child.name, [names[0]])


def test_each_season_has_its_own_quota_and_a_total_is_for_all() -> None:
	child, parent = make_levels(quota(code="wakil", through=[LOWER], each=1, total=2))
	others = [make_level_season(child.scheme, parent_season=parent.name, unit=make_unit()) for _ in range(2)]
	for season in (child, *others):
		make_winners(season)
	proposed(child)
	proposed(others[0])
	assert "2" in refused(propose_winners, others[1].name)


def test_the_dialog_ticks_the_best_within_the_quota() -> None:
	child, parent = make_levels()
	make_winners(child, 2)
	found = winners_to_propose(child.name)
	assert found["parent_title"] == parent.title and not found["problems"]
	assert [(one["rank"], one["chosen"]) for one in found["winners"]] == [(1, True), (2, False)]


def test_rules_there_that_exclude_the_winner() -> None:
	"""With the article and the fact; a text that is still to be written is no reason."""
	condition = {"test": "no_award", "schemes": ["piala"], "rank_at_most": 3}
	present = {"test": "present", "fact": "self_description", "words": 500}
	rules = [
		{"code": "belum", "title": "Belum pernah juara", "condition": condition, "basis": "Pasal 5"},
		{"code": "uraian", "title": "Deskripsi diri", "condition": present, "basis": "Pasal 6"},
	]
	child, _parent = make_levels(upper={"eligibility_rules": rules})
	(winner,) = make_winners(child)
	employee = frappe.db.get_value("Nomination", winner, "employee")
	award = frappe.new_doc("Earlier Award")
	award.update({"employee": employee, "scheme": "piala", "year": 2019, "rank": 1}).insert()
	message = refused(propose_winners, child.name)
	assert "Belum pernah juara" in message and "Pasal 5" in message and "2019" in message
	assert "Pasal 6" not in message
	award.delete()
	assert len(proposed(child)) == 1


def test_the_win_below_is_no_earlier_award() -> None:
	rule = {"test": "no_award", "rank_at_most": 3}
	rules = [{"code": "belum", "title": "Belum", "condition": rule, "basis": "Pasal 5"}]
	child, _parent = make_levels(upper={"eligibility_rules": rules})
	make_winners(child)
	assert proposed(child)[0].eligibility_status == "Eligible"


def test_a_category_by_its_condition_where_the_codes_differ() -> None:
	post = {"test": "compare", "fact": "post_type", "op": "is"}
	categories = [
		{"code": code, "title": code.title(), "basis": "1", "condition": {**post, "value": value}}
		for code, value in (("manajerial", "Pengawas"), ("nonmanajerial", "Fungsional"))
	]
	child, parent = make_levels(upper={"categories": categories})
	(winner,) = make_winners(child)
	(draft,) = proposed(child)
	assert draft.category == f"{parent.scheme}-nonmanajerial"
	draft.db_set("workflow_state", "Withdrawn")
	employee = frappe.db.get_value("Nomination", winner, "employee")
	frappe.db.set_value("Employee", employee, "asn_post_type", "Pelaksana")
	assert frappe._("fits no category of {0}").split(" {")[0] in refused(propose_winners, child.name)


def test_a_season_that_cannot_propose() -> None:
	child, parent = make_levels()
	nobody = refused(propose_winners, child.name)
	assert frappe._("Submit the minutes of its last stage first") in nobody
	draft = make_own_nomination(child, unit=child.unit)
	assert draft.employee_name in refused(propose_winners, child.name, [draft.name])
	assert frappe._("Enter the season of the next level first") in refused(propose_winners, parent.name)
	make_winners(child)
	parent.status = "Closed"
	parent.save()
	assert frappe._("Ask its Secretariat to open it") in refused(propose_winners, child.name)


def test_outside_the_submission_window(monkeypatch: pytest.MonkeyPatch) -> None:
	child, _parent = make_levels()
	make_winners(child)
	late = datetime(2025, 11, 9, 9, 0, tzinfo=WITA)
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: late)
	assert frappe._("or ask for an extension") in refused(propose_winners, child.name)
	assert winners_to_propose(child.name)["problems"]


def test_a_parent_of_another_document() -> None:
	child, _parent = make_levels()
	make_winners(child)
	other = make_level_season(make_upper_scheme())
	frappe.db.set_value("Award Season", child.name, "parent_season", other.name)
	assert frappe._("Choose another parent season") in refused(propose_winners, child.name)


def test_a_winner_who_left_or_has_no_nip() -> None:
	child, _parent = make_levels()
	(winner,) = make_winners(child)
	employee = frappe.db.get_value("Nomination", winner, "employee")
	frappe.db.set_value("Employee", employee, "asn_nip", "")
	assert "NIP" in refused(propose_winners, child.name)
	frappe.db.set_value("Employee", employee, "status", "Left")
	assert frappe._("no longer in active service") in refused(propose_winners, child.name)


def test_every_reason_at_once() -> None:
	child, _parent = make_levels()
	names = make_winners(child, 2)
	for name in names:
		employee = frappe.db.get_value("Nomination", name, "employee")
		frappe.db.set_value("Employee", employee, "asn_nip", "")
	message = refused(propose_winners, child.name)
	assert message.count("NIP") == 2 and "Kuota wakil" in message


def test_only_staff_propose_and_see_the_board() -> None:
	child, parent = make_levels()
	make_winners(child)
	for role in ("Awards Assessor", "Nominating Unit", "Employee", "Awards Auditor"):
		with acting(make_user(role)):
			for action in (propose_winners, winners_to_propose):
				with pytest.raises(frappe.PermissionError):
					action(child.name)
			if role != "Awards Auditor":
				with pytest.raises(frappe.PermissionError):
					proposal_board(parent.name)
	with acting(make_user("Awards Auditor")):
		assert proposal_board(parent.name)["seasons"]
	with acting(make_user("Awards Secretariat")):
		assert len(proposed(child)) == 1


def test_judging_takes_as_many_queries_for_many_winners() -> None:
	child, _parent = make_levels(quota(through=[LOWER], each=9))
	(first, *others) = make_winners(child, 5)
	frappe.db.set_value("Nomination", {"name": ("in", others)}, "workflow_state", "Winner")
	level = level_of(child.name)
	one = queries_of(lambda: judged(level, [first]))
	assert queries_of(lambda: judged(level, None)) == one


def test_a_unit_of_another_organiser_holds_no_season() -> None:
	other = make_unit(company=make_company("Perusahaan Lain Uji"))
	assert "Perusahaan Lain Uji" in refused(make_level_season, make_upper_scheme(), unit=other)
