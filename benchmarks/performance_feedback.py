"""The nearest thing in Frappe HR: an Employee Performance Feedback with nine criteria, submitted."""

from __future__ import annotations

import time

import frappe

CRITERIA = [f"Aspek {place}" for place in range(1, 10)]
WEIGHTS = [11.0] * 8 + [12.0]


def seconds_for(count: int) -> float:
	"""How long it takes to submit that many, of one reviewer each, about one employee in one cycle."""
	appraisal, reviewers = _set_up(count)
	names = [_draft(appraisal, reviewer) for reviewer in reviewers]
	start = time.perf_counter()
	for name in names:
		frappe.set_user("Administrator")
		doc = frappe.get_doc("Employee Performance Feedback", name)
		for row in doc.feedback_ratings:
			row.rating = 0.8
		doc.submit()
	return time.perf_counter() - start


def _set_up(count: int) -> tuple[frappe._dict, list[str]]:
	from tests.site.builders import make_company, make_employee

	frappe.set_user("Administrator")
	company = make_company("Instansi Tolok Ukur")
	rated = make_employee(company=company).name
	for criterion in CRITERIA:
		frappe.get_doc({"doctype": "Employee Feedback Criteria", "criteria": criterion}).insert()
	ratings = [
		{"criteria": one, "per_weightage": weight} for one, weight in zip(CRITERIA, WEIGHTS, strict=True)
	]
	template = frappe.get_doc(
		{
			"doctype": "Appraisal Template",
			"template_title": "Tolok Ukur",
			"rating_criteria": ratings,
			"goals": [{"key_result_area": _kra(), "per_weightage": 100}],
		}
	).insert()
	cycle = frappe.get_doc(
		{
			"doctype": "Appraisal Cycle",
			"cycle_name": "Tolok Ukur",
			"company": company,
			"start_date": "2024-01-01",
			"end_date": "2024-12-31",
		}
	).insert()
	values = {"doctype": "Appraisal", "employee": rated, "company": company, "appraisal_cycle": cycle.name}
	appraisal = frappe.get_doc({**values, "appraisal_template": template.name})
	appraisal.set_kras_and_rating_criteria()
	appraisal.insert()
	return appraisal, [make_employee(company=company).name for _ in range(count)]


def _kra() -> str:
	return frappe.get_doc({"doctype": "KRA", "title": "Tolok Ukur"}).insert().name


def _draft(appraisal: frappe._dict, reviewer: str) -> str:
	doc = frappe.get_doc(
		{
			"doctype": "Employee Performance Feedback",
			"employee": appraisal.employee,
			"reviewer": reviewer,
			"appraisal": appraisal.name,
			"appraisal_cycle": appraisal.appraisal_cycle,
			"company": appraisal.company,
			"feedback": "Baik",
		}
	)
	for criterion, weight in zip(CRITERIA, WEIGHTS, strict=True):
		doc.append("feedback_ratings", {"criteria": criterion, "per_weightage": weight, "rating": 0})
	return doc.insert().name
