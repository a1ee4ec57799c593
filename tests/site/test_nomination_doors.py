"""One rule for who may see a nomination, asked at every door: pages, downloads, prints, lists, REST."""

from __future__ import annotations

from collections.abc import Callable

import frappe
import pytest
from frappe.core.doctype.file.utils import find_file_by_url
from frappe.model.document import Document
from frappe.www.printview import validate_print_permission

from ntb_awards import access
from ntb_awards.gateway import filing, uploads
from ntb_awards.ntb_awards.doctype.nomination.nomination import checklist
from ntb_awards.predicates import Who
from ntb_awards.who import nobody
from ntb_awards.www import usulan_satu
from tests.site.builders import make_employee, make_user
from tests.site.builders_access import store
from tests.site.builders_nomination import (
	IN_WINDOW,
	category,
	make_award_season,
	make_file,
	make_nomination,
	make_nominee,
	make_supporting_document,
	make_unit_user,
)

DOCUMENT, CATEGORY = "daftar_riwayat_hidup", "fungsional"
REFUSED = (frappe.PermissionError, frappe.DoesNotExistError, frappe.Redirect)
everybody = Who(lambda user, row: True)

People = dict[str, str]
Door = Callable[[Document, Document], object]


def _in_list(doctype: str, name: str) -> None:
	"""A list refuses by leaving out."""
	if not frappe.get_list(doctype, {"name": name}, pluck="name", order_by="name"):
		raise frappe.PermissionError


def _download(nomination: Document, document: Document) -> None:
	"""As /private/files and download_file decide."""
	if frappe.session.user == "Guest" or not find_file_by_url(document.file):
		raise frappe.PermissionError


def _file_listed(nomination: Document, document: Document) -> None:
	file = frappe.db.get_value("File", {"attached_to_name": document.name})
	_in_list("File", file)


def _page(nomination: Document, document: Document) -> None:
	frappe.local.form_dict = frappe._dict(nomination=nomination.name)
	# There is no session in a test, and so nothing to keep a token in.
	frappe.session.data.csrf_token = "token"
	usulan_satu.get_context(frappe._dict())


def _print(nomination: Document, document: Document) -> None:
	"""The receipt, like every print of it."""
	validate_print_permission(frappe.get_doc("Nomination", nomination.name))


LOOKING: dict[str, Door] = {
	"form": lambda nomination, document: frappe.get_doc("Nomination", nomination.name).check_permission(
		"read"
	),
	"REST": lambda nomination, document: frappe.client.get("Nomination", nomination.name),
	"REST, its document": lambda nomination, document: frappe.client.get(
		"Supporting Document", document.name
	),
	"list": lambda nomination, document: _in_list("Nomination", nomination.name),
	"list of documents": lambda nomination, document: _in_list("Supporting Document", document.name),
	"checklist": lambda nomination, document: checklist(nomination.name),
	"page": _page,
	"parts of the page": lambda nomination, document: filing.parts(nomination.name),
	"download": _download,
	"print": _print,
}
CHANGING: dict[str, Door] = {
	"upload": lambda nomination, document: uploads.changeable(nomination.name),
	"link": lambda nomination, document: uploads.give_link(
		nomination.name, DOCUMENT, "https://contoh.example/a"
	),
	"photo": lambda nomination, document: uploads.remove_photo(nomination.name),
	"save": lambda nomination, document: filing.save(nomination.name, {}),
	"remove": lambda nomination, document: uploads.remove(document.name),
}
# Person → may look, may change: at a draft, and at one that is handed in.
MAY = {
	"nominee": ("look change", "look"),
	"operator": ("look change", "look"),
	"secretariat": ("look change", "look"),
	"auditor": ("look", "look"),
	"assessor": ("", "look"),
	"recommender": ("", "look"),
	"other assessor": ("", ""),
	"colleague": ("", ""),
	"other operator": ("", ""),
	"operator without a unit": ("", ""),
	"guest": ("", ""),
}

# The role of the Secretariat deletes no documents.
NOT_GIVEN = {("secretariat", "remove")}


@pytest.fixture(autouse=True)
def in_window(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


@pytest.fixture
def nomination() -> Document:
	season = make_award_season().name
	employee = make_nominee(user_id=make_user("Employee")).name
	return make_nomination(season, employee, CATEGORY)


@pytest.fixture
def document(nomination: Document) -> Document:
	return make_supporting_document(nomination.name, DOCUMENT, file=make_file().file_url)


@pytest.fixture
def people(nomination: Document) -> People:
	users = {
		"nominee": frappe.db.get_value("Employee", nomination.employee, "user_id"),
		"operator": make_unit_user(nomination.unit),
		"secretariat": make_user("Awards Secretariat"),
		"auditor": make_user("Awards Auditor"),
		"assessor": make_user("Awards Assessor"),
		"recommender": make_user("Employee", "Awards Recommender"),
		"other assessor": make_user("Awards Assessor"),
		"colleague": make_user("Employee"),
		"other operator": make_unit_user(make_nominee().department),
		"operator without a unit": make_user("Nominating Unit"),
		"guest": "Guest",
	}
	make_employee(unit=nomination.unit, user=users["colleague"])
	_seat(nomination, users["assessor"], CATEGORY)
	_seat(nomination, users["other assessor"], "pelaksana")
	code = frappe.db.get_value("Award Category", nomination.category, "recommender")
	season = frappe.get_doc("Award Season", nomination.season)
	entry = {"recommender": code, "unit": nomination.unit, "user": users["recommender"], "position": "Kepala"}
	season.append("recommenders", entry)
	season.save()
	return users


def _seat(nomination: Document, user: str, code: str) -> None:
	rows = {"members": [{"user": user}], "categories": [{"category": category(code)}]}
	store("Assessment Panel", season=nomination.season, **rows)


def hand_in(nomination: Document) -> None:
	"""Past its own rules: here it only has to stand there."""
	values = {"workflow_state": "Submitted", "number": 1, "recommendation_status": "Asked"}
	frappe.db.set_value("Nomination", nomination.name, values)


def opens(door: Door, nomination: Document, document: Document) -> bool:
	"""Whether the door lets the user of the session in; what it would do there is taken back."""
	frappe.db.savepoint("door")
	try:
		door(nomination, document)
	except REFUSED:
		return False
	# In, and refused inside for another reason.
	except frappe.ValidationError:
		return True
	finally:
		frappe.db.rollback(save_point="door")
		frappe.clear_messages()
	return True


@pytest.mark.parametrize("is_handed_in", [False, True])
def test_doors_and_persons(
	nomination: Document, document: Document, people: People, as_user, is_handed_in: bool
) -> None:
	if is_handed_in:
		hand_in(nomination)
	for who, user in people.items():
		may = MAY[who][is_handed_in]
		with as_user(user):
			seen = {name: opens(door, nomination, document) for name, door in LOOKING.items()}
			assert seen == dict.fromkeys(LOOKING, "look" in may), (who, seen)
			changed = {name: opens(door, nomination, document) for name, door in CHANGING.items()}
			# What is handed in is closed by its state; who may only look is refused before that is said.
			if not is_handed_in or not may:
				expected = {name: "change" in may and (who, name) not in NOT_GIVEN for name in CHANGING}
				assert changed == expected, (who, changed)


def test_files_of_a_nomination_are_listed_where_it_is_seen(
	nomination: Document, document: Document, people: People, as_user
) -> None:
	"""Frappe lists files to the users of the desk alone, and to those only what `access` leaves."""
	for who, user in people.items():
		with as_user(user):
			if opens(_file_listed, nomination, document):
				assert "look" in MAY[who][0], who


@pytest.mark.parametrize(
	("rule", "who", "expected"), [(nobody, "nominee", False), (everybody, "colleague", True)]
)
def test_every_door_follows_the_rule(
	nomination: Document,
	document: Document,
	people: People,
	as_user,
	monkeypatch: pytest.MonkeyPatch,
	rule: Who,
	who: str,
	expected: bool,
) -> None:
	"""With the rule bent, each door bends: none of them has one of its own."""
	bent = access.Rules(look=rule, change=rule, create=rule)
	for doctype in ("Nomination", "Supporting Document"):
		monkeypatch.setitem(access.RULES, doctype, bent)
	with as_user(people[who]):
		found = {name: opens(door, nomination, document) for name, door in {**LOOKING, **CHANGING}.items()}
	assert found == dict.fromkeys(found, expected), found
