"""Bad files sent by plain HTTP, by those who may file and by those who may not; what was there stays."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.calling import together
from tests.browser.filing_calls import GATEWAY, PATIENCE, Answer, Inside, World, problems, sentence, world_of
from tests.site import bad_files

SEASON, DOMAIN = "UJI-BERKAS", "berkas.ntb-awards.example"
CV, LETTER, VIDEO = "daftar_riwayat_hidup", "surat_rekomendasi", "video_profil"
OK, BAD_TOKEN, FORBIDDEN, NOT_FOUND, TOO_LARGE, REFUSED = 200, 400, 403, 404, 413, 417
# Who has no business with the nominee's draft, and what each is told.
OUTSIDERS = {
	"guest": FORBIDDEN,
	"colleague": NOT_FOUND,
	"stranger": NOT_FOUND,
	"other_operator": NOT_FOUND,
	"recommender": NOT_FOUND,
	"assessor": NOT_FOUND,
	"auditor": FORBIDDEN,
}


@pytest.fixture(scope="module")
def world(address: str, inside: Inside) -> Iterator[World]:
	with world_of(address, inside, SEASON, DOMAIN) as world:
		yield world


@pytest.fixture
def untouched(world: World) -> Iterator[dict[str, Any]]:
	"""Nothing of what is stored changes while the test runs, on the disk either, and nothing has crashed."""
	before = world.stored()
	yield before
	assert world.stored() == before


def mine(world: World, **values: Any) -> dict[str, Any]:
	return {"nomination": world.scene["draft"]["nomination"], "requirement": LETTER, **values}


@pytest.mark.usefixtures("untouched")
def test_bad_files_of_the_nominee(world: World) -> None:
	"""Each is refused with one sentence that stands at the requirement."""
	for what, (name, content, words) in bad_files.BAD.items():
		if what == "a line break":
			# Cannot be sent: it would end the line of the head.
			continue
		answer = world["nominee"].upload(name, content, **mine(world))
		assert answer.status_code == REFUSED, (what, answer.status_code, answer.text[:800])
		(said,) = problems(answer).items()
		assert said[0] == LETTER and words in said[1], (what, said)
		assert words in sentence(answer), (what, sentence(answer))


@pytest.mark.usefixtures("untouched")
def test_bad_files_in_the_place_of_a_good_one(world: World) -> None:
	values = mine(world, requirement=CV, document=world.scene["draft"]["document"])
	for what in ("a page named .pdf", "nothing", "the virus test", "a zip bomb", "a path"):
		name, content, words = bad_files.BAD[what]
		answer = world["nominee"].upload(name, content, **values)
		assert (answer.status_code, words in problems(answer)[CV]) == (REFUSED, True), (
			what,
			answer.text[:500],
		)


@pytest.mark.usefixtures("untouched")
def test_bad_photos(world: World) -> None:
	for what in (
		"a page named .jpg",
		"a drawing",
		"a picture of 3.6 billion pixels",
		"nothing",
		"a broken picture",
	):
		name, content, words = bad_files.BAD[what]
		answer = world["nominee"].upload(name, content, "uploads.upload_photo", **mine(world))
		assert (answer.status_code, words in problems(answer)["photo"]) == (REFUSED, True), (
			what,
			answer.text[:500],
		)


@pytest.mark.usefixtures("untouched")
def test_files_of_those_who_may_not(world: World) -> None:
	"""In the same words for a nomination of others and one that does not exist; bad files tell no more."""
	said = set()
	for who, status in OUTSIDERS.items():
		for name, content in (("a.pdf", bad_files.pdf("asing")), ("a.pdf", bad_files.EICAR)):
			answer = world[who].upload(name, content, **mine(world))
			assert answer.status_code == status, (who, answer.status_code, answer.text[:500])
			if status == NOT_FOUND:
				nowhere = world[who].upload(name, content, **mine(world, nomination="NOM-1999-00001"))
				assert nowhere.status_code == NOT_FOUND
				said |= {sentence(answer), sentence(nowhere)}
		document = world.scene["draft"]["document"]
		for what in ("remove", "remove_photo", "give_link"):
			values = mine(world, document=document, url="https://contoh.example/a")
			assert world[who].call(f"uploads.{what}", **values).status_code == status, (who, what)
	assert len(said) == 1


@pytest.mark.usefixtures("untouched")
def test_a_nomination_that_is_handed_in_takes_none(world: World) -> None:
	values = mine(world, nomination=world.scene["handed_in"]["nomination"])
	removing = {"colleague": REFUSED, "operator": REFUSED, "secretariat": FORBIDDEN}
	for who, status in removing.items():
		answer = world[who].upload("a.pdf", bad_files.pdf("terlambat"), **values)
		assert answer.status_code == REFUSED and "not now" in problems(answer)[LETTER], (
			who,
			answer.text[:500],
		)
		document = world.scene["handed_in"]["document"]
		assert world[who].call("uploads.remove", document=document).status_code == status


@pytest.mark.usefixtures("untouched")
def test_odd_requests(world: World) -> None:
	nominee, pdf = world["nominee"], bad_files.pdf("ganjil")
	bad = [
		mine(world, requirement="tidak_ada"),
		mine(world, requirement="' OR 1=1 --"),
		mine(world, requirement="penilaian_360"),
		mine(world, requirement=VIDEO),
		mine(world, document=world.scene["foreign"]["document"]),
		mine(world, document="tidak-ada"),
		mine(world, issued_on="kemarin"),
		mine(world, issued_on="2999-01-01"),
		mine(world, issued_on="2025-13-45"),
	]
	for values in bad:
		answer = nominee.upload("a.pdf", pdf, **values)
		assert answer.status_code == REFUSED and problems(answer), (
			values,
			answer.status_code,
			answer.text[:500],
		)
	assert nominee.call("uploads.upload", **mine(world)).status_code == REFUSED
	for values in ({"requirement": LETTER}, {"nomination": world.scene["draft"]["nomination"]}):
		assert nominee.upload("a.pdf", pdf, **values).status_code in (REFUSED, 500), values
	for method in ("GET", "PUT", "DELETE"):
		path = f"{GATEWAY}uploads.remove_photo"
		assert nominee.send(path, method=method, params=mine(world)).status_code == FORBIDDEN


@pytest.mark.usefixtures("untouched")
def test_bad_links(world: World) -> None:
	for url in (
		"javascript:alert(1)",
		"file:///etc/passwd",
		"//contoh.example",
		"data:text/html,x",
		"",
		"x" * 5000,
	):
		answer = world["nominee"].call("uploads.give_link", **mine(world, url=url))
		assert answer.status_code == REFUSED and problems(answer), (url[:40], answer.text[:500])


@pytest.mark.usefixtures("untouched")
def test_forged_requests(world: World) -> None:
	"""Another site can have the browser send the form; it does not know the token."""
	pdf, document = bad_files.pdf("palsu"), world.scene["draft"]["document"]
	for token in ("", "0" * 64, world["operator"].token):
		answer = world["nominee"].upload("a.pdf", pdf, token=token, **mine(world))
		assert answer.status_code == BAD_TOKEN, answer.text[:500]
		answer = world["nominee"].upload(
			"a.jpg", bad_files.jpeg(), "uploads.upload_photo", token, **mine(world)
		)
		assert answer.status_code == BAD_TOKEN
		assert (
			world["nominee"].call("uploads.remove", token=token, document=document).status_code == BAD_TOKEN
		)


@pytest.mark.usefixtures("untouched")
def test_more_than_the_site_takes_at_all(world: World) -> None:
	"""Said in the head of the request, or found out while it is read."""
	path, nominee = f"{GATEWAY}uploads.upload", world["nominee"]
	assert nominee.upload("a.pdf", bytes(30 * 1024 * 1024), **mine(world)).status_code == TOO_LARGE
	said = head_only(world, path, f"Content-Length: {10**12}")
	assert said.split()[1] in (b"413", b"400"), said


def head_only(world: World, path: str, *lines: str) -> bytes:
	parts = urlsplit(world.address)
	caller = world["nominee"]
	cookies = "; ".join(f"{one.name}={one.value}" for one in caller.session.cookies)
	head = [
		f"POST {path} HTTP/1.1",
		f"Host: {parts.netloc}",
		f"Cookie: {cookies}",
		f"X-Frappe-CSRF-Token: {caller.token}",
		"Content-Type: multipart/form-data; boundary=x",
		*lines,
	]
	with socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE) as line:
		line.sendall("\r\n".join([*head, "", ""]).encode())
		line.shutdown(socket.SHUT_WR)
		return line.recv(4000)


# What is good


def test_a_file_is_handed_in_replaced_and_taken_back(world: World) -> None:
	nominee, before = world["nominee"], world.stored()
	first = nominee.upload("Surat <b>é.pdf", bad_files.pdf("satu"), **mine(world))
	assert first.ok, first.text[:500]
	document = first.json()["message"]["document"]
	after = world.stored()
	(row,) = [one for one in after["documents"] if one["name"] == document]
	(file,) = [one for one in after["files"] if one["file_url"] == row["file"]]
	assert file["is_private"] and file["attached_to_name"] == document and file["owner"] == "Administrator"
	assert len(after["disk"]) == len(before["disk"]) + 1
	again = nominee.upload("b.pdf", bad_files.pdf("dua"), **mine(world, document=document))
	assert again.json()["message"]["document"] == document
	(entry,) = again.json()["message"]["checklist"]["files"]
	assert entry["file"] != row["file"]
	replaced = world.stored()
	assert len(replaced["files"]) == len(after["files"]) and len(replaced["disk"]) == len(after["disk"])
	assert nominee.get(row["file"]).status_code in (FORBIDDEN, NOT_FOUND)
	gone = nominee.call("uploads.remove", document=document)
	assert gone.ok and gone.json()["message"]["checklist"]["files"] == []
	end = world.stored()
	assert (end["files"], end["disk"], end["documents"]) == (
		before["files"],
		before["disk"],
		before["documents"],
	)


def test_the_same_file_sent_twice_is_there_once(world: World) -> None:
	"""Also at the same instant, as a nervous finger does it."""
	nominee, before, pdf = world["nominee"], world.stored(), bad_files.pdf("dua kali")
	answers: list[Answer] = together(
		[lambda: nominee.upload("a.pdf", pdf, **mine(world)) for _time in range(4)]
	)
	assert {answer.status_code for answer in answers} == {OK}, [answer.text[:300] for answer in answers]
	(document,) = {answer.json()["message"]["document"] for answer in answers}
	assert len(world.stored()["documents"]) == len(before["documents"]) + 1
	assert nominee.call("uploads.remove", document=document).ok


def test_a_photo(world: World) -> None:
	nominee, before = world["nominee"], world.stored()
	answer = nominee.upload("kamera.jpg", bad_files.camera_jpeg(), "uploads.upload_photo", **mine(world))
	assert answer.ok, answer.text[:500]
	shown = nominee.get(answer.json()["message"]["photo"])
	assert shown.headers["Content-Type"] == "image/jpeg" and b"Telepon" not in shown.content
	for who in ("guest", "stranger", "other_operator"):
		assert world[who].get(answer.json()["message"]["photo"]).status_code == FORBIDDEN, who
	assert nominee.call("uploads.remove_photo", **mine(world)).ok
	assert world.stored()["disk"] == before["disk"]
