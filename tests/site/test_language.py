"""The Indonesian of a real site: our words are used, those of others stay, and who saves does not matter."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
import pytest
from frappe import _

from ntb_awards.gateway.words import kept_for_all, say
from ntb_awards.selection.messages import Message

READER = "en"


@pytest.fixture
def indonesian() -> Iterator[None]:
	before, frappe.local.lang = frappe.local.lang, "id"
	yield
	frappe.local.lang = before


@pytest.mark.parametrize(
	("text", "context", "shown"),
	[
		("Nomination", None, "Usulan"),
		("Return for Completion", None, "Kembalikan untuk Dilengkapi"),
		("Time Zone", None, "Zona Waktu"),
		("No.", None, "No."),
		("III", None, "III"),
		("Rank", "Employee", "Pangkat/Golongan"),
		("Stop", "Minutes Decision", "Tidak Lolos"),
	],
)
def test_our_words_win_over_those_of_the_apps_before(
	indonesian: None, text: str, context: str | None, shown: str
) -> None:
	assert _(text, context=context) == shown


@pytest.mark.parametrize(("text", "theirs"), [("Stop", "Berhenti"), ("Weight", "Berat"), ("Unit", "Satuan")])
def test_words_that_mean_something_else_elsewhere_stay(indonesian: None, text: str, theirs: str) -> None:
	assert _(text) == theirs


def test_what_a_document_keeps_is_in_the_language_of_the_site() -> None:
	"""A job has no reader, and an administrator may read English."""
	frappe.local.lang = READER
	message = Message("Performance {year} is not on record", {"year": 2023})
	with kept_for_all():
		assert say(message) == "Predikat kinerja 2023 belum tercatat"
	assert frappe.local.lang == READER
	assert say(message) == "Performance 2023 is not on record"
