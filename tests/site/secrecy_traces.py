"""What 360° answers leave behind when they are given: (scene, viewer) → what it tells somebody who looks."""

from __future__ import annotations

from collections.abc import Sequence

import frappe
import pytest
from frappe.deferred_insert import save_to_db
from frappe.utils.error import log_error_snapshot

from ntb_awards.gateway import feedback_answers
from ntb_awards.gateway.results import store_results
from tests.site.builders import make_employee
from tests.site.builders_feedback import answer, make_request
from tests.site.builders_secrecy import DOCTYPE, Given, Scene
from tests.site.conftest import acting
from tests.site.secrecy_doors import text_of


def owners(scene: Scene, viewer: str) -> str:
	"""Every column in which Frappe keeps people."""
	people = ["name", "owner", "modified_by", "_user_tags", "_comments", "_assign", "_liked_by"]
	return text_of(frappe.get_list(DOCTYPE, fields=people, order_by="name", limit_page_length=0))


def owners_of_results(scene: Scene, viewer: str) -> str:
	"""The answer that completes the value sets off a job in its contributor's name."""
	(person,) = (one for one in scene.given if one.request.relation == "superior")
	user = next(word for word in person.identity if "@ntb-awards.example" in word)
	with acting(user):
		store_results(scene.season)
	rows = frappe.get_list(
		"Stage Result", fields=["owner", "modified_by"], parent_doctype="Nomination", order_by="name"
	)
	return text_of([person.comment, *person.identity]) if user in text_of(rows) else ""


def names(scene: Scene, viewer: str) -> str:
	"""Names of sets beside names of requests."""
	return text_of(frappe.get_list(DOCTYPE, pluck="name", order_by="name", limit_page_length=0))


def order_of_rows(scene: Scene, viewer: str) -> str:
	"""Listed by any column, sets stand in no order in which people were asked or answered."""
	for column in ("name", "creation", "modified", "idx"):
		rows = _sets_of_now(scene, ["name", column], f"{column} asc")
		if _betrays(scene, [row.name for row in rows], len({row[column] for row in rows})):
			return _everything(scene)
	return ""


def times_of_rows(scene: Scene, viewer: str) -> str:
	"""Whoever watched the requests become Submitted one after the other looks for the same order here."""
	for column in ("creation", "modified"):
		rows = _sets_of_now(scene, ["name", column], f"{column} asc, name asc")
		if rows and len({row[column] for row in rows}) > 1:
			return _everything(scene)
	return ""


def _sets_of_now(scene: Scene, fields: list[str], order: str) -> list[frappe._dict]:
	current = [one.sets[-1] for one in scene.given]
	filters = {"name": ("in", current)}
	return frappe.get_list(DOCTYPE, filters=filters, fields=fields, order_by=order, limit_page_length=0)


def _betrays(scene: Scene, found: Sequence[str], values: int) -> bool:
	"""Whether the order is one that an onlooker knows; equal values leave no order."""
	if values < len(scene.given):
		return False
	# Who gave answers anew did so after all others.
	answered = sorted(scene.given, key=lambda one: len(one.sets))
	asked = sorted(scene.given, key=lambda one: one.request.creation)
	known = [[one.sets[-1] for one in order] for order in (answered, asked)]
	return any(list(found) in (order, order[::-1]) for order in known)


def _everything(scene: Scene) -> str:
	return text_of([[one.comment, *one.identity] for one in scene.given])


def times_of_requests(scene: Scene, viewer: str) -> str:
	"""A request says when it was changed; it is not when somebody answered."""
	rows = frappe.get_list(
		"Feedback Request",
		filters={"season": scene.season},
		fields=["name", "creation", "modified", "modified_by", "reason"],
		order_by="name",
		limit_page_length=0,
	)
	changed = {row.name for row in rows if row.modified_by != "Administrator" or row.reason}
	told = [one for one in scene.given if one.request.name in changed]
	return text_of([[one.comment, *one.identity] for one in told])


def error_log(scene: Scene, viewer: str) -> str:
	"""Storing the answers of one more contributor fails, as when the database is gone for a moment."""
	former = frappe.get_all("Error Log", pluck="name", order_by="name")
	with pytest.MonkeyPatch.context() as broken, acting("Administrator"):
		late = _one_more(scene)
		broken.setattr(feedback_answers, "_write", _fail)
		try:
			answer(late.request, late.score, comment=late.comment)
		except Exception as error:
			# What Frappe does with an error that leaves the endpoint.
			if getattr(error, "http_status_code", 500) >= 500:
				log_error_snapshot(error)
		save_to_db()
	fresh = {"name": ("not in", former or [""])}
	try:
		fields = ["method", "error", "owner"]
		return text_of(frappe.get_list("Error Log", fresh, fields, order_by="name", limit_page_length=0))
	finally:
		# This table knows no transaction.
		frappe.db.delete("Error Log", fresh)


def _one_more(scene: Scene) -> Given:
	superior = frappe.db.get_value("Employee", {"user_id": scene.users["nominee"]}, "reports_to")
	late = make_employee("Kontributor Terlambat", reports_to=superior)
	request = make_request(scene.nomination, late.name, "peer")
	comment = "Catatan rahasia yang terlambat"
	scene.given.append(Given(request, "2", comment, frozenset({late.name, request.name}), ()))
	return scene.given[-1]


def _fail(*_args: object) -> None:
	raise ConnectionError("the database is gone")
