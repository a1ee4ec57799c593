"""The texts of a nomination: what is refused at every door, and what the requirements ask of each."""

from __future__ import annotations

from datetime import date
from typing import Any

import frappe
import pytest

from ntb_awards.gateway import filing
from ntb_awards.gateway.filing_texts import asked_texts
from ntb_awards.selection.facts import Facts
from ntb_awards.selection.scheme import EligibilityRule
from tests.site.builders_filing import Filing, begin, make_filing
from tests.site.builders_nomination import IN_WINDOW
from tests.site.conftest import acting

ON = date(2025, 11, 7)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)


@pytest.fixture
def made() -> Filing:
	return make_filing()


BAD = {
	"a script": ("self_description", "Halo <script>alert(1)</script>", "HTML mark-up"),
	"a tag that is not closed": ("achievement", "lihat <img src=x", "HTML mark-up"),
	"too long": ("social_activity", "a" * 20_001, "20001 characters"),
	"ten megabytes": ("innovation_description", "kata " * 2_000_000, "characters"),
	"a long title": ("innovation_title", "a" * 256, "at most 255"),
	"two lines in a title": ("innovation_title", "satu\ndua", "cannot be shown"),
	"a control character": ("achievement", "satu\x07dua", "cannot be shown"),
	"text turned round": ("achievement", "satu\u202edua", "cannot be shown"),
	"SQL where a name is expected": ("recommender_name", "x'; DROP TABLE tabUser; --", "usual signs"),
	"SQL where a number is expected": ("recommendation_number", "1' OR '1'='1", "usual signs"),
}


@pytest.mark.parametrize("what", BAD)
def test_refused_at_its_field(made: Filing, what: str) -> None:
	"""By the form and by the desk's door alike; what was stored before stays."""
	field, text, sentence = BAD[what]
	name = begin(made)
	with acting(made.user):
		filing.save(name, {"achievement": "Sebelumnya", "innovation_title": "Judul"})
		with pytest.raises(frappe.ValidationError, match=sentence):
			filing.save(name, {field: text})
		problems = frappe.local.response["problems"]
		assert (
			list(problems) == [field]
			and frappe.db.get_value("Nomination", name, "achievement") == "Sebelumnya"
		)
		doc = frappe.get_doc("Nomination", name)
		doc.set(field, text)
		with pytest.raises(frappe.ValidationError, match=sentence):
			doc.save()


def test_every_field_is_named(made: Filing) -> None:
	name = begin(made)
	with acting(made.user), pytest.raises(frappe.ValidationError):
		filing.save(name, {"achievement": "<b>", "self_description": "\x00", "social_activity": "baik"})
	assert set(frappe.local.response["problems"]) == {"achievement", "self_description"}
	assert not frappe.db.get_value("Nomination", name, "social_activity")


@pytest.mark.parametrize(
	"text",
	[
		"SELECT * FROM tabUser; DROP TABLE x; -- dan seterusnya",
		"a < b dan c > d, 3<4 & 5>4",
		"Baris satu\n\tBaris dua “kutipan” – é ñ 😀",
		"{{ doc.name }} {% for x in y %} %s ' \" \\",
	],
)
def test_stored_as_it_was_typed(made: Filing, text: str) -> None:
	name = begin(made)
	with acting(made.user):
		filing.save(name, {"achievement": text})
	assert frappe.db.get_value("Nomination", name, "achievement") == text


@pytest.mark.parametrize(
	"name", ["Dr. H. Lalu M. Iqbal, S.IP., M.Hub.Int.", "Hj. Sitti Rohmi D'Jalilah", "I Gusti B. (Plt.)"]
)
def test_names_as_people_write_them(made: Filing, name: str) -> None:
	nomination = begin(made)
	with acting(made.user):
		filing.save(nomination, {"recommender_name": name, "recommendation_number": "800.1/4697/BKD/2025"})
	assert frappe.db.get_value("Nomination", nomination, "recommender_name") == name


# --- what requirements ask ------------------------------------------------------------------------


def rule(condition: dict[str, Any], code: str = "rule") -> EligibilityRule:
	return EligibilityRule.model_validate(
		{"code": code, "title": code, "condition": condition, "basis": f"b-{code}"}
	)


def present(fact: str, **limits: int) -> dict[str, Any]:
	return {"test": "present", "fact": fact, **limits}


def test_limits_inside_other_conditions() -> None:
	rules = [
		rule({"test": "all", "of": [present("self_description", words=500, max_words=1000)]}, "a"),
		rule(present("self_description", max_words=800), "b"),
	]
	(text,) = asked_texts(rules, Facts(), ON).values()
	assert (text.least, text.most, text.required, text.basis) == (500, 800, True, ("b-a", "b-b"))


def test_one_of_several_texts_is_enough() -> None:
	found = asked_texts(
		[rule({"test": "any", "of": [present("innovation_title"), present("achievement")]})], Facts(), ON
	)
	assert {field: text.required for field, text in found.items()} == {
		"innovation_title": False,
		"achievement": False,
	}


@pytest.mark.parametrize(("post", "asked"), [("Fungsional", True), ("Pelaksana", False), (None, True)])
def test_a_text_for_some_people_only(post: str | None, asked: bool) -> None:
	condition = {
		"test": "when",
		"applies": {"test": "compare", "fact": "post_type", "op": "is", "value": "Fungsional"},
		"then": present("achievement", words=10),
	}
	assert ("achievement" in asked_texts([rule(condition)], Facts(post_type=post), ON)) is asked
