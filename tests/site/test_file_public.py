"""Photo and video of finalists: what leaves without an account, and only while they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import frappe
import pytest
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from ntb_awards.gateway import files, public_media
from tests.site import bad_files
from tests.site.builders_access import store
from tests.site.builders_public import IN_TEST, at, make_finalists, make_public_season

VIDEO = "video_profil"


@pytest.fixture
def season() -> str:
	return make_public_season()


@pytest.fixture
def finalist(season: str) -> str:
	"""With a photo and a video of two seconds."""
	nomination = make_finalists(season, 1)[0]
	photo = files.store(bad_files.jpeg(), "a.jpg", "Nomination", nomination)
	frappe.db.set_value("Nomination", nomination, "photo", photo.file_url)
	document = store("Supporting Document", nomination=nomination, season=season, requirement=VIDEO)
	video = files.store(bad_files.video(2), "a.mp4", "Supporting Document", document.name)
	frappe.db.set_value("Supporting Document", document.name, {"file": video.file_url, "verified": "Valid"})
	return nomination


def ask(
	door: Callable[..., Response], season: str, number: int | str, headers: Mapping[str, str] | None = None
) -> Response:
	"""As a guest."""
	frappe.set_user("Guest")
	frappe.local.request = Request(EnvironBuilder("/", headers=headers).get_environ())
	try:
		with at(IN_TEST):
			return door(season, number)
	finally:
		frappe.set_user("Administrator")
		del frappe.local.request


def body(response: Response) -> bytes:
	response.direct_passthrough = False
	return response.get_data()


def number_of(nomination: str) -> int:
	return frappe.db.get_value("Nomination", nomination, "number")


@pytest.mark.parametrize(
	("door", "kind"), [(public_media.photo, "image/jpeg"), (public_media.video, "video/mp4")]
)
def test_a_finalist(season: str, finalist: str, door: Callable[..., Response], kind: str) -> None:
	answer = ask(door, season, number_of(finalist))
	assert (answer.status_code, answer.mimetype) == (200, kind)
	assert answer.headers["X-Content-Type-Options"] == "nosniff"
	assert answer.headers["Accept-Ranges"] == "bytes" and answer.headers["ETag"]
	assert "NOM-" not in str(answer.headers) and finalist not in str(answer.headers)
	whole = body(answer)
	part = ask(door, season, number_of(finalist), {"Range": "bytes=10-19"})
	assert (part.status_code, body(part)) == (206, whole[10:20])
	assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
	with pytest.raises(RequestedRangeNotSatisfiable):
		ask(door, season, number_of(finalist), {"Range": "bytes=999999999-"})
	assert (
		ask(door, season, number_of(finalist), {"If-None-Match": answer.headers["ETag"]}).status_code == 304
	)


@pytest.mark.parametrize(
	("doctype", "values"),
	[
		("Award Season", {"is_public": 0}),
		("Nomination", {"stage": "fgd", "workflow_state": "Submitted"}),
		("Nomination", {"workflow_state": "Withdrawn"}),
		("Plenary Minutes", {"published_at": None}),
	],
)
def test_nobody_else(season: str, finalist: str, doctype: str, values: dict[str, object]) -> None:
	number = number_of(finalist)
	name = {"Award Season": season, "Nomination": finalist}.get(doctype)
	frappe.db.set_value(doctype, name or {"season": season}, values)
	frappe.clear_document_cache("Award Season", season)
	for door in (public_media.photo, public_media.video):
		answer = ask(door, season, number)
		assert (answer.status_code, body(answer)) == (404, b"")


@pytest.mark.parametrize("number", [0, -1, 999, "x", "../1"])
def test_no_such_number(season: str, finalist: str, number: int | str) -> None:
	assert ask(public_media.photo, season, number).status_code == 404
	assert ask(public_media.photo, "tidak-ada", 1).status_code == 404


def test_only_what_is_a_picture_or_a_video(season: str, finalist: str) -> None:
	"""Whatever has got into the field; and nothing of another document."""
	other = files.store(bad_files.pdf("umum"), "a.pdf", "Nomination", finalist)
	frappe.db.set_value("Nomination", finalist, "photo", other.file_url)
	assert ask(public_media.photo, season, number_of(finalist)).status_code == 404
	foreign = files.store(bad_files.jpeg(60, 60), "b.jpg", "Nomination", "lain")
	frappe.db.set_value("Nomination", finalist, "photo", foreign.file_url)
	assert ask(public_media.photo, season, number_of(finalist)).status_code == 404


@pytest.mark.parametrize("verified", ["", "Invalid"])
def test_a_video_not_found_valid_is_not_shown(season: str, finalist: str, verified: str) -> None:
	frappe.db.set_value("Supporting Document", {"nomination": finalist}, "verified", verified)
	assert ask(public_media.video, season, number_of(finalist)).status_code == 404


def test_a_file_that_is_not_on_the_disk(season: str, finalist: str) -> None:
	url = frappe.db.get_value("Nomination", finalist, "photo")
	Path(frappe.get_doc("File", {"file_url": url}).get_full_path()).unlink()
	assert ask(public_media.photo, season, number_of(finalist)).status_code == 404
