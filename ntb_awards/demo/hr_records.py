"""What an HRIS has on record about the people of a sample: ratings, sanctions, earlier awards, holidays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import frappe

from ntb_awards.selection.sample_people import Row, SampleFiles

WEEKEND = (5, 6)
DAYS = ("working_days", "absent_days", "late_days", "away_days", "early_leave_days")


def make(files: SampleFiles, employees: dict[str, str], company: str) -> None:
	"""Store what is missing. `employees`: fixture id → Employee."""
	_make("Performance Rating", files.rows("ratings"), employees, ("employee", "year"), _rating)
	_make("Disciplinary Record", files.rows("records"), employees, ("employee", "decree_number"), _record)
	_make("Earlier Award", files.rows("awards"), employees, ("employee", "scheme", "year"), _award)
	_make_holidays(files.rows("holidays"), company)


def _make(
	doctype: str, rows: list[Row], employees: dict[str, str], key: tuple[str, ...], values: Any
) -> None:
	for row in rows:
		wanted = {**values(row), "employee": employees[row["employee"]]}
		if not frappe.db.exists(doctype, {field: wanted[field] for field in key}):
			frappe.get_doc({"doctype": doctype, **wanted}).insert()


def _rating(row: Row) -> dict[str, Any]:
	return {
		"year": int(row["year"]),
		"predicate": row["predicate"],
		"attendance_percent": float(row["attendance_percent"] or 0),
		"score": float(row.get("score") or 0),
		**{field: int(row.get(field) or 0) for field in DAYS},
	}


def _record(row: Row) -> dict[str, Any]:
	fields = "kind status level decided_on ends_on decree_number description".split()
	return {field: row[field] or None for field in fields}


def _award(row: Row) -> dict[str, Any]:
	award = {"scheme": row["scheme"], "title": row["title"]}
	return {**award, "year": int(row["year"]), "rank": int(row["rank"])}


def _make_holidays(rows: list[Row], company: str) -> None:
	"""The organiser's Holiday List of the sample's year: national holidays, Saturdays and Sundays."""
	if not rows:
		return
	year = int(rows[0]["date"][:4])
	name = f"{company} {year}"[:140]
	if not frappe.db.exists("Holiday List", name):
		first, last = date(year, 1, 1), date(year, 12, 31)
		named = {row["date"]: row["description"] for row in rows}
		holidays = frappe.new_doc("Holiday List")
		holidays.update({"holiday_list_name": name, "from_date": first, "to_date": last})
		for day in (first + timedelta(days=offset) for offset in range((last - first).days + 1)):
			weekly = day.weekday() in WEEKEND
			if weekly or day.isoformat() in named:
				text = named.get(day.isoformat(), "Libur mingguan")
				row = {"holiday_date": day, "description": text, "weekly_off": int(weekly)}
				holidays.append("holidays", row)
		holidays.insert()
	frappe.db.set_value("Company", company, "default_holiday_list", name)
