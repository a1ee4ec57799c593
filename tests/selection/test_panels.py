"""Panels as the rules compose them: size, an odd number, the chair's post, the elements."""

from __future__ import annotations

from typing import Any

import pytest

from ntb_awards.selection.panels import Seat, panel_problems
from ntb_awards.selection.scheme import PanelRule

HEAD = Seat("Aminah", "Chair", "Unsur Organisasi", "Kepala Badan Pengembangan")


def panel(count: int, chair: Seat = HEAD, element: str = "") -> list[Seat]:
	return [chair, *(Seat(f"M{n}", "Member", element) for n in range(1, count))]


def found(members: list[Seat], **rule: Any) -> list[str]:
	given = PanelRule(**{"min_members": 5, "max_members": 9, "odd": True, "basis": "D.2.a", **rule})
	return [str(problem.message) for problem in panel_problems(given, members)]


@pytest.mark.parametrize("count", [5, 7, 9])
def test_five_to_nine_and_odd(count: int) -> None:
	assert found(panel(count), chair_post="kepala badan") == []


@pytest.mark.parametrize(
	("count", "told"),
	[(3, "at least 5"), (11, "at most 9"), (6, "odd number"), (4, "odd number")],
)
def test_other_sizes(count: int, told: str) -> None:
	assert any(told in text and "D.2.a" in text for text in found(panel(count)))


@pytest.mark.parametrize("post", ["", "Sekretaris Badan", "Plt. Kepala Badan"])
def test_the_chair_holds_the_post(post: str) -> None:
	(text,) = found(panel(5, Seat("Budi", "Chair", "", post)), chair_post="Kepala Badan")
	assert "Budi holds the post: " + (post or "-") in text


def test_required_elements_are_present() -> None:
	rule = {
		"elements": (
			{"title": "unsur organisasi", "basis": "8.c"},
			{"title": "unsur lain", "required": False, "basis": "8.f"},
		)
	}
	assert found(panel(5), **rule) == []
	(text,) = found(panel(5, Seat("Budi", "Chair")), **rule)
	assert text.startswith("Nobody on the panel is entered as 'unsur organisasi' (8.c)")
