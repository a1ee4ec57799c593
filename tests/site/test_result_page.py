"""The nominee's page of 360° results: for oneself alone, and its bars."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.www import hasil_360
from tests.site.builders import make_user
from tests.site.builders_scoring import employee_of, make_scoring
from tests.site.conftest import acting

RESULT = {
	"season_title": "Musim Uji",
	"category_title": "Fungsional",
	"nominee_name": "Ayu Pertiwi",
	"contributors": 5,
	"stage_value": "84.2500",
	"aspects": [
		{"title": "Akuntabel", "own": "4.00", "category_mean": "3.50", "maximum": "5"},
		{"title": "Adaptif", "own": "3.50", "category_mean": None, "maximum": "5"},
	],
	"groups": [{"label": "Rekan kerja", "contributors": 5, "value": "84.2500"}],
	"comments": ["<b>Teliti</b>"],
	"note": "",
}


def test_guests_are_sent_to_the_login() -> None:
	with acting("Guest"), pytest.raises(frappe.Redirect):
		hasil_360.get_context(frappe._dict())
	assert frappe.local.flags.redirect_location == "/login?redirect-to=%2Fhasil-360"


def test_without_an_open_result() -> None:
	context = frappe._dict()
	with acting(make_user("Employee")):
		frappe.session.data = frappe._dict(csrf_token="token")
		hasil_360.get_context(context)
	assert context.results == []


def test_bars_are_shares_of_the_scale() -> None:
	first, second = hasil_360._with_bars(RESULT)["aspects"]
	assert (first["own_bar"], first["mean_bar"]) == ("80", "70")
	assert (second["own_bar"], second["mean_bar"]) == ("70", None)


def test_what_people_wrote_is_not_read_as_html() -> None:
	context = {"results": [hasil_360._with_bars(RESULT)], "title": "Hasil", "lang": "id", "languages": []}
	page = frappe.render_template("ntb_awards/www/hasil-360.html", context)
	assert "&lt;b&gt;Teliti&lt;/b&gt;" in page and "<b>Teliti</b>" not in page


def test_nominees_are_told_once_results_are_opened() -> None:
	"""One line each for those with an account, naming nobody; not again with the next save."""
	scoring = make_scoring()
	user = make_user("Employee", language="id")
	frappe.db.set_value("Employee", employee_of(scoring.nominees[0]), "user_id", user)
	season = frappe.get_doc("Award Season", scoring.season)
	for _time in range(2):
		season.feedback_published = 1
		season.save()
	lines = frappe.get_all(
		"Notification Log", {"link": "/hasil-360"}, ["for_user", "type", "subject"], order_by="creation"
	)
	assert [(line.for_user, line.type) for line in lines] == [(user, "Alert")]
	assert season.title in lines[0].subject and "Peserta" not in lines[0].subject
