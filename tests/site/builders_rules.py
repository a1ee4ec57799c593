"""A small scheme with two stages, and seasons and panels under it, for the tests of rules."""

from __future__ import annotations

import copy
import html
from collections.abc import Callable
from itertools import count
from typing import Any

import frappe
import pytest
from frappe.model.document import Document

from ntb_awards.gateway.schemes import import_scheme
from tests.site.builders import make_company, make_user

HUMAN = {"test": "human", "question": "Apakah pantas?"}
BASES = {"basis": "1", "weight_basis": "1", "advancement_basis": "assumed"}
CRITERION = {"code": "isi", "title": "Isi", "weight": "100", "maximum": "100", "basis": "1"}
SMALL: dict[str, Any] = {
	"code": "kecil",
	"version": 1,
	"title": "Penghargaan Kecil",
	"authority": "Tim Uji",
	"source_document": "uji.md",
	"year": 2025,
	"places_basis": "1",
	"winners": 1,
	"winners_basis": "1",
	"reference_date_basis": "1",
	"tie_basis": "1",
	"categories": [
		{
			"code": "umum",
			"title": "Umum",
			"recommender": "unit_head",
			"recommender_title": "Kepala",
			"basis": "1",
		},
		{
			"code": "khusus",
			"title": "Khusus",
			"recommender": "unit_head",
			"recommender_title": "Kepala",
			"basis": "1",
		},
	],
	"stages": [
		{
			"code": "berkas",
			"title": "Berkas",
			"kind": "document_check",
			"instrument": "form",
			"weight": "60",
			**BASES,
		},
		{
			"code": "sidang",
			"title": "Sidang",
			"kind": "panel_score",
			"instrument": "form",
			"weight": "40",
			**BASES,
		},
	],
	"instruments": [
		{"code": "form", "title": "Formulir", "basis": "1", "criteria": [CRITERION]},
	],
	"contributor_rules": [
		{
			**{"code": "atasan", "title": "Atasan", "minimum_contributors": 1, "min_group_size": 1},
			**{"min_group_basis": "1", "basis": "1"},
			"relations": [
				{"relation": "superior", "min_count": 1, "weight": "100", "weight_basis": "1", "basis": "1"}
			],
		}
	],
	"eligibility_rules": [{"code": "pantas", "title": "Pantas", "condition": HUMAN, "basis": "1"}],
	"activities": [
		{
			**{"number": 1, "title": "Usulan", "kind": "submission", "basis": "1"},
			**{"starts_on": "2025-10-28", "ends_on": "2025-11-07"},
		},
		{
			**{"number": 2, "title": "Sidang", "kind": "stage", "stage": "sidang", "basis": "1"},
			**{"starts_on": "2025-11-12", "ends_on": "2025-11-13"},
		},
	],
}
_numbers = count(1)


def scheme_file(**changes: Any) -> dict[str, Any]:
	"""The small scheme as a file, with other top-level values."""
	return copy.deepcopy(SMALL) | changes


def make_award_scheme(**changes: Any) -> Document:
	return frappe.get_doc("Award Scheme", import_scheme(scheme_file(**changes)))


def make_award_season(scheme: str = "", **fields: Any) -> Document:
	"""A season in Draft with the timeline of its scheme (made when none is named)."""
	season = frappe.new_doc("Award Season")
	number = next(_numbers)
	season.update(
		{
			"code": f"UJI-{number}",
			"title": f"Musim Uji {number}",
			"scheme": scheme or make_award_scheme().name,
			"year": 2025,
			"organiser": make_company(),
			**fields,
		}
	)
	return season.insert()


def make_assessment_panel(season: str, *users: str, **fields: Any) -> Document:
	"""A panel chaired by its first member; without users, one new assessor."""
	panel = frappe.new_doc("Assessment Panel")
	panel.update(
		{
			"season": season,
			"title": "Tim Penilai",
			"decree_number": "1",
			"decree_date": "2025-10-01",
			**fields,
		}
	)
	for position, user in enumerate(users or [make_user("Awards Assessor")]):
		panel.append("members", {"user": user, "role": "Member" if position else "Chair"})
	return panel.insert()


def extend(season: Document, new_end: str, activity_number: int = 1, **fields: Any) -> Document:
	"""Add an extension with its letter and save."""
	season.append(
		"extensions",
		{
			**{"activity_number": activity_number, "new_end": new_end, "reason": "Masih kurang usulan"},
			**{"letter_number": "800.1/4697/BKD/2025", "letter_date": "2025-11-06", **fields},
		},
	)
	return season.save()


def refused(action: Callable[..., Any], *args: Any, **values: Any) -> str:
	"""The message with which the action is refused, as it is read on the screen."""
	with pytest.raises(frappe.ValidationError) as error:
		action(*args, **values)
	return html.unescape(str(error.value))
