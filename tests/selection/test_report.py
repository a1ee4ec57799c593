"""The page of rankings: self-contained, complete, and safe with any text."""

from __future__ import annotations

from decimal import Decimal
from html.parser import HTMLParser

from ntb_awards.selection.dossier import Dossier, read, seal
from ntb_awards.selection.records import Season
from ntb_awards.selection.report import render_report
from ntb_awards.selection.scheme import Scheme

from .builders import GATES, STRUCTURAL, make_complete_season, make_minutes, make_nominee, make_scheme

SCHEME = make_scheme()


class Page(HTMLParser):
	"""Rows of cells, bars as (x, width), and every address the page asks for."""

	def __init__(self, text: str) -> None:
		super().__init__()
		self.rows: list[list[str]] = []
		self.first: list[bool] = []
		self.bars: list[tuple[Decimal, Decimal]] = []
		self.addresses: list[str] = []
		self.open: list[str] = []
		self.feed(text)
		self.close()

	def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
		given = dict(attrs)
		self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]
		if tag == "tr":
			self.rows.append([])
			self.first.append(given.get("class") == "first")
		elif tag in ("td", "th"):
			self.rows[-1].append("")
		elif tag == "rect":
			self.bars.append((Decimal(given["x"] or ""), Decimal(given["width"] or "")))
		if tag not in ("meta", "link", "img", "br"):
			self.open.append(tag)

	def handle_endtag(self, tag: str) -> None:
		assert self.open.pop() == tag

	def handle_data(self, data: str) -> None:
		if self.open and self.open[-1] in ("td", "th"):
			self.rows[-1][-1] += data


def dossier_of(season: Season, scheme: Scheme = SCHEME) -> Dossier:
	return read(seal(scheme, season))[1]


def page_of(season: Season, scheme: Scheme = SCHEME) -> Page:
	page = Page(render_report(dossier_of(season, scheme)))
	assert page.open == []
	return page


def test_every_number_of_the_ranking_is_on_the_page() -> None:
	page = page_of(make_complete_season(SCHEME, {1: "90.25", 2: 80, 3: 80}))
	heads, one, two, three = page.rows[:4]
	titles = ["Administration", "Feedback 360", "Fgd", "Public Test", "Presentation"]
	assert heads == ["Peringkat", "Peserta", *titles, "Nilai akhir", "Keterangan"]
	values = ["90.2500", "80.0000", "90.2500", "90.2500", "90.2500"]
	assert one == ["1", "1", *values, "88.20", "dalam seleksi"]
	assert (two[0], two[-2:]) == ("2", ["80.00", "dalam seleksi; sama dengan 3"])
	assert (three[0], three[-2:]) == ("2", ["80.00", "dalam seleksi; sama dengan 2"])


def test_a_bonus_stands_apart_from_the_hundred() -> None:
	"""88.20 of 100 and 10 more for a bonus: 98.20."""
	bonus = {"code": "far", "title": "Daerah Tertinggal", "points": "10", "basis": "baris"}
	condition = {"test": "compare", "fact": "underdeveloped_region", "op": "is", "value": True}
	scheme = make_scheme(("bonuses", [{**bonus, "condition": condition}]))
	season = make_complete_season(scheme, {1: "90.25"})
	nominee = season.nominees[0].model_copy(update={"bonuses": ("far",)})
	page = page_of(season.model_copy(update={"nominees": (nominee,)}), scheme)
	assert page.rows[0][-4:] == ["Nilai dari 100", "Bonus", "Nilai akhir", "Keterangan"]
	assert page.rows[1][-4:-1] == ["88.20", "10", "98.20"]


def test_bars_are_the_contributions_side_by_side() -> None:
	"""30, 20, 10, 10 and 30 per cent of 90 and, for the 360°, of 80."""
	page = page_of(make_complete_season(SCHEME, {1: 90}))
	assert page.bars == [(0, 27), (27, 16), (43, 9), (52, 9), (61, 27)]


def test_a_value_of_zero_has_no_width() -> None:
	page = page_of(make_complete_season(SCHEME, {1: 0}))
	assert [width for _x, width in page.bars] == [0, 16, 0, 0, 0]


def test_who_is_not_ranked_has_no_bar_and_the_reason() -> None:
	season = make_complete_season(SCHEME, {1: 90, 2: 80}, minutes=[])
	nominees = (season.nominees[0], make_nominee(2, status="withdrawn"))
	sheets = tuple(sheet for sheet in season.sheets if sheet.assessor != "A3")
	page = page_of(season.model_copy(update={"nominees": nominees, "sheets": sheets}))
	assert page.bars == []
	gap = "dalam seleksi; Administration: 2 of at least 3 assessors"
	assert page.rows[1] == ["–", "1", "–", "–", "–", "–", "–", "–", gap]
	assert page.rows[2][-1] == "mengundurkan diri"


def test_the_winners_stand_out() -> None:
	scheme = make_scheme(("winners", 2))
	minutes = [make_minutes(STRUCTURAL, gate, [1, 2, 3]) for gate in GATES]
	page = page_of(make_complete_season(scheme, {1: 90, 2: 80, 3: 70}, minutes=minutes), scheme)
	assert page.first[:4] == [False, True, True, False]
	assert page.rows[1][-1] == "pemenang"


def test_a_stage_without_weight_still_to_come_has_no_width() -> None:
	"""The final score is there though the stage after the last weighted one is not."""
	data = SCHEME.model_dump(mode="json")
	visit = {**data["stages"][2], "code": "visit", "weight": "0", "weight_group": None}
	scheme = make_scheme(("stages", [*data["stages"][:5], visit]))
	season = make_complete_season(
		scheme, {1: 90}, minutes=[make_minutes(STRUCTURAL, g, [1]) for g in GATES[:3]]
	)
	page = page_of(season, scheme)
	assert [width for _x, width in page.bars] == [27, 16, 9, 9, 27, 0]


def test_the_page_asks_nobody_for_anything_and_names_its_digest() -> None:
	dossier = dossier_of(make_complete_season(SCHEME, {1: 90}))
	text = render_report(dossier)
	assert Page(text).addresses == []
	assert "url(" not in text and "@import" not in text and "<script" not in text
	assert dossier.sha256 in text


def test_titles_are_text_not_markup() -> None:
	season = make_complete_season(SCHEME, {1: 90}, title="<script>alert(1)</script> & kawan")
	text = render_report(dossier_of(season))
	assert "<script" not in text
	assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; kawan" in text
