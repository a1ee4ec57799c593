"""Who is told of a recommendation: its recommenders when it is asked for, the others when it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from ntb_awards.gateway import concerned, recommenders, windows
from ntb_awards.gateway.notices import tell
from ntb_awards.gateway.pages import BOARD, OWN, RECOMMENDATIONS

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination


def tell_asked(nomination: str) -> None:
	"""Job: the recommenders learn who waits for them, and until when nominations are taken."""
	doc = frappe.get_doc("Nomination", nomination)
	until = windows.submission_window(doc.season, doc.employee)
	tell(
		[one.user for one in recommenders.named_for(doc)],
		lambda: _("Your recommendation is asked for: {0}, {1}").format(doc.employee_name, doc.category_title),
		lambda: "\n".join(
			[
				_("{0} is to be nominated in {1}, category {2}. Please confirm or decline.").format(
					doc.employee_name, _title(doc), doc.category_title
				),
				_("Nominations are taken until {0}.").format(windows.label(until)),
			]
		),
		RECOMMENDATIONS,
		doc.season,
	)


def tell_decided(nomination: str) -> None:
	"""Job: the nominee and the operators of the unit learn of it, with the reason of a refusal."""
	doc = frappe.get_doc("Nomination", nomination)
	nominee = concerned.users_of([doc.employee])
	operators = concerned.operators_of_units([doc.unit])[doc.unit] - nominee
	for users, link in ((nominee, f"{OWN}/{doc.name}"), (operators, BOARD)):
		tell(users, lambda: _subject(doc), lambda: _message(doc), link, doc.season)


def _subject(doc: Nomination) -> str:
	if doc.recommendation_status == "Confirmed":
		return _("Recommended: {0}, {1}").format(doc.employee_name, doc.category_title)
	return _("Recommendation declined: {0}, {1}").format(doc.employee_name, doc.category_title)


def _message(doc: Nomination) -> str:
	if doc.recommendation_status == "Confirmed":
		text = _("{0}, {1}, recommends the nomination. When it is complete, it can be handed in.")
		return text.format(doc.recommender_name, doc.recommender_position)
	who = frappe.get_cached_value("User", doc.recommended_by, "full_name") if doc.recommended_by else "–"
	return "\n".join(
		[
			_("{0} does not recommend the nomination as it stands.").format(who),
			_("Reason: {0}").format(doc.recommendation_reason),
			_("Correct the nomination and ask for the recommendation again."),
		]
	)


def _title(doc: Nomination) -> str:
	return frappe.get_cached_value("Award Season", doc.season, "title")
