"""What guards each door, taken away for a test: functions of pytest's MonkeyPatch, before the scene."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import frappe
from frappe.utils import now_datetime

from ntb_awards import access
from ntb_awards.gateway import (
	feedback_answers,
	feedback_crashes,
	feedback_doors,
	feedback_requests,
	feedback_results,
	feedback_verification,
	results,
)
from ntb_awards.gateway.feedback_postman import Postman
from ntb_awards.ntb_awards.doctype.assessment_360.assessment_360 import Assessment360
from ntb_awards.predicates import Who
from ntb_awards.selection import dossier, explain
from tests.site import builders_feedback
from tests.site.builders_access import store
from tests.site.builders_secrecy import DOCTYPE

everybody = Who(lambda user, row: row.name.isnotnull())
RIGHTS = ("read", "select", "report", "export", "print", "share", "email")


def rule(patch: Any) -> None:
	"""Only the rule for Assessment 360: who has its DocType by role sees all of it."""
	patch.setitem(access.RULES, DOCTYPE, access.Rules(look=everybody, change=everybody, create=everybody))


def rights(patch: Any) -> None:
	"""Rights of the role besides reading: printing, exporting, sharing."""
	values = {"parent": DOCTYPE, "parenttype": "DocType", "parentfield": "permissions", "role": "All"}
	store("DocPerm", **values, **dict.fromkeys(RIGHTS, 1))
	frappe.clear_cache(doctype=DOCTYPE)


def rule_and_rights(patch: Any) -> None:
	rule(patch)
	rights(patch)


def sharing(patch: Any) -> None:
	rights(patch)
	patch.setattr(access, "has_permission", lambda doc, ptype=None, user=None: None)
	patch.setattr(Assessment360, "validate_share", lambda self, share: None)
	patch.setattr(feedback_doors, "refuse_comment", lambda *args: None)


def nothing_in_search(patch: Any) -> None:
	"""No field of a set is in the global search."""
	field = {"parent": DOCTYPE, "fieldname": "comment"}
	frappe.db.set_value("DocField", field, "in_global_search", 1)
	frappe.clear_cache(doctype=DOCTYPE)
	store("Global Search DocType", document_type=DOCTYPE, parent="Global Search Settings")
	frappe.cache.hdel("global_search", "search_priorities")


def nothing_left_in_search() -> None:
	"""The table of the global search knows no transaction."""
	frappe.db.delete("__global_search", {"doctype": DOCTYPE})
	frappe.cache.hdel("global_search", "search_priorities")


def no_comments(patch: Any) -> None:
	patch.setattr(feedback_doors, "refuse_comment", lambda *args: None)


def past_the_document(patch: Any) -> None:
	"""Answers are written past the document, which would keep versions."""
	frappe.db.set_value("DocType", DOCTYPE, "track_changes", 1)
	frappe.clear_cache(doctype=DOCTYPE)
	patch.setattr(Assessment360, "refuse", lambda self: None)
	patch.setattr(feedback_verification, "_write", _write_the_document)


def _write_the_document(names: list[str], values: dict[str, Any]) -> None:
	for name in names:
		doc = frappe.get_doc(DOCTYPE, name)
		doc.flags.ignore_permissions = doc.flags.ignore_validate_update_after_submit = True
		doc.update({"validity_reason": values.get("validity_reason"), "comment": f"{doc.comment} *"})
		doc.save()
	frappe.db.set_value(DOCTYPE, {"name": ("in", names)}, values, update_modified=False)


def postman(patch: Any) -> None:
	"""Letters go past Frappe's queue."""
	patch.setattr(Postman, "send", _queue)


def _queue(self: Postman, letter: Any) -> str:
	store(
		"Email Queue", sender="a@b.example", message=letter.text, recipients=[{"recipient": letter.address}]
	)
	return ""


def undeletable(patch: Any) -> None:
	patch.setattr(Assessment360, "on_trash", lambda self: None)


def merged_dossier(patch: Any) -> None:
	patch.setattr(dossier, "disclose", lambda rule, records: list(records))


def merged_explanation(patch: Any) -> None:
	patch.setattr(explain, "shown_groups", lambda rule, records: list(records))
	patch.setattr(dossier, "disclose", lambda rule, records: list(records))


def merged_summary(patch: Any) -> None:
	patch.setattr(feedback_results, "shown_groups", lambda rule, records: list(records))


def not_prepared(patch: Any) -> None:
	patch.setattr(feedback_doors, "refuse_prepared", lambda *args: None)


def in_nobodys_name(patch: Any) -> None:
	"""Rows of answers carry the app's name."""
	insert = feedback_answers._insert

	def insert_in_own_name(name: str, row: Any, values: dict[str, Any]) -> None:
		insert(name, row, values)
		owner = frappe.db.get_value("Feedback Contributor", row.contributor, "email")
		frappe.db.set_value(DOCTYPE, name, {"owner": owner, "modified_by": owner}, update_modified=False)

	patch.setattr(feedback_answers, "_insert", insert_in_own_name)


def results_in_nobodys_name(patch: Any) -> None:
	patch.setattr(results, "_meta", _with_user(results._meta))


def _with_user(meta: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
	return lambda *args: meta(*args) | {"owner": frappe.session.user}


def keyed_names(patch: Any) -> None:
	"""The name of a set says nothing without the site's key."""
	for module in (feedback_answers, feedback_requests, feedback_verification, builders_feedback):
		patch.setattr(module, "answers_name", lambda request, round_: f"{request}-{round_}")


def one_time_for_all(patch: Any) -> None:
	patch.setattr(feedback_answers, "stamp", lambda season: now_datetime())


def unsigned_requests(patch: Any) -> None:
	"""A verifier's decision leaves neither name nor reason on the request."""
	move = feedback_requests._move
	patch.setattr(feedback_requests, "_move", lambda doc, values, signed=True: move(doc, values))


def without_traces(patch: Any) -> None:
	"""A failure leaves the endpoint as it is, and its log is kept as it is."""
	patch.setattr(feedback_crashes, "_keep", _raise_again)
	patch.setattr(feedback_doors, "forget_what_was_sent", lambda *args: None)


def _raise_again(error: Exception) -> None:
	raise error
