"""Contributors are asked: one letter each, over a real mail server, and nothing of it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import frappe
import pytest

from ntb_awards.gateway.feedback_asking import (
	ask,
	ask_again_for,
	remind,
)
from ntb_awards.gateway.feedback_identity import caller
from ntb_awards.gateway.feedback_links import reissue, revoke
from tests.site.builders import make_employee, make_user
from tests.site.builders_feedback import (
	BUDI,
	SITI,
	ask_about,
	make_asking_season,
	make_contributor,
	make_siti,
	of,
	open_window,
	with_account,
)
from tests.site.builders_scoring import Scoring
from tests.site.post_office import PostOffice, post_office

ANY_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
KEPT_NOTHING = ("Email Queue", "Communication", "Comment", "Error Log", "Version", "ToDo", "Activity Log")
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


# The letter


def test_one_letter_with_everything(office: PostOffice, scoring: Scoring, siti: str) -> None:
	done = ask(scoring.season)
	assert (done["asked"], done["unreachable"], done["queued"]) == (1, [], False)
	assert len(office.received) == 1
	letter = office.to(SITI)
	for kind in ("plain", "html"):
		text = office.text(SITI, kind)
		assert "Peserta 1 Uji" in text and "Peserta 2 Uji" in text and "Dr. Siti Rahmawati" in text
		assert "31 Desember 2099 23.59 WITA" in text
		assert f"/umpan-balik#k={office.key(SITI)}" in text
	assert "Peserta" not in letter["Subject"] and "31 Desember 2099" in letter["Subject"]
	assert (letter["To"], letter["Auto-Submitted"]) == (SITI, "auto-generated")
	assert caller(office.key(SITI)).contributors == (siti,)
	assert of(siti, "asked_on") and of(siti, "link_issued_on") and not of(siti)


def test_names_are_written_as_they_are(office: PostOffice, scoring: Scoring) -> None:
	siti = make_contributor(scoring.season, SITI)
	ask_about(scoring.nominees[0], siti, nominee_name="Ni'mah <b>& Co</b>")
	ask(scoring.season)
	assert "- Ni'mah <b>& Co</b>\n" in office.text(SITI).replace("\r\n", "\n")
	assert "<b>" not in office.text(SITI, "html")


def test_in_the_language_of_each(office: PostOffice, scoring: Scoring) -> None:
	"""The contributor's own, else the account's, else the site's."""
	before = frappe.local.lang
	people = {SITI: "en", BUDI: None}
	for email, language in people.items():
		ask_about(scoring.nominees[0], make_contributor(scoring.season, email, language=language))
	english, contributor = with_account(scoring, language="en")
	frappe.db.set_value("Feedback Contributor", contributor, "language", None)
	ask(scoring.season)
	months = {to: "31 December 2099" in office.text(to) for to in (SITI, BUDI, english)}
	assert months == {SITI: True, BUDI: False, english: True}
	assert '<html lang="id">' in office.text(BUDI, "html")
	assert frappe.local.lang == before


def test_an_account_gets_no_link(office: PostOffice, scoring: Scoring) -> None:
	account, contributor = with_account(scoring)
	ask(scoring.season)
	assert "/umpan-balik\n" in office.text(account).replace("\r\n", "\n")
	assert "#k=" not in office.text(account) + office.text(account, "html")
	assert not of(contributor, "link_hash") and not of(contributor, "link_issued_on")


def test_a_disabled_account_gets_a_link(office: PostOffice, scoring: Scoring) -> None:
	account = make_user("Employee")
	employee = make_employee(user=account, personal_email=SITI)
	frappe.db.set_value("User", account, "enabled", 0)
	contributor = make_contributor(scoring.season, employee=employee.name, full_name="")
	ask_about(scoring.nominees[0], contributor)
	ask(scoring.season)
	assert caller(office.key(SITI)).contributors == (contributor,)


def test_a_line_on_the_desk_without_names(office: PostOffice, scoring: Scoring) -> None:
	account, contributor = with_account(scoring)
	ask(scoring.season)
	ask_about(scoring.nominees[1], contributor)
	ask(scoring.season)
	assert office.addresses() == [account, account]
	fields = ["type", "link", "subject", "email_content", "document_name"]
	lines = frappe.get_all("Notification Log", {"for_user": account}, fields, order_by="creation")
	assert len(lines) == 1
	assert (lines[0].type, lines[0].link, lines[0].document_name) == ("Alert", "/umpan-balik", None)
	assert "Peserta" not in lines[0].subject and not lines[0].email_content


def test_nothing_of_it_is_kept(office: PostOffice, scoring: Scoring, siti: str) -> None:
	with_account(scoring)
	before = {doctype: frappe.db.count(doctype) for doctype in KEPT_NOTHING}
	office.refused.add(BUDI)
	ask_about(scoring.nominees[0], make_contributor(scoring.season, BUDI))
	ask(scoring.season)
	key = office.key(SITI)
	reissue(siti)
	remind(scoring.season)
	assert {doctype: frappe.db.count(doctype) for doctype in KEPT_NOTHING} == before
	for doctype in ("Feedback Contributor", "Feedback Request", "Notification Log"):
		rows = frappe.get_all(doctype, fields=["*"], order_by="creation")
		assert key not in str(rows) and office.key(SITI) not in str(rows)
	kept = [(name, _value_of(name)) for name in frappe.cache.keys("*")]
	assert not [name for name, value in kept if key.encode() in name or key.encode() in value]


def _value_of(name: bytes) -> bytes:
	return frappe.cache.get(name) or b"" if frappe.cache.type(name) == b"string" else b""


# Who is asked


def test_again_only_for_what_is_new(office: PostOffice, scoring: Scoring, siti: str) -> None:
	ask(scoring.season)
	assert office.addresses() == [SITI]
	assert ask(scoring.season)["asked"] == 0 and office.addresses() == []
	budi = make_contributor(scoring.season, BUDI)
	ask_about(scoring.nominees[0], budi)
	assert ask(scoring.season)["asked"] == 1 and office.addresses() == [BUDI]


def test_confirmed_after_the_letter(office: PostOffice, scoring: Scoring, siti: str) -> None:
	"""What was proposed before the letter and confirmed after it is asked for."""
	budi = make_contributor(scoring.season, BUDI)
	ask_about(scoring.nominees[0], budi)
	later = ask_about(scoring.nominees[1], budi, status="Proposed")
	ask(scoring.season)
	assert "Peserta 2 Uji" not in office.text(BUDI)
	office.addresses()
	frappe.db.set_value("Feedback Request", later, "status", "Pending")
	ask(scoring.season)
	assert "Peserta 1 Uji" in office.text(BUDI) and "Peserta 2 Uji" in office.text(BUDI)
	assert office.addresses() == [BUDI]


@pytest.mark.parametrize("status", ["Proposed", "Submitted", "Withdrawn"])
def test_nothing_open(office: PostOffice, scoring: Scoring, status: str) -> None:
	ask_about(scoring.nominees[0], make_contributor(scoring.season, SITI), status=status)
	assert ask(scoring.season)["asked"] == 0 and not office.received


def test_what_is_answered_is_not_asked_for(office: PostOffice, scoring: Scoring, siti: str) -> None:
	frappe.db.set_value("Feedback Request", {"nomination": scoring.nominees[0]}, "status", "Submitted")
	ask(scoring.season)
	assert "Peserta 1 Uji" not in office.text(SITI) and "Peserta 2 Uji" in office.text(SITI)


def test_a_nominee_who_has_left_the_selection(office: PostOffice, scoring: Scoring, siti: str) -> None:
	frappe.db.set_value("Nomination", scoring.nominees[0], "workflow_state", "Withdrawn")
	ask(scoring.season)
	assert "Peserta 1 Uji" not in office.text(SITI) and "Peserta 2 Uji" in office.text(SITI)


def test_returned_answers_are_asked_for_again(office: PostOffice, scoring: Scoring, siti: str) -> None:
	"""With the name and the new time, and with a new link; the reason stands on the page alone."""
	ask(scoring.season)
	key = office.key(SITI)
	office.addresses()
	open_window(scoring.season, closes="2025-01-01 00:00:00")
	values = {
		"status": "Returned",
		"round": 2,
		"reason": "Terlalu ringkas",
		"answer_until": "2099-10-05 16:00",
	}
	name = frappe.db.get_value("Feedback Request", {"nomination": scoring.nominees[0]}, "name")
	frappe.db.set_value("Feedback Request", name, values)
	ask_again_for([siti])
	ask_again_for([siti])
	text = office.text(SITI)
	assert "Peserta 1 Uji – " in text and "5 Oktober 2099 16.00 WITA" in text
	assert "Peserta 2 Uji" not in text and "ringkas" not in text
	assert office.key(SITI) != key and office.addresses() == [SITI]


def test_above_ten_by_jobs(office: PostOffice, scoring: Scoring) -> None:
	addresses = [f"orang{number:02d}@lan-uji.example" for number in range(23)]
	for address in addresses:
		ask_about(scoring.nominees[0], make_contributor(scoring.season, address))
	done = ask(scoring.season)
	assert (done["asked"], done["queued"]) == (23, True)
	assert office.addresses() == addresses
	assert ask(scoring.season)["asked"] == 0 and office.addresses() == []


# Who may


@pytest.mark.parametrize(
	"roles",
	[("Nominating Unit",), ("Awards Assessor",), ("Employee",), ("Awards Auditor",), ()],
)
def test_only_the_secretariat(
	office: PostOffice, scoring: Scoring, siti: str, as_user: Callable, roles: tuple[str, ...]
) -> None:
	user = make_user(*roles)
	make_employee(user=user)
	with as_user(user):
		for action, of_what in (
			(ask, scoring.season),
			(remind, scoring.season),
			(reissue, siti),
			(revoke, siti),
		):
			with pytest.raises(frappe.PermissionError):
				action(of_what)
	assert not office.received and not of(siti, "link_revoked")


def test_the_secretariat(office: PostOffice, scoring: Scoring, siti: str, as_user: Callable) -> None:
	"""What it gets back never holds the link."""
	with as_user(scoring.secretariat):
		answers = [ask(scoring.season), reissue(siti), remind(scoring.season), revoke(siti)]
	assert len(office.received) == 2
	assert not any(ANY_KEY.search(str(answer)) for answer in answers)
	assert all(answer["message"] for answer in answers)
