"""Publishing the winners, and what the desk says of the public pages."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.awards_pages import cache
from ntb_awards.gateway import public_board, public_winners
from tests.site.builders import make_user
from tests.site.builders_public import (
	BEFORE,
	IN_TEST,
	at,
	comments,
	make_grant,
	make_public_season,
	make_published,
	read,
)
from tests.site.builders_results import make_nominees

pytestmark = pytest.mark.usefixtures("savepoint")


@pytest.fixture
def season() -> str:
	return make_public_season()


@pytest.fixture
def secretariat() -> str:
	return make_user("Awards Secretariat")


@pytest.fixture
def nominees(season: str) -> list[str]:
	return make_nominees(season, 3, stage=BEFORE)


@pytest.fixture
def minutes(season: str, nominees: list[str]) -> str:
	"""Submitted minutes that are not published: the third nominee is stopped."""
	return make_published(season, nominees[:2], nominees[2:], published_at=None)


def test_winners_from_their_minute_on(season, nominees, secretariat, as_user):
	make_grant(season, nominees[0])
	make_grant(season, nominees[1], rank=2, docstatus=0)
	with at(IN_TEST) as clock:
		assert public_winners.winners_of(season) == []
		with as_user(secretariat):
			told = public_winners.publish_winners(season, "2025-11-26 10:01:00")
		assert (told["grants"], told["drafts"]) == (1, 1)
		assert "Peserta 1 Uji" not in read(f"/awards/{season}")
		clock.shift(60)
		text = read(f"/awards/{season}")
	assert "Peserta 1 Uji" in text and "Peserta 2 Uji" not in text
	assert "Decree 800/7/2025 of 12 December 2025" in text and "91.25" not in text


def test_scores_of_winners_only_where_the_scheme_tells_them(season, nominees):
	make_grant(season, nominees[0])
	scheme = frappe.db.get_value("Award Season", season, "scheme")
	with at(IN_TEST):
		public_winners.publish_winners(season)
		frappe.db.set_value("Award Scheme", scheme, "decision_detail", "Scores")
		frappe.local.ntb_awards_schemes = {}
		cache.clear(season)
		assert "Final score 91.25" in read(f"/awards/{season}")


def test_no_winners_without_grants(season, secretariat, as_user):
	with at(IN_TEST), as_user(secretariat), pytest.raises(frappe.ValidationError, match="No award grant"):
		public_winners.publish_winners(season)


@pytest.mark.parametrize("role", ["Awards Assessor", "Awards Auditor", "Nominating Unit"])
def test_winners_are_published_by_who_writes_the_season(season, nominees, role, as_user):
	make_grant(season, nominees[0])
	with at(IN_TEST), as_user(make_user(role)):
		for act in (public_winners.publish_winners, public_winners.withdraw_winners):
			with pytest.raises(frappe.PermissionError):
				act(season)


def test_winners_are_taken_back(season, nominees, secretariat, as_user):
	make_grant(season, nominees[0])
	with at(IN_TEST), as_user(secretariat):
		public_winners.publish_winners(season)
		assert "Peserta 1 Uji" in read(f"/awards/{season}")
		public_winners.withdraw_winners(season)
		assert "Peserta 1 Uji" not in read(f"/awards/{season}")
	assert len(comments("Award Season", season)) == 2


# ── the desk ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_desk_says_what_is_public(season, minutes, nominees, secretariat, as_user):
	make_grant(season, nominees[0])
	planned = make_published(season, [], published_at="2025-11-28 08:00:00")
	with at(IN_TEST), as_user(secretariat):
		found = public_board.board(season)
		assert (found["hidden"], found["published"], found["planned"]) == (None, 0, 1)
		((stage),) = found["waiting"]
		assert [one["minutes"] for one in stage["minutes"]] == [minutes]
		assert found["winners"]["submitted"] == 1
		assert public_board.publication(minutes)["state"] == ""
		assert public_board.publication(planned)["label"] == "28 November 2025 08.00 WITA"
		frappe.db.set_value("Award Season", season, "is_public", 0)
		assert "not shown" in public_board.board(season)["hidden"]


def test_the_desk_tells_it_to_who_may_read(season, minutes, as_user):
	with as_user(make_user("Employee")):
		for look, what in ((public_board.board, season), (public_board.publication, minutes)):
			with pytest.raises(frappe.PermissionError):
				look(what)
