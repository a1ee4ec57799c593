"""A season on the public pages while the public is asked: finalists, results, and one to be published.

    python public_season.py SITE '{"season": code, "domain": …, "unit": title, "password": …}'

Prints {"secretariat": email, "minutes": published, "waiting": not yet, "number": of a finalist} at the end.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import datetime, timedelta
from typing import Any

import frappe
from frappe.utils.password import update_password
from PIL import Image, ImageDraw

from ntb_awards.gateway.workflow import state_of_gate
from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_access import store
from tests.site.builders_public import ASKED, make_public_season, make_published
from tests.site.builders_results import SCHEME

# The day of the rules' own timeline that is today: the second on which the public is asked.
TODAY = datetime(2025, 11, 26)
PEOPLE = {
	"pelaksana": (
		("Baiq Rahmawati", "Pengadministrasi Perkantoran", "Antrean Ramah Lansia"),
		("Lalu Ahmad Fauzan, S.Kom.", "Pengelola Data", "Peta Air Bersih Desa"),
	),
	"fungsional": (
		("dr. Ni Made Ayu Lestari", "Dokter Ahli Muda", "Klinik Terapung Gili"),
		("Muhammad Zaini", "Penyuluh Pertanian Ahli Muda", "Sekolah Lapang Sumbawa"),
		("Siti Nurbaya, S.Pd.", "Guru Ahli Madya", "Kelas Pesisir"),
	),
}
PROFILE = (
	"Bertugas di pelayanan publik sejak 2012. Setiap hari bertemu warga yang datang dari desa-desa jauh.\n\n"
	"Dikenal rekan kerja sebagai orang yang sabar mendengarkan dan tuntas menyelesaikan pekerjaan."
)
COLOURS = ("#2f6690", "#81a4cd", "#5b8e7d", "#bc6c25", "#6d597a")


def make(wanted: dict[str, Any]) -> dict[str, Any]:
	season = make_public_season(wanted["season"], title="ASN Awards Uji Halaman Publik")
	move_timeline(season)
	unit = make_unit(wanted["unit"])
	number, results = 0, []
	for code, people in PEOPLE.items():
		category = f"{SCHEME}-{code}"
		nominations = [
			nominate(season, category, unit, number + place, *person)
			for place, person in enumerate(people, start=1)
		]
		number += len(people)
		results.append(
			make_published(season, nominations, category=category, stage_title="Focus Group Discussion")
		)
	for minutes in results:
		frappe.db.set_value("Plenary Minutes", minutes, "published_at", a_while_ago())
	waiting = make_published(
		season,
		[],
		category=category,
		stage="administration",
		stage_title="Seleksi Administrasi",
		published_at=None,
	)
	secretariat = f"sekretariat@{wanted['domain']}"
	make_user("Awards Secretariat", email=secretariat, first_name="Sekretariat", language="en")
	update_password(secretariat, wanted["password"])
	return {"secretariat": secretariat, "minutes": results[0], "waiting": waiting, "number": 1}


def a_while_ago() -> str:
	return f"{datetime.now() - timedelta(days=1):%Y-%m-%d %H:%M:%S}"


def move_timeline(season: str) -> None:
	"""As many days later as TODAY is past."""
	later = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0) - TODAY
	for row in frappe.get_all("Season Activity", {"parent": season}, ["name", "starts_at", "ends_at"]):
		moved = {"starts_at": row.starts_at + later, "ends_at": row.ends_at + later}
		frappe.db.set_value("Season Activity", row.name, moved)
	frappe.clear_document_cache("Award Season", season)


def nominate(
	season: str, category: str, unit: str, number: int, name: str, post: str, innovation: str
) -> str:
	"""A finalist who stands at the stage, stored past the rules of nominations; every second has a photo."""
	nomination = store(
		"Nomination",
		name=f"{season}-{number}",
		season=season,
		scheme=SCHEME,
		category=category,
		category_title=frappe.db.get_value("Award Category", category, "title"),
		employee=make_employee(name, unit=unit).name,
		employee_name=name,
		post_title=post,
		unit=unit,
		number=number,
		stage=ASKED,
		workflow_state=state_of_gate(SCHEME, ASKED),
		public_profile=PROFILE,
		innovation_title=innovation,
	).name
	if number % 2:
		frappe.db.set_value("Nomination", nomination, "photo", photo(nomination, number))
	video = {"requirement": "video_profil", "url": "https://www.youtube.com/watch?v=uji", "verified": "Valid"}
	store("Supporting Document", nomination=nomination, season=season, **video)
	return nomination


def photo(nomination: str, number: int) -> str:
	"""A private picture of a person, drawn."""
	image = Image.new("RGB", (480, 480), COLOURS[number % len(COLOURS)])
	draw = ImageDraw.Draw(image)
	draw.ellipse((160, 90, 320, 250), fill="#f1d3b5")
	draw.ellipse((80, 270, 400, 600), fill="#f7f4ef")
	content = io.BytesIO()
	image.save(content, "JPEG", quality=80)
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{nomination}.jpg",
			"content": content.getvalue(),
			"is_private": 1,
			"attached_to_doctype": "Nomination",
			"attached_to_name": nomination,
		}
	)
	file.flags.ignore_permissions = True
	return file.insert().file_url


if __name__ == "__main__":
	frappe.init(site=sys.argv[1])
	frappe.connect()
	made = make(json.loads(sys.argv[2]))
	frappe.db.commit()
	frappe.destroy()
	print(json.dumps(made))
