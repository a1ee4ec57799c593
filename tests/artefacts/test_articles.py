"""docs/pasal: every numbered article of the five rule documents has its row, and every row points at what is
there. The article numbers below are typed from the documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

import pytest

from tests.artefacts.files import APP, MODULE, ROOT, doctypes

FOLDER = ROOT / "docs" / "pasal"
PARTS = ("eligibility_rules", "document_requirements", "stages", "quotas", "rewards")
KEYS = ("code", "number", "relation")


class Row(NamedTuple):
	article: str
	says: str
	where: str

	@property
	def paths(self) -> list[str]:
		"""What is written as code: paths in a scheme, and modules."""
		return re.findall(r"`([^`]+)`", self.where)


def numbered(stem: str, *numbers: int | str) -> list[str]:
	return [stem.format(number) for number in numbers]


def upto(stem: str, last: int) -> list[str]:
	return numbered(stem, *range(1, last + 1))


PERGUB_2025 = [
	*numbered("Pasal {}", 1, 3, 4, 6, 7, 9, 10, 12, 13, 14, 15, 16, 17),
	*numbered("Menimbang {}", *"abc"),
	*upto("Pasal 1 angka {}", 13),
	"Pasal 2",
	*upto("Pasal 3 ({})", 6),
	*upto("Pasal 4 ({})", 7),
	"Pasal 5",
	*numbered("Pasal 6 {}", *"abcdefghi"),
	*upto("Pasal 7 ({})", 12),
	*numbered("Pasal 8 {}", *"abcdef"),
	*upto("Pasal 9 ({})", 2),
	*upto("Pasal 10 ({})", 5),
	"Pasal 11",
	*upto("Pasal 12 ({})", 3),
	*upto("Pasal 13 ({})", 2),
	*numbered("Pasal 13 (2) {}", *"abcd"),
	*upto("Pasal 14 ({})", 5),
	*upto("Pasal 15 ({})", 2),
	*numbered("Pasal 16 {}", *"abcde"),
	*upto("Pasal 17 ({})", 2),
]
PERGUB_2017 = [
	*numbered("Pasal {}", 1, 6, "6 (2)", "6 (3)", 10, 11, 13, 15, 18, 21),
	*upto("Pasal 1 angka {}", 15),
	"Pasal 6 (1)",
	*numbered("Pasal 6 (1) {}", *"ab"),
	*numbered("Pasal 6 (2) {}", *"abcdef"),
	*numbered("Pasal 6 (3) {}", *"abcde"),
	"Pasal 6 (4)",
	*upto("Pasal 10 ({})", 3),
	*upto("Pasal 11 ({})", 4),
	*numbered("Pasal 11 (4) {}", *"abcdefghij"),
	*upto("Pasal 11 (4) b angka {}", 6),
	*upto("Pasal 13 ({})", 2),
	*numbered("Pasal 13 (1) {}", *"abcd"),
	*upto("Pasal 15 ({})", 7),
	*upto("Pasal 18 ({})", 7),
	"Pasal 19",
	*upto("Pasal 21 ({})", 7),
	"Pasal II",
]
SLIDES = {
	"1 Kategori JPT Madya Terbaik": 6,
	"2 Kategori JPT Pratama Terbaik": 6,
	"3 Kategori Administrator Terbaik": 6,
	"4 Kategori Pengawas Terbaik": 6,
	"5 Kategori Best Employee": 6,
	"6 Kategori Dosen Terbaik": 4,
}
ANUGERAH = [
	"Latar Belakang",
	*numbered("Tujuan {}", *"abcde"),
	"Dasar Hukum",
	"Hadiah Pemenang",
	"Timeline",
	"Kategori Anugerah ASN 2023",
	*upto("Mekanisme Berjenjang, kategori {}", 11),
	*chain.from_iterable(upto(f"{slide}, butir {{}}", last) for slide, last in SLIDES.items()),
	*upto("Persyaratan {}", 5),
	*upto("Persyaratan, berkas {}", 6),
	*upto("Instrumen Penilaian, baris {}", 7),
	*upto("Alur Pendaftaran {}", 2),
]
BAHASA = [
	*"ABCDEF",
	*numbered("C.{}", "1", "2", "2.a", "2.b", "3", "4", "5", "5.a", "5.b"),
	*numbered("D.{}", "1", "1.b", "2", "2.b", "3.b"),
	*upto("F.{}", 2),
	*numbered("Lampiran {}", "A", "B", "B.1", "B.2", "B.3", "B.4", "B.5"),
	*upto("B.{}", 10),
	*numbered("C.1.{}", *"ab"),
	*numbered("C.2.{}", "a.1", "a.2", "b.1", "b.2"),
	*numbered("C.3.{}", *"abcdefg"),
	*numbered("C.4.{}", *"abcd"),
	*upto("C.5.a.{}", 3),
	*numbered("C.5.a.3.{}", *"abc"),
	*numbered("C.5.a.3 manajerial {}", *"abcde"),
	*numbered("C.5.a.3 nonmanajerial {}", *"abcdefghi"),
	*upto("C.5.b.{}", 4),
	"C.5.c",
	*numbered("D.{}", "1.a", "1.b.1", "1.b.2", "1.b.3", "1.b.4"),
	*numbered("D.{}", "2.a", "2.b.1", "2.b.2", "2.b.3", "2.b.4", "2.b.5"),
	*numbered("D.{}", "3", "3.a", "3.b.1", "3.b.2", "3.b.3", "3.b.4", "4"),
	*upto("E.{}", 2),
	*numbered("F.1.{}", *"abcde"),
	*numbered("F.2.{}", *"abcdef"),
	*upto("F.2.f.{}", 4),
	*upto("Lampiran A.{}", 3),
	*numbered("Lampiran A.3.{}", *"abcde"),
	*numbered("Lampiran B.{}", "1.a", "1.b", "1.c", "2.a", "2.b", "2.c"),
	*upto("Lampiran B.1.c baris {}", 5),
	*upto("Lampiran B.2.c baris {}", 10),
	*numbered("Lampiran B.{}", "3.a", "3.b", "3.c", "3.d", "4.a", "4.b", "4.c", "5.a", "5.b", "5.c"),
]
NTB = [
	*numbered("{}", "1.a", "1.b", "2.a", "2.b", "2.c", "3.b", "3.c"),
	"letter 6 Nov 2025",
	*upto("1.a.{}", 3),
	*upto("1.b.{}", 6),
	*numbered("1.b.6.{}", *"ab"),
	*upto("2.a.{}", 2),
	*upto("2.b.{}", 11),
	*numbered("2.b.11.{}", *"ab"),
	*upto("2.c.{}", 2),
	"3.a",
	"3.a table",
	*upto("3.b.{}", 2),
	*upto("3.b.2, tujuan {}", 4),
	*upto("3.c.{}", 5),
	"4",
	*upto("4 table, {}", 4),
	*upto("timeline {}", 12),
]
ARTICLES = {
	"ntb-asn-awards-2025.md": NTB,
	"pergub-asn-berprestasi-2025-draft.md": PERGUB_2025,
	"anugerah-asn-2023.md": ANUGERAH,
	"pergub-1-2017-open-selection.md": PERGUB_2017,
	"badan-bahasa-2024.md": BAHASA,
}


@cache
def schemes(document: str) -> tuple[dict[str, Any], ...]:
	"""The shipped schemes of a rule document."""
	found = [json.loads(file.read_text()) for file in sorted((APP / "schemes").glob("*.json"))]
	return tuple(scheme for scheme in found if scheme["source_document"] == document)


@cache
def rows(document: str) -> tuple[Row, ...]:
	"""The rows of a document's table, without its head."""
	lines = (FOLDER / document).read_text().splitlines()
	table = [line.strip("|").split("|") for line in lines if line.startswith("|")]
	return tuple(Row(*(cell.strip() for cell in cells)) for cells in table[2:])


def at(scheme: dict[str, Any], path: str) -> Any:
	"""What stands at a dotted path ("stages.wawancara.weight"); None if nothing does."""
	node: Any = scheme
	for step in path.split("."):
		if isinstance(node, dict):
			node = node.get(step)
		elif isinstance(node, list) and any(key in node[0] for key in KEYS):
			node = next((item for item in node if step in {str(item.get(key)) for key in KEYS}), None)
		elif isinstance(node, list):
			node = node[int(step)] if step.isdigit() and int(step) < len(node) else None
		else:
			return None
	return node


def parts(scheme: dict[str, Any]) -> Iterator[tuple[str, str]]:
	"""The path and the basis of everything a table has to name."""
	for name in PARTS:
		for position, part in enumerate(scheme.get(name, ())):
			yield f"{name}.{part.get('code', position)}", part["basis"]


def places(node: Any) -> Iterator[str]:
	"""Every place of the document that a scheme names in a basis."""
	if isinstance(node, list):
		yield from chain.from_iterable(places(item) for item in node)
	elif isinstance(node, dict):
		for key, value in node.items():
			if key.endswith("basis") and value not in ("", "assumed"):
				yield from value.split("; ")
			yield from places(value)


def test_every_document_has_a_table() -> None:
	assert {file.name for file in FOLDER.glob("*.md")} == {"README.md", *ARTICLES}
	assert all(schemes(document) for document in ARTICLES)


@pytest.mark.parametrize("document", ARTICLES)
def test_every_article_has_one_row(document: str) -> None:
	named = [row.article for row in rows(document)]
	assert len(named) == len(set(named))
	assert [article for article in ARTICLES[document] if article not in named] == []
	assert all(row.says and row.where for row in rows(document))


@pytest.mark.parametrize("document", ARTICLES)
def test_every_place_a_scheme_names_has_a_row(document: str) -> None:
	named = {row.article for row in rows(document)}
	assert sorted({place for scheme in schemes(document) for place in places(scheme)} - named) == []


@pytest.mark.parametrize("document", ARTICLES)
def test_every_path_exists(document: str) -> None:
	"""A module of the app, or a place in one of the document's schemes."""

	def exists(path: str) -> bool:
		if path.endswith(".py"):
			return (APP / path).is_file()
		return any(at(scheme, path) is not None for scheme in schemes(document))

	missing = [(row.article, path) for row in rows(document) for path in row.paths if not exists(path)]
	assert missing == []


def is_of(article: str, basis: str) -> bool:
	"""Whether an article, or a part of it ("…, butir 2"), is what a basis names; anything may be assumed."""
	return basis == "assumed" or any(
		article == place or article.startswith(f"{place},") for place in basis.split("; ")
	)


@pytest.mark.parametrize("document", ARTICLES)
def test_every_part_of_a_scheme_stands_at_its_article(document: str) -> None:
	"""Requirements, documents, stages, quotas and rewards: named in a row of the article they come from; what
	is assumed, in any row."""
	lost = [
		(scheme["code"], path, basis)
		for scheme in schemes(document)
		for path, basis in parts(scheme)
		if not any(path in row.paths and is_of(row.article, basis) for row in rows(document))
	]
	assert lost == []


@pytest.mark.parametrize("document", ARTICLES)
def test_every_document_type_exists(document: str) -> None:
	"""Names in bold are DocTypes or reports."""
	reports = {json.loads(file.read_text())["name"] for file in (MODULE / "report").glob("*/*.json")}
	bold = {name for row in rows(document) for name in re.findall(r"\*\*([^*]+)\*\*", row.where)}
	assert bold - set(doctypes()) - reports == set()
