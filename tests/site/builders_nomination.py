"""An open season of the shipped scheme and nominations in it, made through the documents people use."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import frappe
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow

from tests.site.bad_files import pdf
from tests.site.builders import make_company, make_employee, make_unit, make_user
from tests.site.builders_access import store

SCHEME = "ntb_asn_awards_2025-v1"
WITA = ZoneInfo("Asia/Makassar")
IN_WINDOW = datetime(2025, 11, 3, 9, 0, tzinfo=WITA)
RECOMMENDATION = {
	"recommender_name": "Drs. H. Lalu Mahrup, M.Si.",
	"recommender_position": "Kepala Dinas",
	"recommendation_number": "800/112/2025",
	"recommendation_date": "2025-11-01",
}
TEXTS = {
	"innovation_title": "SAMBANGI Desa",
	"innovation_description": "Layanan keliling bagi desa terpencil.",
	"self_description": "Mengabdi sejak 2010.",
}
_numbers, _serials = count(1), count(1)


def make_award_season(**fields: Any) -> Document:
	"""An open season with the timeline of its scheme: open from 28 October to 7 November 2025, WITA."""
	code = f"UJI-{next(_numbers)}"
	season = frappe.new_doc("Award Season")
	season.update(
		{
			"code": code,
			"title": f"Musim {code}",
			"scheme": SCHEME,
			"year": 2025,
			"organiser": make_company(),
			"status": "Open",
			**fields,
		}
	)
	return season.insert()


def category(code: str) -> str:
	return f"{SCHEME}-{code}"


def make_nip() -> str:
	"""Fits the people of make_employee: born 11 April 1985, appointed March 2010, a woman."""
	return f"198504112010032{next(_serials):03d}"


def make_nominee(*, unit: str = "", **fields: Any) -> Document:
	"""A PNS in a functional post with two good years: meets every requirement a record can answer."""
	civil = {
		"asn_nip": make_nip(),
		"asn_employment_status": "PNS",
		"asn_post_type": "Fungsional",
		"asn_functional_level": "Ahli Muda",
		"asn_rank": "III/d",
		"asn_post_title": "Analis Kebijakan Ahli Muda",
		"asn_post_since": "2022-01-03",
		"asn_service_since": "2010-03-01",
		"asn_education": "S2",
	}
	employee = make_employee(unit=unit or make_unit(), **{**civil, **fields})
	for year in (2023, 2024):
		make_rating(employee.name, year)
	return employee


def make_rating(employee: str, year: int, predicate: str = "Baik") -> Document:
	rating = frappe.new_doc("Performance Rating")
	rating.update({"employee": employee, "year": year, "predicate": predicate, "attendance_percent": 98})
	return rating.insert()


def make_nomination(
	season: str, employee: str = "", category_code: str = "fungsional", **fields: Any
) -> Document:
	"""A draft, complete but for its documents."""
	nomination = frappe.new_doc("Nomination")
	nomination.update(
		{
			"season": season,
			"category": category(category_code),
			"employee": employee or make_nominee().name,
			**RECOMMENDATION,
			**TEXTS,
			**fields,
		}
	)
	return nomination.insert()


def make_file(private: bool = True, content: str = "", **fields: Any) -> Document:
	"""An uploaded file that hangs on nothing yet."""
	number = next(_numbers)
	file = frappe.new_doc("File")
	file.update(
		{
			"file_name": f"berkas-uji-{number}.pdf",
			"content": pdf(content or f"isi {number}"),
			"is_private": int(private),
			**fields,
		}
	)
	return file.insert(ignore_permissions=True)


def make_supporting_document(nomination: str, requirement: str, **fields: Any) -> Document:
	document = frappe.new_doc("Supporting Document")
	document.update({"nomination": nomination, "requirement": requirement, **fields})
	if not (document.file or document.url):
		document.file = make_file().file_url
	return document.insert()


def make_feedback(nomination: str, relation: str = "superior") -> Document:
	"""A submitted set of 360° answers, stored past its own rules: here it only has to be there."""
	return store("Assessment 360", nomination=nomination, relation=relation, docstatus=1)


def required_codes(nomination: Document) -> list[str]:
	from ntb_awards.gateway.documents import missing_documents

	return [one.code for one in missing_documents(nomination) if one.kind != "feedback"]


def make_documents(nomination: Document, but_not: str = "") -> None:
	"""Every required document, the 360° forms included; `but_not`: code of one to leave out."""
	for code in required_codes(nomination):
		if code != but_not:
			make_supporting_document(nomination.name, code)
	for relation in ("superior", "peer", "peer"):
		make_feedback(nomination.name, relation)


def act(nomination: Document | str, action: str) -> Document:
	"""The action button, as the user of the session."""
	name = nomination if isinstance(nomination, str) else nomination.name
	return apply_workflow(frappe.get_doc("Nomination", name), action)


def make_submitted(season: str, **fields: Any) -> Document:
	nomination = make_nomination(season, **fields)
	make_documents(nomination)
	return act(nomination, "Submit Nomination")


def decide_open_rules(nomination: Document, decision: str = "Met") -> Document:
	"""The Secretariat's answer to every requirement that needs a human look."""
	doc = frappe.get_doc("Nomination", nomination.name)
	for row in doc.eligibility:
		if row.status == "Needs Review":
			row.update({"decision": decision, "reason": "Diperiksa pada berkas."})
	return doc.save()


def make_accepted(season: str, **fields: Any) -> Document:
	return act(decide_open_rules(make_submitted(season, **fields)), "Accept")


def make_unit_user(unit: str) -> str:
	"""Somebody who nominates for a unit."""
	user = make_user("Nominating Unit")
	make_employee(unit=unit, user=user)
	return user


def store_minutes(nomination: Document, stage: str, decision: str, docstatus: int = 1) -> Document:
	"""Plenary Minutes that hold one decision, stored past their own rules."""
	return store(
		"Plenary Minutes",
		season=nomination.season,
		category=nomination.category,
		stage=stage,
		held_on="2025-11-18",
		place="Mataram",
		docstatus=docstatus,
		decisions=[{"nomination": nomination.name, "number": nomination.number, "decision": decision}],
	)
