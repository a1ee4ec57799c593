"""Filing as no page would do it, by plain HTTP: oversized, forged, repeated, about others' nominations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.calling import together
from tests.browser.filing_calls import GATEWAY, Inside, World, problems, sentence, world_of

SEASON, DOMAIN = "UJI-MASUKAN", "masukan.ntb-awards.example"
OK, BAD_TOKEN, FORBIDDEN, NOT_FOUND, CONFLICT, REFUSED = 200, 400, 403, 404, 409, 417
MEGABYTES = 10_000_000
TEXTS = ("innovation_title", "innovation_description", "self_description", "achievement", "social_activity")
NAMES = ("recommender_name", "recommender_position", "recommendation_number")
SQL = ("' OR '1'='1", "Robert'); DROP TABLE `tabNomination`; --", "1 UNION SELECT password FROM __Auth /*")
MARK_UP = (
	"<script>alert(1)</script>",
	"<img src=x onerror=alert(1)>",
	"</textarea><svg onload=alert(1)>",
	"<b>",
)
# What a client might send to be taken for an own field.
NOT_OFFERED = {
	"workflow_state": "Winner",
	"docstatus": 1,
	"owner": "x",
	"number": 1,
	"employee": "x",
	"season": "x",
	"eligibility_status": "Eligible",
	"final_score": "100",
	"recommendation_status": "Confirmed",
	"recommended_by": "x",
	"facts_json": "{}",
	"stage": "x",
	"photo": "/files/x.jpg",
	"eligibility": "[]",
	"__proto__": "x",
	"name": "x",
	"modified": "2000-01-01",
}
OUTSIDERS = {
	"guest": FORBIDDEN,
	"colleague": NOT_FOUND,
	"stranger": NOT_FOUND,
	"other_operator": NOT_FOUND,
	"recommender": NOT_FOUND,
	"assessor": NOT_FOUND,
	"auditor": FORBIDDEN,
}


@pytest.fixture(scope="module")
def world(address: str, inside: Inside) -> Iterator[World]:
	with world_of(address, inside, SEASON, DOMAIN) as world:
		yield world


@pytest.fixture
def untouched(world: World) -> Iterator[dict[str, Any]]:
	"""Nothing of what is stored changes while the test runs, and nothing has crashed."""
	before = world.stored()
	yield before
	assert world.stored() == before


def draft(world: World) -> str:
	return world.scene["draft"]["nomination"]


def of_draft(world: World) -> dict[str, Any]:
	return next(row for row in world.stored()["nominations"] if row["name"] == draft(world))


@pytest.mark.usefixtures("untouched")
def test_ten_megabytes_of_text(world: World) -> None:
	"""In each field that takes a text, also in those a short word is expected in."""
	long = "a" * MEGABYTES
	for field in TEXTS:
		answer = world["nominee"].call("filing.save", nomination=draft(world), values={field: long})
		assert answer.status_code == REFUSED and list(problems(answer)) == [field], (field, answer.text[:500])
		assert len(answer.text) < 20_000
	answer = world["nominee"].call("filing.save_profile", nomination=draft(world), public_profile=long)
	assert answer.status_code == REFUSED and "public_profile" in problems(answer)
	assert (
		world["nominee"].call("filing.withdraw", nomination=draft(world), reason=long).status_code == REFUSED
	)
	for what in ("filing.save", "filing.submit", "uploads.remove_photo"):
		answer = world["nominee"].call(what, nomination=long, values={})
		assert answer.status_code == NOT_FOUND, (what, answer.status_code)


@pytest.mark.usefixtures("untouched")
def test_mark_up_in_texts(world: World) -> None:
	for field in TEXTS:
		for text in MARK_UP:
			answer = world["nominee"].call("filing.save", nomination=draft(world), values={field: text})
			assert answer.status_code == REFUSED and "plain text" in problems(answer)[field], (field, text)
	for text in MARK_UP:
		answer = world["nominee"].call("filing.save_profile", nomination=draft(world), public_profile=text)
		assert answer.status_code == REFUSED and problems(answer), text
	for text in ("\x00", "a\x1bb", "\u202eba"):
		answer = world["nominee"].call("filing.save", nomination=draft(world), values={"achievement": text})
		assert answer.status_code == REFUSED and problems(answer), repr(text)


def test_sql_in_texts(world: World) -> None:
	"""Words like any others; they come back as they were written, escaped on the page."""
	for text in SQL:
		assert world["nominee"].call("filing.save", nomination=draft(world), values={"achievement": text}).ok
		assert of_draft(world)["achievement"] == text
	page = world["nominee"].get(f"/usulan/{draft(world)}").text
	assert "UNION SELECT" in page
	assert len(world.stored()["nominations"]) == 3


@pytest.mark.usefixtures("untouched")
def test_sql_where_a_name_is_expected(world: World) -> None:
	for text in SQL:
		for what in ("filing.save", "filing.submit", "filing.discard", "filing.parts"):
			answer = world["nominee"].call(what, nomination=text, values={"achievement": "x"})
			assert answer.status_code == NOT_FOUND, (what, text, answer.text[:500])
		for values in (
			{"season": text, "category": world.scene["category"]},
			{"season": world.scene["season"], "category": text},
			{"season": world.scene["season"], "category": world.scene["category"], "employee": text},
		):
			answer = world["operator"].call("filing.start", **values)
			assert answer.status_code in (FORBIDDEN, NOT_FOUND, REFUSED), (values, answer.text[:500])
		answer = world["operator"].call("filing.find_employees", season=world.scene["season"], text=text)
		assert answer.ok and answer.json()["message"] == [], text


@pytest.mark.usefixtures("untouched")
def test_nominations_of_others(world: World) -> None:
	"""Somebody else's number is answered exactly like one that there is not."""
	calls: dict[str, dict[str, Any]] = {
		"filing.save": {"values": {"achievement": "milik orang"}},
		"filing.submit": {},
		"filing.withdraw": {"reason": "x"},
		"filing.discard": {},
		"filing.save_profile": {"public_profile": "x"},
	}
	for who, status in OUTSIDERS.items():
		for what, values in calls.items():
			answer = world[who].call(what, nomination=draft(world), **values)
			assert answer.status_code == status, (who, what, answer.status_code, answer.text[:500])
			if status == NOT_FOUND:
				nowhere = world[who].call(what, nomination="NOM-1999-00001", **values)
				assert (nowhere.status_code, sentence(nowhere)) == (NOT_FOUND, sentence(answer)), (who, what)


@pytest.mark.usefixtures("untouched")
def test_nominations_for_others(world: World) -> None:
	"""An employee files for himself; the operator for his own unit."""
	values = {key: world.scene[key] for key in ("season", "category", "employee")}
	expected = {
		"guest": FORBIDDEN,
		"nominee": FORBIDDEN,
		"operator": FORBIDDEN,
		"assessor": FORBIDDEN,
		"auditor": FORBIDDEN,
	}
	for who, status in expected.items():
		answer = world[who].call("filing.start", **values)
		assert answer.status_code == status, (who, answer.status_code, answer.text[:500])
	row = {**values, "doctype": "Nomination"}
	for who in ("nominee", "operator"):
		assert world[who].send("/api/resource/Nomination", json=row).status_code == FORBIDDEN, who


@pytest.mark.usefixtures("untouched")
def test_fields_the_form_does_not_offer(world: World) -> None:
	for field, value in NOT_OFFERED.items():
		values = {"achievement": "diselundupkan", field: value}
		answer = world["nominee"].call("filing.save", nomination=draft(world), values=values)
		assert answer.status_code == REFUSED, (field, answer.status_code, answer.text[:500])
	for values in (["a"], "[", "null", 7, {"achievement": {"a": 1}}, {"achievement": ["a"]}):
		answer = world["nominee"].call("filing.save", nomination=draft(world), values=values)
		assert answer.status_code == REFUSED, (values, answer.status_code)


def test_fields_written_by_rest(world: World) -> None:
	"""Past the page: what the app writes stays as it was, whatever is sent for it."""
	before = of_draft(world)
	own = (
		"number",
		"final_score",
		"recommendation_status",
		"recommended_by",
		"facts_json",
		"stage",
		"outcome",
	)
	forged = {field: NOT_OFFERED.get(field, "Winner") for field in own}
	for values in (
		forged,
		{"workflow_state": "Winner"},
		{"docstatus": 1},
		{"employee": world.scene["employee"]},
	):
		path = f"/api/resource/Nomination/{draft(world)}"
		answer = world["nominee"].send(path, method="PUT", json=values)
		assert answer.status_code in (OK, FORBIDDEN, REFUSED), (values, answer.text[:500])
		after = of_draft(world)
		kept = (*own, "workflow_state", "docstatus", "employee", "season", "owner")
		assert {field: after[field] for field in kept} == {field: before[field] for field in kept}, values


@pytest.mark.usefixtures("untouched")
def test_forged_requests(world: World) -> None:
	"""Without the token of the session, with that of another, by another method."""
	values = {
		"nomination": draft(world),
		"values": {"achievement": "palsu"},
		"reason": "x",
		"public_profile": "x",
	}
	for what in ("save", "submit", "withdraw", "discard", "save_profile"):
		for token in ("", "0" * 64, world["operator"].token):
			answer = world["nominee"].call(f"filing.{what}", token=token, **values)
			assert answer.status_code == BAD_TOKEN, (what, answer.status_code)
		for method in ("GET", "PUT", "DELETE"):
			params = {"nomination": draft(world), "values": "{}", "reason": "x", "public_profile": "x"}
			answer = world["nominee"].send(f"{GATEWAY}filing.{what}", method=method, params=params)
			assert answer.status_code == FORBIDDEN, (what, method, answer.status_code)


def test_an_old_page_overwrites_nothing(world: World) -> None:
	nominee = world["nominee"]
	first = nominee.call("filing.save", nomination=draft(world), values={"social_activity": "Pertama"})
	stamp = first.json()["message"]["stamp"]
	second = {"nomination": draft(world), "values": {"social_activity": "Kedua"}, "stamp": stamp}
	assert nominee.call("filing.save", **second).ok
	# The very same request again says nothing new, and so is none.
	assert nominee.call("filing.save", **second).ok
	late = {**second, "values": {"social_activity": "Dari halaman lama"}}
	answer = nominee.call("filing.save", **late)
	assert answer.status_code == CONFLICT and answer.json()["stamp"] != stamp, answer.text[:500]
	assert of_draft(world)["social_activity"] == "Kedua"


def test_begun_twice_at_the_same_instant(world: World) -> None:
	"""One draft, whoever presses how often; here one that is there already."""
	values = {key: world.scene[key] for key in ("season", "category")}
	answers = together([lambda: world["nominee"].call("filing.start", **values) for _time in range(4)])
	made = {answer.json()["message"]["nomination"] for answer in answers if answer.ok}
	assert made <= {draft(world)}, [answer.text[:300] for answer in answers]
	assert len(world.stored()["nominations"]) == 3


@pytest.mark.usefixtures("untouched")
def test_submitted_before_it_is_complete(world: World) -> None:
	"""Several times at once: each is told what is missing, and none gets a number."""
	answers = together([lambda: world["nominee"].call("filing.submit", nomination=draft(world))] * 4)
	assert {answer.status_code for answer in answers} == {REFUSED}, [answer.text[:300] for answer in answers]
	assert all("Missing:" in sentence(answer) for answer in answers)


@pytest.mark.usefixtures("untouched")
def test_what_is_handed_in_is_closed(world: World) -> None:
	"""A page that was open before; and the submission played back."""
	nomination = world.scene["handed_in"]["nomination"]
	for who in ("colleague", "operator"):
		for what, values in (("save", {"values": {"achievement": "x"}}), ("submit", {}), ("discard", {})):
			answer = world[who].call(f"filing.{what}", nomination=nomination, **values)
			assert answer.status_code == REFUSED, (who, what, answer.status_code, answer.text[:500])
		path = f"/api/resource/Nomination/{nomination}"
		answer = world[who].send(path, method="PUT", json={"achievement": "x"})
		assert answer.status_code == REFUSED, (who, answer.text[:500])
