"""Contributors who cannot be reached: the record says why, and the others get their letters."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import frappe
import pytest

from ntb_awards.gateway.feedback_asking import (
	ask,
	remind,
)
from ntb_awards.gateway.feedback_identity import caller
from ntb_awards.gateway.feedback_links import reissue, revoke
from tests.site.builders import make_employee
from tests.site.builders_feedback import (
	BUDI,
	SITI,
	ask_about,
	make_asking_season,
	make_contributor,
	make_siti,
	of,
	with_account,
)
from tests.site.builders_scoring import Scoring
from tests.site.post_office import SENDER, PostOffice, a_line_that_breaks, post_office, remove_accounts

WITA = ZoneInfo("Asia/Makassar")


@pytest.fixture
def office(site: str) -> Iterator[PostOffice]:
	with post_office() as office:
		yield office


@pytest.fixture
def scoring() -> Scoring:
	return make_asking_season()


@pytest.fixture
def siti(scoring: Scoring) -> str:
	return make_siti(scoring)


def test_one_refused_does_not_stop_the_others(office: PostOffice, scoring: Scoring, siti: str) -> None:
	"""The reason stays on the record until a letter goes out, and only who was missed is tried again."""
	budi = make_contributor(scoring.season, BUDI, full_name="Aa Budi")
	ask_about(scoring.nominees[0], budi)
	office.refused.add(BUDI)
	done = ask(scoring.season)
	assert [one["name"] for one in done["unreachable"]] == ["Aa Budi"] and done["asked"] == 1
	assert "550 no such mailbox" in of(budi) and not of(budi, "asked_on") and not of(budi, "link_hash")
	assert office.addresses() == [SITI]
	office.refused.clear()
	ask(scoring.season)
	assert office.addresses() == [BUDI] and of(budi) is None


def test_a_letter_that_stays_away_leaves_the_link(office: PostOffice, scoring: Scoring, siti: str) -> None:
	ask(scoring.season)
	office.refused.add(SITI)
	assert not reissue(siti)["sent"]
	assert caller(office.key(SITI)).contributors == (siti,)


@pytest.mark.parametrize("email", ["", "tanpa-tanda"])
def test_no_address(office: PostOffice, scoring: Scoring, email: str) -> None:
	contributor = make_contributor(scoring.season)
	frappe.db.set_value("Feedback Contributor", contributor, "email", email)
	ask_about(scoring.nominees[0], contributor)
	assert len(ask(scoring.season)["unreachable"]) == 1
	assert of(contributor) and not office.received


def test_the_address_is_looked_up_again(office: PostOffice, scoring: Scoring) -> None:
	employee = make_employee()
	contributor = make_contributor(scoring.season, employee=employee.name, full_name="")
	ask_about(scoring.nominees[0], contributor)
	frappe.db.set_value("Employee", employee.name, "company_email", BUDI)
	ask(scoring.season)
	assert office.addresses() == [BUDI]


def test_who_has_left(office: PostOffice, scoring: Scoring) -> None:
	account, contributor = with_account(scoring)
	employee = of(contributor, "employee")
	frappe.db.set_value("Employee", employee, "status", "Left")
	assert len(ask(scoring.season)["unreachable"]) == 1
	assert of(contributor) and not office.received
	assert not frappe.db.exists("Notification Log", {"for_user": account})


def test_a_revoked_link_is_not_renewed_by_itself(office: PostOffice, scoring: Scoring, siti: str) -> None:
	ask(scoring.season)
	office.addresses()
	revoke(siti)
	frappe.db.set_value("Feedback Contributor", siti, {"asked_on": "2020-01-01", "asked_for": None})
	assert len(ask(scoring.season)["unreachable"]) == 1
	assert len(remind(scoring.season)["unreachable"]) == 1
	assert of(siti) and not office.received
	assert reissue(siti)["sent"] and caller(office.key(SITI)).contributors == (siti,)


def test_no_account_of_the_site(office: PostOffice, scoring: Scoring, siti: str) -> None:
	remove_accounts()
	done = ask(scoring.season)
	assert of(siti) == done["unreachable"][0]["problem"] and not of(siti, "asked_on")


@pytest.mark.parametrize("switch", ["mute_emails", "suspend_email_queue"])
def test_switched_off(office: PostOffice, scoring: Scoring, siti: str, switch: str) -> None:
	if switch == "mute_emails":
		frappe.flags.mute_emails = True
	else:
		frappe.db.set_default(switch, 1)
	ask(scoring.season)
	assert of(siti) and not office.received
	frappe.flags.mute_emails = False


def test_no_server(office: PostOffice, scoring: Scoring, siti: str) -> None:
	"""All records say so, nobody waits for a second attempt, and Frappe's own message is not shown."""
	ask_about(scoring.nominees[0], make_contributor(scoring.season, BUDI))
	with a_line_that_breaks() as line:
		frappe.db.set_value("Email Account", {"email_id": SENDER}, "smtp_port", line.port)
		frappe.clear_document_cache("Email Account")
		frappe.local.outgoing_email_account = {}
		done = ask(scoring.season)
	assert len(done["unreachable"]) == 2 and of(siti) and line.calls == 1
	assert not frappe.local.message_log
