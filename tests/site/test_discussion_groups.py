"""Discussion groups: drawn with a recorded seed, units spread, each nominee in one group."""

from __future__ import annotations

import frappe
import pytest
from frappe.client import set_value

from ntb_awards.access import visible
from ntb_awards.gateway.discussion_groups import draw_groups, move_member, without_group
from ntb_awards.gateway.sheets import open_sheets
from tests.site.builders import make_employee, make_user
from tests.site.builders_recorded import LGD, TEST, Recorded, make_nomination, make_recorded
from tests.site.builders_rules import refused
from tests.site.conftest import acting


@pytest.fixture
def made() -> Recorded:
	return make_recorded(nominees=8, stage=LGD)


def draw(made: Recorded, groups: int = 2, **values: object) -> list[frappe.model.document.Document]:
	with acting(made.secretariat):
		done = draw_groups(made.season, LGD, groups, **values)
	return [frappe.get_doc("Discussion Group", name) for name in done["groups"]]


def numbers(groups: list) -> list[list[int]]:
	return [[row.number for row in group.members] for group in groups]


def move(made: Recorded, group: str, nominee: int) -> str:
	with acting(made.secretariat):
		return move_member(group, made.nominees[nominee - 1])


def everybody(made: Recorded) -> list[int]:
	rows = frappe.get_all("Discussion Group Member", {"nomination": ("in", made.nominees)}, pluck="number")
	return sorted(rows)


def test_everybody_is_in_one_group_and_units_are_spread(made: Recorded) -> None:
	groups = draw(made)
	assert everybody(made) == list(range(1, 9))
	assert sorted(len(group.members) for group in groups) == [4, 4]
	for group in groups:
		units = [row.unit for row in group.members]
		assert sorted(units.count(unit) for unit in set(units)) == [2, 2]
		assert all((row.drawn_group, row.moved) == (group.number, 0) for row in group.members)


def test_the_draw_is_recorded_and_repeats_with_its_seed(made: Recorded) -> None:
	first = draw(made, seed="batu kayangan")
	assert {(group.seed, group.drawn_by) for group in first} == {("batu kayangan", made.secretariat)}
	assert numbers(draw(made, seed="batu kayangan")) == numbers(first)
	without = draw(made)
	assert len(without[0].seed) == 16 and without[0].seed != draw(made)[0].seed
	assert everybody(made) == list(range(1, 9))


def test_issues_stay_when_drawn_again(made: Recorded) -> None:
	group = draw(made)[0]
	with acting(made.secretariat):
		set_value("Discussion Group", group.name, "issue", "Bahasa daerah di sekolah")
	assert draw(made)[0].issue == "Bahasa daerah di sekolah"


def test_a_moved_member_is_marked_and_back_is_unmarked(made: Recorded) -> None:
	one, two = draw(made)
	nominee = one.members[0].number
	assert move(made, two.name, nominee) == one.name
	two.reload()
	moved = two.members[-1]
	assert (moved.number, moved.moved, moved.drawn_group) == (nominee, 1, one.number)
	assert everybody(made) == list(range(1, 9))
	move(made, one.name, nominee)
	one.reload()
	assert one.members[-1].moved == 0
	assert "already" in refused(move, made, one.name, nominee)


def test_changed_groups_are_drawn_anew_only_when_confirmed(made: Recorded) -> None:
	one, two = draw(made)
	move(made, two.name, one.members[0].number)
	assert "moved by hand" in refused(draw, made)
	assert len(draw(made, confirmed=True)) == 2


def test_who_comes_later_is_added(made: Recorded) -> None:
	group = draw(made)[0]
	late = make_nomination(made, 9, make_employee().name, workflow_state="Diskusi", stage=LGD)
	with acting(made.secretariat):
		assert without_group(group.name)[0] == {"value": late, "label": "No. 9 Peserta 9 Uji", "group": ""}
		assert move_member(group.name, late) == ""
	group.reload()
	assert (group.members[-1].drawn_group, group.members[-1].moved) == (0, 1)


def test_only_who_stands_at_the_stage(made: Recorded) -> None:
	frappe.db.set_value("Nomination", made.nominees[7], {"workflow_state": "Withdrawn", "stage": None})
	group = draw(made)[0]
	assert everybody(made) == list(range(1, 8))
	assert "stand at" in refused(move, made, group.name, 8)


def test_not_once_scores_are_submitted(made: Recorded) -> None:
	group = draw(made)[0]
	with acting(made.secretariat):
		open_sheets(made.season, made.category, LGD)
	sheet = frappe.get_last_doc("Stage Score", {"stage": LGD, "assessor": made.assessors[0]})
	sheet.scores[0].raw = "80"
	with acting(made.assessors[0]):
		sheet.submit()
	assert "submitted" in refused(draw, made, confirmed=True)
	other = next(one for one in everybody(made) if one not in numbers([group])[0])
	assert "submitted" in refused(move, made, group.name, other)
	assert "submitted" in refused(frappe.delete_doc, "Discussion Group", group.name)


def test_members_do_not_change_by_hand(made: Recorded) -> None:
	one, two = draw(made)
	with acting(made.secretariat):
		one.append("members", {"nomination": two.members[0].nomination, "number": 1})
		assert "Move Member" in refused(one.save)
		one.reload()
		one.remove(one.members[0])
		assert "Move Member" in refused(one.save)
		one.reload()
		one.update({"seed": "x", "number": 7, "drawn_by": "Administrator"})
		one.update({"issue": "Isu", "title": "Kelompok A"})
		one.save()
		assert (one.seed, one.number, one.issue, one.title) == (two.seed, 1, "Isu", "Kelompok A")
		by_hand = frappe.new_doc("Discussion Group")
		by_hand.update({"season": made.season, "stage": LGD, "title": "X"})
		assert "Draw Groups" in refused(by_hand.insert)
	with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
		set_value("Discussion Group Member", two.members[0].name, "moved", 1)


def test_nobody_is_in_two_groups_whatever_writes_them(made: Recorded) -> None:
	one, two = draw(made)
	one.append("members", {"nomination": two.members[0].nomination, "nominee_name": "Peserta", "number": 1})
	one.flags.by_the_app = True
	assert "two groups" in refused(one.save)


@pytest.mark.parametrize("groups", [0, 9, -1])
def test_no_empty_groups(made: Recorded, groups: int) -> None:
	assert "Choose 1 to 8" in refused(draw, made, groups)


def test_only_stages_with_groups(made: Recorded) -> None:
	with acting(made.secretariat):
		assert "Diskusi" in refused(draw_groups, made.season, TEST, 2)


def test_one_category_by_itself_or_all_together(made: Recorded) -> None:
	groups = draw(made, category=made.category)
	assert {group.category for group in groups} == {made.category}
	assert "single categories" in refused(draw, made)
	other = f"{made.scheme}-khusus"
	assert "Nobody stands" in refused(draw, made, category=other)


# --- who may ---------------------------------------------------------------------------------------


def test_drawn_and_changed_by_staff_only(made: Recorded) -> None:
	one, two = draw(made)
	for user in (made.assessors[0], make_user("Awards Auditor"), make_user("Nominating Unit")):
		with acting(user):
			with pytest.raises(frappe.PermissionError):
				draw_groups(made.season, LGD, 2)
			with pytest.raises(frappe.PermissionError):
				move_member(two.name, one.members[0].nomination)
			with pytest.raises(frappe.PermissionError):
				set_value("Discussion Group", one.name, "issue", "x")


def test_seen_by_the_panel_but_not_by_units(made: Recorded) -> None:
	group = draw(made)[0]
	table = frappe.qb.DocType("Discussion Group")
	allowed = {
		made.assessors[0]: True,
		made.secretariat: True,
		make_user("Awards Auditor"): True,
		make_user("Awards Assessor"): False,
		make_user("Nominating Unit"): False,
	}
	for user, may in allowed.items():
		with acting(user):
			condition = visible("Discussion Group", user)
			query = frappe.qb.from_(table).select(table.name).where(table.season == made.season)
			listed = (query.where(condition) if condition else query).run()
			assert (bool(group.has_permission("read")), bool(listed)) == (may, may)
