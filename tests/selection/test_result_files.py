"""Results read from a table: every fault is told, and one fault keeps all of it out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntb_awards.selection.messages import Message
from ntb_awards.selection.result_columns import Formula, headings_of
from ntb_awards.selection.result_files import Candidate, Form, Reading, read_results
from ntb_awards.selection.scheme import Criterion

NIP_7, NIP_8 = "198504112010032007", "198504112010032008"
SJT = Criterion(code="sjt", title="Situational judgement", maximum="100", basis="1")
ESSAY = Criterion(code="essay", title="Essay", minimum="1", maximum="50", basis="1")
HEADS = ["Number", "NIP", "Name", "Situational judgement (0–100)", "Essay (1–50)"]
EMPTY = "Situational judgement is empty. Enter the score, or remove the row of who did not take the test"
BOTH = frozenset({"sjt", "essay"})


def form(*candidates: Candidate) -> Form:
	known = candidates or (
		Candidate(7, "Ani", NIP_7, BOTH),
		Candidate(8, "Budi", NIP_8, BOTH),
		Candidate(9, "Cici", "", BOTH, Message("Nominee 9 does not stand at the test")),
	)
	headings = {"number": ("Number", "Nomor"), "nip": ("NIP",), "name": ("Name",)}
	return Form((SJT, ESSAY), headings, {one.number: one for one in known})


def faults(*rows: list, heads: list | None = None, of: Form | None = None) -> list[str]:
	reading = read_results([heads or HEADS, *rows], of or form())
	assert not reading.is_sound
	return [str(fault) for fault in reading.faults] + [
		f"{row.line}: {fault}" for row in reading.rows for fault in row.faults
	]


def ani(sjt: object = "87,5", essay: object = 50, number: object = 7, nip: object = NIP_7) -> list:
	return [number, nip, "Ani", sjt, essay]


def test_a_sound_file() -> None:
	reading = read_results([HEADS, ani(), [], [8.0, f" {NIP_8} ", "Budi", 60.25, "1"]], form())
	assert reading.is_sound
	assert [(row.line, row.number, row.name, row.scores) for row in reading.rows] == [
		(2, 7, "Ani", {"sjt": Decimal("87.5"), "essay": Decimal(50)}),
		(4, 8, "Budi", {"sjt": Decimal("60.25"), "essay": Decimal(1)}),
	]
	assert reading.warnings == ()
	assert reading.rows[0].shown["sjt"] == "87,5"


def test_headings_name_the_range_and_stay_apart() -> None:
	twin = SJT.model_copy(update={"code": "sjt_2"})
	assert headings_of((SJT, ESSAY)) == {"sjt": HEADS[3], "essay": HEADS[4]}
	assert headings_of((SJT, twin)) == {
		"sjt": "Situational judgement [sjt] (0–100)",
		"sjt_2": "Situational judgement [sjt_2] (0–100)",
	}


@pytest.mark.parametrize(
	"heads",
	[
		["Nomor", "nip", "NAME", "sjt", "essay"],
		["number", "N I P", "Name", "Situational Judgement", "ESSAY (1-50)"],
	],
)
def test_headings_as_people_change_them(heads: list[str]) -> None:
	assert read_results([heads, ani()], form()).is_sound


def test_columns_in_any_order() -> None:
	reading = read_results([["Essay", "Situational judgement", "NIP", "Number"], [40, 60, NIP_7, 7]], form())
	assert reading.rows[0].scores == {"sjt": Decimal(60), "essay": Decimal(40)}


@pytest.mark.parametrize(
	("row", "told"),
	[
		(ani(number="x"), "2: 'x' is not a nominee number"),
		(ani(number="7" * 5000), f"2: '{'7' * 40}' is not a nominee number"),
		(ani(number=7.5), "2: '7.5' is not a nominee number"),
		(ani(number=None), "2: The nominee number is missing. Take it over from the template"),
		(ani(number=Formula("=6+1")), "2: Nominee number holds a formula. Paste the value in its place"),
		(ani(number=77), "2: Nobody has the nominee number 77 in this season"),
		(ani(number=9, nip=None), "2: Nominee 9 does not stand at the test"),
		(ani(nip=NIP_8), "2: The NIP is not that of nominee 7, Ani. Check the row"),
		(ani(nip=""), "2: The NIP is missing. Take over that of nominee 7, Ani, from the template"),
		(
			ani(nip=1.98504112010032e17),
			"2: The NIP is stored as a number and has lost digits. Give its column the format Text",
		),
		(
			ani(nip="1,98504E+17"),
			"2: The NIP is stored as a number and has lost digits. Give its column the format Text",
		),
		(
			ani(sjt=" "),
			f"2: {EMPTY}",
		),
		(ani(sjt="A"), "2: Situational judgement: 'A' is not a number. Enter one from 0–100"),
		(ani(sjt=True), "2: Situational judgement: 'True' is not a number. Enter one from 0–100"),
		(ani(sjt="1.234,5"), "2: Situational judgement: '1.234,5' is not a number. Enter one from 0–100"),
		(ani(sjt="290/3"), "2: Situational judgement: '290/3' is not a number. Enter one from 0–100"),
		(ani(sjt=100.5), "2: Situational judgement: 100.5 is outside 0–100"),
		(ani(sjt="-1"), "2: Situational judgement: -1 is outside 0–100"),
		(ani(essay=0), "2: Essay: 0 is outside 1–50"),
		(ani(essay=Formula("=A1")), "2: Essay holds a formula. Paste the value in its place"),
	],
)
def test_every_fault_of_a_row_is_explained(row: list, told: str) -> None:
	assert faults(row) == [told]


def test_all_faults_at_once() -> None:
	assert faults(ani("x", 51, nip="1"), ani(), [8, NIP_8, "", "", 2]) == [
		"2: The NIP is not that of nominee 7, Ani. Check the row",
		"2: Situational judgement: 'x' is not a number. Enter one from 0–100",
		"2: Essay: 51 is outside 1–50",
		"3: Nominee number 7 stands in row 2 already. Keep one of the rows",
		f"4: {EMPTY}",
	]


@pytest.mark.parametrize(
	("table", "told"),
	[
		([], "The file is empty. Download the template and fill it in"),
		([[None, " "], []], "The file is empty. Download the template and fill it in"),
		([HEADS], "The file has headings only. Enter the results below them"),
		(
			[HEADS[:4], ani()[:4]],
			"Column 'Essay (1–50)' is missing. Take it over from the template",
		),
		([[*HEADS, "Remark"], ani()], "Column 'Remark' is not in the template. Remove it"),
		([[*HEADS, "Essay"], ani()], "Column 'Essay' stands there twice. Keep one"),
		([HEADS, [*ani(), "x"]], "Column F has no heading. Remove it"),
		([[*HEADS, ""], [*ani(), 3]], "Column F has no heading. Remove it"),
		(
			[["Number", *HEADS[2:]], [7, *ani()[2:]]],
			"Column 'NIP' is missing. Take it over from the template",
		),
	],
)
def test_what_is_wrong_with_the_whole_file(table: list, told: str) -> None:
	reading = read_results(table, form())
	assert [str(fault) for fault in reading.faults] == [told]
	assert reading.rows == () and not reading.is_sound


def test_who_is_not_in_the_file_is_named_but_does_not_keep_it_out() -> None:
	"""Nominee 9 does not stand at the test, so that nobody misses a result."""
	reading = read_results([HEADS, ani()], form())
	assert reading.is_sound
	assert [str(one) for one in reading.warnings] == [
		"Nominee 8, Budi, is not in the file and stays without a result"
	]


def test_only_the_form_of_ones_post() -> None:
	narrow = form(Candidate(7, "Ani", NIP_7, frozenset({"sjt"})))
	assert read_results([HEADS, ani(essay="")], narrow).rows[0].scores == {"sjt": Decimal("87.5")}
	assert faults(ani(), of=narrow) == [
		"2: Essay is not on the form for this nominee's post. Leave it empty",
	]


def test_without_a_nip_on_record_none_is_asked() -> None:
	assert read_results([HEADS, ani(nip="")], form(Candidate(7, "Ani", "", BOTH))).is_sound


def test_columns_are_named_as_in_a_spreadsheet() -> None:
	heads = [*HEADS, *[""] * 23]
	assert faults([*ani(), *[None] * 22, "x"], heads=heads) == ["Column AB has no heading. Remove it"]


numbers = st.integers() | st.floats() | st.booleans()
cells = st.none() | st.text(max_size=8) | numbers | st.builds(Formula, st.text())


@given(st.lists(st.lists(cells, max_size=7), max_size=6))
def test_no_table_breaks_it_and_what_is_sound_is_in_range(table: list[list]) -> None:
	reading: Reading = read_results([HEADS, *table], form())
	for row in reading.rows:
		if not row.faults:
			assert set(row.scores) == BOTH
			assert all(0 <= score <= 100 for score in row.scores.values())
