"""The results of 360° feedback are opened to the nominees: each is told where to find the own one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from ntb_awards.gateway.words import in_language

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason

PAGE = "/hasil-360"


def tell_once_opened(doc: AwardSeason, before: AwardSeason | None) -> None:
	"""When the season opens the results with this save."""
	if doc.feedback_published and not (before and before.feedback_published):
		frappe.enqueue(tell_nominees, queue="short", enqueue_after_commit=True, season=doc.name)


def tell_nominees(season: str) -> None:
	"""Job: a line among the notifications of every nominee who has an account, in that person's language."""
	title = frappe.db.get_value("Award Season", season, "title")
	nomination, employee = frappe.qb.DocType("Nomination"), frappe.qb.DocType("Employee")
	user = frappe.qb.DocType("User")
	query = (
		frappe.qb.from_(nomination)
		.join(employee)
		.on(employee.name == nomination.employee)
		.join(user)
		.on((user.name == employee.user_id) & (user.enabled == 1))
		.select(user.name, user.language)
		.where((nomination.season == season) & (nomination.number > 0))
		.distinct()
	)
	for name, language in query.run():
		with in_language(language):
			subject = _("{0}: the result of your 360° feedback is open.").format(title)
		# An Alert is the one type that Frappe sends no e-mail about.
		values = {"for_user": name, "from_user": name, "type": "Alert", "link": PAGE, "subject": subject}
		frappe.get_doc({"doctype": "Notification Log", **values}).insert(ignore_permissions=True)
