"""Units in which everybody rates everybody, written straight into the database for the benchmark."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import frappe
from frappe.utils import now

ASPECTS = 9
FACTS = json.dumps({"post_type": "Fungsional", "employment_status": "PNS"})
SCORE = "4"


@dataclass(frozen=True)
class Units:
	"""One season with some units of as many people each. `users`: Employee → the account that answers."""

	seasons: list[str]
	category: str

	@classmethod
	def make(cls, units: int, people: int) -> Units:
		from tests.site.builders import make_company
		from tests.site.builders_rules import make_award_season

		# A scheme in which everybody rates everybody.
		scheme = frappe.db.get_value("Contributor Rule", {"everyone": 1}, "scheme", order_by="name")
		company = make_company("Instansi Tolok Ukur")
		season = make_award_season(scheme, organiser=company, code=f"UKUR-{units}")
		wide = {"feedback_opens_at": "2020-01-01 00:00:00", "feedback_closes_at": "2099-12-31 23:59:00"}
		frappe.db.set_value("Award Season", season.name, {"status": "Open", **wide})
		frappe.clear_document_cache("Award Season", season.name)
		category = frappe.db.get_value("Award Category", {"scheme": scheme}, "name")
		_write_people(season.name, company, category, units, people)
		return cls([season.name], category)

	def ask(self, season: str) -> None:
		from ntb_awards.gateway.feedback_forms import open_in_background

		open_in_background(season)

	def forget(self, season: str) -> None:
		frappe.db.delete("Feedback Request", {"season": season})

	def requests(self, season: str) -> list[tuple[Any, ...]]:
		from ntb_awards.gateway.feedback_issuing import COLUMNS

		return frappe.get_all(
			"Feedback Request", {"season": season}, list(COLUMNS), as_list=True, order_by="name"
		)

	def insert_plainly(self, rows: list[tuple[Any, ...]]) -> None:
		"""The rows as they are, with Frappe's own multi-row insert."""
		from ntb_awards.gateway.feedback_issuing import COLUMNS

		frappe.db.bulk_insert("Feedback Request", list(COLUMNS), rows)

	def nominees(self, season: str) -> dict[str, dict[str, Any]]:
		from ntb_awards.gateway import season_rows

		return {row["name"]: row for row in season_rows.nominations(season, None)}

	def answer_everything(self, season: str) -> None:
		"""A row of answers to every request, and the requests submitted."""
		from ntb_awards.gateway.feedback_secrecy import answers_name

		codes = _criteria(season)
		fields = ["nomination", "relation", "variant"]
		columns = ["name", *fields, "season", "category", "docstatus", "validity", "answers"]
		asked = frappe.get_all("Feedback Request", {"season": season}, ["name", *fields], order_by="name")
		rows = (
			(
				*(answers_name(row.name, 1), row.nomination, row.relation, row.variant),
				*(season, self.category, 1, ""),
				json.dumps({code: str(1 + (place * 7 + other) % 5) for other, code in enumerate(codes)}),
			)
			for place, row in enumerate(asked)
		)
		frappe.db.bulk_insert("Assessment 360", columns, rows, chunk_size=2_000)
		frappe.db.set_value("Feedback Request", {"season": season}, "status", "Submitted")

	def aggregate_plainly(self, season: str) -> None:
		"""The mean of every aspect by nominee and relation, in one statement."""
		means = ", ".join(f"avg(json_value(answers, '$.{code}'))" for code in _criteria(season))
		frappe.db.sql(
			f"select nomination, relation, count(*), {means} from `tabAssessment 360` "
			"where season = %s and docstatus = 1 group by nomination, relation",
			season,
		)

	def submissions(self, season: str) -> Iterator[Callable[[], object]]:
		"""Calls that each submit one assessment, by the account of whoever was asked."""
		from ntb_awards.gateway.feedback_answers import submit_answers

		answers = dict.fromkeys(_criteria(season), SCORE)
		request, person = frappe.qb.DocType("Feedback Request"), frappe.qb.DocType("Feedback Contributor")
		employee = frappe.qb.DocType("Employee")
		query = (
			frappe.qb.from_(request)
			.join(person)
			.on(person.name == request.contributor)
			.join(employee)
			.on(employee.name == person.employee)
			.select(request.name, employee.user_id)
			.where((request.season == season) & employee.user_id.isnotnull())
			.orderby(request.name)
		)
		for name, user in query.run():

			def submit(name: str = name, user: str = user) -> None:
				frappe.set_user(user)
				submit_answers(request=name, answers=answers)

			yield submit


def _criteria(season: str) -> list[str]:
	from ntb_awards.gateway.gates import scheme_of

	scheme = scheme_of(season)[1]
	stage = next(one for one in scheme.stages if one.kind == "feedback_360")
	instrument = scheme.instrument(stage.instrument)
	variant = next(
		one.code for one in instrument.variants if len(instrument.criteria_for(one.code)) == ASPECTS
	)
	return [row.code for row in instrument.criteria_for(variant)]


def _write_people(season: str, company: str, category: str, units: int, people: int) -> None:
	from tests.site.builders import make_unit

	employees, nominations, users = [], [], []
	for unit in range(units):
		department, head = make_unit(company=company), f"UKUR-{unit}-0"
		for place in range(people):
			name, user = f"UKUR-{unit}-{place}", f"ukur-{unit}-{place}@ntb-awards.example"
			employees.append(
				(name, name, company, department, head if place else None, "Active", user, "Fungsional")
			)
			nominations.append(
				(f"NOM-{name}", name, name, season, category, "Submitted", len(nominations) + 1, FACTS)
			)
			users.append((user, user, user, 1, "System User"))
	columns = (
		"name",
		"employee_name",
		"company",
		"department",
		"reports_to",
		"status",
		"user_id",
		"asn_post_type",
	)
	_insert("Employee", columns, employees)
	columns = (
		"name",
		"employee",
		"employee_name",
		"season",
		"category",
		"workflow_state",
		"number",
		"facts_json",
	)
	_insert("Nomination", columns, nominations)
	_insert("User", ("name", "email", "first_name", "enabled", "user_type"), users)


def _insert(doctype: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
	stamp = now()
	meta = ("creation", "modified", "owner", "modified_by")
	values = [(*row, stamp, stamp, "Administrator", "Administrator") for row in rows]
	frappe.db.bulk_insert(doctype, [*columns, *meta], values)
