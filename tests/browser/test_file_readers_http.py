"""Who gets a file of a nomination out, by each address at which Frappe hands out files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser.filing_calls import Inside, World, world_of
from tests.site import bad_files

SEASON, DOMAIN = "UJI-PEMBACA", "pembaca.ntb-awards.example"
OK, FORBIDDEN, NOT_FOUND, REFUSED = 200, 403, 404, 417
# Of the colleague's nomination, which is handed in and stands before the recommender.
READERS = {
	"colleague": True,
	"operator": True,
	"recommender": True,
	"assessor": True,
	"secretariat": True,
	"auditor": True,
	"guest": False,
	"nominee": False,
	"stranger": False,
	"other_operator": False,
	"other_assessor": False,
}
# Of the nominee's draft.
READERS_OF_DRAFT = {
	**dict.fromkeys(READERS, False),
	**dict.fromkeys(("nominee", "operator", "secretariat", "auditor"), True),
}
NOT_OK = (FORBIDDEN, NOT_FOUND, REFUSED)


@pytest.fixture(scope="module")
def world(address: str, inside: Inside) -> Iterator[World]:
	with world_of(address, inside, SEASON, DOMAIN) as world:
		yield world


@pytest.mark.parametrize(("which", "readers"), [("handed_in", READERS), ("draft", READERS_OF_DRAFT)])
def test_who_gets_the_file(world: World, which: str, readers: dict[str, bool]) -> None:
	one = world.scene[which]
	url = one["file"]
	addresses = (url, f"/api/method/frappe.handler.download_file?file_url={quote(url)}")
	for who, may in readers.items():
		for address in addresses:
			answer = world[who].get(address)
			assert answer.status_code in ((OK,) if may else NOT_OK), (who, address, answer.status_code)
			assert answer.content.startswith(b"%PDF") is may, (who, address)


@pytest.mark.parametrize(("which", "readers"), [("handed_in", READERS), ("draft", READERS_OF_DRAFT)])
def test_who_reads_of_it(world: World, which: str, readers: dict[str, bool]) -> None:
	"""By REST and on the page; whoever may not sees neither name nor file name."""
	one = world.scene[which]
	for who, may in readers.items():
		for address in (
			f"/api/resource/Supporting Document/{one['document']}",
			f"/api/resource/Nomination/{one['nomination']}",
			f"/usulan/{one['nomination']}",
		):
			answer = world[who].get(address, allow_redirects=False)
			assert (answer.status_code == OK) is may, (who, address, answer.status_code)
			assert (one["nomination"] in answer.text) or not may, (who, address)
			assert may or one["file"] not in answer.text, (who, address)


def test_the_list_of_files(world: World) -> None:
	url = world.scene["handed_in"]["file"]
	filters = f'[["file_url","=","{url}"]]'
	for who, may in READERS.items():
		answer = world[who].get("/api/resource/File", params={"filters": filters})
		found = answer.json().get("data") or [] if answer.ok else []
		assert not found or may, (who, answer.text[:300])


def test_an_address_that_somebody_guesses(world: World) -> None:
	url = world.scene["handed_in"]["file"]
	name = url.rsplit("/", 1)[1]
	for who in ("guest", "stranger", "nominee"):
		for address in (
			f"/files/{name}",
			f"/private/files/../files/{name}",
			f"/private/files/{name}?fid=x",
			f"{url}/",
		):
			answer = world[who].get(address)
			assert not answer.content.startswith(b"%PDF"), (who, address, answer.status_code)


def test_the_file_is_not_made_public(world: World) -> None:
	"""By the nominee himself, who may write his document."""
	nominee, url = world["nominee"], world.scene["draft"]["file"]
	(file,) = [one for one in world.stored()["files"] if one["file_url"] == url]
	for values in ({"is_private": 0}, {"attached_to_name": "x"}, {"file_url": "/files/x.pdf"}):
		answer = nominee.send(f"/api/resource/File/{file['name']}", method="PUT", json=values)
		assert answer.status_code in NOT_OK, (values, answer.text[:500])
	assert nominee.send(f"/api/resource/File/{file['name']}", method="DELETE").status_code in NOT_OK
	(after,) = [one for one in world.stored()["files"] if one["name"] == file["name"]]
	assert after == file and nominee.get(url).status_code == OK


def test_frappes_own_upload(world: World) -> None:
	"""Beside a document, as the desk does it: bad files and public ones leave nothing behind."""
	place: dict[str, Any] = {"doctype": "Supporting Document", "docname": world.scene["draft"]["document"]}
	before = world.stored()
	bad = [
		("a.docx", bad_files.HTML, {"is_private": 1}),
		("a.svg", bad_files.SVG, {"is_private": 1}),
		("a.pdf", bad_files.pdf("umum"), {"is_private": 0}),
		("a.docx", bad_files.bomb_office(), {"is_private": 1}),
	]
	for who in ("nominee", "operator", "stranger", "guest"):
		for name, content, more in bad:
			files = {"file": (name, content)}
			answer = world[who].send("/api/method/upload_file", data={**place, **more}, files=files)
			assert not answer.ok, (who, name, answer.text[:300])
	assert {**world.stored(), "errors": 0} == {**before, "errors": 0}


def test_documents_by_rest(world: World) -> None:
	"""Past the endpoints of the page: the document asks by itself."""
	nominee, before = world["nominee"], world.stored()
	given = nominee.send(
		"/api/method/upload_file", data={"is_private": 1}, files={"file": ("a.docx", bad_files.EICAR)}
	)
	assert given.ok, given.text[:500]
	url = given.json()["message"]["file_url"]
	row = {"nomination": world.scene["draft"]["nomination"], "requirement": "surat_rekomendasi", "file": url}
	answer = nominee.send("/api/resource/Supporting Document", json=row)
	assert answer.status_code == REFUSED and "virus" in answer.text
	document = world.scene["draft"]["document"]
	for values in (
		{"file": url},
		{"file": world.scene["foreign"]["file"]},
		{"nomination": world.scene["foreign"]["nomination"]},
	):
		answer = nominee.send(f"/api/resource/Supporting Document/{document}", method="PUT", json=values)
		assert answer.status_code in NOT_OK, (values, answer.text[:500])
	forged = {"sha256": "0" * 64, "file_size": 1, "minutes": 5, "verified": ""}
	assert nominee.send(f"/api/resource/Supporting Document/{document}", method="PUT", json=forged).ok
	after = world.stored()
	kept = ("sha256", "file_size", "minutes", "owner", "file", "nomination")
	was, now = (
		{one["name"]: [one[field] for field in kept] for one in state["documents"]}
		for state in (before, after)
	)
	assert was == now
	assert nominee.send(f"/api/resource/File/{given.json()['message']['name']}", method="DELETE").ok
