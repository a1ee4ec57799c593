"""The parts of a nomination's page that change while it is filled in, as HTML of the server.

They are rendered by the same templates when the page is loaded and after each save, so that there is one
place that says what a part looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cstr, formatdate

from ntb_awards.gateway import (
	documents,
	filing_status,
	limits,
	papers,
	quotas,
	receipts,
	recommendations,
	recommenders,
	states,
	windows,
)
from ntb_awards.gateway.eligibility import answer_of, category_code, kept_facts
from ntb_awards.gateway.filing_texts import AskedText, asked_texts, words
from ntb_awards.gateway.schemes import load_scheme

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

FOLDER = "templates/filing"


def rendered(doc: Nomination, names: Sequence[str] = ()) -> dict[str, str]:
	"""Part → HTML, of all parts unless some are named."""
	return {name: _render(name, context_of(doc, name)) for name in (names or PARTS)}


def _render(name: str, context: dict[str, Any]) -> str:
	return frappe.render_template(f"{FOLDER}/{name}.html", context)


def context_of(doc: Nomination, name: str) -> dict[str, Any]:
	return {"doc": doc, "can_fill_in": can_fill_in(doc), **PARTS[name](doc)}


def can_fill_in(doc: Nomination) -> bool:
	"""Whether the user may change the nomination as it stands now."""
	return doc.workflow_state in states.OPEN and bool(doc.has_permission("write"))


# ── what is still missing ─────────────────────────────────────────────────────────────────────────────


def _remaining(doc: Nomination) -> dict[str, Any]:
	"""`blocking`: what keeps it from being submitted; `advised`: what the committee will look for."""
	season = frappe.get_cached_doc("Award Season", doc.season)
	window, now = windows.submission_window(season, doc.employee), windows.now_in(season)
	return {
		"blocking": list(_blocking(doc)),
		"advised": list(_advised(doc)),
		"window": window_words(window, now),
		"can_submit_now": season.status == "Open" and window.has(now),
		"is_late_return": doc.workflow_state == states.RETURNED and window.is_over(now),
	}


def _blocking(doc: Nomination) -> Iterator[dict[str, str]]:
	"""As submission.problems_before_submission, each with its place on the page."""
	for text in recommendations.problems(doc):
		yield {"text": text, "href": "#recommendation"}
	for text in quotas.quota_problems(doc, lock=False):
		yield {"text": text, "href": ""}
	for requirement in documents.missing_documents(doc):
		text = requirement.title
		if requirement.kind == "feedback":
			text = _("{0}: the contributors have to answer first").format(text)
		yield {"text": text, "href": f"#doc-{requirement.code}"}


def _advised(doc: Nomination) -> Iterator[dict[str, str]]:
	limits_of = text_limits(doc)
	for field, asked in limits_of.items():
		count = words(doc.get(field))
		label = label_of(doc, field)
		if asked.required and count < asked.least:
			text = _("{0}: {1} of at least {2} words").format(label, count, asked.least)
			yield {"text": text if asked.least > 1 else label, "href": f"#field-{field}"}
		elif asked.most and count > asked.most:
			text = _("{0}: {1} words, at most {2} are allowed").format(label, count, asked.most)
			yield {"text": text, "href": f"#field-{field}"}


def label_of(doc: Nomination, field: str) -> str:
	"""As the desk shows it: some words mean something else in other places."""
	return _(doc.meta.get_label(field), context=doc.doctype)


def text_limits(doc: Nomination) -> dict[str, AskedText]:
	rules = load_scheme(doc.scheme).rules_for(category_code(doc.category))
	return asked_texts(rules, kept_facts(doc), windows.reference_date(doc.season))


def window_words(window: windows.Window, now: Any) -> dict[str, Any]:
	"""`state`: upcoming, open or over; `text`: a sentence with the time and zone; `left`: days, in words."""
	if now < window.opens:
		text = _("Nominations are taken from {0} until {1}.")
		text = text.format(windows.moment_label(window.opens), windows.label(window))
		return {"state": "upcoming", "text": text, "left": ""}
	if window.is_over(now):
		return {
			"state": "over",
			"text": _("Nominations were taken until {0}.").format(windows.label(window)),
			"left": "",
		}
	days = filing_status.days_left(window, now)
	left = _("today is the last day") if days == 0 else _("one day left") if days == 1 else _("{0} days left")
	return {
		"state": "open",
		"text": _("Nominations are taken until {0}.").format(windows.label(window)),
		"left": left.format(days),
	}


# ── requirements ──────────────────────────────────────────────────────────────────────────────────────


def _eligibility(doc: Nomination) -> dict[str, Any]:
	rows = [
		{
			"title": row.title,
			"basis": row.basis,
			"answer": answer_of(row),
			"fact": row.fact or "",
			"section": row.section or "",
		}
		for row in doc.eligibility
	]
	counts = {answer: sum(row["answer"] == answer for row in rows) for answer in ANSWERS}
	return {"rows": rows, "counts": counts}


ANSWERS = ("met", "not_met", "needs_review")


# ── recommendation ────────────────────────────────────────────────────────────────────────────────────


def _recommendation(doc: Nomination) -> dict[str, Any]:
	is_asked = bool(recommenders.category_of(doc).recommender)
	is_online = is_asked and recommendations.is_needed(doc)
	names = [one.full_name for one in recommenders.named_for(doc)] if is_online else []
	return {
		"is_asked": is_asked,
		"is_online": is_online,
		"recommender": doc.recommender or _("the recommender"),
		"names": ", ".join(dict.fromkeys(names)),
		"status": doc.recommendation_status or "",
		"reason": doc.recommendation_reason or "",
		"given_on": formatdate(doc.recommendation_date, "d MMMM yyyy") if doc.recommendation_date else "",
		"letter": [
			{
				"field": field,
				"label": label_of(doc, field),
				"value": cstr(doc.get(field) or ""),
				"type": "date" if field == "recommendation_date" else "text",
			}
			for field in recommendations.LETTER
		],
	}


# ── documents ─────────────────────────────────────────────────────────────────────────────────────────


def _documents(doc: Nomination) -> dict[str, Any]:
	"""`entries`: asked for on submission; `later`: asked for at a stage."""
	entries = document_entries(doc)
	return {
		"entries": [one for one in entries if not one["stage"]],
		"later": [one for one in entries if one["stage"]],
	}


def _tasks(doc: Nomination) -> dict[str, Any]:
	if doc.workflow_state in states.OPEN:
		return {"entries": []}
	standing = filing_status.standing_of(doc)
	scheme = load_scheme(doc.scheme)
	entries = []
	for one in document_entries(doc):
		gate = scheme.gate_of(scheme.stage(one["stage"])).code if one["stage"] else None
		if gate and gate == standing.gate:
			season = frappe.get_cached_doc("Award Season", doc.season)
			activity = windows.stage_activity(season, one["stage"]) or windows.stage_activity(season, gate)
			window = windows.effective_window(season, activity, doc.employee) if activity else None
			entries.append(one | {"until": windows.label(window) if window else ""})
	return {"entries": entries}


def document_entries(doc: Nomination) -> list[dict[str, Any]]:
	"""documents.checklist, with what a page shows besides: what is taken, the form to fill in, the files."""
	requirements = {one.code: one for one in documents.requirements_of(doc)}
	may_change = bool(doc.has_permission("write"))
	return [
		{
			**entry,
			"accepted": limits.accepted(requirements[entry["code"]]),
			"template": entry["template_url"] if cstr(entry["template_url"]).startswith("http") else "",
			"letter": papers.address(doc, entry["print_format"]) if entry["print_format"] else "",
			"files": [_file(row) for row in entry["files"]],
			"years": documents.years_text(doc, requirements[entry["code"]]),
			"can_change": may_change and entry["due"] and entry["kind"] != "feedback",
		}
		for entry in documents.checklist(doc)
	]


def _file(row: dict[str, Any]) -> dict[str, Any]:
	address = row["file"] or row["url"] or ""
	return {
		"name": row["name"],
		"address": address
		if address.startswith(("/private/files/", "/files/", "http://", "https://"))
		else "",
		"title": address.rsplit("/", 1)[-1] if row["file"] else address,
		"size": limits.size_text(row["file_size"]) if row.get("file_size") else "",
		"issued_on": formatdate(row["issued_on"], "d MMMM yyyy") if row["issued_on"] else "",
		"invalid": (row["verification_note"] or "–") if row["verified"] == "Invalid" else "",
	}


def receipt_address(doc: Nomination) -> str:
	return papers.address(doc, receipts.PRINT_FORMAT) if doc.number else ""


PARTS: dict[str, Callable[[Nomination], dict[str, Any]]] = {
	"remaining": _remaining,
	"eligibility": _eligibility,
	"recommendation": _recommendation,
	"documents": _documents,
	"tasks": _tasks,
}
