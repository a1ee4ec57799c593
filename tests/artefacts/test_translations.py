"""Everything a person reads is in the catalogue, and in Indonesian.

After adding or changing a text, on a bench: `bench generate-pot-file --app ntb_awards`,
`bench update-po-files --app ntb_awards --locale id`, then translate what is new in id.po.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.artefacts.files import APP, NOT_OURS, ROOT

LOCALE = APP / "locale"
# What the desk fills in, and the mark-up it shows as such: {0}, {name}, {}, <b>, %s.
KEPT = re.compile(r"\{[^}]*\}|<[^>]+>|&\w+;|%\w")
Key = tuple[str, str | None]


@cache
def catalogue(name: str) -> Catalog:
	with (LOCALE / name).open("rb") as file:
		return read_po(file)


def messages(name: str) -> dict[Key, Message]:
	return {(one.id, one.context): one for one in catalogue(name) if one.id}


@cache
def texts_in_sources() -> set[Key]:
	"""What `bench generate-pot-file` finds, with the same extractors over the same folders."""
	with (ROOT / "babel_extractors.csv").open() as file:
		method_map = [(row[0], row[1]) for row in csv.reader(file)]

	def ours(folder: str) -> bool:
		name = Path(folder).name
		return not name.startswith((".", "_")) and name not in NOT_OURS

	keywords = {**DEFAULT_KEYWORDS, "_lt": None}
	found = extract_from_dir(str(ROOT), method_map, keywords=keywords, directory_filter=ours)
	return {(text, context) for _file, _line, text, _comments, context in found if text}


def test_the_template_is_up_to_date_with_the_sources() -> None:
	listed = set(messages("main.pot"))
	assert not texts_in_sources() - listed, "missing in main.pot: run bench generate-pot-file"
	assert not listed - texts_in_sources(), "no longer in the sources: run bench generate-pot-file"


def test_every_text_is_translated_and_nothing_else() -> None:
	translated = messages("id.po")
	assert set(translated) == set(messages("main.pot")), "run bench update-po-files --locale id"
	assert not [key for key, one in translated.items() if not str(one.string).strip() or one.fuzzy]


def test_placeholders_and_mark_up_stay() -> None:
	for (text, _context), one in messages("id.po").items():
		assert sorted(KEPT.findall(text)) == sorted(KEPT.findall(str(one.string))), text


def test_sentences_end_as_they_do_in_english() -> None:
	"""A full stop too many or too few shows where a text was cut or changed its kind."""
	for (text, _context), one in messages("id.po").items():
		for sign in ":?":
			assert text.endswith(sign) == str(one.string).endswith(sign), text


def test_the_catalogue_compiles(tmp_path: Path) -> None:
	with (tmp_path / "ntb_awards.mo").open("wb") as file:
		write_mo(file, catalogue("id.po"))
	assert (tmp_path / "ntb_awards.mo").stat().st_size > 0


@pytest.mark.parametrize(
	("text", "context", "indonesian"),
	[
		("Stop", "Minutes Decision", "Tidak Lolos"),
		("Rank", "Employee", "Pangkat/Golongan"),
		("Rank", None, "Peringkat"),
		("No.", None, "No."),
		("III", None, "III"),
	],
)
def test_words_with_two_meanings(text: str, context: str | None, indonesian: str) -> None:
	assert messages("id.po")[text, context].string == indonesian
