"""Filing on the portal: who may begin, save, submit and withdraw, and what is refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import frappe
import pytest

from ntb_awards.gateway import filing
from tests.site.builders import make_user
from tests.site.builders_access import store
from tests.site.builders_filing import Filing, begin, filled_in, make_filing, set_filing
from tests.site.builders_nomination import (
	IN_WINDOW,
	TEXTS,
	WITA,
	act,
	category,
	make_documents,
	make_nominee,
	make_unit,
)
from tests.site.conftest import acting

LAST_SECOND = datetime(2025, 11, 7, 23, 59, 59, tzinfo=WITA)


class Clock:
	"""What `now_in` answers."""

	now = IN_WINDOW


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
	clock = Clock()
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: clock.now)
	return clock


@pytest.fixture
def made() -> Filing:
	return make_filing()


def stored(name: str, *fields: str) -> Any:
	return frappe.db.get_value("Nomination", name, fields[0] if len(fields) == 1 else list(fields))


# --- beginning ------------------------------------------------------------------------------------


def test_an_employee_begins_his_own_nomination(made: Filing) -> None:
	name = begin(made)
	assert stored(name, "employee", "workflow_state", "owner") == (made.nominee, "Draft", made.user)


def test_the_same_request_twice_makes_one_draft(made: Filing) -> None:
	assert begin(made) == begin(made)
	assert frappe.db.count("Nomination", {"season": made.season}) == 1


def test_a_second_nomination_in_another_category(made: Filing) -> None:
	begin(made)
	with pytest.raises(frappe.DuplicateEntryError, match="already"):
		begin(made, "asn_inspiratif")


def test_an_operator_begins_one_for_the_unit(made: Filing) -> None:
	with acting(made.operator):
		found = filing.find_employees(
			made.season, frappe.db.get_value("Employee", made.nominee, "employee_name")
		)
		assert made.nominee in [one["employee"] for one in found]
		name = filing.start(made.season, category("fungsional"), made.nominee)["nomination"]
		filing.save(name, TEXTS)
	assert stored(name, "innovation_title") == TEXTS["innovation_title"]


@pytest.mark.parametrize("text", ["", "ab", "  a  ", "%%%", "___"])
def test_a_search_lists_nobody_without_a_name(made: Filing, text: str) -> None:
	with acting(made.operator):
		try:
			assert filing.find_employees(made.season, text) == []
		except frappe.ValidationError as refused:
			assert "at least 3 letters" in str(refused)


def test_a_search_finds_nobody_of_another_unit(made: Filing) -> None:
	name = frappe.db.get_value("Employee", made.nominee, "employee_name")
	with acting(made.other_operator):
		assert made.nominee not in [one["employee"] for one in filing.find_employees(made.season, name)]
	with acting(made.user), pytest.raises(frappe.PermissionError):
		filing.find_employees(made.season, name)


@pytest.mark.parametrize("who", ["other_operator", "stranger"])
def test_nobody_begins_one_for_people_of_another_unit(made: Filing, who: str) -> None:
	"""In the same words as for an employee who does not exist."""
	said = []
	for employee in (made.nominee, "HR-EMP-99999"):
		with acting(getattr(made, who)), pytest.raises(frappe.PermissionError) as refused:
			filing.start(made.season, category("fungsional"), employee)
		said.append(str(refused.value))
	assert said[0] == said[1]


def test_a_scheme_in_which_the_unit_files_refuses_the_employee(made: Filing) -> None:
	set_filing(made.season, "Unit")
	with acting(made.user), pytest.raises(frappe.PermissionError, match="operator of your unit"):
		filing.start(made.season, category("fungsional"))
	with acting(made.operator):
		assert filing.start(made.season, category("fungsional"), made.nominee)


def test_a_scheme_in_which_employees_file_refuses_the_operator(made: Filing) -> None:
	set_filing(made.season, "Employee")
	with acting(made.operator), pytest.raises(frappe.PermissionError):
		filing.start(made.season, category("fungsional"), made.nominee)
	assert begin(made)


def test_a_login_without_an_employee(made: Filing) -> None:
	with acting(make_user("Employee")), pytest.raises(frappe.PermissionError, match="not joined"):
		filing.start(made.season, category("fungsional"))


def test_a_category_for_another_kind_of_post(made: Filing) -> None:
	with acting(made.user):
		offered = {one["title"]: one for one in filing.categories(made.season)}
		assert offered["Jabatan Fungsional"]["is_offered"]
		assert (
			offered["Jabatan Pelaksana"] | {"is_offered": False, "reason": "Post type: Fungsional"}
			== offered["Jabatan Pelaksana"]
		)
		with pytest.raises(frappe.ValidationError, match=r"not open to this employee .Post type: Fungsional"):
			filing.start(made.season, category("pelaksana"))
	name = begin(made)
	with acting(made.user), pytest.raises(frappe.ValidationError, match="Post type: Fungsional"):
		filing.save(name, {"category": category("pelaksana")})


def test_a_category_of_another_scheme(made: Filing) -> None:
	other = store("Award Category", code="lain", title="Kategori Lain", scheme="another-scheme").name
	with acting(made.user), pytest.raises(frappe.ValidationError, match="not a category of the season"):
		filing.start(made.season, other)


@pytest.mark.parametrize("status", ["Draft", "Closed"])
def test_a_season_that_is_not_open(made: Filing, status: str) -> None:
	frappe.db.set_value("Award Season", made.season, "status", status)
	said = []
	for season in (made.season, "NO-SUCH-SEASON"):
		with acting(made.user), pytest.raises(frappe.ValidationError) as refused:
			filing.start(season, category("fungsional"))
		said.append(str(refused.value))
	assert said[0] == said[1]


def test_before_the_window_a_draft_and_after_it_none(made: Filing, clock: Clock) -> None:
	clock.now = LAST_SECOND + timedelta(seconds=1)
	with (
		acting(made.user),
		pytest.raises(frappe.ValidationError, match=r"closed on.*7 November 2025 23.59 WITA"),
	):
		filing.start(made.season, category("fungsional"))
	clock.now = datetime(2025, 10, 1, tzinfo=WITA)
	assert begin(made)


def test_a_season_of_one_unit_is_for_that_unit(made: Filing) -> None:
	frappe.db.set_value("Award Season", made.season, "unit", make_unit())
	frappe.clear_document_cache("Award Season", made.season)
	with acting(made.user), pytest.raises(frappe.PermissionError, match="for employees of"):
		filing.start(made.season, category("fungsional"))


# --- saving ---------------------------------------------------------------------------------------


def test_a_save_answers_with_the_parts_of_the_page(made: Filing) -> None:
	name = begin(made)
	with acting(made.user):
		answer = filing.save(
			name, {"innovation_title": "SAMBANGI", "innovation_description": "Layanan keliling."}
		)
	assert set(answer["parts"]) == {"remaining", "eligibility"}
	assert "Surat Pernyataan Integritas" in answer["parts"]["remaining"]
	row = next(one for one in frappe.get_doc("Nomination", name).eligibility if one.rule == "innovation")
	assert row.status == "Needs Review"


@pytest.mark.parametrize(
	"field",
	[
		*("workflow_state", "number", "employee", "season", "nip", "final_rank", "owner", "modified"),
		*("recommendation_status", "public_profile", "photo", "eligibility", "no_such_field"),
	],
)
def test_a_field_that_the_form_does_not_offer(made: Filing, field: str) -> None:
	"""Nothing of what came along with it is stored."""
	name = begin(made)
	with acting(made.user), pytest.raises(frappe.ValidationError, match=f"Not a field of this form: {field}"):
		filing.save(name, {"self_description": "Mengabdi.", field: "x"})
	assert not stored(name, "self_description")


@pytest.mark.parametrize("values", ["[]", "nothing", '{"achievement": {"a": 1}}', "{", 5])
def test_values_that_cannot_be_read(made: Filing, values: Any) -> None:
	name = begin(made)
	with acting(made.user), pytest.raises(frappe.ValidationError, match="could not be read"):
		filing.save(name, values)


def test_an_outdated_form_overwrites_nothing(made: Filing) -> None:
	"""Two tabs: the second is told, gets the newer stamp, and may then insist."""
	name = begin(made)
	with acting(made.user):
		loaded = filing.parts(name)["stamp"]
		first = filing.save(name, {"achievement": "Satu"}, loaded)["stamp"]
		with pytest.raises(filing.ChangedMeanwhileError):
			filing.save(name, {"achievement": "Dua"}, loaded)
		assert (stored(name, "achievement"), frappe.local.response["stamp"]) == ("Satu", first)
		filing.save(name, {"achievement": "Dua"}, first)
	assert stored(name, "achievement") == "Dua"


def test_the_same_save_twice_is_no_conflict(made: Filing) -> None:
	name = begin(made)
	with acting(made.user):
		loaded = filing.parts(name)["stamp"]
		first = filing.save(name, {"achievement": "Satu"}, loaded)
		assert filing.save(name, {"achievement": "Satu"}, loaded)["stamp"] == first["stamp"]


def test_a_letter_s_date_that_is_none(made: Filing) -> None:
	name = begin(made)
	with acting(made.user), pytest.raises(frappe.ValidationError, match="day of the calendar"):
		filing.save(name, {"recommendation_date": "2025-02-30", "achievement": "x"})
	assert "recommendation_date" in frappe.local.response["problems"]


# --- who is let in --------------------------------------------------------------------------------

CALLS = {
	"save": lambda name: filing.save(name, {"achievement": "x"}),
	"submit": filing.submit,
	"withdraw": lambda name: filing.withdraw(name, "Pindah tugas"),
	"discard": filing.discard,
	"save_profile": lambda name: filing.save_profile(name, "x"),
	"parts": filing.parts,
}


@pytest.mark.parametrize("who", ["stranger", "other_operator", "assessor"])
@pytest.mark.parametrize("call", CALLS)
def test_a_nomination_of_others_is_like_none(made: Filing, call: str, who: str) -> None:
	"""A draft is not seen by assessors either."""
	name = begin(made)
	user = make_user("Awards Assessor") if who == "assessor" else getattr(made, who)
	said = []
	for nomination in (name, "NOM-0000-00000"):
		with acting(user), pytest.raises(frappe.DoesNotExistError) as refused:
			CALLS[call](nomination)
		said.append(str(refused.value))
	assert said[0] == said[1]
	assert stored(name, "workflow_state", "achievement") == ("Draft", None)


@pytest.mark.parametrize("call", ["save", "submit", "withdraw", "discard", "save_profile"])
def test_who_may_only_look(made: Filing, call: str) -> None:
	"""The auditor; and the nominee himself where the unit files."""
	name = begin(made)
	set_filing(made.season, "Unit")
	for user in (make_user("Awards Auditor"), made.user):
		with acting(user):
			assert filing.parts(name)["parts"]
			with pytest.raises(frappe.PermissionError):
				CALLS[call](name)
	assert frappe.db.exists("Nomination", name)


@pytest.mark.parametrize("call", [*CALLS, "categories", "start", "find_employees"])
def test_guests_are_not_let_in(call: str) -> None:
	method = getattr(filing, call)
	assert method in frappe.whitelisted
	assert method not in frappe.guest_methods
	assert frappe.allowed_http_methods_for_whitelisted_func[method] == ["POST"]


# --- submitting -----------------------------------------------------------------------------------


def test_submitted_in_the_last_second_and_not_one_later(made: Filing, clock: Clock) -> None:
	name = filled_in(made)
	make_documents(frappe.get_doc("Nomination", name))
	clock.now = LAST_SECOND + timedelta(seconds=1)
	with acting(made.user), pytest.raises(frappe.ValidationError, match=r"7 November 2025 23.59 WITA"):
		filing.submit(name)
	assert stored(name, "workflow_state") == "Draft"
	clock.now = LAST_SECOND
	with acting(made.user):
		assert filing.submit(name) == {"number": 1, "submitted_at": "7 November 2025 23.59 WITA"}


def test_a_replayed_submission(made: Filing) -> None:
	name = filled_in(made)
	make_documents(frappe.get_doc("Nomination", name))
	with acting(made.user):
		filing.submit(name)
		for again in (filing.submit, lambda name: filing.save(name, {"achievement": "lagi"})):
			with pytest.raises(
				frappe.ValidationError, match=r"submitted with number 1 on 3 November 2025 09.00 WITA"
			):
				again(name)
	assert frappe.db.count("Nomination", {"season": made.season, "number": (">", 0)}) == 1


def test_what_is_missing_is_said(made: Filing) -> None:
	name = filled_in(made)
	make_documents(frappe.get_doc("Nomination", name), but_not="daftar_riwayat_hidup")
	with acting(made.user), pytest.raises(frappe.ValidationError, match="Daftar Riwayat Hidup"):
		filing.submit(name)


def test_a_personal_extension(made: Filing, clock: Clock) -> None:
	store(
		"Personal Extension",
		season=made.season,
		employee=made.nominee,
		activity_number=2,
		new_end="2025-11-09 12:00:00",
		reason="Sakit",
	)
	clock.now = datetime(2025, 11, 9, 12, 0, 59, tzinfo=WITA)
	name = filled_in(made)
	make_documents(frappe.get_doc("Nomination", name))
	with acting(made.user):
		assert "9 November 2025 12.00 WITA" in filing.parts(name)["parts"]["remaining"]
		assert filing.submit(name)["number"] == 1


# --- leaving --------------------------------------------------------------------------------------


def test_withdrawn_with_a_reason(made: Filing) -> None:
	name = filled_in(made)
	make_documents(frappe.get_doc("Nomination", name))
	with acting(made.user):
		with pytest.raises(frappe.ValidationError, match="not been submitted"):
			filing.withdraw(name, "Pindah tugas")
		filing.submit(name)
		with pytest.raises(frappe.ValidationError, match="reason for the withdrawal"):
			filing.withdraw(name, "   ")
		filing.withdraw(name, "Pindah tugas")
	assert stored(name, "workflow_state", "withdrawal_reason") == ("Withdrawn", "Pindah tugas")
	with acting(made.user), pytest.raises(frappe.ValidationError):
		filing.withdraw(name, "Sekali lagi")


def test_a_draft_is_discarded_and_nothing_else(made: Filing) -> None:
	draft = begin(made)
	with acting(made.user):
		filing.discard(draft)
	assert not frappe.db.exists("Nomination", draft)
	name = filled_in(made)
	make_documents(frappe.get_doc("Nomination", name))
	with acting(made.user):
		filing.submit(name)
		with pytest.raises(frappe.ValidationError):
			filing.discard(name)
	frappe.db.set_value("Nomination", name, "return_reason", "Lengkapi")
	act(name, "Return for Completion")
	with acting(made.user), pytest.raises(frappe.ValidationError, match="stays on record"):
		filing.discard(name)
	assert frappe.db.exists("Nomination", name)


def test_returned_completed_and_submitted_again(made: Filing) -> None:
	name = filled_in(made)
	make_documents(frappe.get_doc("Nomination", name))
	with acting(made.user):
		filing.submit(name)
	frappe.db.set_value("Nomination", name, "return_reason", "Perbaiki inovasi")
	act(name, "Return for Completion")
	with acting(made.user):
		filing.save(name, {"innovation_title": "SAMBANGI 2"})
		assert filing.submit(name)["number"] == 1
	assert stored(name, "return_reason", "innovation_title") == (None, "SAMBANGI 2")


def test_somebody_else_is_nominated_by_the_operator_only_once(made: Filing) -> None:
	begin(made)
	other = make_nominee(unit=made.unit).name
	with acting(made.operator):
		filing.start(made.season, category("fungsional"), other)
		with pytest.raises(frappe.DuplicateEntryError):
			filing.start(made.season, category("asn_inspiratif"), other)
