"""Spreadsheets in and out: the rows of an uploaded XLSX or CSV file, and a template to fill in."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import PurePath
from zipfile import BadZipFile

import frappe
from frappe import _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from ntb_awards.selection.result_columns import Formula, Table

MOST_ROWS = 5000
MOST_COLUMNS = 200
MOST_BYTES = 5 * 1024 * 1024
TEXT = "@"
WIDTHS = (8, 44)


def rows_of(file_name: str, content: bytes) -> Table:
	"""The first sheet's cells. Raises ValidationError for what is neither XLSX nor CSV, or too large."""
	if len(content) > MOST_BYTES:
		frappe.throw(
			_("The file is larger than {0} MB. Send the results only, without pictures.").format(
				MOST_BYTES // 1024**2
			)
		)
	kind = PurePath(file_name).suffix.lower()
	if kind == ".xlsx":
		table = _xlsx(content)
	elif kind == ".csv":
		table = _csv(content)
	else:
		frappe.throw(
			_("{0} is neither an XLSX nor a CSV file. Fill in the template and save it as XLSX.").format(
				frappe.bold(frappe.utils.escape_html(file_name))
			),
			title=_("Wrong File Type"),
		)
	if len(table) > MOST_ROWS:
		frappe.throw(_("The file has more than {0} rows. Split it.").format(MOST_ROWS))
	return table


def _xlsx(content: bytes) -> Table:
	try:
		# Without data_only a formula stays one: what it gave when it was saved is not trusted.
		book = load_workbook(BytesIO(content), read_only=True, data_only=False)
		sheet = book.worksheets[0]
		# A file may claim any size; rows are read only as far as they may count.
		sheet.reset_dimensions()
		return [
			[Formula(str(cell.value)) if cell.data_type == "f" else cell.value for cell in row]
			for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
		]
	except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError):
		frappe.throw(
			_("The file cannot be read as XLSX. Open it in a spreadsheet program and save it as XLSX again."),
			title=_("Wrong File Type"),
		)


def _csv(content: bytes) -> Table:
	text = _decoded(content)
	head = text.split("\n", 1)[0]
	delimiter = max(";,\t", key=head.count)
	try:
		rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
	except csv.Error:
		frappe.throw(
			_("The file cannot be read as CSV. Save it as XLSX instead."), title=_("Wrong File Type")
		)
	return [[Formula(cell) if cell.strip().startswith("=") else cell for cell in row] for row in rows]


def _decoded(content: bytes) -> str:
	if b"\x00" in content:
		frappe.throw(
			_("The file cannot be read as CSV. Save it as XLSX instead."), title=_("Wrong File Type")
		)
	try:
		return content.decode("utf-8-sig")
	except UnicodeDecodeError:
		return content.decode("cp1252", errors="replace")


def template(
	title: str,
	heads: Sequence[str],
	rows: Sequence[Sequence[str | int | None]],
	ranges: Sequence[tuple[float, float] | None],
) -> bytes:
	"""An XLSX file: headings, rows to fill in, and for each column the range a number must be in, if any."""
	book = Workbook()
	sheet = book.active
	sheet.title = "".join(letter for letter in title if letter not in "[]:*?/\\")[:31] or "Sheet"
	sheet.append([None] * len(heads))
	for place, head in enumerate(heads, start=1):
		_write(sheet.cell(1, place), head)
		sheet.cell(1, place).font = Font(bold=True)
		sheet.cell(1, place).fill = PatternFill("solid", fgColor="E8EDF3")
		sheet.cell(1, place).alignment = Alignment(wrap_text=True, vertical="top")
		sheet.column_dimensions[get_column_letter(place)].width = _width(head, rows, place - 1)
	for line, row in enumerate(rows, start=2):
		for place, value in enumerate(row, start=1):
			_write(sheet.cell(line, place), value)
	_limit(sheet, ranges, len(rows))
	sheet.freeze_panes = "A2"
	out = BytesIO()
	book.save(out)
	return out.getvalue()


def _write(cell: object, value: str | int | None) -> None:
	"""Text stays text: a NIP keeps its 18 digits, and a name is never taken for a formula."""
	cell.value = value
	if isinstance(value, str):
		cell.data_type = "s"
		cell.number_format = TEXT


def _width(head: str, rows: Sequence[Sequence[str | int | None]], place: int) -> int:
	longest = max([len(str(row[place] or "")) for row in rows] + [min(len(head), 24)])
	return min(max(longest + 2, WIDTHS[0]), WIDTHS[1])


def _limit(sheet: object, ranges: Sequence[tuple[float, float] | None], count: int) -> None:
	"""The spreadsheet program itself refuses a score that is out of range."""
	for place, limits in enumerate(ranges, start=1):
		if limits and count:
			rule = DataValidation(
				type="decimal", operator="between", formula1=str(limits[0]), formula2=str(limits[1])
			)
			rule.error = _("Enter a number from {0} to {1}.").format(f"{limits[0]:g}", f"{limits[1]:g}")
			letter = get_column_letter(place)
			rule.add(f"{letter}2:{letter}{count + 1}")
			sheet.add_data_validation(rule)
