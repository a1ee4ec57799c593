"""What the season has several of, after one by hand: asked of the server with the same person's session."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from tests.browser import sixth_scheme as sixth
from tests.browser.desk import Desk
from tests.site.bad_files import pdf

UPLOAD = """async ([nomination, requirement, packed]) => {
	const data = new FormData(), content = Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
	data.append("file", new Blob([content]), `surat-${nomination}.pdf`);
	data.append("is_private", 1);
	const headers = { "X-Frappe-CSRF-Token": frappe.csrf_token };
	const answer = await fetch("/api/method/upload_file", { method: "POST", body: data, headers });
	const file = (await answer.json()).message.file_url;
	await frappe.db.insert({ doctype: "Supporting Document", nomination, requirement, file });
}"""


def nominate(desk: Desk, nominee: str, employee: str) -> str:
	doc = desk.call(
		"frappe.client.insert",
		doc={
			"doctype": "Nomination",
			"season": sixth.SEASON,
			"category": sixth.category_name(nominee),
			"employee": employee,
			**sixth.RECOMMENDATION,
		},
	)
	letter = b64encode(pdf(f"Surat tugas {doc['name']}")).decode()
	desk.page.evaluate(UPLOAD, [doc["name"], sixth.DOCUMENT["code"], letter])
	act(desk, doc["name"], "Submit Nomination")
	return doc["name"]


def act(desk: Desk, nomination: str, action: str) -> None:
	doc = desk.call("frappe.client.get", doctype="Nomination", name=nomination)
	desk.call("frappe.model.workflow.apply_workflow", doc=doc, action=action)


def open_sheets(desk: Desk, category: str, stage: str) -> None:
	desk.call(
		"ntb_awards.gateway.sheets.open_sheets",
		season=sixth.SEASON,
		category=f"{sixth.SCHEME}-{category}",
		stage=stage,
	)


def sheets_of(desk: Desk, stage: str) -> list[dict[str, Any]]:
	"""The person's open sheets: [{name, nominee_name}]."""
	return desk.call(
		"frappe.client.get_list",
		doctype="Stage Score",
		filters={"season": sixth.SEASON, "stage": stage, "status": "Open", "docstatus": 0},
		fields=["name", "nominee_name"],
		order_by="nominee_number",
	)


def score(desk: Desk, sheet: str, scores: dict[str, str]) -> None:
	doc = desk.call("frappe.client.get", doctype="Stage Score", name=sheet)
	for row in doc["scores"]:
		row["raw"] = scores[row["criterion"]]
	desk.call("frappe.client.submit", doc=doc)


def hold_plenary(desk: Desk, category: str, stage: str) -> None:
	"""Everybody advances."""
	minutes = {
		"doctype": "Plenary Minutes",
		"name": "new-plenary-minutes",
		"__islocal": 1,
		"season": sixth.SEASON,
		"category": f"{sixth.SCHEME}-{category}",
		"stage": stage,
		"held_on": sixth.day(0),
		"place": "Mataram",
	}
	fetched = desk.call_document(minutes, "fetch_standings")
	for row in fetched["decisions"]:
		row["decision"] = "Advance"
	desk.call("frappe.client.submit", doc=desk.call("frappe.client.insert", doc=fetched))


def grants(desk: Desk) -> list[dict[str, Any]]:
	return desk.call(
		"frappe.client.get_list",
		doctype="Award Grant",
		filters={"season": sixth.SEASON},
		fields=["name", "employee_name", "rank", "final_score", "docstatus"],
	)
