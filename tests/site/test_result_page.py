"""The nominee's page of 360° results: for oneself alone, and its bars."""

from __future__ import annotations

import frappe
import pytest

from ntb_awards.www import hasil_360
from tests.site.builders import make_user
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
