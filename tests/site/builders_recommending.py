"""A season that names who recommends, and the people around a nominee who have accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import frappe
from frappe.model.document import Document

from tests.site.builders import make_employee, make_unit, make_user
from tests.site.builders_nomination import (
	WITA,
	make_award_season,
	make_nomination,
	make_nominee,
	make_unit_user,
)

# As the last activity for nominations in the timeline: until 7 November 2025, 23.59 WITA.
NO_LETTER: dict[str, Any] = dict.fromkeys(
	("recommender_name", "recommender_position", "recommendation_number", "recommendation_date")
)
HEAD = {"asn_post_type": "JPT Pratama", "asn_post_title": "Kepala Dinas Uji"}
UNIT_HEAD, GOVERNOR = "unit_head", "governor"


@dataclass
class Scene:
	"""`unit` has a `part`, where the nominee works. `head` recommends for the unit, `other_head` elsewhere,
	`governor` for all units in the other category; `operator` nominates for the unit. All are users."""

	season: Document
	unit: str
	part: str
	other_unit: str
	head: str
	other_head: str
	governor: str
	operator: str
	nominee: str
	employee: str

	def draft(self, **fields: Any) -> Document:
		return make_nomination(self.season.name, self.employee, **{**NO_LETTER, **fields})


def make_scene(**fields: Any) -> Scene:
	unit, other_unit = make_unit(is_group=1), make_unit()
	part = make_unit(parent_department=unit)
	head, other_head = make_head(unit, "Lalu Kepala"), make_head(other_unit, "Baiq Kepala")
	governor, nominee = make_user("Employee"), make_user("Employee", language="id")
	season = make_award_season(
		recommenders=[
			{"recommender": UNIT_HEAD, "unit": unit, "user": head, "position": "Kepala Dinas Uji"},
			{"recommender": UNIT_HEAD, "unit": other_unit, "user": other_head},
			{"recommender": GOVERNOR, "user": governor, "position": "Gubernur"},
		],
		**fields,
	)
	return Scene(
		season=season,
		unit=unit,
		part=part,
		other_unit=other_unit,
		head=head,
		other_head=other_head,
		governor=governor,
		operator=make_unit_user(unit),
		nominee=nominee,
		employee=make_nominee(unit=part, user=nominee).name,
	)


def make_head(unit: str, name: str, **fields: Any) -> str:
	"""The head of a unit, with an account that reads English; the user."""
	user = make_user("Employee", language="en")
	make_employee(name, unit=unit, user=user, **{**HEAD, **fields})
	return user


def notices(user: str, **filters: Any) -> list[Any]:
	"""What stands among a user's notifications, oldest first."""
	return frappe.get_all(
		"Notification Log",
		filters={"for_user": user, **filters},
		fields=["subject", "email_content", "link", "type"],
		order_by="creation asc, name asc",
	)


def letters(user: str) -> list[str]:
	"""The messages in the Email Queue to a user, oldest first, as they would be sent."""
	queue, recipient = frappe.qb.DocType("Email Queue"), frappe.qb.DocType("Email Queue Recipient")
	query = (
		frappe.qb.from_(queue)
		.join(recipient)
		.on(recipient.parent == queue.name)
		.select(queue.message)
		.where(recipient.recipient == user)
		.orderby(queue.creation)
	)
	return query.run(pluck=True)


def wita(*moment: int) -> datetime:
	return datetime(*moment, tzinfo=WITA)
