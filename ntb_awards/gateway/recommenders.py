"""Who recommends in a season: the people it names, by the recommender of a category and by unit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.query_builder import DocType

from ntb_awards.gateway.eligibility import category_code
from ntb_awards.gateway.problems import throw_all
from ntb_awards.gateway.schemes import load_scheme
from ntb_awards.predicates import Proposed
from ntb_awards.selection.scheme import Category
from ntb_awards.who import recommenders_for

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason
	from ntb_awards.ntb_awards.doctype.nomination.nomination import Nomination

ROLE = "Awards Recommender"


def named_for(doc: Nomination) -> list[Any]:
	"""Who may recommend this nomination: rows with user, full_name, position, in the order of the season.

	Only who can log in, and never the nominee: a nomination that nobody could recommend would be stuck.
	"""
	named, user, employee = DocType("Season Recommender").as_("named"), DocType("User"), DocType("Employee")
	own = frappe.qb.from_(employee).select(employee.user_id)
	own = own.where((employee.name == doc.employee) & employee.user_id.isnotnull())
	query = (
		recommenders_for(Proposed(doc))
		.join(user)
		.on((user.name == named.user) & (user.enabled == 1))
		.select(named.user, named.position, user.full_name)
		.where(named.user.notin(own))
		.orderby(named.idx)
	)
	return query.run(as_dict=True)


def category_of(doc: Nomination) -> Category:
	return load_scheme(doc.scheme).category(category_code(doc.category))


def introduce(doc: Nomination, user: str) -> Any:
	"""How a recommender is named on the nomination: {full_name, position} as the season says, else HR."""
	row = next((one for one in named_for(doc) if one.user == user and one.position), None)
	person = (
		frappe.db.get_value(
			"Employee",
			{"user_id": user, "status": "Active"},
			["employee_name", "asn_post_title", "designation"],
			as_dict=True,
		)
		or frappe._dict()
	)
	return frappe._dict(
		full_name=person.employee_name or frappe.get_cached_value("User", user, "full_name"),
		position=(row and row.position) or person.asn_post_title or person.designation or doc.recommender,
	)


# Of the season


def codes(scheme: str) -> dict[str, str]:
	"""Recommender code → what the scheme (name) calls that office, in the order of the categories."""
	rows = frappe.get_all(
		"Award Category",
		filters={"scheme": scheme, "recommender": ("is", "set")},
		fields=["recommender", "recommender_title"],
		order_by="sequence, code",
	)
	found: dict[str, str] = {}
	for row in rows:
		found[row.recommender] = found.get(row.recommender) or row.recommender_title or row.recommender
	return found


@frappe.whitelist()
def recommender_codes(scheme: str) -> list[dict[str, str]]:
	"""The codes that a season of this scheme (name) can name people for: [{value, label}]."""
	frappe.has_permission("Award Scheme", "read", scheme, throw=True)
	return [{"value": code, "label": f"{code} – {title}"} for code, title in codes(scheme).items()]


def check(doc: AwardSeason) -> None:
	"""Each row names an office of the scheme, a unit of the organiser and somebody who can log in, once."""
	if not doc.recommenders:
		return
	offices = codes(doc.scheme)
	enabled = _names("User", {"name": ("in", [row.user for row in doc.recommenders]), "enabled": 1})
	mine = {"name": ("in", [row.unit or "" for row in doc.recommenders]), "company": doc.organiser}
	units = _names("Department", mine)
	found = []
	for row in doc.recommenders:
		if row.recommender not in offices:
			text = _("Recommenders, row {0}: '{1}' is no recommender of the scheme. Choose one of: {2}")
			found.append(text.format(row.idx, row.recommender, ", ".join(offices) or "–"))
		if row.user not in enabled:
			text = _("Recommenders, row {0}: {1} cannot log in. Enable the user, or choose another one")
			found.append(text.format(row.idx, row.user))
		if row.unit and row.unit not in units:
			text = _("Recommenders, row {0}: {1} is no unit of {2}. Choose one of its units, or none for all")
			found.append(text.format(row.idx, row.unit, doc.organiser))
	for (code, unit, user), count in Counter(map(_key, doc.recommenders)).items():
		if count > 1:
			text = _("Recommenders: {0} stands there {1} times for {2}. Once is enough")
			found.append(text.format(user, count, " · ".join(filter(None, (code, unit)))))
	throw_all(found, _("Recommenders"))


def _key(row: Any) -> tuple[str, str, str]:
	return row.recommender, row.unit or "", row.user


def _names(doctype: str, filters: dict[str, Any]) -> set[str]:
	return set(frappe.get_all(doctype, filters=filters, pluck="name", order_by="name"))


def give_role(doc: AwardSeason) -> None:
	"""Whoever is named gets the role with which nominations and their documents are read."""
	users = {row.user for row in doc.recommenders}
	held = {"role": ROLE, "parenttype": "User", "parent": ("in", sorted(users) or [""])}
	have = set(frappe.get_all("Has Role", filters=held, pluck="parent", order_by="parent"))
	for user in sorted(users - have):
		account = frappe.get_doc("User", user)
		account.append_roles(ROLE)
		account.save(ignore_permissions=True)
