"""Beside each criterion stand the documents it is judged by, with the files of who may see them."""

from __future__ import annotations

from collections.abc import Callable

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.gateway.score_evidence import evidence
from ntb_awards.selection.scheme import Instrument, Scheme
from tests.site.builders import make_user
from tests.site.builders_nomination import (
	IN_WINDOW,
	make_award_season,
	make_nomination,
	make_supporting_document,
)

CV, LETTER = "daftar_riwayat_hidup", "surat_rekomendasi"


@pytest.fixture
def nomination(monkeypatch: pytest.MonkeyPatch) -> Document:
	monkeypatch.setattr("ntb_awards.gateway.windows.now_in", lambda season: IN_WINDOW)
	drafted = make_nomination(make_award_season().name)
	make_supporting_document(drafted.name, CV)
	return drafted


@pytest.fixture
def form(nomination: Document) -> tuple[Scheme, Instrument]:
	"""A form of the scheme whose first criterion is judged by two documents."""
	scheme = load_scheme(nomination.scheme)
	instrument = next(one for one in scheme.instruments if not one.variants)
	first, *others = instrument.criteria
	judged = first.model_copy(update={"evidence": (CV, LETTER)})
	return scheme, instrument.model_copy(update={"criteria": (judged, *others)})


def test_titles_and_files_of_the_criterion(form: tuple[Scheme, Instrument], nomination: Document) -> None:
	scheme, instrument = form
	found = evidence(scheme, instrument, None, nomination.name)
	cv, letter = found[instrument.criteria[0].code]
	assert cv["title"] == next(row.title for row in scheme.document_requirements if row.code == CV)
	assert [file["url"].startswith("/private/files/") for file in cv["files"]] == [True]
	assert letter["files"] == []
	assert all(found[row.code] == [] for row in instrument.criteria[1:])


def test_nobody_sees_files_of_a_nominee_they_may_not_see(
	form: tuple[Scheme, Instrument], nomination: Document, as_user: Callable
) -> None:
	stranger = make_user("Nominating Unit")
	with as_user(stranger):
		assert not frappe.has_permission("Nomination", "read", nomination.name)
		found = evidence(*form, None, nomination.name)
	assert [one["files"] for one in found[form[1].criteria[0].code]] == [[], []]


def test_without_a_nominee_only_the_titles(form: tuple[Scheme, Instrument]) -> None:
	assert [one["files"] for one in evidence(*form, None, None)[form[1].criteria[0].code]] == [[], []]
