"""A unit's head who is asked to recommend four of its people, and the operator who nominates them.

    python recommendation_people.py SITE '{"season": code, "domain": …, "unit": title, "password": …}'

The season is open now. Prints {"head", "operator": emails, "fourth": the last nomination} on the last line.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

import frappe
from frappe.utils import now_datetime
from frappe.utils.password import update_password

from ntb_awards.gateway.recommendations import ask
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_nomination import category, make_award_season, make_nomination, make_nominee
from tests.site.builders_recommending import HEAD, NO_LETTER, UNIT_HEAD

NOMINEES = (
	(
		"Ayu Pertiwi",
		"Analis Kebijakan Ahli Muda",
		"fungsional",
		"SAMBANGI: layanan keliling desa terpencil",
	),
	("Lalu Surya Wijaya", "Pranata Komputer Ahli Muda", "fungsional", "Kios Data Terbuka"),
	("Baiq Hartini", "Perencana Ahli Muda", "fungsional", "Peta Aset Bergerak"),
	("Sahrul Hadi", "Auditor Ahli Muda", "fungsional", "Audit Terbuka"),
)
WORDS = (
	"Inovasi ini lahir dari keluhan warga yang harus menempuh perjalanan panjang untuk satu tanda tangan. "
	"Kini petugas mendatangi mereka menurut jadwal yang diumumkan di kantor desa."
)


def make(wanted: dict[str, Any]) -> dict[str, Any]:
	unit = make_unit(wanted["unit"])
	head = account(wanted, "kepala", "Lalu Mahrup", unit, **HEAD)
	operator = account(wanted, "operator", "Baiq Nurhayati", unit)
	user = frappe.get_doc("User", operator)
	user.append_roles("Nominating Unit")
	user.save()
	season = make_award_season(
		code=wanted["season"],
		title="ASN Awards Uji Rekomendasi",
		recommenders=[
			{"recommender": UNIT_HEAD, "unit": unit, "user": head, "position": "Kepala Dinas Uji Rekomendasi"}
		],
	)
	open_now(season.name)
	names = [nominate(season.name, unit, *one) for one in NOMINEES]
	for name in names:
		ask(name)
	return {"head": head, "operator": operator, "fourth": names[-1]}


def account(wanted: dict[str, Any], part: str, name: str, unit: str, **post: Any) -> str:
	email = f"{part}@{wanted['domain']}"
	make_user("Employee", email=email, first_name=name, language="id")
	update_password(email, wanted["password"])
	make_employee(name, unit=unit, user=email, **post)
	return email


def open_now(season: str) -> None:
	"""Nominations are taken from yesterday until the day after tomorrow, 23.59."""
	now = now_datetime()
	window = {
		"starts_at": now - timedelta(days=1),
		"ends_at": (now + timedelta(days=2)).replace(hour=23, minute=59, second=0, microsecond=0),
	}
	frappe.db.set_value("Season Activity", {"parent": season, "kind": "Submission"}, window)
	frappe.clear_document_cache("Award Season", season)


def nominate(season: str, unit: str, name: str, post: str, code: str, innovation: str) -> str:
	employee = make_nominee(unit=unit, first_name=name, asn_post_title=post).name
	texts = {"innovation_title": innovation, "innovation_description": WORDS, "self_description": WORDS}
	return make_nomination(season, employee, code, **{**NO_LETTER, **texts}, category=category(code)).name


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	made = make(json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.destroy()
	print(json.dumps(made))
